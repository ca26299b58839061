//! A merchant answers what a shopper asked for: a fact of the shop's, through the same append.

use fulfillment::{Kind, RequestKind, RequestState, merchant};
use worker::Response;

use super::exceptions::carried;
use super::form::{Form, is_json};
use super::{Call, respond};
use crate::auth::{self, TOKEN_PARAMETER};
use crate::calls::LedgerCalls;
use crate::config::order_id;
use crate::error::Failure;
use crate::hot::Delivery;

/// `POST /admin/orders/{id}/requests/{fact}`: field `action` = `changed` (an address) or `declined`. A
/// cancellation is confirmed by cancelling the order in Shopify, a report settled by closing its exception.
pub async fn answer(mut call: Call, order: &str, fact: &str) -> Result<Response, Failure> {
    let form = Form::read(&mut call.request).await?;
    let signed_in = auth::merchant(
        &call.config,
        &call.request,
        form.get(TOKEN_PARAMETER),
        call.now,
    )?;
    let order = order_id(order)?;
    let ledger = LedgerCalls::of_order(&call.env, &signed_in.shop, order)?;
    let view = ledger
        .view(call.now, order)
        .await?
        .ok_or(Failure::NotFound)?;
    let request = view
        .requests
        .iter()
        .find(|request| request.id == fact)
        .ok_or(Failure::NotFound)?;
    if request.state != RequestState::Requested {
        return Err(Failure::BadRequest(
            "the request is answered already".to_owned(),
        ));
    }
    let kind = answered(form.required("action")?, request.kind)?;
    let facts = [merchant(order, signed_in.user.as_deref(), kind, call.now)];
    let delivery = Delivery {
        shop: signed_in.shop.as_str(),
        order,
        delivery: "",
        facts: &facts,
        personal: None,
        links: &[],
    };
    let ack = ledger.append(call.now, &delivery.bytes()?).await?;
    if is_json(&call.request)? {
        return respond::json(&ack);
    }
    respond::see_other(&format!("/admin/orders/{order}{}", carried(&form)))
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
