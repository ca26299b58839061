//! How each kind of history goes.

mod carrier;
mod road;
mod shop;

use super::generate::{Dice, Scenario, Tale};
use super::said::Said;
use crate::script::{Method, Saying};

/// How well a history is witnessed.
#[derive(Clone, Copy)]
struct Witness {
    /// The site's own scans reach us.
    site: bool,
    /// Carrier scans come by the site's webhook instead of Shopify's fulfillment events.
    passed_on: bool,
}

/// The site scans, and passes no carrier's scans on.
const SCANNING: Witness = Witness {
    site: true,
    passed_on: false,
};

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
