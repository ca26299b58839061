//! Orders of several parcels, other ways to the shopper, and those the demo page plays with.

use super::make::{ACME, COUNTER, Make, RENO, handed, labelled, moving, packed, tracking};
use super::{HANDOVER, KILLED, STORM, Shelf};
use crate::script::{HOUR, MINUTE, Method, Saying, Scan};

impl Shelf {
    pub(super) fn several(&mut self) {
        let c = self.c.clone();
        let start = c.workday(4, 10, 0);
        let mut s = Make {
            parcels: 3,
            ..Make::new(1024, start)
        }
        .script();
        handed(&mut s, 0, start + HOUR, start + 6 * HOUR);
        moving(&mut s, 0, start + 6 * HOUR, c.hours(30));
        s.event(c.hours(26), 0, "delivered");
        handed(&mut s, 1, start + 2 * HOUR, start + 7 * HOUR);
        moving(&mut s, 1, start + 7 * HOUR, c.hours(6));
        s.event(c.hours(5), 1, "in_transit");
        packed(&mut s, 2, c.workday(1, 15, 0));
        self.put(
            4,
            "Split shipment: three parcels, three truths",
            &["parts"],
            s,
        );

        let start = c.workday(3, 9, 45);
        let mut s = Make {
            parcels: 2,
            ..Make::new(1025, start)
        }
        .script();
        s.parcels[1].site = &RENO;
        s.parcels[1].carrier = "UPS";
        for label in &mut s.parcels[1].labels {
            label.tracking = tracking("UPS", label.fulfillment);
        }
        handed(&mut s, 0, start + HOUR, start + 5 * HOUR);
        moving(&mut s, 0, start + 5 * HOUR, c.hours(8));
        s.event(c.hours(6), 0, "in_transit");
        s.tell(start + 10 * MINUTE, Some(1), Saying::Routed);
        s.scan(c.hours(2), 1, Scan::PickStarted);
        self.put(
            4,
            "Two warehouses: one has sent, one is picking",
            &["parts"],
            s,
        );

        let start = c.workday(3, 16, 20);
        let mut s = Make {
            parcels: 2,
            ..Make::new(1026, start)
        }
        .script();
        handed(&mut s, 0, start + 30 * MINUTE, c.workday(2, 10, 0));
        moving(&mut s, 0, c.workday(2, 10, 0), c.hours(10));
        s.event(c.hours(8), 0, "in_transit");
        s.tell(start + 10 * MINUTE, Some(1), Saying::Routed).scan(
            start + HOUR,
            1,
            Scan::Backordered {
                until: c.ahead(6, 9, 0),
            },
        );
        self.put(4, "Partly sent; the rest is on backorder", &["parts"], s);
    }

    pub(super) fn other_ways(&mut self) {
        let c = self.c.clone();
        let placed = c.workday(2, 10, 30);
        for (number, collected, situation, expect) in [
            (
                1039,
                false,
                "Pickup: ready at the counter",
                &["ready for you to collect"] as &[&str],
            ),
            (1040, true, "Pickup: collected", &["collected"]),
        ] {
            let make = Make {
                site: &COUNTER,
                method: Method::PickUp,
                ..Make::new(number, placed)
            };
            let mut s = make.script();
            packed(&mut s, 0, placed + HOUR);
            s.scan(placed + 3 * HOUR, 0, Scan::ReadyAtCounter);
            if collected {
                s.scan(placed + 7 * HOUR, 0, Scan::Collected);
            }
            self.put(7, situation, expect, s);
        }

        let make = Make {
            site: &COUNTER,
            method: Method::Local,
            ..Make::new(1041, placed)
        };
        let mut s = make.script();
        packed(&mut s, 0, placed + HOUR);
        s.tell(
            placed + 4 * HOUR,
            Some(0),
            Saying::Fulfilled { tracked: false },
        )
        .event(placed + 4 * HOUR + MINUTE, 0, "out_for_delivery")
        .scan(placed + 5 * HOUR, 0, Scan::DriverDelivered);
        self.put(
            7,
            "Local delivery by the shop's own driver",
            &["deliver"],
            s,
        );

        let s = Make {
            method: Method::None,
            ..Make::new(1042, placed)
        }
        .script();
        self.put(7, "A gift card: nothing to send", &["needs to be sent"], s);

        let mut s = Make {
            parcels: 2,
            ..Make::new(1043, placed)
        }
        .script();
        s.tell(
            placed + 30 * MINUTE,
            None,
            Saying::Edited {
                line: 1,
                quantity: 0,
            },
        );
        s.tell(placed + 40 * MINUTE, Some(0), Saying::Routed);
        s.scan(c.hours(3), 0, Scan::PickStarted);
        self.put(7, "Edited: one item was removed", &["picking"], s);
    }

    pub(super) fn shown_live(&mut self) {
        let c = self.c.clone();
        let mut s = Make {
            destination: ["Portland", "OR", "US"],
            ..Make::new(HANDOVER, c.hours(7))
        }
        .script();
        packed(&mut s, 0, c.hours(4));
        labelled(&mut s, 0, c.hours(2));
        self.put(
            1,
            "The order of step 2 above",
            &["label created", "packed", "handed", "way", "deliver"],
            s,
        );

        let start = c.workday(3, 9, 10);
        let mut s = Make {
            carrier: "UPS",
            ..Make::new(STORM, start)
        }
        .script();
        handed(&mut s, 0, start + HOUR, start + 6 * HOUR);
        moving(&mut s, 0, start + 6 * HOUR, c.hours(10));
        s.event(c.hours(8), 0, "in_transit");
        self.put(0, "The order of step 3 above", &["on its way"], s);

        let mut s = Make {
            site: &ACME,
            ..Make::new(KILLED, c.hours(3))
        }
        .script();
        s.tell(c.hours(3) + 10 * MINUTE, Some(0), Saying::Routed)
            .scan(c.minutes(50), 0, Scan::PickStarted);
        self.put(1, "The order of step 4 above", &["picking"], s);
    }
}
