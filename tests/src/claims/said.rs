//! The checker's own ladder: everything a page can be heard to say of a parcel.

/// One thing said of a parcel or an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// The shop has the order.
    Received,
    /// Work begins later.
    Scheduled,
    /// Held.
    OnHold,
    /// Out of stock.
    Backordered,
    /// A warehouse or 3PL has it in hand.
    WithWarehouse,
    /// Being picked.
    Picking,
    /// Picked.
    Picked,
    /// Packed.
    Packed,
    /// A label exists.
    LabelCreated,
    /// Marked fulfilled.
    MarkedFulfilled,
    /// Handed to the carrier.
    HandedOver,
    /// The carrier has it.
    Accepted,
    /// On its way.
    Moving,
    /// In customs.
    Customs,
    /// Delayed.
    Delayed,
    /// Out for delivery.
    OutForDelivery,
    /// Delivery was tried.
    Attempted,
    /// Ready to collect.
    Ready,
    /// Delivered.
    Delivered,
    /// Collected.
    Collected,
    /// Lost, damaged, refused.
    Problem,
    /// A return was asked for.
    ReturnRequested,
    /// On its way back.
    Returning,
    /// Back.
    Returned,
    /// Cancelled.
    Cancelled,
    /// Refunded.
    Refunded,
    /// Nothing to ship.
    Nothing,
    /// Several parcels, each at a point of its own.
    Several,
    /// Somebody is looking into it.
    Checking,
    /// No carrier scan has reached us, or the carrier has not confirmed.
    NoScan,
}

impl Said {
    /// How far along the road a parcel must be for this to be true; 0 says nothing of the road.
    ///
    /// A page that draws progress or a current step may not draw it beyond what is supported.
    pub fn height(self) -> u8 {
        match self {
            Self::Received
            | Self::Scheduled
            | Self::OnHold
            | Self::Backordered
            | Self::Nothing
            | Self::Cancelled
            | Self::Refunded
            | Self::Several
            | Self::Checking
            | Self::NoScan => 0,
            Self::WithWarehouse => 1,
            Self::Picking => 2,
            Self::Picked => 3,
            Self::Packed => 4,
            Self::LabelCreated | Self::MarkedFulfilled => 5,
            Self::HandedOver => 6,
            Self::Accepted => 7,
            Self::Moving | Self::Customs | Self::Delayed | Self::Problem => 8,
            Self::OutForDelivery | Self::Attempted | Self::Ready => 9,
            Self::Delivered
            | Self::Collected
            | Self::ReturnRequested
            | Self::Returning
            | Self::Returned => 10,
        }
    }
}
