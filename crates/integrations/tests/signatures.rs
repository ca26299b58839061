//! Whoever cannot sign is refused: Shopify's HMAC, Standard Webhooks, link tokens.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use fulfillment::Instant;
use integrations::{Refusal, link, signature};

const SECRET: &[u8] = b"hush";
const OLD_SECRET: &[u8] = b"hush, before the rotation";
const BODY: &[u8] = br##"{"id":820982911946154508,"name":"#9999"}"##;

fn refused(header: &str) {
    let answer = signature::shopify(BODY, header, &[SECRET]);
    assert_eq!(answer, Err(Refusal::BadSignature), "{header:?} passed");
}

#[test]
fn shopify_signs_the_raw_body_in_padded_base64() {
    // Made with OpenSSL: openssl dgst -sha256 -hmac hush -binary | base64.
    let header = "YBwnJ9vsibq7srObgXybmGHWuwos+jDEL//7749XS78=";
    assert_eq!(signature::shopify_sign(BODY, SECRET), header);
    assert_eq!(signature::shopify(BODY, header, &[SECRET]), Ok(()));
}

#[test]
fn every_other_form_of_the_header_is_refused() {
    let header = signature::shopify_sign(BODY, SECRET);
    let mac = STANDARD.decode(&header).expect("base64");
    refused("");
    refused(" ");
    refused("=");
    refused(&header[..43]);
    refused(&header[..40]);
    refused(&format!("{header}="));
    refused(&format!(" {header}"));
    refused(&hex::encode(&mac));
    refused(&hex::encode(&mac)[..44]);
    refused(&STANDARD_NO_PAD.encode(&mac));
    refused(&STANDARD.encode(&mac[..31]));
    refused(&STANDARD.encode([&mac[..], &[0]].concat()));
    // What fetch makes of two headers, in either order.
    let forged = STANDARD.encode([0; 32]);
    refused(&format!("{header}, {forged}"));
    refused(&format!("{forged}, {header}"));
    refused(&forged);
    // Not canonical: the unused bits of the last character are set.
    let last = header.as_bytes()[42];
    for other in (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9') {
        if other != last {
            let mut bytes = header.clone().into_bytes();
            bytes[42] = other;
            refused(std::str::from_utf8(&bytes).expect("ASCII"));
        }
    }
}

#[test]
fn one_changed_byte_anywhere_is_refused() {
    let header = signature::shopify_sign(BODY, SECRET);
    for at in 0..BODY.len() {
        let mut body = BODY.to_vec();
        body[at] ^= 1;
        let answer = signature::shopify(&body, &header, &[SECRET]);
        assert_eq!(answer, Err(Refusal::BadSignature), "byte {at} of the body");
    }
    let mac = STANDARD.decode(&header).expect("base64");
    for at in 0..mac.len() {
        let mut flipped = mac.clone();
        flipped[at] ^= 1;
        refused(&STANDARD.encode(flipped));
    }
}

#[test]
fn the_same_json_written_otherwise_is_refused() {
    let header = signature::shopify_sign(BODY, SECRET);
    let value: serde_json::Value = serde_json::from_slice(BODY).expect("JSON");
    let pretty = serde_json::to_vec_pretty(&value).expect("serialises");
    let answer = signature::shopify(&pretty, &header, &[SECRET]);
    assert_eq!(answer, Err(Refusal::BadSignature));
}

#[test]
fn two_secrets_live_during_a_rotation_and_an_empty_one_never() {
    for secret in [SECRET, OLD_SECRET] {
        let header = signature::shopify_sign(BODY, secret);
        assert_eq!(
            signature::shopify(BODY, &header, &[SECRET, OLD_SECRET]),
            Ok(())
        );
        assert_eq!(
            signature::shopify(BODY, &header, &[]),
            Err(Refusal::BadSignature)
        );
    }
    let unset = signature::shopify_sign(BODY, b"");
    let answer = signature::shopify(BODY, &unset, &[b"", SECRET]);
    assert_eq!(answer, Err(Refusal::BadSignature));
}

mod standard {
    use super::*;

    // The example of the Standard Webhooks specification.
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIMESTAMP: &str = "1614265330";
    const PAYLOAD: &[u8] = br#"{"test": 2432232314}"#;
    const HEADER: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    const NOW: Instant = Instant(1_614_265_330_000);

    fn secret() -> Vec<u8> {
        signature::standard_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("secret")
    }

    fn check(
        id: &str,
        timestamp: &str,
        body: &[u8],
        header: &str,
        now: Instant,
    ) -> Result<(), Refusal> {
        signature::standard(id, timestamp, body, header, &[&secret()], now)
    }

    #[test]
    fn the_specifications_example_passes_both_ways() {
        assert_eq!(check(ID, TIMESTAMP, PAYLOAD, HEADER, NOW), Ok(()));
        let signed = signature::standard_sign(ID, 1_614_265_330, PAYLOAD, &secret());
        assert_eq!(signed, HEADER);
        let text = signature::standard_secret_text(&secret());
        assert_eq!(signature::standard_secret(&text), Some(secret()));
    }

