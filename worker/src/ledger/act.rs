//! What a shopper does on the page: taken where the order's truth is, so that its state decides what
//! is still offered, a second sending is the same act, and an order has only so many a day.
//!
//! The shopper's words and addresses go into the order's sealed row; the fact names that row.

use std::collections::BTreeMap;

use contract::act::{Act, Acted, Outcome, What};
use fulfillment::fact::{Problem, Source};
use fulfillment::instant::DAY;
use fulfillment::{Claim, Fact, Grade, Instant, Kind, RequestKind, RequestState, Timeline};
use integrations::Personal;

use super::state::{Stored, Turn};
use super::{Ledger, LedgerError};
use crate::crypto;
use crate::sql::Sql;

/// Acts of one kind an order may have in a day.
const A_DAY: usize = 3;
/// Answers to "did this answer you?" an order may have in a day: one a state of its page.
const ANSWERS_A_DAY: usize = 20;
/// Requests and reports an order may ever have, so that its sealed row stays small.
const EVER: usize = 24;
const ANSWERS_EVER: usize = 200;

impl<S: Sql> Ledger<S> {
    /// Takes what a shopper did. `None`: no facts of the order.
    ///
    /// # Errors
    /// Storage or keys failed, or another shop's order: nothing is stored.
    pub fn act(&mut self, now: Instant, body: &[u8]) -> Result<Option<Acted>, LedgerError> {
        let act: Act = serde_json::from_slice(body)?;
        self.bind(&act.shop)?;
        let order = act.order.as_str();
        let mut policy = self.policy(now)?;
        let mut stored = self.stored(order)?;
        if stored.facts.is_empty() {
            return Ok(None);
        }
        let gone = self.known()?.redacted_at.is_some() || stored.redacted != 0;
        let away = self.settings()?.uninstalled_at.is_some();
        let entered = self.entered(order, &stored)?;
        let version = stored.version;
        let refused = |outcome| Ok(Some(Acted { outcome, version }));
        let mut turn = Turn::begin(order, &mut policy, &mut stored);
        turn.fire(now);
        let state = turn.look();
        let taken = match judge(&act, &state, &entered, now) {
            _ if gone || away => return refused(Outcome::Closed),
            Err(outcome) => return refused(outcome),
            Ok(taken) => taken,
        };
        // A name that says nothing of what it names.
        let row = match &taken.words {
            Some(_) => Some(hex::encode(crypto::random::<8>()?)),
            None => None,
        };
        let outcome = taken.outcome;
        if let (Some(row), Some(words)) = (&row, taken.words) {
            let personal = Personal {
                entered: BTreeMap::from([(row.clone(), words)]),
                ..Personal::default()
            };
            self.keep_personal(order, &mut stored, personal)?;
        }
        turn.add((taken.act)(row).fact(order, act.state, now));
        turn.decide(now);
        let ack = self.commit(now, order, stored, turn, true)?;
        Ok(Some(Acted {
            outcome,
            version: ack.version,
        }))
    }

    /// What the shopper entered so far, by row.
    fn entered(
        &mut self,
        order: &str,
        stored: &Stored,
    ) -> Result<BTreeMap<String, String>, LedgerError> {
        let personal = self.open_personal(order, stored)?;
        Ok(personal.map(|of| of.entered).unwrap_or_default())
    }

    /// The fact that Shopify has another delivery address now, where the shopper had asked for one:
    /// `facts` and `personal` are a delivery's, `stored` is what was known before.
    pub(super) fn address_recorded(
        &mut self,
        order: &str,
        stored: &Stored,
        facts: &[Fact],
        personal: Option<&Personal>,
    ) -> Result<Option<Fact>, LedgerError> {
        let asked = |fact: &Fact| matches!(fact.kind, Kind::AddressChangeRequested { .. });
        let Some(new) = personal.and_then(|personal| personal.address.as_ref()) else {
            return Ok(None);
        };
        if !stored.facts.values().any(asked) {
            return Ok(None);
        }
        // An older webhook that comes late tells of no change.
        let known = stored.facts.values().filter_map(updated).max();
        let Some((at, resource)) = facts
            .iter()
            .filter_map(|fact| Some((updated(fact)?, fact.source.resource.clone())))
            .filter(|(at, _)| known.is_none_or(|known| *at > known))
            .max()
        else {
            return Ok(None);
        };
        let old = self.open_personal(order, stored)?;
        let changed = old
            .and_then(|old| old.address)
            .is_some_and(|old| old != *new);
        Ok(changed.then(|| {
            Fact::new(
                at,
                Source {
                    system: "shopify".to_owned(),
                    resource,
                    event: Some(format!("address/{}", at.0)),
                    witness: None,
                },
                Grade::Record,
                Kind::AddressChanged,
            )
        }))
    }
}

