//! What a merchant may decide of promises, and what of it is refused and why.

use std::collections::BTreeSet;

use contract::checkout::{CLASSES, CUTOFFS, PROFILES};
use contract::promises::{HandlingClass, MethodSettings, PLAIN_TARGET, PromiseSettings};

/// Least and greatest target, per cent.
const TARGETS: std::ops::RangeInclusive<u8> = 50..=99;
/// Minutes of a day.
const DAY: u16 = 24 * 60;
/// Collections a day at most.
const PICKUPS: usize = 8;
/// Locations of one delivery option at most.
const LOCATIONS: usize = 200;
/// Longest title or code, characters.
const TEXT: usize = 200;
/// Longest name of a handling class, bytes: the checkout's table gives its length one digit.
const CLASS: usize = 63;
/// Longest declared handling, working days.
const HANDLING: u8 = 60;

/// Whether these settings can be; the reason if not.
///
/// # Errors
/// The reason, naming the setting.
pub fn check(settings: &PromiseSettings) -> Result<(), String> {
    if !TARGETS.contains(&settings.target) {
        return Err("`promises.target` must be 50 to 99 per cent".to_owned());
    }
    if settings.plain && settings.target < PLAIN_TARGET {
        return Err(format!(
            "`promises.plain` needs a target of at least {PLAIN_TARGET} per cent"
        ));
    }
    if settings.methods.len() > PROFILES {
        return Err(format!("`promises.methods` holds at most {PROFILES}"));
    }
    let mut titles = BTreeSet::new();
    let mut codes = BTreeSet::new();
    let mut cutoffs = BTreeSet::new();
    for method in &settings.methods {
        check_method(method)?;
        let title = &method.title;
        if !titles.insert(title.as_str()) {
            return Err(format!("`promises.methods` names {title:?} twice"));
        }
        if let Some(code) = &method.code
            && !codes.insert(code.as_str())
        {
            return Err(format!("`promises.methods` has the code {code:?} twice"));
        }
        cutoffs.extend(method.cutoff);
    }
    if cutoffs.len() > CUTOFFS {
        return Err(format!(
            "`promises.methods` may have {CUTOFFS} different cutoffs, the checkout compares no more"
        ));
    }
    check_classes(&settings.handling)
}

fn check_classes(classes: &[HandlingClass]) -> Result<(), String> {
    if classes.len() > CLASSES {
        return Err(format!("`promises.handling` holds at most {CLASSES}"));
    }
    let mut names = BTreeSet::new();
    for HandlingClass { name, days } in classes {
        // Storefronts name the classes of a cart with commas between them.
        let unfit = |sign: char| sign.is_control() || sign == ',';
        if name.is_empty() || name.len() > CLASS || name.trim() != name || name.chars().any(unfit) {
            return Err(format!(
                "`promises.handling.name` must be 1 to {CLASS} bytes of printable text without a comma"
            ));
        }
        if !names.insert(name) {
            return Err(format!("`promises.handling` names {name:?} twice"));
        }
        if !(1..=HANDLING).contains(days) {
            return Err(format!(
                "`promises.handling.days` of {name:?} must be 1 to {HANDLING} working days"
            ));
        }
    }
    Ok(())
}

fn check_method(method: &MethodSettings) -> Result<(), String> {
    let title = &method.title;
    let printable = |text: &str| {
        let length = text.chars().count();
        (1..=TEXT).contains(&length) && !text.chars().any(char::is_control)
    };
    if !printable(title) || title.trim() != title {
        return Err(format!(
            "`promises.methods.title` must be 1 to {TEXT} printable characters"
        ));
    }
    if method.code.as_deref().is_some_and(|code| !printable(code)) {
        return Err(format!(
            "`promises.methods.code` of {title:?} must be 1 to {TEXT} printable characters"
        ));
    }
    let minutes = method.cutoff.iter().chain(&method.pickups);
    if minutes.clone().any(|minute| *minute >= DAY) {
        return Err(format!(
            "`cutoff` and `pickups` of {title:?} are minutes of a day, below {DAY}"
        ));
    }
    if method.pickups.len() > PICKUPS {
        return Err(format!("`pickups` of {title:?} are at most {PICKUPS}"));
    }
    if method.locations.len() > LOCATIONS
        || method
            .locations
            .iter()
            .any(|id| id.is_empty() || id.len() > 64)
    {
        return Err(format!(
            "`locations` of {title:?} are at most {LOCATIONS} location ids"
        ));
    }
    if method.handling_days.is_some_and(|days| days > HANDLING) {
        return Err(format!(
            "`handling_days` of {title:?} are at most {HANDLING}"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn method(title: &str) -> MethodSettings {
        MethodSettings {
            title: title.into(),
            ..MethodSettings::default()
        }
    }

    fn class(name: &str, days: u8) -> HandlingClass {
        HandlingClass {
            name: name.into(),
            days,
        }
    }

    fn refused(settings: &PromiseSettings, part: &str) {
        let reason = check(settings).err().unwrap_or_default();
        assert!(reason.contains(part), "{part}: {reason:?}");
    }

    #[test]
    fn what_a_shop_needs_is_taken() {
        let settings = PromiseSettings {
            methods: vec![
                MethodSettings {
                    code: Some("standard".into()),
                    locations: vec!["7".into()],
                    cutoff: Some(14 * 60),
                    pickups: vec![11 * 60, 17 * 60],
                    handling_days: Some(2),
                    ..method("Standard")
                },
                method("Express"),
            ],
            handling: vec![class("Made to order", 10), class("Pre-order", 60)],
            ..PromiseSettings::default()
        };
        assert_eq!(check(&settings), Ok(()));
        assert_eq!(check(&PromiseSettings::default()), Ok(()));
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_name() {
        let with = |methods: Vec<MethodSettings>| PromiseSettings {
            methods,
            ..PromiseSettings::default()
        };
        refused(
            &PromiseSettings {
                target: 100,
                ..PromiseSettings::default()
            },
            "promises.target",
        );
        refused(
            &PromiseSettings {
                plain: true,
                ..PromiseSettings::default()
            },
            "promises.plain",
        );
        refused(&with(vec![method("A"), method("A")]), "twice");
        refused(&with(vec![method("")]), "title");
        refused(&with(vec![method("two\nlines")]), "title");
        let cutoff = |title: &str, minute| MethodSettings {
            cutoff: Some(minute),
            ..method(title)
        };
        refused(&with(vec![cutoff("A", 1440)]), "minutes of a day");
        let five = (0..5).map(|n| cutoff(&n.to_string(), 600 + n)).collect();
        refused(&with(five), "different cutoffs");
        let long = MethodSettings {
            handling_days: Some(61),
            ..method("A")
        };
        refused(&with(vec![long]), "handling_days");
        let classes = |handling: Vec<HandlingClass>| PromiseSettings {
            handling,
            ..PromiseSettings::default()
        };
        let made = || class("Made to order", 10);
        refused(&classes(vec![made(), made()]), "twice");
        refused(&classes(vec![class("A", 0)]), "handling.days");
        for name in ["", " A", "A,B", &"é".repeat(32)] {
            refused(&classes(vec![class(name, 3)]), "handling.name");
        }
        let nine = (0..9).map(|n| class(&n.to_string(), 3)).collect();
        refused(&classes(nine), "at most 8");
    }
}
