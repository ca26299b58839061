//! Guessing orders: ten thousand look-ups that are nearly right, each answered like the others, until there are no more.

use std::collections::BTreeMap;
use std::ops::Range;

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
/// Tries the Shop object lets one address and one shop make in a span of so many seconds.
const ADDRESS_TRIES: usize = 10;
const SHOP_TRIES: usize = 600;
const SPAN: i64 = 600;

/// What the guesses so far were answered with: each status and text, and how often.
#[derive(Default)]
struct Heard {
    bodies: BTreeMap<(u16, String), usize>,
    stubborn: usize,
}

/// Guesses, and looks at what the answers tell.
pub async fn run(town: &Town, dice: &mut SmallRng, tally: &mut Tally) -> Result<(), HostileError> {
    let mut heard = Heard::default();
    let mut made = 0;
    let first = span(town);
    // In parts: a signed query holds for a minute and a half.
    while made < GUESSES {
        let until = (made + 2_000).min(GUESSES);
        heard.part(town, made..until, dice, tally).await?;
        made = until;
    }
    let spans = usize::try_from(span(town) - first).unwrap_or_default() + 1;
    let answered: usize = heard
        .bodies
        .iter()
        .filter(|((status, _), _)| *status == 200)
        .map(|(_, count)| count)
        .sum();
    let stubborn = heard.stubborn;
    if answered > spans * SHOP_TRIES || stubborn > spans * ADDRESS_TRIES {
        let what = format!("{answered} guesses were answered, {stubborn} of one address");
        tally.breach(Figure::EnumerationHits, &what);
    }
    println!("hostile.guesses: {made}");
    refused(town, dice, tally, &mut heard, made).await?;
    opened(town, tally).await
}

impl Heard {
    /// Sends these guesses; each answer must be one of two, and lead nowhere.
    async fn part(
        &mut self,
        town: &Town,
        indices: Range<usize>,
        dice: &mut SmallRng,
        tally: &mut Tally,
    ) -> Result<(), HostileError> {
        let part = indices.map(|index| guess(town, index, dice)).collect();
        send_all(&town.victim, part, |attempt, answer| {
            tally.requests += 1;
            if answer.status == 200 && attempt.what.contains("stubborn") {
                self.stubborn += 1;
            }
            let body = body(answer);
            let first = !self.bodies.contains_key(&body);
            *self.bodies.entry(body).or_default() += 1;
            let told_something = !matches!(answer.status, 200 | 429)
                || answer.headers.contains_key("location")
                || first && self.bodies.len() > 2;
            if told_something {
                tally.breach(Figure::EnumerationHits, &told(attempt, answer));
            }
        })
        .await
    }
}

/// The span of tries the present moment is in.
fn span(town: &Town) -> i64 {
    town.seconds().div_euclid(SPAN)
}

/// The right pair is answered like a wrong one where tries are used up.
async fn refused(
    town: &Town,
    dice: &mut SmallRng,
    tally: &mut Tally,
    heard: &mut Heard,
    mut made: usize,
) -> Result<(), HostileError> {
    let ours = town.order(VICTIMS, 0);
    // Once more where a span ended between: its successor's tries were not used up.
    let (right, answer) = loop {
        let began = span(town);
        heard
            .part(town, made..made + SHOP_TRIES, dice, tally)
            .await?;
        made += SHOP_TRIES;
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
        if span(town) == began {
            break (right, answer);
        }
    };
    if !heard.bodies.contains_key(&body(&answer)) {
        tally.breach(Figure::EnumerationHits, &told(&right, &answer));
    }
    Ok(())
}

/// The right pair opens the order where tries are left.
async fn opened(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
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

/// What of an answer a guesser can compare: all but what differs at every rendering, the nonce.
fn body(answer: &Answer) -> (u16, String) {
    (answer.status, without_nonce(&answer.text))
}

fn without_nonce(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("nonce=\"") {
        out.push_str(before);
        rest = after.split_once('"').map_or("", |(_, after)| after);
    }
    out + rest
}
