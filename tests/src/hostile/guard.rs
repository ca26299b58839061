//! The headers every page carries: what it may load, who may frame it, that it is not sniffed, not told on, not kept.

use std::collections::BTreeSet;

use super::HostileError;
use super::attempt::Attempt;
use super::tally::{Figure, Tally};
use super::town::{ORDERS, Town, VICTIM, VICTIMS};
use crate::client::Answer;
use crate::sign;

/// Who may frame a page.
#[derive(Clone, Copy, Debug)]
enum Frame {
    Nobody,
    Storefront,
    Admin,
}

/// Reads every kind of page, also those that refuse.
pub async fn run(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
    let order = VICTIMS.to_string();
    let token = town.victim.link_token(&order);
    let now = town.seconds().to_string();
    let query = [
        ("shop", VICTIM),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", now.as_str()),
    ];
    let query = sign::proxy_query(&query, &town.secrets().api_secret);
    let session = Town::session(&town.victim);
    let within = |path: &str| Attempt::get("a page", path).within(&session);
    let plain = |path: String| Attempt::get("a page", path);
    let form = b"number=1&email=nobody%40example.com".to_vec();
    let look_up = Attempt::post("a page", format!("/proxy?{query}"), form)
        .with("content-type", "application/x-www-form-urlencoded")
        .with("x-forwarded-for", "198.51.100.77");
    let pages = [
        (200, Frame::Storefront, plain(format!("/o/{token}"))),
        (200, Frame::Storefront, plain(format!("/o/{token}?lang=ar"))),
        (
            200,
            Frame::Storefront,
            plain(format!("/proxy/o/{token}?{query}")),
        ),
        (200, Frame::Storefront, plain(format!("/proxy?{query}"))),
        (200, Frame::Storefront, look_up),
        (200, Frame::Admin, within("/admin")),
        (200, Frame::Admin, within("/admin/promises")),
        (200, Frame::Admin, within(&format!("/admin/orders/{order}"))),
        (401, Frame::Admin, plain(format!("/admin?shop={VICTIM}"))),
        (
            401,
            Frame::Nobody,
            plain("/admin?shop=evil.example.com".into()),
        ),
        (401, Frame::Nobody, plain("/admin/promises".into())),
        (401, Frame::Nobody, plain(format!("/admin/orders/{order}"))),
        (
            404,
            Frame::Nobody,
            within(&format!("/admin/orders/{}", VICTIMS + ORDERS + 99)),
        ),
        (404, Frame::Nobody, plain("/o/nonsense".into())),
        (
            404,
            Frame::Nobody,
            plain(format!("/proxy/o/nonsense?{query}")),
        ),
        (401, Frame::Nobody, plain(format!("/proxy/o/{token}"))),
        (401, Frame::Nobody, plain("/proxy?shop=x".into())),
        (400, Frame::Nobody, within("/admin?state=nonsense")),
    ];
    let mut nonces = BTreeSet::new();
    for (status, frame, attempt) in &pages {
        let answer = attempt.send(&town.victim).await?;
        tally.requests += 1;
        let mut flaws = flaws(&answer);
        if answer.status != *status {
            flaws.push(format!("answers {} and not {status}", answer.status));
        }
        let allowed = match frame {
            Frame::Nobody => "'none'".to_owned(),
            Frame::Storefront => format!("'self' https://{VICTIM}"),
            Frame::Admin => format!("https://{VICTIM} https://admin.shopify.com"),
        };
        if directive(&answer, "frame-ancestors") != Some(allowed) {
            flaws.push(format!("may be framed by others than {frame:?}"));
        }
        if !nonces.insert(directive(&answer, "style-src")) {
            flaws.push("has another answer's nonce".to_owned());
        }
        for flaw in flaws {
            tally.breach(Figure::Unguarded, &format!("{}: {flaw}", attempt.path));
        }
    }
    let json = [
        "/admin.json",
        "/admin/settings",
        "/admin/promises.json",
        "/health",
        "/o/nonsense.json",
    ];
    for path in json {
        let answer = within(path).send(&town.victim).await?;
        tally.requests += 1;
        let typed = header(&answer, "content-type").starts_with("application/json");
        let kept = !header(&answer, "cache-control").contains("no-store");
        if !typed || kept || header(&answer, "x-content-type-options") != "nosniff" {
            tally.breach(
                Figure::Unguarded,
                &format!("{path}: JSON without its headers"),
            );
        }
    }
    Ok(())
}

/// What is missing of a page's headers, and inline code its policy does not name.
pub fn flaws(answer: &Answer) -> Vec<String> {
    let mut flaws = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            flaws.push(what.to_owned());
        }
    };
    let is = |name: &str, value: &str| directive(answer, name).as_deref() == Some(value);
    must(
        header(answer, "content-type") == "text/html; charset=utf-8",
        "is not HTML in UTF-8",
    );
    must(is("default-src", "'none'"), "loads by default");
    must(is("base-uri", "'none'"), "may be given another base");
    must(is("form-action", "'self'"), "may send its forms elsewhere");
    must(is("img-src", "'self' data:"), "shows others' images");
    let script = directive(answer, "script-src").unwrap_or_default();
    let style = directive(answer, "style-src").unwrap_or_default();
    // Any origin of a kind; the worker's own is named as a whole.
    let any = [
        "'unsafe-inline'",
        "'unsafe-eval'",
        "*",
        "http:",
        "https:",
        "data:",
        "blob:",
    ];
    let loose = |text: &str| text.split_whitespace().any(|source| any.contains(&source));
    must(
        script.starts_with("'nonce-") && !loose(&script),
        "runs what it does not name",
    );
    must(
        style.starts_with("'nonce-") && !loose(&style),
        "is styled by what it does not name",
    );
    must(
        header(answer, "x-content-type-options") == "nosniff",
        "may be sniffed",
    );
    must(
        header(answer, "referrer-policy") == "no-referrer",
        "tells where its readers come from",
    );
    must(
        header(answer, "strict-transport-security").contains("max-age="),
        "may be read without TLS",
    );
    // An order's page is asked about again each time, by its validator; every other page is not kept at all.
    let kept = header(answer, "cache-control");
    let asked = answer.headers.contains_key("etag") && kept == "private, no-cache";
    must(asked || kept == "private, no-store", "may be kept");
    must(
        answer.headers.contains_key("x-request-id"),
        "cannot be found in the log",
    );
    flaws
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let value = answer.headers.get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn directive(answer: &Answer, name: &str) -> Option<String> {
    header(answer, "content-security-policy")
        .split(';')
        .filter_map(|part| part.trim().split_once(' '))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.trim().to_owned())
}
