//! Shopify's app proxy signature and its traps: the signed string has no separators.

use fulfillment::Instant;
use integrations::{Refusal, proxy};

const SECRET: &[u8] = b"hush";
const SHOP: &str = "shop-name.myshopify.com";
/// Within the tolerance of the timestamp in Shopify's own example.
const NOW: Instant = Instant(1_317_327_555_000);
/// Shopify's documented example, verbatim.
const EXAMPLE: &str = "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1\
    &path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555\
    &signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb";

fn verify(query: &str) -> Result<proxy::ProxyCall, Refusal> {
    proxy::verify(query, &[SECRET], NOW)
}

/// A query signed as Shopify would sign it, whatever is in it.
fn signed(params: &[(&str, &str)]) -> String {
    proxy::sign(params, SECRET)
}

fn refused(query: &str, why: &str) {
    assert_eq!(verify(query), Err(Refusal::BadSignature), "{why}: {query}");
}

#[test]
fn shopifys_example_passes() {
    let call = verify(EXAMPLE).expect("verifies");
    assert_eq!(call.shop, SHOP);
    assert_eq!(call.path_prefix, "/apps/awesome_reviews");
    assert_eq!(call.customer.as_deref(), Some("1"));
    let extra = |value: &str| ("extra".to_owned(), value.to_owned());
    assert_eq!(call.params, [extra("1"), extra("2")]);
}

#[test]
fn nobody_signed_in_is_no_customer() {
    let query = signed(&[
        ("shop", SHOP),
        ("logged_in_customer_id", ""),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", "1317327555"),
    ]);
    assert_eq!(verify(&query).expect("verifies").customer, None);
}

#[test]
fn old_and_future_queries_are_stale_to_the_signer() {
    for by in [91_000, -91_000] {
        let answer = proxy::verify(EXAMPLE, &[SECRET], NOW.plus(by));
        assert!(matches!(answer, Err(Refusal::Stale { .. })), "{answer:?}");
    }
    assert!(proxy::verify(EXAMPLE, &[SECRET], NOW.plus(89_000)).is_ok());
    assert!(proxy::verify(EXAMPLE, &[b"hush, new", SECRET], NOW).is_ok());
    assert!(proxy::verify(EXAMPLE, &[b"other"], NOW).is_err());
    assert!(proxy::verify(EXAMPLE, &[b""], NOW).is_err());
    assert!(proxy::verify(EXAMPLE, &[], NOW).is_err());
}

#[test]
fn a_broken_signature_is_refused() {
    refused(&EXAMPLE.replace("extra=1", "extra=3"), "a changed value");
    refused(&EXAMPLE.replace("4c68", "4c69"), "a changed signature");
    refused(&EXAMPLE.replace("4c68c8624d", "4C68C8624D"), "upper case");
    refused(&EXAMPLE.replace("395ddb", ""), "truncated");
    refused(&EXAMPLE.replace("&signature=4c68", "&sig=4c68"), "absent");
    let (_, signature) = EXAMPLE.rsplit_once('&').expect("signature");
    refused(&format!("{EXAMPLE}&{signature}"), "twice");
    refused(&EXAMPLE.replace("extra=1", "extra=%zz"), "a broken escape");
    refused(&EXAMPLE.replace("extra=1", "extra=%f"), "a cut escape");
    refused(&EXAMPLE.replace("extra=1", "extra=%ff"), "no UTF-8");
    refused("", "nothing");
    refused(&"a=1&".repeat(5000), "far too long");
}

#[test]
fn the_border_between_parameters_cannot_be_moved() {
    // `a=1&b=2` and `a=1b=2` sign alike. The signature stays genuine in each of these.
    let genuine = [
        ("shop", SHOP),
        ("logged_in_customer_id", ""),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", "1317327555"),
    ];
    // A shopper who is not signed in has Shopify sign the words of one who is …
    let mut with_words = genuine.to_vec();
    with_words.push(("a", "1logged_in_customer_id=7"));
    let query = signed(&with_words);
    refused(&query, "a reserved name inside a value");
    // … and moves the border, so that the words become the parameter.
    let moved = query.replace("a=1logged_in_customer_id=7", "a=1").replace(
        "logged_in_customer_id=&",
        "logged_in_customer_id=7logged_in_customer_id=&",
    );
    refused(&moved, "the border moved");

    let mut hidden = genuine.to_vec();
    hidden.push(("xshop", "other.myshopify.com"));
    refused(&signed(&hidden), "a reserved name at a name's end");

    let named_with_equals = EXAMPLE.replace("extra=1&extra=2", "extra%3D1%2C2=");
    refused(&named_with_equals, "an equals sign in a name");

    let mut twice = genuine.to_vec();
    twice.push(("logged_in_customer_id", "7"));
    refused(&signed(&twice), "a reserved parameter twice");
    let mut two_shops = genuine.to_vec();
    two_shops.push(("shop", "other.myshopify.com"));
    refused(&signed(&two_shops), "two shops");

    let swallowed = EXAMPLE.replace(
        "logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews",
        "logged_in_customer_id=1path_prefix%3D%2Fapps%2Fawesome_reviews",
    );
    refused(&swallowed, "one parameter swallows the next");
}

#[test]
fn a_bad_shop_or_customer_or_an_absent_parameter_is_refused() {
    let shops = [
        "shop-name.myshopify.com.evil.example",
        "evil.example",
        "-shop.myshopify.com",
        ".myshopify.com",
        "Shop.myshopify.com",
        "shop name.myshopify.com",
        "a/b.myshopify.com",
        "a.b.myshopify.com",
    ];
    for shop in shops {
        let query = signed(&[
            ("shop", shop),
            ("path_prefix", "/apps/plumbline"),
            ("timestamp", "1317327555"),
        ]);
        refused(&query, "a bad shop");
    }
    for customer in ["1 or 1", "-1", "gid://shopify/Customer/1", "1e3"] {
        let query = signed(&[
            ("shop", SHOP),
            ("logged_in_customer_id", customer),
            ("path_prefix", "/apps/plumbline"),
            ("timestamp", "1317327555"),
        ]);
        refused(&query, "a bad customer");
    }
    let all = [
        ("shop", SHOP),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", "1317327555"),
    ];
    assert!(verify(&signed(&all)).is_ok());
    for absent in 0..all.len() {
        let mut some = all.to_vec();
        let (name, _) = some.remove(absent);
        refused(&signed(&some), name);
    }
}
