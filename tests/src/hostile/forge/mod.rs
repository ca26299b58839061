//! Signatures and tokens that are not what they say: some ten thousand, with honest ones among them.
//!
//! Each kind answers its requests; here they are mixed, sent, and it is looked whether anything of them was stored.

mod act;
mod aftership;
mod closed;
mod link;
mod operations;
mod proxy;
mod session;
mod webhook;

use rand::rngs::SmallRng;
use rand::seq::SliceRandom as _;
use rand::{Rng, RngExt as _};

use super::HostileError;
use super::attempt::{Attempt, send_all};
use super::tally::{Figure, Tally, told};
use super::town::{FORGED, Town, VICTIMS};

/// A hostile request in so many is followed by an honest one.
const HONEST_EVERY: usize = 25;

/// One kind of credential: its forgeries, and its honest requests to put among them.
pub struct Kind {
    /// For people.
    pub name: &'static str,
    /// What must be refused.
    pub forged: Vec<Attempt>,
    /// What must be taken, as often as it is sent.
    pub honest: Vec<Attempt>,
}

/// Makes a kind when its turn comes: tokens live a minute.
type Make = fn(&Town, &mut SmallRng) -> Kind;

/// Tries every kind, and that the victim's shop is afterwards what it was.
pub async fn run(town: &Town, dice: &mut SmallRng, tally: &mut Tally) -> Result<(), HostileError> {
    let before = town.state(&town.victim, VICTIMS).await?;
    let kinds: [Make; 8] = [
        webhook::kind,
        operations::kind,
        aftership::kind,
        proxy::kind,
        session::kind,
        link::kind,
        act::kind,
        closed::kind,
    ];
    for make in kinds {
        let Kind {
            name,
            mut forged,
            honest,
        } = make(town, dice);
        let made = forged.len();
        forged.shuffle(dice);
        let mut mixed = Vec::with_capacity(made + made / HONEST_EVERY);
        let mut next = honest.iter().cycle();
        for (index, attempt) in forged.into_iter().enumerate() {
            if index % HONEST_EVERY == 0 {
                mixed.extend(next.next().cloned());
            }
            mixed.push(attempt);
        }
        // Each honest one at least once.
        mixed.extend(honest.iter().cloned());
        send_all(&town.victim, mixed, |attempt, answer| {
            tally.judge(attempt, answer);
            // Refused because of what is in it, it would have been let in.
            let let_in = !attempt.honest && name == "sessions" && answer.status != 401;
            if let_in && (400..500).contains(&answer.status) {
                tally.breach(Figure::Accepted, &told(attempt, answer));
            }
        })
        .await?;
        println!("hostile.forged_{name}: {made}");
    }
    let after = town.state(&town.victim, VICTIMS).await?;
    if let Some(what) = Town::changed(&before, &after) {
        let what = format!("a forgery changed the victim's settings or facts: {what}");
        tally.breach(Figure::Accepted, &what);
    }
    for client in [&town.victim, &town.neighbour] {
        for id in [FORGED, FORGED + 1] {
            let answer = client.admin(&format!("/admin/orders/{id}.json")).await?;
            if answer.status != 404 {
                let what = format!("a forged order is stored at {}", client.shop());
                tally.breach(Figure::Accepted, &what);
            }
        }
    }
    Ok(())
}

/// `text` with the character at `index` replaced by another of `alphabet`.
fn flipped(text: &str, index: usize, alphabet: &[u8], dice: &mut SmallRng) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let old = bytes[index];
    while bytes[index] == old {
        bytes[index] = alphabet[dice.random_range(0..alphabet.len())];
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// `body` with one bit changed.
fn bit(body: &[u8], dice: &mut impl Rng) -> Vec<u8> {
    let mut bytes = body.to_vec();
    let index = dice.random_range(0..bytes.len());
    bytes[index] ^= 1 << dice.random_range(0..8);
    bytes
}

/// The base64 alphabet with its padding, standard and for addresses.
const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
const URL_SAFE: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
