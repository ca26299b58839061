//! Promises as the merchant sets them, as they are in force, and as they were kept.
//!
//! In scope: the shop's settings ([`PromiseSettings`]), what every surface may say now ([`Published`]: the
//! storefront's only source, and the [`Offer`] made of it), and everything the merchant's page shows ([`PromiseBoard`]). All language-neutral
//! and without personal data; the Shop object answers it. Not in scope: the checkout function's own
//! configuration, words, HTML.

use fulfillment::{Date, Instant, Why};
use serde::{Deserialize, Serialize};

use crate::checkout::{CheckoutConfig, Row, ShopTime, Strength};

/// Target of [`PromiseSettings::target`] below which "Ships by" is never said, per cent.
pub const PLAIN_TARGET: u8 = 95;

/// What the merchant decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PromiseSettings {
    /// The one switch: since then no surface tells a date. Absent: dates are told.
    pub off_since: Option<Instant>,
    /// Whether delivery options carry the date at checkout.
    pub labels: Labels,
    /// Share of orders that shall be handed over by their date, per cent: 50 to 99.
    pub target: u8,
    /// "Ships by" instead of "Expected to ship by", where a target of 95% or more is proven.
    pub plain: bool,
    /// Delivery options with a date; no others get one.
    pub methods: Vec<MethodSettings>,
    /// What takes longer than goods from stock: made to order, printed on demand, pre-ordered.
    pub handling: Vec<HandlingClass>,
}

impl Default for PromiseSettings {
    fn default() -> Self {
        Self {
            off_since: None,
            labels: Labels::Off,
            target: 90,
            plain: false,
            methods: Vec::new(),
            handling: Vec::new(),
        }
    }
}

/// Whether the checkout shows dates in the titles of delivery options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Labels {
    /// No title is touched.
    #[default]
    Off,
    /// Titles carry the date until the first order shows what becomes of them.
    Check,
    /// Titles carry the date.
    On,
}

/// A delivery option that gets a date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MethodSettings {
    /// The rate's title in Shopify, foreign text: what is recognised at checkout.
    pub title: String,
    /// The rate's code, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Ids of the locations it ships from; empty: any, and the latest date counts.
    pub locations: Vec<String>,
    /// Orders placed before this minute of the location's day can leave on it; absent: by its load alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cutoff: Option<u16>,
    /// When the carrier collects: minutes of the location's day. Empty: at the end of its opening hours.
    pub pickups: Vec<u16>,
    /// Working days of handling the merchant declares; one more input, measured like every other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handling_days: Option<u8>,
}

/// A handling class: goods whose variant carries its name in the metafield [`crate::checkout::HANDLING_KEY`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HandlingClass {
    /// Its name, foreign text: compared letter for letter with the variant's.
    pub name: String,
    /// Working days until such goods are handed over, as the merchant declares; one more input, measured like every other.
    pub days: u8,
}

/// The dates in force, as the Shop object keeps them (RPC `published`): the storefront's only source, and that
/// of every promise made. While everything is switched off there are none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// [`crate::VERSION`] of the writer.
    pub contract: u32,
    /// Grows with every set of dates.
    pub revision: u64,
    /// When they were worked out.
    pub at: Instant,
    /// From then on none of them may be said.
    pub stale_at: Instant,
    /// IANA zone of the shop: the zone of the configuration's times.
    pub zone: String,
    /// The dates. Its `enabled` speaks of the checkout's labels alone; these dates hold all the same.
    pub config: CheckoutConfig,
    /// Why the first date of each profile is what it is, in the order of the profiles.
    pub reasons: Vec<Why>,
}

