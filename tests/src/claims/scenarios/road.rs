//! The stages of a parcel, from its fulfillment order to its door.

use super::Witness;
use crate::claims::generate::Tale;
use crate::claims::said::Said;
use crate::script::{Carrier, MINUTE, Saying, Scan};

impl Tale {
    pub(super) fn after(&mut self, at: i64, low_minutes: i64, high_minutes: i64) -> i64 {
        at + self.dice.between(low_minutes, high_minutes) * MINUTE
    }

    pub(super) fn route(&mut self, parcel: usize, at: i64) -> i64 {
        let at = self.after(at, 1, 20);
        self.script.tell(at, Some(parcel), Saying::Routed);
        self.true_since(parcel, Said::WithWarehouse, at);
        at
    }

    /// Picked and packed; told only by a site that scans.
    pub(super) fn prepare(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        let steps = [
            (Said::Picking, Scan::PickStarted),
            (Said::Picked, Scan::Picked),
            (Said::Packed, Scan::Packed),
        ];
        let mut at = at;
        for (said, scan) in steps {
            at = self.after(at, 10, 150);
            self.true_since(parcel, said, at);
            if witness.site {
                self.script.scan(at, parcel, scan);
            }
        }
        at
    }

    /// A label is printed, and Shopify says "Fulfilled".
    pub(super) fn label(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        self.label_of(parcel, 0, at, witness)
    }

    pub(super) fn label_of(
        &mut self,
        parcel: usize,
        label: usize,
        at: i64,
        witness: Witness,
    ) -> i64 {
        let printed = self.after(at, 2, 60);
        self.true_since(parcel, Said::LabelCreated, printed);
        self.true_since(parcel, Said::MarkedFulfilled, printed);
        if witness.site && self.dice.chance(50) {
            self.script
                .tell_of(printed, Some(parcel), label, Saying::Site(Scan::Label));
        }
        let fulfilled = printed + self.dice.between(1, 120) * 1000;
        self.script.tell_of(
            fulfilled,
            Some(parcel),
            label,
            Saying::Fulfilled { tracked: true },
        );
        self.truth.fulfilled[parcel].push((fulfilled, None));
        fulfilled
    }

    pub(super) fn hand_over(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        self.true_since(parcel, Said::HandedOver, at);
        self.true_since(parcel, Said::Accepted, at);
        self.true_since(parcel, Said::Moving, at);
        if witness.site {
            self.script.scan(at, parcel, Scan::Handover);
        }
        at
    }

    pub(super) fn carrier(&mut self, parcel: usize, at: i64, what: Carrier, witness: Witness) {
        let (event, said) = match what {
            Carrier::Accepted => ("carrier_picked_up", Said::Accepted),
            Carrier::Moved => ("in_transit", Said::Moving),
            Carrier::OutForDelivery => ("out_for_delivery", Said::OutForDelivery),
            Carrier::Attempted => ("attempted_delivery", Said::Attempted),
            Carrier::Delivered => ("delivered", Said::Delivered),
            Carrier::CustomsEntered => ("", Said::Customs),
            Carrier::CustomsCleared => ("", Said::Moving),
            Carrier::Returning => ("", Said::Returning),
        };
        self.true_since(parcel, said, at);
        if witness.passed_on || event.is_empty() {
            self.script.scan(at, parcel, Scan::Carrier(what));
        } else {
            self.script.event(at, parcel, event);
        }
    }

    /// From the carrier's first scan to the door.
    pub(super) fn road(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        let mut at = self.after(at, 30, 600);
        self.carrier(parcel, at, Carrier::Accepted, witness);
        for _ in 0..self.dice.between(1, 4) {
            at = self.after(at, 240, 1500);
            self.carrier(parcel, at, Carrier::Moved, witness);
        }
        at = self.after(at, 300, 1400);
        self.carrier(parcel, at, Carrier::OutForDelivery, witness);
        at = self.after(at, 60, 480);
        self.carrier(parcel, at, Carrier::Delivered, witness);
        at
    }

    pub(super) fn until_label(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        let at = self.route(parcel, at);
        let at = self.prepare(parcel, at, witness);
        self.label(parcel, at, witness)
    }

    pub(super) fn whole_road(&mut self, parcel: usize, at: i64, witness: Witness) -> i64 {
        let labelled = self.until_label(parcel, at, witness);
        let handed = self.after(labelled, 60, 900);
        self.hand_over(parcel, handed, witness);
        self.road(parcel, handed, witness)
    }

    /// After a stop: worked at by a site that scans, from there to its end.
    pub(super) fn resume(&mut self, at: i64, witness: Witness) {
        let scanned = Witness {
            site: true,
            ..witness
        };
        let at = self.prepare(0, at, scanned);
        let at = self.label(0, at, witness);
        let handed = self.after(at, 60, 600);
        self.hand_over(0, handed, witness);
        self.road(0, handed, witness);
    }
}
