//! How each kind of history goes.

use super::generate::{Dice, SITES, Scenario, Tale};
use super::said::Said;
use crate::script::{Carrier, DAY, HOUR, MINUTE, Method, Saying, Scan};

/// How well a history is witnessed.
#[derive(Clone, Copy)]
struct Witness {
    /// The site's own scans reach us.
    site: bool,
    /// Carrier scans come by the site's webhook instead of Shopify's fulfillment events.
    passed_on: bool,
}

/// Tells the history `scenario` of an order placed at `placed`.
pub fn tell(scenario: Scenario, number: u64, placed: i64, mut dice: Dice) -> Tale {
    let (parcels, method) = match scenario {
        Scenario::Partial | Scenario::SeveralWarehouses | Scenario::Edited => (2, Method::Shipping),
        Scenario::Split => (dice.between(2, 3) as usize, Method::Shipping),
        Scenario::Pickup => (1, Method::PickUp),
        Scenario::LocalDelivery => (1, Method::Local),
        Scenario::Digital => (1, Method::None),
        _ => (1, Method::Shipping),
    };
    let witness = Witness {
        site: dice.chance(65),
        passed_on: dice.chance(30),
    };
    let mut tale = Tale::new(number, placed, parcels, method, dice);
    tale.script.tell(placed, None, Saying::Placed);
    for parcel in 0..parcels {
        tale.true_since(parcel, Said::Received, placed);
    }
    match scenario {
        Scenario::OnTime | Scenario::Duplicates | Scenario::LateArrival => {
            tale.whole_road(0, placed, witness);
        }
        Scenario::PhantomFulfilment => tale.phantom(witness),
        Scenario::Hold => tale.hold(witness),
        Scenario::Partial => tale.partial(witness),
        Scenario::Split => tale.split(parcels, witness),
        Scenario::SeveralWarehouses => tale.several_warehouses(witness),
        Scenario::LabelVoided => tale.label_voided(witness),
        Scenario::LateDowngrade => tale.late_downgrade(witness),
        Scenario::DeadIntegration => tale.dead_integration(),
        Scenario::WeekendSilence => tale.weekend(witness),
        Scenario::Returns => tale.returns(witness),
        Scenario::Cancellation => tale.cancellation(),
        Scenario::Pickup => tale.pickup(),
        Scenario::LocalDelivery => tale.local(),
        Scenario::Contradiction => tale.contradiction(),
        Scenario::Customs => tale.customs(),
        Scenario::Delay => tale.delay(witness),
        Scenario::FailedAttempt => tale.failed_attempt(witness),
        Scenario::Backorder => tale.backorder(witness),
        Scenario::Edited => tale.edited(witness),
        Scenario::Refund => tale.refund(witness),
        Scenario::AddressProblem => tale.address_problem(witness),
        Scenario::Digital => {}
        Scenario::PreOrder => tale.pre_order(witness),
    }
    tale
}

impl Tale {
    fn after(&mut self, at: i64, low_minutes: i64, high_minutes: i64) -> i64 {
        at + self.dice.between(low_minutes, high_minutes) * MINUTE
    }

    fn route(&mut self, parcel: usize, at: i64) -> i64 {
        let at = self.after(at, 1, 20);
        self.script.tell(at, Some(parcel), Saying::Routed);
        self.true_since(parcel, Said::WithWarehouse, at);
        at
    }

    /// Picked and packed; told only by a site that scans.
    fn prepare(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        let steps = [
            (Said::Picking, Scan::PickStarted),
            (Said::Picked, Scan::Picked),
            (Said::Packed, Scan::Packed),
        ];
        let mut at = at;
        for (said, scan) in steps {
            at = self.after(at, 10, 150);
            self.true_since(parcel, said, at);
            if witness.site {
                self.script.scan(at, parcel, scan);
            }
        }
        at
    }

    /// A label is printed, and Shopify says "Fulfilled".
    fn label(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        self.label_of(parcel, 0, at, witness)
    }

    fn label_of(&mut self, parcel: usize, label: usize, at: i64, witness: Witness) -> i64 {
        let printed = self.after(at, 2, 60);
        self.true_since(parcel, Said::LabelCreated, printed);
        self.true_since(parcel, Said::MarkedFulfilled, printed);
        if witness.site && self.dice.chance(50) {
            self.script
                .tell_of(printed, Some(parcel), label, Saying::Site(Scan::Label));
        }
        let fulfilled = printed + self.dice.between(1, 120) * 1000;
        self.script.tell_of(
            fulfilled,
            Some(parcel),
            label,
            Saying::Fulfilled { tracked: true },
        );
        self.truth.fulfilled[parcel].push((fulfilled, None));
        fulfilled
    }

    fn hand_over(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        self.true_since(parcel, Said::HandedOver, at);
        self.true_since(parcel, Said::Accepted, at);
        self.true_since(parcel, Said::Moving, at);
        if witness.site {
            self.script.scan(at, parcel, Scan::Handover);
        }
        at
    }

