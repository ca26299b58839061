//! Orders a carrier has: on their way, in trouble, ended.

use super::Shelf;
use super::make::{Make, RENO, handed, labelled, moving, packed};
use crate::script::{Carrier, DAY, HOUR, MINUTE, Saying, Scan};

impl Shelf {
    pub(super) fn on_the_way(&mut self) {
        let c = self.c.clone();
        let start = c.workday(5, 9, 5);

        let mut s = Make::new(1001, start).script();
        handed(&mut s, 0, start + HOUR, start + 7 * HOUR);
        moving(&mut s, 0, start + 7 * HOUR, c.hours(30));
        s.event(c.hours(27), 0, "out_for_delivery")
            .event(c.hours(23), 0, "delivered");
        self.put(
            0,
            "On time, every step scanned",
            &["reports delivery", "delivered"],
            s,
        );

        let start = c.workday(4, 13, 40);
        let mut s = Make {
            carrier: "UPS",
            ..Make::new(1002, start)
        }
        .script();
        labelled(&mut s, 0, start + 2 * HOUR);
        moving(&mut s, 0, start + 3 * HOUR, c.hours(24));
        s.event(c.hours(22), 0, "out_for_delivery")
            .event(c.hours(19), 0, "delivered");
        self.put(
            0,
            "A shop that sends only Shopify's own webhooks: true, and shorter",
            &["reports delivery", "delivered"],
            s,
        );

        let start = c.workday(3, 10, 15);
        let mut s = Make {
            destination: ["Boston", "MA", "US"],
            ..Make::new(1003, start)
        }
        .script();
        handed(&mut s, 0, start + HOUR, start + 6 * HOUR);
        moving(&mut s, 0, start + 6 * HOUR, c.hours(9));
        s.event(c.hours(5), 0, "in_transit");
        self.put(0, "In transit", &["on its way"], s);

        let start = c.workday(3, 11, 20);
        let mut s = Make {
            carrier: "UPS",
            site: &RENO,
            destination: ["Seattle", "WA", "US"],
            ..Make::new(1004, start)
        }
        .script();
        handed(&mut s, 0, start + HOUR, start + 5 * HOUR);
        moving(&mut s, 0, start + 5 * HOUR, c.hours(16));
        s.event(c.hours(3), 0, "out_for_delivery");
        self.put(0, "Out for delivery", &["out for delivery"], s);

        let start = c.workday(2, 15, 30);
        let mut s = Make {
            carrier: "FedEx",
            ..Make::new(1005, start)
        }
        .script();
        handed(&mut s, 0, start + 30 * MINUTE, c.hours(7));
        s.event(c.hours(6), 0, "carrier_picked_up");
        self.put(
            0,
            "The carrier's first scan",
            &["accepted", "on its way"],
            s,
        );
    }

