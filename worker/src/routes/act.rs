//! `POST /o/{token}/act` and `POST /proxy/o/{token}/act`: what a shopper does on the page. A plain form
//! in, a redirect back to the page with one sentence out; nothing needs a script.
//!
//! The link token (and behind the proxy Shopify's signature too) says which order it is. There is no
//! cookie a foreign site could make a browser send; still each form carries a MAC bound to its page's
//! token and state, and what a browser marks as coming from another site is turned away. The ledger
//! decides whether the state still offers it, whether it was received before, and how often.
//!
//! A page that was found by order number and e-mail address takes reports and answers, and no wish for
//! another address or a cancellation: both stand on invoices and parcels, and are no secret.

use contract::act::{Act, Outcome, What};
use copy::{ADDRESS, LINE_LIMIT, WORDS_LIMIT};
use fulfillment::Claim;
use fulfillment::fact::Problem;
use serde::de::{DeserializeOwned, IntoDeserializer, value::Error as ValueError};
use worker::Response;

use super::form::Form;
use super::order::Door;
use super::proxy::storefront;
use super::{Call, respond};
use crate::calls::LedgerCalls;
use crate::config::ShopDomain;
use crate::error::Failure;

/// The query parameter that carries the outcome back to the page, signed: nobody else can put a
/// sentence on it.
pub(super) const RESULT: &str = "result";

