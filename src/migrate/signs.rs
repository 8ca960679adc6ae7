//! Signs that only one of both reads: backslashes that MkDocs shows, tildes, and names of keys.

use std::ops::Range;

use super::draft::Draft;
use super::ledger::Fate;
use super::site::Site;
use crate::source::dialect::keys;
use crate::text::Edit;
use crate::text::spans::{is_within, merged};

/// Signs that a backslash makes text of in Python-Markdown, with its extension for tables.
const ESCAPED: &str = "\\`*_{}[]()>#+-.!|";

/// The signs that extensions add.
const MORE: &[(&str, &str)] = &[
    ("smarty", "\"'"),
    ("pymdownx.arithmatex", "$"),
    ("mdx_math", "$"),
    ("pymdownx.caret", "^"),
    ("pymdownx.emoji", ":"),
    ("pymdownx.magiclink", "@"),
    ("pymdownx.mark", "="),
    ("pymdownx.progressbar", "="),
    ("pymdownx.tilde", "~"),
];

/// Which signs a site reads.
#[derive(Debug)]
pub(super) struct Signs {
    escaped: String,
    /// Whether a backslash makes text of any sign.
    escapes_all: bool,
    has_tilde: bool,
    has_keys: bool,
}

impl Signs {
    /// As the extensions of a site say.
    pub(super) fn of(site: &Site) -> Self {
        let has = |name: &str| site.extension(name).is_some();
        let more = MORE.iter().filter(|(name, _)| has(name)).map(|(_, signs)| *signs);
        Self {
            escaped: std::iter::once(ESCAPED).chain(more).collect(),
            escapes_all: has("pymdownx.escapeall"),
            has_tilde: has("pymdownx.tilde"),
            has_keys: has("pymdownx.keys"),
        }
    }

    /// Rewrites those of a page.
    pub(super) fn rewrite(&self, draft: &mut Draft<'_>) {
        let keys = keys_of(draft);
        for at in draft.read.escapes.iter().copied().filter(|_| !self.escapes_all) {
            let sign = draft.text[at + 1..].chars().next();
            // A key may have a sign for its name.
            if draft.text[at..].starts_with('\\')
                && !is_within(&keys, at)
                && sign.is_some_and(|sign| !self.escaped.contains(sign))
            {
                draft.edits.push(Edit::insert(at, "\\"));
                draft.note(at, "backslashes that MkDocs shows", Fate::Converted, "");
            }
        }
        for (name, at, _) in &draft.read.dialect {
            let signs = draft.text[*at..].split([' ', '\n']).next().unwrap_or_default();
            if *name == "keys" && is_other_key(signs) {
                let text = "keys in the book; MkDocs has no such names, and shows the signs";
                draft.note(*at, "keys by other names", Fate::Converted, text);
            }
        }
        if self.has_keys {
            keys_in_words(draft, &keys);
        }
        for span in draft.read.struck.clone() {
            let inner = draft.text[span.clone()].trim_matches('~');
            let is_double = draft.text[span.clone()].starts_with("~~");
            if !is_double && inner.contains(char::is_whitespace) {
                draft.edits.extend([Edit::insert(span.start, "\\"), Edit::insert(span.end - 1, "\\")]);
                draft.note(span.start, "tildes around words", Fate::Converted, "");
            } else if is_double && !self.has_tilde {
                let text = "the book reads it; the site has no `pymdownx.tilde`, and shows it as text";
                draft.note(span.start, "deleted text", Fate::Converted, text);
            }
        }
    }
}

/// `x++a++` and the second key of `++a++b++c++`: keys to MkDocs, and text to the book, as in `i++j++`.
fn keys_in_words(draft: &mut Draft<'_>, read: &[Range<usize>]) {
    let mut next = 0;
    for at in draft.places("++") {
        if at < next || !is_within(&draft.read.texts, at) || draft.text[..at].ends_with('\\') {
            continue;
        }
        let Some((_, length)) = keys::read(&draft.text[at..]) else { continue };
        next = at + length;
        if !is_within(read, at) {
            let note = format!("`{}` in a word: text in the book; MkDocs draws it", &draft.text[at..next]);
            draft.note(at, "keys in words", Fate::Converted, note);
        }
    }
}

/// The bytes of the keys of a page.
fn keys_of(draft: &Draft<'_>) -> Vec<Range<usize>> {
    let starts = draft.read.dialect.iter().filter(|(name, ..)| *name == "keys").map(|(_, at, _)| *at);
    merged(starts.filter_map(|at| Some(at..at + keys::read(&draft.text[at..])?.1)).collect())
}

/// Whether `++Ctrl+backtick++` has a name that Python-Markdown has not: those are in small letters.
fn is_other_key(signs: &str) -> bool {
    let inner = signs.strip_prefix("++").and_then(|rest| rest.split("++").next()).unwrap_or_default();
    let is_other = |name: &str| {
        name.contains(|c: char| c.is_ascii_uppercase())
            || matches!(name, "asterisk" | "at" | "backtick" | "quote" | "spacebar")
    };
    !inner.contains(['"', '\'']) && inner.split('+').any(is_other)
}
