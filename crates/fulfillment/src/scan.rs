//! One scan that reached us by two routes is one row of evidence, not two.

use crate::fact::{Fact, Grade, Kind, RELAYS};
use crate::instant::{DAY, HOUR};

/// Whether these facts are one carrier's scan, told by a relay and by another system.
///
/// Systems round their clocks and leave out places: the same kind within an hour, at no two different
/// places, is the same scan. Of one dated by when it was known, within a day before that.
pub fn same_scan(one: &Fact, other: &Fact) -> bool {
    let relays = [one, other].map(|fact| RELAYS.contains(&fact.source.system.as_str()));
    let carriers = one.grade == Grade::Carrier && other.grade == Grade::Carrier;
    if relays[0] == relays[1] || !carriers || !same_kind(&one.kind, &other.kind) {
        return false;
    }
    let gap = one.at.since(other.at);
    let near = match (one.at_latest, other.at_latest) {
        (true, false) => (-HOUR..=DAY).contains(&gap),
        (false, true) => (-DAY..=HOUR).contains(&gap),
        _ => gap.abs() <= HOUR,
    };
    near && same_place(one, other)
}

/// How it was delivered is more than some routes tell.
fn same_kind(one: &Kind, other: &Kind) -> bool {
    let delivered = |kind: &Kind| matches!(kind, Kind::Delivered { .. });
    one == other || (delivered(one) && delivered(other))
}

fn same_place(one: &Fact, other: &Fact) -> bool {
    let city = |fact: &Fact| {
        let place = fact.place.as_ref()?;
        Some(place.city.as_deref()?.trim().to_lowercase())
    };
    match (city(one), city(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}
