//! Taking a delivery: its facts folded and decided over, at most six statements of one transaction.

use fulfillment::instant::DAY;
use fulfillment::{Fact, Instant};
use integrations::{DirectoryLink, Personal};
use serde::{Deserialize, Serialize};

use super::state::{Stored, Turn};
use super::{Ledger, LedgerError, projection};
use crate::outbox;
use crate::sql::{LONGEST_TEXT, Sql};

/// Longest canonical JSON of a fact, in bytes: with its id it must fit into a row.
const LONGEST_FACT: usize = LONGEST_TEXT - 100;

/// How long a delivery id is remembered. Shopify retries for 4 hours; people replay later.
const INBOX: i64 = 3 * DAY;

/// A delivery of facts about one order, as a route sends it.
#[derive(Debug, Deserialize)]
struct Delivery<F> {
    shop: String,
    order: String,
    /// The sender's id of the delivery; empty where there is none.
    #[serde(default)]
    delivery: String,
    #[serde(default = "Vec::new")]
    facts: Vec<F>,
    #[serde(default)]
    personal: Option<Personal>,
    #[serde(default)]
    links: Vec<DirectoryLink>,
}

/// What became of a delivery.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ack {
    /// Facts that were new.
    pub stored: usize,
    /// Nothing of it was new: no state changed.
    pub duplicate: bool,
    /// State version now.
    pub version: i64,
    /// State digest now.
    pub digest: String,
    /// Items set aside, with the reason of the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dead: Option<String>,
    /// The shop's data was redacted: nothing is kept.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub redacted: bool,
}

impl Ack {
    /// Nothing of it was new: the order as it stands.
    fn of_duplicate(stored: &Stored) -> Self {
        Self {
            duplicate: true,
            version: stored.version,
            digest: stored.digest.clone(),
            ..Self::default()
        }
    }
}

impl<S: Sql> Ledger<S> {
    /// Takes a delivery. A bad item goes to the dead letters and the rest of it on.
    ///
    /// # Errors
    /// Storage failed, or another shop's delivery: nothing is stored, the sender tries again.
    pub fn append(&mut self, now: Instant, body: &[u8]) -> Result<Ack, LedgerError> {
        self.catch_up_with(body)?;
        self.take_body(now, body)
    }

    /// Takes a delivery whose turn it is.
    pub(super) fn take_body(&mut self, now: Instant, body: &[u8]) -> Result<Ack, LedgerError> {
        match serde_json::from_slice::<Delivery<Fact>>(body) {
            Ok(delivery) => self.take(now, delivery, None),
            Err(_) => self.take_what_is_good(now, body),
        }
    }

    /// Takes a dead letter's delivery once more, whatever its id.
    pub(super) fn append_again(&mut self, now: Instant, body: &[u8]) -> Result<Ack, LedgerError> {
        let mut delivery: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
        match delivery.as_object_mut() {
            Some(fields) => {
                fields.remove("delivery");
                self.append(now, &serde_json::to_vec(&delivery)?)
            }
            None => self.append(now, body),
        }
    }

    /// The slow way, for a delivery with something in it that is no fact.
    fn take_what_is_good(&mut self, now: Instant, body: &[u8]) -> Result<Ack, LedgerError> {
        let delivery: Delivery<serde_json::Value> = match serde_json::from_slice(body) {
            Ok(delivery) => delivery,
            Err(error) => {
                let reason = format!("not a delivery: {error}");
                self.bury(now, None, "append", &reason, body)?;
                return Ok(Ack {
                    dead: Some(reason),
                    ..Ack::default()
                });
            }
        };
        self.bind(&delivery.shop)?;
        let mut stored = Stored::read(&self.sql, &delivery.order)?;
        if !delivery.delivery.is_empty()
            && !stored.take(&delivery.delivery, now, now.plus(INBOX).0)?
        {
            return Ok(Ack::of_duplicate(&stored));
        }
        let mut dead = None;
        let mut facts = Vec::new();
        for item in delivery.facts {
            match Fact::deserialize(&item) {
                Ok(fact) => facts.push(fact),
                Err(error) => {
                    let reason = format!("not a fact: {error}");
                    let item = serde_json::json!({
                        "shop": delivery.shop, "order": delivery.order, "facts": [item],
                    });
                    let item = serde_json::to_vec(&item)?;
                    self.bury(now, Some(&delivery.order), "append", &reason, &item)?;
                    dead = Some(reason);
                }
            }
        }
        let good = Delivery {
            shop: delivery.shop,
            order: delivery.order,
            delivery: delivery.delivery,
            facts,
            personal: delivery.personal,
            links: delivery.links,
        };
        self.take(now, good, dead)
    }

