//! AfterShip: its webhook to facts, its words to grades, and what becomes of a registration.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fulfillment::fact::{DeliveredHow, ExceptionKind};
use fulfillment::{Fact, Grade, Instant, Kind};
use integrations::aftership::register::{self, Answer, BASE, Outcome, Registration};
use integrations::aftership::status::{SUBTAGS, TAGS, meaning};
use integrations::aftership::webhook::{Clocks, Update, adapt, verify};
use integrations::{DirectoryLink, Locator, Method, Refusal, signature};
use serde_json::{Value, json};

const HOUR: i64 = 3_600_000;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn bodies() -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(root().join("fixtures/aftership")).expect("fixtures");
    files
        .map(|file| file.expect("file").path())
        .map(|path| {
            let name = path.file_stem().expect("name").to_string_lossy();
            (name.into_owned(), fs::read(&path).expect("readable"))
        })
        .collect()
}

/// Chicago keeps central time, Denver mountain time; of other zones nothing is known here.
struct Clock;

impl Clocks for Clock {
    fn in_zone(&self, zone: &str, local: Instant) -> Option<Instant> {
        let hours = match zone {
            "America/Chicago" => 6,
            "America/Denver" => 7,
            _ => return None,
        };
        Some(Instant(local.0 + hours * HOUR))
    }

    fn home(&self, local: Instant) -> Instant {
        local
    }
}

fn read(body: &[u8]) -> Update {
    adapt(body, &Clock).expect("adapts")
}

fn update(name: &str) -> Update {
    read(&bodies()[name])
}

fn at(text: &str) -> Instant {
    let time: jiff::Timestamp = text.parse().expect("a time");
    Instant(time.as_millisecond())
}

fn kinds(update: &Update) -> Vec<(&Kind, Grade)> {
    let facts = update.report.facts.iter();
    facts.map(|fact| (&fact.kind, fact.grade)).collect()
}

#[test]
fn each_documented_body_gives_its_golden_report() {
    let write = std::env::var_os("UPDATE_GOLDEN").is_some();
    for (name, body) in bodies() {
        let update = read(&body);
        let got = serde_json::to_string_pretty(&update.report).expect("serialises") + "\n";
        let golden = root().join(format!("tests/golden/aftership/{name}.json"));
        if write {
            fs::write(&golden, &got).expect("golden written");
        }
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(got, wanted, "{name}: differs from {}", golden.display());
        for private in ["jon@example.com", "613", "Jon", "JON", "61350"] {
            assert!(!got.contains(private), "{name} holds {private}");
        }
    }
}

#[test]
fn an_update_tells_every_checkpoint_again_as_the_same_facts() {
    let early = update("tracking_update");
    let late = update("tracking_update.delivered");
    let number = "9405511202575421535949".to_owned();
    assert_eq!(early.report.about, Locator::Tracking(number.clone()));
    let links = [
        DirectoryLink::Tracking(number),
        DirectoryLink::Tracking("LM123456789".to_owned()),
    ];
    assert_eq!(late.report.links, links);
    let ids = |update: &Update| -> Vec<_> { update.report.facts.iter().map(Fact::id).collect() };
    let again = ids(&late);
    let shared = ids(&early).into_iter().filter(|id| again.contains(id));
    // Label, acceptance, arrival, and the first date; the odd one is not in the later body.
    assert_eq!(shared.count(), 4);
    assert_eq!(early.unmapped, ["InTransit_012"]);
    assert!(late.unmapped.is_empty());
    assert_eq!(
        late.event.as_deref(),
        Some("7a5c1f5e-6f5a-4a5f-9a55-3a7c2f1b0e01")
    );
}

