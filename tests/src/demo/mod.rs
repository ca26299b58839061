//! The demo shop: a real worker, generated orders sent as signed webhooks, and one page about them.
//!
//! In scope: the orders ([`orders`]), starting and feeding a world ([`Demo`]), the page and its
//! buttons ([`server`], [`acts`]), the check that every link answers ([`check`]). Nothing shown is
//! canned: every sentence, count and hour on the page is read from the running worker.

pub mod acts;
pub mod calendar;
#[cfg(feature = "judge")]
pub mod check;
pub mod checkout;
pub mod orders;
pub mod server;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::RwLock;
use tokio::task::JoinSet;

use crate::admin::AdminFake;
use crate::client::{Client, ClientError};
use crate::script::{DAY, Script, wire};
use crate::secrets::Secrets;
use crate::world::{Options, World, WorldError};
use calendar::{Calendar, ZONE};
use orders::DemoOrder;

/// The demo shop's domain.
pub const SHOP: &str = "juniper-and-oak.myshopify.com";
/// Its name.
pub const NAME: &str = "Juniper & Oak";

/// Why the demo could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The worker did not start.
    #[error(transparent)]
    World(#[from] WorldError),
    /// A call failed.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A webhook was not acknowledged.
    #[error("{what} was answered {status}: {reason}")]
    Unacknowledged {
        /// What was sent.
        what: String,
        /// HTTP status.
        status: u16,
        /// Body of the answer.
        reason: String,
    },
    /// The fake Admin API.
    #[error("the fake Admin API: {0}")]
    Admin(reqwest::Error),
    /// The checkout function.
    #[error(transparent)]
    Function(#[from] crate::function::FunctionError),
    /// The demo page's own server.
    #[error("the demo page: {0}")]
    Page(std::io::Error),
}

/// A running demo shop.
pub struct Demo {
    world: RwLock<World>,
    admin: AdminFake,
    client: Client,
    secrets: Secrets,
    orders: Vec<DemoOrder>,
    /// Webhooks sent at the start, and how long that took.
    sent: (usize, Duration),
    /// What the handover's order has been told since the start.
    live: tokio::sync::Mutex<acts::Live>,
    /// The checkout, and the task that tells the warehouse's past.
    checkout: tokio::sync::Mutex<checkout::Checkout>,
    teaching: std::sync::Mutex<Option<tokio::task::AbortHandle>>,
}

/// Shopify knows its orders: it takes nothing that is written about any other.
async fn know(admin: &AdminFake, id: u64, name: &str) -> Result<(), DemoError> {
    let known = json!({"name": name, "fulfillmentOrders": []});
    admin.order(id, &known).await.map_err(DemoError::Admin)
}

impl Demo {
    /// Starts a worker on fresh state and sends it every order.
    pub async fn start() -> Result<Arc<Self>, DemoError> {
        let secrets = Secrets::generate();
        let admin = AdminFake::start(&secrets, SHOP).await?;
        let vars = vec![("ADMIN_API_URL".to_owned(), admin.url())];
        let world = World::start(Options {
            secrets: Some(secrets.clone()),
            vars,
            ..Options::default()
        })
        .await?;
        let client = world.client(SHOP);
        let calendar = Calendar::at(client.now());
        let settings = json!({
            "name": NAME,
            "contact": "mailto:help@juniper-and-oak.example",
            "zone": ZONE,
            "installed_at": client.now() - 60 * DAY,
        });
        client.install(&settings).await?;
        admin
            .put("shop", &json!({"ianaTimezone": ZONE}))
            .await
            .map_err(DemoError::Admin)?;
        let orders = orders::all(&calendar);
        for order in &orders {
            let order = &order.script.order;
            know(&admin, order.id, &order.name).await?;
        }
        let began = Instant::now();
        let webhooks = feed(&client, &secrets, &orders).await?;
        let demo = Self {
            world: RwLock::new(world),
            admin,
            client,
            secrets,
            orders,
            sent: (webhooks, began.elapsed()),
            live: tokio::sync::Mutex::default(),
            checkout: tokio::sync::Mutex::default(),
            teaching: std::sync::Mutex::default(),
        };
        Ok(Arc::new(demo))
    }

    /// Tells the warehouse's past beside everything else: the page is open meanwhile.
    pub fn teach_meanwhile(self: &Arc<Self>) {
        let demo = Arc::clone(self);
        let task = tokio::spawn(async move {
            if let Err(error) = demo.teach().await {
                eprintln!("the checkout's past: {error}");
            }
        });
        if let Ok(mut teaching) = self.teaching.lock() {
            *teaching = Some(task.abort_handle());
        }
    }

    /// Ends the worker and the fakes.
    pub async fn stop(&self) {
        if let Ok(mut teaching) = self.teaching.lock()
            && let Some(task) = teaching.take()
        {
            task.abort();
        }
        self.world.write().await.stop().await;
    }

    /// Every order.
    pub fn orders(&self) -> &[DemoOrder] {
        &self.orders
    }

    /// A sender and reader for the demo shop.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The secrets it is spoken to with.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Where the shopper reads an order.
    pub fn link(&self, script: &Script) -> String {
        let token = self.client.link_token(&script.order.id.to_string());
        format!("{}/o/{token}", self.client.base())
    }

    /// The orders' metafields as the store holds them, by order id.
    pub async fn statuses(&self) -> Result<BTreeMap<String, String>, DemoError> {
        let state = self.admin.state().await.map_err(DemoError::Admin)?;
        let fields = state["metafields"].as_array();
        Ok(fields
            .into_iter()
            .flatten()
            .filter(|field| field["key"] == contract::block::KEY)
            .filter_map(|field| {
                let id = field["ownerGid"].as_str()?.rsplit('/').next()?;
                Some((id.to_owned(), field["value"].as_str()?.to_owned()))
            })
            .collect())
    }

    /// The order with this number.
    pub fn numbered(&self, number: u64) -> Option<&DemoOrder> {
        let name = format!("#{number}");
        self.orders
            .iter()
            .find(|order| order.script.order.name == name)
    }

    /// The merchant's order list, opened by a session minted for an hour with the demo's secret.
    pub fn merchant_link(&self) -> String {
        format!("{}/admin?id_token={}", self.client.base(), self.session())
    }

    /// The merchant's page of promises.
    pub fn promises_link(&self) -> String {
        format!(
            "{}/admin/promises?id_token={}",
            self.client.base(),
            self.session()
        )
    }

    /// The trace of an order, for the merchant.
    pub fn trace_link(&self, script: &Script) -> String {
        format!(
            "{}/admin/orders/{}?id_token={}",
            self.client.base(),
            script.order.id,
            self.session()
        )
    }

    /// Shopify's tokens live a minute and App Bridge renews them; nothing renews the demo's.
    fn session(&self) -> String {
        let seconds = self.client.now().div_euclid(1000);
        let claims = json!({
            "iss": format!("https://{SHOP}/admin"),
            "dest": format!("https://{SHOP}"),
            "aud": self.secrets.api_key,
            "sub": "42",
            "exp": seconds + 3600,
            "nbf": seconds - 5,
            "iat": seconds - 5,
            "jti": format!("demo-{seconds}"),
            "sid": "demo",
        });
        crate::sign::jwt(
            &json!({"alg": "HS256", "typ": "JWT"}),
            &claims,
            &self.secrets.api_secret,
        )
    }

    /// The same for a reader who has seen more than Workers KV holds: the ledger answers.
    pub async fn newest(&self, script: &Script) -> Result<Value, ClientError> {
        let token = self.client.link_token(&script.order.id.to_string());
        let path = format!("/o/{token}.json?seen={}", u32::MAX);
        self.client.get(&path, &[]).await?.json()
    }

    /// The page of an order as JSON: `{"page": …, "view": …}`.
    pub async fn page(&self, script: &Script) -> Result<Value, ClientError> {
        self.client.page_json(&script.order.id.to_string()).await
    }
}

/// Sends every order's reports, each order's in the order they happened; returns how many.
///
/// Orders that reached their shopper go first: a carrier's silence means something only where that
/// carrier's scans are known to arrive.
async fn feed(
    client: &Client,
    secrets: &Secrets,
    orders: &[DemoOrder],
) -> Result<usize, DemoError> {
    let (first, then): (Vec<&DemoOrder>, Vec<&DemoOrder>) = orders
        .iter()
        .partition(|order| order.script.told.len() >= 7);
    let mut sent = 0;
    for batch in [first, then] {
        let mut tasks = JoinSet::new();
        for order in batch {
            let (client, secrets, script) = (client.clone(), secrets.clone(), order.script.clone());
            tasks.spawn(async move { tell(&client, &secrets, &script).await });
        }
        while let Some(done) = tasks.join_next().await {
            sent += done.unwrap_or(Ok(0))?;
        }
        // What is not ticked now, alarms fire in a moment.
        let _ = client.tick().await;
    }
    Ok(sent)
}

async fn tell(client: &Client, secrets: &Secrets, script: &Script) -> Result<usize, DemoError> {
    let mut sent = 0;
    for (_, index) in script.arrivals() {
        for (part, request) in wire::requests(script, index).iter().enumerate() {
            let delivery = delivery(script, index, part);
            acknowledged(
                wire::deliver(client, secrets, request, &delivery).await?,
                request,
            )?;
            sent += 1;
        }
    }
    Ok(sent)
}

/// The sender's id of a delivery.
fn delivery(script: &Script, index: usize, part: usize) -> String {
    format!("demo-{}-{index}-{part}", script.order.id)
}

fn acknowledged(answer: crate::client::Answer, request: &wire::Request) -> Result<(), DemoError> {
    if answer.ok() {
        return Ok(());
    }
    Err(DemoError::Unacknowledged {
        what: format!("{:?}", request.route),
        status: answer.status,
        reason: answer.text,
    })
}
