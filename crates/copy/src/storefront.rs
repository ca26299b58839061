//! The storefront's block: the ship-by date of an order placed now, and until when it holds.

use contract::checkout::Strength;
use contract::promises::{Offer, StorefrontCutoff, StorefrontPromise};
use fulfillment::{Date, Instant};

use crate::Dates;
use crate::catalogue::Words;
use crate::dates::rfc3339;

/// What stands for the time left in the block's own words.
const LEFT: &str = "{left}";

/// The instants of an offer, worked out by whoever knows the shop's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorefrontTimes<'a> {
    /// IANA zone of the shop.
    pub zone: &'a str,
    /// The instant of [`Offer::later`].
    pub cutoff: Option<Instant>,
    /// From then on nothing of the offer may be said: stale, or the shop's day is over.
    pub until: Instant,
}

/// The block in words, in the best language we have for `lang`.
pub fn storefront(
    offer: &Offer,
    times: StorefrontTimes<'_>,
    lang: &str,
    dates: &dyn Dates,
) -> StorefrontPromise {
    let words = Words::new(lang, dates, times.zone);
    let say = |day: Date| {
        let firm = (offer.strength == Strength::Firm).then_some("firm");
        words.say_as("storefront", firm, &[("day", &words.date(day))])
    };
    // A countdown only where missing it changes the date (copy rule 8): the offer names no other moment.
    let cutoff = offer
        .later
        .zip(times.cutoff)
        .map(|((_, then), at)| StorefrontCutoff {
            at: rfc3339(at),
            left: words.say("storefront-left", &[("left", LEFT)]),
            then: then.map(say),
        });
    StorefrontPromise {
        lang: words.lang(),
        dir: words.dir(),
        text: say(offer.now),
        cutoff,
        zone: times.zone.to_owned(),
        zone_note: words.say("storefront-zone", &[("city", &words.city())]),
        until: rfc3339(times.until),
    }
}
