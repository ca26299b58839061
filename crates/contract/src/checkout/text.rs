//! The text the function reads, and its look-up: never an error, never a panic. What does not read as written here names
//! nothing, and the title stays.
//!
//! In scope: the layout and the reader. Not in scope: writing it (`encode`), JSON around it. The function calls this for every
//! delivery option within an instruction budget in which a comparison of two strings is a large item. So nothing is searched
//! for and nothing is built first: records have a fixed width, names come with the hash index they are found by.
//!
//! ```text
//! text     = "1" first(3) rows days tables(2) classes slots(2) languages looks
//!            slot(3){slots} table{tables} class{classes} head{languages} profile* wording{languages}
//! looks    = sum of 1, 2, 4: a profile is found by code, handle, title; 8: an option may not be shipped; 16: an item may have a
//!            handling class
//! slot     = place of the profile whose name falls here, or 0
//! table    = ( cutoff before after ){rows}           cutoff: 0–3, or 63 for none; before, after: a day's number, or 63 for none
//! class    = length bytes
//! head     = code, padded with spaces to 8 bytes     place(3) of its wording
//! profile  = kind key_length(2) label_length(2) table(2){1 + classes} key label
//!            kind: 0 code, 1 handle, 2 title, and 4 more where the promise is firm; table: 4095 for none
//! wording  = lead_length tail_length lead_length tail_length ( day_at(2) ){days + 1} lead tail lead tail day{days}
//! ```
//! A number is base 64 ([`digit`]), most significant digit first, of one digit or as many as are said. Lengths and places are in
//! bytes; places count from the text's beginning, `day_at` from the wording's first day. Days are sorted, so of two dates the
//! later one has the larger number.

/// "None" in a digit of a table.
pub const NO_DAY: usize = 63;
/// Two digits for "this profile has no table for that class".
pub const NO_TABLE: usize = 4095;
/// Bytes of a new title at most: Shopify documents no limit, and a checkout has room for about half.
pub const TITLE: usize = 250;
/// Bytes of a language's code in its head.
pub const CODE: usize = 8;

/// In the header's looks: an option's own kind.
pub const PICKUP: usize = 8;
/// In the header's looks: the items' handling classes.
pub const HANDLING: usize = 16;

/// Bytes of the header.
const HEADER: usize = 13;
/// Bytes of a slot of the index.
const SLOT: usize = 3;
/// Bytes of a profile before its tables.
const PROFILE: usize = 5;
/// Bytes of a language's head.
const HEAD: usize = CODE + 3;

/// The base-64 digit of a number below 64: `?` to `~` in ASCII. Of these JSON escapes the backslash alone, and no writer
/// escapes another, not even one that escapes `<`, `>` and `&`.
#[inline]
pub fn digit(number: usize) -> u8 {
    63 + (number.min(63)) as u8
}

/// The number of a digit; of any other byte, some number below 64: what it leads to is checked.
#[inline]
fn value(digit: u8) -> usize {
    usize::from(digit).wrapping_sub(63) & 63
}

#[inline]
fn value2([a, b]: [u8; 2]) -> usize {
    let sum = (usize::from(a) << 6) + usize::from(b);
    sum.wrapping_sub(63 * 65) & 0xFFF
}

#[inline]
fn value3([a, b, c]: [u8; 3]) -> usize {
    let sum = (usize::from(a) << 12) + (usize::from(b) << 6) + usize::from(c);
    sum.wrapping_sub(63 * 4161) & 0x3_FFFF
}

/// What an option's name is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Its code.
    Code = 0,
    /// Its handle.
    Handle = 1,
    /// Its title.
    Title = 2,
}

/// A handling class of the configuration, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(usize);

/// A method profile that was found: where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile(usize);

/// The words around an option's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words<'a> {
    /// In place of the title, unless empty.
    pub label: &'a str,
    /// Follows the title.
    pub lead: &'a str,
    /// The date.
    pub day: &'a str,
    /// Follows the date.
    pub tail: &'a str,
}

/// A configuration's text, opened for one shop date and one language. Places are offsets into the text; none is trusted.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    text: &'a str,
    looks: usize,
    slots: usize,
    table_count: usize,
    table_width: usize,
    /// Where today's row of the first table begins.
    row: usize,
    classes: usize,
    class_count: usize,
    /// Bytes of a profile before its key.
    profile_width: usize,
    /// Lead and tail by strength.
    phrases: [(&'a str, &'a str); 2],
    day_count: usize,
    day_places: usize,
    days: usize,
}

