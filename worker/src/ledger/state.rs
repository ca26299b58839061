//! One order in hand: what is stored of it, and a turn of fold and decide over it.

use std::collections::BTreeMap;

use fulfillment::{
    Effect, Fact, FactId, Instant, Notice, Observed, Policy, Timeline, decide, fold_keyed,
};
use serde::Deserialize;

use super::LedgerError;
use crate::sql::{Arg, LONGEST_TEXT, Sql};

/// Rounds of decide → append → fold before a turn gives up and comes back later. Exceptions do not
/// lead to exceptions in chains: more than a few rounds is a fault of the core.
const ROUNDS: usize = 8;
/// Deadlines fired in one turn.
const FIRINGS: usize = 64;
/// Above this many bytes an order's facts are not read as one text: the platform's limit is 2 MB.
const ONE_TEXT: i64 = 1_500_000;

/// An order's row as a JSON array, and its facts as the inside of a JSON object.
const SELECT: &str = "SELECT json_array(version, rev, digest, next_wake, facts, bytes, links, blind, \
     dirty_view, redacted, shown, taken, sealed), \
   CASE WHEN bytes < 1500000 THEN \
     (SELECT group_concat(bodies) FROM json_each(orders.facts) JOIN facts ON facts.row = value) END \
   FROM orders WHERE id = ?1";
/// Deliveries of an order that are remembered. One that is forgotten changes nothing either: its
/// facts are there already.
const REMEMBERED: usize = 100;

/// What the tables hold of an order.
///
/// Read from a JSON array: the fields stand in the order of the columns.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Stored {
    pub version: i64,
    pub rev: i64,
    pub digest: String,
    pub next_wake: Option<i64>,
    /// JSON array: the rows of its facts.
    rows: String,
    pub bytes: i64,
    /// JSON array of directory links, sorted.
    pub links: String,
    pub blind: Option<String>,
    pub dirty_view: i64,
    pub redacted: i64,
    /// A reader asked for it: Workers KV holds its view.
    pub shown: i64,
    /// JSON object: delivery → when it may be forgotten.
    taken: String,
    pub sealed: Option<String>,
    #[serde(skip)]
    pub facts: BTreeMap<FactId, Fact>,
}

impl Default for Stored {
    /// An order nobody spoke of yet.
    fn default() -> Self {
        Self {
            version: 0,
            rev: 0,
            digest: String::new(),
            next_wake: None,
            rows: "[]".to_owned(),
            bytes: 0,
            links: "[]".to_owned(),
            blind: None,
            dirty_view: 0,
            redacted: 0,
            shown: 0,
            taken: "{}".to_owned(),
            sealed: None,
            facts: BTreeMap::new(),
        }
    }
}

impl Stored {
    /// Reads an order and its facts, one statement (two for an order of more than 1.5 MB of facts).
    pub fn read(sql: &impl Sql, order: &str) -> Result<Self, LedgerError> {
        let rows = sql.read(SELECT, &[Arg::Text(order)])?;
        let Some(row) = rows.first() else {
            return Ok(Self::default());
        };
        let mut stored: Self = serde_json::from_str(row.text(0)?)?;
        if let Some(text) = row.maybe_text(1)? {
            stored.facts = serde_json::from_str(&format!("{{{text}}}"))?;
        } else if stored.bytes >= ONE_TEXT {
            for row in sql.read(
                "SELECT bodies FROM json_each(?1) JOIN facts ON facts.row = value",
                &[Arg::Text(&stored.rows)],
            )? {
                let part: BTreeMap<FactId, Fact> =
                    serde_json::from_str(&format!("{{{}}}", row.text(0)?))?;
                stored.facts.extend(part);
            }
        }
        Ok(stored)
    }

