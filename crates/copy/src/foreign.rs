//! Text of others inside our sentences: kept as data, unable to disturb the words around it.
//!
//! Fluent can wrap every argument in bidirectional isolates (U+2068 … U+2069). That is switched
//! off: the marks would end up in titles, mail subjects, `replay --out` and searches, around every
//! plain Latin name. Instead only text that holds letters of the other direction is isolated, so
//! that a Hebrew carrier's name cannot pull the time behind it to the wrong side.

/// Cleans `text` for use in a sentence written from left to right, or from right to left (`rtl`).
///
/// Control characters, bidirectional overrides and private-use characters (they mean what some font makes of them, and
/// mark times in a text that is still to be completed) are dropped, white space is folded.
pub(crate) fn foreign(text: &str, rtl: bool) -> String {
    let clean = plain(text);
    if clean.chars().any(|c| opposes(c, rtl)) {
        format!("\u{2068}{clean}\u{2069}")
    } else {
        clean
    }
}

/// As [`foreign`], for text that stands alone and is isolated by its element.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            gap = !out.is_empty();
        } else if !is_bidi_control(c) && !is_private(c) {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
    out
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Strong characters of the direction opposite to the sentence's (Unicode blocks, coarse).
fn opposes(c: char, rtl: bool) -> bool {
    let right_to_left =
        matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    if rtl {
        // Groups of digits too would change places.
        c.is_alphanumeric() && !right_to_left
    } else {
        right_to_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_text_carries_no_marks_and_hebrew_is_isolated() {
        assert_eq!(foreign("Chicago  warehouse\n", false), "Chicago warehouse");
        assert_eq!(foreign("דואר ישראל", false), "\u{2068}דואר ישראל\u{2069}");
        assert_eq!(foreign("USPS", true), "\u{2068}USPS\u{2069}");
        assert_eq!(foreign("9400 1112", true), "\u{2068}9400 1112\u{2069}");
    }

    #[test]
    fn overrides_and_controls_are_dropped() {
        assert_eq!(plain("a\u{202E}b\u{0}c\u{2067}d"), "ab cd");
        assert_eq!(foreign("\u{202E}gnp", false), "gnp");
        assert_eq!(plain("a\u{E000}m0\u{E001}b"), "am0b");
    }
}
