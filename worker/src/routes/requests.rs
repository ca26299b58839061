//! A merchant answers what a shopper asked for: a fact of the shop's, through the same append.

use fulfillment::{Kind, RequestKind, RequestState, merchant};
use worker::Response;

use super::Call;
use super::deed::{About, Deed};
use crate::error::Failure;

/// `POST /admin/orders/{id}/requests/{fact}`: field `action` = `changed` (an address) or `declined`. A
/// cancellation is confirmed by cancelling the order in Shopify, a report settled by closing its exception.
pub async fn answer(mut call: Call, order: &str, fact: &str) -> Result<Response, Failure> {
    let deed = Deed::read(&mut call).await?;
    let about = About::read(&call, &deed, order).await?;
    let request = about
        .view
        .requests
        .iter()
        .find(|request| request.id.0 == fact)
        .ok_or(Failure::NotFound)?;
    if request.state != RequestState::Requested {
        return Err(Failure::BadRequest(
            "the request is answered already".to_owned(),
        ));
    }
    let kind = answered(deed.form.required("action")?, request.kind)?;
    let answer = merchant(order, deed.merchant.user.as_deref(), kind, call.now);
    about.record(&call, &deed, answer).await
}

fn answered(action: &str, asked: RequestKind) -> Result<Kind, Failure> {
    match (action, asked) {
        ("changed", RequestKind::Address) => Ok(Kind::AddressChanged),
        ("declined", RequestKind::Address) => Ok(Kind::AddressChangeDeclined),
        ("declined", RequestKind::Cancel) => Ok(Kind::CancelDeclined),
        _ => Err(Failure::BadRequest(
            "`action` must be `changed` (an address) or `declined` (an address or a cancellation)"
                .to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_shopify_says_that_an_order_is_cancelled() {
        assert!(answered("changed", RequestKind::Cancel).is_err());
        assert!(answered("cancelled", RequestKind::Cancel).is_err());
        assert!(answered("declined", RequestKind::Cancel).is_ok());
        assert!(answered("changed", RequestKind::Address).is_ok());
    }
}
