//! Session tokens: HS256 with the app's secret and the five right claims, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use fulfillment::Instant;
use hmac::{Hmac, KeyInit, Mac};
use integrations::session::{mint, verify};
use integrations::{Refusal, session};
use serde_json::{Value, json};
use sha2::{Sha256, Sha512};

const SECRET: &[u8] = b"app secret";
const API_KEY: &str = "api-key";
const SHOP: &str = "demo-shop.myshopify.com";
const NOW: Instant = Instant(1_772_398_800_000);
const SECONDS: i64 = 1_772_398_800;

fn claims() -> Value {
    json!({
        "iss": "https://demo-shop.myshopify.com/admin",
        "dest": "https://demo-shop.myshopify.com",
        "aud": API_KEY,
        "sub": "42",
        "exp": SECONDS + 60,
        "nbf": SECONDS,
        "iat": SECONDS,
        "jti": "f8912129-1af6-4cad-9ca3-76b0f7621087",
        "sid": "aaea182f2732d44c23057c0fea584021a4485b2bd25d3eb7fd349313ad24c685",
    })
}

fn sign(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length");
    mac.update(signed.as_bytes());
    format!(
        "{signed}.{}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}

fn token(claims: &Value) -> String {
    sign(&json!({"alg": "HS256", "typ": "JWT"}), claims, SECRET)
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn refused(token: &str, why: &str) {
    let answer = verify(token, API_KEY, &[SECRET], NOW);
    assert_eq!(answer, Err(Refusal::BadSignature), "{why}");
}

#[test]
fn a_genuine_token_names_shop_and_user() {
    let session = verify(&token(&claims()), API_KEY, &[SECRET], NOW).expect("verifies");
    assert_eq!(session.shop, SHOP);
    assert_eq!(session.user.as_deref(), Some("42"));
    assert_eq!(session.expires_at, Instant((SECONDS + 60) * 1000));
    let minted = mint(SHOP, "42", API_KEY, SECRET, NOW);
    assert_eq!(verify(&minted, API_KEY, &[SECRET], NOW), Ok(session));
    // During a rotation both secrets live.
    assert!(verify(&minted, API_KEY, &[b"new", SECRET], NOW).is_ok());
}

#[test]
fn another_algorithm_is_refused_even_if_signed() {
    for alg in [
        "none", "None", "NONE", "RS256", "HS512", "HS384", "ES256", "hs256", "",
    ] {
        let token = sign(&json!({"alg": alg, "typ": "JWT"}), &claims(), SECRET);
        refused(&token, alg);
    }
    refused(
        &sign(&json!({"typ": "JWT"}), &claims(), SECRET),
        "no algorithm",
    );
    refused(
        &sign(&json!({"alg": ["HS256"]}), &claims(), SECRET),
        "a list of algorithms",
    );
    let critical = json!({"alg": "HS256", "typ": "JWT", "crit": ["exp"]});
    refused(&sign(&critical, &claims(), SECRET), "a critical extension");
    refused(
        &sign(&json!({"alg": "HS256", "typ": "JOSE"}), &claims(), SECRET),
        "another type",
    );
}

#[test]
fn a_list_of_the_right_values_is_no_object() {
    refused(&sign(&json!(["HS256"]), &claims(), SECRET), "header");
    let of = |name: &str| claims()[name].clone();
    let values = ["iss", "dest", "aud", "exp", "nbf", "iat"].map(of);
    refused(&token(&json!(values)), "claims");
}

#[test]
fn no_signature_or_another_one_is_refused() {
    let genuine = token(&claims());
    let (signed, signature) = genuine.rsplit_once('.').expect("three parts");
    refused(&format!("{signed}."), "empty");
    refused(signed, "absent");
    refused(&format!("{signed}.{}", &signature[..42]), "truncated");
    refused(&format!("{signed}.{signature}="), "padded");
    refused(&format!("{genuine}.{signature}"), "four parts");
    refused("", "nothing");
    refused("..", "three empty parts");
    refused(&"a".repeat(10_000), "far too long");
    refused(
        &sign(&json!({"alg": "HS256"}), &claims(), b"other"),
        "another secret",
    );

    let mut mac = Hmac::<Sha512>::new_from_slice(SECRET).expect("any length");
    mac.update(signed.as_bytes());
    let sha512 = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    refused(&format!("{signed}.{sha512}"), "SHA-512");

    let (header, _) = signed.split_once('.').expect("two parts");
    let other = URL_SAFE_NO_PAD.encode(with("sub", json!("43")).to_string());
    refused(&format!("{header}.{other}.{signature}"), "other claims");
    let standard = STANDARD.encode(claims().to_string());
    refused(
        &format!("{header}.{standard}.{signature}"),
        "standard base64",
    );

    let unset = sign(&json!({"alg": "HS256"}), &claims(), b"");
    let answer = verify(&unset, API_KEY, &[b""], NOW);
    assert_eq!(answer, Err(Refusal::BadSignature), "an unset secret");
}

#[test]
fn another_audience_shop_or_issuer_is_refused() {
    let cases = [
        ("aud", json!("other-key")),
        ("aud", json!([API_KEY])),
        ("aud", json!(null)),
        ("dest", json!("https://other.myshopify.com")),
        ("dest", json!("http://demo-shop.myshopify.com")),
        ("dest", json!("demo-shop.myshopify.com")),
        ("dest", json!("https://demo-shop.myshopify.com/")),
        ("dest", json!("https://evil.example")),
        (
            "dest",
            json!("https://demo-shop.myshopify.com.evil.example"),
        ),
        ("iss", json!("https://other.myshopify.com/admin")),
        ("iss", json!("https://demo-shop.myshopify.com")),
        ("iss", json!("https://evil.example/admin")),
        ("iss", json!(7)),
    ];
    for (name, value) in cases {
        let why = format!("{name} = {value}");
        refused(&token(&with(name, value)), &why);
    }
    let answer = verify(&token(&with("aud", json!(""))), "", &[SECRET], NOW);
    assert_eq!(answer, Err(Refusal::BadSignature), "an unset key");
}

#[test]
fn times_must_be_numbers_and_right() {
    // CVE-2026-25537: a date as text was skipped.
    for name in ["exp", "nbf", "iat"] {
        let wrong = [
            json!((SECONDS + 60).to_string()),
            json!(null),
            json!(1.5e9),
            json!([SECONDS]),
            json!({}),
            json!(true),
        ];
        for value in wrong {
            let why = format!("{name} = {value}");
            refused(&token(&with(name, value)), &why);
        }
    }
    let leeway = session::LEEWAY_SECONDS;
    refused(&token(&with("exp", json!(SECONDS - leeway))), "expired");
    refused(&token(&with("exp", json!(i64::MAX))), "no end");
    refused(&token(&with("nbf", json!(SECONDS + leeway + 1))), "not yet");
    refused(
        &token(&with("iat", json!(SECONDS + leeway + 1))),
        "issued in the future",
    );
    let just = with("exp", json!(SECONDS - leeway + 1));
    assert!(
        verify(&token(&just), API_KEY, &[SECRET], NOW).is_ok(),
        "leeway"
    );
}

#[test]
fn a_missing_claim_is_refused_and_no_sub_is_nobody() {
    for name in ["iss", "dest", "aud", "exp", "nbf", "iat"] {
        let mut claims = claims();
        claims.as_object_mut().expect("object").remove(name);
        refused(&token(&claims), name);
    }
    let mut claims = claims();
    claims.as_object_mut().expect("object").remove("sub");
    let session = verify(&token(&claims), API_KEY, &[SECRET], NOW).expect("verifies");
    assert_eq!(session.user, None);
}
