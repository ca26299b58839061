//! From state and time to effects. Pure: the shell executes what is returned.

use serde::{Deserialize, Serialize};

use crate::claim::Claim;
use crate::fact::Fact;
use crate::instant::Instant;
use crate::policy::Policy;
use crate::timeline::Timeline;

/// Something the shell must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Append this fact of source `plumbline`; its id is the same whenever it is proposed.
    Append(Fact),
    /// Project the state to readers.
    Project,
    /// Tell the shopper, once per key, unless it has expired.
    Notify(Notice),
    /// Decide again at this instant: the next deadline, always after `now`.
    WakeAt(Instant),
}

/// A milestone worth telling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// `order/shipment/milestone/occurrence`; the ledger adds shop and channel.
    pub key: String,
    /// `label_created`, `handed_over`, `on_its_way`, `out_for_delivery`, `attempt_failed`,
    /// `delivered`, `ready_for_pickup`, `hold`, `delayed`, `cancelled`, `returned`, `eta_moved`.
    pub milestone: String,
    /// Parcel it is about; absent: the order.
    pub shipment: Option<String>,
    /// The claim it makes.
    pub claim: Claim,
    /// When it happened.
    pub occurred_at: Instant,
    /// Not to be sent after this.
    pub expires_at: Instant,
}

/// What follows from the state of `order` at `now`. Applying the `Append`s, folding and deciding
/// again ends: each proposed fact removes its own cause.
pub fn decide(order: &str, timeline: &Timeline, policy: &Policy, now: Instant) -> Vec<Effect> {
    let _ = (order, policy, now);
    if timeline.entries.is_empty() {
        return Vec::new();
    }
    vec![Effect::Project]
}
