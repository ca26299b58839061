//! Two shops of one worker as it is deployed: one has something to lose, the other is its neighbour.

use std::time::Duration;

use contract::list::OrderList;
use serde_json::{Value, json};

use super::HostileError;
use crate::client::Client;
use crate::payloads::{Fulfillment, Order, operation};
use crate::secrets::Secrets;
use crate::world::{Options, World};

/// The shop that is attacked.
pub const VICTIM: &str = "hostile-a.myshopify.com";
/// Its neighbour, installed and signed in like any other shop.
pub const NEIGHBOUR: &str = "hostile-b.myshopify.com";
/// The client secret before the last rotation, still live.
const PREVIOUS: &str = "shpss_before_the_rotation_4f2c1d";

/// Ids of the victim's orders begin here.
pub const VICTIMS: u64 = 9_100_000_000;
/// Ids of the neighbour's.
pub const NEIGHBOURS: u64 = 9_200_000_000;
/// Orders of each.
pub const ORDERS: u64 = 4;
/// Ids of orders that only forgeries speak of: none of them may ever be stored.
pub const FORGED: u64 = 9_900_000_000;

/// Words that stand nowhere but in what the victim's orders and settings say.
pub const PRIVATE: [&str; 6] = [
    "Victimware",
    "VICTIMTRACK",
    "Victimdock",
    "Victimshop",
    "victim-contact",
    "Victimrate",
];

/// The world and both shops.
pub struct Town {
    /// The worker.
    pub world: World,
    /// The attacked shop's own honest client.
    pub victim: Client,
    /// The neighbour's.
    pub neighbour: Client,
    /// When it began: what is told of an order again is told alike.
    began: i64,
}

impl Town {
    /// Starts a worker without development, and fills both shops.
    pub async fn start() -> Result<Self, HostileError> {
        let world = World::start(Options {
            production: true,
            verbose: true,
            vars: vec![("SHOPIFY_API_SECRET_PREVIOUS".into(), PREVIOUS.into())],
            ..Options::default()
        })
        .await?;
        let town = Self {
            victim: world.client(VICTIM),
            neighbour: world.client(NEIGHBOUR),
            began: world.client(VICTIM).now(),
            world,
        };
        town.fill(&town.victim, VICTIMS, "Victim").await?;
        town.fill(&town.neighbour, NEIGHBOURS, "Neighbour").await?;
        town.listed(&town.victim).await?;
        town.listed(&town.neighbour).await?;
        Ok(town)
    }

    /// The worker's secrets.
    pub fn secrets(&self) -> &Secrets {
        self.world.secrets()
    }

    /// Both client secrets that are live.
    pub fn live(&self) -> [&str; 2] {
        [&self.secrets().api_secret, PREVIOUS]
    }

    /// Now, in seconds since the Unix epoch.
    pub fn seconds(&self) -> i64 {
        self.victim.now().div_euclid(1000)
    }

    /// A session token of `client`'s shop, without its scheme.
    pub fn session(client: &Client) -> String {
        client.session().replacen("Bearer ", "", 1)
    }

    /// An order as both shops have them; `of` is [`VICTIMS`] or [`NEIGHBOURS`].
    pub fn order(&self, of: u64, index: u64) -> Order {
        let whose = if of == VICTIMS { "Victim" } else { "Neighbour" };
        let placed = self.began - 3 * 86_400_000;
        let number = (of / 100_000_000) as u32 * 100 + index as u32;
        let mut order = Order::new(of + index, number, placed);
        order.email = format!("{}{index}@example.com", whose.to_lowercase());
        order.lines[0].title = format!("{whose}ware mug");
        order.shipping = (format!("{whose}rate"), "rate".to_owned());
        order
    }

    async fn fill(&self, client: &Client, of: u64, whose: &str) -> Result<(), HostileError> {
        let settings = json!({
            "name": format!("{whose}shop"), "zone": "America/Chicago",
            "contact": format!("mailto:{}-contact@example.com", whose.to_lowercase()),
            "promises": {"methods": [{"title": format!("{whose}rate")}]},
        });
        client.install(&settings).await?;
        for index in 0..ORDERS {
            let order = self.order(of, index);
            let id = order.id;
            let at = order.placed_at + 3_600_000;
            let send = async |topic: &str, delivery: &str, body: &Value| {
                client.webhook(topic, delivery, body).await?.expect_ok()
            };
            send("orders/create", &format!("{id}-1"), &order.body()).await?;
            let mut label = Fulfillment::new(id * 10, id, at);
            label.tracking = vec![format!("{}TRACK{index}", whose.to_uppercase())];
            send("fulfillments/create", &format!("{id}-2"), &label.body()).await?;
            let packed = operation(&format!("{id}-3"), "pack_done", id, at).with(
                "location",
                json!({"id": "dock", "name": format!("{whose}dock")}),
            );
            let sent = client
                .operations("chicago", &format!("{id}-3"), &packed.body())
                .await?;
            sent.expect_ok()?;
        }
        Ok(())
    }

    /// Waits until the shop's list and directory know all its orders: ledgers tell once a second.
    pub async fn listed(&self, client: &Client) -> Result<(), HostileError> {
        for _ in 0..120 {
            let list: OrderList = client.orders("").await?;
            if list.rows.len() as u64 >= ORDERS {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        Err(HostileError::Wrong(format!(
            "{} lists not all its orders within 30 s",
            client.shop()
        )))
    }

    /// Everything of a shop that must not change by itself: settings, and what is known of its orders.
    pub async fn state(&self, client: &Client, of: u64) -> Result<Vec<String>, HostileError> {
        let mut state = vec![client.admin("/admin/settings").await?.expect_ok()?.text];
        for index in 0..ORDERS {
            let trace = client.trace(&(of + index).to_string()).await?;
            state.extend(trace.facts.iter().map(|fact| fact.id.clone()));
        }
        state.sort();
        Ok(state)
    }
}
