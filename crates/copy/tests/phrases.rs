//! The extension on the page after checkout knows a title of ours by the checkout's own words. `GOLDEN=write` renews its file.

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../extensions/order-status/src/phrases.json"
);

#[test]
fn the_extension_has_the_phrases_of_the_checkout() {
    let dates = copy::English {
        now: fulfillment::Instant(0),
    };
    let mut text =
        serde_json::to_string_pretty(&copy::checkout_words(&dates)).expect("words are plain data");
    text.push('\n');
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::write(FILE, &text).expect("the file is writable");
    }
    let kept = std::fs::read_to_string(FILE).expect("the file is committed");
    assert!(
        kept == text,
        "{FILE} is not what titles say: GOLDEN=write renews it"
    );
}
