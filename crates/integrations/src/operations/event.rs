//! One operations event to one report.

use contract::operations::{OperationsDelivered, OperationsEvent, OperationsOwner, OperationsRole};
use fulfillment::fact::{DeliveredHow, Item, Location, Owner, OwnerRole, Place, Source, Subject};
use fulfillment::{Fact, Grade, Instant, Kind};

use super::status::{self, Knower};
use crate::shopify::status::hold_reason;
use crate::wire::{Id, Time, country, filled, text, tracking};
use crate::{DirectoryLink, Locator, Refusal, Report};

/// Most order lines in one event: no order has more.
const ITEMS_LIMIT: usize = 1000;

/// What the event is about, in the forms the rest of the house uses.
struct About {
    order: Option<String>,
    name: Option<String>,
    subject: Subject,
}

/// Translates one event of `system`.
pub(super) fn report(system: &str, event: OperationsEvent) -> Result<Report, Refusal> {
    let id = named("id", Some(event.id.as_str()))?.ok_or_else(|| missing("id"))?;
    let at = time("at", &event.at)?;
    let about = About::of(&event)?;
    let locator = about.locator().ok_or_else(|| {
        Refusal::malformed(
            "one of `order`, `order_name`, `fulfillment_order`, `shipment`, `tracking` is needed",
        )
    })?;
    let (kind, grade) = meaning(&event, &id)?;

    let carrier = event.carrier.as_deref().and_then(text);
    let location = event.location.as_ref();
    let place_name = location.and_then(|location| text(location.name.as_deref()?));
    let witness = match grade {
        Grade::Carrier => carrier.clone(),
        _ => place_name.clone(),
    };
    let fact = Fact {
        subject: about.subject.clone(),
        items: items(&event)?,
        location: match location {
            Some(location) => Some(Location {
                id: named("location.id", Some(&location.id))?
                    .ok_or_else(|| missing("location.id"))?,
                name: place_name,
            }),
            None => None,
        },
        place: place(&event),
        owner: event.owner.as_ref().map(owner).transpose()?,
        text: event.text.as_deref().and_then(text),
        retracts: named("retracts", event.retracts.as_deref())?,
        ..Fact::new(
            at,
            Source {
                system: system.to_owned(),
                resource: about.resource(),
                event: Some(id.clone()),
                witness,
            },
            grade,
            kind,
        )
    };
    let mut facts = Vec::with_capacity(2);
    // A label or a handover that names its carrier also says whose number it is.
    let names_number = matches!(fact.kind, Kind::LabelCreated | Kind::Handover)
        && carrier.is_some()
        && about.subject.tracking.is_some();
    if names_number {
        let mut number = fact.clone();
        number.kind = Kind::TrackingSet { carrier };
        number.grade = Grade::Record;
        number.source.event = Some(format!("{id}/tracking"));
        number.retracts = None;
        number.text = None;
        facts.push(number);
    }
    if fact.retracts.as_deref() == Some(&id) {
        return Err(Refusal::malformed("`retracts` names the event itself"));
    }
    facts.insert(0, fact);

    let mut report = Report::about(locator);
    report.facts = facts;
    report.links = about.links();
    Ok(report)
}

impl About {
    fn of(event: &OperationsEvent) -> Result<Self, Refusal> {
        let id = |name: &str, value: &Option<String>| match filled(value.clone()) {
            None => Ok(None),
            Some(value) => match Id::parse(&value) {
                Some(id) => Ok(Some(id.0)),
                None => Err(Refusal::malformed(format!("`{name}` is not an id"))),
            },
        };
        let number = match filled(event.tracking.clone()) {
            None => None,
            Some(value) => {
                Some(tracking(&value).ok_or_else(|| Refusal::malformed("`tracking` is too long"))?)
            }
        };
        Ok(Self {
            order: id("order", &event.order)?,
            name: named("order_name", event.order_name.as_deref())?,
            subject: Subject {
                fulfillment_order: id("fulfillment_order", &event.fulfillment_order)?,
                shipment: id("shipment", &event.shipment)?,
                tracking: number,
            },
        })
    }

    /// The name likeliest to be known: Shopify's ids and the order's name before a number or a
    /// reference that this very event may be the first to tell.
    fn locator(&self) -> Option<Locator> {
        let subject = &self.subject;
        let order = self.order.clone().map(Locator::Order);
        order
            .or_else(|| {
                subject
                    .fulfillment_order
                    .clone()
                    .map(Locator::FulfillmentOrder)
            })
            .or_else(|| self.name.clone().map(Locator::OrderName))
            .or_else(|| subject.shipment.clone().map(Locator::Fulfillment))
            .or_else(|| subject.tracking.clone().map(Locator::Tracking))
    }

