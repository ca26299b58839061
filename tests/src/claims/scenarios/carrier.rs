//! What carriers, and what reports of them, do to an order.

use super::Witness;
use crate::claims::generate::Tale;
use crate::claims::said::Said;
use crate::script::{Carrier, DAY, HOUR, Saying, Scan};

impl Tale {
    pub(super) fn phantom(&mut self, witness: Witness) {
        let placed = self.placed;
        let labelled = self.label(0, placed, witness);
        if self.dice.chance(50) {
            let handed = self.after(labelled, 30 * 60, 96 * 60);
            self.hand_over(0, handed, witness);
            self.road(0, handed, witness);
        } else {
            self.script.tell(
                labelled + 5 * DAY,
                Some(0),
                Saying::Site(Scan::Note("Still here")),
            );
        }
    }

    pub(super) fn late_downgrade(&mut self, witness: Witness) {
        let labelled = self.until_label(0, self.placed, witness);
        let handed = self.after(labelled, 60, 600);
        self.hand_over(0, handed, witness);
        let end = self.road(0, handed, witness);
        for status in ["label_printed", "confirmed"] {
            let at = self.after(handed, 900, 3000);
            self.script.event(at, 0, status);
        }
        if self.dice.chance(50) {
            let at = self.after(end, 60, 600);
            self.script.event(at, 0, "out_for_delivery");
        }
    }

    pub(super) fn dead_integration(&mut self) {
        let at = self.route(0, self.placed);
        let at = self.after(at, 10, 100);
        self.true_since(0, Said::Picking, at);
        self.script.scan(at, 0, Scan::PickStarted);
        // From here on the warehouse works in silence, and the carrier's scans never reach us.
        let dark = Witness {
            site: false,
            passed_on: false,
        };
        let at = self.prepare(0, at, dark);
        let at = self.after(at, 10, 100);
        self.true_since(0, Said::LabelCreated, at);
        self.true_since(0, Said::MarkedFulfilled, at);
        if self.dice.chance(60) {
            let tracked = self.dice.chance(50);
            self.script.tell(at, Some(0), Saying::Fulfilled { tracked });
            self.truth.fulfilled[0].push((at, None));
        }
        let handed = self.after(at, 60, 900);
        self.hand_over(0, handed, dark);
    }

    pub(super) fn weekend(&mut self, witness: Witness) {
        // Friday afternoon in the shop's zone, wherever in the week the die fell.
        let monday = self.placed - (self.placed - crate::claims::MONDAY).rem_euclid(7 * DAY);
        let labelled = monday + 4 * DAY + self.dice.between(14, 17) * HOUR;
        self.placed = labelled - 3 * HOUR;
        self.script.order.placed = self.placed;
        self.script.told.clear();
        self.script.tell(self.placed, None, Saying::Placed);
        for deeds in &mut self.truth.parcels {
            deeds.insert(Said::Received, self.placed);
        }
        self.label(0, labelled, witness);
        let handed = monday + 7 * DAY + self.dice.between(8, 10) * HOUR;
        self.hand_over(0, handed, witness);
        self.road(0, handed, witness);
    }

    pub(super) fn returns(&mut self, witness: Witness) {
        let at = self.whole_road(0, self.placed, witness);
        let at = self.after(at, 600, 4000);
        self.true_since(0, Said::ReturnRequested, at);
        self.script.tell(at, Some(0), Saying::ReturnRequested);
        if self.dice.chance(70) {
            let at = self.after(at, 600, 4000);
            self.carrier(
                0,
                at,
                Carrier::Returning,
                Witness {
                    passed_on: true,
                    ..witness
                },
            );
            let at = self.after(at, 2000, 5000);
            self.true_since(0, Said::Returned, at);
            self.script.scan(at, 0, Scan::ReturnReceived);
            if self.dice.chance(50) {
                let at = self.after(at, 60, 3000);
                self.true_since(0, Said::Refunded, at);
                self.script.tell(at, None, Saying::RefundedInFull);
            }
        }
    }

