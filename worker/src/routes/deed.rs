//! A merchant's deed: sent by a form of the admin or by a script, with a session token. A script is
//! answered in JSON; a browser goes back to a page.

use contract::view::OrderStatusView;
use fulfillment::Fact;
use serde_json::Value;
use worker::Response;

use super::form::{Form, is_json};
use super::{Call, respond};
use crate::auth::{self, Merchant, TOKEN_PARAMETER};
use crate::calls::{Configured, LedgerCalls, ShopCalls};
use crate::config::order_id;
use crate::error::Failure;
use crate::hot::{Delivery, json_bytes};

/// What was sent, by whom.
pub(super) struct Deed {
    pub form: Form,
    pub merchant: Merchant,
    /// A script sent it.
    pub script: bool,
}

impl Deed {
    /// Reads the body and opens the session it was sent in: a bearer token's, or the form's own.
    pub async fn read(call: &mut Call) -> Result<Self, Failure> {
        let script = is_json(&call.request)?;
        let form = Form::read(&mut call.request).await?;
        let offered = form.get(TOKEN_PARAMETER);
        let merchant = auth::merchant(&call.config, &call.request, offered, call.now)?;
        Ok(Self {
            form,
            merchant,
            script,
        })
    }

    /// Back to a page of the admin. It needs a session token as well, and the browser sends none by itself.
    pub fn back(&self, path: &str) -> Result<Response, Failure> {
        respond::see_other(&match self.form.get(TOKEN_PARAMETER) {
            Some(token) => format!("{path}?{TOKEN_PARAMETER}={token}"),
            None => path.to_owned(),
        })
    }
}

/// Changes the shop's settings by a merge patch.
pub(super) async fn configure(call: &Call, shop: &ShopCalls, patch: &Value) -> Result<(), Failure> {
    match shop.configure(call.now, &json_bytes(patch)?).await? {
        Configured::Refused(reason) => Err(Failure::BadRequest(reason)),
        Configured::Revision(_) => Ok(()),
    }
}

/// The order a deed is about.
pub(super) struct About<'a> {
    order: &'a str,
    ledger: LedgerCalls,
    pub view: OrderStatusView,
}

impl<'a> About<'a> {
    /// Reads the order.
    pub async fn read(call: &Call, deed: &Deed, order: &'a str) -> Result<Self, Failure> {
        let order = order_id(order)?;
        let ledger = LedgerCalls::of_order(&call.env, &deed.merchant.shop, order)?;
        let view = ledger.view(call.now, order).await?;
        Ok(Self {
            order,
            ledger,
            view: view.ok_or(Failure::NotFound)?,
        })
    }

    /// Puts the deed's fact into the order's ledger, as any other fact, and answers.
    pub async fn record(self, call: &Call, deed: &Deed, fact: Fact) -> Result<Response, Failure> {
        let delivery = Delivery {
            shop: deed.merchant.shop.as_str(),
            order: self.order,
            delivery: "",
            facts: &[fact],
            personal: None,
            links: &[],
        };
        let ack = self.ledger.append(call.now, &delivery.bytes()?).await?;
        match deed.script {
            true => respond::json(&ack),
            false => deed.back(&format!("/admin/orders/{}", self.order)),
        }
    }
}