#[test]
fn a_wall_clock_is_read_in_its_place_or_else_dated_by_when_it_was_known() {
    let mut body: Value = serde_json::from_slice(&bodies()["tracking_update"]).expect("JSON");
    let mut accepted = |field: &str, value: Value| {
        body["msg"]["checkpoints"][1][field] = value;
        let update = read(body.to_string().as_bytes());
        let facts = update.report.facts.iter();
        let mut found = facts.filter(|fact| fact.kind == Kind::CarrierAccepted);
        let fact = found.next().expect("an acceptance");
        (fact.at, fact.at_latest)
    };
    // 18:20 on the wall in Chicago.
    let told = json!("2026-03-03T18:20:00");
    let read_there = (at("2026-03-04T00:20:00Z"), false);
    assert_eq!(accepted("checkpoint_time", told.clone()), read_there);
    // Texas has two zones: it happened by 18:20 in the western one.
    assert_eq!(
        accepted("state", json!("TX")),
        (at("2026-03-04T01:05:00Z"), true)
    );
    assert_eq!(
        accepted("created_at", json!("2026-03-04T05:05:00+00:00")),
        (at("2026-03-04T01:20:00Z"), true)
    );
    // A place without a zone of ours, a date that is no time of day: by when AfterShip had it.
    let known = (at("2026-03-04T05:05:00Z"), true);
    assert_eq!(accepted("country_region", json!("RUS")), known);
    accepted("country_region", json!("USA"));
    accepted("state", json!("IL"));
    assert_eq!(accepted("checkpoint_time", json!("2026-03-03")), known);
    // It cannot have been known before it happened: that was no clock of Chicago.
    accepted("checkpoint_time", told);
    let before = (at("2026-03-03T19:00:00Z"), true);
    assert_eq!(
        accepted("created_at", json!("2026-03-03T19:00:00Z")),
        before
    );
}

#[test]
fn a_checkpoint_that_cannot_be_read_goes_aside_and_comes_back() {
    let mut body: Value = serde_json::from_slice(&bodies()["tracking_update"]).expect("JSON");
    let whole = read(body.to_string().as_bytes());
    let checkpoints = &mut body["msg"]["checkpoints"];
    let good = checkpoints[1].clone();
    checkpoints[1]["checkpoint_time"] = Value::Null;
    checkpoints[1]["created_at"] = Value::Null;
    let list = checkpoints.as_array_mut().expect("checkpoints");
    list.push(json!({"tag": 7, "created_at": "2026-03-04T01:05:00Z"}));
    list.push(Value::Null);
    let update = read(body.to_string().as_bytes());
    assert_eq!(update.report.facts.len() + 1, whole.report.facts.len());
    let reasons: Vec<String> = update
        .rejected
        .iter()
        .map(|rejected| rejected.refusal.to_string())
        .collect();
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert!(reasons[0].contains("without a time"), "{reasons:?}");
    // Mended, it is the fact it would have been.
    let mut alone: Value = serde_json::from_str(&update.rejected[0].body).expect("JSON");
    alone["msg"]["checkpoints"][0] = good;
    let again = read(alone.to_string().as_bytes());
    assert_eq!(again.report.about, whole.report.about);
    assert!(whole.report.facts.contains(&again.report.facts[0]));
    let still = read(update.rejected[0].body.as_bytes());
    assert_eq!(still.rejected, update.rejected[..1]);
}

#[test]
fn a_day_is_that_day_where_the_shop_is() {
    struct Auckland;
    impl Clocks for Auckland {
        fn in_zone(&self, _: &str, _: Instant) -> Option<Instant> {
            None
        }
        fn home(&self, local: Instant) -> Instant {
            Instant(local.0 - 13 * HOUR)
        }
    }
    let revised = adapt(&bodies()["edd_revise"], &Auckland).expect("adapts");
    let wanted = Kind::EtaRevised {
        from: at("2026-03-06T23:00:00Z"),
        until: at("2026-03-08T23:00:00Z"),
    };
    let last = revised.report.facts.last().expect("a date");
    assert_eq!(last.kind, wanted);
}

#[test]
fn a_delivery_is_only_what_the_carrier_delivered_to_the_shopper() {
    let signed = Kind::Delivered {
        how: DeliveredHow::Signed,
    };
    assert!(kinds(&update("tracking_update.delivered")).contains(&(&signed, Grade::Carrier)));

    // Marked as delivered by a user: a record, which no claim of delivery rests on.
    let marked = update("tracking_update.user");
    let (kind, grade) = kinds(&marked)[1];
    assert!(matches!(kind, Kind::Delivered { .. }));
    assert_eq!(grade, Grade::Record);

    // Sent back: its delivery is the sender's.
    let returned = update("tracking_update.returned");
    let no_delivery = |update: &Update| {
        let facts = update.report.facts.iter();
        !facts
            .clone()
            .any(|fact| matches!(fact.kind, Kind::Delivered { .. }))
    };
    assert!(no_delivery(&returned));
    let wanted = [
        Kind::OutForDelivery,
        Kind::Returning,
        Kind::Returning,
        Kind::Returned,
    ];
    let told: Vec<Kind> = returned
        .report
        .facts
        .iter()
        .map(|fact| fact.kind.clone())
        .collect();
    assert_eq!(told[2..6], wanted);

    // A return shipment goes to the shop from its first scan on.
    let mut body: Value =
        serde_json::from_slice(&bodies()["tracking_update.delivered"]).expect("JSON");
    body["msg"]["shipment_direction"] = json!("return");
    let back = read(body.to_string().as_bytes());
    assert!(no_delivery(&back));
    assert!(kinds(&back).contains(&(&Kind::Returned, Grade::Carrier)));
}

