//! One order in hand: what is stored of it, and a turn of fold and decide over it.

use std::collections::BTreeMap;

use fulfillment::{
    Effect, Fact, FactId, Instant, Notice, Observed, Policy, Timeline, decide, fold_keyed,
};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::LedgerError;
use crate::sql::{Arg, Row, Sql};

/// Rounds of decide → append → fold before a turn gives up and comes back later. Exceptions do not
/// lead to exceptions in chains: more than a few rounds is a fault of the core.
const ROUNDS: usize = 8;
/// Deadlines fired in one turn.
const FIRINGS: usize = 64;
/// Above this many bytes an order's facts are not read as one text: the platform's limit is 2 MB.
const ONE_TEXT: i64 = 1_500_000;

/// An order's row and personal row as one JSON array, and its facts as the inside of another.
/// `?1` is the order.
macro_rules! order_columns {
    () => {
        "(SELECT json_array(o.version, o.rev, o.digest, o.next_wake, o.bytes, o.links, o.blind, \
           o.dirty_view, o.redacted, o.shown, p.wrapped, p.sealed) \
         FROM orders o LEFT JOIN personal p ON p.order_id = o.id WHERE o.id = ?1), \
         CASE WHEN coalesce((SELECT bytes FROM orders WHERE id = ?1), 0) < 1500000 THEN \
           (SELECT group_concat('[\"' || id || '\",' || body || ']') FROM facts WHERE order_id = ?1) \
         END"
    };
}

const SELECT: &str = concat!("SELECT ", order_columns!());
/// The same, unless the delivery `?2` was taken before.
const TAKE: &str = concat!(
    "SELECT ",
    order_columns!(),
    " WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE key = ?2)"
);

/// What the tables hold of an order.
///
/// Read from a JSON array: the fields stand in the order of the columns.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Stored {
    pub version: i64,
    pub rev: i64,
    pub digest: String,
    pub next_wake: Option<i64>,
    pub bytes: i64,
    /// JSON array of directory links, sorted.
    pub links: String,
    pub blind: Option<String>,
    pub dirty_view: i64,
    pub redacted: i64,
    /// A reader asked for it: Workers KV holds its view.
    pub shown: i64,
    pub wrapped: Option<String>,
    pub sealed: Option<String>,
    /// `wrapped` and `sealed` are new and to be written.
    #[serde(skip)]
    pub personal_changed: bool,
    #[serde(skip)]
    pub facts: BTreeMap<FactId, Fact>,
    /// The delivery being taken, and until when it is remembered.
    #[serde(skip)]
    delivery: Option<(String, i64)>,
}

impl Stored {
    /// Reads an order and its facts, one statement (two for an order of more than 1.5 MB of facts).
    pub fn read(sql: &impl Sql, order: &str) -> Result<Self, LedgerError> {
        let rows = sql.read(SELECT, &[Arg::Text(order)])?;
        let stored = rows.first().map(Self::of).transpose()?;
        stored.unwrap_or_default().with_many(sql, order)
    }

    /// Reads the order for the delivery `key`, one statement; `None` if that was taken before.
    /// The turn's [`Stored::write`] notes it.
    pub fn take(
        sql: &impl Sql,
        order: &str,
        key: String,
        expires: i64,
    ) -> Result<Option<Self>, LedgerError> {
        let rows = sql.read(TAKE, &[Arg::Text(order), Arg::Text(&key)])?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let mut stored = Self::of(row)?.with_many(sql, order)?;
        stored.delivery = Some((key, expires));
        Ok(Some(stored))
    }

    /// Reads the facts one by one where they are too many for one text.
    fn with_many(mut self, sql: &impl Sql, order: &str) -> Result<Self, LedgerError> {
        if self.bytes >= ONE_TEXT {
            for row in sql.read(
                "SELECT id, body FROM facts WHERE order_id = ?1",
                &[Arg::Text(order)],
            )? {
                let fact = serde_json::from_str(row.text(1)?)?;
                self.facts.insert(FactId(row.text(0)?.to_owned()), fact);
            }
        }
        Ok(self)
    }

    fn of(row: &Row) -> Result<Self, LedgerError> {
        let mut stored = match row.maybe_text(0)? {
            Some(columns) => serde_json::from_str::<Self>(columns)?,
            None => Self {
                links: "[]".to_owned(),
                ..Self::default()
            },
        };
        if let Some(text) = row.maybe_text(1)? {
            let facts: Vec<(FactId, Fact)> = serde_json::from_str(&format!("[{text}]"))?;
            stored.facts = facts.into_iter().collect();
        }
        Ok(stored)
    }