    fn carrier(&mut self, parcel: usize, at: i64, what: Carrier, witness: Witness) {
        let (event, said) = match what {
            Carrier::Accepted => ("carrier_picked_up", Said::Accepted),
            Carrier::Moved => ("in_transit", Said::Moving),
            Carrier::OutForDelivery => ("out_for_delivery", Said::OutForDelivery),
            Carrier::Attempted => ("attempted_delivery", Said::Attempted),
            Carrier::Delivered => ("delivered", Said::Delivered),
            Carrier::CustomsEntered => ("", Said::Customs),
            Carrier::CustomsCleared => ("", Said::Moving),
            Carrier::Returning => ("", Said::Returning),
        };
        self.true_since(parcel, said, at);
        if witness.passed_on || event.is_empty() {
            self.script.scan(at, parcel, Scan::Carrier(what));
        } else {
            self.script.event(at, parcel, event);
        }
    }

    /// From the carrier's first scan to the door.
    fn road(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        let mut at = self.after(at, 30, 600);
        self.carrier(parcel, at, Carrier::Accepted, witness);
        for _ in 0..self.dice.between(1, 4) {
            at = self.after(at, 240, 1500);
            self.carrier(parcel, at, Carrier::Moved, witness);
        }
        at = self.after(at, 300, 1400);
        self.carrier(parcel, at, Carrier::OutForDelivery, witness);
        at = self.after(at, 60, 480);
        self.carrier(parcel, at, Carrier::Delivered, witness);
        at
    }

    fn until_label(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        let at = self.route(parcel, at);
        let at = self.prepare(parcel, at, witness);
        self.label(parcel, at, witness)
    }

    fn whole_road(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        let labelled = self.until_label(parcel, at, witness);
        let handed = self.after(labelled, 60, 900);
        self.hand_over(parcel, handed, witness);
        self.road(parcel, handed, witness)
    }

    fn phantom(&mut self, witness: Witness) {
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

    fn hold(&mut self, witness: Witness) {
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

    fn partial(&mut self, witness: Witness) {
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

    fn split(&mut self, parcels: usize, witness: Witness) {
        for parcel in 0..parcels {
            let start = self.placed + parcel as i64 * self.dice.between(0, 20) * HOUR;
            self.whole_road(parcel, start, witness);
        }
    }

    fn several_warehouses(&mut self, witness: Witness) {
        self.script.parcels[0].site = &SITES[0];
        self.script.parcels[1].site = &SITES[1];
        self.whole_road(0, self.placed, witness);
        let other = Witness {
            site: !witness.site,
            ..witness
        };
        self.whole_road(1, self.placed, other);
    }

    fn label_voided(&mut self, witness: Witness) {
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

    fn late_downgrade(&mut self, witness: Witness) {
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

    fn dead_integration(&mut self) {
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

    fn weekend(&mut self, witness: Witness) {
        // Friday afternoon in the shop's zone, wherever in the week the die fell.
        let monday = self.placed - (self.placed - super::MONDAY).rem_euclid(7 * DAY);
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

    fn returns(&mut self, witness: Witness) {
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

    fn cancellation(&mut self) {
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

    fn pickup(&mut self) {
        let at = self.route(0, self.placed);
        let at = self.prepare(
            0,
            at,
            Witness {
                site: true,
                passed_on: false,
            },
        );
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

    fn local(&mut self) {
        let at = self.route(0, self.placed);
        let at = self.prepare(
            0,
            at,
            Witness {
                site: true,
                passed_on: false,
            },
        );
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

    fn contradiction(&mut self) {
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

    fn customs(&mut self) {
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

    fn delay(&mut self, witness: Witness) {
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

    fn failed_attempt(&mut self, witness: Witness) {
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

    fn backorder(&mut self, witness: Witness) {
        let at = self.route(0, self.placed);
        let at = self.after(at, 30, 600);
        let until = at + self.dice.between(3, 9) * DAY;
        self.true_since(0, Said::Backordered, at);
        self.script.scan(at, 0, Scan::Backordered { until });
        if self.dice.chance(60) {
            let at = self.prepare(
                0,
                until,
                Witness {
                    site: true,
                    ..witness
                },
            );
            let at = self.label(0, at, witness);
            let handed = self.after(at, 60, 600);
            self.hand_over(0, handed, witness);
            self.road(0, handed, witness);
        }
    }

    fn edited(&mut self, witness: Witness) {
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

    fn refund(&mut self, witness: Witness) {
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

    fn address_problem(&mut self, witness: Witness) {
        let at = self.route(0, self.placed);
        let at = self.after(at, 20, 200);
        self.script.scan(at, 0, Scan::Exception("address_invalid"));
        if self.dice.chance(50) {
            let at = self.after(at, 600, 3000);
            let at = self.prepare(
                0,
                at,
                Witness {
                    site: true,
                    ..witness
                },
            );
            let at = self.label(0, at, witness);
            let handed = self.after(at, 60, 600);
            self.hand_over(0, handed, witness);
            self.road(0, handed, witness);
        }
    }

    fn pre_order(&mut self, witness: Witness) {
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