    #[test]
    fn one_good_signature_among_others_is_enough() {
        let header = format!("v1a,abc v1,{} {HEADER} v2,x", STANDARD.encode([0; 32]));
        assert_eq!(check(ID, TIMESTAMP, PAYLOAD, &header, NOW), Ok(()));
    }

    #[test]
    fn forged_and_broken_ones_are_refused() {
        let bad = Err(Refusal::BadSignature);
        let unpadded = HEADER.trim_end_matches('=');
        for header in [
            "",
            "v1,",
            "v1",
            unpadded,
            &HEADER[3..],
            &HEADER.replace("v1,", "v2,"),
        ] {
            assert_eq!(check(ID, TIMESTAMP, PAYLOAD, header, NOW), bad, "{header}");
        }
        assert_eq!(check("msg_other", TIMESTAMP, PAYLOAD, HEADER, NOW), bad);
        assert_eq!(check("", TIMESTAMP, PAYLOAD, HEADER, NOW), bad);
        assert_eq!(check(ID, "1614265331", PAYLOAD, HEADER, NOW), bad);
        assert_eq!(check(ID, TIMESTAMP, b"{}", HEADER, NOW), bad);
        for timestamp in [
            "",
            "-1614265330",
            "+1614265330",
            " 1614265330",
            "1614265330.0",
            "1e9",
        ] {
            assert_eq!(
                check(ID, timestamp, PAYLOAD, HEADER, NOW),
                bad,
                "{timestamp}"
            );
        }
        let nobody = signature::standard(ID, TIMESTAMP, PAYLOAD, HEADER, &[], NOW);
        assert_eq!(nobody, bad);
    }

    #[test]
    fn a_dot_cannot_move_between_id_timestamp_and_body() {
        let body = br#"1614265330.{"test": 2432232314}"#;
        let header = signature::standard_sign(ID, 1_614_265_330, body, &secret());
        let id = format!("{ID}.1614265330");
        let answer = check(&id, TIMESTAMP, PAYLOAD, &header, NOW);
        assert_eq!(answer, Err(Refusal::BadSignature));
    }

    #[test]
    fn stale_and_future_ones_are_refused_and_told_only_to_the_signer() {
        assert_eq!(
            check(ID, TIMESTAMP, PAYLOAD, HEADER, NOW.plus(300_000)),
            Ok(())
        );
        assert_eq!(
            check(ID, TIMESTAMP, PAYLOAD, HEADER, NOW.plus(-300_000)),
            Ok(())
        );
        for by in [301_000, -301_000] {
            let answer = check(ID, TIMESTAMP, PAYLOAD, HEADER, NOW.plus(by));
            assert!(matches!(answer, Err(Refusal::Stale { .. })), "{answer:?}");
            let forged = check(ID, TIMESTAMP, b"{}", HEADER, NOW.plus(by));
            assert_eq!(forged, Err(Refusal::BadSignature));
        }
    }

    #[test]
    fn a_short_or_unmarked_secret_is_none() {
        for text in [
            "",
            "whsec_",
            "whsec_YWJj",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_%%%",
        ] {
            assert_eq!(signature::standard_secret(text), None, "{text}");
        }
    }
}

mod links {
    use super::*;

    const KEY: &[u8] = &[7; 32];
    const OTHER: &[u8] = &[8; 32];

    #[test]
    fn a_token_opens_to_what_it_was_minted_for() {
        for order in ["820982911946154508", "e481f51cbdc54678b7cc49136f2d6af7"] {
            let token = link::mint(KEY, 3, "demo-shop.myshopify.com", order);
            let opened = link::open(&[(2, OTHER), (3, KEY)], &token).expect("opens");
            assert_eq!(opened.shop, "demo-shop.myshopify.com");
            assert_eq!(opened.order, order);
            assert_eq!(opened.key_id, 3);
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            assert!(token.bytes().all(plain), "{token}");
        }
    }

    #[test]
    fn no_other_token_opens() {
        let bad = Err(Refusal::BadSignature);
        let token = link::mint(KEY, 3, "demo-shop.myshopify.com", "1001");
        assert_eq!(link::open(&[(3, OTHER)], &token), bad, "another key");
        assert_eq!(link::open(&[(4, KEY)], &token), bad, "another key's id");
        assert_eq!(link::open(&[(3, b"")], &token), bad, "an unset key");
        let unset = link::mint(b"", 3, "demo-shop.myshopify.com", "1001");
        assert_eq!(
            link::open(&[(3, b"")], &unset),
            bad,
            "an unset key's own token"
        );
        for end in 0..token.len() {
            assert_eq!(link::open(&[(3, KEY)], &token[..end]), bad, "cut at {end}");
        }
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(bytes).expect("ASCII");
            assert_eq!(link::open(&[(3, KEY)], &other), bad, "changed at {at}");
        }
        let padded = format!("{token}=");
        assert_eq!(link::open(&[(3, KEY)], &padded), bad);
        assert_eq!(link::open(&[(3, KEY)], &"A".repeat(10_000)), bad);
        let foreign = link::mint(KEY, 3, "no such shop", "1001");
        assert_eq!(link::open(&[(3, KEY)], &foreign), bad, "not a shop");
        let empty = link::mint(KEY, 3, "demo-shop.myshopify.com", "");
        assert_eq!(link::open(&[(3, KEY)], &empty), bad, "no order");
    }
}
