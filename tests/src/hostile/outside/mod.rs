//! What is outside of the worker: Shopify's Admin API and AfterShip, and nobody else.
//!
//! As deployed, the worker takes their addresses from nowhere but its own code, and a machine of tests reaches neither. So a
//! layer before the built worker turns the two addresses to the fakes on this machine; whatever else is called is refused
//! there, with a line of level `error`, which the run counts. Everything the worker told the two is looked at in the end.

use serde_json::{Value, json};

use super::HostileError;
use super::redact;
use super::tally::{Figure, Tally};
use crate::admin::AdminFake;
use crate::aftership::{AfterShip, KEY};
use crate::secrets::Secrets;

/// The fakes, and what turns the worker to them.
pub struct Outside {
    shopify: AdminFake,
    aftership: AfterShip,
    http: reqwest::Client,
    layer: String,
}

impl Outside {
    /// Starts the fakes for the app of `secrets`; AfterShip refuses `SAYS{n}` by the nth of `reasons`.
    pub async fn start(
        secrets: &Secrets,
        shop: &str,
        reasons: &[String],
    ) -> Result<Self, HostileError> {
        let shopify = AdminFake::start(secrets, shop).await?;
        let aftership = AfterShip::start().await?;
        let layer = include_str!("layer.mjs")
            .replace("SHOPIFY", origin(&shopify.url()))
            .replace("AFTERSHIP", &aftership.url())
            .replace("REASONS", &json!(reasons).to_string());
        Ok(Self {
            shopify,
            aftership,
            http: reqwest::Client::builder()
                .no_proxy()
                .build()
                .unwrap_or_default(),
            layer,
        })
    }

    /// What turns the worker to the fakes, for [`crate::world::Options::layer`].
    pub fn layer(&self) -> String {
        self.layer.clone()
    }

    /// The settings of a shop that has an AfterShip account with this webhook secret.
    pub fn account(secret: &str) -> Value {
        json!({"api_key": KEY, "webhook_secret": secret})
    }

    /// Tells Shopify of an order, so that it takes what is written about it.
    pub async fn order(&self, shop: &str, id: u64) -> Result<(), HostileError> {
        let path = format!("orders/{id}?shop={shop}");
        let told = self
            .http
            .put(self.fake(&path))
            .json(&json!({"id": id.to_string()}));
        told.send()
            .await
            .and_then(reqwest::Response::error_for_status)
            .map_err(wrong)?;
        Ok(())
    }

    /// What stands at Shopify of a shop.
    pub async fn kept(&self, shop: &str) -> Result<Value, HostileError> {
        let asked = self.http.get(self.fake(&format!("state?shop={shop}")));
        let told = asked.send().await.map_err(wrong)?;
        told.json().await.map_err(wrong)
    }

    /// What the two were told: nothing they do not know, nobody's data; and they were told something, or nothing was tried.
    pub async fn judge(&self, shops: &[&str], tally: &mut Tally) -> Result<(), HostileError> {
        let mut kept = 0;
        for shop in shops {
            let state = self.kept(shop).await?;
            for query in state["refused"].as_array().into_iter().flatten() {
                let what = format!("Shopify's schema refuses what the worker asks: {query}");
                tally.breach(Figure::Accepted, &what);
            }
            let fields = state["metafields"].to_string();
            kept += fields.len();
            redact::judge(
                &format!("what Shopify was told of {shop}"),
                fields.as_bytes(),
                tally,
            );
        }
        for odd in self.aftership.odd() {
            let what = format!("AfterShip was told what it does not ask for: {odd}");
            tally.breach(Figure::Accepted, &what);
        }
        let numbers = json!(self.aftership.trackings()).to_string();
        redact::judge("what AfterShip was told", numbers.as_bytes(), tally);
        if kept < 1000 || numbers.len() < 1000 {
            return Err(HostileError::Wrong(format!(
                "Shopify was told {kept} bytes and AfterShip {}: the fakes are not what the worker calls",
                numbers.len()
            )));
        }
        Ok(())
    }

    fn fake(&self, path: &str) -> String {
        format!("{}/fake/{path}", origin(&self.shopify.url()))
    }
}

fn origin(url: &str) -> &str {
    url.split("/admin/").next().unwrap_or_default()
}

fn wrong(error: reqwest::Error) -> HostileError {
    HostileError::Wrong(format!("the fake Admin API: {error}"))
}
