//! `> [!KIND] Title` quotes.

use std::ops::Range;

use crate::source::dialect::BlockKind;

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
    /// Where its first line ends, which holds the title.
    pub title_end: usize,
    /// How many quotes it stands in, itself included.
    pub depth: usize,
    /// The box around it, by its place among those of the page.
    pub parent: Option<usize>,
    /// What it is, where it was written in MkDocs' syntax.
    pub form: Form,
    /// What ends its last block, which the end of the quote alone ends: code or raw HTML that its author
    /// left open.
    pub left_open: Option<String>,
}

impl Quoted {
    /// Whether it was written as `!!! kind`.
    pub(crate) fn is_admonition(&self) -> bool {
        matches!(self.form, Form::Admonition { .. })
    }
}

/// How a box was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Form {
    /// `> [!KIND] Title`
    #[default]
    Quote,
    /// `!!! kind classes "Title"`
    Admonition {
        /// The words after the kind.
        classes: Vec<String>,
        /// Whether it has a title at all.
        titled: bool,
    },
    /// `=== "Title"`
    Tab {
        /// Whether it is the first of its set.
        first: bool,
        /// Whether it is the last.
        last: bool,
        /// Whether it is the one shown first.
        selected: bool,
    },
}

impl Form {
    /// Whether the `>` are not the author's.
    pub fn is_made(&self) -> bool {
        *self != Form::Quote
    }
}

/// The quote at `span`, which the scanner of MkDocs' syntax made.
pub(super) fn made(text: &str, span: Range<usize>, depth: usize, kind: &BlockKind) -> Quoted {
    let span = span.start..span.start + text[span.clone()].trim_end_matches(['\n', '\r']).len();
    let title_end = line_end(text, &span);
    let line = text[span.start..title_end].trim_end_matches('\r');
    let found = match kind {
        BlockKind::Box { name, .. } => line.to_lowercase().find(name.as_str()).map(|at| (at, name.len())),
        BlockKind::Tab { .. } => None,
    };
    // Lower case may have another length; the place is for people.
    let (at, length) = found
        .filter(|(at, length)| line.is_char_boundary(*at) && line.is_char_boundary(at + length))
        .unwrap_or((2, line.len().saturating_sub(2)));
    let kind_span = span.start + at..span.start + at + length;
    let quoted = Quoted {
        kind: String::new(),
        kind_span,
        title: None,
        fold: None,
        span,
        title_end,
        depth,
        parent: None,
        form: Form::Quote,
        left_open: None,
    };
    match kind.clone() {
        BlockKind::Box { name, classes, title, fold } => {
            let titled = title.as_deref() != Some("");
            let title = title.filter(|title| !title.is_empty());
            // `???` needs a title, and no kind.
            let kind = if name.is_empty() { "note".to_owned() } else { name };
            Quoted { kind, title, fold, form: Form::Admonition { classes, titled }, ..quoted }
        }
        BlockKind::Tab { title, first, last, selected } => {
            Quoted { title: Some(title), form: Form::Tab { first, last, selected }, ..quoted }
        }
    }
}

/// Reads the first line of the quote at `span`; `None` if it is a quote and no box.
pub(crate) fn read(text: &str, span: Range<usize>, depth: usize) -> Option<Quoted> {
    let span = span.start..span.start + text[span.clone()].trim_end_matches(['\n', '\r']).len();
    // First what is cheap: quotes in quotes share a line, which may be long.
    let marker = text[span.clone()].strip_prefix('>')?.trim_start_matches([' ', '\t']);
    marker.strip_prefix("[!")?;
    let title_end = line_end(text, &span);
    let line = text[span.start..title_end].trim_end_matches('\r');
    let inner = &line[line.find("[!")? + 2..];
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
        title_end,
        depth,
        parent: None,
        form: Form::Quote,
        left_open: None,
    })
}

/// Where the first line of `span` ends.
fn line_end(text: &str, span: &Range<usize>) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[span.clone()]).map_or(span.end, |at| span.start + at)
}

/// What ends the code or raw HTML at `span`, in `depth` quotes, if only the end of its container does:
/// [fences](https://spec.commonmark.org/0.31.2/#fenced-code-blocks) and the first five of the
/// [kinds of HTML](https://spec.commonmark.org/0.31.2/#html-blocks).
pub(super) fn left_open(text: &str, span: &Range<usize>, depth: usize) -> Option<String> {
    let block = text[span.clone()].trim_end();
    let last = block.rfind('\n').map(|at| span.start + at + 1);
    if let Some(sign) = block.chars().next().filter(|c| matches!(c, '`' | '~')) {
        let fence: String = block.chars().take_while(|c| *c == sign).collect();
        let line = last.map(|at| marker(text, at, depth).map_or(at, |found| found.end));
        // Of an empty last line the space after its `>` is cut off already.
        let end = span.start + block.len();
        let line = line.map_or("", |at| &text[at.min(end)..end]);
        // A sign that stands further in is code. Of a tab right after the `>` three columns are left at most.
        let line = if depth > 0 { line.strip_prefix('\t').unwrap_or(line) } else { line };
        let indent =
            line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).map(|b| if b == b' ' { 1 } else { 4 });
        let (is_near, line) = (indent.sum::<usize>() < 4, line.trim());
        let is_closed = is_near && line.len() >= fence.len() && line.chars().all(|c| c == sign);
        return (fence.len() >= 3 && !is_closed).then_some(fence);
    }
    let lower = block.to_ascii_lowercase();
    let element = ["script", "pre", "style", "textarea"].iter().find(|name| {
        let rest = lower.strip_prefix('<').and_then(|rest| rest.strip_prefix(**name));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['>', ' ', '\t', '\n', '\r']))
    });
    let end = match element {
        Some(name) => format!("</{name}>"),
        None if lower.starts_with("<!--") => "-->".to_owned(),
        None if lower.starts_with("<?") => "?>".to_owned(),
        None if lower.starts_with("<![cdata[") => "]]>".to_owned(),
        None if lower.starts_with("<!") => ">".to_owned(),
        None => return None,
    };
    (!lower.contains(&end)).then_some(end)
}

/// The bytes of the `n`-th `>` (from 1) of the line that starts at `start`, with the space after
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

    #[test]
    fn what_only_the_end_of_a_quote_ends() {
        let end = |text: &str| left_open(text, &(0..text.len()), 1);
        assert_eq!(end("```\n> code\n> ```"), None);
        assert_eq!(end("```\n> code\n> ````  \n"), None);
        assert_eq!(end("```\n> code\n>     ```").as_deref(), Some("```"));
        assert_eq!(end("```\n> code\n>    ```"), None);
        assert_eq!(end("```\n> code\n>\t```"), None);
        assert_eq!(end("````\n> ```").as_deref(), Some("````"));
        assert_eq!(end("~~~ rust\n> ```").as_deref(), Some("~~~"));
        assert_eq!(end("```").as_deref(), Some("```"));
        assert_eq!(end("```\n> ").as_deref(), Some("```"));
        assert_eq!(end("    indented"), None);
        assert_eq!(end("<!-- a\n> b").as_deref(), Some("-->"));
        assert_eq!(end("<!-- a -->"), None);
        assert_eq!(end("<SCRIPT>\n> x").as_deref(), Some("</script>"));
        assert_eq!(end("<scripts>\n> x"), None);
        assert_eq!(end("<!DOCTYPE").as_deref(), Some(">"));
        assert_eq!(end("<div>"), None);
    }
}
