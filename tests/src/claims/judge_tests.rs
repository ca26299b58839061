use super::*;
use crate::claims::generate::{Dice, Scenario, Tale, Truth};
use crate::claims::page::read;
use crate::script::{Method, Saying, Scan};

/// A page in the product's structure, honest about a label in silence.
const HONEST: &str = r#"<html lang="en"><head><title>Label created · Order #1001 · Shop</title></head><body>
<main><section id="status"><p class="badge">Label created</p><div role="status">
<h1>Label created Mon 09:12; no carrier scan has reached us.</h1></div></section>
<section class="parcel"><header><h2>Your parcel</h2></header>
<p class="tracking">USPS 940000000040000000008</p>
<div class="items"><ul><li>1 × Stoneware mug</li></ul></div>
<ol class="steps"><li aria-current="step"><p>Label created <span>Latest</span></p></li></ol>
<details><summary>All reports</summary><table><tbody>
<tr><td>Mon 09:12</td><td>Label created</td><td>Shopify</td><td>system record</td></tr></tbody></table></details>
</section></main></body></html>"#;

fn history() -> History {
    let mut tale = Tale::new(1, 0, 1, Method::Shipping, Dice::new(1));
    tale.script
        .tell(1, None, Saying::Placed)
        .tell(2, Some(0), Saying::Fulfilled { tracked: true });
    History {
        scenario: Scenario::PhantomFulfilment,
        seed: 1,
        script: tale.script,
        truth: Truth::default(),
        ends: 10,
    }
}

fn verdict(html: &str) -> Verdict {
    told(&history(), html, 2)
}

/// The verdict when the first `reports` had arrived.
fn told(history: &History, html: &str, reports: usize) -> Verdict {
    let grounds = Grounds::of(history, &(0..reports).collect(), 5);
    judge(history, &read(html), &grounds)
}

#[test]
fn an_honest_page_passes() {
    let verdict = verdict(HONEST);
    assert_eq!((verdict.over, verdict.under), (vec![], vec![]));
}

/// Wherever a stronger claim is put, it is heard.
#[test]
fn a_mutated_page_is_caught() {
    let mutations = [
        (
            "<h1>Label created Mon 09:12; no carrier scan has reached us.",
            "<h1>Your parcel is on its way.",
        ),
        ("<title>Label created", "<title>In transit"),
        (
            "class=\"badge\">Label created",
            "class=\"badge\">Out for delivery",
        ),
        (
            "<p>Label created <span>Latest",
            "<p>Handed to the carrier <span>Latest",
        ),
        (
            "<ol class=\"steps\">",
            "<ol class=\"steps\"><li><p>Delivered</p></li>",
        ),
        ("<td>Label created</td>", "<td>Scanned: in transit</td>"),
        ("<summary>All reports", "<summary>It has been shipped"),
        ("</main>", "<p>We are checking with the carrier.</p></main>"),
        (
            "</main>",
            "<progress value=\"9\" max=\"10\"></progress></main>",
        ),
        (
            "<ol class=\"steps\">",
            "<figure><svg viewBox=\"0 0 9 9\"><path d=\"M1 1l2 2z\"/></svg></figure><ol class=\"steps\">",
        ),
        (
            "<h2>Your parcel</h2>",
            "<h2>Your parcel</h2><p class=\"detail\">USPS has picked it up.</p>",
        ),
        ("; no carrier scan has reached us", ""),
        (
            "Label created Mon 09:12; no carrier scan has reached us.",
            "Everything is fine.",
        ),
    ];
    for (from, to) in mutations {
        assert!(HONEST.contains(from), "{from}");
        let verdict = verdict(&HONEST.replace(from, to));
        assert!(!verdict.over.is_empty(), "not caught: {to}");
    }
}

#[test]
fn a_weaker_page_is_an_underclaim() {
    let weaker = HONEST.replace(
        "<h1>Label created Mon 09:12; no carrier scan has reached us.",
        "<h1>The shop has your order.",
    );
    let verdict = verdict(&weaker);
    assert_eq!(verdict.over, Vec::<String>::new());
    assert!(!verdict.under.is_empty());
}

#[test]
fn a_page_without_its_parcels_is_still_heard() {
    let verdict = verdict(
        "<html lang=\"en\"><head><title>Delivered</title></head><body><h1>Delivered</h1></body></html>",
    );
    assert!(!verdict.over.is_empty());
}

#[test]
fn a_packed_parcel_may_say_so() {
    let mut history = history();
    history.script.scan(3, 0, Scan::Packed);
    let html = HONEST.replace(
        "<h1>Label created Mon 09:12; no carrier scan has reached us.",
        "<h1>Our Chicago warehouse scanned it packed.",
    );
    let verdict = told(&history, &html, 3);
    assert_eq!((verdict.over, verdict.under), (vec![], vec![]));
}

/// The same page in German is heard as well, and so is what it must not say.
#[test]
fn a_page_is_judged_in_its_own_language() {
    let german = HONEST
        .replace("lang=\"en\"", "lang=\"de\"")
        .replace(
            "Label created Mon 09:12; no carrier scan has reached us",
            "Versandetikett erstellt am Mo 09:12; uns hat kein Scan des Paketdienstes erreicht",
        )
        .replace("Label created", "Versandetikett erstellt");
    let honest = verdict(&german);
    assert_eq!((honest.over, honest.under), (vec![], vec![]));
    for stronger in ["Unterwegs", "Zugestellt", "An den Paketdienst übergeben"] {
        let more = verdict(&german.replace("<h2>Your parcel", &format!("<h2>{stronger}")));
        assert!(!more.over.is_empty(), "not caught: {stronger}");
    }
    // Words of a language nobody listens in are understood by nobody.
    let unknown = verdict(&HONEST.replace("lang=\"en\"", "lang=\"tlh\""));
    assert!(!unknown.over.is_empty());
}
