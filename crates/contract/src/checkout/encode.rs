//! From the typed configuration to the metafield's JSON, within its size.
//!
//! When it is too large, what matters least goes first, and what went is named:
//! 1. shop dates beyond the next two: the configuration is stale long before they come;
//! 2. languages, from the last, the first excepted: their readers see the shop's own titles;
//! 3. handling classes, from the last: carts with such an item see the shop's own titles;
//! 4. profiles, from the last, the first excepted.
//!
//! Nothing is ever shortened to a weaker or wrong statement: what has no room is not said.

use std::collections::{BTreeMap, BTreeSet};

use fulfillment::Date;
use serde::Serialize;
use serde_json::json;

use super::text::{self, By, NO_DAY, NO_TABLE, digit};
use super::{
    CLASSES, CUTOFFS, CheckoutConfig, DATES, LANGUAGES, Language, MAX_BYTES, MatchBy,
    MethodProfile, PROFILES, Row, ShopTime, Strength, TimeOfDay,
};

/// Dates that are always kept: a configuration is valid for two hours, which may hold one midnight.
const FEWEST_DATES: usize = 2;

/// A configuration as published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The metafield's value: `book` for the function, and every variable of its query.
    pub json: String,
    /// What the function will look up: the configuration without what was left out.
    pub published: CheckoutConfig,
    /// What was left out, in the order in which it went.
    pub left_out: Vec<LeftOut>,
}

/// Something that could not be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Shop dates beyond the first `kept`.
    Dates {
        /// Dates that are still there.
        kept: usize,
    },
    /// The language of this code.
    Language(String),
    /// The handling class of this name.
    Class(String),
    /// The profile matched so.
    Profile(MatchBy),
    /// The part of these dates before this cutoff: a fifth distinct one. The later date holds all day.
    Cutoff(TimeOfDay),
    /// Ship-by dates from this one on: more distinct ones than a table can name.
    Days(Date),
}

/// Not even one profile in one language has room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{bytes} bytes with one profile and one language, more than {MAX_BYTES}")]
pub struct TooLarge {
    /// Bytes of the smallest form.
    pub bytes: usize,
}

impl CheckoutConfig {
    /// The metafield's value, with as much of the configuration as has room.
    pub fn encode(&self) -> Result<Encoded, TooLarge> {
        let mut published = self.clone();
        let mut left_out = Vec::new();
        // Even if every class is left out: an item that has one then keeps the title.
        let handling = !self.classes().is_empty();
        published.admit(&mut left_out);
        loop {
            let json = published.json(handling);
            if json.len() <= MAX_BYTES {
                return Ok(Encoded {
                    json,
                    published,
                    left_out,
                });
            }
            match published.shrink() {
                Some(gone) => left_out.push(gone),
                None => return Err(TooLarge { bytes: json.len() }),
            }
        }
    }

    /// Leaves out what the text cannot hold, whatever its size.
    fn admit(&mut self, left_out: &mut Vec<LeftOut>) {
        let mut seen = BTreeSet::new();
        let mut kept = 0;
        self.profiles.retain(|profile| {
            let name = profile.by.name();
            let label = profile.label.as_deref().map_or(0, str::len);
            let fits = (1..=text::TITLE).contains(&name.len()) && label <= text::TITLE;
            let keep = fits && kept < PROFILES && seen.insert(profile.by.clone());
            kept += usize::from(keep);
            if !keep {
                left_out.push(LeftOut::Profile(profile.by.clone()));
            }
            keep
        });
        let mut seen = BTreeSet::new();
        let mut kept = 0;
        self.languages.retain(|language| {
            let keep = fits(language) && kept < LANGUAGES && seen.insert(language.code.clone());
            kept += usize::from(keep);
            if !keep {
                left_out.push(LeftOut::Language(language.code.clone()));
            }
            keep
        });
        let classes = self.classes();
        let unfit = |(index, class): &(usize, &String)| *index >= CLASSES || !short(class);
        for (_, class) in classes.iter().enumerate().filter(unfit) {
            self.drop_class(class);
            left_out.push(LeftOut::Class(class.clone()));
        }
        if self.tables_mut().any(|rows| rows.len() > DATES) {
            self.keep_dates(DATES);
            left_out.push(LeftOut::Dates { kept: DATES });
        }
        self.admit_cutoffs(left_out);
        self.admit_days(left_out);
    }