/// Everything the merchant's page of promises shows (RPC `promises` of the Shop object).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PromiseBoard {
    /// Shop's myshopify domain.
    pub shop: String,
    /// IANA zone of the shop.
    pub zone: String,
    /// When this was read.
    pub now: Instant,
    /// What the merchant decided.
    pub settings: PromiseSettings,
    /// Whether Shopify's Admin API can be called.
    pub access: ShopifyAccess,
    /// What the store's checkout offers; absent: it was not read yet.
    pub store: Option<StoreRates>,
    /// When the fulfillment orders open at Shopify were last read to the end; absent: never.
    pub counted: Option<BacklogRead>,
    /// What the first order of a label check showed; absent: none was seen yet.
    pub check: Option<LabelCheck>,
    /// Whether Shopify's own delivery dates (Shop Promise) are on; absent: not known.
    pub shop_promise: Option<bool>,
    /// Handling classes that ordered variants carried and no setting knows, foreign text: such orders get no date.
    pub unknown_classes: Vec<String>,
    /// What is in force; absent: nothing was published yet, or everything is switched off.
    pub published: Option<Published>,
    /// Where the work is, one row a location and delivery option.
    pub places: Vec<PlaceLoad>,
    /// How promises were kept, newest week first.
    pub scores: Vec<Score>,
}

/// Whether the app may call Shopify for the shop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShopifyAccess {
    /// It may.
    #[default]
    Held,
    /// It may not: it was never given, has ended or was revoked. Opening the app in Shopify's admin gives it.
    Missing,
    /// It may, but not all: these access scopes were not granted.
    Lacks(Vec<String>),
}

/// What the store's checkout offers, as Shopify told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreRates {
    /// When it was read.
    pub read_at: Instant,
    /// IANA zone of the store: the zone in which its checkout compares dates and times.
    pub zone: String,
    /// Its locations.
    pub locations: Vec<StoreLocation>,
    /// Names of the rates that are active in some zone, each once, sorted; foreign text.
    pub rates: Vec<String>,
    /// Carriers or apps name more rates only at checkout.
    pub carriers: bool,
    /// Whether those are all that are known beforehand.
    pub complete: bool,
}

impl StoreRates {
    /// Whether a delivery option of this title can be at the checkout, as far as is known beforehand.
    pub fn may_offer(&self, title: &str) -> bool {
        self.carriers || !self.complete || self.rates.iter().any(|rate| rate == title)
    }
}

/// A location of the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreLocation {
    /// Shopify's numeric id, as text.
    pub id: String,
    /// Its name, foreign text.
    pub name: String,
    /// Whether shoppers may collect there.
    pub pickup: bool,
}

/// The open fulfillment orders were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BacklogRead {
    /// When.
    pub at: Instant,
    /// How many there were.
    pub open: u64,
}

/// What the first order placed with a renamed delivery option kept of its title.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelCheck {
    /// The order's name, e.g. `#1001`.
    pub order: String,
    /// When it was placed.
    pub at: Instant,
    /// The rate's title as the settings have it, foreign text.
    pub configured: String,
    /// The title on the order's shipping line, foreign text.
    pub found: String,
    /// The shipping line's code is the rate's, where the rate has one.
    pub code_kept: bool,
}

impl LabelCheck {
    /// The date reached the order's shipping line: tools that map titles would not recognise it.
    pub fn persisted(&self) -> bool {
        self.configured != self.found
    }
}

/// The work at one location for one delivery option.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceLoad {
    /// Location id; empty: no source told.
    pub location: String,
    /// Its name, foreign text.
    pub name: Option<String>,
    /// The delivery option's title; empty: all of them together.
    pub method: String,
    /// Orders that wait or are worked at.
    pub orders: u32,
    /// Their order lines.
    pub lines: u32,
    /// Since when the oldest of them waits.
    pub oldest: Option<Instant>,
    /// Order lines handed over in a working hour, on a slow day (the 10% quantile); absent: too little is known.
    pub lines_per_hour: Option<f64>,
    /// Bucket of its load, 0 for the calmest.
    pub bucket: u8,
    /// More orders arrive than is usual there.
    pub arrivals_high: bool,
    /// It hands over less than is usual there.
    pub slow: bool,
}

