//! Where a new page goes: its folder, and its line in SUMMARY.md.

use std::ops::Range;

use crate::page::Page;
use crate::source::{SummaryLink, summary_links};
use crate::text::name::slug;
use crate::text::newline;
use crate::text::path::folder;

/// Where a new page goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The folder, below that of the pages; empty for that one.
    pub(super) folder: String,
    /// The file of the page after which it stands, as SUMMARY.md names it.
    after: Option<String>,
}

/// After the last of its peers that has its category, otherwise after the last, otherwise at the end.
pub(super) fn find(peers: &[&Page], new: &Page, src: &str) -> Place {
    let category = |page: &Page| page.fields.references("category").first().map(|r| slug(&r.name));
    let of_category = peers.iter().rev().find(|page| category(page) == category(new));
    let after = of_category.or(peers.last()).copied();
    let file = after.and_then(|page| page.file.strip_prefix(src).or(page.path.as_deref()).map(str::to_owned));
    Place { folder: file.as_deref().map_or("", folder).to_owned(), after: file }
}

impl Place {
    /// Puts it after another page of its folder.
    pub(super) fn stand_after(&mut self, page: &Page, src: &str) {
        let file = page.file.strip_prefix(src).or(page.path.as_deref());
        self.after = file.map(str::to_owned);
    }
}

/// The path of the page of a name.
pub(super) fn path(folder: &str, name: &str) -> String {
    if folder.is_empty() { format!("{name}.md") } else { format!("{folder}/{name}.md") }
}

/// The summary with one line more.
pub(super) fn insert(summary: &str, place: &Place, title: &str, path: &str) -> String {
    let newline = newline(summary);
    let title = title.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let path = if path.contains([' ', '(', ')']) { format!("<{path}>") } else { path.to_owned() };
    let links = links(summary);
    // Chapters without a number stand before or after all lists.
    let is_numbered = |link: &&Link| link.marker.is_some();
    let is_after = |link: &&Link| place.after.as_deref() == Some(link.file.as_str());
    let sibling = links.iter().filter(is_numbered).find(is_after);
    let (line, marker) =
        match sibling.or(links.iter().filter(is_numbered).rev().min_by_key(|link| link.indent)) {
            Some(link) => (
                end_of_item(summary, link),
                format!("{}{}", " ".repeat(link.indent), link.marker.as_deref().unwrap_or("- ")),
            ),
            None => (summary.len(), "- ".to_owned()),
        };
    let (before, behind) = summary.split_at(line);
    let gap = match before {
        "" => "",
        before if !before.ends_with('\n') => newline,
        _ => "",
    };
    // A list needs a blank line before it only where there was none.
    let is_first = !links.iter().any(|link| link.marker.is_some());
    let blank = if is_first && !before.is_empty() { newline } else { "" };
    format!("{before}{gap}{blank}{marker}[{title}]({path}){newline}{behind}")
}

/// A link of the summary.
struct Link {
    file: String,
    /// The bytes of its line, with its end.
    line: Range<usize>,
    /// The spaces before it.
    indent: usize,
    /// `- `, `* ` or `1. `; none for chapters without a number.
    marker: Option<String>,
}

fn links(summary: &str) -> Vec<Link> {
    let link = |link: SummaryLink| {
        let span = &link.span;
        let start = summary[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = summary[span.end..].find('\n').map_or(summary.len(), |at| span.end + at + 1);
        let before = &summary[start..span.start];
        let indent = before.len() - before.trim_start_matches(' ').len();
        let marker = before.trim_start();
        let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
        let is_number = digits > 0 && marker[digits..].starts_with(['.', ')']);
        let marker = (is_number || marker.starts_with(['-', '*', '+'])).then(|| marker.to_owned());
        Link { file: link.file(), line: start..end, indent, marker }
    };
    summary_links(summary).map(link).collect()
}

/// Where the lines below a link end: those that are indented deeper belong to it.
fn end_of_item(summary: &str, link: &Link) -> usize {
    let mut end = link.line.end;
    for line in summary[link.line.end..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line.trim().is_empty() || indent <= link.indent {
            break;
        }
        end += line.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inserted(summary: &str, after: Option<&str>) -> String {
        let place = Place { folder: String::new(), after: after.map(str::to_owned) };
        insert(summary, &place, "New [one]", "new.md")
    }

    #[test]
    fn a_line_goes_behind_its_sibling_and_what_is_below_it() {
        let summary = "# Summary\n\n[Start](s.md)\n\n- [A](a.md)\n  - [B](b.md)\n    - [C](c.md)\n  - [D](d.md)\n- [E](e.md)\n\n[End](z.md)\n";
        let new = "- [New \\[one\\]](new.md)\n";
        assert_eq!(inserted(summary, Some("a.md")), summary.replace("- [E]", &format!("{new}- [E]")));
        assert_eq!(inserted(summary, Some("b.md")), summary.replace("  - [D]", &format!("  {new}  - [D]")));
        assert_eq!(inserted(summary, None), summary.replace("- [E](e.md)\n", &format!("- [E](e.md)\n{new}")));
    }

    #[test]
    fn odd_summaries_get_their_line_too() {
        assert_eq!(
            inserted("1. [A](a.md)\n\n[End](z.md)\n", None),
            "1. [A](a.md)\n1. [New \\[one\\]](new.md)\n\n[End](z.md)\n"
        );
        assert_eq!(
            inserted(" - [A](a.md)\n   - [B](b.md)\n", None),
            " - [A](a.md)\n   - [B](b.md)\n - [New \\[one\\]](new.md)\n"
        );
        assert_eq!(inserted("[Start](s.md)\n", Some("s.md")), "[Start](s.md)\n\n- [New \\[one\\]](new.md)\n");
        assert_eq!(
            inserted("- [A](a.md)\n\n[End](z.md)\n", Some("z.md")),
            "- [A](a.md)\n- [New \\[one\\]](new.md)\n\n[End](z.md)\n"
        );
        assert_eq!(inserted("", None), "- [New \\[one\\]](new.md)\n");
        assert_eq!(inserted("# Summary\n", None), "# Summary\n\n- [New \\[one\\]](new.md)\n");
        assert_eq!(inserted("* [A](<a.md>)", Some("a.md")), "* [A](<a.md>)\n* [New \\[one\\]](new.md)\n");
        assert_eq!(inserted("- [A](a.md)\r\n", Some("a.md")), "- [A](a.md)\r\n- [New \\[one\\]](new.md)\r\n");
    }
}
