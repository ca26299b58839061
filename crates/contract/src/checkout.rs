//! `CheckoutConfig`: the ship-by dates of a shop's delivery methods, as published for the checkout function.
//!
//! In scope: the typed configuration and its look-up, the text the function reads (`text`), how one becomes the other
//! within 10,000 bytes (`encode`), and where in Shopify it lives. Not in scope: which date is promised (the `promise` crate),
//! the words (the `copy` crate hands over final text), the Wasm (`extensions/checkout-estimate`), writing the metafield.
//!
//! The function has no clock but comparisons in the shop's zone, no calendar and no room for either: whoever publishes works
//! out every date for the next days, before and after the cutoff, and the function only looks up.

use std::collections::BTreeMap;
use std::fmt;

use fulfillment::Date;
use serde::{Deserialize, Serialize};

mod encode;
pub mod text;

pub use encode::{Encoded, LeftOut, TooLarge};

/// Namespace of both metafields: the app's own, which no other app and no merchant can write.
pub const NAMESPACE: &str = "$app";
/// Key of the delivery customization's metafield: the function's input and its query's variables.
pub const CONFIG_KEY: &str = "checkout-estimate";
/// Key of a variant's metafield: the name of its handling class, absent where it ships from stock.
pub const HANDLING_KEY: &str = "handling";

/// Shop dates a configuration covers at most, the first included.
pub const DATES: usize = 14;
/// Distinct cutoffs the function's query compares with.
pub const CUTOFFS: usize = 4;
/// Method profiles that are published at most.
pub const PROFILES: usize = 60;
/// Handling classes that are published at most.
pub const CLASSES: usize = 8;
/// Languages that are published at most; Shopify allows a shop 20.
pub const LANGUAGES: usize = 24;
/// Bytes of the metafield at most. A value above 10,000 is not given to a function at all; the rest is room for a
/// store that writes a space after each colon and comma.
pub const MAX_BYTES: usize = 9_900;

/// Everything the function needs to rename the delivery options of one shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutConfig {
    /// False = no title is touched: the switch that restores the checkout.
    pub enabled: bool,
    /// The shop's local date of the first row of every table.
    pub first: Date,
    /// Whether the shop has options that no carrier takes: pick-up, retail, local delivery. The function then looks at each
    /// option's kind; where it is known that there are none, it need not ask. Unknown = true.
    pub pickup: bool,
    /// From this local time on no title is touched: what was known of the load is too old to be shown.
    pub stale_at: ShopTime,
    /// Delivery methods, the most important first: the last are left out when there is no room.
    pub profiles: Vec<MethodProfile>,
    /// Languages with a text for every date, the most important first.
    pub languages: Vec<Language>,
}

/// A wall-clock time in the shop's own zone, the only zone the function can compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ShopTime {
    /// The shop's date.
    pub date: Date,
    /// Time of day there.
    pub time: TimeOfDay,
}

/// Seconds after midnight by the wall clock, below 86,400. Prints as `HH:MM:SS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TimeOfDay(pub u32);

/// One delivery method and its ship-by dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodProfile {
    /// How its options are recognised.
    pub by: MatchBy,
    /// Shown in place of the option's own title, where that already carries the carrier's name: Shopify prepends it again.
    pub label: Option<String>,
    /// Which of the two sentences the evidence allows.
    pub strength: Strength,
    /// Row `n` is for the shop date `first + n`; at most [`DATES`].
    pub rows: Vec<Row>,
    /// Rows for carts that hold something of a handling class, by its name. A class that is not here gets no date.
    pub slower: BTreeMap<String, Vec<Row>>,
}

/// How a delivery option is recognised; tried in this order, letter for letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchBy {
    /// The option's code: the rate's own name, or the carrier's service.
    Code(String),
    /// The option's handle, made by Shopify of its title.
    Handle(String),
    /// The option's title, as the shopper would read it.
    Title(String),
}

/// How firm a promise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// "Expected to ship by": a target below 95%.
    Expected,
    /// "Ships by": a target of at least 95% that the merchant accepted and that was kept so far.
    Firm,
}