impl<'a> Book<'a> {
    /// Opens the text for a shop date (`YYYY-MM-DD`) and a language; none if it has no row or no words for them.
    #[inline]
    pub fn open(text: &'a str, date: &str, language: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let &[
            version,
            a,
            b,
            c,
            rows,
            days,
            d,
            e,
            classes,
            f,
            g,
            languages,
            looks,
        ] = bytes.first_chunk::<HEADER>()?;
        if version != b'1' {
            return None;
        }
        let row = day_number(date)?.checked_sub(value3([a, b, c]))?;
        let (rows, day_count) = (value(rows), value(days));
        if row >= rows {
            return None;
        }
        let slots = value2([f, g]);
        let (table_count, table_width) = (value2([d, e]), rows * 3);
        let tables = HEADER + slots * SLOT;
        let classes_at = tables + table_count * table_width;
        let class_count = value(classes);
        let mut heads = classes_at;
        for _ in 0..class_count {
            heads += 1 + value(*bytes.get(heads)?);
        }
        let wording = wording(bytes, heads, value(languages), language)?;
        let &[h, i, j, k] = bytes.get(wording..)?.first_chunk::<4>()?;
        let day_places = wording + 4;
        let mut at = day_places + 2 * (day_count + 1);
        let mut take = |length: u8| {
            let from = at;
            at += value(length);
            text.get(from..at)
        };
        let phrases = [(take(h)?, take(i)?), (take(j)?, take(k)?)];
        Some(Self {
            text,
            looks: value(looks),
            slots,
            table_count,
            table_width,
            row: tables + row * 3,
            classes: classes_at,
            class_count,
            profile_width: PROFILE + 2 * (1 + class_count),
            phrases,
            day_count,
            day_places,
            days: at,
        })
    }

    /// Whether any profile is recognised in this way.
    #[inline]
    pub fn uses(&self, by: By) -> bool {
        self.looks >> by as usize & 1 == 1
    }

    /// Whether an option may be one that no carrier takes.
    #[inline]
    pub fn pickup(&self) -> bool {
        self.looks & PICKUP != 0
    }

    /// The profile of options with this name.
    #[inline]
    pub fn find(&self, by: By, name: &[u8]) -> Option<Profile> {
        if !self.uses(by) {
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut slot = slot(by, name, self.slots);
        for _ in 0..self.slots {
            let place = bytes.get(HEADER + slot * SLOT..)?.first_chunk::<SLOT>()?;
            let place = value3(*place);
            if place == 0 {
                return None;
            }
            let &[kind, a, b] = bytes.get(place..)?.first_chunk::<3>()?;
            if value(kind) & 3 == by as usize && value2([a, b]) == name.len() {
                let key = place + self.profile_width;
                if same(bytes.get(key..key + name.len())?, name) {
                    return Some(Profile(place));
                }
            }
            slot += 1;
            if slot == self.slots {
                slot = 0;
            }
        }
        None
    }

    /// Whether an item may have a handling class.
    #[inline]
    pub fn handling(&self) -> bool {
        self.looks & HANDLING != 0
    }

    /// The handling class of this name.
    #[inline]
    pub fn class(&self, name: &str) -> Option<Class> {
        let bytes = self.text.as_bytes();
        let mut at = self.classes;
        for number in 0..self.class_count {
            let end = at + 1 + value(*bytes.get(at)?);
            if same(bytes.get(at + 1..end)?, name.as_bytes()) {
                return Some(Class(number));
            }
            at = end;
        }
        None
    }

    /// What to say of a profile's options in a group with items of these classes; `after` tells of each cutoff whether it
    /// has passed, none where the input did not say.
    #[inline]
    pub fn words(
        &self,
        profile: Profile,
        classes: &[Class],
        after: &[Option<bool>; super::CUTOFFS],
    ) -> Option<Words<'a>> {
        let bytes = self.text.as_bytes();
        let &[kind, a, b, c, d, ..] = bytes.get(profile.0..)?.first_chunk::<PROFILE>()?;
        let label = match value2([c, d]) {
            0 => "",
            length => {
                let label = profile.0 + self.profile_width + value2([a, b]);
                self.text.get(label..label + length)?
            }
        };
        let mut day = self.day(profile, 0, after)?;
        for class in classes {
            day = day.max(self.day(profile, 1 + class.0, after)?);
        }
        let places = self.day_places + 2 * day;
        let &[a, b, c, d] = bytes.get(places..)?.first_chunk::<4>()?;
        let (from, to) = (value2([a, b]), value2([c, d]));
        if from == to {
            return None;
        }
        let day = self.text.get(self.days + from..self.days + to)?;
        let (lead, tail) = *self.phrases.get(value(kind) >> 2)?;
        Some(Words {
            label,
            lead,
            day,
            tail,
        })
    }

    /// Today's day number in the profile's `number`-th table.
    #[inline]
    fn day(
        &self,
        profile: Profile,
        number: usize,
        after: &[Option<bool>; super::CUTOFFS],
    ) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let table = bytes.get(profile.0 + PROFILE + 2 * number..)?;
        let table = value2(*table.first_chunk::<2>()?);
        if table >= self.table_count {
            return None;
        }
        let row = self.row + table * self.table_width;
        let &[cutoff, before, later] = bytes.get(row..)?.first_chunk::<3>()?;
        let passed = match value(cutoff) {
            NO_DAY => true,
            cutoff => (*after.get(cutoff)?)?,
        };
        let day = value(if passed { later } else { before });
        (day < self.day_count).then_some(day)
    }
}

