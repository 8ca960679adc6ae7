//! Links in a text that shows on other pages than the one that it was written for.

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::edit::{Edit, Edited};
use super::url;
use crate::address::{decoded, join, parts};

/// Inline Markdown whose relative links are those of a page in `folder`, as the page `on` shows it.
pub(super) fn rebased(markdown: &str, folder: &str, on: &str) -> String {
    let edits = Parser::new(markdown).into_offset_iter().filter_map(|(event, span)| {
        let Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) = event else {
            return None;
        };
        let address = parts(&dest_url).filter(|address| !address.path.is_empty())?;
        let to = join(folder, &decoded(&address.path)).filter(|_| !address.path.starts_with('/'))?;
        let at = span.start + markdown[span.clone()].rfind(&*dest_url)?;
        let new = format!("{}{}", url::to_page(on, &to), address.rest);
        Some(Edit::replace(at..at + dest_url.len(), new))
    });
    let edited = Edited::new(markdown, edits.collect());
    edited.map_or_else(|| markdown.to_owned(), |edited| edited.to_string())
}

#[cfg(test)]
mod tests {
    use super::rebased;

    #[test]
    fn links_lead_to_the_same_place_from_everywhere() {
        let text = "*See* [policy](policy.md#when) and [more](a/b.md), not [x](https://x.y) or [y](#z).";
        assert_eq!(rebased(text, "", "start.md"), text);
        assert_eq!(
            rebased(text, "", "catalog/sev/high.md"),
            "*See* [policy](../../policy.md#when) and [more](../../a/b.md), not [x](https://x.y) or [y](#z)."
        );
        assert_eq!(rebased("[a](../a.md)", "laws", "laws/x.md"), "[a](../a.md)");
        assert_eq!(rebased("[a](../a.md)", "laws", "b.md"), "[a](a.md)");
        assert_eq!(rebased("[a](../../a.md)", "laws", "b.md"), "[a](../../a.md)");
    }
}
