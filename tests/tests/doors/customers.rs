//! Customers: signed in, or with an order's number and e-mail address.

use e2e::sign;

use super::{SHOP, START, place, proxied, proxied_for, world};

/// A customer Shopify vouches for opens their own order by its number, and nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn a_signed_in_customer_opens_their_own_orders_only() {
    let (mut world, client) = world().await;
    let own = place(&client, 8_310_000_000, 2001).await;
    let other = place(&client, 8_310_000_001, 2002).await;
    client.tick().await.expect("a tick");
    let secret = world.secrets().api_secret.clone();
    let seconds = (START / 1000).to_string();
    let ask = async |customer: &str, number: &str| {
        let query = proxied_for(SHOP, &seconds, customer, Some(number), &secret);
        let answer = client.get(&format!("/proxy?{query}"), &[]).await;
        answer.expect("an answer")
    };
    let customer = own.customer.to_string();
    let opened = ask(&customer, "2001").await;
    assert_eq!(opened.status, 303, "{}", opened.text);
    let refused = ask(&customer, "2002").await;
    assert_eq!(refused.status, 200, "the form, and that nothing was found");
    let nothing = ask(&customer, "9999").await;
    assert_eq!(
        strip(&refused.text),
        strip(&nothing.text),
        "another's order is no order"
    );
    let stranger = ask("", "2001").await;
    assert_eq!(stranger.status, 200, "nobody is signed in");
    // The id as an address is nobody's address.
    let path = format!("/proxy?{}", proxied(SHOP, &seconds, &secret));
    let form = format!("number=2001&email={customer}").into_bytes();
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let guessed = client.post(&path, form, &kind).await.expect("an answer");
    assert_eq!(guessed.status, 200);
    assert_ne!(own.customer, other.customer);
    world.stop().await;
}

/// Order number and e-mail: every wrong guess is answered alike, and guessing soon ends.
#[tokio::test(flavor = "multi_thread")]
async fn the_look_up_answers_alike_and_runs_dry() {
    let (mut world, client) = world().await;
    let order = place(&client, 8_300_000_000, 1234).await;
    client.tick().await.expect("a tick");
    let secret = world.secrets().api_secret.clone();
    let path = format!(
        "/proxy?{}",
        proxied(SHOP, &(START / 1000).to_string(), &secret)
    );
    let ask = async |number: &str, email: &str, address: &str| {
        let form = format!(
            "number={}&email={}",
            sign::percent(number),
            sign::percent(email)
        );
        client
            .post(
                &path,
                form.into_bytes(),
                &[
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("x-forwarded-for", address),
                ],
            )
            .await
            .expect("an answer")
    };
    let found = ask("#1234", &order.email, "192.0.2.1").await;
    assert!(
        matches!(found.status, 200 | 303),
        "the right pair: {} {}",
        found.status,
        found.text
    );
    let wrong_mail = ask("#1234", "someone@example.com", "192.0.2.2").await;
    let wrong_number = ask("#9999", &order.email, "192.0.2.3").await;
    assert_eq!(wrong_mail.status, wrong_number.status);
    assert_eq!(
        strip(&wrong_mail.text),
        strip(&wrong_number.text),
        "one uniform answer"
    );
    assert_ne!(strip(&found.text), strip(&wrong_mail.text));
    assert!(
        !wrong_mail.text.contains(&order.email),
        "no personal data comes back"
    );
    // Who guesses too often is told so, to the right pair as to a wrong one.
    for guess in 0..10 {
        let answer = ask(&format!("#{guess}"), "guess@example.com", "192.0.2.9").await;
        assert_eq!(
            strip(&answer.text),
            strip(&wrong_mail.text),
            "guess {guess}"
        );
    }
    let limited = ask("#11", "guess@example.com", "192.0.2.9").await;
    assert_eq!(limited.status, 429);
    assert!(limited.text.contains("Too many tries"), "{}", limited.text);
    let after = ask("#1234", &order.email, "192.0.2.9").await;
    assert_eq!(
        (after.status, strip(&after.text)),
        (limited.status, strip(&limited.text))
    );
    // Others are not locked out by it.
    let other = ask("#1234", &order.email, "192.0.2.10").await;
    assert_eq!(other.status, found.status);
    world.stop().await;
}

/// A page without what differs at every rendering.
fn strip(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("nonce=\"") {
        out.push_str(before);
        rest = after.split_once('"').map_or("", |(_, after)| after);
    }
    out + rest
}
