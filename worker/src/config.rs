//! What the worker is told by its environment, read once an instance and checked as a whole.

use std::cell::RefCell;
use std::rc::Rc;

use integrations::shopify::is_shop_domain;
use integrations::signature::hmac_sha256;
use js_sys::Reflect;
use subtle::ConstantTimeEq as _;
use wasm_bindgen::JsValue;

use crate::clock::Clock;
use crate::crypto::{Key, Master};
use crate::error::Failure;
use crate::ledger;

/// Where the storefront passes requests on to `/proxy`: the app proxy of `shopify.app.toml`.
pub const PROXY: &str = "/apps/plumbline";

/// Version of the link key; a rotation adds a second one.
pub const LINK_KEY_ID: u8 = 1;

/// Version of the key of links that were found by order number and e-mail address.
pub const FOUND_KEY_ID: u8 = 129;

/// What is running: Cargo's version, and the commit where the build was told one.
pub const BUILD: &str = match option_env!("PLUMBLINE_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};

/// The checked environment. Holds secrets, so it has no `Debug`.
#[derive(Clone)]
pub struct Config {
    /// The app's client id: audience of session tokens.
    pub api_key: String,
    /// The app's client secrets that are live: one, or two for an hour after a rotation.
    pub api_secrets: Vec<String>,
    /// Every other key derives from it.
    pub master: Master,
    /// Key of link tokens.
    pub link_key: Key,
    /// Key of link tokens that an order number and an e-mail address found.
    pub found_key: Key,
    /// Key of the forms on shoppers' pages.
    pub form_key: Key,
    /// Where `now` comes from.
    pub clock: Clock,
    /// Routes under `/dev` exist.
    pub development: bool,
}

impl Config {
    /// Reads and checks the variables through `var`, which answers `None` for an absent one.
    ///
    /// # Errors
    /// [`Failure::Configuration`] naming the variable and what is wrong, never its value.
    pub fn read(var: impl Fn(&str) -> Option<String>) -> Result<Self, Failure> {
        let required = |name: &str| {
            var(name)
                .filter(|value| !value.trim().is_empty())
                .ok_or_else(|| Failure::Configuration(format!("{name} is not set")))
        };
        let api_key = required("SHOPIFY_API_KEY")?;
        let mut api_secrets = vec![required("SHOPIFY_API_SECRET")?];
        api_secrets
            .extend(var("SHOPIFY_API_SECRET_PREVIOUS").filter(|secret| !secret.trim().is_empty()));
        let master = Master::from_hex(&required("MASTER_KEY")?)
            .map_err(|error| Failure::Configuration(error.to_string()))?;
        let development = var("DEVELOPMENT").is_some_and(|value| value == "1");
        let clock = match var("CLOCK").as_deref() {
            None | Some("" | "real") => Clock::Real,
            Some("driven") if development => Clock::Driven,
            Some("driven") => {
                return Err(Failure::Configuration(
                    "CLOCK=driven needs DEVELOPMENT=1".to_owned(),
                ));
            }
            Some(_) => {
                return Err(Failure::Configuration(
                    "CLOCK must be `real` or `driven`".to_owned(),
                ));
            }
        };
        Ok(Self {
            link_key: master.link_key(),
            found_key: master.derive("link/found", "", &[]),
            form_key: master.derive("form", "", &[]),
            api_key,
            api_secrets,
            master,
            clock,
            development,
        })
    }

    /// The configuration of this instance, read from the environment's bindings at first use.
    ///
    /// # Errors
    /// [`Failure::Configuration`], see [`Config::read`].
    pub fn of(env: &JsValue) -> Result<Rc<Self>, Failure> {
        thread_local! {
            static READ: RefCell<Option<Rc<Config>>> = const { RefCell::new(None) };
        }
        if let Some(config) = READ.with_borrow(Clone::clone) {
            return Ok(config);
        }
        let var = |name: &str| Reflect::get(env, &name.into()).ok()?.as_string();
        let config = Rc::new(Self::read(var)?);
        READ.set(Some(Rc::clone(&config)));
        Ok(config)
    }

    /// The live client secrets as bytes.
    pub fn secrets(&self) -> Vec<&[u8]> {
        self.api_secrets.iter().map(String::as_bytes).collect()
    }

    /// Key a source signs its operations events with.
    pub fn operations_key(&self, shop: &str, source: &str) -> Key {
        self.master
            .derive("operations", &format!("{shop}/{source}"), &[])
    }

    /// The last part of the address a shop's AfterShip sends to. Whoever does not know it reaches no
    /// object of the shop; the signature is what proves the sender.
    pub fn aftership_door(&self, shop: &str) -> String {
        let key = self.master.derive("aftership", shop, &[]);
        hex::encode(key.get(..16).unwrap_or_default())
    }

    /// Opens a link token: the shop and the order it names.
    ///
    /// # Errors
    /// [`Failure::NotFound`], whatever is wrong with it.
    pub fn open_link(&self, token: &str) -> Result<integrations::link::Link, Failure> {
        let keys: [(u8, &[u8]); 2] = [
            (LINK_KEY_ID, &self.link_key),
            (FOUND_KEY_ID, &self.found_key),
        ];
        integrations::link::open(&keys, token).map_err(|_| Failure::NotFound)
    }

    /// Mints the link token of `order` at `shop`.
    pub fn mint_link(&self, shop: &str, order: &str) -> String {
        integrations::link::mint(&self.link_key, LINK_KEY_ID, shop, order)
    }

    /// Mints the link token of `order` at `shop` for who knew its number and e-mail address. Both stand
    /// on every parcel and invoice: the page may be read and a problem reported, and no more.
    pub fn mint_found(&self, shop: &str, order: &str) -> String {
        integrations::link::mint(&self.found_key, FOUND_KEY_ID, shop, order)
    }

    /// What proves that a form is one of ours, of the page of `token`: `{words}.{MAC}`.
    pub fn sign_form(&self, token: &str, words: &str) -> String {
        let mac = hmac_sha256(&self.form_key, &[token.as_bytes(), b"\0", words.as_bytes()]);
        format!("{words}.{}", hex::encode(mac.split_at(16).0))
    }

    /// The words of what [`Config::sign_form`] signed for the page of `token`.
    pub fn open_form<'a>(&self, token: &str, signed: &'a str) -> Option<&'a str> {
        let (words, _) = signed.split_once('.')?;
        let expected = self.sign_form(token, words);
        bool::from(expected.as_bytes().ct_eq(signed.as_bytes())).then_some(words)
    }
}

