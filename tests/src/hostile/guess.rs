//! Guessing orders: ten thousand look-ups that are nearly right, each answered like the others, until there are no more.

use std::collections::BTreeMap;

use rand::RngExt as _;
use rand::rngs::SmallRng;

use super::HostileError;
use super::attempt::{Attempt, send_all};
use super::tally::{Figure, Tally, told};
use super::town::{NEIGHBOUR, NEIGHBOURS, ORDERS, Town, VICTIM, VICTIMS};
use crate::client::Answer;
use crate::sign;

/// Guesses at a shop's orders.
const GUESSES: usize = 10_000;
/// Of them, one in so many comes from one address that does not stop.
const STUBBORN: usize = 4;
/// Tries the Shop object lets one address and one shop make in ten minutes; the run may see two such spans.
const ADDRESS_TRIES: usize = 10;
const SHOP_TRIES: usize = 600;

/// Guesses, and looks at what the answers tell.
pub async fn run(town: &Town, dice: &mut SmallRng, tally: &mut Tally) -> Result<(), HostileError> {
    let mut bodies: BTreeMap<(u16, String), usize> = BTreeMap::new();
    let mut stubborn = 0;
    let mut made = 0;
    // In parts: a signed query holds for a minute and a half.
    while made < GUESSES {
        let part: Vec<Attempt> = (made..(made + 2_000).min(GUESSES))
            .map(|index| guess(town, index, dice))
            .collect();
        made += part.len();
        send_all(&town.victim, part, |attempt, answer| {
            tally.requests += 1;
            // What differs between two equal answers: the nonce.
            let text = without_nonce(&answer.text);
            if answer.status == 200 && attempt.what.contains("stubborn") {
                stubborn += 1;
            }
            let first = !bodies.contains_key(&(answer.status, text.clone()));
            *bodies.entry((answer.status, text)).or_default() += 1;
            let told_something = !matches!(answer.status, 200 | 429)
                || answer.headers.contains_key("location")
                || first && bodies.len() > 2;
            if told_something {
                tally.breach(Figure::EnumerationHits, &told(attempt, answer));
            }
        })
        .await?;
    }
    let answered: usize = bodies
        .iter()
        .filter(|((status, _), _)| *status == 200)
        .map(|(_, count)| count)
        .sum();
    if answered > 2 * SHOP_TRIES || stubborn > 2 * ADDRESS_TRIES {
        let what = format!("{answered} guesses were answered, {stubborn} of one address");
        tally.breach(Figure::EnumerationHits, &what);
    }
    println!("hostile.guesses: {made}");
    uniform(town, tally, &bodies).await
}

/// The right pair is answered like a wrong one where tries are used up, and opens the order where they are not.
async fn uniform(
    town: &Town,
    tally: &mut Tally,
    bodies: &BTreeMap<(u16, String), usize>,
) -> Result<(), HostileError> {
    let ours = town.order(VICTIMS, 0);
    let right = look_up(
        town,
        VICTIM,
        &format!("#{}", ours.number),
        &ours.email,
        "203.0.113.9",
        "the right pair",
    );
    let answer = right.send(&town.victim).await?;
    tally.requests += 1;
    if !bodies.contains_key(&(answer.status, without_nonce(&answer.text))) {
        tally.breach(Figure::EnumerationHits, &told(&right, &answer));
    }
    let theirs = town.order(NEIGHBOURS, 1);
    for (number, email) in [
        (format!("#{}", theirs.number), theirs.email.clone()),
        (format!(" {} ", theirs.number), theirs.email.to_uppercase()),
    ] {
        let honest = look_up(
            town,
            NEIGHBOUR,
            &number,
            &email,
            "203.0.113.10",
            "an honest shopper",
        )
        .honest();
        let answer = honest.send(&town.neighbour).await?;
        tally.judge(&honest, &answer);
        if answer.status != 303 {
            tally.breach(
                Figure::ValidRefused,
                "an honest shopper's look-up opens no order",
            );
        }
        hidden(&answer, &theirs.email, tally);
    }
    Ok(())
}

/// What was typed is not given back.
fn hidden(answer: &Answer, email: &str, tally: &mut Tally) {
    let headers = format!("{:?}", answer.headers);
    if answer.text.contains(email) || headers.contains(email) {
        tally.breach(
            Figure::EnumerationHits,
            "a look-up gives back the address it was asked with",
        );
    }
}

/// One guess: an order that is there with another's address, an address that is there with another order, or nothing right.
fn guess(town: &Town, index: usize, dice: &mut SmallRng) -> Attempt {
    let order = town.order(VICTIMS, dice.random_range(0..ORDERS));
    let number = match dice.random_range(0..3) {
        0 => format!("#{}", order.number),
        1 => format!("{}", order.number),
        _ => format!("#{}", dice.random_range(1_000..1_000_000)),
    };
    let right_number = number.trim_start_matches('#') == order.number.to_string();
    let email = match dice.random_range(0..3) {
        0 if !right_number => order.email.clone(),
        1 => format!("{}x", order.email),
        _ => format!("guess{index}@example.com"),
    };
    let (who, address) = if index.is_multiple_of(STUBBORN) {
        ("a stubborn guess", "203.0.113.66".to_owned())
    } else {
        (
            "a guess",
            format!("198.51.{}.{}", index / 250 % 250, index % 250),
        )
    };
    look_up(town, VICTIM, &number, &email, &address, who)
}

fn look_up(
    town: &Town,
    shop: &str,
    number: &str,
    email: &str,
    address: &str,
    what: &str,
) -> Attempt {
    let now = town.seconds().to_string();
    let query = [
        ("shop", shop),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", now.as_str()),
    ];
    let query = sign::proxy_query(&query, &town.secrets().api_secret);
    let form = format!(
        "number={}&email={}",
        sign::percent(number),
        sign::percent(email)
    );
    Attempt::post(what, format!("/proxy?{query}"), form.into_bytes())
        .with("content-type", "application/x-www-form-urlencoded")
        .with("x-forwarded-for", address)
}

/// A page without what differs at every rendering.
fn without_nonce(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("nonce=\"") {
        out.push_str(before);
        rest = after.split_once('"').map_or("", |(_, after)| after);
    }
    out + rest
}
