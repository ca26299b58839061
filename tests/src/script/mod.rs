//! What the systems around one order report, in the senders' own terms.
//!
//! In scope: the shape of an order's story ([`Script`]) and every sentence a sender can utter
//! ([`Saying`]). [`wire`] turns a sentence into the request that carries it. The oracle of claims
//! and the demo shop tell their orders in these words, so both send what real senders send.
//!
//! Not in scope: what a sentence proves. The oracle has its own table for that.

pub mod wire;

/// One minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// Twenty-four hours in milliseconds.
pub const DAY: i64 = 24 * HOUR;

/// One order and all that is ever said of it.
#[derive(Clone, Debug)]
pub struct Script {
    /// The order.
    pub order: Order,
    /// Its parcels; each leaves from one fulfillment order of its own.
    pub parcels: Vec<Parcel>,
    /// Everything said, in no particular order.
    pub told: Vec<Told>,
}

/// An order as the shopper placed it.
#[derive(Clone, Debug)]
pub struct Order {
    /// Shopify's numeric id.
    pub id: u64,
    /// `#1001`.
    pub name: String,
    /// When it was placed, milliseconds since the Unix epoch.
    pub placed: i64,
    /// What was bought.
    pub lines: Vec<Line>,
    /// Shopify's `DeliveryMethodType`.
    pub method: Method,
    /// City, province and country code it goes to.
    pub destination: [&'static str; 3],
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Shopify's numeric line item id.
    pub id: u64,
    /// Title.
    pub title: &'static str,
    /// Stock-keeping unit.
    pub sku: &'static str,
    /// Units.
    pub quantity: u32,
    /// Whether it has a parcel at all.
    pub shippable: bool,
}

/// How the goods reach the shopper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// By carrier.
    Shipping,
    /// By the shop's own driver.
    Local,
    /// Collected at the shop.
    PickUp,
    /// Nothing moves.
    None,
}

/// A place goods leave from, and the system that reports for it.
#[derive(Debug)]
pub struct Site {
    /// Shopify's numeric location id.
    pub location: u64,
    /// Name for people.
    pub name: &'static str,
    /// Source id of its operations webhook.
    pub source: &'static str,
}

/// One parcel.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Numeric fulfillment order id.
    pub fulfillment_order: u64,
    /// Its labels in the order they were printed; a voided one is followed by another.
    pub labels: Vec<Label>,
    /// Carrier.
    pub carrier: &'static str,
    /// Where it leaves from.
    pub site: &'static Site,
    /// Line index and units.
    pub items: Vec<(usize, u32)>,
}

/// One label and Shopify's fulfillment that goes with it.
#[derive(Clone, Debug)]
pub struct Label {
    /// Numeric fulfillment id.
    pub fulfillment: u64,
    /// Tracking number.
    pub tracking: String,
}

/// A sentence at a time.
#[derive(Clone, Debug)]
pub struct Told {
    /// When it happened, by the sender's clock.
    pub at: i64,
    /// When it reaches us; the same report may arrive several times.
    pub arrives: Vec<i64>,
    /// Index of the parcel it is about; absent: the order.
    pub parcel: Option<usize>,
    /// Index of the parcel's label then in force.
    pub label: usize,
    /// What is said.
    pub saying: Saying,
}

/// Everything a sender can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    /// Shopify: the order was placed.
    Placed,
    /// Shopify: lines were edited; units of a line now.
    Edited {
        /// Line index.
        line: usize,
        /// Units now.
        quantity: u32,
    },
    /// Shopify: the order was cancelled.
    Cancelled,
    /// Shopify: everything was refunded.
    RefundedInFull,
    /// Shopify: a fulfillment order was routed to its location.
    Routed,
    /// Shopify: the 3PL or warehouse accepted the request.
    Accepted,
    /// Shopify: it refused it.
    Rejected,
    /// Shopify: a hold with Shopify's reason.
    Held(&'static str),
    /// Shopify: the hold was released.
    Released,
    /// Shopify: work begins at this instant.
    Scheduled {
        /// Milliseconds since the Unix epoch.
        until: i64,
    },
    /// Shopify: a fulfillment exists, with a tracking number or without.
    Fulfilled {
        /// With a tracking number.
        tracked: bool,
    },
    /// Shopify: the fulfillment was cancelled.
    FulfillmentCancelled,
    /// Shopify: a fulfillment event, verbatim status.
    Event(&'static str),
    /// Shopify: a return was requested.
    ReturnRequested,
    /// The site's own system: an operations event of this type.
    Site(Scan),
}

/// What a warehouse, a 3PL, a shop's counter or its driver reports by the operations webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// Picking began.
    PickStarted,
    /// Picked.
    Picked,
    /// Packed.
    Packed,
    /// Label printed.
    Label,
    /// Label voided.
    LabelVoided,
    /// Handed to the carrier.
    Handover,
    /// A carrier's scan, passed on.
    Carrier(Carrier),
    /// Held, with a reason.
    Held(&'static str),
    /// Released.
    Released,
    /// An exception of this kind.
    Exception(&'static str),
    /// Out of stock until an instant.
    Backordered {
        /// Milliseconds since the Unix epoch.
        until: i64,
    },
    /// On the counter, ready to collect.
    ReadyAtCounter,
    /// Collected over the counter.
    Collected,
    /// The shop's driver delivered it.
    DriverDelivered,
    /// A returned parcel was received.
    ReturnReceived,
    /// A note.
    Note(&'static str),
}

/// What a carrier scans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// It has the parcel.
    Accepted,
    /// It moved.
    Moved,
    /// Customs has it.
    CustomsEntered,
    /// Customs let it go.
    CustomsCleared,
    /// Out for delivery.
    OutForDelivery,
    /// Could not deliver.
    Attempted,
    /// Delivered.
    Delivered,
    /// Going back.
    Returning,
}

impl Script {
    /// Says something that reaches us the moment it happens.
    pub fn tell(&mut self, at: i64, parcel: Option<usize>, saying: Saying) -> &mut Self {
        self.tell_of(at, parcel, 0, saying)
    }

    /// The same of a later label of the parcel.
    pub fn tell_of(
        &mut self,
        at: i64,
        parcel: Option<usize>,
        label: usize,
        saying: Saying,
    ) -> &mut Self {
        self.told.push(Told {
            at,
            arrives: vec![at],
            parcel,
            label,
            saying,
        });
        self
    }

    /// A carrier's word by Shopify's fulfillment event of parcel `parcel`.
    pub fn event(&mut self, at: i64, parcel: usize, status: &'static str) -> &mut Self {
        self.tell(at, Some(parcel), Saying::Event(status))
    }

    /// A scan at the site of parcel `parcel`.
    pub fn scan(&mut self, at: i64, parcel: usize, scan: Scan) -> &mut Self {
        self.tell(at, Some(parcel), Saying::Site(scan))
    }

    /// Everything that arrives, in the order of arrival: instant and index into `told`.
    pub fn arrivals(&self) -> Vec<(i64, usize)> {
        let mut arrivals: Vec<(i64, usize)> = self
            .told
            .iter()
            .enumerate()
            .flat_map(|(index, told)| told.arrives.iter().map(move |&at| (at, index)))
            .collect();
        arrivals.sort_unstable();
        arrivals
    }
}
