//! Shopify's app proxy: a query signed in hex over its sorted parameters, run together without a separator.
//!
//! Because of the missing separator `a=1&b=2` and `a=1b=2` sign alike: what a shopper writes into a parameter of their own
//! must not become a parameter of Shopify's.

use rand::RngExt as _;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom as _;

use super::{Kind, flipped};
use crate::hostile::attempt::Attempt;
use crate::hostile::town::{NEIGHBOUR, Town, VICTIM, VICTIMS};
use crate::sign;

/// Other characters tried at each place of the signature, and at random places of the query.
const OTHERS: usize = 6;
const PLACES: usize = 400;

/// Decoded parameters of a query.
type Query = Vec<(String, String)>;

/// Forged storefront requests.
pub fn kind(town: &Town, dice: &mut SmallRng) -> Kind {
    let secret = &town.secrets().api_secret;
    let now = town.seconds();
    let routes = routes(town);
    let mut forged = Vec::new();
    let mut send = |why: &str, query: &str, dice: &mut SmallRng| {
        let (path, post) = &routes[dice.random_range(0..routes.len())];
        forged.push(storefront(path, *post, query, why));
    };
    let query = genuine(VICTIM, now, "");
    let good = signed(&query, secret);
    let (params, signature) = good.rsplit_once("&signature=").unwrap_or_default();
    for (why, other) in [
        ("no signature", params.to_owned()),
        ("an empty signature", format!("{params}&signature=")),
        (
            "an upper-case signature",
            format!("{params}&signature={}", signature.to_uppercase()),
        ),
        (
            "a signature in base64",
            format!("{params}&hmac={signature}"),
        ),
        ("two signatures", format!("{good}&signature={signature}")),
        (
            "a signature as a list",
            format!("{params}&signature[]={signature}"),
        ),
        (
            "two signatures, one bad",
            format!(
                "{params}&signature={}&signature={signature}",
                "0".repeat(64)
            ),
        ),
        ("a longer signature", format!("{good}0")),
        ("a shorter signature", good[..good.len() - 2].to_owned()),
        ("a blank after the signature", format!("{good}+")),
        (
            "a parameter more",
            format!("{good}&logged_in_customer_id=7"),
        ),
        ("a parameter of one's own", format!("{good}&number=1001")),
        ("the shop twice", format!("{good}&shop={NEIGHBOUR}")),
        ("the same shop twice", format!("{good}&shop={VICTIM}")),
        ("the shop as a list", good.replace("shop=", "shop[]=")),
        ("another shop", good.replace(VICTIM, NEIGHBOUR)),
        (
            "a shop in upper case",
            good.replace(VICTIM, &VICTIM.to_uppercase()),
        ),
        (
            "an encoded name",
            good.replace("shop=", "sh%6Fp=").replace(VICTIM, NEIGHBOUR),
        ),
        (
            "a broken escape",
            good.replace("path_prefix=", "path_prefix=%2"),
        ),
        ("no UTF-8", format!("{good}&x=%ff%fe")),
        ("nothing", String::new()),
        ("only a question", "?".to_owned()),
        (
            "nine thousand bytes",
            format!("{good}&x={}", "x".repeat(9000)),
        ),
        (
            "the order page's own parameters",
            format!("shop={VICTIM}&timestamp={now}"),
        ),
    ] {
        send(why, &other, dice);
    }
    for key in [
        "",
        "hush",
        &town.secrets().api_key,
        &town.secrets().master_key,
        "shpss_two_rotations_ago",
    ] {
        send("another secret", &signed(&query, key), dice);
    }
    for away in [
        -86_400 * 365,
        -86_400,
        -3600,
        -300,
        -120,
        120,
        300,
        3600,
        86_400,
        86_400 * 365,
    ] {
        let other = signed(&genuine(VICTIM, now + away, ""), secret);
        send("too far from now", &other, dice);
    }
    // Signed by Shopify's own secret, and yet not what Shopify sends.
    for shop in [
        "",
        "evil.example.com",
        "hostile-a.myshopify.com.evil.com",
        "evil.com/hostile-a.myshopify.com",
        "HOSTILE-A.myshopify.com",
        "-a.myshopify.com",
        "myshopify.com",
        "a.b.myshopify.com",
        "hostile-a.myshopify.com\0",
        " hostile-a.myshopify.com",
    ] {
        send(
            "a shop that is none",
            &signed(&genuine(shop, now, ""), secret),
            dice,
        );
    }
    for customer in ["x", "1 OR 1=1", "-7", "7.0", "7,8", "\u{0667}", "0x7"] {
        send(
            "a customer that is none",
            &signed(&genuine(VICTIM, now, customer), secret),
            dice,
        );
    }
    for (name, value) in [
        ("path_prefix", "apps/plumbline"),
        ("path_prefix", ""),
        ("timestamp", ""),
        ("timestamp", "soon"),
        ("timestamp", "-1"),
        ("timestamp", "1e9"),
    ] {
        let mut other = query.clone();
        for (known, text) in &mut other {
            if known == name {
                *text = value.to_owned();
            }
        }
        send("a parameter that is none", &signed(&other, secret), dice);
    }
    for missing in 0..query.len() {
        let mut other = query.clone();
        let (name, _) = other.remove(missing);
        if name != "logged_in_customer_id" {
            send("a parameter less", &signed(&other, secret), dice);
        }
    }
    for (why, other) in ambiguous(now, secret) {
        send(why, &other, dice);
    }
    let places = params.len() + "&signature=".len();
    for index in places..good.len() {
        for _ in 0..OTHERS {
            send(
                "one character of the signature",
                &flipped(&good, index, b"0123456789abcdefABCDEF", dice),
                dice,
            );
        }
        send("a truncated signature", &good[..index], dice);
    }
    for _ in 0..PLACES {
        let index = dice.random_range(0..params.len());
        let other = flipped(
            &good,
            index,
            b"abcdefghijklmnopqrstuvwxyz0123456789-_.~",
            dice,
        );
        send("one character of the query", &other, dice);
    }
    let honest = honest(town, dice);
    Kind {
        name: "storefront",
        forged,
        honest,
    }
}

