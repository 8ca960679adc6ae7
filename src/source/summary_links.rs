//! The links of `SUMMARY.md`, and where they stand.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use crate::text::markdown::link_parts;

/// A link to a chapter.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SummaryLink {
    /// Its address as Markdown reads it; empty for a chapter that is only planned.
    pub(crate) address: String,
    /// The bytes of the link.
    pub(crate) span: Range<usize>,
}

impl SummaryLink {
    /// The file that mdBook reads for it, from the folder of the summary.
    pub(crate) fn file(&self) -> String {
        self.address.trim_start_matches("./").replace("%20", " ")
    }

    /// The bytes of the address as it is written; of the whole link where it stands elsewhere.
    pub(crate) fn address_span(&self, summary: &str) -> Range<usize> {
        let link = &summary[self.span.clone()];
        let place = || {
            let (text, url) = link_parts(link)?;
            let before = "[".len() + text.len() + "](".len();
            let start = before + link[before..].find(url)?;
            // The signs around an address with spaces belong to it.
            let signs = usize::from(link[..start].ends_with('<'));
            Some(self.span.start + start - signs..self.span.start + start + url.len() + signs)
        };
        place().unwrap_or_else(|| self.span.clone())
    }
}

/// All links of the list, in their order.
pub(crate) fn summary_links(summary: &str) -> impl Iterator<Item = SummaryLink> {
    let text = summary.trim_start_matches('\u{feff}');
    let start = summary.len() - text.len();
    Parser::new(text).into_offset_iter().filter_map(move |(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            Some(SummaryLink { address: dest_url.into_string(), span: span.start + start..span.end + start })
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_however_they_are_written() {
        let summary = "\u{feff}# Summary\n\n- [A](./a.md)\n- [B \\[b\\]](<b c.md>)\n  - [a.md](a%20b.md)\n- [Plan]()\n- [T](t.md \"t.md\")\n- [E](e\\_f.md)\n- [R][r]\n\n[r]: r.md\n";
        let found: Vec<(String, &str)> =
            summary_links(summary).map(|link| (link.file(), &summary[link.address_span(summary)])).collect();
        let wanted = [
            ("a.md", "./a.md"),
            ("b c.md", "<b c.md>"),
            ("a b.md", "a%20b.md"),
            ("", ""),
            ("t.md", "t.md"),
            ("e_f.md", "e\\_f.md"),
            ("r.md", "[R][r]"),
        ];
        assert_eq!(found, wanted.map(|(file, written)| (file.to_owned(), written)));
    }
}