/// A shop's permanent domain, checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShopDomain(String);

impl ShopDomain {
    /// `demo.myshopify.com`, lower case as Shopify sends it.
    ///
    /// # Errors
    /// [`Failure::BadRequest`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        if is_shop_domain(text) {
            Ok(Self(text.to_owned()))
        } else {
            let shown: String = text.chars().take(80).collect();
            Err(Failure::BadRequest(format!(
                "{shown:?} is not a myshopify domain"
            )))
        }
    }

    /// The shop whose domain is `{handle}.myshopify.com`.
    ///
    /// # Errors
    /// [`Failure::BadRequest`] if that is no domain.
    pub fn of_handle(handle: &str) -> Result<Self, Failure> {
        Self::parse(&format!("{handle}{}", integrations::shopify::SHOP_SUFFIX))
    }

    /// The domain.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Name of the ledger that holds `order`.
    pub fn ledger_of(&self, order: &str) -> String {
        ledger::object_name(&self.0, order)
    }

    /// Names of all ledgers of the shop.
    pub fn ledgers(&self) -> impl Iterator<Item = String> + '_ {
        (0..ledger::SHARDS).map(|n| format!("{}/{n}", self.0))
    }
}

/// An id as Shopify has them in routes and bodies: 1 to 20 digits.
///
/// # Errors
/// [`Failure::NotFound`]: nothing has another kind of id.
pub fn order_id(text: &str) -> Result<&str, Failure> {
    let plain = (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then_some(text).ok_or(Failure::NotFound)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn vars(extra: &[(&'static str, &'static str)]) -> impl Fn(&str) -> Option<String> {
        let extra = extra.to_vec();
        let master = "0f".repeat(32);
        move |name| {
            let set = extra.iter().rev().find(|(known, _)| *known == name);
            match (set, name) {
                (Some((_, value)), _) => Some((*value).to_owned()),
                (None, "SHOPIFY_API_KEY") => Some("key".to_owned()),
                (None, "SHOPIFY_API_SECRET") => Some("secret".to_owned()),
                (None, "MASTER_KEY") => Some(master.clone()),
                _ => None,
            }
        }
    }

    fn complaint(extra: &[(&'static str, &'static str)]) -> String {
        Config::read(vars(extra)).err().unwrap().to_string()
    }

    #[test]
    fn production_is_the_default() {
        let config = Config::read(vars(&[])).ok().unwrap();
        assert_eq!(config.clock, Clock::Real);
        assert!(!config.development);
        assert_eq!(config.secrets(), [b"secret"]);
    }

    #[test]
    fn two_secrets_are_live_during_a_rotation_and_an_empty_one_never() {
        let config = Config::read(vars(&[("SHOPIFY_API_SECRET_PREVIOUS", "old")]));
        assert_eq!(config.ok().unwrap().secrets().len(), 2);
        let config = Config::read(vars(&[("SHOPIFY_API_SECRET_PREVIOUS", " ")]));
        assert_eq!(config.ok().unwrap().secrets().len(), 1);
    }

    #[test]
    fn what_is_wrong_is_named_and_never_quoted() {
        assert!(complaint(&[("SHOPIFY_API_SECRET", "")]).contains("SHOPIFY_API_SECRET"));
        let text = complaint(&[("MASTER_KEY", "hunter2")]);
        assert!(text.contains("MASTER_KEY") && !text.contains("hunter2"));
        assert!(complaint(&[("CLOCK", "driven")]).contains("DEVELOPMENT"));
        assert!(complaint(&[("CLOCK", "sundial")]).contains("CLOCK"));
        let driven = Config::read(vars(&[("CLOCK", "driven"), ("DEVELOPMENT", "1")]));
        assert_eq!(driven.ok().unwrap().clock, Clock::Driven);
    }

    #[test]
    fn a_link_opens_for_its_shop_and_order_alone() {
        let config = Config::read(vars(&[])).ok().unwrap();
        let token = config.mint_link("demo.myshopify.com", "450789469");
        let link = config.open_link(&token).ok().unwrap();
        assert_eq!(
            (link.shop.as_str(), link.order.as_str()),
            ("demo.myshopify.com", "450789469")
        );
        assert!(config.open_link(&token[1..]).is_err());
    }

    #[test]
    fn only_a_permanent_domain_is_a_shop() {
        assert!(ShopDomain::parse("a-1.myshopify.com").is_ok());
        for bad in [
            "",
            "a.myshopify.com/x",
            "A.myshopify.com",
            "-a.myshopify.com",
            "a.b.myshopify.com",
            "a.example.com",
        ] {
            assert!(ShopDomain::parse(bad).is_err(), "{bad}");
        }
        assert!(ShopDomain::of_handle("x/../y").is_err());
    }
}
