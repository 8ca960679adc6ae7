//! What extensions see in plain text: bare addresses and references of `magiclink`, signs of `smartsymbols`.

mod addresses;
mod symbols;

use self::addresses::Addresses;
use self::symbols::Symbols;
use super::draft::Draft;
use super::ledger::Fate;
use super::macros::PLUGINS;
use super::macros::calls::Calls;
use super::site::Site;
use crate::text::Edit;
use crate::text::spans::{is_free, merged};

/// Which of them a site has.
#[derive(Default)]
pub(super) struct PlainText {
    addresses: Option<Addresses>,
    symbols: Option<Symbols>,
    /// Whether pages have calls of macros.
    has_calls: bool,
}

/// Something in a text: its length, what it becomes if it does not stay, and its name in the report.
struct Found {
    length: usize,
    text: Option<String>,
    what: &'static str,
}

impl PlainText {
    /// As a site's extensions say.
    pub(super) fn of(site: &Site) -> Self {
        let addresses = site.extension("pymdownx.magiclink").map(|options| Addresses::of(site, options));
        let symbols = site.extension("pymdownx.smartsymbols").map(Symbols::of);
        let has_calls = PLUGINS.iter().any(|name| site.plugin(name).is_some());
        Self { addresses, symbols, has_calls }
    }

    /// Rewrites the plain text of a page, last of all: what another edit changes is left.
    pub(super) fn rewrite(&self, draft: &mut Draft<'_>) {
        if self.addresses.is_none() && self.symbols.is_none() {
            return;
        }
        let edited = draft.edits.iter().map(|edit| edit.span.clone());
        // Calls that nobody has expanded stay as they are written.
        let calls = Calls::of(draft.text).filter(|_| self.has_calls).map(|(span, _)| span);
        let taken = merged(edited.chain(calls).collect());
        let outside = draft.read.texts.iter().map(|span| (span, self.addresses.as_ref()));
        // A link cannot hold another.
        let inside = draft.read.link_texts.iter().map(|span| (span, None));
        for (span, addresses) in outside.chain(inside) {
            let text = &draft.text[span.clone()];
            let mut at = 0;
            while let Some(c) = text[at..].chars().next() {
                let Some(found) = self.find(text, at, addresses) else {
                    at += c.len_utf8();
                    continue;
                };
                let own = span.start + at..span.start + at + found.length;
                at += found.length;
                let is_free = is_free(&taken, &own);
                match found.text {
                    Some(now) if is_free => {
                        draft.note(own.start, found.what, Fate::Converted, "");
                        draft.edits.push(Edit::replace(own, now));
                    }
                    None if is_free => {
                        let note = format!("`{}` stays text; write it as a link", &draft.text[own.clone()]);
                        draft.note(own.start, found.what, Fate::Lost, note);
                    }
                    _ => {}
                }
            }
        }
    }

    fn find(&self, text: &str, at: usize, addresses: Option<&Addresses>) -> Option<Found> {
        let address = addresses.and_then(|addresses| addresses.find(text, at));
        address.or_else(|| self.symbols.as_ref()?.find(text, at))
    }
}

/// Whether no word goes on from before `at`.
fn starts_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Whether no word goes on with this rest of a text.
fn ends_word(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}
