//! What facts mean for the queue of a place: groups of lines that come, move on and leave.
//!
//! A group is one fulfillment order, or the whole order where facts name none. Its clock starts at the first fact that names its
//! place (the only place of a file needs no naming), and stops at its hand-over or, where nobody reports that, the first thing only
//! a carrier that has it can report. A cancellation before that is a way out, too.

use std::collections::HashMap;

use fulfillment::{Instant, Kind};

use super::baseline::Lane;
use super::events::Event;
use super::header::Header;

/// Lines that are handed over together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The order.
    pub order: String,
    /// The place, as a place in [`Groups::locations`].
    pub location: usize,
    /// Method code; empty = not told.
    pub method: String,
    /// Lines, at least 1.
    pub lines: u32,
    /// When its clock started.
    pub placed: Instant,
    /// When it was handed over.
    pub handed_over: Option<Instant>,
    /// When it was cancelled.
    pub dropped: Option<Instant>,
}

impl Group {
    /// Its place and method.
    pub fn lane(&self) -> Lane {
        (self.location, self.method.clone())
    }
}

/// Something that moves a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It comes.
    Placed,
    /// The floor knows of it.
    Accepted,
    /// Somebody has begun to pick it.
    PickStarted,
    /// So many of its lines are picked.
    Picked(u32),
    /// It is packed.
    Packed,
    /// It has a label.
    Labelled,
    /// It waits for a person's decision.
    Held,
    /// It no longer does.
    Released,
    /// The carrier has it.
    HandedOver,
    /// It will never be handed over.
    Dropped,
}

/// All groups, and what happened to them in the order in which it became known.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// Ids of the places.
    pub locations: Vec<String>,
    /// The groups, in the order in which their clocks started.
    pub all: Vec<Group>,
    /// When, to which group, and what.
    pub steps: Vec<(Instant, usize, Step)>,
    /// Orders no fact of which names a place.
    pub nowhere: usize,
}

/// What is known of an order before its place is.
#[derive(Default)]
struct Unplaced {
    lines: u32,
    method: String,
}

impl Groups {
    /// Reads events that are in order of time.
    pub fn new(header: &Header, events: &[Event]) -> Self {
        let mut groups = Self {
            locations: header.locations.iter().map(|it| it.id.clone()).collect(),
            ..Self::default()
        };
        let only = (groups.locations.len() == 1).then(|| groups.locations[0].clone());
        let mut orders: HashMap<&str, Unplaced> = HashMap::new();
        let mut of: HashMap<(&str, Option<&str>), usize> = HashMap::new();
        for event in events {
            let fact = &event.fact;
            let order = orders.entry(&event.order).or_default();
            if let (true, Some(method)) = (order.method.is_empty(), &event.method) {
                order.method.clone_from(method);
            }
            let told = match &fact.kind {
                Kind::OrderPlaced => fact.items.len(),
                Kind::OrderSnapshot(it) => it.lines.iter().filter(|it| it.quantity > 0).count(),
                _ => 0,
            };
            order.lines = order.lines.max(told as u32);
            let part = fact.subject.fulfillment_order.as_deref();
            // What is told of the order as a whole is told of its only group; and a group's first fact may name no part.
            let known = of.get(&(event.order.as_str(), part)).or_else(|| {
                let whole = of.get(&(event.order.as_str(), None));
                whole.filter(|_| part.is_some())
            });
            let group = match known {
                Some(group) => *group,
                None => {
                    let place = fact.location.as_ref().map(|it| it.id.clone());
                    let Some(place) = place.or_else(|| only.clone()) else {
                        continue;
                    };
                    let group = groups.place(event, order, place);
                    of.insert((&event.order, part), group);
                    group
                }
            };
            groups.tell(group, event);
        }
        let placed: std::collections::HashSet<&str> =
            groups.all.iter().map(|it| it.order.as_str()).collect();
        groups.nowhere = orders.keys().filter(|it| !placed.contains(**it)).count();
        groups
    }

    fn place(&mut self, event: &Event, order: &Unplaced, place: String) -> usize {
        let location = self.locations.iter().position(|it| *it == place);
        let location = location.unwrap_or_else(|| {
            self.locations.push(place);
            self.locations.len() - 1
        });
        let lines = match &event.fact.kind {
            Kind::OrderPlaced | Kind::OrderSnapshot(_) => order.lines,
            _ if event.fact.items.is_empty() => order.lines,
            _ => event.fact.items.len() as u32,
        };
        self.all.push(Group {
            order: event.order.clone(),
            location,
            method: order.method.clone(),
            lines: lines.max(1),
            placed: event.fact.at,
            handed_over: None,
            dropped: None,
        });
        self.steps
            .push((event.fact.at, self.all.len() - 1, Step::Placed));
        self.all.len() - 1
    }

    fn tell(&mut self, index: usize, event: &Event) {
        let fact = &event.fact;
        let group = &mut self.all[index];
        if group.handed_over.is_some() || group.dropped.is_some() {
            return;
        }
        let step = match &fact.kind {
            Kind::FoAccepted => Step::Accepted,
            Kind::PickStarted => Step::PickStarted,
            Kind::PickDone if fact.items.is_empty() => Step::Picked(group.lines),
            Kind::PickDone => Step::Picked(fact.items.len() as u32),
            Kind::PackDone => Step::Packed,
            Kind::LabelCreated => Step::Labelled,
            Kind::HoldPlaced { .. } => Step::Held,
            Kind::HoldReleased { .. } => Step::Released,
            Kind::Cancelled { .. } => {
                group.dropped = Some(fact.at);
                Step::Dropped
            }
            Kind::Handover
            | Kind::CarrierAccepted
            | Kind::CarrierTransferred
            | Kind::TransitMoved
            | Kind::OutForDelivery
            | Kind::Delivered { .. } => {
                group.handed_over = Some(fact.at);
                Step::HandedOver
            }
            _ => return,
        };
        self.steps.push((fact.at, index, step));
    }
}
