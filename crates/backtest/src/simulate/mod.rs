//! Warehouses made up by seed: what their systems would have reported over some months, as facts.
//!
//! In scope: everything about how orders come and how a floor works them off is drawn from the seed — places, shifts and breaks,
//! holidays, crews and their pace, sick days, waves, batches, who goes first, packing, pickups, what is reported at all — and one
//! thing is in all of them: a peak whose greatest day brings eight times the usual orders. A floor is worked minute by minute.
//!
//! Not in scope: carriers after the hand-over, and any forecast. The header says what a shop would know to write down, so it
//! knows neither breaks nor overtime, sickness, late trucks or what is about to break.

pub mod demand;
pub mod dice;
pub mod floor;
pub mod report;
pub mod site;
pub mod world;

use crate::warehouse::events::Event;
use crate::warehouse::header::Header;

/// What a warehouse of this seed reports, in the order in which it became known. The same seed makes the same.
pub fn events(seed: u64) -> (Header, Vec<Event>) {
    let world = world::World::draw(seed);
    let mut dice = dice::Dice::new(seed ^ 0x5eed_f100);
    let orders = demand::orders(&world, &mut dice);
    let mut events = Vec::new();
    for (place, site) in world.sites.iter().enumerate() {
        let own: Vec<&demand::Order> = orders.iter().filter(|it| it.site == place).collect();
        events.extend(floor::work(&world, site, &own, &mut dice.fork()));
    }
    // Stable: what an order tells at one instant stays in its order.
    events.sort_by_key(|event| event.fact.at);
    (world.header(), events)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use fulfillment::Kind;

    use super::*;

    #[test]
    fn a_seed_makes_the_same_events() {
        let (one, other) = (events(3), events(3));
        assert_eq!(one, other);
        assert_ne!(one.1.len(), events(4).1.len());
    }

    #[test]
    fn every_order_is_placed_once_and_leaves_by_one_door_at_most() {
        for seed in [1, 2] {
            let (_, events) = events(seed);
            let mut orders: BTreeMap<&str, Vec<&Kind>> = BTreeMap::new();
            for event in &events {
                orders
                    .entry(&event.order)
                    .or_default()
                    .push(&event.fact.kind);
            }
            let mut left = 0;
            for (order, kinds) in &orders {
                assert_eq!(kinds[0], &Kind::OrderPlaced, "{order}");
                let doors = kinds
                    .iter()
                    .filter(|kind| matches!(kind, Kind::Handover | Kind::Cancelled { .. }))
                    .count();
                assert!(doors <= 1, "{order}: {kinds:?}");
                left += doors;
            }
            assert!(
                left as f64 > 0.99 * orders.len() as f64,
                "seed {seed}: {left} of {}",
                orders.len()
            );
        }
    }
}
