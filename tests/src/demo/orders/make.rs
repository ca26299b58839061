//! What the demo's orders are made of: sites, goods, and the usual course of a parcel.

use crate::script::{HOUR, Label, Line, MINUTE, Method, Order, Parcel, Saying, Scan, Script, Site};

/// The demo shop's own warehouse.
pub(in crate::demo) static CHICAGO: Site = Site {
    location: 71_001,
    name: "Chicago warehouse",
    source: "chicago",
};
/// Its second one.
pub(super) static RENO: Site = Site {
    location: 71_002,
    name: "Reno warehouse",
    source: "reno",
};
/// Another company that ships for it.
pub(super) static ACME: Site = Site {
    location: 71_003,
    name: "Acme Fulfillment (3PL)",
    source: "acme-3pl",
};
/// Its shop with a counter.
pub(super) static COUNTER: Site = Site {
    location: 71_004,
    name: "Wicker Park shop",
    source: "wicker-park",
};

/// Everything the demo shop sells.
const GOODS: [(&str, &str); 5] = [
    ("Oak serving board", "OAK-BRD"),
    ("Juniper candle", "JNP-CND"),
    ("Linen throw", "LIN-THR"),
    ("Stoneware mug, set of four", "STW-MUG4"),
    ("Cast-iron teapot", "CIT-POT"),
];

/// What an order is made of before its story.
pub(super) struct Make {
    pub number: u64,
    pub placed: i64,
    pub site: &'static Site,
    pub carrier: &'static str,
    pub parcels: usize,
    pub method: Method,
    pub destination: [&'static str; 3],
}

impl Make {
    pub fn new(number: u64, placed: i64) -> Self {
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

    pub fn script(&self) -> Script {
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

pub(super) fn tracking(carrier: &str, number: u64) -> String {
    match carrier {
        "UPS" => format!("1Z999AA1{:010}", number % 10_000_000_000),
        "FedEx" => format!("{:012}", number % 1_000_000_000_000),
        "DHL" => format!("JD{number:018}"),
        _ => format!("94001118{number:014}"),
    }
}

/// Routed 10 minutes after the order, picked and packed from `at` on, half an hour apart.
pub(super) fn packed(script: &mut Script, parcel: usize, at: i64) {
    let routed = script.order.placed + 10 * MINUTE;
    script.tell(routed, Some(parcel), Saying::Routed);
    script
        .scan(at, parcel, Scan::PickStarted)
        .scan(at + 22 * MINUTE, parcel, Scan::Picked)
        .scan(at + 41 * MINUTE, parcel, Scan::Packed);
}

pub(super) fn labelled(script: &mut Script, parcel: usize, at: i64) {
    script.tell(at, Some(parcel), Saying::Fulfilled { tracked: true });
}

/// Packed from `at` on, labelled an hour later, handed over at `handed`.
pub(super) fn handed(script: &mut Script, parcel: usize, at: i64, handed: i64) {
    packed(script, parcel, at);
    labelled(script, parcel, at + HOUR);
    script.scan(handed, parcel, Scan::Handover);
}

/// Carrier's first scan 3 h after `at`, then moves every 14 h until `until`.
pub(super) fn moving(script: &mut Script, parcel: usize, at: i64, until: i64) {
    script.event(at + 3 * HOUR, parcel, "carrier_picked_up");
    let mut at = at + 12 * HOUR;
    while at < until {
        script.event(at, parcel, "in_transit");
        at += 14 * HOUR;
    }
}
