//! What the reports delivered so far allow, and what they require, by domain.md's tables alone.
//!
//! Written apart from the product's fold: a different shape (a set of rules over all reports at
//! once, no union of groups, no incremental state), so that a mistake would have to be made twice.

use std::collections::BTreeSet;

use super::said::Said;
use crate::script::{Carrier, Method, Saying, Scan, Script, Told};

/// What may and what must be said of one parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Everything some delivered report proves well enough.
    pub supported: BTreeSet<Said>,
    /// One of these must be the parcel's one claim.
    pub required: BTreeSet<Said>,
    /// What was ever proved, undone or not: rows of history may name it, claims may not.
    pub ever: BTreeSet<Said>,
    /// Nothing of a carrier's own has reached us though the parcel is said to have left or to be
    /// about to: the page must say so.
    pub silent: bool,
}

/// The standing of parcel `parcel` of `script`, from the reports `delivered` (indexes of `told`).
pub fn standing(script: &Script, parcel: usize, delivered: &BTreeSet<usize>, now: i64) -> Standing {
    let told: Vec<&Told> = delivered
        .iter()
        .filter_map(|&index| script.told.get(index))
        .filter(|told| told.parcel.is_none_or(|about| about == parcel))
        .collect();
    Rules {
        told,
        method: script.order.method,
        now,
    }
    .standing(script)
}

struct Rules<'a> {
    told: Vec<&'a Told>,
    method: Method,
    now: i64,
}

