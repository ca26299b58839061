//! Compares what the killed world holds with the undisturbed one and with the provider's count.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::admin::{StoredFact, Trace};
use contract::view::OrderStatusView;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::run::{Disturbance, Plan};
use super::story::Delivery;
use crate::client::{Client, ClientError};
use crate::provider::Effect;

/// Every order's trace, by order id.
pub struct Ledgers(BTreeMap<u64, Trace>);

impl Ledgers {
    /// Reads the traces of all orders the deliveries are about.
    pub async fn read(client: &Client, deliveries: &[Delivery]) -> Result<Self, ClientError> {
        let orders: BTreeSet<u64> = deliveries.iter().map(|delivery| delivery.order).collect();
        let gate = Arc::new(Semaphore::new(8));
        let mut reading = JoinSet::new();
        for order in orders {
            let (client, gate) = (client.clone(), Arc::clone(&gate));
            reading.spawn(async move {
                let _permit = gate.acquire_owned().await;
                client
                    .trace(&order.to_string())
                    .await
                    .map(|trace| (order, trace))
            });
        }
        let mut ledgers = BTreeMap::new();
        while let Some(read) = reading.join_next().await {
            let (order, trace) = read.expect("reading a trace does not panic")?;
            ledgers.insert(order, trace);
        }
        Ok(Self(ledgers))
    }

    /// Messages that still wait to be sent.
    pub fn pending(&self) -> usize {
        self.0
            .values()
            .flat_map(|trace| &trace.outbox)
            .filter(|row| row.state == "pending")
            .count()
    }

    /// The first message that still waits, for people.
    pub fn waiting(&self) -> Option<String> {
        self.0
            .values()
            .flat_map(|trace| &trace.outbox)
            .find(|row| row.state == "pending")
            .map(|row| format!("{row:?}"))
    }

    /// Facts that senders reported, by id; our own follow from them and from time.
    fn reported(&self, order: u64) -> BTreeMap<&str, &StoredFact> {
        self.0
            .get(&order)
            .into_iter()
            .flat_map(|trace| &trace.facts)
            .filter(|fact| fact.fact.source.system != "plumbline")
            .map(|fact| (fact.id.as_str(), fact))
            .collect()
    }
}

/// What the crash run found; every count but the first four must be 0.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Deliveries sent.
    pub events: usize,
    /// What happened on the way.
    pub disturbance: Disturbance,
    /// Messages the provider did.
    pub effects: usize,
    /// Reported facts of acknowledged deliveries that no ledger holds.
    pub lost: usize,
    /// Orders whose folded state or facts (messages apart) differ from the undisturbed world's.
    pub wrong_states: usize,
    /// Effects done more than once, by key or by what they say, and effects without a key.
    pub duplicate_effects: usize,
    /// Messages owed by a ledger or by the undisturbed world's last word that never were done.
    pub missing_effects: usize,
    /// Examples of what is wrong, for people.
    pub examples: Vec<String>,
}

impl Verdict {
    pub(super) fn of(
        plan: Plan,
        disturbance: Disturbance,
        crashed: &Ledgers,
        clean: &Ledgers,
        effects: &BTreeMap<String, Effect>,
        unkeyed: u32,
    ) -> Self {
        let mut examples = Vec::new();
        let (mut lost, mut wrong_states) = (0, 0);
        for (order, calm) in &clean.0 {
            let here = crashed.reported(*order);
            for (id, stored) in clean.reported(*order) {
                if !here.contains_key(id) {
                    lost += 1;
                    examples.push(format!("order {order}: lost {id} {:?}", stored.fact));
                }
            }
            let here = crashed.0.get(order);
            // A deadline that waits for a word to the customer falls away with that word.
            let told = here.map(messages) == Some(messages(calm));
            if here.map(|trace| state(trace, told)) != Some(state(calm, told)) {
                wrong_states += 1;
                examples.push(format!("order {order}: another state than undisturbed"));
                examples.extend(here.and_then(|trace| differing(trace, calm)));
            }
        }

        // The same message under two keys is told twice, however well the provider knows keys.
        let mut said: BTreeMap<String, u32> = BTreeMap::new();
        for (key, effect) in effects {
            *said.entry(sense(key, effect)).or_default() += 1;
        }
        let twice = said.iter().filter(|(_, count)| **count > 1);
        examples.extend(
            twice
                .clone()
                .map(|(sense, count)| format!("told {count} times: {sense}")),
        );
        let duplicate_effects = twice.count() + unkeyed as usize;

        let mut missing_effects = 0;
        for (order, trace) in &crashed.0 {
            let owed: BTreeSet<&str> = trace.outbox.iter().map(|row| row.key.as_str()).collect();
            // What the undisturbed world last had to say must be said here too, whatever came first.
            let last = clean.0.get(order).and_then(last_word);
            let unsaid = owed.iter().copied().chain(last).collect::<BTreeSet<&str>>();
            for key in unsaid.into_iter().filter(|key| !effects.contains_key(*key)) {
                missing_effects += 1;
                examples.push(format!("never told: {key}"));
            }
        }
        Self {
            events: plan.events,
            disturbance,
            effects: effects.len(),
            lost,
            wrong_states,
            duplicate_effects,
            missing_effects,
            examples,
        }
    }

