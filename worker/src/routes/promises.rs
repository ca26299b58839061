//! `GET|POST /admin/promises`: what is promised and why, the switch, labels, target, delivery options.
//!
//! A deed is one change of the settings. The Shop object takes them as a merge patch, and refuses what may not be; here
//! is only read what was entered. The shop comes from the session alone.

use contract::promises::{HandlingClass, Labels, MethodSettings, PromiseBoard, PromiseSettings};
use fulfillment::Instant;
use serde_json::json;
use worker::{Method, Response};

use super::deed::{Deed, configure};
use super::form::Form;
use super::{Call, admin, respond};
use crate::calls::ShopCalls;
use crate::error::Failure;
use crate::locale::PlatformDates;

/// The deed that changes no setting: the store is read again.
const REREAD: &str = "reread";

/// Answers the page or its JSON, after a deed if it is a POST.
pub async fn promises(mut call: Call, method: &Method, as_json: bool) -> Result<Response, Failure> {
    if *method == Method::Post {
        return change(&mut call).await;
    }
    let merchant = admin::session(&call)?;
    let shop = ShopCalls::of(&call.env, &merchant.shop)?;
    admin::visited(&call, &shop, &merchant).await;
    let board = shop.promises(call.now).await?;
    if as_json {
        return respond::json(&board);
    }
    let dates = PlatformDates { now: call.now };
    let view = copy::promises(&board, call.language(None), &dates);
    let assets = admin::assets(&call)?;
    let html = web::promises_html(&view, &assets);
    admin::page(&call, &merchant, &assets.nonce, &html)
}

async fn change(call: &mut Call) -> Result<Response, Failure> {
    let deed = Deed::read(call).await?;
    let shop = ShopCalls::of(&call.env, &deed.merchant.shop)?;
    if deed.form.get("action") == Some(REREAD) {
        shop.reread(call.now).await?;
    } else {
        let PromiseBoard {
            mut settings,
            check,
            ..
        } = shop.promises(call.now).await?;
        apply(&mut settings, &deed.form, check.is_some(), call.now)?;
        // Named one by one: in a merge patch an absent field would stay as it was.
        let patch = json!({ "promises": {
            "off_since": settings.off_since, "labels": settings.labels, "target": settings.target,
            "plain": settings.plain, "methods": settings.methods, "handling": settings.handling,
        }});
        configure(call, &shop, &patch).await?;
    }
    match deed.script {
        true => respond::json(&shop.promises(call.now).await?),
        false => deed.back("/admin/promises"),
    }
}

/// One deed of the page: `switch`, `labels`, `rules`, `method`, `remove`, `class` or `remove_class`.
pub(super) fn apply(
    settings: &mut PromiseSettings,
    form: &Form,
    checked: bool,
    now: Instant,
) -> Result<(), Failure> {
    match form.required("action")? {
        "switch" => match form.required("to")? {
            "off" => settings.off_since = settings.off_since.or(Some(now)),
            "on" => settings.off_since = None,
            _ => return Err(wrong("to", "`on` or `off`")),
        },
        "labels" => {
            settings.labels = match (form.required("to")?, checked) {
                ("off", _) => Labels::Off,
                ("check", _) => Labels::Check,
                ("on", true) => Labels::On,
                ("on", false) => {
                    return Err(wrong("to", "`check` before `on`: no order was checked yet"));
                }
                _ => return Err(wrong("to", "`off`, `check` or `on`")),
            }
        }
        "rules" => {
            let target = form.required("target")?.parse().ok();
            settings.target = target.ok_or_else(|| wrong("target", "a whole number"))?;
            settings.plain = form.get("plain").is_some();
        }
        "method" => {
            let method = method(form)?;
            match form.get("method").map(str::parse::<usize>) {
                None => settings.methods.push(method),
                Some(at) => {
                    let known = at.ok().and_then(|at| settings.methods.get_mut(at));
                    *known.ok_or_else(|| wrong("method", "one of the delivery options"))? = method;
                }
            }
        }
        "remove" => {
            let at = place(form, settings.methods.len())?;
            settings.methods.remove(at);
        }
        "class" => {
            let days = form.required("days")?.parse().ok();
            let class = HandlingClass {
                name: form.required("name")?.to_owned(),
                days: days.ok_or_else(|| wrong("days", "a whole number of working days"))?,
            };
            match form.get("class").map(str::parse::<usize>) {
                None => settings.handling.push(class),
                Some(at) => {
                    let known = at.ok().and_then(|at| settings.handling.get_mut(at));
                    *known.ok_or_else(|| wrong("class", "one of the handling classes"))? = class;
                }
            }
        }
        "remove_class" => {
            let at = place(form, settings.handling.len())?;
            settings.handling.remove(at);
        }
        _ => return Err(wrong("action", "a deed of this page")),
    }
    Ok(())
}

/// Which of so many is meant by `to`.
fn place(form: &Form, of: usize) -> Result<usize, Failure> {
    let at = form.required("to")?.parse().ok();
    at.filter(|at| *at < of)
        .ok_or_else(|| wrong("to", "one of those there are"))
}

fn wrong(field: &str, what: &str) -> Failure {
    Failure::BadRequest(format!("`{field}` must be {what}"))
}

