//! When delivery is expected, as a source stated it, and whether the facts still support it.

use crate::claim::Claim;
use crate::fact::{ExceptionKind, Grade, Kind};
use crate::milestone::rank;
use crate::timeline::{Entry, Exception, Expected, Statement};

/// The window stated last among these entries (oldest first), with the one it replaced.
pub(crate) fn stated(entries: &[Entry], among: impl Iterator<Item = usize>) -> Option<Expected> {
    let mut found: Option<Expected> = None;
    let mut reason: Option<ExceptionKind> = None;
    for index in among {
        let entry = &entries[index];
        if entry.fact.grade < Grade::Record {
            continue;
        }
        match entry.fact.kind {
            Kind::ExceptionReported { exception } if delays(exception) => reason = Some(exception),
            Kind::EtaRevised { from, until } => {
                let (from, until) = (from.min(until), from.max(until));
                let before = found.as_ref().and_then(|known| {
                    if (known.from, known.until) == (from, until) {
                        known.before
                    } else {
                        Some((known.from, known.until))
                    }
                });
                found = Some(Expected {
                    from,
                    until,
                    witness: entry.fact.source.witness.clone(),
                    reason: before.and(reason),
                    before,
                    supported: true,
                    at: entry.at,
                });
            }
            _ => {}
        }
    }
    found
}

fn delays(exception: ExceptionKind) -> bool {
    use ExceptionKind as E;
    matches!(
        exception,
        E::Delayed
            | E::DelayedWeather
            | E::DelayedProcessing
            | E::DelayedFlight
            | E::DelayedExternal
            | E::Missort
            | E::CustomsDocs
            | E::CustomsDuties
            | E::CustomsInspection
    )
}

/// Does what is known now still support the window?
pub(crate) fn supported(
    expected: &Expected,
    headline: &Statement,
    parcel: &str,
    exceptions: &[Exception],
) -> bool {
    let since = headline.at.is_some_and(|at| at > expected.at);
    let contradicted = match headline.claim {
        Claim::Delayed | Claim::AttemptFailed | Claim::OnHold | Claim::InCustoms => since,
        Claim::Backordered => since || headline.until.is_some_and(|until| until > expected.until),
        Claim::CarrierProblem | Claim::Cancelled | Claim::Refunded => true,
        claim => rank(claim) >= rank(Claim::Delivered),
    };
    let passed = exceptions.iter().any(|exception| {
        exception.kind == ExceptionKind::PastEta
            && exception
                .parcel
                .as_deref()
                .is_none_or(|about| about == parcel)
            && exception.opened_at > expected.until
            && exception.opened_at > expected.at
    });
    !contradicted && !passed
}
