//! What the buttons of the demo page do. Each answers with what was sent and what came back.

use std::time::Instant;

use serde::Serialize;
use serde_json::Value;
use tokio::task::JoinSet;

use super::orders::{self, DemoOrder};
use super::{Demo, DemoError, SHOP, delivery};
use crate::client::Answer;
use crate::payloads::{fulfillment_event, operation};
use crate::script::{MINUTE, Saying, Scan, Script, wire};
use crate::sign;

/// How far the order of the handover has been told.
#[derive(Debug, Default)]
pub struct Live {
    stage: usize,
    /// The order's story with what the buttons added.
    script: Option<Script>,
}

/// What happens next to the order of the handover, scan by scan.
const STAGES: [(&str, &str); 4] = [
    ("Send the warehouse's handover scan", "handover"),
    ("Send the carrier's first scan", "carrier_picked_up"),
    ("Send “out for delivery”", "out_for_delivery"),
    ("Send the delivery", "delivered"),
];

/// One request and its answer, for the page.
#[derive(Debug, Serialize)]
pub struct Exchange {
    /// What was sent, in words.
    pub sent: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// The answer's reason where it was refused.
    pub reason: String,
}

/// A scan and the page's change.
#[derive(Debug, Serialize)]
pub struct Scanned {
    /// The request as sent.
    pub body: Value,
    /// Its answer.
    pub exchange: Exchange,
    /// Milliseconds until it was acknowledged, which is after it was stored.
    pub acknowledged_ms: u128,
    /// The shopper's sentence now.
    pub sentence: String,
    /// The button's next words; absent: delivered.
    pub next: Option<&'static str>,
}

/// Duplicates, late and forged reports.
#[derive(Debug, Serialize)]
pub struct Storm {
    /// Digest of the order's state before and after.
    pub before: String,
    /// The same after.
    pub after: String,
    /// How many were sent again, and acknowledged.
    pub duplicates: usize,
    /// How many came late and out of order under new delivery ids, and were acknowledged.
    pub late: usize,
    /// The forged ones, each with the reason of its refusal.
    pub forged: Vec<Exchange>,
}

/// A kill and a return.
#[derive(Debug, Serialize)]
pub struct Killed {
    /// Orders whose digest was compared.
    pub orders: usize,
    /// Orders whose digest changed without a report of ours: must be none.
    pub changed: usize,
    /// Reports acknowledged before the process died.
    pub acknowledged: usize,
    /// Of these, found after the restart.
    pub found: usize,
    /// Reports cut off by the kill, sent again by their sender and found once each.
    pub repeated: usize,
    /// Facts of that order before and after all.
    pub facts: (u64, u64),
    /// Milliseconds from the kill to the first good answer.
    pub down_ms: u128,
}