/// A delivery option as entered.
fn method(form: &Form) -> Result<MethodSettings, Failure> {
    let days = form.get("handling_days").map(str::parse::<u8>).transpose();
    Ok(MethodSettings {
        title: form.required("title")?.to_owned(),
        code: form.get("code").map(str::to_owned),
        locations: list(form, "locations", |id| Ok(id.to_owned()))?,
        cutoff: form
            .get("cutoff")
            .map(|at| clock("cutoff", at))
            .transpose()?,
        pickups: list(form, "pickups", |at| clock("pickups", at))?,
        handling_days: days.map_err(|_| wrong("handling_days", "a whole number of days"))?,
    })
}

/// `14:00` as minutes after midnight.
fn clock(field: &str, text: &str) -> Result<u16, Failure> {
    let parts = text.split_once(':').and_then(|(hours, rest)| {
        let minutes = rest.get(..2)?;
        Some((hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?))
    });
    parts
        .filter(|(hours, minutes)| *hours < 24 && *minutes < 60)
        .map(|(hours, minutes)| hours * 60 + minutes)
        .ok_or_else(|| wrong(field, "a time of day like 14:00"))
}

/// What stands between commas.
fn list<T>(
    form: &Form,
    field: &str,
    read: impl Fn(&str) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    form.get(field)
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(read)
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    const NOW: Instant = Instant(7);

    fn deed(settings: &mut PromiseSettings, fields: &str, checked: bool) -> Result<(), String> {
        let form = Form::from_json(fields.as_bytes()).ok().unwrap();
        apply(settings, &form, checked, NOW).map_err(|failure| failure.to_string())
    }

    #[test]
    fn the_switch_keeps_the_instant_it_was_first_thrown() {
        let mut settings = PromiseSettings::default();
        deed(&mut settings, r#"{"action": "switch", "to": "off"}"#, false).unwrap();
        assert_eq!(settings.off_since, Some(NOW));
        settings.off_since = Some(Instant(3));
        deed(&mut settings, r#"{"action": "switch", "to": "off"}"#, false).unwrap();
        assert_eq!(settings.off_since, Some(Instant(3)));
        deed(&mut settings, r#"{"action": "switch", "to": "on"}"#, false).unwrap();
        assert_eq!(settings.off_since, None);
    }

    #[test]
    fn labels_go_on_only_after_an_order_was_checked() {
        let mut settings = PromiseSettings::default();
        let on = r#"{"action": "labels", "to": "on"}"#;
        assert!(
            deed(&mut settings, on, false)
                .unwrap_err()
                .contains("check")
        );
        assert_eq!(settings.labels, Labels::Off);
        deed(&mut settings, on, true).unwrap();
        assert_eq!(settings.labels, Labels::On);
    }

    #[test]
    fn a_delivery_option_is_added_changed_and_removed() {
        let mut settings = PromiseSettings::default();
        let add = r#"{"action": "method", "title": "Standard", "cutoff": "14:00",
            "pickups": "11:30, 17:00", "locations": "1, 2", "handling_days": "1"}"#;
        deed(&mut settings, add, false).unwrap();
        let known = &settings.methods[0];
        assert_eq!(
            (known.cutoff, known.pickups.as_slice()),
            (Some(840), &[690, 1020][..])
        );
        assert_eq!(known.locations, ["1", "2"]);
        let change = r#"{"action": "method", "method": "0", "title": "Express", "code": "EX"}"#;
        deed(&mut settings, change, false).unwrap();
        assert_eq!(settings.methods[0].code.as_deref(), Some("EX"));
        assert_eq!(settings.methods[0].cutoff, None);
        assert!(deed(&mut settings, r#"{"action": "remove", "to": "1"}"#, false).is_err());
        deed(&mut settings, r#"{"action": "remove", "to": "0"}"#, false).unwrap();
        assert!(settings.methods.is_empty());
    }

    #[test]
    fn a_handling_class_is_declared_changed_and_removed() {
        let mut settings = PromiseSettings::default();
        let add = r#"{"action": "class", "name": "Made to order", "days": "10"}"#;
        deed(&mut settings, add, false).unwrap();
        let change = r#"{"action": "class", "class": "0", "name": "Made to order", "days": 12}"#;
        deed(&mut settings, change, false).unwrap();
        let known: Vec<_> = settings
            .handling
            .iter()
            .map(|it| (it.name.as_str(), it.days))
            .collect();
        assert_eq!(known, [("Made to order", 12)]);
        let remove = r#"{"action": "remove_class", "to": "0"}"#;
        deed(&mut settings, remove, false).unwrap();
        assert!(deed(&mut settings, remove, false).is_err());
        assert!(settings.handling.is_empty());
    }

    #[test]
    fn bad_values_are_refused_with_their_field() {
        let mut settings = PromiseSettings::default();
        for (fields, field) in [
            (
                r#"{"action": "method", "title": "A", "cutoff": "25:00"}"#,
                "cutoff",
            ),
            (
                r#"{"action": "method", "title": "A", "pickups": "noon"}"#,
                "pickups",
            ),
            (
                r#"{"action": "method", "title": "A", "handling_days": "soon"}"#,
                "handling_days",
            ),
            (
                r#"{"action": "method", "method": "4", "title": "A"}"#,
                "method",
            ),
            (r#"{"action": "method"}"#, "title"),
            (
                r#"{"action": "class", "name": "A", "days": "soon"}"#,
                "days",
            ),
            (r#"{"action": "explode"}"#, "action"),
        ] {
            let refused = deed(&mut settings, fields, false).unwrap_err();
            assert!(refused.contains(field), "{fields}: {refused}");
        }
    }
}