/// The ship-by dates of one shop date. No date = that order's option keeps its title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Row {
    /// The warehouse's cutoff as the shop's clock shows it on that date; none = `after` holds all day.
    pub cutoff: Option<TimeOfDay>,
    /// Ordered before the cutoff.
    pub before: Option<Date>,
    /// Ordered at or after it.
    pub after: Option<Date>,
}

/// The words of one language; dates come as final text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// Shopify's `LanguageCode`, e.g. `EN` or `PT_BR`.
    pub code: String,
    /// Around the date at [`Strength::Expected`].
    pub expected: Phrase,
    /// Around the date at [`Strength::Firm`].
    pub firm: Phrase,
    /// The text of every date that the profiles name, below 64 bytes; a date without text keeps the title.
    pub days: BTreeMap<Date, String>,
}

/// What surrounds the date: `title + lead + day + tail`; each part below 64 bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// After the title, e.g. ` · Expected to ship by `.
    pub lead: String,
    /// After the day; empty in most languages.
    pub tail: String,
}

/// A delivery option that a carrier takes (Shopify's kind `SHIPPING`), as the cart names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OptionNames<'a> {
    /// Its code, where it has one.
    pub code: Option<&'a str>,
    /// Its handle.
    pub handle: &'a str,
    /// Its title, where it has one.
    pub title: Option<&'a str>,
}

/// What a configuration promises for one option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised<'a> {
    /// Handed to the carrier by the end of this date.
    pub date: Date,
    /// The profile that says so.
    pub profile: &'a MethodProfile,
}

impl CheckoutConfig {
    /// The ship-by date the checkout shows at `now` for an option of a delivery group whose items have these handling
    /// classes; none where it shows none. The same look-up as the function's, on the types instead of the text.
    pub fn promised(
        &self,
        now: ShopTime,
        option: OptionNames<'_>,
        classes: &[&str],
    ) -> Option<Promised<'_>> {
        if !self.enabled || now >= self.stale_at {
            return None;
        }
        let row = usize::try_from(now.date.0.checked_sub(self.first.0)?).ok()?;
        let profile = self.profile(option)?;
        let mut date = profile.rows.get(row)?.at(now.time)?;
        for class in classes {
            let slower = profile.slower.get(*class)?;
            date = date.max(slower.get(row)?.at(now.time)?);
        }
        Some(Promised { date, profile })
    }

    /// The title the checkout shows at `now`; none where the option keeps its own.
    pub fn title(
        &self,
        now: ShopTime,
        language: &str,
        option: OptionNames<'_>,
        classes: &[&str],
    ) -> Option<String> {
        let Promised { date, profile } = self.promised(now, option, classes)?;
        let language = self.languages.iter().find(|it| it.code == language)?;
        let phrase = match profile.strength {
            Strength::Expected => &language.expected,
            Strength::Firm => &language.firm,
        };
        let day = language.days.get(&date).filter(|day| !day.is_empty())?;
        let name = profile.label.as_deref().or(option.title)?;
        let title = format!("{name}{}{day}{}", phrase.lead, phrase.tail);
        (!name.is_empty() && title.len() <= text::TITLE).then_some(title)
    }

    /// The first profile by code, else by handle, else by title.
    fn profile(&self, option: OptionNames<'_>) -> Option<&MethodProfile> {
        let names = [
            option.code.map(|it| MatchBy::Code(it.to_owned())),
            Some(MatchBy::Handle(option.handle.to_owned())),
            option.title.map(|it| MatchBy::Title(it.to_owned())),
        ];
        names
            .into_iter()
            .flatten()
            .find_map(|name| self.profiles.iter().find(|it| it.by == name))
    }
}

impl MatchBy {
    /// What is compared.
    pub fn name(&self) -> &str {
        match self {
            Self::Code(name) | Self::Handle(name) | Self::Title(name) => name,
        }
    }
}

impl Row {
    /// The ship-by date of an order placed at this time of that date.
    pub fn at(&self, time: TimeOfDay) -> Option<Date> {
        match self.cutoff {
            Some(cutoff) if time < cutoff => self.before,
            _ => self.after,
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.min(86_399);
        write!(
            f,
            "{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
    }
}

impl fmt::Display for ShopTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}