#[test]
fn a_date_counts_by_who_stands_for_it() {
    let revised = update("edd_revise");
    let (kind, grade) = *kinds(&revised).last().expect("a date");
    let wanted = Kind::EtaRevised {
        from: at("2026-03-07T12:00:00Z"),
        until: at("2026-03-09T12:00:00Z"),
    };
    assert_eq!((kind, grade), (&wanted, Grade::Carrier));
    // Before it the first date, dated when the tracking began.
    let first = &revised.report.facts[1];
    assert!(matches!(first.kind, Kind::EtaRevised { .. }));
    assert_eq!(first.at, at("2026-03-02T15:00:00Z"));

    let model = update("edd_revise.model");
    let (kind, grade) = *kinds(&model).last().expect("a date");
    assert!(matches!(kind, Kind::EtaRevised { .. }));
    assert_eq!(
        grade,
        Grade::Inferred,
        "a model's date is told to no shopper"
    );

    let mut body: Value = serde_json::from_slice(&bodies()["edd_revise"]).expect("JSON");
    let mut ask = |estimate: Value| {
        body["msg"]["latest_estimated_delivery"] = estimate;
        let update = read(body.to_string().as_bytes());
        let last = update.report.facts.last().expect("a fact").clone();
        (last.source.event.is_some_and(|it| it.starts_with("7a5c")))
            .then_some((last.kind, last.grade))
    };
    let day = |day: &str| Kind::EtaRevised {
        from: at(day),
        until: at(day),
    };
    let own = json!({"type": "specific", "source": "Custom EDD", "datetime": "2026-03-07"});
    assert_eq!(ask(own), Some((day("2026-03-07T12:00:00Z"), Grade::Record)));
    let exact = json!({"type": "specific", "source": "Carrier EDD", "datetime": "2026-03-07T20:00:00-06:00"});
    assert_eq!(
        ask(exact),
        Some((day("2026-03-08T02:00:00Z"), Grade::Carrier))
    );
    let local =
        json!({"type": "specific", "source": "Carrier EDD", "datetime": "2026-03-07T20:00:00"});
    assert_eq!(
        ask(local),
        Some((day("2026-03-07T12:00:00Z"), Grade::Carrier))
    );
    let half = json!({"type": "range", "source": "Carrier EDD", "datetime_min": "2026-03-07"});
    assert_eq!(ask(half), None, "a range without an end is no date");
    assert_eq!(ask(json!({"datetime": "soon"})), None);
    assert_eq!(ask(Value::Null), None);
}

#[test]
fn silence_proves_nothing_about_the_parcel() {
    let pending = update("tracking_pending_time");
    let exception = ExceptionKind::LabelNoScan;
    let wanted = Kind::ExceptionReported { exception };
    assert_eq!(kinds(&pending), [(&wanted, Grade::Inferred)]);
    let expired = meaning("Expired", "Expired_001").fact.expect("a fact");
    assert_eq!(expired.1, Grade::Inferred);
    assert_eq!(meaning("Pending", "Pending_001").fact, None);
}