    /// Keeps the cutoffs most rows have; the other rows say the later date all day, which is never too early.
    fn admit_cutoffs(&mut self, left_out: &mut Vec<LeftOut>) {
        let mut uses: BTreeMap<TimeOfDay, usize> = BTreeMap::new();
        for row in self.tables_mut().flatten() {
            row.cutoff = row.cutoff.filter(|_| row.before != row.after);
            if let Some(cutoff) = row.cutoff {
                *uses.entry(cutoff).or_default() += 1;
            }
        }
        let mut cutoffs: Vec<TimeOfDay> = uses.keys().copied().collect();
        cutoffs.sort_by_key(|cutoff| std::cmp::Reverse(uses.get(cutoff).copied()));
        for gone in cutoffs.into_iter().skip(CUTOFFS) {
            for row in self.tables_mut().flatten() {
                row.cutoff = row.cutoff.filter(|cutoff| *cutoff != gone);
            }
            left_out.push(LeftOut::Cutoff(gone));
        }
    }

    /// Keeps the earliest ship-by dates: the far ones are those of the slowest methods.
    fn admit_days(&mut self, left_out: &mut Vec<LeftOut>) {
        let Some(&first_gone) = self.days().get(NO_DAY) else {
            return;
        };
        for row in self.tables_mut().flatten() {
            row.before = row.before.filter(|day| *day < first_gone);
            row.after = row.after.filter(|day| *day < first_gone);
        }
        left_out.push(LeftOut::Days(first_gone));
    }

    /// Drops what matters least.
    fn shrink(&mut self) -> Option<LeftOut> {
        let dates = self.dates();
        if dates > FEWEST_DATES {
            let kept = (dates / 2).max(FEWEST_DATES);
            self.keep_dates(kept);
            return Some(LeftOut::Dates { kept });
        }
        if self.languages.len() > 1 {
            return self.languages.pop().map(|it| LeftOut::Language(it.code));
        }
        if let Some(class) = self.classes().pop() {
            self.drop_class(&class);
            return Some(LeftOut::Class(class));
        }
        if self.profiles.len() > 1 {
            return self.profiles.pop().map(|it| LeftOut::Profile(it.by));
        }
        None
    }

    fn tables_mut(&mut self) -> impl Iterator<Item = &mut Vec<Row>> {
        self.profiles
            .iter_mut()
            .flat_map(|it| std::iter::once(&mut it.rows).chain(it.slower.values_mut()))
    }

    fn tables(&self) -> impl Iterator<Item = &Vec<Row>> {
        self.profiles
            .iter()
            .flat_map(|it| std::iter::once(&it.rows).chain(it.slower.values()))
    }

    fn keep_dates(&mut self, kept: usize) {
        self.tables_mut().for_each(|rows| rows.truncate(kept));
    }

    fn drop_class(&mut self, class: &str) {
        for profile in &mut self.profiles {
            profile.slower.remove(class);
        }
    }

    /// Rows of the longest table.
    fn dates(&self) -> usize {
        self.tables().map(Vec::len).max().unwrap_or(0)
    }

    /// Names of all handling classes, sorted.
    fn classes(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self
            .profiles
            .iter()
            .flat_map(|it| it.slower.keys())
            .collect();
        all.into_iter().cloned().collect()
    }

    /// All ship-by dates, sorted.
    fn days(&self) -> Vec<Date> {
        let rows = self.tables().flatten();
        let all: BTreeSet<Date> = rows
            .flat_map(|it| [it.before, it.after])
            .flatten()
            .collect();
        all.into_iter().collect()
    }

