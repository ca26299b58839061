//! What shoppers write: another address, line by line, and their words on a problem, through the forms of their own pages.
//! The shop reads it in the order's trace; the page shows that something was asked, and none of the words.

use serde_json::json;

use super::channels::Variant;
use super::corpus::{MARK, Payload};
use super::{Pages, fetch};
use crate::client::{Answer, Client};
use crate::hostile::HostileError;
use crate::hostile::attempt::{Attempt, send_all};
use crate::hostile::shopper::{self, Form};
use crate::hostile::tally::{Figure, Tally, told};
use crate::hostile::town::Town;
use crate::sign;

/// Most characters of a line of an address.
const LINE: usize = 100;
/// The lines of an address.
const LINES: [&str; 7] = ["name", "street", "more", "zip", "city", "region", "country"];

/// Fills in and sends the forms of every variant whose shopper acts, and reads the page that each leads back to.
pub async fn act(
    shop: &Client,
    variants: &[Variant],
    hostile: bool,
    tally: &mut Tally,
) -> Result<Pages, HostileError> {
    // One act of an order after the other: at once, their order would be another in each shop.
    let mut acts: [Vec<Attempt>; 3] = Default::default();
    for variant in variants.iter().filter(|it| it.whole) {
        let line = variant.payload.text(hostile);
        let problem = Form::offered(shop, variant.order, "problem").await?;
        let words = paragraph(&variant.payload, hostile);
        let what = format!("after problem of {}", variant.name);
        // Words of a problem, and the language, which comes back in an address: only the first of two fields counts.
        let filled = [
            ("problem", "other"),
            ("words", words.as_str()),
            ("lang", &line),
        ];
        acts[0].push(problem.without("lang").sent(what, &filled));
        if variant.acting {
            // A text that is longer than a line stands there by its beginning and by its end.
            let (head, tail) = (ends(&line, false), ends(&line, true));
            let halves = [head.as_str(), tail.as_str()].into_iter().cycle();
            let lines: Vec<(&str, &str)> = LINES.into_iter().zip(halves).collect();
            let form = Form::offered(shop, variant.order, "address").await?;
            let what = format!("after address of {}", variant.name);
            acts[1].push(form.sent(what, &lines));
        }
        // Where an enum's word or an id is asked for, the text is none.
        let answer = Form::offered(shop, variant.order, "answer").await?;
        for (form, name) in [
            (&problem, "problem"),
            (&problem, "parcel"),
            (&problem, "act"),
            (&answer, "helped"),
        ] {
            let others = [(name, line.as_str()), ("problem", "other")];
            let what = format!("after a text for {name} of {}", variant.name);
            acts[2].push(form.without(name).sent(what, &others));
        }
    }
    let mut pages = Pages::new();
    for attempts in acts {
        let mut back = Vec::new();
        send_all(shop, attempts, |attempt, answer| {
            tally.requests += 1;
            back.extend(way_back(attempt, answer, tally));
        })
        .await?;
        pages.extend(fetch(shop, back, tally).await?);
    }
    Ok(pages)
}

/// The page an act leads back to. Every one of these forms is the page's own: it leads there, whatever is in it.
fn way_back(attempt: &Attempt, answer: &Answer, tally: &mut Tally) -> Option<Attempt> {
    let location = answer.headers.get("location");
    let location = location.and_then(|to| to.to_str().ok()).unwrap_or_default();
    let word = shopper::outcome(&attempt.path, answer);
    if word.is_none_or(|word| word == "unverified") {
        tally.breach(Figure::ValidRefused, &told(attempt, answer));
        return None;
    }
    if location.contains(MARK) {
        tally.breach(Figure::Unescaped, &told(attempt, answer));
    }
    let page = attempt.path.trim_end_matches("/act");
    let signed = shopper::signed(answer)?;
    let path = format!("{page}?result={signed}&{}", super::ANEW);
    Some(Attempt::get(attempt.what.clone(), path))
}

/// The last or first characters of a text, as many as a line may have.
fn ends(text: &str, last: bool) -> String {
    let over = text.chars().count().saturating_sub(LINE);
    let skipped = if last { over } else { 0 };
    text.chars().skip(skipped).take(LINE).collect()
}

/// A text as words of several lines, which keep their line ends: its twin has one where the text has.
fn paragraph(payload: &Payload, hostile: bool) -> String {
    let strange = |char: char| char.is_control() && char != '\r' && char != '\n';
    match (hostile, payload.hostile.chars().any(strange)) {
        (true, _) => payload.hostile.to_owned(),
        (false, true) => payload.plain(),
        (false, false) => payload.plain().replace('\u{7}', "\n"),
    }
}

/// A merchant's answer to what was asked, with the text where ids and words are expected.
pub fn answers(shop: &Client, order: u64, mark: &str, text: &str) -> Vec<Attempt> {
    let session = Town::session(shop);
    let given = sign::percent(text);
    let body = json!({"action": text}).to_string().into_bytes();
    let path = format!("/admin/orders/{order}/requests");
    [("a text", given), ("a fact", "0".repeat(32))]
        .iter()
        .map(|(named, fact)| {
            let what = format!("an answer to {named} with {mark}");
            Attempt::post(what, format!("{path}/{fact}"), body.clone()).within(&session)
        })
        .collect()
}
