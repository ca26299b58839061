//! Reading a fact's JSON.
//!
//! A fact's kind and payload lie flat among its other fields. Derived, that is read by keeping every field
//! aside first, and a ledger reads all facts of an order at each append: most of that is snapshots. So
//! those are read straight, as their canonical form has them, behind their kind; all else is kept aside.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::{
    Fact, FulfillmentOrderSnapshot, Grade, Instant, Item, Kind, Location, OrderSnapshot, Owner,
    Place, ShipmentSnapshot, Source, Subject,
};

/// The fields that every fact may have.
#[derive(Default)]
struct Common {
    at: Option<Instant>,
    at_latest: bool,
    source: Option<Source>,
    grade: Option<Grade>,
    subject: Subject,
    items: Vec<Item>,
    location: Option<Location>,
    place: Option<Place>,
    owner: Option<Owner>,
    text: Option<String>,
    retracts: Option<String>,
}

impl Common {
    /// Reads the value of `key` if it is one of these; otherwise the value is still to be read.
    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "at" => self.at = map.next_value()?,
            "at_latest" => self.at_latest = map.next_value()?,
            "source" => self.source = map.next_value()?,
            "grade" => self.grade = map.next_value()?,
            "subject" => self.subject = map.next_value()?,
            "items" => self.items = map.next_value()?,
            "location" => self.location = map.next_value()?,
            "place" => self.place = map.next_value()?,
            "owner" => self.owner = map.next_value()?,
            "text" => self.text = map.next_value()?,
            "retracts" => self.retracts = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn with<E: Error>(self, kind: Kind) -> Result<Fact, E> {
        Ok(Fact {
            at: self.at.ok_or_else(|| E::missing_field("at"))?,
            at_latest: self.at_latest,
            source: self.source.ok_or_else(|| E::missing_field("source"))?,
            grade: self.grade.ok_or_else(|| E::missing_field("grade"))?,
            kind,
            subject: self.subject,
            items: self.items,
            location: self.location,
            place: self.place,
            owner: self.owner,
            text: self.text,
            retracts: self.retracts,
        })
    }
}

/// What is left of a fact's fields, without those of [`Common`], which are read on the way.
struct Payload<'a, A> {
    map: &'a mut A,
    common: &'a mut Common,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Payload<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            if !self.common.take(&key, self.map)? {
                return seed.deserialize(key.into_deserializer()).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Fact;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a fact")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fact, A::Error> {
        let mut common = Common::default();
        let mut aside = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if common.take(&key, &mut map)? {
                continue;
            }
            let value: Value = map.next_value()?;
            let behind = match value.as_str() {
                Some(tag) if key == "kind" && aside.is_empty() => {
                    snapshot(tag, &mut map, &mut common)?
                }
                _ => None,
            };
            if let Some(kind) = behind {
                return common.with(kind);
            }
            aside.insert(key, value);
        }
        let kind = Kind::deserialize(Value::Object(aside)).map_err(A::Error::custom)?;
        common.with(kind)
    }
}

/// The rest of a fact whose kind is a snapshot; `None` for any other, with nothing read.
fn snapshot<'de, A: MapAccess<'de>>(
    tag: &str,
    map: &mut A,
    common: &mut Common,
) -> Result<Option<Kind>, A::Error> {
    let payload = MapAccessDeserializer::new(Payload { map, common });
    let kind = match tag {
        "order_snapshot" => Kind::OrderSnapshot(OrderSnapshot::deserialize(payload)?),
        "fo_snapshot" => Kind::FoSnapshot(FulfillmentOrderSnapshot::deserialize(payload)?),
        "shipment_snapshot" => Kind::ShipmentSnapshot(ShipmentSnapshot::deserialize(payload)?),
        _ => return Ok(None),
    };
    Ok(Some(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SNAPSHOT: &str = r#"{"at":1,"source":{"system":"shopify","resource":"1"},"grade":"record",
        "kind":"order_snapshot","updated_at":2,"name":"1001","lines":[{"id":"11","title":"Mug","quantity":1,
        "shippable":true}],"method":"shipping","destination":{},"subject":{"shipment":"5"},"text":"a note"}"#;

    #[test]
    fn the_order_of_fields_does_not_matter() {
        let straight: Fact = serde_json::from_str(SNAPSHOT).expect("a fact");
        // Its keys are sorted: some of the payload comes before the kind.
        let sorted: Value = serde_json::from_str(SNAPSHOT).expect("JSON");
        assert_eq!(Fact::deserialize(&sorted).expect("a fact"), straight);
        assert_eq!(straight.text.as_deref(), Some("a note"));
        assert_eq!(straight.subject.shipment.as_deref(), Some("5"));
        assert!(matches!(&straight.kind, Kind::OrderSnapshot(it) if it.lines.len() == 1));
        let (id, json) = straight.canonical();
        let again: Fact = serde_json::from_str(&json).expect("a fact");
        assert_eq!((again.id(), again), (id, straight));
    }

    #[test]
    fn what_is_missing_or_unknown_is_named() {
        let refused = |text: &str| {
            serde_json::from_str::<Fact>(text)
                .expect_err("no fact")
                .to_string()
        };
        assert!(refused(&SNAPSHOT.replace("\"at\"", "\"then\"")).contains("at"));
        assert!(refused(&SNAPSHOT.replace("\"lines\"", "\"rows\"")).contains("lines"));
        assert!(refused(&SNAPSHOT.replace("order_snapshot", "miracle")).contains("miracle"));
        assert!(refused("[]").contains("a fact"));
    }
}