#[test]
fn every_status_has_a_meaning_and_none_is_stronger_than_its_words() {
    for subtag in SUBTAGS {
        let (tag, _) = subtag.split_once('_').expect("a number");
        assert!(TAGS.contains(&tag), "{subtag}");
        let meaning = meaning(tag, subtag);
        assert!(meaning.known, "{subtag}");
        let unknown = matches!(&meaning.fact, Some((Kind::Unknown { .. }, _)));
        assert!(!unknown, "{subtag}");
        // Scans begin with the carrier's acceptance.
        let before = ["Pending", "InfoReceived", "Expired"].contains(&tag);
        if let Some((_, grade)) = meaning.fact
            && before
        {
            assert!(grade <= Grade::Record, "{subtag}");
        }
    }
    let told = |tag: &str, subtag: &str| meaning(tag, subtag).fact.expect("a fact").0;
    // An appointment and a phone call are not the van.
    assert_eq!(
        told("OutForDelivery", "OutForDelivery_001"),
        Kind::OutForDelivery
    );
    assert_eq!(
        told("OutForDelivery", "OutForDelivery_004"),
        Kind::TransitMoved
    );
    assert_eq!(
        told("OutForDelivery", "OutForDelivery_009"),
        Kind::TransitMoved
    );
    let problem = |exception| Kind::ExceptionReported { exception };
    assert_eq!(
        told("Exception", "Exception_013"),
        problem(ExceptionKind::Lost)
    );
    assert_eq!(
        told("Exception", "Exception_017"),
        problem(ExceptionKind::DelayedWeather)
    );
    // Customs without a reason is neither duties nor an inspection.
    assert_eq!(
        told("Exception", "Exception_004"),
        problem(ExceptionKind::DelayedExternal)
    );

    // What is not in the table: read as its tag where that says something, kept and counted always.
    let later = meaning("InTransit", "InTransit_099");
    assert_eq!(later.fact, Some((Kind::TransitMoved, Grade::Carrier)));
    assert!(!later.known);
    for (tag, subtag, status) in [
        ("Exception", "Exception_014", "Exception_014"),
        ("Teleported", "Teleported_001", "Teleported_001"),
        ("Teleported", "", "Teleported"),
        ("", "", ""),
    ] {
        let odd = meaning(tag, subtag);
        let kind = Kind::Unknown {
            status: status.to_owned(),
        };
        assert_eq!(odd.fact, Some((kind, Grade::Record)), "{tag} {subtag}");
        assert!(!odd.known);
    }
    assert!(meaning("InTransit", "").known, "no subtag is no news");
}

#[test]
fn an_event_that_is_new_is_counted_and_its_checkpoints_are_taken() {
    let mut body: Value = serde_json::from_slice(&bodies()["tracking_update"]).expect("JSON");
    body["event"] = json!("tracking_teleported");
    let new = read(body.to_string().as_bytes());
    assert_eq!(new.report.facts, update("tracking_update").report.facts);
    assert!(new.unmapped.contains(&"tracking_teleported".to_owned()));
    for (field, wrong) in [
        ("tracking_number", json!("")),
        ("tracking_number", Value::Null),
    ] {
        let mut body = body.clone();
        body["msg"][field] = wrong;
        let answer = adapt(body.to_string().as_bytes(), &Clock);
        assert!(
            matches!(answer, Err(Refusal::Malformed { .. })),
            "{answer:?}"
        );
    }
    for ts in [json!(0), json!(-1), json!(i64::MAX), json!("now")] {
        body["ts"] = ts;
        let answer = adapt(body.to_string().as_bytes(), &Clock);
        assert!(
            matches!(answer, Err(Refusal::Malformed { .. })),
            "{answer:?}"
        );
    }
}

#[test]
fn only_the_one_signature_passes() {
    let body = &bodies()["tracking_update"];
    let secret: &[u8] = b"webhook secret";
    let header = signature::shopify_sign(body, secret);
    assert_eq!(verify(body, &header, &[b"old", secret]), Ok(()));
    let refused = Err(Refusal::BadSignature);
    assert_eq!(verify(body, &header, &[b"another"]), refused);
    assert_eq!(verify(body, &header, &[b""]), refused);
    assert_eq!(verify(b"{}", &header, &[secret]), refused);
    assert_eq!(verify(body, "", &[secret]), refused);
    assert_eq!(verify(body, &format!("{header} "), &[secret]), refused);
}

fn registration() -> Registration {
    Registration {
        number: " 9405511202575421535949 ".to_owned(),
        carrier: Some("USPS".to_owned()),
        order: "820982911946154508".to_owned(),
        order_name: Some("#9999".to_owned()),
        country: Some("US".to_owned()),
    }
}

