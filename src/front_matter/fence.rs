//! Finding the fences, by the rules of `pulldown-cmark`'s metadata blocks: the opening fence is the
//! first line of the page, alone on its line. A blank line may follow it, as in Jekyll and Hugo, where nothing but several
//! keys and their values stands between the fences.

use std::ops::Range;

use super::{toml, yaml};
use crate::text::byte_order_mark;

/// The language between the fences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// A front matter with both fences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The language.
    pub syntax: Syntax,
    /// The bytes from the start of the page to the end of the closing fence's line.
    pub span: Range<usize>,
    /// The bytes between the fence lines.
    pub inner: Range<usize>,
}

/// What the start of a page holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fence {
    /// No front matter.
    None,
    /// A front matter whose closing fence was forgotten.
    Unclosed {
        /// The opening fence.
        fence: Range<usize>,
        /// The first line of the page's own text before the next rule, which only looks like the closing fence; none
        /// where no such rule follows.
        text: Option<Range<usize>>,
    },
    /// Two rules and text between them, none of it a key: the page's own text.
    Text(Block),
    /// A whole front matter.
    Closed(Block),
}

/// Finds the front matter of a page.
///
/// ```
/// use mdbook_patterns::front_matter::{Fence, find};
///
/// let page = "---\ntitle: Retry\n---\n\nText.\n";
/// let Fence::Closed(block) = find(page) else { panic!("it has one") };
/// assert_eq!(&page[block.inner], "title: Retry\n");
/// assert_eq!(&page[block.span.end..], "\nText.\n");
///
/// assert_eq!(find("Text.\n\n---\n"), Fence::None);
/// assert_eq!(find("---\ntitle: Retry\n\nText.\n"), Fence::Unclosed { fence: 0..3, text: None });
/// assert!(matches!(find("---\n- A list between rules\n---\n"), Fence::Text(_)));
/// ```
pub fn find(text: &str) -> Fence {
    let start = byte_order_mark(text);
    let Some((opening, after)) = line(text, start) else { return Fence::None };
    let syntax = match opening.trim_end() {
        "---" => Syntax::Yaml,
        "+++" => Syntax::Toml,
        _ => return Fence::None,
    };
    let Some((first, _)) = line(text, after) else { return Fence::None };
    let is_rule = |inner: &str| first.trim().is_empty() && !are_keys(inner, syntax);
    let mut at = after;
    while let Some((content, next)) = line(text, at) {
        if closes(content, syntax) {
            if is_rule(&text[after..at]) {
                return Fence::None;
            }
            return closed(text, start..start + 3, Block { syntax, span: 0..next, inner: after..at });
        }
        at = next;
    }
    match looks_like_a_key(&text[after..], syntax) {
        true => Fence::Unclosed { fence: start..start + 3, text: None },
        false => Fence::None,
    }
}

/// What is between two fences: keys, a page's text, or both because a fence was forgotten.
fn closed(text: &str, fence: Range<usize>, block: Block) -> Fence {
    let (start, inner) = (block.inner.start, &text[block.inner.clone()]);
    let is_yaml = block.syntax == Syntax::Yaml;
    if !(if is_yaml { yaml::holds_keys(inner) } else { toml::holds_keys(inner) }) {
        return Fence::Text(block);
    }
    match yaml::text_line(inner).filter(|_| is_yaml) {
        Some(line) => Fence::Unclosed { fence, text: Some(start + line.start..start + line.end) },
        None => Fence::Closed(block),
    }
}

/// The line that starts at `at`, without its end, and where the next one starts.
fn line(text: &str, at: usize) -> Option<(&str, usize)> {
    if at >= text.len() {
        return None;
    }
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i + 1);
    Some((text[at..end].trim_end_matches(['\n', '\r']), end))
}

fn closes(line: &str, syntax: Syntax) -> bool {
    match syntax {
        Syntax::Yaml => matches!(line.trim_end(), "---" | "..."),
        Syntax::Toml => line.trim_end() == "+++",
    }
}

/// Whether a text is several keys and their values, line by line, and can be nothing else: a heading, a list after a
/// sentence with a colon, and a rule below one line are a page's own text.
fn are_keys(text: &str, syntax: Syntax) -> bool {
    let mut keys = 0;
    // Whether what belongs to a key may follow, and an item of a list.
    let (mut follows, mut lists) = (false, false);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let is_item = line.starts_with("- ") && lists;
        let is_indented = line.starts_with([' ', '\t']);
        if !is_indented && looks_like_a_key(line, syntax) {
            keys += 1;
            (follows, lists) = (true, line.trim_end().ends_with(':'));
        } else if !(is_item || follows && is_indented) {
            return false;
        }
    }
    keys > 1
}

