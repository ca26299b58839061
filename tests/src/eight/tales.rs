//! The eight histories. Times are Chicago's, November 2026: Monday is the second.

use super::Story;
use crate::claims::generate::SITES;
use crate::payloads::aftership::Tracking;
use crate::script::{DAY, HOUR, Label, Line, MINUTE, Method, Order, Parcel, Saying, Scan, Script};

/// Sunday, 1 November 2026, 00:00 in Chicago's winter time.
const SUNDAY: i64 = 1_793_512_800_000;

/// An instant of the month: day, hour, minute.
const fn at(day: i64, hour: i64, minute: i64) -> i64 {
    SUNDAY + (day - 1) * DAY + hour * HOUR + minute * MINUTE
}

/// All of them, in the order of the page.
pub fn all() -> Vec<Story> {
    vec![
        phantom(),
        partial_hold(),
        two_parcels(),
        label_voided(),
        late_downgrade(),
        dead_integration(),
        weekend(),
        missed(),
    ]
}

/// An order of these goods, each in a parcel of its own, placed on Monday at nine.
fn order(number: u64, goods: &[(&'static str, &'static str)], placed: i64) -> Script {
    let id = 8_200_000_000 + number;
    let lines: Vec<Line> = goods
        .iter()
        .enumerate()
        .map(|(index, (title, sku))| Line {
            id: id * 10 + index as u64,
            title,
            sku,
            quantity: 1,
            shippable: true,
        })
        .collect();
    let label = |parcel: usize, label: usize| {
        let fulfillment = id * 8 + (parcel * 2 + label) as u64;
        Label {
            fulfillment,
            tracking: format!("9400{fulfillment:014}"),
        }
    };
    let parcels = (0..lines.len())
        .map(|index| Parcel {
            fulfillment_order: id * 4 + index as u64,
            labels: vec![label(index, 0), label(index, 1)],
            carrier: "USPS",
            site: &SITES[0],
            items: vec![(index, 1)],
        })
        .collect();
    let mut script = Script {
        order: Order {
            id,
            name: format!("#{number}"),
            placed,
            lines,
            method: Method::Shipping,
            destination: ["Denver", "CO", "US"],
        },
        parcels,
        told: Vec::new(),
    };
    script.tell(placed, None, Saying::Placed);
    for index in 0..goods.len() {
        script.tell(placed + 10 * MINUTE, Some(index), Saying::Routed);
    }
    script
}

const MUG: (&str, &str) = ("Stoneware mug", "MUG-1");
const KETTLE: (&str, &str) = ("Copper kettle", "KTL-4");

fn fulfilled(script: &mut Script, when: i64, parcel: usize) {
    script.tell(when, Some(parcel), Saying::Fulfilled { tracked: true });
}

/// Another order of the shop, scanned by USPS at these instants.
fn other(number: u64, scans: &[i64]) -> Script {
    let mut script = order(number, &[MUG], at(1, 9, 0) - 2 * DAY);
    fulfilled(&mut script, at(1, 12, 0) - 2 * DAY, 0);
    for when in scans {
        script.event(*when, 0, "in_transit");
    }
    script
}

/// USPS reports of another parcel every morning of the week.
fn living() -> Vec<Script> {
    let mornings: Vec<i64> = (1..=7).map(|day| at(day, 6, 0)).collect();
    vec![other(9001, &mornings)]
}

fn phantom() -> Story {
    let mut script = order(1001, &[MUG], at(2, 9, 0));
    fulfilled(&mut script, at(2, 15, 10), 0);
    script.event(at(4, 18, 40), 0, "carrier_picked_up");
    script.event(at(5, 7, 5), 0, "in_transit");
    script.event(at(6, 13, 20), 0, "delivered");
    Story {
        title: "Phantom fulfilment",
        before: "The label is printed on Monday afternoon, and the box stays on the packing table: it missed the \
            truck, and nobody noticed. Printing a label is what makes Shopify say *fulfilled*.",
        after: "The shopper was never told of a parcel that nobody had, and the warehouse had a day's notice \
            before the first angry e-mail.",
        script,
        others: living(),
        relayed: Vec::new(),
        moments: vec![
            (at(2, 15, 10), "The label is printed."),
            (at(3, 9, 0), "The shopper looks. The box is on the table."),
            (at(3, 15, 10), "A working day without a scan."),
            (at(4, 18, 40), "Found, and handed to the driver."),
            (at(5, 7, 5), "First depot."),
            (at(6, 13, 20), "At the door."),
        ],
    }
}