    /// Writes a turn, one statement: `facts` and `messages` as the trigger `turn_taken` reads them,
    /// personal data if it is `personal_changed`. `rev` must have grown.
    pub fn write(
        &self,
        sql: &impl Sql,
        order: &str,
        facts: &str,
        messages: &str,
        now: Instant,
    ) -> Result<(), LedgerError> {
        let personal = |text: &'_ Option<String>| match (self.personal_changed, text) {
            (true, Some(text)) => Some(text.clone()),
            _ => None,
        };
        let (wrapped, sealed) = (personal(&self.wrapped), personal(&self.sealed));
        sql.write(
            "INSERT INTO turns VALUES \
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            &[
                Arg::Text(order),
                self.delivery.as_ref().map(|(key, _)| key.as_str()).into(),
                self.delivery.as_ref().map(|(_, expires)| *expires).into(),
                Arg::Text(facts),
                Arg::Number(self.version),
                Arg::Number(self.rev),
                Arg::Text(&self.digest),
                self.next_wake.into(),
                Arg::Number(self.bytes),
                Arg::Text(&self.links),
                self.blind.as_deref().into(),
                Arg::Number(self.dirty_view),
                Arg::Number(self.redacted),
                Arg::Number(self.shown),
                wrapped.as_deref().into(),
                sealed.as_deref().into(),
                Arg::Text(messages),
                Arg::Number(now.0),
            ],
        )?;
        Ok(())
    }
}

/// Folding and deciding over one order's facts until nothing is left to add at that instant.
pub(super) struct Turn<'a> {
    order: &'a str,
    policy: &'a mut Policy,
    facts: BTreeMap<FactId, Fact>,
    /// Facts that were not stored before this turn, with their JSON where it is at hand.
    pub added: Vec<(FactId, Option<String>)>,
    /// Messages to tell, by key.
    pub notices: BTreeMap<String, Notice>,
    /// Next deadline.
    pub wake: Option<Instant>,
    /// What [`Turn::decide`] folded last.
    timeline: Option<Timeline>,
    /// The facts showed a source to be live, or live for longer.
    pub taught: bool,
}

impl<'a> Turn<'a> {
    /// Begins with what is stored.
    pub fn begin(order: &'a str, policy: &'a mut Policy, stored: &mut Stored) -> Self {
        Self {
            order,
            policy,
            facts: std::mem::take(&mut stored.facts),
            added: Vec::new(),
            notices: BTreeMap::new(),
            wake: stored.next_wake.map(Instant),
            timeline: None,
            taught: false,
        }
    }

    /// Adds a fact to the set; false if it is already there. The timeline is folded by
    /// [`Turn::decide`].
    pub fn add(&mut self, fact: Fact, body: Option<String>) -> bool {
        let id = fact.id();
        if self.facts.contains_key(&id) {
            return false;
        }
        self.added.push((id.clone(), body));
        self.facts.insert(id, fact);
        true
    }

    /// Folds, and appends what decide proposes at `at` until it proposes nothing new.
    pub fn decide(&mut self, at: Instant) {
        for _ in 0..ROUNDS {
            let state = timeline(&self.facts);
            self.taught |= self.policy.observed.learn(&state);
            let mut grew = false;
            let mut wake: Option<Instant> = None;
            let mut notices = Vec::new();
            for effect in decide(self.order, &state, self.policy, at) {
                match effect {
                    Effect::Append(fact) => grew |= self.add(fact, None),
                    Effect::Notify(notice) => notices.push(notice),
                    // A deadline that is not ahead would fire for ever.
                    Effect::WakeAt(next) if next > at => {
                        wake = Some(wake.map_or(next, |wake| wake.min(next)));
                    }
                    Effect::WakeAt(_) | Effect::Project => {}
                }
            }
            if !grew {
                self.timeline = Some(state);
                self.wake = wake;
                for notice in notices {
                    self.notices.insert(notice.key.clone(), notice);
                }
                return;
            }
        }
        self.wake = Some(at.plus(fulfillment::instant::HOUR));
    }

    /// The folded state of all facts.
    pub fn state(&mut self) -> Timeline {
        self.timeline
            .take()
            .unwrap_or_else(|| timeline(&self.facts))
    }

    /// Which sources are live, after this turn.
    pub fn observed(&self) -> Observed {
        self.policy.observed.clone()
    }

    /// Fires the deadlines before `until`, each at its own instant; false if some are left.
    pub fn fire(&mut self, until: Instant) -> bool {
        for _ in 0..FIRINGS {
            match self.wake {
                Some(at) if at < until => self.decide(at),
                _ => return true,
            }
        }
        false
    }

    /// The added facts as a turn is written, body by id, and their bytes.
    pub fn rows(&mut self) -> Result<(String, i64), LedgerError> {
        let mut rows = BTreeMap::new();
        let mut bytes = 0;
        for (id, body) in &mut self.added {
            if let Some(fact) = self.facts.get(id) {
                let body = match body.take() {
                    Some(body) => body,
                    None => serde_json::to_string(fact)?,
                };
                bytes += i64::try_from(body.len() + id.0.len() + 5).unwrap_or(0);
                rows.insert(&id.0, RawValue::from_string(body)?);
            }
        }
        Ok((serde_json::to_string(&rows)?, bytes))
    }
}

/// The fold over stored facts, whose ids are known.
pub(super) fn timeline(facts: &BTreeMap<FactId, Fact>) -> Timeline {
    fold_keyed(facts.iter().map(|(id, fact)| (id.clone(), fact)))
}
