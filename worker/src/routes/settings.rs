//! `GET|POST /admin/settings`: what the merchant decides.

use contract::ShopFace;
use contract::view::Wording;
use fulfillment::{Calendar, Instant, Thresholds};
use serde::Deserialize;
use serde_json::{Value, json};
use worker::{Method, Response};

use super::{Call, admin, form, respond};
use crate::auth;
use crate::calls::{Configured, ShopCalls};
use crate::config::ShopDomain;
use crate::error::Failure;
use crate::hot::json_bytes;
use crate::projection::{SHOPS, VIEWS};
use crate::settings::Outbound;

/// Most characters of a shop's name or contact.
const TEXT_LIMIT: usize = 200;

/// A change; what is absent stays.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Change {
    /// The shop's name as shoppers read it.
    name: Option<String>,
    /// Where a shopper reaches a person: `mailto:` or `https:`; empty removes it.
    contact: Option<String>,
    /// IANA zone of the shop.
    zone: Option<String>,
    /// The merchant's own words by language and message; an empty text brings back ours.
    wording: Option<Wording>,
    /// Deadlines.
    thresholds: Option<Thresholds>,
    /// Working calendar; its zone comes from `zone`.
    calendar: Option<Calendar>,
    /// Where messages go; an empty endpoint removes it.
    outbound: Option<Outbound>,
    /// The merchant's AfterShip account; an empty key and secret remove it.
    aftership: Option<AfterShipChange>,
    /// Which delivery options get a ship-by date, and where it is told; what is absent stays.
    promises: Option<PromiseChange>,
    /// Development only: the installation's instant, for histories older than today.
    installed_at: Option<Instant>,
}

/// A change of the AfterShip account; what is absent stays.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AfterShipChange {
    /// API key of the account.
    pub api_key: Option<String>,
    /// Secret of its webhooks.
    pub webhook_secret: Option<String>,
}

impl std::fmt::Debug for AfterShipChange {
    // Neither key nor secret must reach a log by way of a derived Debug.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AfterShipChange(…)")
    }
}

impl AfterShipChange {
    /// As the merge patch that the Shop object takes and checks.
    pub fn patch(&self) -> Value {
        let fields = [
            ("api_key", &self.api_key),
            ("webhook_secret", &self.webhook_secret),
        ];
        let told = fields
            .into_iter()
            .filter_map(|(name, secret)| Some((name, secret.as_deref()?.trim())));
        let told: Vec<(&str, &str)> = told.collect();
        if told.len() == 2 && told.iter().all(|(_, secret)| secret.is_empty()) {
            return json!({ "aftership": null });
        }
        let told = told.into_iter();
        let told = told.map(|(name, secret)| (name.to_owned(), json!(secret)));
        json!({ "aftership": told.collect::<serde_json::Map<_, _>>() })
    }
}

/// A change of promises: the fields of [`contract::promises::PromiseSettings`], and the switch.
#[derive(Debug, Default, Deserialize)]
struct PromiseChange {
    /// True restores every surface; false lets them tell dates again.
    off: Option<bool>,
    /// The settings, merged into those there are and checked by the Shop object.
    #[serde(flatten)]
    fields: serde_json::Map<String, Value>,
}

/// Answers the settings, after taking a change if it is a POST.
pub async fn settings(mut call: Call, method: &Method) -> Result<Response, Failure> {
    let offered = call.query(auth::TOKEN_PARAMETER);
    let merchant = auth::merchant(&call.config, &call.request, offered.as_deref(), call.now)?;
    if *method == Method::Post {
        if !form::is_json(&call.request)? {
            return Err(Failure::BadRequest(
                "settings are JSON: send them with content-type application/json".to_owned(),
            ));
        }
        let body = form::bytes(&mut call.request).await?;
        let answer = change(&call, &merchant.shop, &body).await?;
        let shop = ShopCalls::of(&call.env, &merchant.shop)?;
        admin::visited(&call, &shop, &merchant).await;
        return Ok(answer);
    }
    told(&call, &merchant.shop).await
}

/// The settings as they stand, without secrets.
async fn told(call: &Call, shop: &ShopDomain) -> Result<Response, Failure> {
    let settings = ShopCalls::of(&call.env, shop)?.settings(call.now).await?;
    respond::json(&settings)
}