/// How promises of one location, delivery option, week and load bucket were kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Location id; empty: no source told.
    pub location: String,
    /// Its name, foreign text.
    pub name: Option<String>,
    /// The delivery option's title.
    pub method: String,
    /// Monday of the week the orders were placed in.
    pub week: Date,
    /// Bucket of the load when they were placed, 0 for the calmest.
    pub bucket: u8,
    /// Orders placed.
    pub orders: u32,
    /// Of them, those with a date.
    pub promised: u32,
    /// Of those, handed over by their first date.
    pub kept: u32,
    /// Of those, handed over later, or not handed over though the date has passed.
    pub missed: u32,
    /// Mean days from handover to the date's end, of those handed over; negative: late on average.
    pub slack_days: f64,
    /// Mean pinball loss of the date's end at the shop's target, days, of those handed over.
    pub pinball_days: f64,
    /// Changes of a told date.
    pub changes: u32,
}

/// What a storefront may say at one moment of one delivery option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which sentence the evidence allows.
    pub strength: Strength,
    /// Ship-by date of an order placed now.
    pub now: Date,
    /// The moment on the shop's clock from which that changes, and the date then; absent: not within the shop's day.
    pub later: Option<(ShopTime, Option<Date>)>,
}

impl Published {
    /// What may be said at `now`, on the shop's clock at the instant `at`, of the delivery option called `option`, or of
    /// the first one, for goods of these handling classes (empty: from stock). None: nothing.
    ///
    /// The look-up is the checkout function's, so no surface says what another does not.
    pub fn offer(
        &self,
        at: Instant,
        now: ShopTime,
        option: Option<&str>,
        classes: &[&str],
    ) -> Option<Offer> {
        if at >= self.stale_at {
            return None;
        }
        let mut profiles = self.config.profiles.iter();
        let profile = match option {
            Some(name) => profiles.find(|profile| profile.by.name() == name),
            None => profiles.next(),
        }?;
        let index = usize::try_from(now.date.0.checked_sub(self.config.first.0)?).ok()?;
        let stock = std::iter::once(Some(&profile.rows));
        let tables = stock.chain(classes.iter().map(|class| profile.slower.get(*class)));
        let rows: Vec<Row> = tables
            .map(|table| Some(*table?.get(index)?))
            .collect::<Option<_>>()?;
        let date_at = |time| latest(rows.iter().map(|row| row.at(time)));
        let today = date_at(now.time)?;
        let changes = rows.iter().filter_map(|row| row.cutoff);
        let later = changes
            .filter(|cutoff| *cutoff > now.time)
            .map(|cutoff| (cutoff, date_at(cutoff)))
            .filter(|(_, date)| *date != Some(today))
            .min();
        Some(Offer {
            strength: profile.strength,
            now: today,
            later: later.map(|(time, date)| (ShopTime { time, ..now }, date)),
        })
    }
}

/// The latest of several dates; none if one of them is unknown.
fn latest(dates: impl Iterator<Item = Option<Date>>) -> Option<Date> {
    dates
        .collect::<Option<Vec<_>>>()
        .and_then(|dates| dates.into_iter().max())
}

/// What the storefront's block shows, in words (`GET /proxy/promise`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StorefrontPromise {
    /// BCP 47 language of the words.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// `Expected to ship by Thu 12 Nov`.
    pub text: String,
    /// The instant from which the date changes; absent: not today.
    pub cutoff: Option<StorefrontCutoff>,
    /// IANA zone the dates are of.
    pub zone: String,
    /// Names that zone, for a shopper on whose calendar it is another date.
    pub zone_note: String,
    /// After this instant the block asks again, and says nothing until it is answered.
    pub until: String,
}

/// A moment that changes the date, and what to say of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StorefrontCutoff {
    /// RFC 3339, UTC.
    pub at: String,
    /// `Order within {left} for this date.`; the block puts the time left for `{left}`.
    pub left: String,
    /// What `text` is from then on; absent: nothing is said.
    pub then: Option<String>,
}
