//! The style sheets, as they are sent: without comments and indentation.

use std::sync::LazyLock;

static ORDER: LazyLock<String> = LazyLock::new(|| {
    squeeze(&[
        include_str!("../style/base.css"),
        include_str!("../style/order.css"),
    ])
});
static ADMIN: LazyLock<String> = LazyLock::new(|| {
    squeeze(&[
        include_str!("../style/base.css"),
        include_str!("../style/admin.css"),
    ])
});

/// The script that adds a session token to the merchant's clicks and forms.
///
/// An embedded page has no cookie: App Bridge hands out a session token that lives one minute.
/// Where it is there, every link to `/admin…` and every form gets a fresh one as `id_token`; the
/// worker verifies it like a bearer token. Without App Bridge the page works as plain HTML.
static TOKEN: LazyLock<String> = LazyLock::new(|| squeeze(&[include_str!("../script/token.js")]));

/// The script of the merchant's pages.
pub(crate) fn token() -> &'static str {
    &TOKEN
}

/// The order page's.
pub(crate) fn order() -> &'static str {
    &ORDER
}

/// The merchant's pages'.
pub(crate) fn admin() -> &'static str {
    &ADMIN
}

/// Joins sheets, drops comments, and folds white space.
fn squeeze(sheets: &[&str]) -> String {
    let mut out = String::new();
    for sheet in sheets {
        let mut rest = *sheet;
        while let Some((before, after)) = rest.split_once("/*") {
            fold(before, &mut out);
            rest = after.split_once("*/").map_or("", |(_, after)| after);
        }
        fold(rest, &mut out);
    }
    out
}

/// White space matters nowhere at a line's ends, and only once inside a line.
fn fold(text: &str, out: &mut String) {
    for line in text.lines().map(str::trim) {
        if !line.is_empty() && out.ends_with(',') {
            out.push(' ');
        }
        out.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn comments_and_indentation_are_dropped() {
        assert_eq!(
            squeeze(&["/* a */\na {\n  b: c d; /* e */\n}\n", "f,\ng { h: i }"]),
            "a {b: c d;}f, g { h: i }"
        );
    }

    #[test]
    fn no_sheet_can_end_its_element() {
        assert!(!super::order().contains("</") && !super::admin().contains("</"));
    }
}
