//! The text the function reads, and its look-up: never an error, never a panic. What does not read as written here names
//! nothing, and the title stays.
//!
//! In scope: the layout and the reader. Not in scope: writing it (`encode`), JSON around it. The function calls this for every
//! delivery option within an instruction budget, so the layout has no delimiters to search for: tables have a fixed width, all
//! else has its length before it.
//!
//! ```text
//! text     = "1" first(3) rows days tables(2) classes profiles languages  table* class* profile* language*
//! table    = (cutoff before after){rows}        cutoff: 0–3, or 63 for none; before, after: index of a day, or 63 for none
//! class    = length bytes
//! profile  = by strength table(2){1 + classes} length(2) key length(2) label      by: 0 code, 1 handle, 2 title; 4095 no table
//! language = length code length(2) ( length lead length tail ){2} ( length day ){days}         length(2): of all after it
//! ```
//! Every number is base 64 ([`digit`]), most significant first, one digit unless a width is given; lengths are in bytes.
//! Days are sorted, so of two dates the later one has the larger index.

/// The digit for "none" in a table.
pub const NO_DAY: usize = 63;
/// Two digits for "this profile has no table for that class".
pub const NO_TABLE: usize = 4095;
/// Bytes of a new title at most: Shopify documents no limit, and a checkout has room for about half.
pub const TITLE: usize = 250;

/// Digits of a day number: days since 1970-01-01.
pub const FIRST: usize = 3;

/// Slots of the index of profiles: a power of two well above [`super::PROFILES`].
const SLOTS: usize = 128;
/// An empty slot.
const EMPTY: u8 = 255;

/// The base-64 digit of a number below 64: `?` to `~` in ASCII, with `!` in place of the backslash. None of them is
/// ever escaped in JSON, not even by writers that escape `<`, `>` and `&`.
#[inline]
pub fn digit(number: usize) -> u8 {
    match number {
        29 => b'!',
        0..64 => 63 + number as u8,
        _ => b'~',
    }
}

#[inline]
fn value(digit: u8) -> Option<usize> {
    match digit {
        b'\\' => None,
        63..=126 => Some(usize::from(digit - 63)),
        b'!' => Some(29),
        _ => None,
    }
}

/// Reads forward; every step may fail.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    #[inline]
    fn number(&mut self) -> Option<usize> {
        let number = value(*self.text.as_bytes().get(self.at)?)?;
        self.at += 1;
        Some(number)
    }

    #[inline]
    fn number2(&mut self) -> Option<usize> {
        Some(self.number()? * 64 + self.number()?)
    }

    /// The next `length` bytes; none if they do not end on a character's edge.
    #[inline]
    fn take(&mut self, length: usize) -> Option<&'a str> {
        let end = self.at.checked_add(length)?;
        let taken = self.text.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }
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

/// A handling class of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(u8);

/// A method profile, read.
#[derive(Clone, Copy)]
pub struct Profile<'a> {
    by: u8,
    strength: u8,
    key: &'a str,
    label: &'a str,
    /// Where its table numbers stand.
    tables: usize,
}

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

/// A configuration's text, opened for one shop date and one language.
pub struct Book<'a> {
    text: &'a str,
    /// Where the tables begin; how many; digits of one; where today's row begins in it.
    tables: usize,
    table_count: usize,
    table_width: usize,
    row: usize,
    classes: usize,
    class_count: usize,
    profiles: [Profile<'a>; super::PROFILES],
    slots: [u8; SLOTS],
    /// Which ways of matching any profile uses.
    used: [bool; 3],
    phrases: [(&'a str, &'a str); 2],
    days: [&'a str; NO_DAY],
}

const NOBODY: Profile<'static> = Profile {
    by: 0,
    strength: 0,
    key: "",
    label: "",
    tables: 0,
};

impl<'a> Book<'a> {
    /// Opens the text for a shop date (`YYYY-MM-DD`) and a language; none if it has no row or no words for them.
    #[inline]
    pub fn open(text: &'a str, date: &str, language: &str) -> Option<Self> {
        let mut cursor = Cursor { text, at: 1 };
        if text.as_bytes().first() != Some(&b'1') {
            return None;
        }
        let first = cursor.number()? * 4096 + cursor.number2()?;
        let rows = cursor.number()?;
        let days = cursor.number()?;
        let table_count = cursor.number2()?;
        let class_count = cursor.number()?;
        let profile_count = cursor.number()?;
        let language_count = cursor.number()?;
        let row = day_number(date)?.checked_sub(first)?;
        if row >= rows || days > NO_DAY || profile_count > super::PROFILES {
            return None;
        }
        let tables = cursor.at;
        let table_width = rows * 3;
        cursor.take(table_count * table_width)?;
        let mut book = Self {
            text,
            tables,
            table_count,
            table_width,
            row: row * 3,
            classes: cursor.at,
            class_count,
            profiles: [NOBODY; super::PROFILES],
            slots: [EMPTY; SLOTS],
            used: [false; 3],
            phrases: [("", ""); 2],
            days: [""; NO_DAY],
        };
        for _ in 0..class_count {
            let length = cursor.number()?;
            cursor.take(length)?;
        }
        for index in 0..profile_count {
            let profile = profile(&mut cursor, class_count)?;
            book.file(index, profile)?;
        }
        for _ in 0..language_count {
            let length = cursor.number()?;
            let code = cursor.take(length)?;
            let length = cursor.number2()?;
            if code == language {
                for phrase in &mut book.phrases {
                    let length = cursor.number()?;
                    phrase.0 = cursor.take(length)?;
                    let length = cursor.number()?;
                    phrase.1 = cursor.take(length)?;
                }
                for day in book.days.iter_mut().take(days) {
                    let length = cursor.number()?;
                    *day = cursor.take(length)?;
                }
                return Some(book);
            }
            cursor.take(length)?;
        }
        None
    }