    pub(super) fn trouble(&mut self) {
        let c = self.c.clone();
        let start = c.workday(5, 9, 20);
        let mut s = Make::new(1027, start).script();
        handed(&mut s, 0, start + HOUR, start + 6 * HOUR);
        moving(&mut s, 0, start + 6 * HOUR, c.hours(40));
        s.event(c.hours(9), 0, "delayed");
        self.put(5, "The carrier states a delay", &["delay"], s);

        let mut s = Make {
            carrier: "UPS",
            ..Make::new(1028, start)
        }
        .script();
        handed(&mut s, 0, start + HOUR, start + 6 * HOUR);
        moving(&mut s, 0, start + 6 * HOUR, c.hours(30));
        s.event(c.hours(28), 0, "out_for_delivery")
            .event(c.hours(21), 0, "attempted_delivery");
        self.put(5, "Nobody was at home", &["delivery attempt"], s);

        let mut s = Make {
            carrier: "DHL",
            destination: ["Munich", "BY", "DE"],
            ..Make::new(1029, start)
        }
        .script();
        handed(&mut s, 0, start + HOUR, start + 6 * HOUR);
        s.scan(start + 10 * HOUR, 0, Scan::Carrier(Carrier::Accepted))
            .scan(start + 30 * HOUR, 0, Scan::Carrier(Carrier::Moved))
            .scan(c.hours(26), 0, Scan::Carrier(Carrier::CustomsEntered));
        self.put(5, "International: in customs", &["customs"], s);

        let start = c.workday(7, 9, 20);
        let mut s = Make {
            carrier: "DHL",
            destination: ["Lyon", "ARA", "FR"],
            ..Make::new(1030, start)
        }
        .script();
        handed(&mut s, 0, start + HOUR, start + 6 * HOUR);
        s.scan(start + 10 * HOUR, 0, Scan::Carrier(Carrier::Accepted))
            .scan(start + 2 * DAY, 0, Scan::Carrier(Carrier::CustomsEntered))
            .scan(start + 3 * DAY, 0, Scan::Carrier(Carrier::CustomsCleared))
            .scan(c.hours(30), 0, Scan::Carrier(Carrier::OutForDelivery))
            .scan(c.hours(26), 0, Scan::Carrier(Carrier::Delivered));
        self.put(
            5,
            "International: through customs and delivered",
            &["reports delivery", "delivered"],
            s,
        );

        let start = c.workday(8, 9, 50);
        let mut s = Make::new(1031, start).script();
        handed(&mut s, 0, start + HOUR, start + 6 * HOUR);
        s.event(start + 9 * HOUR, 0, "carrier_picked_up")
            .event(start + DAY, 0, "in_transit");
        self.put(5, "No new scan for days", &["on its way"], s);

        let start = c.workday(6, 11, 0);
        let mut s = Make {
            carrier: "UPS",
            ..Make::new(1032, start)
        }
        .script();
        handed(&mut s, 0, start + HOUR, start + 5 * HOUR);
        moving(&mut s, 0, start + 5 * HOUR, c.hours(60));
        s.event(c.hours(52), 0, "delivered")
            .event(c.hours(44), 0, "in_transit");
        self.put(
            5,
            "Delivered, then scanned again: sources disagree",
            &["deliver"],
            s,
        );

        let start = c.workday(2, 9, 0);
        let mut s = Make {
            site: &RENO,
            ..Make::new(1033, start)
        }
        .script();
        packed(&mut s, 0, start + HOUR);
        labelled(&mut s, 0, start + 2 * HOUR);
        s.scan(start + 4 * HOUR, 0, Scan::LabelVoided).tell(
            start + 4 * HOUR + MINUTE,
            Some(0),
            Saying::FulfillmentCancelled,
        );
        self.put(
            5,
            "The label was voided: the claim goes with it",
            &["packed"],
            s,
        );
    }

    pub(super) fn ended(&mut self) {
        let c = self.c.clone();
        let placed = c.workday(3, 13, 15);
        let mut s = Make::new(1034, placed).script();
        s.tell(placed + 10 * MINUTE, Some(0), Saying::Routed).tell(
            placed + 3 * HOUR,
            None,
            Saying::Cancelled,
        );
        self.put(6, "Cancelled before it was packed", &["cancelled"], s);

        let mut s = Make::new(1035, placed).script();
        s.tell(placed + 10 * MINUTE, Some(0), Saying::Routed).tell(
            placed + 5 * HOUR,
            None,
            Saying::RefundedInFull,
        );
        self.put(6, "Refunded in full", &["refund"], s);

        let start = c.workday(9, 9, 20);
        for (number, stage, situation, expect) in [
            (
                1036,
                0,
                "A return was asked for",
                &["return request", "deliver"] as &[&str],
            ),
            (
                1037,
                1,
                "Coming back, by the carrier's scan",
                &["coming back"],
            ),
            (
                1038,
                2,
                "Back at the warehouse; a refund is owed",
                &["came back"],
            ),
        ] {
            let mut s = Make::new(number, start).script();
            handed(&mut s, 0, start + HOUR, start + 6 * HOUR);
            moving(&mut s, 0, start + 6 * HOUR, start + 3 * DAY);
            s.event(start + 3 * DAY + 5 * HOUR, 0, "delivered");
            s.tell(start + 4 * DAY, Some(0), Saying::ReturnRequested);
            if stage >= 1 {
                s.scan(start + 6 * DAY, 0, Scan::Carrier(Carrier::Returning));
            }
            if stage >= 2 {
                s.scan(start + 8 * DAY, 0, Scan::ReturnReceived);
            }
            self.put(6, situation, expect, s);
        }
    }
}
