//! The still map of a parcel's last scan: the area that scan names, and no more exact a place.

use contract::page::MapText;
use contract::view::{EvidenceView, OrderStatusView, ParcelView};
use fulfillment::Claim;
use fulfillment::fact::{Grade, Place};

use crate::catalogue::Words;
use crate::notice;

/// The map of a parcel under way; `None` without a scan, where the last one told no place that can be
/// drawn, and where the road is over.
pub(crate) fn map(words: &Words<'_>, view: &OrderStatusView, of: &ParcelView) -> Option<MapText> {
    if !(Claim::HandedOver..=Claim::ReadyForPickup).contains(&of.headline.claim) {
        return None;
    }
    // An older scan with a place must not pass for the last one: only the newest is looked at.
    let scan = of
        .evidence
        .iter()
        .filter(|fact| is_scan(fact))
        .max_by_key(|fact| fact.at)?;
    let place = scan.place.as_ref()?;
    let area = atlas::area(place.country.as_deref()?, place.region.as_deref())?;
    let witness = words.witness(scan.witness.as_deref(), scan.grade, &view.shop);
    // Named in full, whatever country the parcel goes to: a map needs its country.
    let named = words.place(Some(place), &Place::default())?;
    let args = [
        ("place", named.as_str()),
        ("when", &words.moment(scan.at)),
        ("witness", &witness.inside),
    ];
    Some(MapText {
        caption: words.say("map-caption", &args),
        note: words.say("map-note", &[]),
        alt: words.say("map-alt", &[("place", &named)]),
        beside: notice::of_parcel(words, view, of),
        width: area.width,
        height: area.height,
        country: area.country.to_owned(),
        region: area.region.map(str::to_owned),
    })
}

/// Somebody held the parcel and scanned it.
fn is_scan(fact: &EvidenceView) -> bool {
    fact.grade >= Grade::Warehouse
        && matches!(
            fact.kind.as_str(),
            "pick_started"
                | "pick_done"
                | "pack_done"
                | "handover"
                | "carrier_accepted"
                | "carrier_transferred"
                | "transit_moved"
                | "customs_entered"
                | "customs_cleared"
                | "out_for_delivery"
                | "attempt_failed"
                | "ready_for_pickup"
                | "delivered"
                | "returning"
        )
}
