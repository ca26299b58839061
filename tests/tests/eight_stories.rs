//! `docs/eight-stories.md` is what a real worker's pages say, sentence by sentence.

use e2e::eight;
use e2e::world::root;

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_what_the_pages_say() {
    let told = eight::told().await.expect("eight stories");
    assert_eq!(told.len(), 8);
    for (story, reading) in &told {
        // Each is a story of Shopify's words misleading: while nobody had it, or after it arrived.
        let misled =
            reading.untrue > 0 || reading.rows.iter().any(|row| row.native == "On its way");
        assert!(misled, "{}", story.title);
        assert!(!reading.evidence.is_empty(), "{}", story.title);
    }
    let page = eight::write(&told);
    let path = root().join("docs/eight-stories.md");
    if std::env::var_os("EIGHT_STORIES").is_some() {
        std::fs::write(&path, &page).expect("the page is writable");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (line, (now, then)) in page.lines().zip(kept.lines()).enumerate() {
        assert_eq!(now, then, "line {} of {}", line + 1, path.display());
    }
    assert_eq!(page, kept, "EIGHT_STORIES=write renews {}", path.display());
}
