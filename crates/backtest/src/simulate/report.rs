//! What a place's systems tell of what happens on its floor: all of it, or only the ends.

use fulfillment::fact::{Item, Location, Owner, OwnerRole, Source};
use fulfillment::{Fact, Grade, Instant, Kind};

use super::demand::Order;
use super::dice::Dice;
use super::site::Site;
use crate::warehouse::events::Event;

/// Which stages are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reports {
    /// Every stage.
    All,
    /// Everything but the picking.
    NoPicks,
    /// Picks and hand-overs.
    PicksAndHandovers,
    /// Labels, made when packed, and hand-overs.
    Labels,
    /// Labels, made as soon as the floor learns of the order, and hand-overs.
    EarlyLabels,
}

impl Reports {
    /// Draws one.
    pub fn draw(dice: &mut Dice) -> Self {
        *dice.one_of(&[
            Self::All,
            Self::All,
            Self::NoPicks,
            Self::PicksAndHandovers,
            Self::Labels,
            Self::EarlyLabels,
        ])
    }

    fn tells(self, kind: &Kind) -> bool {
        let picks = matches!(kind, Kind::PickStarted | Kind::PickDone);
        let stages = matches!(kind, Kind::FoAccepted | Kind::PackDone);
        let label = matches!(kind, Kind::LabelCreated);
        match self {
            Self::All => true,
            Self::NoPicks => !picks,
            Self::PicksAndHandovers => !stages && !label,
            Self::Labels | Self::EarlyLabels => !picks && !stages,
        }
    }
}

/// The facts of one place, as they are told.
pub struct Log<'a> {
    site: &'a Site,
    ways: Vec<&'static str>,
    reports: Reports,
    events: Vec<Event>,
}

impl<'a> Log<'a> {
    /// Nothing told yet; `ways` are the codes of the methods.
    pub fn new(site: &'a Site, ways: Vec<&'static str>, reports: Reports) -> Self {
        Self {
            site,
            ways,
            reports,
            events: Vec::new(),
        }
    }

    /// Whether labels are made before the work is done.
    pub fn labels_early(&self) -> bool {
        self.reports == Reports::EarlyLabels
    }

    /// Something happens to an order; told if such things are. `station` names who did it.
    pub fn tell(&mut self, order: &Order, kind: Kind, at: Instant, station: Option<usize>) {
        if !self.reports.tells(&kind) {
            return;
        }
        let placed = kind == Kind::OrderPlaced;
        let shopify = placed || matches!(kind, Kind::Cancelled { .. });
        let grade = match kind {
            Kind::PickStarted | Kind::PickDone | Kind::PackDone | Kind::Handover => {
                Grade::Warehouse
            }
            _ => Grade::Record,
        };
        let items = (1..=order.lines).filter(|_| placed).map(|line| Item {
            line: line.to_string(),
            quantity: 1,
        });
        self.events.push(Event {
            order: order.id.clone(),
            method: placed.then(|| self.ways[order.way].to_owned()),
            fact: Fact {
                items: items.collect(),
                location: Some(Location {
                    id: self.site.id.clone(),
                    name: None,
                }),
                owner: station.map(|it| Owner {
                    role: OwnerRole::Station,
                    id: format!("station-{it}"),
                }),
                ..Fact::new(
                    at,
                    Source {
                        system: if shopify { "shopify" } else { "operations/wms" }.to_owned(),
                        resource: order.id.clone(),
                        event: None,
                        witness: None,
                    },
                    grade,
                    kind,
                )
            },
        });
    }

    /// Everything told, in the order of telling.
    pub fn events(self) -> Vec<Event> {
        self.events
    }
}
