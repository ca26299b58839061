//! Facts as JSON lines. A line that is none is counted and left out; nothing in a file is fatal.

use std::io::{self, BufRead, Write};

use fulfillment::{Fact, Instant};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::header::{FORMAT, Header};

/// A fact and the order it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The order.
    pub order: String,
    /// Code of its shipping method; the first one told of an order counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// What happened.
    #[serde(flatten)]
    pub fact: Fact,
}

/// What was wrong with a file, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dirt {
    /// Lines that are no fact.
    pub malformed: usize,
    /// What was wrong with the first of them: its number in the file, and the reason.
    pub first: Option<(usize, String)>,
    /// Facts that were there before.
    pub repeated: usize,
    /// Whether the first line is no header; the default calendar was taken.
    pub headless: bool,
}

/// Everything of a file, facts by time; fails only where the file cannot be read.
pub fn read(from: impl BufRead) -> io::Result<(Header, Vec<Event>, Dirt)> {
    let mut header = None;
    let mut events: Vec<Event> = Vec::new();
    let mut dirt = Dirt::default();
    let mut seen = std::collections::HashSet::new();
    for (number, line) in from.split(b'\n').enumerate() {
        let line = line?;
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        if header.is_none() && events.is_empty() && dirt.malformed == 0 {
            header = serde_json::from_slice::<Header>(line)
                .ok()
                .filter(|it| it.format == FORMAT);
            if header.is_some() {
                continue;
            }
        }
        match event(line) {
            Ok(event) => {
                if seen.insert((event.order.clone(), event.fact.id())) {
                    events.push(event);
                } else {
                    dirt.repeated += 1;
                }
            }
            Err(reason) => {
                dirt.malformed += 1;
                dirt.first.get_or_insert((number + 1, reason));
            }
        }
    }
    // What one order tells at one instant stays as written.
    events.sort_by_key(|it| it.fact.at);
    dirt.headless = header.is_none();
    Ok((
        header.unwrap_or_else(|| Header::new(Vec::new())),
        events,
        dirt,
    ))
}

/// One line. Times may be RFC 3339; source and grade may be left out: they decide nothing here.
fn event(line: &[u8]) -> Result<Event, String> {
    let mut value: Value = serde_json::from_slice(line).map_err(|it| it.to_string())?;
    let object = value.as_object_mut().ok_or("not an object")?;
    if let Some(Value::String(text)) = object.get("at") {
        let at: jiff::Timestamp = text.parse().map_err(|it| format!("at: {it}"))?;
        object.insert("at".into(), at.as_millisecond().into());
    }
    // Ids are often numbers.
    if let Some(Value::Number(number)) = object.get("order") {
        let text = number.to_string();
        object.insert("order".into(), text.into());
    }
    if let Some(Value::String(id)) = object.get("location") {
        let location = serde_json::json!({ "id": id });
        object.insert("location".into(), location);
    }
    object
        .entry("source")
        .or_insert_with(|| serde_json::json!({ "system": "file", "resource": "" }));
    object.entry("grade").or_insert_with(|| "record".into());
    serde_json::from_value(value).map_err(|it| it.to_string())
}

/// Writes a file.
pub fn write(mut to: impl Write, header: &Header, events: &[Event]) -> io::Result<()> {
    let mut line = |json: serde_json::Result<String>| writeln!(to, "{}", json?);
    line(serde_json::to_string(header))?;
    events
        .iter()
        .try_for_each(|event| line(serde_json::to_string(event)))
}

/// The instants of the first and the last fact.
pub fn span(events: &[Event]) -> Option<(Instant, Instant)> {
    Some((events.first()?.fact.at, events.last()?.fact.at))
}

#[cfg(test)]
mod tests {
    use fulfillment::Kind;

    use super::*;

    #[test]
    fn dirt_is_survived_and_counted() {
        let file = [
            r#"{"format":"plumbline-warehouse-events","locations":[]}"#,
            r#"{"order":7,"method":"std","at":"2026-03-02T10:00:00Z","kind":"order_placed","location":"chi"}"#,
            r#"{"order":"7","at":1772445600000,"kind":"handover"}"#,
            "not json",
            r#"{"order":"8","at":"yesterday","kind":"handover"}"#,
            r#"{"order":"8","at":1,"kind":"abducted"}"#,
            r#"{"order":"7","at":1772445600000,"kind":"handover"}"#,
            "",
            "[1,2",
        ]
        .join("\n");
        let (_, events, dirt) = read(file.as_bytes()).unwrap();
        assert_eq!(events.len(), 2);
        assert_eq!(events[0].order, "7");
        assert_eq!(events[0].fact.kind, Kind::OrderPlaced);
        assert_eq!(events[0].fact.location.as_ref().unwrap().id, "chi");
        assert_eq!(
            (dirt.malformed, dirt.repeated, dirt.headless),
            (4, 1, false)
        );
        assert_eq!(dirt.first.unwrap().0, 4);
    }

    #[test]
    fn bytes_that_are_no_text_and_no_header_are_survived() {
        let (header, events, dirt) = read(&b"\xff\xfe\n\x00\n"[..]).unwrap();
        assert!(events.is_empty() && header.locations.is_empty());
        assert_eq!((dirt.malformed, dirt.headless), (2, true));
    }

    #[test]
    fn what_is_written_is_read() {
        let (header, events) = crate::simulate::events(5);
        let mut file = Vec::new();
        write(&mut file, &header, &events).unwrap();
        let (read_header, read_events, dirt) = read(file.as_slice()).unwrap();
        assert_eq!(dirt, Dirt::default());
        assert_eq!(read_header, header);
        assert!(read_events == events);
    }
}