    /// Notes a delivery, to be forgotten at `expires`; false if it was taken before.
    pub fn take(
        &mut self,
        delivery: &str,
        now: Instant,
        expires: i64,
    ) -> Result<bool, LedgerError> {
        let mut taken: BTreeMap<String, i64> = serde_json::from_str(&self.taken)?;
        if taken.contains_key(delivery) {
            return Ok(false);
        }
        taken.retain(|_, expires| *expires > now.0);
        while taken.len() >= REMEMBERED {
            let oldest = taken.iter().min_by_key(|(_, expires)| **expires);
            let Some(oldest) = oldest.map(|(delivery, _)| delivery.clone()) else {
                break;
            };
            taken.remove(&oldest);
        }
        taken.insert(delivery.to_owned(), expires);
        self.taken = serde_json::to_string(&taken)?;
        Ok(true)
    }

    /// Writes a turn, one statement where its facts are no more than a row may hold: `facts` are the insides
    /// of JSON objects, as [`Turn::rows`] has them; `messages` as the trigger `turn_taken` reads them.
    /// `rev` must have grown.
    pub fn write(
        &mut self,
        sql: &impl Sql,
        order: &str,
        facts: &[String],
        messages: Option<&str>,
        now: Instant,
    ) -> Result<(), LedgerError> {
        for bodies in facts {
            self.bytes += i64::try_from(bodies.len()).unwrap_or(i64::MAX);
        }
        let (last, more) = match facts.split_last() {
            Some((last, more)) => (Some(last.as_str()), more),
            None => (None, facts),
        };
        for bodies in more {
            let rows = sql.read(
                "INSERT INTO facts(order_id, bodies) VALUES (?2, ?3) \
                 RETURNING json_insert(?1, '$[#]', row)",
                &[Arg::Text(&self.rows), Arg::Text(order), Arg::Text(bodies)],
            )?;
            if let Some(rows) = rows.first() {
                self.rows = rows.text(0)?.to_owned();
            }
        }
        sql.write(
            "INSERT INTO turns VALUES \
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            &[
                Arg::Text(order),
                last.into(),
                Arg::Number(self.version),
                Arg::Number(self.rev),
                Arg::Text(&self.digest),
                self.next_wake.into(),
                Arg::Text(&self.rows),
                Arg::Number(self.bytes),
                Arg::Text(&self.links),
                self.blind.as_deref().into(),
                Arg::Number(self.dirty_view),
                Arg::Number(self.redacted),
                Arg::Number(self.shown),
                Arg::Text(&self.taken),
                self.sealed.as_deref().into(),
                messages.into(),
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
    /// Facts that were not stored before this turn, with their canonical JSON.
    pub added: Vec<(FactId, String)>,
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
    pub fn add(&mut self, fact: Fact) -> bool {
        let (id, json) = fact.canonical();
        self.add_known(id, json, fact)
    }

    /// The same, of a fact whose identity and canonical JSON are at hand.
    pub fn add_known(&mut self, id: FactId, json: String, fact: Fact) -> bool {
        if self.facts.contains_key(&id) {
            return false;
        }
        self.added.push((id.clone(), json));
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
                    Effect::Append(fact) => grew |= self.add(fact),
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

    /// The state of the facts so far.
    pub fn look(&self) -> Timeline {
        timeline(&self.facts)
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

    /// The added facts as they are stored: the insides of JSON objects of facts by id, none longer than a
    /// row may be. No fact is.
    pub fn rows(&self) -> Vec<String> {
        let mut rows: Vec<String> = Vec::new();
        for (id, json) in &self.added {
            let size = id.0.len() + json.len() + "\"\":,".len();
            if rows
                .last()
                .is_none_or(|row| row.len() + size > LONGEST_TEXT)
            {
                rows.push(String::with_capacity(4 * 1024));
            }
            if let Some(row) = rows.last_mut() {
                if !row.is_empty() {
                    row.push(',');
                }
                // An id is hexadecimal: nothing to escape.
                row.push('"');
                row.push_str(&id.0);
                row.push_str("\":");
                row.push_str(json);
            }
        }
        rows
    }
}

/// The fold over stored facts, whose ids are known.
pub(super) fn timeline(facts: &BTreeMap<FactId, Fact>) -> Timeline {
    fold_keyed(facts.iter().map(|(id, fact)| (id.clone(), fact)))
}
