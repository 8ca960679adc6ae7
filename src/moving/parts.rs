//! Parts that pages include: their links are those of each page that includes them, relative to that page.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

use super::addresses::{Mover, beside};
use super::left::Why;
use super::lines::selected;
use super::moves::Moves;
use crate::library::Surveyed;
use crate::library::survey::Surveyor;
use crate::page::{Listener, Page};
use crate::source::inputs::pasted_files;
use crate::text::Edit;
use crate::text::path::folder;
use crate::text::spans::{is_within, merged};

/// All that pages include as text, also by way of another part; each file is read once.
pub(super) struct Parts {
    /// By their paths from the folder of the pages, which `..` may lead out of; `None` for what cannot be read.
    parts: BTreeMap<String, Option<Part>>,
    /// One page of each folder and of the folder that it moves to: such pages need the same links.
    kinds: Vec<String>,
}

/// A file that pages include.
pub(super) struct Part {
    pub(super) text: String,
    links: Vec<Link>,
    includes: Vec<Include>,
    /// The bytes that each kind of page shows.
    shown: BTreeMap<usize, Vec<Range<usize>>>,
}

struct Link {
    span: Range<usize>,
    address: String,
    /// Whether the address stands at the span as it is.
    is_plain: bool,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Include {
    at: usize,
    file: String,
    lines: String,
}

impl Parts {
    pub(super) fn of(
        book: &Surveyed,
        src: &str,
        moves: &Moves,
        read: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let mut parts: BTreeMap<String, Option<Part>> = BTreeMap::new();
        let mut kinds: HashMap<(String, String), usize> = HashMap::new();
        let mut pages = Vec::new();
        let mut seen: HashSet<(usize, String, String)> = HashSet::new();
        for (id, page) in book.catalog.authored() {
            let Some(own) = page.file.strip_prefix(src) else { continue };
            // What is included in code is shown.
            let mut open = includes(own, &page.text, &book.surveys[id].code);
            if open.is_empty() {
                continue;
            }
            let folders = (folder(own).to_owned(), folder(&moves.of(own)).to_owned());
            let kind = *kinds.entry(folders).or_insert_with(|| {
                pages.push(own.to_owned());
                pages.len() - 1
            });
            while let Some(Include { file, lines, .. }) = open.pop() {
                if file == own || !seen.insert((kind, file.clone(), lines.clone())) {
                    continue;
                }
                let part = parts.entry(file).or_insert_with_key(|file| Some(Part::of(file, read(file)?)));
                let Some(part) = part else { continue };
                let shown = selected(&part.text, &lines);
                open.extend(part.includes.iter().filter(|include| shown.contains(&include.at)).cloned());
                part.shown.entry(kind).or_default().push(shown);
            }
        }
        Self { parts, kinds: pages }
    }

    /// The part that a file is.
    pub(super) fn get(&self, file: &str) -> Option<&Part> {
        self.parts.get(file)?.as_ref()
    }

    /// All, by their paths.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Part)> {
        self.parts.iter().filter_map(|(file, part)| Some((file.as_str(), part.as_ref()?)))
    }

    /// The edits of a part's links that all pages need which show the link, and the links that stay, each with the reason.
    pub(super) fn links(
        &self,
        part: &Part,
        moves: &Moves,
        exists: &dyn Fn(&str) -> bool,
    ) -> (Vec<Edit>, Vec<(Range<usize>, Why)>) {
        let news: Vec<String> = self.kinds.iter().map(|page| moves.of(page)).collect();
        let mover = |kind: usize| {
            let (old, new) = (self.kinds[kind].as_str(), news[kind].as_str());
            Mover { moves, old, new, exists, names_files: false }
        };
        let shown: Vec<_> =
            part.shown.iter().map(|(kind, spans)| (mover(*kind), merged(spans.clone()))).collect();
        let (mut edits, mut left) = (Vec::new(), Vec::new());
        for link in &part.links {
            let shows = |(mover, spans): &&(Mover<'_>, Vec<Range<usize>>)| {
                is_within(spans, link.span.start) && mover.leads_somewhere(&link.address)
            };
            let needs: BTreeSet<Option<String>> =
                shown.iter().filter(shows).map(|(mover, _)| mover.address(&link.address)).collect();
            match Vec::from_iter(needs).as_slice() {
                [None] | [] => {}
                [Some(new)] if link.is_plain => edits.push(Edit::replace(link.span.clone(), new)),
                [Some(new)] => left.push((link.span.clone(), Why::Escaped(new.clone()))),
                _ => left.push((link.span.clone(), Why::Differs)),
            }
        }
        (edits, left)
    }
}

impl Part {
    fn of(file: &str, text: String) -> Self {
        let text = super::without_bom(&text).to_owned();
        let mut surveyor = Surveyor::default();
        let parser = new_cmark_parser(&text, &MarkdownOptions::default());
        let definitions: Vec<Link> = super::addresses::defined(&text, &parser)
            .map(|(span, address)| Link { span, address, is_plain: true })
            .collect();
        let mut events = parser.into_offset_iter();
        for (event, span) in events.by_ref() {
            surveyor.event(&text, &event, &span);
        }
        surveyor.definitions(&text, 0, events.reference_definitions());
        let survey = surveyor.finish(&Page::default());
        let links = survey.links.into_iter().map(|link| Link {
            is_plain: link.address_span.is_some(),
            span: link.address_span.unwrap_or(link.span),
            address: link.address,
        });
        let mut links: Vec<Link> = links.chain(definitions).collect();
        links.sort_by_key(|link| (link.span.start, link.span.end));
        links.dedup_by(|next, last| next.span == last.span);
        let includes = includes(file, &text, &survey.code);
        Self { text, links, includes, shown: BTreeMap::new() }
    }
}

/// What a text includes outside of code.
fn includes(file: &str, text: &str, code: &[Range<usize>]) -> Vec<Include> {
    let include = |(at, path, lines): (usize, &str, &str)| Include {
        at,
        file: beside(file, path),
        lines: lines.to_owned(),
    };
    pasted_files(text).filter(|(at, ..)| !is_within(code, *at)).map(include).collect()
}