    /// Enters a profile in the index; of two with the same name the first holds.
    #[inline]
    fn file(&mut self, index: usize, profile: Profile<'a>) -> Option<()> {
        *self.used.get_mut(usize::from(profile.by))? = true;
        *self.profiles.get_mut(index)? = profile;
        let mut slot = slot(profile.by, profile.key);
        // More slots than profiles: there is an empty one.
        for _ in 0..SLOTS {
            let entry = self.slots.get_mut(slot)?;
            if *entry == EMPTY {
                *entry = index as u8;
                return Some(());
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }

    /// The profile of options with this name.
    #[inline]
    pub fn find(&self, by: By, name: &str) -> Option<&Profile<'a>> {
        if !self.uses(by) {
            return None;
        }
        let mut slot = slot(by as u8, name);
        for _ in 0..SLOTS {
            let profile = self.profiles.get(usize::from(*self.slots.get(slot)?))?;
            if profile.by == by as u8 && profile.key == name {
                return Some(profile);
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }

    /// Whether any profile is recognised in this way.
    #[inline]
    pub fn uses(&self, by: By) -> bool {
        self.used.get(by as usize).is_some_and(|used| *used)
    }

    /// The handling class of this name.
    #[inline]
    pub fn class(&self, name: &str) -> Option<Class> {
        let mut cursor = Cursor {
            text: self.text,
            at: self.classes,
        };
        for index in 0..self.class_count {
            let length = cursor.number()?;
            if cursor.take(length)? == name {
                return Some(Class(index as u8));
            }
        }
        None
    }

    /// What to say of a profile's options in a group with items of these classes; `after` tells of each cutoff whether it
    /// has passed, none where the input did not say.
    #[inline]
    pub fn words(
        &self,
        profile: &Profile<'a>,
        classes: &[Class],
        after: &[Option<bool>; super::CUTOFFS],
    ) -> Option<Words<'a>> {
        let mut day = self.day(profile, 0, after)?;
        for class in classes {
            day = day.max(self.day(profile, 1 + usize::from(class.0), after)?);
        }
        let day = *self.days.get(day)?;
        let (lead, tail) = *self.phrases.get(usize::from(profile.strength))?;
        (!day.is_empty()).then_some(Words {
            label: profile.label,
            lead,
            day,
            tail,
        })
    }

    /// Today's day index in the profile's `number`-th table.
    #[inline]
    fn day(
        &self,
        profile: &Profile<'a>,
        number: usize,
        after: &[Option<bool>; super::CUTOFFS],
    ) -> Option<usize> {
        let mut cursor = Cursor {
            text: self.text,
            at: profile.tables + number * 2,
        };
        let table = cursor.number2()?;
        if table >= self.table_count {
            return None;
        }
        cursor.at = self.tables + table * self.table_width + self.row;
        let cutoff = cursor.number()?;
        let [before, later] = [cursor.number()?, cursor.number()?];
        let passed = match cutoff {
            NO_DAY => true,
            cutoff => (*after.get(cutoff)?)?,
        };
        Some(if passed { later } else { before }).filter(|day| *day != NO_DAY)
    }
}

#[inline]
fn profile<'a>(cursor: &mut Cursor<'a>, classes: usize) -> Option<Profile<'a>> {
    let by = cursor.number()? as u8;
    let strength = cursor.number()? as u8;
    let tables = cursor.at;
    cursor.at += (1 + classes) * 2;
    let length = cursor.number2()?;
    let key = cursor.take(length)?;
    let length = cursor.number2()?;
    let label = cursor.take(length)?;
    Some(Profile {
        by,
        strength,
        key,
        label,
        tables,
    })
}

/// Where the search for a name begins: of its length and four bytes, because a sound hash costs more than a rare collision.
#[inline]
fn slot(by: u8, name: &str) -> usize {
    let bytes = name.as_bytes();
    let length = bytes.len();
    let byte = |at: usize| bytes.get(at).map_or(0, |byte| usize::from(*byte));
    let last = length.wrapping_sub(1);
    let sum = byte(0)
        .wrapping_add(byte(length / 2).wrapping_mul(3))
        .wrapping_add(byte(last.wrapping_sub(1)).wrapping_mul(11))
        .wrapping_add(byte(last).wrapping_mul(7))
        .wrapping_add(length.wrapping_mul(31))
        .wrapping_add(usize::from(by).wrapping_mul(43));
    sum % SLOTS
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