impl Rules<'_> {
    fn standing(&self, script: &Script) -> Standing {
        let supported = self.supported();
        let required = if self.method == Method::None
            || script.order.lines.iter().all(|line| !line.shippable)
        {
            BTreeSet::from([Said::Nothing])
        } else {
            self.required(&supported)
        };
        let mut supported = supported;
        let mut required = required;
        if self.two_names(script) {
            // Nothing delivered says that both names are of one parcel; several units can be in two.
            required.extend(supported.iter().copied());
            required.insert(Said::Several);
        }
        supported.extend(&required);
        let silent = self.carrier().is_empty()
            && self.method == Method::Shipping
            && required.iter().any(|said| {
                matches!(
                    said,
                    Said::LabelCreated | Said::MarkedFulfilled | Said::HandedOver
                )
            });
        let mut ever = supported.clone();
        if self
            .heard(|saying| matches!(saying, Saying::Fulfilled { .. } | Saying::Site(Scan::Label)))
        {
            ever.extend([Said::LabelCreated, Said::MarkedFulfilled]);
        }
        // The domain's fact is one: delivered, and how, over the counter too.
        if supported.contains(&Said::Collected) {
            ever.insert(Said::Delivered);
        }
        Standing {
            supported,
            required,
            ever,
            silent,
        }
    }

    /// Shopify's events name a fulfillment, the site's scans a tracking number, and the fulfillment
    /// that would join the two has not been delivered.
    fn two_names(&self, script: &Script) -> bool {
        let units: u32 = script.order.lines.iter().map(|line| line.quantity).sum();
        units > 1
            && self.told.iter().any(|told| {
                let joined = self.told.iter().any(|other| {
                    other.label == told.label
                        && matches!(
                            other.saying,
                            Saying::Fulfilled { .. } | Saying::FulfillmentCancelled
                        )
                });
                matches!(told.saying, Saying::Event(_)) && !joined
            })
            && self.heard(|saying| matches!(saying, Saying::Site(_)))
    }

    fn last(&self, what: impl Fn(&Saying) -> bool) -> Option<i64> {
        self.told
            .iter()
            .filter(|told| what(&told.saying))
            .map(|told| told.at)
            .max()
    }

    fn heard(&self, what: impl Fn(&Saying) -> bool) -> bool {
        self.last(what).is_some()
    }

    /// Carrier grade, with what each scan says; oldest first.
    fn carrier(&self) -> Vec<(i64, Said)> {
        let mut scans: Vec<(i64, Said)> = self
            .told
            .iter()
            .filter_map(|told| Some((told.at, carrier_grade(&told.saying)?)))
            .collect();
        scans.sort_unstable();
        scans
    }

    /// Labels that stand, and fulfillments that stand, each by its number.
    fn labels(&self) -> (bool, bool) {
        let stands = |made: fn(&Saying) -> bool, undone: fn(&Saying) -> bool| {
            self.told
                .iter()
                .filter(|told| made(&told.saying))
                .any(|told| {
                    !self
                        .told
                        .iter()
                        .any(|other| other.label == told.label && undone(&other.saying))
                })
        };
        let label = stands(
            |saying| {
                matches!(
                    saying,
                    Saying::Site(Scan::Label) | Saying::Event("label_purchased" | "label_printed")
                )
            },
            |saying| {
                matches!(
                    saying,
                    Saying::Site(Scan::LabelVoided) | Saying::FulfillmentCancelled
                )
            },
        ) || stands(
            |saying| matches!(saying, Saying::Fulfilled { tracked: true }),
            |saying| {
                matches!(
                    saying,
                    Saying::Site(Scan::LabelVoided) | Saying::FulfillmentCancelled
                )
            },
        );
        let fulfilled = stands(
            |saying| {
                matches!(
                    saying,
                    Saying::Fulfilled { .. } | Saying::Event("confirmed")
                )
            },
            |saying| matches!(saying, Saying::FulfillmentCancelled),
        );
        (label, fulfilled)
    }

    fn supported(&self) -> BTreeSet<Said> {
        let mut supported = BTreeSet::from([Said::Received]);
        for told in &self.told {
            supported.extend(proves(&told.saying));
        }
        for (_, said) in self.carrier() {
            // A carrier's scan of any kind is proof that it has the parcel and that it moves.
            supported.extend([said, Said::Accepted, Said::Moving, Said::HandedOver]);
        }
        let (label, fulfilled) = self.labels();
        if label {
            supported.insert(Said::LabelCreated);
        }
        if label || fulfilled {
            supported.insert(Said::MarkedFulfilled);
        }
        if supported.iter().any(|said| said.height() > 1) {
            supported.insert(Said::WithWarehouse);
        }
        supported
    }

    fn required(&self, supported: &BTreeSet<Said>) -> BTreeSet<Said> {
        let mut set = BTreeSet::new();
        let carrier = self.carrier();
        let delivered =
            supported.contains(&Said::Delivered) || supported.contains(&Said::Collected);
        let cancelled = self.heard(|saying| *saying == Saying::Cancelled);
        let refunded = self.heard(|saying| *saying == Saying::RefundedInFull);
        if supported.contains(&Said::Returned) {
            set.insert(Said::Returned);
            if refunded {
                set.insert(Said::Refunded);
            }
            return set;
        }
        if carrier.iter().any(|(_, said)| *said == Said::Returning) {
            return BTreeSet::from([Said::Returning]);
        }
        if delivered {
            set.extend(
                [Said::Delivered, Said::Collected]
                    .iter()
                    .filter(|s| supported.contains(s)),
            );
            if supported.contains(&Said::ReturnRequested) {
                set.insert(Said::ReturnRequested);
            }
            if refunded {
                set.insert(Said::Refunded);
            }
            return set;
        }
        if cancelled || refunded {
            if cancelled {
                set.insert(Said::Cancelled);
            }
            if refunded {
                set.insert(Said::Refunded);
            }
            if !cancelled {
                // Money back says nothing about where the goods are.
                set.extend(self.before_the_road(supported));
            }
            if carrier.is_empty() && !supported.contains(&Said::HandedOver) {
                return set;
            }
        }
        if let Some(&(newest, _)) = carrier.last() {
            set.extend(on_the_road(&carrier, newest));
            return set;
        }
        set.extend(self.before_the_road(supported));
        set
    }

    fn before_the_road(&self, supported: &BTreeSet<Said>) -> BTreeSet<Said> {
        let mut set = BTreeSet::new();
        // The shop's own counter and driver are warehouse witnesses of their own road.
        for said in [Said::Ready, Said::OutForDelivery] {
            if supported.contains(&said) {
                return BTreeSet::from([said]);
            }
        }
        if supported.contains(&Said::HandedOver) {
            set.insert(Said::HandedOver);
            if self.held() {
                set.insert(Said::OnHold);
            }
            return set;
        }
        if self.held() {
            return BTreeSet::from([Said::OnHold]);
        }
        let worked = self.last(|saying| {
            matches!(
                saying,
                Saying::Site(Scan::PickStarted | Scan::Picked | Scan::Packed | Scan::Label)
                    | Saying::Fulfilled { .. }
            )
        });
        let waiting = self.last(|saying| matches!(saying, Saying::Site(Scan::Backordered { .. })));
        if waiting.is_some() && waiting >= worked {
            return BTreeSet::from([Said::Backordered]);
        }
        let (label, fulfilled) = self.labels();
        if label || fulfilled {
            if label {
                set.insert(Said::LabelCreated);
            }
            set.insert(Said::MarkedFulfilled);
            if supported.contains(&Said::Packed) {
                set.insert(Said::Packed);
            }
            return set;
        }
        for said in [Said::Packed, Said::Picked, Said::Picking] {
            if supported.contains(&said) {
                return BTreeSet::from([said]);
            }
        }
        let later = self
            .told
            .iter()
            .any(|told| matches!(told.saying, Saying::Scheduled { until } if until > self.now));
        if later {
            return BTreeSet::from([Said::Scheduled]);
        }
        let accepted = self.last(|saying| *saying == Saying::Accepted);
        let refused = self.last(|saying| *saying == Saying::Rejected);
        if accepted.is_some() && accepted >= refused {
            return BTreeSet::from([Said::WithWarehouse]);
        }
        set.insert(Said::Received);
        if supported.contains(&Said::WithWarehouse) {
            set.insert(Said::WithWarehouse);
        }
        if supported.contains(&Said::Scheduled) {
            set.insert(Said::Scheduled);
        }
        set
    }

    /// More holds than releases stand.
    fn held(&self) -> bool {
        let by_shopify = (
            self.last(|saying| matches!(saying, Saying::Held(_))),
            self.last(|saying| *saying == Saying::Released),
        );
        let by_site = (
            self.last(|saying| matches!(saying, Saying::Site(Scan::Held(_)))),
            self.last(|saying| *saying == Saying::Site(Scan::Released)),
        );
        [by_shopify, by_site]
            .iter()
            .any(|(held, released)| held.is_some() && held > released)
    }
}

