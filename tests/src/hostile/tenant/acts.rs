//! What the victim's shoppers do, and what they asked for, with the neighbour's credentials: its links, its storefront's
//! signature, its pages' forms, its merchant's session.

use std::collections::BTreeMap;

use serde_json::json;

use super::Try;
use crate::hostile::HostileError;
use crate::hostile::attempt::Attempt;
use crate::hostile::shopper::{Form, filled};
use crate::hostile::town::{NEIGHBOUR, NEIGHBOURS, Town, VICTIM, VICTIMS};
use crate::sign;

/// Acts on the victim's pages, and answers to what its shoppers asked for.
pub async fn entries(town: &Town) -> Result<BTreeMap<&'static str, Vec<Try>>, HostileError> {
    let (ours, proxied) = shoppers(town).await?;
    Ok(BTreeMap::from([
        ("/o/{token}/act", ours),
        ("/proxy/o/{token}/act", proxied),
        ("/admin/orders/{id}/requests/{fact}", merchants(town).await?),
    ]))
}

/// Acts by link, and behind the proxy.
async fn shoppers(town: &Town) -> Result<(Vec<Try>, Vec<Try>), HostileError> {
    let secret = &town.secrets().api_secret;
    let signed = |shop: &str| {
        let now = town.seconds().to_string();
        let query = [
            ("shop", shop),
            ("path_prefix", "/apps/plumbline"),
            ("timestamp", now.as_str()),
        ];
        sign::proxy_query(&query, secret)
    };
    let (theirs, victims) = (signed(NEIGHBOUR), signed(VICTIM));
    // Of an order nobody has asked anything for yet: what is taken would be a fact more.
    let order = VICTIMS + 1;
    let minted = town.neighbour.link_token(&order.to_string());
    let (mut ours, mut proxied) = (Vec::new(), Vec::new());
    for act in ["cancel", "problem", "answer"] {
        let genuine = Form::offered(&town.victim, order, act).await?;
        let own = Form::offered(&town.neighbour, NEIGHBOURS + 1, act).await?;
        let page = genuine.action.trim_end_matches("/act");
        let foreign = genuine.clone().with_token(own.field("form"));
        let send = |form: &Form, what: &str, path: &str| {
            let what = format!("a neighbour's {act}, {what}");
            (true, form.sent_to(what, path, filled(act)))
        };
        ours.extend([
            send(
                &genuine,
                "by a link of its own making",
                &format!("/o/{minted}/act"),
            ),
            send(&foreign, "with its own page's form", &genuine.action),
            send(
                &foreign,
                "with its own page's form, asked for the victim",
                &format!("{}?shop={VICTIM}", genuine.action),
            ),
        ]);
        proxied.extend([
            // The body stays unread where the shops differ: it is left out.
            closed(
                act,
                "by its storefront",
                &format!("/proxy{page}/act?{theirs}"),
            ),
            closed(
                act,
                "by its storefront, asked for the victim",
                &format!("/proxy{page}/act?{theirs}&shop={VICTIM}"),
            ),
            send(
                &genuine,
                "by its storefront and a link of its own making",
                &format!("/proxy/o/{minted}/act?{theirs}"),
            ),
            closed(
                act,
                "by the victim's storefront and a link of its own making",
                &format!("/proxy/o/{minted}/act?{victims}"),
            ),
            send(
                &foreign,
                "with its own page's form at the victim's storefront",
                &format!("/proxy{page}/act?{victims}"),
            ),
        ]);
    }
    Ok((ours, proxied))
}

fn closed(act: &str, what: &str, path: &str) -> Try {
    let what = format!("a neighbour's {act}, {what}");
    (true, Attempt::post(what, path, Vec::new()))
}

/// Answers of the neighbour's merchant to what the victim's shoppers wait for.
async fn merchants(town: &Town) -> Result<Vec<Try>, HostileError> {
    let session = Town::session(&town.neighbour);
    let trace = town.victim.trace(&(VICTIMS + 3).to_string()).await?;
    let waiting = trace
        .view
        .requests
        .iter()
        .map(|request| request.id.0.clone());
    let facts: Vec<String> = waiting.chain(["0".repeat(32)]).collect();
    if facts.len() < 2 {
        let what = "the victim's shoppers wait for nothing".to_owned();
        return Err(HostileError::Wrong(what));
    }
    let mut tries = Vec::new();
    // By the victim's order, and by one that the neighbour has.
    for order in [VICTIMS + 3, NEIGHBOURS + 3] {
        for fact in &facts {
            for body in [
                json!({"action": "declined"}),
                json!({"action": "changed"}),
                json!({"action": "declined", "shop": VICTIM}),
            ] {
                let path = format!("/admin/orders/{order}/requests/{fact}?shop={VICTIM}");
                let what = format!("a neighbour answers {body} at {path}");
                let sent = Attempt::post(what, path, body.to_string().into_bytes());
                tries.push((true, sent.within(&session)));
            }
        }
    }
    Ok(tries)
}
