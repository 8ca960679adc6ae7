//! Blocks of Material for MkDocs in a book that does not read them: readers see `!!! note` as text.

use std::ops::Range;

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    if book.config.mkdocs_syntax {
        return;
    }
    let page = book.page(id);
    let mut openers = book.surveys[id].texts.iter().filter_map(|piece| opener(&page.text, piece));
    let Some(first) = openers.next() else { return };
    let more = match openers.count() {
        0 => String::new(),
        1 => ", and so is one more".to_owned(),
        more => format!(", and so are {more} more"),
    };
    let message = format!("`{}` is shown as text on this page{more}", &page.text[first.clone()]);
    problems.push(
        Diagnostic::new(Code::MkdocsSyntaxOff, message).about("blocks of MkDocs").at(&page.file, first).help(
            "write `mkdocs-syntax = true` under `[preprocessor.patterns]` in book.toml to make it a block",
        ),
    );
}

/// `!!! note`, `???+ note "Title"` or `=== "Title"` at the start of a line.
fn opener(text: &str, piece: &Range<usize>) -> Option<Range<usize>> {
    // The sign first: of a line that holds many pieces of text, no more is read for each.
    let sign =
        ["!!! ", "???+ ", "??? ", "=== \""].iter().find(|sign| text[piece.start..].starts_with(**sign))?;
    let is_first = text[..piece.start].rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
    let line = text[piece.start..].lines().next()?.trim_end();
    let rest = line.strip_prefix(sign)?;
    let word = rest.split([' ', '"']).next()?;
    let is_title = line.starts_with('=') && line.ends_with('"') && !word.is_empty();
    let is_kind = word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && matches!(rest[word.len()..].trim_start().chars().next(), None | Some('"'));
    (is_first && (is_title || is_kind)).then(|| piece.start..piece.start + line.len())
}

#[cfg(test)]
mod tests {
    use super::opener;

    #[test]
    fn only_lines_that_open_a_block_are_found() {
        for (text, is_opener) in [
            ("!!! note", true),
            ("???+ note \"T\"", true),
            ("=== \"Java\"", true),
            ("!!! Danger ahead", false),
            ("!!! so much more", false),
            ("=== \"Java", false),
            ("??? ", false),
            ("=== ", false),
        ] {
            assert_eq!(opener(text, &(0..text.len())).is_some(), is_opener, "{text}");
        }
        assert_eq!(opener("so !!! note", &(3..11)), None);
    }
}
