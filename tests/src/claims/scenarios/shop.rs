//! What the shop and its warehouses do to an order.

use super::{SCANNING, Witness};
use crate::claims::generate::{SITES, Tale};
use crate::claims::said::Said;
use crate::script::{DAY, HOUR, Saying, Scan};

impl Tale {
    pub(super) fn hold(&mut self, witness: Witness) {
        let at = self.route(0, self.placed);
        let at = self.after(at, 5, 200);
        let reason = self.dice.of(&[
            "high_risk_of_fraud",
            "awaiting_payment",
            "inventory_out_of_stock",
            "other",
        ]);
        let by_site = witness.site && self.dice.chance(30);
        self.true_since(0, Said::OnHold, at);
        let held = if by_site {
            Saying::Site(Scan::Held(reason))
        } else {
            Saying::Held(reason)
        };
        self.script.tell(at, Some(0), held);
        if self.dice.chance(70) {
            let at = self.after(at, 60, 3000);
            let released = if by_site {
                Saying::Site(Scan::Released)
            } else {
                Saying::Released
            };
            self.script.tell(at, Some(0), released);
            let at = self.prepare(0, at, witness);
            let at = self.label(0, at, witness);
            let handed = self.after(at, 60, 600);
            self.hand_over(0, handed, witness);
            self.road(0, handed, witness);
        }
    }

    pub(super) fn partial(&mut self, witness: Witness) {
        self.whole_road(0, self.placed, witness);
        let at = self.route(1, self.placed);
        if self.dice.chance(50) {
            let at = self.after(at, 2 * 1440, 6 * 1440);
            let at = self.label(1, at, witness);
            let handed = self.after(at, 60, 600);
            self.hand_over(1, handed, witness);
            self.road(1, handed, witness);
        }
    }

    pub(super) fn split(&mut self, parcels: usize, witness: Witness) {
        for parcel in 0..parcels {
            let start = self.placed + parcel as i64 * self.dice.between(0, 20) * HOUR;
            self.whole_road(parcel, start, witness);
        }
    }

    pub(super) fn several_warehouses(&mut self, witness: Witness) {
        self.script.parcels[0].site = &SITES[0];
        self.script.parcels[1].site = &SITES[1];
        self.whole_road(0, self.placed, witness);
        let other = Witness {
            site: !witness.site,
            ..witness
        };
        self.whole_road(1, self.placed, other);
    }

    pub(super) fn label_voided(&mut self, witness: Witness) {
        let at = self.until_label(0, self.placed, witness);
        let voided = self.after(at, 30, 1200);
        if witness.site {
            self.script.scan(voided, 0, Scan::LabelVoided);
        }
        let cancelled = voided + self.dice.between(0, 60) * 1000;
        self.script
            .tell(cancelled, Some(0), Saying::FulfillmentCancelled);
        if let Some(span) = self.truth.fulfilled[0].last_mut() {
            span.1 = Some(cancelled);
        }
        if self.dice.chance(60) {
            let at = self.after(cancelled, 30, 1500);
            let at = self.label_of(0, 1, at, witness);
            let handed = self.after(at, 60, 600);
            self.true_since(0, Said::HandedOver, handed);
            self.true_since(0, Said::Accepted, handed);
            self.true_since(0, Said::Moving, handed);
            let mut at = handed;
            for (event, said) in [
                ("carrier_picked_up", Said::Accepted),
                ("in_transit", Said::Moving),
                ("out_for_delivery", Said::OutForDelivery),
                ("delivered", Said::Delivered),
            ] {
                at = self.after(at, 120, 900);
                self.true_since(0, said, at);
                self.script.tell_of(at, Some(0), 1, Saying::Event(event));
            }
        }
    }