impl Demo {
    /// Words of the handover's button.
    pub async fn next_scan(&self) -> Option<&'static str> {
        let live = self.live.lock().await;
        STAGES.get(live.stage).map(|(words, _)| *words)
    }

    /// Sends the next scan of the handover's order.
    pub async fn scan(&self) -> Result<Option<Scanned>, DemoError> {
        let mut live = self.live.lock().await;
        let (Some(order), Some((words, kind))) =
            (self.numbered(orders::HANDOVER), STAGES.get(live.stage))
        else {
            return Ok(None);
        };
        let mut script = live.script.clone().unwrap_or_else(|| order.script.clone());
        let saying = if *kind == "handover" {
            Saying::Site(Scan::Handover)
        } else {
            Saying::Event(kind)
        };
        script.tell(self.client.now(), Some(0), saying);
        let index = script.told.len() - 1;
        let Some(request) = wire::requests(&script, index).into_iter().next() else {
            return Ok(None);
        };
        let began = Instant::now();
        let answer = wire::send(
            &self.client,
            &self.secrets,
            &request,
            &delivery(&script, index, 0),
        )
        .await?;
        let acknowledged_ms = began.elapsed().as_millis();
        let accepted = answer.ok();
        let exchange = exchange(words, answer);
        let page = self.newest(&script).await?;
        if accepted {
            live.stage += 1;
            live.script = Some(script);
        }
        Ok(Some(Scanned {
            body: request.body,
            exchange,
            acknowledged_ms,
            sentence: text(&page, "/page/headline"),
            next: STAGES.get(live.stage).map(|(words, _)| *words),
        }))
    }

    /// Sends an order's reports again, late, out of order, and forged.
    pub async fn storm(&self) -> Result<Option<Storm>, DemoError> {
        let Some(order) = self.numbered(orders::STORM) else {
            return Ok(None);
        };
        let script = &order.script;
        let before = text(&self.newest(script).await?, "/view/digest");
        let (mut duplicates, mut late) = (0, 0);
        let mut arrivals = script.arrivals();
        for (_, index) in &arrivals {
            for (part, request) in wire::requests(script, *index).iter().enumerate() {
                let id = delivery(script, *index, part);
                let answer = wire::send(&self.client, &self.secrets, request, &id).await?;
                duplicates += usize::from(answer.ok());
            }
        }
        arrivals.reverse();
        for (_, index) in &arrivals {
            for (part, request) in wire::requests(script, *index).iter().enumerate() {
                let id = format!(
                    "{}-late-{}",
                    delivery(script, *index, part),
                    self.client.now()
                );
                let answer = wire::send(&self.client, &self.secrets, request, &id).await?;
                late += usize::from(answer.ok());
            }
        }
        let forged = self.forge(order).await?;
        let after = text(&self.newest(script).await?, "/view/digest");
        Ok(Some(Storm {
            before,
            after,
            duplicates,
            late,
            forged,
        }))
    }

    async fn forge(&self, order: &DemoOrder) -> Result<Vec<Exchange>, DemoError> {
        let script = &order.script;
        let id = script.order.id;
        let now = self.client.now();
        let label = script
            .parcels
            .first()
            .and_then(|parcel| parcel.labels.first());
        let fulfillment = label.map_or(0, |label| label.fulfillment);
        let topic = "fulfillment_events/create";
        let event = fulfillment_event(9_000_001, id, fulfillment, "delivered", now, None);
        let bytes = event.to_string().into_bytes();
        let real = sign::shopify(&bytes, &self.secrets.api_secret);
        let other = sign::shopify(&bytes, "shpss_somebody_elses_secret");
        let client = &self.client;
        let mut forged = Vec::new();

        let answer = client
            .webhook_signed(topic, "forged-1", bytes.clone(), &other)
            .await?;
        forged.push(exchange("“Delivered”, signed with another secret", answer));
        let mut altered = bytes.clone();
        altered.push(b' ');
        let answer = client
            .webhook_signed(topic, "forged-2", altered, &real)
            .await?;
        forged.push(exchange(
            "“Delivered”, changed by one byte after signing",
            answer,
        ));
        let answer = client.webhook_signed(topic, "forged-3", bytes, "").await?;
        forged.push(exchange("“Delivered”, without a signature", answer));

        let scan = operation("forged-scan", "handover", id, now).body();
        let bytes = scan.to_string().into_bytes();
        let seconds = now.div_euclid(1000);
        let key = self.secrets.operations(SHOP, "reno");
        let answer = client
            .operations_signed(
                "chicago",
                "forged-4",
                seconds,
                bytes.clone(),
                &sign::standard("forged-4", seconds, &bytes, &key),
            )
            .await?;
        forged.push(exchange("A handover of Chicago, signed by Reno", answer));
        let key = self.secrets.operations(SHOP, "chicago");
        let old = seconds - 3600;
        let answer = client
            .operations_signed(
                "chicago",
                "forged-5",
                old,
                bytes.clone(),
                &sign::standard("forged-5", old, &bytes, &key),
            )
            .await?;
        forged.push(exchange(
            "A handover recorded an hour ago and played back",
            answer,
        ));
        Ok(forged)
    }

    /// Kills the worker's whole process group while reports come in, and brings it back.
    pub async fn kill(&self) -> Result<Option<Killed>, DemoError> {
        let Some(order) = self.numbered(orders::KILLED) else {
            return Ok(None);
        };
        let script = &order.script;
        let id = script.order.id.to_string();
        let facts_before = self.version(script).await?;
        let before = self.client.digests().await?;
        let now = self.client.now();
        let notes: Vec<(String, Value)> = (0..40)
            .map(|index| {
                let event = format!("note-{now}-{index}");
                let body = operation(&event, "note", script.order.id, now - MINUTE + index)
                    .with("text", format!("Stock count {index}"))
                    .body();
                (event, body)
            })
            .collect();
        let mut sending = JoinSet::new();
        for (event, body) in notes.clone() {
            let client = self.client.clone();
            sending.spawn(async move {
                let answer = client.operations("acme-3pl", &event, &body).await;
                (event, answer.is_ok_and(|answer| answer.ok()))
            });
        }
        let mut acknowledged = Vec::new();
        let mut world = self.world.write().await;
        // Some are acknowledged, some are in flight: then the power goes.
        while acknowledged.len() < 12 {
            match sending.join_next().await {
                Some(Ok((event, true))) => acknowledged.push(event),
                Some(_) => {}
                None => break,
            }
        }
        let killed = Instant::now();
        world.kill9().await;
        while let Some(done) = sending.join_next().await {
            if let Ok((event, true)) = done {
                acknowledged.push(event);
            }
        }
        world.restart().await?;
        let down_ms = killed.elapsed().as_millis();
        drop(world);
        let after = self.client.digests().await?;
        let changed = before
            .iter()
            .filter(|(order, digest)| **order != id && after.get(*order) != Some(*digest))
            .count();
        let found = self.notes(&id, &acknowledged).await?;
        let mut repeated = 0;
        for (event, body) in &notes {
            if !acknowledged.contains(event) {
                let answer = self.client.operations("acme-3pl", event, body).await?;
                repeated += usize::from(answer.ok());
            }
        }
        let facts_after = self.version(script).await?;
        Ok(Some(Killed {
            orders: before.len(),
            changed,
            acknowledged: acknowledged.len(),
            found,
            repeated,
            facts: (facts_before, facts_after),
            down_ms,
        }))
    }

    /// How many of these events the order's trace holds.
    async fn notes(&self, order: &str, events: &[String]) -> Result<usize, DemoError> {
        let trace = self.client.trace(order).await?;
        let trace = serde_json::to_string(&trace).unwrap_or_default();
        Ok(events
            .iter()
            .filter(|event| trace.contains(&format!("\"{event}\"")))
            .count())
    }

    async fn version(&self, script: &Script) -> Result<u64, DemoError> {
        let page = self.newest(script).await?;
        Ok(page
            .pointer("/view/version")
            .and_then(Value::as_u64)
            .unwrap_or(0))
    }
}

fn exchange(sent: &str, answer: Answer) -> Exchange {
    let reason = serde_json::from_str::<Value>(&answer.text)
        .ok()
        .and_then(|body| body.pointer("/error/reason")?.as_str().map(str::to_owned))
        .unwrap_or_else(|| answer.text.chars().take(160).collect());
    Exchange {
        sent: sent.to_owned(),
        status: answer.status,
        reason,
    }
}

pub(super) fn text(value: &Value, pointer: &str) -> String {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}
