//! The headings of a page, and their ids.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::scene::Scene;
use crate::page::Heading;
use crate::page::heading_id::HeadingIds;
use crate::source::dialect::{Inline, Spot};
use crate::text::markdown::{squeeze, wiki_text};

/// Gathers the headings.
#[derive(Debug, Default)]
pub(super) struct Headings {
    found: Vec<Heading>,
    ids: HeadingIds,
    open: Option<OpenHeading>,
}

/// A heading whose end is still to come; of level 0 the term of a definition list, which gets an id among theirs.
#[derive(Debug)]
struct OpenHeading {
    level: u8,
    start: usize,
    id: Option<String>,
    is_nested: bool,
    /// Its texts, and their bytes.
    texts: Vec<(Range<usize>, String)>,
}

impl Headings {
    /// Hears an event. `spots` gives those of MkDocs' syntax from a byte on, which readers see otherwise than written.
    pub(super) fn event(
        &mut self,
        event: &Event<'_>,
        span: &Range<usize>,
        scene: &Scene<'_>,
        spots: impl FnOnce(usize) -> Vec<Spot>,
    ) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.open(*level as u8, span.start, id.as_ref().map(ToString::to_string), scene.depth > 0);
            }
            Event::Start(Tag::DefinitionListTitle) => self.open(0, span.start, None, true),
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => {
                self.close(span.end, scene.text, spots);
            }
            // mdBook makes ids without them.
            Event::HardBreak => {}
            _ => {
                if let (Some(open), Some(text)) = (&mut self.open, scene.shown(event)) {
                    open.texts.push((span.clone(), text.to_owned()));
                }
            }
        }
    }

    fn open(&mut self, level: u8, start: usize, id: Option<String>, is_nested: bool) {
        self.open = Some(OpenHeading { level, start, id, is_nested, texts: Vec::new() });
    }

    fn close(&mut self, end: usize, text: &str, spots: impl FnOnce(usize) -> Vec<Spot>) {
        let Some(OpenHeading { level, start, id, is_nested, texts }) = self.open.take() else { return };
        let shown = shown(text, &texts, &spots(start));
        let id = id.unwrap_or_else(|| self.ids.next(&shown));
        if level > 0 {
            self.found.push(Heading {
                level,
                text: squeeze(wiki_text(&shown)),
                id,
                span: start..end,
                is_nested,
            });
        }
    }

    pub(super) fn finish(self) -> Vec<Heading> {
        self.found
    }
}

/// The texts of a heading, with what readers see of the spots among them.
fn shown(text: &str, texts: &[(Range<usize>, String)], spots: &[Spot]) -> String {
    let mut out = String::new();
    let mut spots = spots.iter().peekable();
    let mut at = 0;
    for (span, shown) in texts {
        // Escapes and entities have other bytes than their text; no spot stands in one.
        let is_written = text.get(span.clone()) == Some(shown);
        at = at.max(span.start);
        while let Some(spot) = spots.next_if(|spot| spot.span.start < span.end) {
            if is_written && at < spot.span.start {
                out.push_str(&text[at..spot.span.start]);
            }
            out.push_str(&shown_of(text, spot));
            at = at.max(spot.span.end);
        }
        if at <= span.start {
            out.push_str(shown);
        } else if at < span.end {
            out.push_str(text.get(at..span.end).unwrap_or_default());
        }
        at = at.max(span.end);
    }
    spots.for_each(|spot| out.push_str(&shown_of(text, spot)));
    out
}

fn shown_of(text: &str, spot: &Spot) -> String {
    match spot.kind {
        Inline::Abbreviation(_) => text[spot.span.clone()].to_owned(),
        _ => spot.kind.text(),
    }
}
