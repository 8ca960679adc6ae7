//! Parts that pages include: their links are those of each page that includes them, relative to that page.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::Options;

use super::addresses::Mover;
use super::moves::Moves;
use crate::library::Surveyed;
use crate::library::survey::Surveyor;
use crate::page::{Listener, Page};
use crate::source::inputs::named_files;
use crate::text::Edit;
use crate::text::path::{folder, join};

/// The pages that include each part, also by way of another part; all by their paths below the folder of the pages.
pub(super) fn includers(
    book: &Surveyed,
    src: &str,
    read: &dyn Fn(&str) -> Option<String>,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts: HashMap<String, Option<String>> = HashMap::new();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, page) in book.catalog.authored() {
        let Some(own) = page.file.strip_prefix(src) else { continue };
        let mut open = named(own, page.written());
        while let Some(part) = open.pop() {
            if part == own || !found.entry(part.clone()).or_default().insert(own.to_owned()) {
                continue;
            }
            let text =
                texts.entry(part.clone()).or_insert_with(|| read(&part).filter(|_| part.ends_with(".md")));
            open.extend(text.as_deref().map(|text| named(&part, text)).unwrap_or_default());
        }
    }
    found
}

fn named(file: &str, text: &str) -> Vec<String> {
    named_files(text).filter_map(|span| join(folder(file), &text[span])).collect()
}

/// The edits of a part's links that all pages which include it need, and the links for which they need different ones.
pub(super) fn links(
    text: &str,
    moves: &Moves,
    pages: &BTreeSet<String>,
    exists: &dyn Fn(&str) -> bool,
) -> (Vec<Edit>, Vec<Range<usize>>) {
    // What each page needs where a link stands; `None` where it needs nothing, if the link leads somewhere.
    let mut needed: BTreeMap<(usize, usize), BTreeSet<Option<String>>> = BTreeMap::new();
    let found = of_text(text);
    for page in pages {
        let new = moves.of(page);
        let mover = Mover { moves, old: page, new: &new, exists, names_files: false };
        let edits =
            found.iter().filter(|(_, address)| mover.leads_somewhere(address)).map(|(span, address)| {
                match mover.link(text, span, address) {
                    Some(edit) => (edit.span, Some(edit.text)),
                    None => (span.clone(), None),
                }
            });
        for (span, edit) in edits {
            needed.entry((span.start, span.end)).or_default().insert(edit);
        }
    }
    let (mut edits, mut left) = (Vec::new(), Vec::new());
    for ((start, end), needs) in needed {
        match Vec::from_iter(needs).as_slice() {
            [Some(one)] => edits.push(Edit::replace(start..end, one)),
            [None] | [] => {}
            _ => left.push(start..end),
        }
    }
    (edits, left)
}

/// The links and definitions of a text, each with its bytes and its address.
fn of_text(text: &str) -> Vec<(Range<usize>, String)> {
    let mut surveyor = Surveyor::default();
    for (event, span) in new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter() {
        surveyor.event(text, &event, &span);
    }
    let survey = surveyor.finish(&Page::default());
    let inline = survey.links.into_iter().filter(|link| link.address_span.is_some());
    let inline = inline.map(|link| (link.span, link.address));
    inline.chain(super::addresses::definitions(text, Options::empty())).collect()
}
