//! `returns/*`. Shopify's payloads carry no time of their own: the trigger's stands in.
//!
//! A return in Shopify is paperwork: it proves that somebody asked, never where the parcel is.

use fulfillment::{Fact, Grade, Instant, Kind};
use serde::Deserialize;

use super::fact;
use crate::wire::Id;
use crate::{DirectoryLink, Locator, Refusal, Report};

/// The fields read of a return; which of them are there depends on the topic.
#[derive(Deserialize)]
pub(super) struct Return {
    #[serde(default)]
    id: Option<Id>,
    #[serde(default)]
    admin_graphql_api_id: Option<Id>,
    #[serde(default)]
    order_id: Option<Id>,
    #[serde(default)]
    order: Option<OrderRef>,
}

#[derive(Deserialize)]
struct OrderRef {
    id: Id,
}

impl Return {
    /// The report of `returns/{step}`; `None` for a step we do not know.
    pub fn report(self, step: &str, at: Instant) -> Result<Option<Report>, Refusal> {
        let id = self
            .id
            .or(self.admin_graphql_api_id)
            .ok_or_else(|| Refusal::malformed("missing field `id`"))?
            .0;
        let order = self.order_id.or(self.order.map(|order| order.id));
        let mut report = match order {
            Some(order) => {
                let mut report = Report::about(Locator::Order(order.0));
                report.links.push(DirectoryLink::Return(id.clone()));
                report
            }
            None => Report::about(Locator::Return(id.clone())),
        };
        let Some(fact) = meaning(step, &id, at) else {
            return Ok(None);
        };
        report.facts.push(fact);
        Ok(Some(report))
    }
}

/// Request and approval share one event name, so that whatever ends the return takes both back.
fn meaning(step: &str, id: &str, at: Instant) -> Option<Fact> {
    let asked = format!("return/{id}");
    let note = |words: &str| {
        let event = Some(format!("return/{id}/{step}"));
        let mut note = fact(at, id, event, Grade::Record, Kind::NoteAdded);
        note.text = Some(words.to_owned());
        note
    };
    let taken_back = |words: &str| {
        let mut note = note(words);
        note.retracts = Some(asked.clone());
        note
    };
    let requested = || {
        fact(
            at,
            id,
            Some(asked.clone()),
            Grade::Record,
            Kind::ReturnRequested,
        )
    };
    Some(match step {
        "request" | "approve" => requested(),
        // A name of its own: what was taken back before stays taken back.
        "reopen" => {
            let event = Some(format!("return/{id}/reopen/{}", at.0));
            fact(at, id, event, Grade::Record, Kind::ReturnRequested)
        }
        "decline" => taken_back("Return declined"),
        "cancel" => taken_back("Return cancelled"),
        // The merchant has dealt with the goods that came back: a record, no scan of them.
        "process" => {
            let event = Some(format!("return/{id}/process/{}", at.0));
            fact(at, id, event, Grade::Record, Kind::Returned)
        }
        "close" => note("Return closed"),
        "update" => note("Return changed"),
        _ => return None,
    })
}