    fn cutoffs(&self) -> Vec<TimeOfDay> {
        let rows = self.tables().flatten();
        let all: BTreeSet<TimeOfDay> = rows.filter_map(|row| row.cutoff).collect();
        all.into_iter().collect()
    }

    /// The JSON of a configuration that `admit` has passed. Every variable is always there: a missing one would fail the run.
    fn json(&self, handling: bool) -> String {
        let cutoffs = self.cutoffs();
        let cutoff = |index: usize| cutoffs.get(index).unwrap_or(&TimeOfDay(0)).to_string();
        // Off, it must not even cost the look-up.
        let (text, stale_at) = if self.enabled {
            (self.text(&cutoffs, handling), self.stale_at)
        } else {
            (String::new(), OFF)
        };
        json!({
            "book": text,
            "byCode": self.profiles.iter().any(|it| matches!(it.by, MatchBy::Code(_))),
            "handling": handling,
            "pickup": self.pickup,
            "staleAt": stale_at.to_string(),
            "cutoff0": cutoff(0),
            "cutoff1": cutoff(1),
            "cutoff2": cutoff(2),
            "cutoff3": cutoff(3),
        })
        .to_string()
    }

    fn text(&self, cutoffs: &[TimeOfDay], handling: bool) -> String {
        let days = self.days();
        let classes = self.classes();
        let rows = self.dates();
        let mut tables = Tables {
            days: &days,
            cutoffs,
            rows,
            text: String::new(),
            numbers: BTreeMap::new(),
        };
        let numbers: Vec<Vec<usize>> = self
            .profiles
            .iter()
            .map(|profile| tables.of(profile, &classes))
            .collect();
        // At least half of the slots are empty, so that a search is short.
        let slots = (2 * self.profiles.len()).next_power_of_two();

        let mut out = Writer::default();
        out.text.push('1');
        out.number3(usize::try_from(self.first.0).unwrap_or(0));
        out.number(rows);
        out.number(days.len());
        out.number2(tables.numbers.len());
        out.number(classes.len());
        out.number2(slots);
        out.number(self.languages.len());
        out.number(self.looks(handling));

        let mut middle = Writer { text: tables.text };
        for class in &classes {
            middle.number(class.len());
            middle.text.push_str(class);
        }
        // What follows the heads: they and the slots say where in it their wording and profiles stand.
        let heads = self.languages.len() * (text::CODE + 3);
        let from = out.text.len() + 3 * slots + middle.text.len() + heads;
        let mut rest = Writer::default();
        let mut places = Vec::new();
        for (profile, numbers) in self.profiles.iter().zip(&numbers) {
            places.push(from + rest.text.len());
            rest.profile(profile, numbers);
        }
        for place in self.index(&places, slots) {
            out.number3(place);
        }
        out.text.push_str(&middle.text);
        for language in &self.languages {
            let code = text::code(&language.code).unwrap_or([b' '; text::CODE]);
            out.text.extend(code.iter().copied().map(char::from));
            out.number3(from + rest.text.len());
            rest.wording(language, &days);
        }
        out.text + &rest.text
    }

    /// What the function has to look at.
    fn looks(&self, handling: bool) -> usize {
        let kinds = self.profiles.iter().map(|it| 1 << kind(&it.by) as usize);
        let pickup = if self.pickup { text::PICKUP } else { 0 };
        let handling = if handling { text::HANDLING } else { 0 };
        kinds.fold(pickup | handling, |all, one| all | one)
    }

    /// The hash index of the profiles' names: their places, 0 where a slot is free.
    fn index(&self, places: &[usize], slots: usize) -> Vec<usize> {
        let mut index = vec![0; slots];
        for (profile, place) in self.profiles.iter().zip(places) {
            let first = text::slot(kind(&profile.by), profile.by.name().as_bytes(), slots);
            let mut order = (first..slots).chain(0..first);
            let free = order.find(|slot| index.get(*slot) == Some(&0));
            if let Some(slot) = free.and_then(|slot| index.get_mut(slot)) {
                *slot = *place;
            }
        }
        index
    }
}

