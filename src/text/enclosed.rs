//! What is between two signs on one line: `{{#include a.md}}`, `{{< ref >}}`.

use std::ops::Range;

use memchr::{memchr, memmem};

/// The bytes of each `opening...closing` on one line, signs included. An opening that `is_meant` refuses is passed over,
/// and so is one within another. However many a line holds, each byte is read a few times at most.
pub(crate) fn enclosed<'t>(
    text: &'t str,
    (opening, closing): (&'t str, &'t str),
    is_meant: impl Fn(usize) -> bool + 't,
) -> impl Iterator<Item = Range<usize>> + 't {
    let (mut read, mut line_end) = (0, 0);
    memmem::find_iter(text.as_bytes(), opening.as_bytes()).filter_map(move |start| {
        if start < read || !is_meant(start) {
            return None;
        }
        if start >= line_end {
            line_end = memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        }
        let inner = start + opening.len();
        let rest = text.as_bytes().get(inner..line_end)?;
        let Some(at) = memmem::find(rest, closing.as_bytes()) else {
            // Nor does it close any other of this line.
            read = line_end;
            return None;
        };
        read = inner + at + closing.len();
        Some(start..read)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        enclosed(text, ("{{", "}}"), |at| !text[..at].ends_with('\\')).map(|span| &text[span]).collect()
    }

    #[test]
    fn both_signs_stand_on_one_line() {
        assert_eq!(found("a {{b}} {{c}}\n{{d\n}} {{e}}"), ["{{b}}", "{{c}}", "{{e}}"]);
        assert_eq!(found("{{a {{b}} c}}"), ["{{a {{b}}"]);
        assert_eq!(found("\\{{a}} {{b}} {{c"), ["{{b}}"]);
        assert_eq!(found("{{"), [""; 0]);
    }
}