/// Takes an act by link token; with `proxied`, through the app proxy.
pub async fn act(mut call: Call, token: &str, proxied: bool) -> Result<Response, Failure> {
    let storefront = match proxied {
        true => Some(storefront(&call)?),
        false => None,
    };
    let link = call.config.open_link(token)?;
    let shop = ShopDomain::parse(&link.shop)?;
    if let Some(storefront) = &storefront
        && storefront.shop != shop
    {
        return Err(Failure::NotFound);
    }
    let door = Door::of(&call, token, storefront.as_ref(), &link);
    let form = Form::read(&mut call.request).await?;
    let (outcome, version) = match read(&call, token, &door, &form, proxied)? {
        Err(outcome) => (outcome, None),
        Ok((state, what)) => {
            let act = Act {
                shop: link.shop.clone(),
                order: link.order.clone(),
                state,
                what,
            };
            let acted = LedgerCalls::of_order(&call.env, &shop, &link.order)?
                .act(call.now, &act)
                .await?
                .ok_or(Failure::NotFound)?;
            (acted.outcome, Some(acted.version))
        }
    };
    let mut back = format!(
        "{}?{RESULT}={}",
        door.base,
        call.config.sign_form(token, outcome.word())
    );
    if let Some(version) = version {
        back.push_str(&format!("&seen={version}"));
    }
    let lang = form.get("lang").filter(|lang| {
        lang.len() <= 16
            && lang
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    if let Some(lang) = lang {
        back.push_str(&format!("&lang={lang}"));
    }
    respond::see_other(&format!("{back}#result"))
}

/// What became of the act a reader was redirected from, if `signed` is ours for this page.
pub(super) fn outcome(call: &Call, token: &str) -> Option<Outcome> {
    let signed = call.query(RESULT)?;
    word(call.config.open_form(token, &signed)?)
}

/// What proves that a form belongs to the page of `token` in this state, which says `claim`.
pub(super) fn form_token(call: &Call, token: &str, state: u64, claim: Claim) -> String {
    // A claim's own JSON name; serialising a unit variant cannot fail.
    let claim = serde_json::to_value(claim).unwrap_or_default();
    let words = format!("{state}-{}", claim.as_str().unwrap_or_default());
    call.config.sign_form(token, &words)
}

/// The state the form was made in, and what it asks for.
fn read(
    call: &Call,
    token: &str,
    door: &Door<'_>,
    form: &Form,
    proxied: bool,
) -> Result<Result<(u64, What), Outcome>, Failure> {
    if crossed(call, proxied)? {
        return Ok(Err(Outcome::Unverified));
    }
    let page = form
        .get("form")
        .and_then(|signed| call.config.open_form(token, signed))
        .and_then(|words| words.split_once('-'))
        .and_then(|(state, claim)| Some((state.parse().ok()?, word(claim)?)));
    let Some((state, claim)) = page else {
        return Ok(Err(Outcome::Unverified));
    };
    Ok(asked(form, door.vouched, claim).map(|what| (state, what)))
}

/// Another site's page made the browser send this. Behind the proxy the shop's own domain is the
/// sender's, which only the browser's mark tells.
fn crossed(call: &Call, proxied: bool) -> Result<bool, Failure> {
    let headers = call.request.headers();
    let site = headers.get("sec-fetch-site")?;
    if let Some(site) = site.as_deref() {
        return Ok(match site {
            "same-origin" | "none" => false,
            "same-site" => !proxied,
            _ => true,
        });
    }
    // Our pages send no referrer, so that browsers send `null` for their forms.
    let own = call.url.origin().ascii_serialization();
    let origin = headers.get("origin")?;
    Ok(!proxied && origin.is_some_and(|origin| origin != "null" && origin != own))
}

fn asked(form: &Form, vouched: bool, claim: Claim) -> Result<What, Outcome> {
    match form.get("act") {
        Some("address" | "cancel") if !vouched => Err(Outcome::Closed),
        Some("address") => Ok(What::Address {
            address: address(form)?,
        }),
        Some("cancel") => Ok(What::Cancel),
        Some("problem") => Ok(What::Problem {
            problem: form
                .get("problem")
                .and_then(word::<Problem>)
                .ok_or(Outcome::Incomplete)?,
            parcel: form.get("parcel").map(str::to_owned),
            words: form
                .get("words")
                .map(|words| text(words, WORDS_LIMIT, true))
                .transpose()?,
        }),
        Some("answer") => Ok(What::Answer {
            helped: match form.get("helped") {
                Some("yes") => true,
                Some("no") => false,
                _ => return Err(Outcome::Incomplete),
            },
            claim,
        }),
        _ => Err(Outcome::Incomplete),
    }
}

/// The address as people write it, a line each.
fn address(form: &Form) -> Result<String, Outcome> {
    let mut lines = Vec::new();
    for (name, _, required) in ADDRESS {
        match form.get(name) {
            Some(line) => lines.push(text(line, LINE_LIMIT, false)?),
            None if required => return Err(Outcome::Incomplete),
            None => {}
        }
    }
    Ok(lines.join("\n"))
}

/// Plain text of at most `limit` characters. Line ends are kept only where there may be several lines.
fn text(given: &str, limit: usize, several: bool) -> Result<String, Outcome> {
    let plain = given.replace("\r\n", "\n");
    let strange = |c: char| c.is_control() && !(several && c == '\n');
    if plain.chars().count() > limit || plain.chars().any(strange) {
        return Err(Outcome::Incomplete);
    }
    Ok(plain)
}

/// A word of one of our enums.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(IntoDeserializer::<ValueError>::into_deserializer(text)).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn of(fields: serde_json::Value) -> Form {
        Form::from_json(fields.to_string().as_bytes()).ok().unwrap()
    }

    fn full() -> serde_json::Value {
        serde_json::json!({ "act": "address", "name": "Jo Doe", "street": "12 Main Street",
            "city": "Reno", "country": "United States" })
    }

    #[test]
    fn an_address_has_its_lines_and_no_others() {
        let asked = asked(&of(full()), true, Claim::Received);
        let what = What::Address {
            address: "Jo Doe\n12 Main Street\nReno\nUnited States".to_owned(),
        };
        assert!(asked == Ok(what));
        for (field, value) in [
            ("street", " "),
            ("city", "Re\nno"),
            ("name", "\u{7}Jo"),
            ("country", &"x".repeat(LINE_LIMIT + 1)),
        ] {
            let mut form = full();
            form[field] = value.into();
            let asked = super::asked(&of(form), true, Claim::Received);
            assert!(asked == Err(Outcome::Incomplete), "{field}");
        }
    }

    #[test]
    fn who_found_the_order_by_its_number_cannot_send_it_elsewhere() {
        let form = of(full());
        assert!(asked(&form, false, Claim::Received) == Err(Outcome::Closed));
        let cancel = of(serde_json::json!({ "act": "cancel" }));
        assert!(asked(&cancel, false, Claim::Received) == Err(Outcome::Closed));
        let report = of(serde_json::json!({ "act": "problem", "problem": "other" }));
        assert!(asked(&report, false, Claim::Received).is_ok());
        let long = "x".repeat(WORDS_LIMIT + 1);
        for bad in [
            serde_json::json!({ "act": "problem", "problem": "lost" }),
            serde_json::json!({ "act": "problem" }),
            serde_json::json!({ "act": "problem", "problem": "other", "words": long }),
            serde_json::json!({ "act": "answer", "helped": "perhaps" }),
            serde_json::json!({ "act": "refund" }),
            serde_json::json!({}),
        ] {
            let asked = asked(&of(bad.clone()), true, Claim::Received);
            assert!(asked == Err(Outcome::Incomplete), "{bad}");
        }
    }
}
