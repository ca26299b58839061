//! The facts that a shopper's acts and a merchant's answers are.

use crate::claim::Claim;
use crate::deadline;
use crate::fact::{
    Fact, Grade, Kind, MERCHANT, Owner, OwnerRole, Problem, SHOPPER, Source, Subject,
};
use crate::instant::Instant;

/// Something the shopper does on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Asks for another address, kept as this row of the order's personal data.
    Address {
        /// The row.
        row: String,
    },
    /// Asks that it not be sent.
    Cancel,
    /// Reports a problem.
    Problem {
        /// Which.
        problem: Problem,
        /// Of which parcel ([`crate::Parcel::id`]); absent: the order.
        parcel: Option<String>,
        /// The row that keeps the shopper's words, if there are any.
        row: Option<String>,
    },
    /// Answers "did this answer you?".
    Answer {
        /// Yes.
        helped: bool,
        /// What the page said.
        claim: Claim,
    },
}

impl Act {
    /// The name under which an act of this kind, done on a page of state `state`, is known.
    pub fn event(&self, state: u64) -> String {
        let name = match self {
            Self::Address { .. } => "address",
            Self::Cancel => "cancel",
            Self::Problem { .. } => "problem",
            Self::Answer { .. } => "answer",
        };
        format!("{name}/{state}")
    }

    /// The fact that `order`'s shopper did this at `at`, on a page of state `state`
    /// ([`crate::Offers::state`]). A record that they said it; of the parcel it proves nothing.
    pub fn fact(self, order: &str, state: u64, at: Instant) -> Fact {
        let event = self.event(state);
        let mut resource = order.to_owned();
        let mut subject = Subject::default();
        let kind = match self {
            Self::Address { row } => Kind::AddressChangeRequested { row },
            Self::Cancel => Kind::CancelRequested,
            Self::Problem {
                problem,
                parcel,
                row,
            } => {
                if let Some(parcel) = parcel {
                    subject = deadline::subject(&parcel);
                    resource = parcel;
                }
                Kind::ProblemReported { problem, row }
            }
            Self::Answer { helped, claim } => Kind::PageAnswered {
                helped,
                claim,
                state,
            },
        };
        let source = Source {
            system: SHOPPER.to_owned(),
            resource,
            event: Some(event),
            witness: None,
        };
        Fact {
            subject,
            ..record(at, source, kind)
        }
    }
}

/// The fact that a person at the shop (`by`: an opaque id) recorded `kind` of `order` at `at`.
pub fn merchant(order: &str, by: Option<&str>, kind: Kind, at: Instant) -> Fact {
    let source = Source {
        system: MERCHANT.to_owned(),
        resource: order.to_owned(),
        event: None,
        witness: None,
    };
    Fact {
        owner: by.map(|id| Owner {
            role: OwnerRole::Person,
            id: id.to_owned(),
        }),
        ..record(at, source, kind)
    }
}

fn record(at: Instant, source: Source, kind: Kind) -> Fact {
    Fact::new(at, source, Grade::Record, kind)
}