fn partial_hold() -> Story {
    let mut script = order(1002, &[MUG, KETTLE], at(2, 9, 0));
    let out = Saying::Held("inventory_out_of_stock");
    script.tell(at(2, 11, 0), Some(1), out);
    fulfilled(&mut script, at(2, 14, 0), 0);
    script.event(at(2, 19, 30), 0, "in_transit");
    script.event(at(4, 12, 10), 0, "delivered");
    script.tell(at(5, 10, 0), Some(1), Saying::Released);
    fulfilled(&mut script, at(5, 15, 0), 1);
    script.event(at(5, 20, 0), 1, "carrier_picked_up");
    script.event(at(7, 11, 0), 1, "delivered");
    Story {
        title: "Partial hold",
        before: "Two things in one order. The mug leaves the same day; the kettle is out of stock and held. One \
            status for both can only be wrong about one of them.",
        after: "Each thing has its own line, the hold its reason, and the merchant is reminded to tell the \
            customer about it.",
        script,
        others: living(),
        relayed: Vec::new(),
        moments: vec![
            (at(2, 11, 0), "The kettle is out of stock: held."),
            (at(2, 14, 0), "The mug gets its label."),
            (
                at(2, 19, 30),
                "The mug is scanned. Nobody has told the customer of the hold.",
            ),
            (at(4, 12, 10), "The mug arrives."),
            (at(5, 10, 0), "The kettle is back in stock."),
            (at(5, 15, 0), "Its label."),
            (at(7, 11, 0), "The kettle arrives."),
        ],
    }
}

fn two_parcels() -> Story {
    let mut script = order(1003, &[MUG, KETTLE], at(2, 9, 0));
    fulfilled(&mut script, at(2, 13, 0), 0);
    fulfilled(&mut script, at(2, 13, 5), 1);
    script.event(at(2, 18, 0), 0, "in_transit");
    script.event(at(4, 10, 30), 0, "delivered");
    script.event(at(4, 17, 0), 1, "carrier_picked_up");
    script.event(at(6, 12, 0), 1, "delivered");
    Story {
        title: "Two parcels",
        before: "Two boxes, two labels, one truck that took only one of them. To Shopify the order is one thing.",
        after: "“Delivered” was true of half an order. Here the other half was asked about before it was missed.",
        script,
        others: living(),
        relayed: Vec::new(),
        moments: vec![
            (at(2, 13, 5), "Both labels are printed."),
            (at(2, 18, 0), "The first box is scanned, the second is not."),
            (at(3, 13, 5), "A working day without a scan of the second."),
            (at(4, 10, 30), "The first arrives."),
            (at(4, 17, 0), "The second leaves at last."),
            (at(6, 12, 0), "Complete."),
        ],
    }
}

fn label_voided() -> Story {
    let mut script = order(1004, &[KETTLE], at(2, 9, 0));
    script.scan(at(2, 12, 30), 0, Scan::Packed);
    fulfilled(&mut script, at(2, 13, 0), 0);
    script.tell(at(3, 9, 15), Some(0), Saying::FulfillmentCancelled);
    let again = Saying::Fulfilled { tracked: true };
    script.tell_of(at(4, 11, 0), Some(0), 1, again);
    script.tell_of(
        at(4, 17, 30),
        Some(0),
        1,
        Saying::Event("carrier_picked_up"),
    );
    script.tell_of(at(6, 14, 0), Some(0), 1, Saying::Event("delivered"));
    Story {
        title: "Label voided",
        before: "The label had the wrong weight. It is voided on Tuesday and printed again on Wednesday. The e-mail \
            with the first tracking number is in the customer's inbox since Monday.",
        after: "The page went back to what was still true, packed, and never showed a number that leads nowhere.",
        script,
        others: living(),
        relayed: Vec::new(),
        moments: vec![
            (at(2, 12, 30), "Packed."),
            (at(2, 13, 0), "The first label."),
            (at(3, 9, 15), "It is voided."),
            (at(4, 11, 0), "The second label."),
            (at(4, 17, 30), "Handed to the driver, who scans it."),
            (at(6, 14, 0), "At the door."),
        ],
    }
}

fn late_downgrade() -> Story {
    let mut script = order(1005, &[MUG], at(2, 9, 0));
    fulfilled(&mut script, at(2, 13, 0), 0);
    script.event(at(2, 18, 30), 0, "in_transit");
    script.event(at(4, 8, 0), 0, "out_for_delivery");
    script.event(at(4, 11, 45), 0, "delivered");
    script.event(at(4, 20, 0), 0, "in_transit");
    Story {
        title: "Late downgrade",
        before: "The parcel is at the door at a quarter to twelve. In the evening another app catches up with its \
            queue and writes an older status after the newer one.",
        after: "What a carrier delivered stays delivered: later reports are kept as evidence, and take nothing back.",
        script,
        others: living(),
        relayed: Vec::new(),
        moments: vec![
            (at(4, 8, 0), "On the van."),
            (at(4, 11, 45), "Delivered."),
            (at(4, 20, 0), "An older status is written once more."),
            (at(5, 9, 0), "The customer wonders where it went."),
        ],
    }
}

/// The part of its shop that keeps an order: FNV-1a of its id, modulo eight.
fn shard(order: u64) -> u64 {
    let id = order.to_string();
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash % 8
}