/// When a configuration that is off went stale.
const OFF: ShopTime = ShopTime {
    date: Date(0),
    time: TimeOfDay(0),
};

fn kind(by: &MatchBy) -> By {
    match by {
        MatchBy::Code(_) => By::Code,
        MatchBy::Handle(_) => By::Handle,
        MatchBy::Title(_) => By::Title,
    }
}

/// Whether a text's length has room in one digit.
fn short(text: &str) -> bool {
    text.len() < 64
}

fn fits(language: &Language) -> bool {
    let phrases = [&language.expected, &language.firm];
    text::code(&language.code).is_some()
        && phrases.iter().all(|it| short(&it.lead) && short(&it.tail))
        // The place of the last of 63 days then has room in two digits.
        && language.days.values().all(|day| short(day))
}

/// Distinct tables, in the order of their first use.
struct Tables<'a> {
    days: &'a [Date],
    cutoffs: &'a [TimeOfDay],
    rows: usize,
    text: String,
    numbers: BTreeMap<String, usize>,
}

impl Tables<'_> {
    /// The numbers of a profile's tables: its own, then one a class.
    fn of(&mut self, profile: &MethodProfile, classes: &[String]) -> Vec<usize> {
        let own = self.number(&profile.rows);
        let slower = classes.iter().map(|class| {
            let rows = profile.slower.get(class);
            rows.map_or(NO_TABLE, |rows| self.number(rows))
        });
        std::iter::once(own).chain(slower).collect()
    }

    fn number(&mut self, rows: &[Row]) -> usize {
        let mut out = Writer::default();
        for index in 0..self.rows {
            let row = rows.get(index).copied().unwrap_or_default();
            let cutoff = row
                .cutoff
                .and_then(|it| self.cutoffs.binary_search(&it).ok());
            out.number(cutoff.unwrap_or(NO_DAY));
            for day in [row.before, row.after] {
                let day = day.and_then(|it| self.days.binary_search(&it).ok());
                out.number(day.unwrap_or(NO_DAY));
            }
        }
        let next = self.numbers.len();
        if let Some(number) = self.numbers.get(&out.text) {
            return *number;
        }
        self.text.push_str(&out.text);
        self.numbers.insert(out.text, next);
        next
    }
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn number(&mut self, number: usize) {
        self.text.push(char::from(digit(number)));
    }

    fn number2(&mut self, number: usize) {
        self.number(number / 64);
        self.number(number % 64);
    }

    fn number3(&mut self, number: usize) {
        self.number(number / 4096);
        self.number2(number % 4096);
    }

    fn profile(&mut self, profile: &MethodProfile, tables: &[usize]) {
        let firm = match profile.strength {
            Strength::Expected => 0,
            Strength::Firm => 4,
        };
        let label = profile.label.as_deref().unwrap_or_default();
        self.number(kind(&profile.by) as usize + firm);
        self.number2(profile.by.name().len());
        self.number2(label.len());
        tables.iter().for_each(|table| self.number2(*table));
        self.text.push_str(profile.by.name());
        self.text.push_str(label);
    }

    fn wording(&mut self, language: &Language, days: &[Date]) {
        let phrases = [&language.expected, &language.firm];
        let words = phrases.map(|phrase| [&phrase.lead, &phrase.tail]);
        let days = days.iter().map(|day| language.days.get(day));
        let days: Vec<&str> = days.map(|day| day.map_or("", String::as_str)).collect();
        for word in words.as_flattened() {
            self.number(word.len());
        }
        let mut at = 0;
        self.number2(at);
        for day in &days {
            at += day.len();
            self.number2(at);
        }
        for word in words.as_flattened() {
            self.text.push_str(word);
        }
        self.text.extend(days);
    }
}
