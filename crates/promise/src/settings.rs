//! How the engines of a place are set: once for all places, so nothing is tuned to any.

use fulfillment::instant::HOUR;

use crate::declared;
use crate::effects::Level;
use crate::historical;
use crate::residuals::Window;
use crate::working::WorkingTime;

/// Added to every interval that history learns from, half a working day: on the scale of logarithms an hour more or less
/// of nearly nothing would weigh as much as a day more or less of two.
pub(crate) const SHIFT: i64 = 12 * HOUR;
/// Gain of the conformal offsets.
pub(crate) const GAIN: f64 = 0.6;

/// Ticks of a working day are a day, so every day of the week counts alike.
fn even() -> WorkingTime {
    WorkingTime::with_weekend(1.0)
}

/// In working days: about 60 calendar ones, what happened a fortnight ago counting half.
const WINDOW: Window = Window {
    half_life: 9.0,
    horizon: 43,
    fewest: 30,
};

/// Of history: levels are the method, the load, the time of day, and the weekday at that load.
pub(crate) fn history(target: f64) -> historical::Settings {
    historical::Settings {
        target,
        time: even(),
        window: WINDOW,
        levels: [(5.0, 200.0), (10.0, 200.0), (20.0, 200.0), (20.0, 100.0)]
            .map(|(shrink, memory)| Level { shrink, memory })
            .to_vec(),
        doubt: 0.0,
        // The offset stands over both bounds together and not over this one.
        gain: 0.0,
    }
}

/// Of declared handling times.
pub(crate) fn handling(target: f64) -> declared::Settings {
    declared::Settings {
        target,
        time: even(),
        window: Window {
            half_life: 28.0,
            ..WINDOW
        },
        shares: vec![0.0, 0.5, 1.0],
        memory: 1_000.0,
        sharpness: 0.1,
        gain: 0.0,
    }
}
