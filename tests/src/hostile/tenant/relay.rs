//! The victim's AfterShip account with the neighbour's: its session on the page of carrier tracking, its secret and its door.

use std::collections::BTreeMap;

use serde_json::json;

use super::Try;
use crate::hostile::HostileError;
use crate::hostile::attempt::Attempt;
use crate::hostile::outside::Outside;
use crate::hostile::tally::Tally;
use crate::hostile::town::{NEIGHBOUR, NEIGHBOURS, Town, VICTIM, VICTIMS};
use crate::sign;

/// A secret that nobody uses but whoever could set it.
const PLANTED: &str = "relay-planted-by-the-neighbour";

/// The page of carrier tracking, and AfterShip's webhook.
pub fn entries(town: &Town) -> BTreeMap<&'static str, Vec<Try>> {
    BTreeMap::from([
        ("/admin/tracking", board(town)),
        ("/webhooks/aftership/", webhooks(town)),
    ])
}

/// What is changed is the neighbour's own, whatever the request says of the shop.
fn board(town: &Town) -> Vec<Try> {
    let session = Town::session(&town.neighbour);
    let get = |path: String| {
        let what = format!("a neighbour asks {path}");
        (false, Attempt::get(what, path).within(&session))
    };
    let mut account = Outside::account(PLANTED);
    account["action"] = json!("on");
    account["shop"] = json!(VICTIM);
    let change = |path: String, body: serde_json::Value| {
        let what = format!("a neighbour sends {body} to {path}");
        let sent = Attempt::post(what, path, body.to_string().into_bytes());
        (false, sent.within(&session))
    };
    let path = format!("/admin/tracking?shop={VICTIM}");
    vec![
        get(path.clone()),
        get(format!("/admin/tracking.json?shop={VICTIM}")),
        change(path.clone(), account),
        change(
            path,
            json!({"action": "off", "shop": VICTIM, "dest": VICTIM}),
        ),
    ]
}

/// What AfterShip tells of the victim's parcels: at the victim's door by the neighbour's secret, and the other way round.
fn webhooks(town: &Town) -> Vec<Try> {
    let secrets = town.secrets();
    let body = town.carried(VICTIMS, 2).to_string().into_bytes();
    let send = |closed: bool, shop: &str, door: &str, secret: &str| {
        let (handle, _) = shop.split_once('.').unwrap_or_default();
        let path = format!(
            "/webhooks/aftership/{handle}/{}",
            secrets.aftership_door(door)
        );
        let what = format!("a neighbour's AfterShip at {path} by {secret}");
        let sent = Attempt::post(what, path, body.clone())
            .with("aftership-hmac-sha256", sign::shopify(&body, secret));
        (closed, sent)
    };
    let [_, _, theirs] = Town::relay_secrets(NEIGHBOUR);
    let [_, _, victims] = Town::relay_secrets(VICTIM);
    vec![
        send(true, VICTIM, VICTIM, &theirs),
        send(true, VICTIM, VICTIM, PLANTED),
        send(true, VICTIM, NEIGHBOUR, &theirs),
        send(true, VICTIM, NEIGHBOUR, &victims),
        send(true, NEIGHBOUR, NEIGHBOUR, &victims),
        send(true, NEIGHBOUR, VICTIM, &theirs),
        // A number that the neighbour has not: it waits there, and reaches nobody else.
        send(false, NEIGHBOUR, NEIGHBOUR, &theirs),
    ]
}

/// After all of it the victim's own account is heard, and only by its own secret.
pub async fn heard(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
    let body = town.carried(VICTIMS, 1).to_string().into_bytes();
    let door = town.secrets().aftership_door(VICTIM);
    let path = format!("/webhooks/aftership/{}/{door}", town.victim.handle());
    let [_, _, secret] = Town::relay_secrets(VICTIM);
    let by = |secret: &str| {
        Attempt::post(format!("AfterShip by {secret}"), &path, body.clone())
            .with("aftership-hmac-sha256", sign::shopify(&body, secret))
    };
    for attempt in [by(&secret).honest(), by(PLANTED)] {
        let answer = attempt.send(&town.victim).await?;
        tally.judge(&attempt, &answer);
    }
    // The neighbour's own words, for the rest of the run.
    let [_, _, theirs] = Town::relay_secrets(NEIGHBOUR);
    town.neighbour
        .install(&json!({"aftership": Outside::account(&theirs)}))
        .await?;
    let told = town.carried(NEIGHBOURS, 1);
    town.neighbour
        .aftership(&theirs, &told)
        .await?
        .expect_ok()?;
    Ok(())
}
