//! The one clock of the worker: real time, or the time a test drives it to.

use fulfillment::Instant;

/// Header that carries the driven time, milliseconds since the Unix epoch.
pub const HEADER: &str = "x-plumbline-now";

/// 2000-01-01 and 2100-01-01: a driven time outside is a mistake (seconds for milliseconds).
const SANE: std::ops::Range<i64> = 946_684_800_000..4_102_444_800_000;

/// Where `now` comes from. Objects never read a clock: every call passes `now`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The platform's.
    Real,
    /// The request's header, only in development (`CLOCK=driven` beside `DEVELOPMENT=1`).
    Driven,
}

/// The driven clock was given no usable time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("header {HEADER} must be milliseconds between 2000 and 2100, got {0:?}")]
pub struct Undriven(pub String);

impl Clock {
    /// Now: `platform` (what `Date.now()` says) or the header's time.
    ///
    /// # Errors
    /// The clock is driven and the header is there but no sane time. Without the header a driven
    /// clock falls back to the platform's, so that a person can open a page in a browser.
    pub fn now(self, platform: i64, header: Option<&str>) -> Result<Instant, Undriven> {
        match (self, header) {
            (Self::Real, _) | (Self::Driven, None) => Ok(Instant(platform)),
            (Self::Driven, Some(text)) => text
                .parse()
                .ok()
                .filter(|millis| SANE.contains(millis))
                .map(Instant)
                .ok_or_else(|| Undriven(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_driven_clock_reads_the_header() {
        let header = Some("1500000000000");
        assert_eq!(Clock::Real.now(7, header), Ok(Instant(7)));
        assert_eq!(Clock::Driven.now(7, header), Ok(Instant(1_500_000_000_000)));
        assert_eq!(Clock::Driven.now(7, None), Ok(Instant(7)));
    }

    #[test]
    fn seconds_and_nonsense_are_refused() {
        for bad in ["1500000000", "", "-1", "tomorrow", "99999999999999"] {
            assert_eq!(
                Clock::Driven.now(7, Some(bad)),
                Err(Undriven(bad.to_owned())),
                "{bad}"
            );
        }
    }
}
