//! The orders of the demo shop, in every state, and the sentence each page must open with.

use super::calendar::Calendar;
use crate::script::{
    Carrier, DAY, HOUR, Label, Line, MINUTE, Method, Order, Parcel, Saying, Scan, Script, Site,
};

/// Where the demo shop's goods leave from.
static CHICAGO: Site = Site {
    location: 71_001,
    name: "Chicago warehouse",
    source: "chicago",
};
static RENO: Site = Site {
    location: 71_002,
    name: "Reno warehouse",
    source: "reno",
};
static ACME: Site = Site {
    location: 71_003,
    name: "Acme Fulfillment (3PL)",
    source: "acme-3pl",
};
static COUNTER: Site = Site {
    location: 71_004,
    name: "Wicker Park shop",
    source: "wicker-park",
};

/// Number of the order told two ways.
pub const TWO_WAYS: u64 = 1015;
/// Number of the order a warehouse is about to hand over.
pub const HANDOVER: u64 = 1044;
/// Number of the order that is told again, late and forged.
pub const STORM: u64 = 1045;
/// Number of the order that receives reports while the worker is killed.
pub const KILLED: u64 = 1046;

/// One order of the demo.
#[derive(Clone, Debug)]
pub struct DemoOrder {
    /// Group on the demo page.
    pub group: &'static str,
    /// What is going on, for the reader of the demo page.
    pub situation: &'static str,
    /// The page's first sentence contains one of these, in lower case.
    pub expect: &'static [&'static str],
    /// What is reported of it.
    pub script: Script,
}

/// Everything the demo shop sells.
const GOODS: [(&str, &str); 5] = [
    ("Oak serving board", "OAK-BRD"),
    ("Juniper candle", "JNP-CND"),
    ("Linen throw", "LIN-THR"),
    ("Stoneware mug, set of four", "STW-MUG4"),
    ("Cast-iron teapot", "CIT-POT"),
];

const GROUPS: [&str; 8] = [
    "On the way, by a carrier's word",
    "Before the carrier has it",
    "Phantom fulfilment: a label is not a parcel on its way",
    "Held, waiting, promised for later",
    "Several parcels, several warehouses",
    "Trouble on the road",
    "Ended: cancelled, refunded, returned",
    "Other ways to the shopper",
];

/// Every order, its times counted back from the calendar's now.
pub fn all(c: &Calendar) -> Vec<DemoOrder> {
    let mut shop = Shelf {
        c: c.clone(),
        orders: Vec::new(),
    };
    shop.on_the_way();
    shop.before_the_carrier();
    shop.phantoms();
    shop.waiting();
    shop.several();
    shop.trouble();
    shop.ended();
    shop.other_ways();
    shop.shown_live();
    shop.orders
}

struct Shelf {
    c: Calendar,
    orders: Vec<DemoOrder>,
}

/// What an order is made of before its story.
struct Make {
    number: u64,
    placed: i64,
    site: &'static Site,
    carrier: &'static str,
    parcels: usize,
    method: Method,
    destination: [&'static str; 3],
}

impl Make {
    fn new(number: u64, placed: i64) -> Self {
        Self {
            number,
            placed,
            site: &CHICAGO,
            carrier: "USPS",
            parcels: 1,
            method: Method::Shipping,
            destination: ["Denver", "CO", "US"],
        }
    }

    fn script(&self) -> Script {
        let id = 6_120_000_000_000 + self.number;
        let lines: Vec<Line> = (0..self.parcels)
            .map(|index| {
                let pick = usize::try_from(self.number).unwrap_or(0) + index;
                let (title, sku) = GOODS[pick % GOODS.len()];
                Line {
                    id: id * 10 + index as u64,
                    title: if self.method == Method::None {
                        "Gift card"
                    } else {
                        title
                    },
                    sku: if self.method == Method::None {
                        "GIFT"
                    } else {
                        sku
                    },
                    quantity: 1 + (pick % 3 == 0) as u32,
                    shippable: self.method != Method::None,
                }
            })
            .collect();
        let parcels = (0..self.parcels)
            .map(|index| Parcel {
                fulfillment_order: id * 4 + index as u64,
                labels: (0..2)
                    .map(|label| {
                        let fulfillment = id * 8 + index as u64 * 2 + label;
                        Label {
                            fulfillment,
                            tracking: tracking(self.carrier, fulfillment),
                        }
                    })
                    .collect(),
                carrier: self.carrier,
                site: self.site,
                items: vec![(index, lines[index].quantity)],
            })
            .collect();
        let order = Order {
            id,
            name: format!("#{}", self.number),
            placed: self.placed,
            lines,
            method: self.method,
            destination: self.destination,
        };
        let mut script = Script {
            order,
            parcels,
            told: Vec::new(),
        };
        script.tell(self.placed, None, Saying::Placed);
        script
    }
}

fn tracking(carrier: &str, number: u64) -> String {
    match carrier {
        "UPS" => format!("1Z999AA1{:010}", number % 10_000_000_000),
        "FedEx" => format!("{:012}", number % 1_000_000_000_000),
        "DHL" => format!("JD{number:018}"),
        _ => format!("94001118{number:014}"),
    }
}

/// Routed 10 minutes after the order, picked and packed from `at` on, half an hour apart.
fn packed(script: &mut Script, parcel: usize, at: i64) {
    let routed = script.order.placed + 10 * MINUTE;
    script.tell(routed, Some(parcel), Saying::Routed);
    script
        .scan(at, parcel, Scan::PickStarted)
        .scan(at + 22 * MINUTE, parcel, Scan::Picked)
        .scan(at + 41 * MINUTE, parcel, Scan::Packed);
}

fn labelled(script: &mut Script, parcel: usize, at: i64) {
    script.tell(at, Some(parcel), Saying::Fulfilled { tracked: true });
}

/// Packed from `at` on, labelled an hour later, handed over at `handed`.
fn handed(script: &mut Script, parcel: usize, at: i64, handed: i64) {
    packed(script, parcel, at);
    labelled(script, parcel, at + HOUR);
    script.scan(handed, parcel, Scan::Handover);
}

/// Carrier's first scan 3 h after `at`, then moves every 14 h until `until`.
fn moving(script: &mut Script, parcel: usize, at: i64, until: i64) {
    script.event(at + 3 * HOUR, parcel, "carrier_picked_up");
    let mut at = at + 12 * HOUR;
    while at < until {
        script.event(at, parcel, "in_transit");
        at += 14 * HOUR;
    }
}

impl Shelf {
    fn put(
        &mut self,
        group: usize,
        situation: &'static str,
        expect: &'static [&'static str],
        script: Script,
    ) {
        self.orders.push(DemoOrder {
            group: GROUPS[group],
            situation,
            expect,
            script,
        });
    }

    fn on_the_way(&mut self) {
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

    fn before_the_carrier(&mut self) {
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

    fn phantoms(&mut self) {
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

    fn waiting(&mut self) {
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

    fn several(&mut self) {
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

    fn trouble(&mut self) {
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

    fn ended(&mut self) {
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

    fn other_ways(&mut self) {
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

    fn shown_live(&mut self) {
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