#[test]
fn a_registration_says_what_is_known_and_nothing_of_people() {
    let request = register::request(BASE, "asat_secret", &registration());
    assert_eq!(request.method, Method::Post);
    assert_eq!(
        request.url,
        "https://api.aftership.com/tracking/2026-07/trackings"
    );
    let key = ("as-api-key".to_owned(), "asat_secret".to_owned());
    assert!(request.headers.contains(&key));
    assert!(!format!("{request:?}").contains("asat_secret"));
    let sent: Value = serde_json::from_str(&request.body).expect("JSON");
    let wanted = json!({
        "tracking_number": "9405511202575421535949", "slug": "usps",
        "order_id": "820982911946154508", "order_number": "#9999",
        "destination_country_region": "USA",
    });
    assert_eq!(sent, wanted);

    let mut bare = registration();
    (bare.order_name, bare.country) = (None, Some("Atlantis".to_owned()));
    for (carrier, slug) in [
        ("ups", json!("ups")),
        (" FedEx ", json!("fedex")),
        ("DHL", json!("dhl")),
        ("DHL eCommerce", json!("dhl-global-mail")),
        ("Joe's Vans", Value::Null),
    ] {
        bare.carrier = Some(carrier.to_owned());
        let sent: Value =
            serde_json::from_str(&register::request(BASE, "k", &bare).body).expect("JSON");
        assert_eq!(sent["slug"], slug, "{carrier}");
        assert_eq!(
            sent.as_object().expect("fields").contains_key("slug"),
            !slug.is_null()
        );
        assert!(sent.get("destination_country_region").is_none());
    }
}

#[test]
fn a_registration_is_tracked_unsupported_failed_or_waits() {
    let now = at("2026-03-02T15:00:00Z");
    let parse = |status: u16, body: Value| {
        let body = body.to_string().into_bytes();
        let answer = Answer {
            status,
            body,
            ..Answer::default()
        };
        register::parse(&answer, now)
    };
    let made = |slug: &str| json!({"meta": {"code": 201}, "data": {"id": "wcwy86mie4o17kadedkcw029", "slug": slug}});
    let tracked = Outcome::Tracked {
        id: Some("wcwy86mie4o17kadedkcw029".to_owned()),
    };
    assert_eq!(parse(201, made("usps")), tracked);
    let unknown = parse(201, made("unrecognized"));
    assert!(
        matches!(unknown, Outcome::Unsupported { .. }),
        "{unknown:?}"
    );

    let refused = |code: u32, message: &str| {
        parse(
            400,
            json!({"meta": {"code": code, "message": message, "type": "BadRequest"}, "data": {}}),
        )
    };
    let there = json!({"meta": {"code": 4003, "message": "Tracking already exists."}, "data": {"tracking": {"id": "wcwy86mie4o17kadedkcw029"}}});
    assert_eq!(parse(400, there), tracked);
    assert_eq!(
        refused(4003, "Tracking already exists."),
        Outcome::Tracked { id: None }
    );
    for code in [4005, 4010, 4012, 4017] {
        let outcome = refused(code, "No.");
        assert_eq!(
            outcome,
            Outcome::Unsupported {
                reason: "No.".to_owned()
            },
            "{code}"
        );
    }
    // A field of the carrier's own is missing: the merchant can see to it.
    let missing = refused(
        4011,
        "`tracking_postal_code` is required by jon@example.com",
    );
    assert_eq!(
        missing,
        Outcome::Failed {
            reason: "`tracking_postal_code` is required by [e-mail]".to_owned()
        }
    );
    assert_eq!(refused(400, "Your quota is used up."), Outcome::Quota);
    assert_eq!(parse(402, json!({"meta": {"code": 402}})), Outcome::Quota);
    assert_eq!(
        parse(
            401,
            json!({"meta": {"code": 401, "message": "Invalid API key."}})
        ),
        Outcome::Unauthorized
    );
    assert_eq!(parse(403, json!({})), Outcome::Unauthorized);
    for status in [0, 408, 500, 502, 503, 504] {
        assert_eq!(
            parse(status, json!("<html>")),
            Outcome::Retry { after_ms: 1000 },
            "{status}"
        );
    }

    let throttled = |retry_after: Option<&str>, reset: Option<&str>| {
        let answer = Answer {
            status: 429,
            retry_after: retry_after.map(str::to_owned),
            rate_limit_reset: reset.map(str::to_owned),
            // The word in a throttled answer is not the plan's end.
            body: br#"{"meta":{"code":429,"message":"You have exceeded the API call quota."}}"#
                .to_vec(),
        };
        register::parse(&answer, now)
    };
    let wait = |after_ms| Outcome::Retry { after_ms };
    let seconds = now.0 / 1000;
    assert_eq!(throttled(Some("7"), None), wait(7000));
    assert_eq!(
        throttled(None, Some(&(seconds + 12).to_string())),
        wait(12_000)
    );
    assert_eq!(
        throttled(None, Some(&(seconds - 12).to_string())),
        wait(1000)
    );
    assert_eq!(throttled(None, Some("soon")), wait(1000));
    assert_eq!(throttled(Some("999999"), None), wait(HOUR));
}