/// Genuinely signed queries whose border between two parameters was moved.
fn ambiguous(now: i64, secret: &str) -> Vec<(&'static str, String)> {
    let moved = "the border between parameters moved";
    let mut found = Vec::new();
    for (own, smuggled) in [
        (
            "a",
            format!("1logged_in_customer_id=7000000path_prefix=/appsshop={VICTIM}timestamp={now}"),
        ),
        ("extra", "1logged_in_customer_id=7009100".to_owned()),
        ("extra", format!("1shop={VICTIM}")),
        ("ztra", format!("1timestamp={}", now + 60)),
        ("q", "1path_prefix=/evil".to_owned()),
        ("xshop", VICTIM.to_owned()),
        ("xx_logged_in_customer_id", "7009100".to_owned()),
    ] {
        // As the neighbour's shopper would have Shopify sign it…
        let mut query = genuine(NEIGHBOUR, now, "");
        query.push((own.to_owned(), smuggled.clone()));
        let good = signed(&query, secret);
        found.push((moved, good.clone()));
        // …and with the smuggled text as the parameters it wants to be.
        let (_, signature) = good.rsplit_once("signature=").unwrap_or_default();
        let mut pairs: Vec<String> = Vec::new();
        for (name, value) in &query {
            pairs.push(format!("{name}={value}"));
        }
        pairs.sort();
        let message = pairs.concat();
        for names in [
            &[
                "extra",
                "logged_in_customer_id",
                "path_prefix",
                "shop",
                "timestamp",
            ][..],
            &[
                "a",
                "logged_in_customer_id",
                "path_prefix",
                "shop",
                "timestamp",
                "ztra",
            ][..],
            &[
                "logged_in_customer_id",
                "path_prefix",
                "q",
                "shop",
                "timestamp",
                "xshop",
            ][..],
        ] {
            let mut text = message.clone();
            for name in names {
                text = text.replace(&format!("{name}="), &format!("&{name}="));
            }
            found.push((
                moved,
                format!("{}&signature={signature}", text.trim_start_matches('&')),
            ));
        }
    }
    let good = signed(&genuine(VICTIM, now, ""), secret);
    // One parameter that holds all others, its `=` and `&` escaped.
    let (params, signature) = good.rsplit_once("&signature=").unwrap_or_default();
    let whole = params.replace('=', "%3D").replace('&', "");
    found.push((moved, format!("{whole}&signature={signature}")));
    found.push((
        moved,
        format!("{}&signature={signature}", params.replace('&', "%26")),
    ));
    for name in ["path_prefix", "timestamp", "logged_in_customer_id"] {
        let joined = params.replace(&format!("&{name}"), name);
        found.push((moved, format!("{joined}&signature={signature}")));
    }
    found
}

/// Shoppers' requests: parameters in any order, own ones repeated, both live secrets.
fn honest(town: &Town, dice: &mut SmallRng) -> Vec<Attempt> {
    let now = town.seconds();
    let mut honest = Vec::new();
    for secret in town.live() {
        for (path, _) in routes(town) {
            let mut query = genuine(VICTIM, now, "");
            query.push(("extra".to_owned(), "1".to_owned()));
            query.push(("extra".to_owned(), "2".to_owned()));
            query.shuffle(dice);
            let query = signed(&query, secret);
            honest.push(storefront(&path, false, &query, "an honest shopper").honest());
        }
    }
    honest
}

/// Where the proxy leads, and whether by POST: without a body, which a refused request leaves unread.
fn routes(town: &Town) -> Vec<(String, bool)> {
    let token = town.victim.link_token(&VICTIMS.to_string());
    vec![
        ("/proxy".to_owned(), false),
        ("/proxy".to_owned(), true),
        ("/proxy/promise".to_owned(), false),
        (format!("/proxy/o/{token}"), false),
        (format!("/proxy/o/{token}.json"), false),
    ]
}

/// What Shopify adds to a storefront's request.
fn genuine(shop: &str, seconds: i64, customer: &str) -> Query {
    [
        ("shop", shop),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", &seconds.to_string()),
        ("logged_in_customer_id", customer),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

fn signed(query: &Query, secret: &str) -> String {
    let query: Vec<(&str, &str)> = query
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    sign::proxy_query(&query, secret)
}

fn storefront(path: &str, post: bool, query: &str, why: &str) -> Attempt {
    let path = format!("{path}?{query}");
    let why = format!("the storefront, {why}");
    match post {
        false => Attempt::get(why, path),
        true => Attempt::post(why, path, Vec::new()),
    }
}
