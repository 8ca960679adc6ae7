//! `> [!KIND] Title` quotes.

use std::ops::Range;

/// A quote that is a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The kind as written, in lower case.
    pub kind: String,
    /// The bytes of the kind.
    pub kind_span: Range<usize>,
    /// The title, in inline Markdown.
    pub title: Option<String>,
    /// Whether it is folded: `-` closed, `+` open, as Obsidian writes it.
    pub fold: Option<bool>,
    /// The bytes of the whole quote without the last line's end.
    pub span: Range<usize>,
    /// How many quotes it stands in, itself included.
    pub depth: usize,
}

/// Reads the first line of the quote at `span`; `None` if it is a quote and no box.
pub(crate) fn read(text: &str, span: Range<usize>, depth: usize) -> Option<Quoted> {
    let span = span.start..span.start + text[span.clone()].trim_end_matches(['\n', '\r']).len();
    let line = text[span.clone()].lines().next()?;
    let after = line.strip_prefix('>')?;
    let marker = after.trim_start();
    let inner = marker.strip_prefix("[!")?;
    let (kind, rest) = inner.split_once(']')?;
    let valid = !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !valid || rest.starts_with(['(', ':', '[']) {
        return None;
    }
    let (fold, rest) = match rest.chars().next() {
        Some('-') => (Some(false), &rest[1..]),
        Some('+') => (Some(true), &rest[1..]),
        _ => (None, rest),
    };
    let kind_start = span.start + line.len() - inner.len();
    let title = rest.trim();
    Some(Quoted {
        kind: kind.to_lowercase(),
        kind_span: kind_start..kind_start + kind.len(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        fold,
        span,
        depth,
    })
}

/// The bytes of the `n`-th `>` (from 1) of the line that starts at `start`, with the space behind
/// it; `None` where the line goes on lazily, without it.
pub(crate) fn marker(text: &str, start: usize, n: usize) -> Option<Range<usize>> {
    let line = text[start..].split('\n').next()?;
    let mut at = 0;
    for count in 1..=n {
        at += line[at..].len() - line[at..].trim_start_matches([' ', '\t']).len();
        if !line[at..].starts_with('>') {
            return None;
        }
        at += 1;
        if count == n {
            let space = usize::from(line[at..].starts_with(' '));
            return Some(start + at - 1..start + at + space);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_titles_are_read() {
        let text = "> [!AXIOM] *Law* 1\n> text\n";
        let quoted = read(text, 0..text.len(), 1).unwrap();
        assert_eq!((quoted.kind.as_str(), quoted.title.as_deref()), ("axiom", Some("*Law* 1")));
        assert_eq!(&text[quoted.kind_span], "AXIOM");
        for text in ["> text", "> [!a](b)", "> [!a]: b", "> [!]", "> [!a b] c", "> [a]"] {
            assert_eq!(read(text, 0..text.len(), 1), None, "{text}");
        }
    }

    #[test]
    fn markers_are_counted_from_the_left() {
        assert_eq!(marker("> > a", 0, 2), Some(2..4));
        assert_eq!(marker("  >b", 0, 1), Some(2..3));
        assert_eq!(marker("lazy", 0, 1), None);
    }
}
