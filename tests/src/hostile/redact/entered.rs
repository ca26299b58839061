//! What shoppers enter on their pages: kept sealed with the rest of a person's data, shown to whoever answers, and gone with it.

use std::time::Duration;

use super::canary::{ENTERED, judge};
use crate::client::Client;
use crate::hostile::HostileError;
use crate::hostile::shopper::{self, Form};
use crate::hostile::tally::{Tally, told};

/// Has a shopper ask for another address where it is offered, and report a problem; answers the forms, to send them again.
pub async fn enter(client: &Client, order: u64) -> Result<Vec<Form>, HostileError> {
    let street = format!("9 {}", ENTERED[0]);
    let words = format!("It came {}.", ENTERED[1]);
    let mut forms = Vec::new();
    for act in ["address", "problem"] {
        if let Some(form) = Form::of(client, order, act).await? {
            send(client, &form, act, &street, &words).await?;
            forms.push(form);
        }
    }
    Ok(forms)
}

/// Sends a form filled with what shoppers enter; it must be believed, and answers what became of it.
async fn send(
    client: &Client,
    form: &Form,
    wanted: &str,
    street: &str,
    words: &str,
) -> Result<(), HostileError> {
    let filled: &[(&str, &str)] = match form.act() {
        "address" => &[
            ("name", "Jo"),
            ("street", street),
            ("city", "Reno"),
            ("country", "United States"),
        ],
        _ => &[("problem", "other"), ("words", words)],
    };
    let sent = form.sent(format!("a shopper's {}", form.act()), filled);
    let answer = sent.send(client).await?;
    if shopper::outcome(&sent.path, &answer) != Some(wanted) {
        let what = format!("not {wanted}: {}", told(&sent, &answer));
        return Err(HostileError::Wrong(what));
    }
    Ok(())
}

/// Nothing of what was entered is left in the order's trace, and a page that is still open brings nothing back.
pub async fn forgotten(
    client: &Client,
    order: u64,
    open: &Form,
    tally: &mut Tally,
) -> Result<(), HostileError> {
    let path = format!("/admin/orders/{order}");
    // The ledger is told within seconds.
    for wait in 0.. {
        let trace = client.admin(&path).await?.expect_ok()?.text;
        tally.requests += 1;
        let left = ENTERED.iter().any(|entered| trace.contains(entered));
        if !left || wait >= 120 {
            judge(&format!("{path} after redaction"), trace.as_bytes(), tally);
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let words = format!("Now it is {}", ENTERED[1]);
    send(client, open, "closed", "", &words).await?;
    let trace = client.admin(&path).await?.expect_ok()?.text;
    judge(&format!("{path} after an act"), trace.as_bytes(), tally);
    tally.requests += 2;
    Ok(())
}
