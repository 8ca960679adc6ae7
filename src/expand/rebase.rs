//! Links in a text that shows on other pages than the one that it was written for.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::url;
use crate::text::address::{decoded, join, parts};
use crate::text::{Edit, Edited};

/// Inline Markdown whose relative links are those of a page in `folder`, as the page `on` shows it.
pub(super) fn rebased(markdown: &str, folder: &str, on: &str) -> String {
    let mut edits = Vec::new();
    let mut open = None;
    // Where the text of the link ends.
    let mut behind = 0;
    for (event, span) in Parser::new(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                open = Some(dest_url);
                behind = span.start + 1;
            }
            Event::End(TagEnd::Link) => {
                let address = open.take().and_then(|written| {
                    let at = behind + markdown[behind..span.end].find(&*written)?;
                    Some((at..at + written.len(), moved(&written, folder, on)?))
                });
                edits.extend(address.map(|(span, new)| Edit::replace(span, new)));
            }
            _ => behind = span.end,
        }
    }
    let edited = Edited::new(markdown, edits);
    edited.map_or_else(|_| markdown.to_owned(), |edited| edited.to_string())
}

/// A relative address of a page in `folder`, as the page `on` writes it.
fn moved(written: &str, folder: &str, on: &str) -> Option<String> {
    let address =
        parts(written).filter(|address| !address.path.is_empty() && !address.path.starts_with('/'))?;
    let to = join(folder, &decoded(&address.path))?;
    let slash = if address.path.ends_with('/') { "/" } else { "" };
    Some(format!("{}{slash}{}", url::to_page(on, &to), address.rest))
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
        assert_eq!(
            rebased("[*p*.md](p.md \"The p.md page\") [in](in/)", "", "in/a.md"),
            "[*p*.md](../p.md \"The p.md page\") [in](../in/)"
        );
        assert_eq!(rebased("[a](../a.md)", "laws", "laws/x.md"), "[a](../a.md)");
        assert_eq!(rebased("[a](../a.md)", "laws", "b.md"), "[a](a.md)");
        assert_eq!(rebased("[a](../../a.md)", "laws", "b.md"), "[a](../../a.md)");
    }
}
