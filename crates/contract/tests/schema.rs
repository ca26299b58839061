//! The published schemas are those of the types. `GOLDEN=write` renews them after a change that
//! was meant; then `contract::VERSION` is raised unless readers of the old shape still get along.

use schemars::{JsonSchema, schema_for};

fn check<T: JsonSchema>(name: &str) {
    let mut schema = schema_for!(T);
    schema.ensure_object();
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain data");
    text.push('\n');
    let path = format!("{}/schema/{name}.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::write(&path, &text).expect("the schema is writable");
    }
    let kept = std::fs::read_to_string(&path).expect("the schema is committed");
    assert!(
        kept == text,
        "{path} is not the schema of the types: GOLDEN=write renews it"
    );
}

#[test]
fn schemas_do_not_drift() {
    check::<contract::operations::OperationsEvent>("operations-event");
    check::<contract::view::OrderStatusView>("order-status-view");
    check::<contract::page::PageView>("page-view");
    check::<contract::list::OrderList>("order-list");
    check::<contract::block::BlockView>("block-view");
}
