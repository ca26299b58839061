//! A merchant assigns or closes an exception: a fact like any other, through the same append.

use fulfillment::fact::{OURS, Owner, OwnerRole, Source};
use fulfillment::instant::HOUR;
use fulfillment::{Fact, FactId, Grade, Instant, Kind};
use worker::Response;

use super::Call;
use super::deed::{About, Deed};
use super::form::Form;
use crate::error::Failure;

/// Longest words on how an exception was closed, in characters.
const HOW_LIMIT: usize = 200;
/// Longest id of an owner, in bytes.
const OWNER_LIMIT: usize = 64;

/// `POST /admin/orders/{id}/exceptions/{fact}`: fields `action` = `assign` (`owner`, and `hours` until
/// the next step is due) or `close` (`how`).
pub async fn change(mut call: Call, order: &str, fact: &str) -> Result<Response, Failure> {
    let deed = Deed::read(&mut call).await?;
    let about = About::read(&call, &deed, order).await?;
    let exception = about
        .view
        .exceptions
        .iter()
        .find(|exception| exception.id == fact)
        .ok_or(Failure::NotFound)?;
    if exception.closed_at.is_some() {
        return Err(Failure::BadRequest(
            "the exception is closed already".to_owned(),
        ));
    }
    let by = deed.merchant.user.as_deref();
    let change = changed(&deed.form, fact, call.now)?.fact(order, by, call.now);
    about.record(&call, &deed, change).await
}

/// What a form asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    kind: Kind,
    owner: Option<String>,
}

impl Change {
    fn fact(self, order: &str, by: Option<&str>, now: Instant) -> Fact {
        // Where nobody is named, whoever is signed in answers for it.
        let owner = self.owner.as_deref().or(by).map(|id| Owner {
            role: OwnerRole::Person,
            id: id.to_owned(),
        });
        Fact {
            owner,
            ..Fact::new(
                now,
                Source {
                    system: OURS.to_owned(),
                    resource: order.to_owned(),
                    event: None,
                    witness: None,
                },
                Grade::Record,
                self.kind,
            )
        }
    }
}

pub(super) fn changed(form: &Form, fact: &str, now: Instant) -> Result<Change, Failure> {
    let exception = FactId(fact.to_owned());
    match form.required("action")? {
        "assign" => {
            let due = form
                .get("hours")
                .map(|hours| {
                    hours
                        .parse::<u16>()
                        .ok()
                        .filter(|hours| (1..=720).contains(hours))
                        .ok_or_else(|| Failure::BadRequest("`hours` must be 1 to 720".to_owned()))
                })
                .transpose()?
                .map(|hours| now.plus(i64::from(hours) * HOUR));
            Ok(Change {
                kind: Kind::ExceptionAssigned { exception, due },
                owner: Some(opaque(form.required("owner")?)?.to_owned()),
            })
        }
        "close" => {
            let how = form.required("how")?;
            if how.chars().count() > HOW_LIMIT {
                return Err(Failure::BadRequest(format!(
                    "`how` is longer than {HOW_LIMIT} characters"
                )));
            }
            // Facts hold no personal data, and people write addresses and numbers into such words.
            let how = integrations::plain_text(how)
                .ok_or_else(|| Failure::BadRequest("`how` says nothing".to_owned()))?;
            Ok(Change {
                kind: Kind::ExceptionClosed { exception, how },
                owner: None,
            })
        }
        other => Err(Failure::BadRequest(format!(
            "`action` must be `assign` or `close`, got {:?}",
            other.chars().take(40).collect::<String>()
        ))),
    }
}

/// Facts hold no personal data: an owner is an id such as `station-4`, never a name or an address.
fn opaque(owner: &str) -> Result<&str, Failure> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte);
    if owner.len() <= OWNER_LIMIT && owner.bytes().all(plain) {
        return Ok(owner);
    }
    Err(Failure::BadRequest(format!(
        "`owner` must be an opaque id of at most {OWNER_LIMIT} letters, digits, - _ . : or /, such as station-4"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_it_was_closed_names_nobody() {
        let said = |how: &str| {
            let body = format!(r#"{{"action": "close", "how": {how:?}}}"#);
            let form = Form::from_json(body.as_bytes()).ok()?;
            match changed(&form, "0", Instant(0)).ok()?.kind {
                Kind::ExceptionClosed { how, .. } => Some(how),
                _ => None,
            }
        };
        let kept = said("called jo@example.com, +1 555 019 9123").unwrap_or_default();
        assert_eq!(kept, "called [e-mail] [number]");
        assert_eq!(said("found it").as_deref(), Some("found it"));
    }

    #[test]
    fn an_owner_is_never_a_person_by_name() {
        assert!(opaque("station-4").is_ok() && opaque("gid:12/7").is_ok());
        for personal in ["jo@example.com", "Jo Doe", "", &"x".repeat(65)] {
            assert_eq!(
                opaque(personal).is_err(),
                !personal.is_empty(),
                "{personal}"
            );
        }
    }
}