/// When Shopify last changed the order, by this fact.
fn updated(fact: &Fact) -> Option<Instant> {
    match &fact.kind {
        Kind::OrderSnapshot(order) => Some(order.updated_at),
        _ => None,
    }
}

/// An act that is taken.
struct Taken {
    outcome: Outcome,
    /// Goes into the sealed row.
    words: Option<String>,
    /// Makes the act, given the name of that row.
    act: Box<dyn FnOnce(Option<String>) -> fulfillment::Act>,
}

/// Whether the state offers it, whether it was received before, and whether the order may have more.
fn judge(
    act: &Act,
    state: &Timeline,
    entered: &BTreeMap<String, String>,
    now: Instant,
) -> Result<Taken, Outcome> {
    let offers = &state.offers;
    let kind = match &act.what {
        What::Address { .. } => RequestKind::Address,
        What::Cancel => RequestKind::Cancel,
        What::Problem { problem, .. } => RequestKind::Problem(*problem),
        What::Answer { helped, claim } => return answer(act, *helped, *claim, state, now),
    };
    let words = match &act.what {
        What::Address { address } => Some(address.clone()),
        What::Problem { words, .. } => words.clone(),
        What::Cancel | What::Answer { .. } => None,
    };
    if again(act, kind, words.as_ref(), state, entered) {
        return Err(Outcome::Again);
    }
    let offered = match &act.what {
        What::Address { .. } => offers.address,
        What::Cancel => offers.cancel,
        What::Problem {
            problem, parcel, ..
        } => {
            let known = |id: &String| state.parcels.iter().any(|parcel| parcel.id == *id);
            offers.problems.contains(problem) && parcel.as_ref().is_none_or(known)
        }
        What::Answer { .. } => false,
    };
    if !offered {
        return Err(Outcome::Closed);
    }
    let same = |other: RequestKind| std::mem::discriminant(&other) == std::mem::discriminant(&kind);
    let day = now.plus(-DAY);
    let lately = state
        .requests
        .iter()
        .filter(|request| same(request.kind) && request.at > day)
        .count();
    if lately >= A_DAY || state.requests.len() >= EVER {
        return Err(Outcome::Limited);
    }
    Ok(match act.what.clone() {
        What::Problem {
            problem, parcel, ..
        } => Taken {
            outcome: Outcome::Problem,
            words,
            act: Box::new(move |row| problem_of(problem, parcel, row)),
        },
        What::Address { .. } => Taken {
            outcome: Outcome::Address,
            words,
            act: Box::new(|row| fulfillment::Act::Address {
                row: row.unwrap_or_default(),
            }),
        },
        What::Cancel | What::Answer { .. } => Taken {
            outcome: Outcome::Cancel,
            words,
            act: Box::new(|_| fulfillment::Act::Cancel),
        },
    })
}

fn problem_of(problem: Problem, parcel: Option<String>, row: Option<String>) -> fulfillment::Act {
    fulfillment::Act::Problem {
        problem,
        parcel,
        row,
    }
}

/// One answer a state of the page.
fn answer(
    act: &Act,
    helped: bool,
    claim: Claim,
    state: &Timeline,
    now: Instant,
) -> Result<Taken, Outcome> {
    let answers = || {
        state
            .entries
            .iter()
            .filter_map(|entry| match entry.fact.kind {
                Kind::PageAnswered { state, .. } => Some((state, entry.at)),
                _ => None,
            })
    };
    if answers().any(|(of, _)| of == act.state) {
        return Err(Outcome::Again);
    }
    let day = now.plus(-DAY);
    let lately = answers().filter(|(_, at)| *at > day).count();
    if lately >= ANSWERS_A_DAY || answers().count() >= ANSWERS_EVER {
        return Err(Outcome::Limited);
    }
    Ok(Taken {
        outcome: Outcome::Answer,
        words: None,
        act: Box::new(move |_| fulfillment::Act::Answer { helped, claim }),
    })
}

/// The same words still wait, or were sent from the very same page.
fn again(
    act: &Act,
    kind: RequestKind,
    words: Option<&String>,
    state: &Timeline,
    entered: &BTreeMap<String, String>,
) -> bool {
    let parcel = match &act.what {
        What::Problem { parcel, .. } => parcel.as_ref(),
        _ => None,
    };
    let from_here = |id: &fulfillment::FactId| {
        let event = state.entries.iter().find(|entry| entry.id == *id);
        let event = event.and_then(|entry| entry.fact.source.event.as_deref());
        event.and_then(|event| event.rsplit_once('/')?.1.parse().ok()) == Some(act.state)
    };
    state.requests.iter().any(|request| {
        request.kind == kind
            && request.parcel.as_ref() == parcel
            && request.row.as_ref().and_then(|row| entered.get(row)) == words
            && (request.state == RequestState::Requested || from_here(&request.id))
    })
}
