//! What several stages share about text, and that knows of no page: edits, paths, addresses, names, what words match, order.

pub(crate) mod address;
pub(crate) mod changes;
pub(crate) mod diff;
mod edit;
pub(crate) mod enclosed;
pub(crate) mod fold;
pub(crate) mod listed;
pub(crate) mod markdown;
pub(crate) mod matching;
pub(crate) mod name;
pub(crate) mod natural;
pub(crate) mod path;
pub(crate) mod spans;
pub(crate) mod toml_list;
mod void;
pub(crate) mod words;

pub(crate) use edit::Change;
pub(crate) use void::is_void;

/// How the lines of a text end.
pub(crate) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Whether a terminal obeys a character instead of showing it: control characters, and those that turn the direction
/// of what follows, so that it reads as something else.
pub(crate) fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text on one line, without what a terminal obeys.
pub(crate) fn inert(text: &str) -> String {
    text.chars().map(|c| if is_obeyed(c) { ' ' } else { c }).collect()
}

/// A text without the quotation mark at each end, if it is the same one.
pub(crate) fn unquoted(text: &str) -> &str {
    let strip = |quote| text.strip_prefix(quote).and_then(|text: &str| text.strip_suffix(quote));
    strip('"').or_else(|| strip('\'')).unwrap_or(text)
}

/// The bytes of the mark of byte order that some editors put before a text; 0 for a text without one.
pub(crate) fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The start of the character that a byte is in; the end of the text for one beyond it.
pub(crate) fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The start of a text, of so many bytes at most.
pub(crate) fn start(text: &str, most: usize) -> &str {
    &text[..floor_char_boundary(text, most)]
}

pub use edit::{Edit, Edited, Overlap};
