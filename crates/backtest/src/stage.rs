//! The two stages that are predicted: approval → hand-over, and purchase → delivery.

use promise::effects::Level;
use promise::residuals::Window;
use promise::working::WorkingTime;
use promise::{declared, historical};

use crate::figures::Bar;
use crate::orders::Order;
use crate::walk::Interval;

/// A stage of an order, its intervals and how its engine is set.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Prefix of its figures.
    pub name: &'static str,
    /// What its declared bound is called in the figures.
    pub declared: &'static str,
    /// Settings of the engine without what was declared.
    pub own: historical::Settings,
    /// Settings of the engine with it.
    pub with_declared: declared::Settings,
    /// Where its figures have to lie.
    pub bars: &'static [(&'static str, Bar)],
    /// The interval of an order; none where it has not begun.
    pub interval: fn(&Order) -> Option<Interval>,
}

/// Approval to the carrier's hand-over, target 90%, against the seller's declared limit.
pub fn handover() -> Stage {
    let time = WorkingTime::with_weekend(0.15);
    let own = historical::Settings {
        target: 0.9,
        time,
        window: Window {
            half_life: 25.0,
            horizon: 60,
            fewest: 40,
        },
        levels: vec![Level {
            shrink: 3.0,
            memory: 30.0,
        }],
        doubt: 0.15,
        gain: 0.6,
    };
    Stage {
        name: "handover",
        declared: "limit",
        with_declared: declared::Settings {
            target: own.target,
            time,
            window: Window {
                half_life: 40.0,
                horizon: 60,
                fewest: 60,
            },
            shares: vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0],
            memory: 2_000.0,
            sharpness: 0.1,
            gain: 0.6,
        },
        own,
        bars: &[
            ("coverage", (0.89, 0.91)),
            ("worst_month", (0.86, 1.0)),
            ("answered", (0.98, 1.0)),
            ("pinball_vs_rolling", (0.0, 0.93)),
            ("pinball_vs_limit", (0.0, 0.95)),
        ],
        interval: |order| {
            Some(Interval {
                began: order.approved?,
                ended: order.handed_over,
                groups: vec![order.seller.clone()],
                declared: order.ship_limit,
                destination: order.customer_state.clone(),
            })
        },
    }
}

/// Purchase to delivery, target 93%, against the date the buyer was told.
pub fn delivery() -> Stage {
    let time = WorkingTime::with_weekend(1.0);
    let own = historical::Settings {
        target: 0.93,
        time,
        window: Window {
            half_life: 30.0,
            horizon: 90,
            fewest: 25,
        },
        levels: vec![
            Level {
                shrink: 15.0,
                memory: 200.0,
            },
            Level {
                shrink: 15.0,
                memory: 200.0,
            },
            Level {
                shrink: 6.0,
                memory: 30.0,
            },
        ],
        doubt: 0.1,
        gain: 2.0,
    };
    Stage {
        name: "delivery",
        declared: "estimate",
        with_declared: declared::Settings {
            target: own.target,
            time,
            window: Window {
                half_life: 40.0,
                horizon: 90,
                fewest: 60,
            },
            shares: vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0],
            memory: 2_000.0,
            sharpness: 0.1,
            gain: 0.6,
        },
        own,
        bars: &[
            ("coverage", (0.92, 0.94)),
            ("pinball_vs_state", (0.0, 0.97)),
            ("pinball_vs_estimate", (0.0, 0.97)),
        ],
        interval: |order| {
            Some(Interval {
                began: order.purchased?,
                ended: order.delivered,
                groups: vec![
                    order.customer_state.clone(),
                    format!("{}>{}", order.seller_state, order.customer_state),
                    order.seller.clone(),
                ],
                declared: order.estimate,
                destination: order.customer_state.clone(),
            })
        },
    }
}
