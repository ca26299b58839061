//! Orders nobody has handed to a carrier: being prepared, phantom, held, promised for later.

use super::make::{ACME, Make, RENO, handed, labelled, moving, packed};
use super::{Shelf, TWO_WAYS};
use crate::script::{DAY, HOUR, MINUTE, Saying, Scan};

impl Shelf {
    pub(super) fn before_the_carrier(&mut self) {
        let c = self.c.clone();
        let s = Make::new(1006, c.minutes(4)).script();
        self.put(1, "Placed a moment ago", &["order"], s);

        let mut s = Make::new(1007, c.minutes(95)).script();
        s.tell(c.minutes(90), Some(0), Saying::Routed);
        self.put(1, "Given to a warehouse", &["warehouse"], s);

        let mut s = Make {
            site: &ACME,
            ..Make::new(1008, c.minutes(150))
        }
        .script();
        s.tell(c.minutes(140), Some(0), Saying::Routed).tell(
            c.minutes(95),
            Some(0),
            Saying::Accepted,
        );
        self.put(
            1,
            "Accepted by a 3PL",
            &["given to", "accepted", "warehouse"],
            s,
        );

        let mut s = Make::new(1009, c.hours(4)).script();
        s.tell(c.hours(4) + 9 * MINUTE, Some(0), Saying::Routed)
            .scan(c.minutes(35), 0, Scan::PickStarted);
        self.put(1, "Being picked", &["picking"], s);

        let mut s = Make {
            site: &RENO,
            ..Make::new(1010, c.hours(5))
        }
        .script();
        packed(&mut s, 0, c.minutes(100));
        self.put(
            1,
            "Packed, with the station that scanned it",
            &["scanned it packed"],
            s,
        );

        let mut s = Make::new(1011, c.hours(6)).script();
        packed(&mut s, 0, c.hours(3));
        labelled(&mut s, 0, c.minutes(55));
        self.put(
            1,
            "Label printed within the hour",
            &["label created", "scanned it packed"],
            s,
        );

        let mut s = Make {
            carrier: "UPS",
            ..Make::new(1012, c.hours(8))
        }
        .script();
        handed(&mut s, 0, c.hours(6), c.hours(2));
        self.put(
            1,
            "Handed over; the carrier has not confirmed",
            &["handed it to the carrier"],
            s,
        );

        let mut s = Make::new(1013, c.hours(9)).script();
        s.tell(c.hours(3), Some(0), Saying::Fulfilled { tracked: false });
        self.put(
            1,
            "Marked fulfilled, without a tracking number",
            &["marked fulfilled"],
            s,
        );
    }

    pub(super) fn phantoms(&mut self) {
        let c = self.c.clone();
        let placed = c.workday(5, 8, 47);
        let mut s = Make {
            destination: ["Austin", "TX", "US"],
            ..Make::new(TWO_WAYS, placed)
        }
        .script();
        s.tell(placed + 6 * MINUTE, Some(0), Saying::Routed);
        labelled(&mut s, 0, c.workday(5, 9, 12));
        self.put(
            2,
            "The label waits; nothing has been scanned",
            &["label created"],
            s,
        );

        let placed = c.workday(3, 14, 2);
        let mut s = Make {
            carrier: "UPS",
            site: &RENO,
            ..Make::new(1016, placed)
        }
        .script();
        packed(&mut s, 0, placed + 20 * MINUTE);
        labelled(&mut s, 0, placed + 90 * MINUTE);
        self.put(
            2,
            "Packed and labelled, and then silence",
            &["label created", "scanned it packed"],
            s,
        );

        let placed = c.workday(6, 10, 10);
        let mut s = Make {
            carrier: "FedEx",
            ..Make::new(1017, placed)
        }
        .script();
        labelled(&mut s, 0, placed + HOUR);
        let first = c.workday(3, 17, 30);
        s.event(first, 0, "carrier_picked_up");
        s.event(c.hours(20), 0, "in_transit");
        self.put(
            2,
            "Was a phantom for days; the carrier has it now",
            &["on its way"],
            s,
        );
    }

    pub(super) fn waiting(&mut self) {
        let c = self.c.clone();
        let placed = c.workday(2, 12, 5);
        for (number, reason, situation) in [
            (
                1018,
                "high_risk_of_fraud",
                "Held: the shop reviews the order",
            ),
            (1019, "awaiting_payment", "Held: payment not complete"),
        ] {
            let mut s = Make::new(number, placed).script();
            s.tell(placed + 8 * MINUTE, Some(0), Saying::Routed).tell(
                placed + 25 * MINUTE,
                Some(0),
                Saying::Held(reason),
            );
            self.put(3, situation, &["on hold"], s);
        }

        let mut s = Make {
            site: &RENO,
            ..Make::new(1020, placed)
        }
        .script();
        s.tell(placed + 8 * MINUTE, Some(0), Saying::Routed).scan(
            placed + 3 * HOUR,
            0,
            Scan::Backordered {
                until: c.ahead(9, 9, 0),
            },
        );
        self.put(3, "Out of stock, with a date", &["out of stock"], s);

        let mut s = Make::new(1021, placed).script();
        s.tell(
            placed + MINUTE,
            Some(0),
            Saying::Scheduled {
                until: c.ahead(12, 9, 0),
            },
        );
        self.put(3, "Pre-order: work begins on a date", &["planned"], s);

        let mut s = Make {
            site: &ACME,
            ..Make::new(1022, placed)
        }
        .script();
        s.tell(placed + 8 * MINUTE, Some(0), Saying::Routed).scan(
            placed + 50 * MINUTE,
            0,
            Scan::Exception("address_invalid"),
        );
        self.put(
            3,
            "The warehouse cannot read the address",
            &["warehouse", "order"],
            s,
        );

        let start = c.workday(4, 9, 30);
        let mut s = Make::new(1023, start).script();
        s.tell(start + 8 * MINUTE, Some(0), Saying::Routed)
            .tell(
                start + 20 * MINUTE,
                Some(0),
                Saying::Held("inventory_out_of_stock"),
            )
            .tell(start + DAY, Some(0), Saying::Released);
        labelled(&mut s, 0, start + DAY + 3 * HOUR);
        s.scan(start + DAY + 6 * HOUR, 0, Scan::Handover);
        moving(&mut s, 0, start + DAY + 6 * HOUR, c.hours(7));
        self.put(
            3,
            "Was held, released, on its way",
            &["on its way", "accepted"],
            s,
        );
    }
}
