//! Bodies that are signed and wrong: every value of every documented body replaced by every kind of
//! JSON, and every body cut short. Each is taken or refused with a reason, and none quotes a value.

use std::fs;
use std::path::Path;

use fulfillment::Instant;
use integrations::shopify::admin::{parse_fulfillment_order, parse_order};
use integrations::shopify::webhook::adapt;
use integrations::{Refusal, Report};
use serde_json::{Value, json};

const AT: Instant = Instant(1_772_398_800_000);

fn fixtures(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(folder);
    let files = fs::read_dir(folder).expect("fixtures");
    files
        .map(|file| file.expect("file").path())
        .map(|path| {
            let name = path
                .file_stem()
                .expect("name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(&path).expect("readable"))
        })
        .collect()
}

/// JSON pointers to every value, but for amounts of money, which nothing reads.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| !name.ends_with("_set")) {
                places(value, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Every variant of `body` with one value replaced.
fn replaced(body: &[u8], mut judge: impl FnMut(&str, &[u8])) {
    let whole: Value = serde_json::from_slice(body).expect("JSON");
    let mut found = Vec::new();
    places(&whole, "", &mut found);
    let others = [
        json!(null),
        json!(true),
        json!(-7),
        json!(1e300),
        json!("canary@example.com"),
        json!([{}]),
        json!({"id": [0]}),
    ];
    for place in found {
        for other in &others {
            let mut variant = whole.clone();
            *variant.pointer_mut(&place).expect("a place") = other.clone();
            judge(
                &format!("{place} = {other}"),
                variant.to_string().as_bytes(),
            );
        }
    }
}

fn judge(what: &str, answer: &Result<Report, Refusal>) {
    match answer {
        Ok(report) => {
            // What was taken keeps the promise about personal data even here.
            for fact in &report.facts {
                // Titles, names and statuses are foreign text and may say anything.
                let text = fact.text.as_deref().unwrap_or_default();
                assert!(!text.contains("canary"), "{what}: {text}");
            }
        }
        Err(Refusal::Malformed { reason }) => {
            assert!(
                !reason.is_empty() && !reason.contains("canary"),
                "{what}: {reason}"
            );
        }
        Err(other) => panic!("{what}: {other}"),
    }
}

#[test]
fn a_wrong_value_anywhere_is_taken_or_refused_with_a_reason() {
    for (name, body) in fixtures("shopify") {
        // The other orders differ in values only.
        if name.starts_with("orders.c") {
            continue;
        }
        let mut parts = name.split('.');
        let (group, step) = (parts.next().expect("group"), parts.next().expect("step"));
        let topic = format!("{group}/{step}");
        replaced(&body, |what, variant| {
            judge(&format!("{name}: {what}"), &adapt(&topic, variant, AT));
        });
        let body = body.trim_ascii_end();
        for end in (0..body.len()).step_by(body.len() / 50 + 1) {
            let answer = adapt(&topic, &body[..end], AT);
            assert!(answer.is_err(), "{name} cut at {end}");
            judge(&format!("{name} cut at {end}"), &answer);
        }
    }
}

#[test]
fn a_wrong_value_in_an_admin_answer_never_panics_and_is_never_quoted() {
    for (name, body) in fixtures("admin") {
        replaced(&body, |what, variant| {
            let answer = match name.starts_with("Order") {
                true => parse_order(200, variant),
                false => parse_fulfillment_order(200, variant),
            };
            if let Err(error) = answer {
                let text = error.to_string();
                let quotes = text.contains("canary") && !what.starts_with("/errors");
                assert!(!quotes, "{name}: {what}: {text}");
            }
        });
    }
}