/// Where the wording of a language begins.
#[inline]
fn wording(bytes: &[u8], heads: usize, count: usize, language: &str) -> Option<usize> {
    let code = code(language)?;
    let heads = bytes.get(heads..heads + count * HEAD)?;
    let (heads, _) = heads.as_chunks::<HEAD>();
    heads.iter().find_map(|head| {
        let &[rest @ .., a, b, c] = head;
        (rest == code).then(|| value3([a, b, c]))
    })
}

/// A language's code as a head has it; none if it is longer than any of Shopify's.
#[inline]
pub fn code(language: &str) -> Option<[u8; CODE]> {
    let mut code = [b' '; CODE];
    let bytes = language.as_bytes();
    if bytes.is_empty() || bytes.len() > CODE {
        return None;
    }
    for (to, from) in code.iter_mut().zip(bytes) {
        *to = *from;
    }
    Some(code)
}

/// Whether two strings are equal; eight bytes at a time, because Wasm's `memcmp` takes some twenty instructions a byte.
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (Some(last), Some(other_last)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) else {
        let mut pairs = one.iter().zip(other);
        return pairs.all(|(one, other)| one == other);
    };
    let (ones, _) = one.as_chunks::<8>();
    let (others, _) = other.as_chunks::<8>();
    let mut pairs = ones.iter().zip(others);
    last == other_last && pairs.all(|(one, other)| one == other)
}

/// Where the search for a name begins, of `slots` slots, a power of two of at most 128. Eight bytes at a time, the last eight
/// once more where they overlap: names that differ anywhere fall apart.
#[inline]
pub fn slot(by: By, name: &[u8], slots: usize) -> usize {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = name.len() as u64 ^ (by as u64) << 8;
    let (chunks, rest) = name.as_chunks::<8>();
    for chunk in chunks {
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(*chunk)).wrapping_mul(MIX);
    }
    let last = match name.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last),
        None => rest.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    };
    hash = (hash.rotate_left(23) ^ last).wrapping_mul(MIX);
    (hash >> 57) as usize & slots.wrapping_sub(1)
}

/// Days since 1970-01-01 of `YYYY-MM-DD`; none before 1970 or for another form.
#[inline]
fn day_number(date: &str) -> Option<usize> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = date.as_bytes() else {
        return None;
    };
    let two = |tens: u8, ones: u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then(|| usize::from(tens * 10 + ones))
    };
    let (year, month, day) = (two(a, b)? * 100 + two(c, d)?, two(e, f)?, two(g, h)?);
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Hinnant's civil days, for years from 1970 on: `Date::from_ymd` in the function's own width.
    let year = if month <= 2 { year - 1 } else { year };
    let of_era = year % 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    (year / 400 * 146_097 + days).checked_sub(719_468)
}
