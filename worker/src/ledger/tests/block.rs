//! What an order's metafield says: the words of this moment, for readers who were not asked their language.

use contract::block::BlockView;

use super::*;

fn block(world: &mut World, now: Instant, order: &str) -> (i64, Option<BlockView>) {
    let orders = [order.to_owned()];
    let mut blocks = world.run(|ledger| ledger.blocks(now, &orders)).unwrap();
    let block = blocks.remove(0);
    let value = block
        .value
        .map(|value| serde_json::from_str(&value).unwrap());
    (block.rev, value)
}

#[test]
fn a_block_follows_its_order_and_asks_for_no_view() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    let (first, before) = block(&mut world, MONDAY, "1001");
    let before = before.unwrap();
    assert_eq!(before.words.len(), 6);
    assert!(
        before
            .url
            .unwrap()
            .starts_with("https://demo.myshopify.com/apps/plumbline/o/")
    );
    let packed = fact(at(1), Kind::PackDone, Grade::Warehouse);
    world.append(at(1), &delivery("d2", "1001", &[packed]));
    let (second, after) = block(&mut world, at(1), "1001");
    assert!(second > first);
    assert_ne!(after.unwrap().words["de"].badge, before.words["de"].badge);
    // Whoever writes metafields is no reader: nothing is put to Workers KV for it.
    let jobs = world.plan(at(1), 0);
    assert!(!jobs.iter().any(|job| matches!(job, Job::View { .. })));
    assert_eq!(block(&mut world, at(1), "1002").1, None);
}