    fn links(&self) -> Vec<DirectoryLink> {
        let subject = &self.subject;
        let number = subject.tracking.clone().map(DirectoryLink::Tracking);
        [
            subject
                .fulfillment_order
                .clone()
                .map(DirectoryLink::FulfillmentOrder),
            subject.shipment.clone().map(DirectoryLink::Fulfillment),
            number,
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn resource(&self) -> String {
        let subject = &self.subject;
        [
            &subject.shipment,
            &subject.fulfillment_order,
            &self.order,
            &self.name,
            &subject.tracking,
        ]
        .into_iter()
        .flatten()
        .next()
        .cloned()
        .unwrap_or_default()
    }
}

/// What happened and how well that proves it.
fn meaning(event: &OperationsEvent, id: &str) -> Result<(Kind, Grade), Refusal> {
    let carrier = event.carrier.as_deref().and_then(text);
    let how = delivered(event.how);
    if let Some(known) = status::step(&event.kind) {
        return Ok(known);
    }
    let words = event.reason.as_deref().and_then(text);
    let hold = named("hold", event.hold.as_deref())?;
    let unknown = |status: &str| {
        let status = text(status).unwrap_or_default();
        Ok((Kind::Unknown { status }, Grade::Record))
    };
    let record = |kind| Ok((kind, Grade::Record));
    match event.kind.as_str() {
        "delivered" => Ok((Kind::Delivered { how }, Grade::Warehouse)),
        "carrier_scan" => {
            let name = event.scan.as_deref().ok_or_else(|| missing("scan"))?;
            if carrier.is_none() {
                // Carrier grade needs its witness: who scanned.
                return Err(missing("carrier"));
            }
            match status::scan(name, how) {
                Some(kind) => Ok((kind, Grade::Carrier)),
                None => unknown(&format!("carrier_scan/{name}")),
            }
        }
        "exception" => {
            let name = event
                .exception
                .as_deref()
                .ok_or_else(|| missing("exception"))?;
            match status::exception(name) {
                Some((exception, knower)) => {
                    let grade = match knower {
                        Knower::Warehouse => Grade::Warehouse,
                        Knower::Carrier if carrier.is_some() => Grade::Carrier,
                        Knower::Carrier => Grade::Record,
                    };
                    Ok((Kind::ExceptionReported { exception }, grade))
                }
                None => unknown(&format!("exception/{name}")),
            }
        }
        "fo_rejected" => record(Kind::FoRejected { reason: words }),
        "cancelled" => record(Kind::Cancelled { reason: words }),
        "tracking_set" => record(Kind::TrackingSet { carrier }),
        "hold_placed" => record(Kind::HoldPlaced {
            hold: hold.unwrap_or_else(|| id.to_owned()),
            reason: hold_reason::meaning(event.reason.as_deref().unwrap_or_default()),
        }),
        "hold_released" => record(Kind::HoldReleased { hold }),
        "backordered" => {
            let until = event.until.as_deref().map(|until| time("until", until));
            record(Kind::Backordered {
                until: until.transpose()?,
            })
        }
        "eta_revised" => {
            let until = event.until.as_deref().ok_or_else(|| missing("until"))?;
            let until = time("until", until)?;
            let from = event.from.as_deref().map(|from| time("from", from));
            let from = from.transpose()?.unwrap_or(until);
            if from > until {
                return Err(Refusal::malformed("`from` is after `until`"));
            }
            record(Kind::EtaRevised { from, until })
        }
        other => unknown(other),
    }
}

fn missing(field: &str) -> Refusal {
    Refusal::malformed(format!("missing field `{field}`"))
}

/// A short name: trimmed, without control characters, at most 128 characters.
fn named(field: &str, value: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    if value.len() > 128 || value.chars().any(char::is_control) {
        return Err(Refusal::malformed(format!(
            "`{field}` has more than 128 bytes or control characters"
        )));
    }
    Ok(Some(value.to_owned()))
}

fn time(field: &str, value: &str) -> Result<Instant, Refusal> {
    match Time::parse(value) {
        Some(time) => Ok(time.0),
        None => Err(Refusal::malformed(format!(
            "`{field}` is not a time with offset, as in 2026-01-31T19:00:00-05:00"
        ))),
    }
}

fn items(event: &OperationsEvent) -> Result<Vec<Item>, Refusal> {
    if event.items.len() > ITEMS_LIMIT {
        return Err(Refusal::TooLarge {
            size: event.items.len(),
            limit: ITEMS_LIMIT,
        });
    }
    let mut items = Vec::with_capacity(event.items.len());
    for item in &event.items {
        let line = named("items.line", Some(&item.line))?.ok_or_else(|| missing("items.line"))?;
        // Shopify's global id is the same line as its number.
        let line = match line.strip_prefix("gid://") {
            Some(_) => Id::parse(&line).map_or(line, |id| id.0),
            None => line,
        };
        if item.quantity == 0 {
            return Err(Refusal::malformed("`items.quantity` is 0"));
        }
        items.push(Item {
            line,
            quantity: item.quantity,
        });
    }
    items.sort_unstable();
    Ok(items)
}

fn owner(owner: &OperationsOwner) -> Result<Owner, Refusal> {
    let id = named("owner.id", Some(&owner.id))?.ok_or_else(|| missing("owner.id"))?;
    if id.contains('@') {
        return Err(Refusal::malformed(
            "`owner.id` must be an opaque id, not an e-mail address",
        ));
    }
    Ok(Owner {
        role: match owner.role {
            OperationsRole::Person => OwnerRole::Person,
            OperationsRole::Station => OwnerRole::Station,
            OperationsRole::System => OwnerRole::System,
        },
        id,
    })
}

fn place(event: &OperationsEvent) -> Option<Place> {
    let told = event.place.as_ref()?;
    let place = Place {
        city: told.city.as_deref().and_then(text),
        region: told.region.as_deref().and_then(text),
        country: country(told.country.clone()),
    };
    (place != Place::default()).then_some(place)
}

fn delivered(how: Option<OperationsDelivered>) -> DeliveredHow {
    match how {
        None | Some(OperationsDelivered::Door) => DeliveredHow::Door,
        Some(OperationsDelivered::Signed) => DeliveredHow::Signed,
        Some(OperationsDelivered::Neighbour) => DeliveredHow::Neighbour,
        Some(OperationsDelivered::Locker) => DeliveredHow::Locker,
        Some(OperationsDelivered::Collected) => DeliveredHow::Collected,
    }
}