    pub(super) fn cancellation(&mut self) {
        let mut at = self.placed;
        if self.dice.chance(60) {
            at = self.route(0, at);
        }
        let labelled = self.dice.chance(30);
        if labelled {
            at = self.label(
                0,
                at,
                Witness {
                    site: false,
                    passed_on: false,
                },
            );
            at = self.after(at, 20, 300);
            self.script.tell(at, Some(0), Saying::FulfillmentCancelled);
            if let Some(span) = self.truth.fulfilled[0].last_mut() {
                span.1 = Some(at);
            }
        }
        let at = self.after(at, 5, 900);
        self.true_since(0, Said::Cancelled, at);
        self.script.tell(at, None, Saying::Cancelled);
        if self.dice.chance(60) {
            let at = self.after(at, 1, 90);
            self.true_since(0, Said::Refunded, at);
            self.script.tell(at, None, Saying::RefundedInFull);
        }
    }

    pub(super) fn pickup(&mut self) {
        let at = self.route(0, self.placed);
        let at = self.prepare(0, at, SCANNING);
        let at = self.after(at, 10, 300);
        self.true_since(0, Said::Ready, at);
        self.script.scan(at, 0, Scan::ReadyAtCounter);
        if self.dice.chance(70) {
            let at = self.after(at, 60, 4000);
            self.true_since(0, Said::Collected, at);
            self.true_since(0, Said::Delivered, at);
            self.script.scan(at, 0, Scan::Collected);
        }
    }

    pub(super) fn local(&mut self) {
        let at = self.route(0, self.placed);
        let at = self.prepare(0, at, SCANNING);
        let at = self.after(at, 60, 900);
        // As Shopify has it: "out for delivery" makes the fulfillment, and an event says so.
        self.script
            .tell(at, Some(0), Saying::Fulfilled { tracked: false });
        self.script.event(at, 0, "out_for_delivery");
        for said in [
            Said::MarkedFulfilled,
            Said::HandedOver,
            Said::Accepted,
            Said::Moving,
        ] {
            self.true_since(0, said, at);
        }
        self.true_since(0, Said::OutForDelivery, at);
        if self.dice.chance(80) {
            let at = self.after(at, 20, 200);
            self.true_since(0, Said::Delivered, at);
            self.script.scan(at, 0, Scan::DriverDelivered);
        }
    }

    pub(super) fn backorder(&mut self, witness: Witness) {
        let at = self.route(0, self.placed);
        let at = self.after(at, 30, 600);
        let until = at + self.dice.between(3, 9) * DAY;
        self.true_since(0, Said::Backordered, at);
        self.script.scan(at, 0, Scan::Backordered { until });
        if self.dice.chance(60) {
            self.resume(until, witness);
        }
    }

    pub(super) fn edited(&mut self, witness: Witness) {
        let at = self.after(self.placed, 10, 60);
        self.script.tell(
            at,
            None,
            Saying::Edited {
                line: 1,
                quantity: 0,
            },
        );
        self.whole_road(0, at, witness);
    }

    pub(super) fn refund(&mut self, witness: Witness) {
        if self.dice.chance(50) {
            let at = self.whole_road(0, self.placed, witness);
            let at = self.after(at, 600, 3000);
            self.true_since(0, Said::Refunded, at);
            self.script.tell(at, None, Saying::RefundedInFull);
        } else {
            let at = self.route(0, self.placed);
            let at = self.after(at, 60, 900);
            self.true_since(0, Said::Refunded, at);
            self.script.tell(at, None, Saying::RefundedInFull);
        }
    }

    pub(super) fn pre_order(&mut self, witness: Witness) {
        let at = self.after(self.placed, 1, 10);
        let until = at + self.dice.between(4, 12) * DAY;
        self.true_since(0, Said::Scheduled, at);
        self.script.tell(at, Some(0), Saying::Scheduled { until });
        let at = self.route(0, until);
        let at = self.prepare(0, at, witness);
        let at = self.label(0, at, witness);
        let handed = self.after(at, 60, 600);
        self.hand_over(0, handed, witness);
        self.road(0, handed, witness);
    }
}
