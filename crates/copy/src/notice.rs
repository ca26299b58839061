//! Open exceptions as the shopper reads them.

use contract::view::{ExceptionView, OrderStatusView, ParcelView};

use crate::catalogue::{Words, key_of};
use crate::parcel;

/// One text for each open exception, without repeating one.
pub(crate) fn notices(words: &Words<'_>, view: &OrderStatusView) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for exception in view.exceptions.iter().filter(|e| e.closed_at.is_none()) {
        let text = notice(words, view, exception);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// The first open exception of a parcel in one sentence, to stand beside it.
pub(crate) fn of_parcel(
    words: &Words<'_>,
    view: &OrderStatusView,
    of: &ParcelView,
) -> Option<String> {
    let alone = view.parcels.len() == 1;
    let about = |exception: &&ExceptionView| match exception.parcel.as_deref() {
        Some(parcel) => parcel == of.id,
        None => alone,
    };
    let mut open = view.exceptions.iter().filter(|e| e.closed_at.is_none());
    open.find(about)
        .map(|exception| words.say(&format!("exception-{}", key_of(exception.kind)), &[]))
}

fn notice(words: &Words<'_>, view: &OrderStatusView, exception: &ExceptionView) -> String {
    let what = words.say(&format!("exception-{}", key_of(exception.kind)), &[]);
    let what = match parcel::name_of(words, view, exception.parcel.as_deref()) {
        Some(parcel) => words.say("notice-parcel", &[("parcel", &parcel), ("what", &what)]),
        None => what,
    };
    // "We are checking" needs an open exception, an owner and a due time.
    match exception.due_at {
        Some(due) if !exception.owner.is_empty() => {
            let owner = owner(words, &exception.owner);
            let due = words.moment(due);
            words.say(
                "notice-checking",
                &[("what", &what), ("owner", &owner), ("due", &due)],
            )
        }
        _ => what,
    }
}

/// Whose step is next; an opaque id stays with the merchant.
fn owner(words: &Words<'_>, owner: &str) -> String {
    words.say(
        match owner {
            "warehouse" => "owner-warehouse",
            "carrier" => "owner-carrier",
            "shop" => "owner-shop",
            _ => "owner-person",
        },
        &[],
    )
}
