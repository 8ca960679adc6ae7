//! A summary as Markdown that mdBook reads.

use std::fmt;

use super::{Chapter, Summary};
use crate::text::markdown::{escaped, squeeze};

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heading = if self.title.trim().is_empty() { "Summary" } else { &self.title };
        writeln!(f, "# {}", part_title(heading))?;
        unnumbered(&self.prefix, f)?;
        for part in &self.parts {
            if let Some(heading) = &part.title {
                write!(f, "\n# {}\n", part_title(heading))?;
            }
            if !part.chapters.is_empty() {
                writeln!(f)?;
            }
            numbered(&part.chapters, 0, f)?;
        }
        unnumbered(&self.suffix, f)
    }
}

/// Chapters without a number stand on lines of their own; mdBook knows none below them.
fn unnumbered(chapters: &[Chapter], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for chapter in chapters {
        write!(f, "\n{}\n", Line(chapter))?;
        unnumbered(&chapter.below, f)?;
    }
    Ok(())
}

fn numbered(chapters: &[Chapter], depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for chapter in chapters {
        writeln!(f, "{:indent$}- {}", "", Line(chapter), indent = 2 * depth)?;
        numbered(&chapter.below, depth + 1, f)?;
    }
    Ok(())
}

struct Line<'c>(&'c Chapter);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.0.path.as_deref().map(path).unwrap_or_default();
        write!(f, "[{}]({address})", title(&self.0.title))
    }
}

/// A title as the text of a link: only what would be Markdown is escaped.
pub(crate) fn title(text: &str) -> String {
    escaped(&squeeze(text))
}

/// A title as the text of a heading.
pub(crate) fn part_title(text: &str) -> String {
    let mut text = title(text);
    // A heading may be closed by number signs.
    let signs = text.len() - text.trim_end_matches('#').len();
    let start = text.len() - signs;
    if signs > 0 && (start == 0 || text[..start].ends_with(' ')) {
        text.insert(start, '\\');
    }
    text
}

/// A path as the address of a link.
pub(crate) fn path(path: &str) -> String {
    let is_plain = !path.is_empty()
        && path
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+' | ',' | '@' | '~'));
    if is_plain {
        return path.to_owned();
    }
    let mut out = String::from("<");
    for c in path.chars() {
        if matches!(c, '<' | '>' | '\\' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out + ">"
}

#[cfg(test)]
mod tests {
    use mdbook_summary::{SummaryItem, parse_summary};
    use proptest::prelude::*;

    use super::super::Part;
    use super::*;

    fn summary(heading: &str, name: &str, file: &str) -> Summary {
        let chapter = |folder: &str| Chapter::new(name, Some(format!("{folder}{file}")));
        let below = Chapter { below: vec![chapter("b/")], ..chapter("a/") };
        Summary {
            prefix: vec![chapter("")],
            parts: vec![Part { title: Some(heading.to_owned()), chapters: vec![below] }],
            suffix: vec![chapter("c/")],
            ..Summary::default()
        }
    }

    #[test]
    fn a_summary_is_what_authors_write() {
        let text = summary("Part *one*", "A [b] _c_ d_e C#", "a b/(c).md").to_string();
        assert_eq!(
            text,
            "# Summary\n\n[A \\[b\\] \\_c\\_ d_e C#](<a b/(c).md>)\n\n# Part \\*one\\*\n\n\
             - [A \\[b\\] \\_c\\_ d_e C#](<a/a b/(c).md>)\n  - [A \\[b\\] \\_c\\_ d_e C#](<b/a b/(c).md>)\n\n\
             [A \\[b\\] \\_c\\_ d_e C#](<c/a b/(c).md>)\n"
        );
        let draft = Summary {
            parts: vec![Part { title: None, chapters: vec![Chapter::new("D", None)] }],
            ..Summary::default()
        };
        assert_eq!(draft.to_string(), "# Summary\n\n- [D]()\n");
    }

    proptest! {
        #[test]
        fn mdbook_reads_what_was_written(
            heading in "[ -~äß]{1,12}",
            name in "[ -~äß]{1,12}",
            file in "[a-zA-Z0-9 _()\\[\\]<>&;#*äß'\"!-]{1,10}",
        ) {
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!heading.trim().is_empty() && !name.trim().is_empty());
            // mdBook's parser keeps the spaces of a path but the outer ones.
            let file = format!("{}.md", file.trim());
            let text = summary(&heading, &name, &file).to_string();
            let read = parse_summary(&text).map_err(|error| TestCaseError::fail(format!("{text}\n{error:#}")))?;
            let SummaryItem::Link(prefix) = &read.prefix_chapters[0] else { panic!("{text}") };
            prop_assert_eq!(&prefix.name, &squeezed(&name));
            prop_assert_eq!(prefix.location.as_deref(), Some(std::path::Path::new(&file)));
            let SummaryItem::PartTitle(part) = &read.numbered_chapters[0] else { panic!("{text}") };
            prop_assert_eq!(part, &squeezed(&heading));
            let SummaryItem::Link(link) = &read.numbered_chapters[1] else { panic!("{text}") };
            prop_assert_eq!(&link.nested_items.len(), &1);
        }
    }
}