/// A rule (`---`) may start a page too; only what goes on like a front matter is taken for one.
pub(super) fn looks_like_a_key(text: &str, syntax: Syntax) -> bool {
    let sign = if syntax == Syntax::Yaml { ':' } else { '=' };
    let first = text.lines().next().unwrap_or_default();
    first.split_once(sign).is_some_and(|(key, _)| {
        let key = key.trim();
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Option<&str> {
        match find(text) {
            Fence::Closed(block) => Some(&text[block.inner]),
            _ => None,
        }
    }

    #[test]
    fn fences_of_both_languages_are_found() {
        assert_eq!(inner("---\na: 1\n---\nx"), Some("a: 1\n"));
        assert_eq!(inner("---\na: 1\n...\nx"), Some("a: 1\n"));
        assert_eq!(inner("+++\na = 1\n+++"), Some("a = 1\n"));
        assert_eq!(inner("\u{feff}--- \r\na: 1\r\n---\t\r\nx"), Some("a: 1\r\n"));
        assert_eq!(inner("---\n---\n"), Some(""));
    }

    #[test]
    fn a_fence_in_a_value_closes_nothing() {
        assert_eq!(inner("---\ntitle: A ---\nb: |\n  ---\n---\n"), Some("title: A ---\nb: |\n  ---\n"));
    }

    #[test]
    fn rules_and_text_are_no_front_matter() {
        for text in ["", "---", "---\n", "---\n\na: 1\n---\n", "# A\n---\nb: 1\n---\n", "---\nJust text.\n"] {
            assert_eq!(find(text), Fence::None, "{text:?}");
        }
        for inner in [
            "Status: draft\n\n# My title\n",
            "Note: some words.\n",
            "Author: Jane\n\n# The title\n\nDescription: of it\n\n    code\n",
            "Audience: everyone\n- a\n- b\n",
            "## Notes\n- a: b\n",
            "    code: 1\na: 1\nb: 2\n",
        ] {
            assert_eq!(find(&format!("---\n\n{inner}\n---\n")), Fence::None, "{inner:?}");
        }
    }

    #[test]
    fn a_blank_line_may_follow_the_fence_of_keys_alone() {
        for keys in ["a: 1\nb: 2\n", "a: x\n\nb:\n- 1\n- 2\n\nc: >\n  text\n", "a:\n  - 1\nb: 2\n"] {
            assert_eq!(inner(&format!("---\n\n{keys}---\n")), Some(&*format!("\n{keys}")));
        }
    }

    #[test]
    fn an_unclosed_fence_is_known_by_its_key() {
        let unclosed = |text| Fence::Unclosed { fence: 0..3, text };
        assert_eq!(find("---\ntitle: A\n\ntext"), unclosed(None));
        assert_eq!(find("+++\ntitle = 'A'\n"), unclosed(None));
        assert_eq!(find("---\ntitle: A\n\ntext\n\n---\n"), unclosed(Some(14..18)));
    }

    #[test]
    fn what_stands_between_rules_without_a_key_is_text() {
        let yaml = ["- a", "- a: b\n- c", "> a", "Just text.", "[a](b)", ": a", "'a", "a\n\nb", "# a\n- b"];
        for inner in yaml {
            let text = format!("---\n{inner}\n---\n");
            assert!(matches!(find(&text), Fence::Text(_)), "{text:?} is {:?}", find(&text));
        }
        for inner in ["Text", "a b = c"] {
            let text = format!("+++\n{inner}\n+++\n");
            assert!(matches!(find(&text), Fence::Text(_)), "{text:?} is {:?}", find(&text));
        }
    }

    #[test]
    fn one_key_makes_a_front_matter() {
        let yaml = [
            "  a: 1",
            "{a: 1}",
            "- a\nb: 1",
            "? a\n: b",
            "# c",
            "# c\na:",
            "\"a b\": 1",
            "a:[b]",
            "!!map\na: 1",
            "---x: 1",
        ];
        for inner in yaml {
            let text = format!("---\n{inner}\n---\n");
            assert!(matches!(find(&text), Fence::Closed(_)), "{text:?} is {:?}", find(&text));
        }
        for inner in ["a.b = 1", "[a]", "'a b' = 1", "x\n  a = 1", "[[a]]"] {
            let text = format!("+++\n{inner}\n+++\n");
            assert!(matches!(find(&text), Fence::Closed(_)), "{text:?} is {:?}", find(&text));
        }
    }
}