    /// Takes facts; `dead` is why some of the delivery were set aside.
    fn take(
        &mut self,
        now: Instant,
        delivery: Delivery<Fact>,
        mut dead: Option<String>,
    ) -> Result<Ack, LedgerError> {
        self.bind(&delivery.shop)?;
        if self.known()?.redacted_at.is_some() {
            return Ok(Ack {
                redacted: true,
                ..Ack::default()
            });
        }
        let order = delivery.order.as_str();
        let mut policy = self.policy(now)?;
        // Statement 1: the order is read.
        let mut stored = Stored::read(&self.sql, order)?;
        if !delivery.delivery.is_empty()
            && !stored.take(&delivery.delivery, now, now.plus(INBOX).0)?
        {
            return Ok(Ack::of_duplicate(&stored));
        }
        let personal = delivery.personal.as_ref();
        let recorded = self.address_recorded(order, &stored, &delivery.facts, personal)?;
        let mut turn = Turn::begin(order, &mut policy, &mut stored);
        if stored.redacted == 2 {
            // Of before the shop was redacted; it has been installed again since.
            stored.redacted = 0;
        }
        turn.fire(now);
        let fired = turn.added.len();
        for fact in delivery.facts {
            let (id, json) = fact.canonical();
            let size = json.len();
            if size > LONGEST_FACT {
                let reason = format!("a fact of {size} bytes; the limit is {LONGEST_FACT}");
                let item = serde_json::json!({
                    "shop": delivery.shop, "order": order, "facts": [fact],
                });
                let item = serde_json::to_vec(&item)?;
                self.bury(now, Some(order), "append", &reason, &item)?;
                dead = Some(reason);
            } else {
                turn.add_known(id, json, fact);
            }
        }
        if let Some(fact) = recorded {
            turn.add(fact);
        }
        let new = turn.added.len() - fired;
        let facts_changed = !turn.added.is_empty();
        if facts_changed {
            turn.decide(now);
        }

        let links_changed = merge_links(&mut stored, delivery.links)?;
        let uninstalled = self.settings()?.uninstalled_at.is_some();
        let personal_changed = match delivery.personal {
            Some(personal) if stored.redacted == 0 && !uninstalled => {
                self.keep_personal(order, &mut stored, personal)?
            }
            _ => false,
        };
        // Of a delivery with something dead in it nothing may be new: it is still noted, because the
        // sender's next try would only bury that again.
        if !(facts_changed || links_changed || personal_changed || dead.is_some()) {
            return Ok(Ack::of_duplicate(&stored));
        }
        self.commit(now, order, stored, turn, facts_changed)
            .map(|ack| Ack {
                stored: new,
                dead,
                ..ack
            })
    }

    /// Writes what a turn came to: delivery, facts, order, personal data, messages (statement 2).
    pub(super) fn commit(
        &mut self,
        now: Instant,
        order: &str,
        mut stored: Stored,
        mut turn: Turn<'_>,
        facts_changed: bool,
    ) -> Result<Ack, LedgerError> {
        if turn.taught {
            self.learn(turn.observed());
        }
        let facts = turn.rows();
        stored.rev += 1;
        let state = facts_changed.then(|| turn.state());
        if let Some(state) = &state {
            stored.version = i64::try_from(state.version()).unwrap_or(i64::MAX);
            stored.digest = state.digest();
            if stored.shown == 1 {
                stored.dirty_view = 1;
            }
        }
        stored.next_wake = turn.wake.map(|wake| wake.0);
        let settings = self.settings()?;
        let messages = match settings.channel() {
            Some(_) => Some(outbox::rows(&settings.shop, turn.notices.values(), now)?),
            None => None,
        };
        stored.write(&self.sql, order, &facts, messages.as_deref(), now)?;
        if let Some(state) = state {
            self.flight.keep(order, stored.rev, turn.wake, state);
        }
        self.want(stored.next_wake);
        self.want(Some(now.plus(projection::SAFETY).0));
        Ok(Ack {
            version: stored.version,
            digest: stored.digest,
            ..Ack::default()
        })
    }
}

/// Adds new links to the stored ones; true if any was new.
fn merge_links(stored: &mut Stored, new: Vec<DirectoryLink>) -> Result<bool, LedgerError> {
    if new.is_empty() {
        return Ok(false);
    }
    let mut links: Vec<DirectoryLink> = serde_json::from_str(&stored.links)?;
    let before = links.len();
    links.extend(new);
    links.sort();
    links.dedup();
    let changed = links.len() != before;
    if changed {
        stored.links = serde_json::to_string(&links)?;
    }
    Ok(changed)
}