    /// Prints `name: value` lines; true if every budget is kept.
    pub fn print(&self) -> bool {
        println!("crash.events: {}", self.events);
        println!("crash.acknowledged: {}", self.disturbance.acknowledged);
        println!("crash.retries: {}", self.disturbance.retries);
        println!("crash.kills: {}", self.disturbance.kills);
        println!("crash.effects: {}", self.effects);
        println!("crash.lost: {}", self.lost);
        println!("crash.wrong_states: {}", self.wrong_states);
        println!("crash.duplicate_effects: {}", self.duplicate_effects);
        println!("crash.missing_effects: {}", self.missing_effects);
        for example in self.examples.iter().take(10) {
            eprintln!("  {example}");
        }
        self.lost == 0
            && self.wrong_states == 0
            && self.duplicate_effects == 0
            && self.missing_effects == 0
            && self.disturbance.acknowledged == self.events
    }
}

/// An order's state, apart from which messages about it arrived and when: that differs, as what was
/// told on the way does. Until when its view holds counts where the same was `told`.
fn state(trace: &Trace, told: bool) -> (OrderStatusView, BTreeSet<&str>) {
    let view = OrderStatusView {
        version: 0,
        digest: String::new(),
        valid_until: trace.view.valid_until.filter(|_| told),
        ..trace.view.clone()
    };
    let facts = trace.facts.iter().filter(|fact| !is_message(fact));
    (view, facts.map(|fact| fact.id.as_str()).collect())
}

/// The messages that reached the receiver, without when that was.
fn messages(trace: &Trace) -> BTreeSet<String> {
    let sent = trace.facts.iter().filter(|fact| is_message(fact));
    sent.map(|fact| format!("{:?} {:?}", fact.fact.kind, fact.fact.subject))
        .collect()
}

fn is_message(fact: &StoredFact) -> bool {
    fact.fact.kind.name() == "message_sent"
}

/// The first fact that only one of two traces of an order has, or the parts of the view that differ.
fn differing(here: &Trace, there: &Trace) -> Option<String> {
    let lacks = |trace: &Trace, id: &str| !trace.facts.iter().any(|fact| fact.id == id);
    let told = |fact: &&StoredFact| !is_message(fact);
    let extra = here
        .facts
        .iter()
        .filter(told)
        .find(|fact| lacks(there, &fact.id));
    let absent = there
        .facts
        .iter()
        .filter(told)
        .find(|fact| lacks(here, &fact.id));
    extra
        .map(|fact| format!("  only here: {:?}", fact.fact))
        .or_else(|| absent.map(|fact| format!("  only undisturbed: {:?}", fact.fact)))
        .or_else(|| {
            let [here, there] =
                [here, there].map(|trace| serde_json::to_value(state(trace, true).0));
            let (here, there) = (here.ok()?, there.ok()?);
            let parts = here.as_object()?.iter();
            let parts: Vec<String> = parts
                .filter(|(name, value)| there.get(name) != Some(value))
                .map(|(name, value)| format!("{name}: {value} and undisturbed {}", there[name]))
                .collect();
            Some(format!("  {}", parts.join("; ")))
        })
}

/// What a message says, apart from its key: shop, order, parcel, milestone and when it happened.
fn sense(key: &str, effect: &Effect) -> String {
    let said = ["shop", "order", "shipment", "milestone", "occurred_at"].map(|name| {
        effect
            .body
            .get(name)
            .map(ToString::to_string)
            .unwrap_or_default()
    });
    if said.iter().all(String::is_empty) {
        key.to_owned()
    } else {
        said.join(" ")
    }
}

/// The key of the message about the newest milestone of an order.
fn last_word(trace: &Trace) -> Option<&str> {
    let newest = trace.view.headline.claim;
    let name = serde_json::to_value(newest).ok()?;
    let name = name.as_str()?;
    trace
        .outbox
        .iter()
        .map(|row| row.key.as_str())
        .find(|key| key.split('/').any(|part| part == name))
}