/// Takes a change (JSON) of a shop's settings; the first one is its installation.
pub(super) async fn change(
    call: &Call,
    shop: &ShopDomain,
    body: &[u8],
) -> Result<Response, Failure> {
    let change: Change = serde_json::from_slice(body)
        .map_err(|error| Failure::BadRequest(format!("settings: {error}")))?;
    let object = ShopCalls::of(&call.env, shop)?;
    let face = object.face(call.now).await?;
    let stored = object.settings(call.now).await?;
    let installed = stored
        .get("installed_at")
        .and_then(Value::as_i64)
        .is_some_and(|at| at != 0);
    let patch = patch(change, face, installed, call.now, call.config.development)?;
    match object.configure(call.now, &json_bytes(&patch)?).await? {
        Configured::Refused(reason) => return Err(Failure::BadRequest(reason)),
        Configured::Revision(_) => {}
    }
    // The sweep's list; a later webhook puts the shop there as well.
    if let Ok(kv) = call.env.kv(VIEWS)
        && let Ok(put) = kv.put(&format!("{SHOPS}{}", shop.as_str()), "")
    {
        let _ = put.execute().await;
    }
    told(call, shop).await
}

/// The change as the merge patch that the Shop object takes.
pub(super) fn patch(
    change: Change,
    mut face: ShopFace,
    installed: bool,
    now: Instant,
    development: bool,
) -> Result<Value, Failure> {
    if let Some(name) = change.name {
        face.shop = checked("name", name.trim())?;
    }
    if let Some(contact) = change.contact {
        let contact = contact.trim();
        let addressed = contact.starts_with("mailto:") || contact.starts_with("https://");
        if !contact.is_empty() && !addressed {
            return Err(Failure::BadRequest(
                "`contact` must begin with mailto: or https://".to_owned(),
            ));
        }
        face.contact = (!contact.is_empty())
            .then(|| checked("contact", contact))
            .transpose()?;
    }
    if let Some(zone) = change.zone {
        if jiff::tz::TimeZone::get(&zone).is_err() {
            return Err(Failure::BadRequest(
                "`zone` is not an IANA time zone".to_owned(),
            ));
        }
        face.zone = zone;
    }
    let mut face = json!(face);
    for (lang, words) in change.wording.unwrap_or_default() {
        for (key, text) in words {
            let text = text.trim();
            // In a merge patch nothing is how a member goes.
            let own = match text.is_empty() {
                true => Value::Null,
                false => {
                    copy::may_replace(&lang, &key, text)
                        .map_err(|reason| Failure::BadRequest(reason.to_string()))?;
                    json!(text)
                }
            };
            merge(&mut face, &lang, key, own);
        }
    }
    // Whoever changes settings uses the app: an earlier removal no longer counts.
    let mut fields = serde_json::Map::new();
    fields.insert("face".to_owned(), face);
    fields.insert("uninstalled_at".to_owned(), Value::Null);
    let mut policy = serde_json::Map::new();
    if let Some(thresholds) = change.thresholds {
        policy.insert("thresholds".to_owned(), json!(thresholds));
    }
    if let Some(calendar) = change.calendar {
        policy.insert("calendar".to_owned(), json!(calendar));
    }
    if !policy.is_empty() {
        fields.insert("policy".to_owned(), Value::Object(policy));
    }
    if let Some(outbound) = change.outbound {
        let channel = channel(outbound)?;
        fields.insert("outbound".to_owned(), json!(channel));
    }
    if let Some(Value::Object(aftership)) = change.aftership.map(|change| change.patch()) {
        fields.extend(aftership);
    }
    if let Some(PromiseChange {
        off,
        fields: mut of,
    }) = change.promises
    {
        if of.contains_key("off_since") {
            return Err(Failure::BadRequest(
                "`promises.off_since` is written by `promises.off`".to_owned(),
            ));
        }
        if let Some(off) = off {
            of.insert("off_since".to_owned(), json!(off.then_some(now)));
        }
        fields.insert("promises".to_owned(), Value::Object(of));
    }
    match change.installed_at {
        Some(_) if !development => {
            return Err(Failure::BadRequest(
                "`installed_at` can only be set in development".to_owned(),
            ));
        }
        Some(at) => {
            fields.insert("installed_at".to_owned(), json!(at));
        }
        None if !installed => {
            fields.insert("installed_at".to_owned(), json!(now));
        }
        None => {}
    }
    Ok(Value::Object(fields))
}