    pub(super) fn contradiction(&mut self) {
        let witness = Witness {
            site: true,
            passed_on: false,
        };
        let labelled = self.until_label(0, self.placed, witness);
        let handed = self.after(labelled, 60, 600);
        self.hand_over(0, handed, witness);
        let end = self.road(0, handed, witness);
        match self.dice.between(0, 2) {
            // A depot scans a delivered parcel again.
            0 => {
                let at = self.after(end, 60, 900);
                self.script.event(at, 0, "in_transit");
            }
            // The warehouse's clock runs hours behind the carrier's.
            1 => {
                let at = self.after(handed, 700, 2000);
                self.script.scan(at, 0, Scan::Packed);
            }
            // The same scans by two routes.
            _ => {
                self.script.scan(end, 0, Scan::Carrier(Carrier::Delivered));
                self.script
                    .scan(end + 2 * HOUR, 0, Scan::Carrier(Carrier::Moved));
            }
        }
    }

    pub(super) fn customs(&mut self) {
        let witness = Witness {
            site: true,
            passed_on: true,
        };
        self.script.order.destination = ["Munich", "BY", "DE"];
        let at = self.until_label(0, self.placed, witness);
        let at = self.after(at, 60, 600);
        self.hand_over(0, at, witness);
        let at = self.after(at, 60, 600);
        self.carrier(0, at, Carrier::Accepted, witness);
        let at = self.after(at, 600, 2000);
        self.carrier(0, at, Carrier::Moved, witness);
        let at = self.after(at, 600, 2000);
        self.carrier(0, at, Carrier::CustomsEntered, witness);
        if self.dice.chance(70) {
            let at = self.after(at, 600, 4000);
            self.carrier(0, at, Carrier::CustomsCleared, witness);
            let at = self.after(at, 600, 2000);
            self.carrier(0, at, Carrier::OutForDelivery, witness);
            let at = self.after(at, 60, 400);
            self.carrier(0, at, Carrier::Delivered, witness);
        }
    }

    pub(super) fn delay(&mut self, witness: Witness) {
        let labelled = self.until_label(0, self.placed, witness);
        let at = self.after(labelled, 60, 600);
        self.hand_over(0, at, witness);
        let at = self.after(at, 60, 600);
        self.carrier(0, at, Carrier::Accepted, witness);
        let at = self.after(at, 600, 1500);
        self.true_since(0, Said::Delayed, at);
        self.script.event(at, 0, "delayed");
        if self.dice.chance(60) {
            self.road(0, at, witness);
        }
    }

    pub(super) fn failed_attempt(&mut self, witness: Witness) {
        let labelled = self.until_label(0, self.placed, witness);
        let at = self.after(labelled, 60, 600);
        self.hand_over(0, at, witness);
        let at = self.after(at, 600, 1500);
        self.carrier(0, at, Carrier::Moved, witness);
        let mut at = self.after(at, 300, 900);
        for _ in 0..self.dice.between(1, 2) {
            self.carrier(0, at, Carrier::OutForDelivery, witness);
            at = self.after(at, 100, 400);
            self.carrier(0, at, Carrier::Attempted, witness);
            at = self.after(at, 900, 1200);
        }
        if self.dice.chance(60) {
            self.carrier(0, at, Carrier::OutForDelivery, witness);
            let at = self.after(at, 60, 300);
            self.carrier(0, at, Carrier::Delivered, witness);
        }
    }

    pub(super) fn address_problem(&mut self, witness: Witness) {
        let at = self.route(0, self.placed);
        let at = self.after(at, 20, 200);
        self.script.scan(at, 0, Scan::Exception("address_invalid"));
        if self.dice.chance(50) {
            let at = self.after(at, 600, 3000);
            self.resume(at, witness);
        }
    }
}
