//! Two shops of one worker as it is deployed: one has something to lose, the other is its neighbour.

use std::time::Duration;

use contract::list::OrderList;
use serde_json::{Value, json};

use super::outside::Outside;
use super::shopper::{self, Form};
use super::{HostileError, inject};
use crate::client::Client;
use crate::payloads::aftership::Tracking;
use crate::payloads::{Fulfillment, Order, operation};
use crate::secrets::Secrets;
use crate::world::{Options, World};

/// The shop that is attacked.
pub const VICTIM: &str = "hostile-a.myshopify.com";
/// Its neighbour, installed and signed in like any other shop.
pub const NEIGHBOUR: &str = "hostile-b.myshopify.com";
/// The client secret before the last rotation, still live.
const PREVIOUS: &str = "shpss_before_the_rotation_4f2c1d";

/// Secrets of AfterShip webhooks: of two rotations ago, replaced just now, and in use. Each shop's begin otherwise.
const RELAY_SECRETS: [&str; 3] = ["relay-9d1e", "relay-c07b", "relay-5a42"];

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
    /// Shopify and AfterShip.
    pub outside: Outside,
    /// What the victim's shoppers did: forms that were taken, and the outcome each was told.
    pub acts: Vec<(Form, String)>,
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
        let secrets = Secrets::generate();
        let outside = Outside::start(&secrets, VICTIM, &inject::reasons()).await?;
        let world = World::start(Options {
            production: true,
            verbose: true,
            secrets: Some(secrets),
            layer: Some(outside.layer()),
            vars: vec![("SHOPIFY_API_SECRET_PREVIOUS".into(), PREVIOUS.into())],
            ..Options::default()
        })
        .await?;
        let mut town = Self {
            victim: world.client(VICTIM),
            neighbour: world.client(NEIGHBOUR),
            began: world.client(VICTIM).now(),
            acts: Vec::new(),
            world,
            outside,
        };
        town.fill(&town.victim, VICTIMS, "Victim").await?;
        town.fill(&town.neighbour, NEIGHBOURS, "Neighbour").await?;
        for (client, of) in [(&town.victim, VICTIMS), (&town.neighbour, NEIGHBOURS)] {
            town.listed(client).await?;
            town.watched(client, of).await?;
        }
        town.acted(&town.neighbour, NEIGHBOURS).await?;
        town.acts = town.acted(&town.victim, VICTIMS).await?;
        town.settled(&town.victim, VICTIMS).await?;
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

    /// The secrets of a shop's AfterShip webhooks: of two rotations ago, replaced and still live, in use.
    pub fn relay_secrets(shop: &str) -> [String; 3] {
        RELAY_SECRETS.map(|secret| format!("{secret}-of-{}", shop.replace('.', "-")))
    }

    /// What AfterShip was told of a parcel of both shops' orders, told again alike each time.
    pub fn carried(&self, of: u64, index: u64) -> Value {
        let whose = if of == VICTIMS { "VICTIM" } else { "NEIGHBOUR" };
        let at = self.began - 2 * 86_400_000;
        let number = format!("{whose}TRACK{index}");
        let place = ["Gary", "IN", "USA"];
        Tracking::new(&number, "usps", at - 3_600_000)
            .scan(at, "InTransit_003", "Arrived at facility", place)
            .body("tracking_update", at + 60_000)
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
        for secret in Self::relay_secrets(client.shop()) {
            let mut account = Outside::account(&secret);
            account["action"] = json!("on");
            let changed = client.admin_post("/admin/tracking", &account).await?;
            changed.expect_ok()?;
        }
        for index in 0..ORDERS {
            let order = self.order(of, index);
            let id = order.id;
            let at = order.placed_at + 3_600_000;
            self.outside.order(client.shop(), id).await?;
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

    /// Waits until AfterShip watches all parcels and the orders know it, and has it tell of one.
    async fn watched(&self, client: &Client, of: u64) -> Result<(), HostileError> {
        for index in 0..ORDERS {
            let order = (of + index).to_string();
            let mut waits = 0;
            while !client
                .trace(&order)
                .await?
                .facts
                .iter()
                .any(|of| of.fact.kind.name() == "watched")
            {
                waits += 1;
                if waits > 120 {
                    let what = format!("order {order}'s parcel is not watched within 30 s");
                    return Err(HostileError::Wrong(what));
                }
                tokio::time::sleep(Duration::from_millis(250)).await;
            }
        }
        let [.., secret] = Self::relay_secrets(client.shop());
        let told = client.aftership(&secret, &self.carried(of, 1)).await?;
        told.expect_ok()?;
        Ok(())
    }

    /// Has shoppers do what they may: one answers, one reports a problem, one asks for a cancellation.
    async fn acted(&self, client: &Client, of: u64) -> Result<Vec<(Form, String)>, HostileError> {
        let mut acts = Vec::new();
        for (order, act) in [(of, "answer"), (of + 2, "problem"), (of + 3, "cancel")] {
            let form = Form::offered(client, order, act).await?;
            let filled = shopper::filled(act);
            let sent = form.sent("an honest shopper", filled).honest();
            let answer = sent.send(client).await?;
            if shopper::outcome(&sent.path, &answer) != Some(act) {
                let what = format!("a shopper's {act} is not taken: {answer:?}");
                return Err(HostileError::Wrong(what));
            }
            let told = shopper::signed(&answer).unwrap_or_default().to_owned();
            acts.push((form, told));
        }
        Ok(acts)
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
        let mut settings: Value = client.admin("/admin/settings").await?.json()?;
        // Who was heard, and when, follows every honest word in its own time, and is a revision.
        for (of, name) in [("", "revision"), ("/policy", "observed")] {
            let of = settings.pointer_mut(of).and_then(Value::as_object_mut);
            of.map(|fields| fields.remove(name));
        }
        let fields = settings.as_object().into_iter().flatten();
        let mut state: Vec<String> = fields
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        let board: Value = client.admin("/admin/tracking.json").await?.json()?;
        for part in ["/since", "/counts/numbers", "/unknown"] {
            let told = board["relay"].pointer(part).unwrap_or(&Value::Null);
            state.push(format!("{part} {told}"));
        }
        for index in 0..ORDERS {
            let trace = client.trace(&(of + index).to_string()).await?;
            state.extend(trace.facts.iter().map(|fact| fact.id.clone()));
        }
        state.sort();
        Ok(state)
    }

    /// Waits until what was told has come to rest: what ledgers know reaches the Shop object in its own time.
    async fn settled(&self, client: &Client, of: u64) -> Result<(), HostileError> {
        let mut before = self.state(client, of).await?;
        for _ in 0..20 {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let now = self.state(client, of).await?;
            if now == before {
                return Ok(());
            }
            before = now;
        }
        let what = format!("{} does not come to rest within 40 s", client.shop());
        Err(HostileError::Wrong(what))
    }

    /// What of a state is new and what is gone; `None` where it is the same.
    pub fn changed(before: &[String], after: &[String]) -> Option<String> {
        let lacking = |from: &[String], of: &[String]| {
            let gone = of.iter().filter(|one| !from.contains(one));
            gone.cloned().collect::<Vec<_>>().join(" ")
        };
        let (new, gone) = (lacking(before, after), lacking(after, before));
        (before != after).then(|| format!("new: {new}; gone: {gone}"))
    }
}
