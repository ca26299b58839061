//! The orders of the demo shop, in every state, and the sentence each page must open with.

mod make;
mod other;
mod road;
mod shop;

pub(super) use make::CHICAGO;

use super::calendar::Calendar;
use crate::script::Script;

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
}
