//! Webhooks: whatever stands in a signed body, it is taken or refused.

use fulfillment::Instant;
use fulfillment::instant::HOUR;
use integrations::aftership::webhook as aftership_webhook;
use integrations::shopify::webhook;
use integrations::{Refusal, Report, operations as warehouse};

use super::{NOW, line, story};

/// A Shopify webhook: its topic on the first line, then the body.
pub fn shopify(input: &[u8]) {
    let (topic, body) = line(input);
    taken(webhook::adapt(topic, body, NOW));
}

/// A body of the operations webhook.
pub fn operations(input: &[u8]) {
    match warehouse::adapt("chicago", input) {
        Ok(batch) => {
            let mut facts = Vec::new();
            for report in batch.reports {
                facts.extend(report.facts.iter().cloned());
                read_back(&report);
            }
            story::tell(&facts);
            for rejected in batch.rejected {
                reasoned(&rejected.refusal);
            }
        }
        Err(refusal) => reasoned(&refusal),
    }
}

/// A shop's zone, and one that is named, if any is known.
struct Clocks {
    known: bool,
}

impl aftership_webhook::Clocks for Clocks {
    fn in_zone(&self, _zone: &str, local: Instant) -> Option<Instant> {
        self.known.then(|| local.plus(5 * HOUR))
    }

    fn home(&self, local: Instant) -> Instant {
        local.plus(-HOUR)
    }
}

/// A body of AfterShip's webhook, with and without zones for the clock on the wall.
pub fn aftership(input: &[u8]) {
    for known in [false, true] {
        let clocks = Clocks { known };
        taken(aftership_webhook::adapt(input, &clocks).map(|update| update.report));
    }
}

fn taken(answer: Result<Report, Refusal>) {
    match answer {
        Ok(report) => {
            read_back(&report);
            report.names_shop(super::SHOP, Some("1"));
            story::tell(&report.facts);
        }
        Err(refusal) => reasoned(&refusal),
    }
}

/// What is parked is read again later.
fn read_back(report: &Report) {
    let text = serde_json::to_string(report).expect("reports serialise");
    let read: Report = serde_json::from_str(&text).expect("what was parked can be read");
    assert_eq!(&read, report, "a report survives being parked");
}

/// A refusal is the sender's, and says why in a few words.
fn reasoned(refusal: &Refusal) {
    assert!((400..500).contains(&refusal.status()));
    let reason = refusal.to_string();
    assert!(
        !reason.is_empty() && reason.len() < 16_000,
        "{} bytes of reason",
        reason.len()
    );
}