/// Claims that carrier scans require, the newest at `newest`.
fn on_the_road(carrier: &[(i64, Said)], newest: i64) -> BTreeSet<Said> {
    let seen = |said: Said| carrier.iter().any(|(_, other)| *other == said);
    let mut set: BTreeSet<Said> = carrier
        .iter()
        .filter(|(at, _)| *at == newest)
        .map(|(_, said)| *said)
        .collect();
    if set.contains(&Said::Accepted) {
        set.insert(Said::Moving);
    }
    // A depot scan after a stronger or a special report: either is fair, both are in the rows.
    if set.contains(&Said::Moving) {
        for said in [
            Said::OutForDelivery,
            Said::Attempted,
            Said::Delayed,
            Said::Ready,
        ] {
            if seen(said) {
                set.insert(said);
            }
        }
        let entered = carrier.iter().rposition(|(_, said)| *said == Said::Customs);
        let moved = carrier.iter().rposition(|(_, said)| *said == Said::Moving);
        if entered.is_some() && entered >= moved {
            set.insert(Said::Customs);
        }
    }
    set
}

/// A carrier's scan and what it says; weaker reports are `None`. Shopify's fulfillment events are
/// of carrier grade from CARRIER_PICKED_UP on, of record grade below.
fn carrier_grade(saying: &Saying) -> Option<Said> {
    Some(match saying {
        Saying::Event("carrier_picked_up") | Saying::Site(Scan::Carrier(Carrier::Accepted)) => {
            Said::Accepted
        }
        Saying::Event("in_transit")
        | Saying::Site(Scan::Carrier(Carrier::Moved | Carrier::CustomsCleared)) => Said::Moving,
        Saying::Event("out_for_delivery")
        | Saying::Site(Scan::Carrier(Carrier::OutForDelivery)) => Said::OutForDelivery,
        Saying::Event("attempted_delivery") | Saying::Site(Scan::Carrier(Carrier::Attempted)) => {
            Said::Attempted
        }
        Saying::Event("delivered") | Saying::Site(Scan::Carrier(Carrier::Delivered)) => {
            Said::Delivered
        }
        Saying::Event("ready_for_pickup") => Said::Ready,
        Saying::Event("delayed") => Said::Delayed,
        Saying::Event("failure") => Said::Problem,
        Saying::Site(Scan::Carrier(Carrier::CustomsEntered)) => Said::Customs,
        Saying::Site(Scan::Carrier(Carrier::Returning)) => Said::Returning,
        _ => return None,
    })
}

/// What a report below carrier grade proves by itself. Labels are weighed apart: they can be undone.
fn proves(saying: &Saying) -> Vec<Said> {
    match saying {
        Saying::Routed | Saying::Accepted => vec![Said::WithWarehouse],
        Saying::Held("inventory_out_of_stock")
        | Saying::Site(Scan::Held("inventory_out_of_stock")) => {
            vec![Said::OnHold, Said::Backordered]
        }
        Saying::Held(_) | Saying::Site(Scan::Held(_)) => vec![Said::OnHold],
        Saying::Site(Scan::Exception("out_of_stock" | "backordered")) => {
            vec![Said::Backordered, Said::Problem]
        }
        Saying::Site(Scan::Exception(_)) => vec![Said::Problem],
        // Routing is complete: the place is known, its work begins later.
        Saying::Scheduled { .. } => vec![Said::Scheduled, Said::WithWarehouse],
        Saying::Event("delayed") => vec![Said::Problem],
        Saying::Site(Scan::Backordered { .. }) => vec![Said::Backordered],
        Saying::Site(Scan::PickStarted) => vec![Said::Picking],
        Saying::Site(Scan::Picked) => vec![Said::Picking, Said::Picked],
        Saying::Site(Scan::Packed) => vec![Said::Picking, Said::Picked, Said::Packed],
        Saying::Site(Scan::Handover) => vec![Said::HandedOver],
        Saying::Site(Scan::ReadyAtCounter) => vec![Said::Ready],
        Saying::Site(Scan::Collected) => vec![Said::Collected, Said::Ready],
        Saying::Site(Scan::DriverDelivered) => vec![Said::Delivered, Said::OutForDelivery],
        Saying::Site(Scan::ReturnReceived) => vec![Said::Returned],
        Saying::ReturnRequested => vec![Said::ReturnRequested],
        Saying::Cancelled => vec![Said::Cancelled],
        Saying::RefundedInFull => vec![Said::Refunded],
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