fn dead_integration() -> Story {
    let mut script = order(1006, &[KETTLE], at(2, 9, 0));
    fulfilled(&mut script, at(2, 13, 0), 0);
    script.event(at(2, 19, 0), 0, "in_transit");
    script.event(at(6, 9, 30), 0, "out_for_delivery");
    script.event(at(6, 15, 0), 0, "delivered");
    // Each part of a shop knows its own orders: these are of the same part.
    let beside = (9010..).filter(|number| shard(8_200_000_000 + number) == shard(script.order.id));
    let others = beside
        .take(4)
        .enumerate()
        .map(|(n, number)| {
            let late = n as i64;
            other(number, &[at(1, 6, 0), at(2, 20, late), at(6, 9, late)])
        })
        .collect();
    Story {
        title: "Dead integration",
        before: "On Monday night the app that brings carrier scans stops: a token ran out. Every parcel of the shop \
            falls silent at once, and all of them go on moving.",
        after: "The silence of all parcels at once is the silence of a source. Nobody was sent to look for a \
            parcel that was fine; someone was sent to the integration.",
        script,
        others,
        relayed: Vec::new(),
        moments: vec![
            (at(2, 19, 0), "Last scan before the token runs out."),
            (at(4, 9, 0), "Two days of nothing, of any order."),
            (at(4, 19, 0), "When its own silence would be called one."),
            (at(6, 9, 30), "The token is renewed; scans come again."),
            (at(6, 15, 0), "At the door."),
        ],
    }
}

fn weekend() -> Story {
    let mut script = order(1007, &[MUG], at(6, 11, 0));
    fulfilled(&mut script, at(6, 16, 30), 0);
    script.event(at(9, 11, 20), 0, "carrier_picked_up");
    script.event(at(11, 12, 0), 0, "delivered");
    let days = [1, 3, 5, 6, 9, 10].map(|day| at(day, 6, 0));
    Story {
        title: "Weekend silence",
        before: "A label on Friday at half past four. The carrier's last truck is gone, and the next one comes on \
            Monday. There is nothing wrong with that, if nobody says otherwise.",
        after: "No alarm for a weekend: deadlines count the warehouse's working time. And no claim of movement \
            while the box stood in the dark.",
        script,
        others: vec![other(9020, &days)],
        relayed: Vec::new(),
        moments: vec![
            (at(6, 16, 30), "The label, after the last truck."),
            (at(7, 12, 0), "Saturday."),
            (at(8, 18, 0), "Sunday evening: 49 hours."),
            (at(9, 11, 20), "Monday's truck."),
            (at(11, 12, 0), "At the door."),
        ],
    }
}

fn missed() -> Story {
    let mut script = order(1008, &[KETTLE], at(2, 9, 0));
    fulfilled(&mut script, at(2, 13, 0), 0);
    let number = script.parcels[0].labels[0].tracking.clone();
    let scanned =
        |tracking: Tracking, when: i64, subtag: &str, message: &str, city: &str, state: &str| {
            tracking.scan(when, subtag, message, [city, state, "USA"])
        };
    let mut first = Tracking::new(&number, "usps", at(2, 13, 1));
    first = scanned(
        first,
        at(2, 18, 0),
        "InTransit_002",
        "Accepted at USPS facility",
        "Chicago",
        "IL",
    );
    first.estimates = vec![("Carrier EDD", "2026-11-05".to_owned())];
    let mut moved = scanned(
        first.clone(),
        at(4, 3, 0),
        "InTransit_003",
        "Arrived at facility",
        "Omaha",
        "NE",
    );
    moved = scanned(
        moved,
        at(6, 7, 30),
        "Exception_017",
        "Delayed by weather",
        "North Platte",
        "NE",
    );
    let mut revised = moved.clone();
    revised
        .estimates
        .push(("Carrier EDD", "2026-11-09".to_owned()));
    let last = scanned(
        revised.clone(),
        at(9, 13, 40),
        "Delivered_001",
        "Delivered, front door",
        "Denver",
        "CO",
    );
    Story {
        title: "Missed promise",
        before: "The carrier gives Thursday as the day. Thursday passes; a storm holds the truck in Nebraska. This \
            shop has AfterShip connected, which hands on what the carrier says, dates included.",
        after: "A date that no longer holds left the page by itself, came back as old and new with the reason the \
            carrier stated, and somebody owned the question meanwhile.",
        script,
        others: living(),
        relayed: vec![
            (at(2, 18, 1), first, "tracking_update"),
            (at(6, 7, 35), moved, "tracking_update"),
            (at(6, 12, 0), revised, "edd_revise"),
            (at(9, 13, 41), last, "tracking_update"),
        ],
        moments: vec![
            (at(2, 18, 1), "The carrier accepts it and names a day."),
            (at(5, 20, 0), "Thursday evening: still that day."),
            (at(6, 0, 30), "The day has passed."),
            (at(6, 7, 35), "The carrier reports a delay, and why."),
            (at(6, 12, 0), "The carrier gives another day."),
            (at(9, 13, 41), "At the door."),
        ],
    }
}
