//! The orders of a world, day by day and minute by minute.

use super::dice::Dice;
use super::world::World;

/// Minutes of a day.
pub const DAY: i64 = 24 * 60;

/// An order as it comes. Times are minutes since the first day's local midnight.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its number.
    pub id: String,
    /// When it is placed.
    pub at: i64,
    /// The place that gets it.
    pub site: usize,
    /// How it ships.
    pub way: usize,
    /// Lines.
    pub lines: u32,
    /// When it is cancelled unless somebody has begun it.
    pub cancelled: Option<i64>,
    /// Until when it is held.
    pub held: Option<i64>,
    /// Until when an item is waited for.
    pub missing: Option<i64>,
}

/// All orders, in the order in which they come.
pub fn orders(world: &World, dice: &mut Dice) -> Vec<Order> {
    let demand = &world.demand;
    let shares: Vec<f64> = world.sites.iter().map(|it| it.share).collect();
    let ways: Vec<f64> = world.ways.iter().map(|it| it.share).collect();
    let mut orders = Vec::new();
    let mut luck = 0.0;
    let (sigma, stays) = demand.luck;
    // A log-normal's mean lies above its median by half its variance.
    let excess = sigma * sigma / (1.0 - stays * stays) / 2.0;
    for day in 0..world.days {
        luck = stays * luck + sigma * dice.normal();
        let peak = day
            .checked_sub(world.peak)
            .and_then(|it| demand.peak.get(it))
            .copied();
        let promoted = demand
            .promotions
            .iter()
            .filter(|it| it.0 == day)
            .map(|it| it.1)
            .product::<f64>();
        // A peak's day is eight usual ones whatever weekday and luck it meets.
        let times = peak.unwrap_or_else(|| {
            demand.weekdays[world.date(day).weekday()] * (luck - excess).exp() * promoted
        });
        let growth = 1.0 + demand.trend * day as f64;
        let mut minutes: Vec<i64> = (0..dice.poisson(demand.orders * times * growth))
            .map(|_| dice.weighted(&demand.hours) as i64 * 60 + dice.whole(0, 59))
            .collect();
        minutes.sort_unstable();
        for minute in minutes {
            let at = day as i64 * DAY + minute;
            let later = |chance: f64, mean: f64, dice: &mut Dice| {
                dice.chance(chance)
                    .then(|| at + (dice.wait(mean) * 60.0) as i64 + 1)
            };
            orders.push(Order {
                at,
                site: dice.weighted(&shares),
                way: dice.weighted(&ways),
                lines: (1 + dice.poisson(demand.more_lines) as u32)
                    * if dice.chance(demand.wholesale) { 10 } else { 1 },
                cancelled: later(demand.cancelled, 12.0, dice),
                held: later(demand.held, 20.0, dice),
                missing: later(demand.missing, 60.0, dice),
                id: format!("{}", 100_001 + orders.len()),
            });
        }
    }
    orders
}