/// Puts the merchant's `own` words for the message `key` into a face as JSON.
fn merge(face: &mut Value, lang: &str, key: String, own: Value) {
    let Some(face) = face.as_object_mut() else {
        return;
    };
    let wording = face.entry("wording").or_insert_with(|| json!({}));
    if let Some(wording) = wording.as_object_mut()
        && let Some(words) = wording
            .entry(lang)
            .or_insert_with(|| json!({}))
            .as_object_mut()
    {
        words.insert(key, own);
    }
}

fn checked(field: &str, text: &str) -> Result<String, Failure> {
    if text.is_empty() || text.chars().count() > TEXT_LIMIT || text.chars().any(char::is_control) {
        return Err(Failure::BadRequest(format!(
            "`{field}` must be 1 to {TEXT_LIMIT} printable characters"
        )));
    }
    Ok(text.to_owned())
}

/// The channel of a change, its endpoint's safety left to the Shop object; none for an empty one.
fn channel(outbound: Outbound) -> Result<Option<Outbound>, Failure> {
    if outbound.endpoint.is_empty() {
        return Ok(None);
    }
    if integrations::signature::standard_secret(&outbound.secret).is_none() {
        return Err(Failure::BadRequest(
            "`outbound.secret` must be whsec_ and base64 of at least 16 bytes".to_owned(),
        ));
    }
    Ok(Some(outbound))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    fn change(json: &str, development: bool) -> Result<Value, Failure> {
        let change =
            serde_json::from_str(json).map_err(|error| Failure::BadRequest(error.to_string()))?;
        let face = Settings::of("demo.myshopify.com").face();
        patch(change, face, false, Instant(7), development)
    }

    #[test]
    fn the_first_change_is_the_installation() {
        let json = r#"{"name": "Demo", "zone": "Europe/Berlin"}"#;
        let patch = change(json, false).ok().unwrap();
        let expected = json!({
            "face": {"shop": "Demo", "contact": null, "zone": "Europe/Berlin"},
            "installed_at": 7, "uninstalled_at": null,
        });
        assert_eq!(patch, expected);
    }

    #[test]
    fn the_switch_is_a_word_and_becomes_the_time_it_was_said() {
        let of = |json: &str| {
            let mut patch = change(json, false).ok().unwrap();
            patch.get_mut("promises").map(Value::take).unwrap()
        };
        let off = of(r#"{"promises": {"off": true, "labels": "check"}}"#);
        assert_eq!(off, json!({"off_since": 7, "labels": "check"}));
        assert_eq!(
            of(r#"{"promises": {"off": false}}"#),
            json!({"off_since": null})
        );
    }

    #[test]
    fn own_words_are_merged_and_taken_back() {
        let json =
            r#"{"wording": {"de": {"label-faq": " Fragen & Antworten ", "label-items": ""}}}"#;
        let patch = change(json, false).ok().unwrap();
        assert_eq!(
            patch.pointer("/face/wording"),
            Some(&json!({"de": {"label-faq": "Fragen & Antworten", "label-items": null}}))
        );
    }

    #[test]
    fn bad_values_are_refused_with_their_field() {
        for (json, field) in [
            (r#"{"zone": "Mars/Olympus"}"#.to_owned(), "zone"),
            (
                r#"{"contact": "javascript:alert(1)"}"#.to_owned(),
                "contact",
            ),
            (r#"{"name": ""}"#.to_owned(), "name"),
            (r#"{"nmae": "x"}"#.to_owned(), "nmae"),
            (r#"{"installed_at": 1}"#.to_owned(), "installed_at"),
            (
                r#"{"wording": {"tlh": {"label-faq": "x"}}}"#.to_owned(),
                "wording.tlh",
            ),
            (
                r#"{"wording": {"en": {"claim-label_created": "Sent"}}}"#.to_owned(),
                "claim-label_created",
            ),
            (
                r#"{"wording": {"fr": {"label-items": "Déjà en route"}}}"#.to_owned(),
                "en route",
            ),
            (
                r#"{"promises": {"off_since": 1}}"#.to_owned(),
                "promises.off_since",
            ),
            (
                r#"{"outbound": {"endpoint": "https://x.example.com/", "secret": "hunter2"}}"#
                    .to_owned(),
                "outbound.secret",
            ),
        ] {
            let refused = change(&json, false)
                .err()
                .map(|failure| failure.to_string());
            assert!(
                refused.is_some_and(|reason| reason.contains(field)),
                "{json}"
            );
        }
    }
}
