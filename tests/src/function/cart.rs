//! A cart as Shopify asks the function about it: the answer to `run.graphql`, without Shopify.
//!
//! In scope: what a checkout shows and when, and the input that makes of it with a metafield's variables. That the shape is
//! the query's is checked against Shopify's schema by `extensions/checkout-estimate/conform.mjs`, on the fixtures made here.

use serde_json::{Map, Value, json};

/// A checkout at one moment.
#[derive(Clone, Debug)]
pub struct Cart {
    /// The shop's date, `YYYY-MM-DD`.
    pub date: String,
    /// The shop's time of day, `HH:MM:SS`.
    pub time: String,
    /// The buyer's language, as Shopify's `LanguageCode`.
    pub language: String,
    /// Delivery groups.
    pub groups: Vec<Group>,
}

/// What is delivered together.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its items.
    pub lines: Vec<Item>,
    /// How it can be delivered.
    pub options: Vec<DeliveryOption>,
}

/// An item, by what its `handling` metafield says.
#[derive(Clone, Debug)]
pub enum Item {
    /// A variant without one.
    Stock,
    /// A variant of this class.
    Class(String),
    /// No variant: an item made up in a draft order.
    Custom,
}

/// A delivery option.
#[derive(Clone, Debug)]
pub struct DeliveryOption {
    /// Shopify's `DeliveryMethod`.
    pub kind: &'static str,
    /// Its code, where it has one.
    pub code: Option<String>,
    /// Its handle.
    pub handle: String,
    /// Its title.
    pub title: Option<String>,
}

impl DeliveryOption {
    /// A shipped option with code and title of its name, and the handle Shopify makes of it.
    pub fn shipped(name: &str) -> Self {
        Self {
            kind: "SHIPPING",
            code: Some(name.to_owned()),
            handle: name.to_lowercase().replace(' ', "-"),
            title: Some(name.to_owned()),
        }
    }
}

impl Cart {
    /// The function's input under a customization with this metafield, if it has one.
    pub fn input(&self, metafield: Option<&str>) -> Value {
        let json: Value = metafield
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default();
        let told = |name: &str| json[name].as_str().unwrap_or_default();
        let moment = format!("{}T{}", self.date, self.time);
        // These forms sort like the times they name.
        let mut local = Map::new();
        for index in 0..4 {
            let after = self.time.as_str() >= told(&format!("cutoff{index}"));
            local.insert(format!("after{index}"), after.into());
        }
        local.insert("date".into(), self.date.clone().into());
        local.insert("stale".into(), (moment.as_str() >= told("staleAt")).into());
        let field = match metafield {
            Some(_) => json!({ "json": json }),
            None => Value::Null,
        };
        let groups = self.groups.iter().map(|group| group.input(&json));
        json!({
            "at": { "local": local },
            "by": { "field": field },
            "for": { "in": { "code": self.language } },
            "of": { "groups": groups.collect::<Value>() },
        })
    }
}

impl Group {
    fn input(&self, variables: &Value) -> Value {
        let mut group = Map::new();
        if variables["handling"] == true {
            let lines = self.lines.iter().map(|item| match item {
                Item::Stock => json!({ "of": { "field": null } }),
                Item::Class(class) => json!({ "of": { "field": { "value": class } } }),
                Item::Custom => json!({ "of": {} }),
            });
            group.insert("lines".into(), lines.collect());
        }
        let options = self.options.iter().map(|option| {
            let mut told = json!({ "key": option.handle, "title": option.title });
            if variables["byCode"] == true {
                told["code"] = json!(option.code);
            }
            if variables["pickup"] == true {
                told["as"] = option.kind.into();
            }
            told
        });
        group.insert("options".into(), options.collect());
        group.into()
    }
}
