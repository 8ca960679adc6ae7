//! Mathematics as `pymdownx.arithmatex` reads it, written so that mdBook's MathJax finds it.

use std::ops::Range;

use super::draft::{Draft, lines, paragraph_end};
use super::ledger::Fate;
use super::read::{Math, Read};
use super::site::Site;
use crate::front_matter::Value;
use crate::text::Edit;
use crate::text::spans::{is_within, merged};

/// What a site takes for mathematics.
#[derive(Debug, Clone, Copy)]
pub(super) struct Syntax {
    /// `$x$`, and whether spaces within its ends make text of it.
    dollars: bool,
    smart: bool,
    /// `\\(x\\)`
    round: bool,
}

impl Syntax {
    /// As the extensions of a site say; `None` where none reads mathematics.
    pub(super) fn of(site: &Site) -> Option<Self> {
        let options = site.extension("pymdownx.arithmatex").map(|options| (options, true));
        let (options, is_arithmatex) =
            options.or_else(|| site.extension("mdx_math").map(|options| (options, false)))?;
        let text = |key: &str| options.and_then(|options| options.get(key)?.text());
        let lists =
            |name: &str| match options.and_then(|options| options.get("inline_syntax")).map(|n| &n.value) {
                Some(Value::List(items)) => items.iter().any(|item| item.text() == Some(name)),
                _ => true,
            };
        Some(Self {
            dollars: match is_arithmatex {
                true => lists("dollar"),
                false => text("enable_dollar_delimiter") == Some("true"),
            },
            smart: text("smart_dollar") != Some("false"),
            round: lists("round"),
        })
    }
}

/// A page with what the site takes for mathematics.
pub(super) fn read(text: &str, read: Read, syntax: Syntax) -> Read {
    let math = find(text, &read, syntax);
    read.with_math(math)
}

/// The mathematics of a page, in the order of its bytes.
fn find(text: &str, read: &Read, syntax: Syntax) -> Vec<Math> {
    if !text.contains(['$', '\\']) {
        return Vec::new();
    }
    let blocks = blocks(text, read);
    let mut found = blocks.clone();
    for leaf in &read.leaves {
        let next = blocks.partition_point(|block| block.span.end <= leaf.start);
        let is_inside = blocks.get(next).is_some_and(|block| block.span.start < leaf.end);
        if !is_inside {
            in_leaf(text, read, leaf.clone(), syntax, &mut found);
        }
    }
    found.sort_by_key(|math| math.span.start);
    found
}

/// Rewrites the mathematics of a page; whether there was any.
pub(super) fn rewrite(draft: &mut Draft<'_>) -> bool {
    for Math { span, inner, delimiters: (open, close) } in &draft.read.math {
        let quotes = draft.before(span.start).matches('>').count();
        let now = format!("{open}{}{close}", escaped(&draft.text[inner.clone()], quotes));
        draft.edits.push(Edit::replace(span.clone(), now));
        draft.note(span.start, "mathematics", Fate::Converted, "");
    }
    !draft.read.math.is_empty()
}

/// `$$ ... $$`, `\\[ ... \\]` and environments between blank lines.
fn blocks(text: &str, read: &Read) -> Vec<Math> {
    let mut found: Vec<Math> = Vec::new();
    let mut after_blank = true;
    for (start, line) in lines(text, read.front_matter) {
        let bare = line.trim_start_matches(['>', ' ', '\t']);
        // What a box or a tab holds starts again.
        let opens = ["!!!", "???", "==="].iter().any(|sign| bare.starts_with(sign));
        let is_end = bare.trim().is_empty() || bare.starts_with('#') || opens;
        let is_apart = std::mem::replace(&mut after_blank, is_end);
        let rest = without_marker(bare);
        let at = start + line.len() - rest.len();
        let is_taken = found.last().is_some_and(|block| at < block.span.end);
        if (is_apart || rest.len() < bare.len()) && !is_taken && !read.in_code(at) {
            found.extend(block(text, at, rest.len() < bare.len()));
        }
    }
    found
}

/// The block at a byte; one that starts an item ends before the next item.
fn block(page: &str, at: usize, is_item: bool) -> Option<Math> {
    if !["$$", "\\[", "\\begin{"].iter().any(|sign| page[at..].starts_with(sign)) {
        return None;
    }
    let end = if is_item { item_end(page, at) } else { paragraph_end(page, at) };
    let text = page[at..end].trim_end_matches([' ', '\n', '\r', '>', '\t']);
    let environment =
        text.strip_prefix("\\begin{").and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
    let (open, close, delimiters) = match environment {
        Some(name) => (String::new(), format!("\\end{{{name}}}"), ("", "")),
        None if text.starts_with("$$") => ("$$".to_owned(), "$$".to_owned(), ("$$", "$$")),
        None if text.starts_with("\\[") => ("\\[".to_owned(), "\\]".to_owned(), ("\\\\[", "\\\\]")),
        None => return None,
    };
    let inner = text.strip_prefix(open.as_str())?;
    let is_whole = text.ends_with(&close) && inner.len() > close.len();
    let end = at + text.len();
    let inner_end = if environment.is_some() { end } else { end - close.len() };
    is_whole.then(|| Math { span: at..end, inner: at + open.len()..inner_end, delimiters })
}

/// Where the text ends that an item starts with: before a blank line, or the next item.
fn item_end(page: &str, at: usize) -> usize {
    let goes_on = |line: &&str| {
        let bare = line.trim_start_matches(['>', ' ', '\t']);
        !bare.trim().is_empty() && without_marker(bare).len() == bare.len()
    };
    let mut lines = page[at..].split_inclusive('\n');
    let first = lines.next().map_or(0, str::len);
    at + first + lines.take_while(goes_on).map(str::len).sum::<usize>()
}

fn without_marker(line: &str) -> &str {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match digits {
        0 => line.strip_prefix(['-', '*', '+', ':']),
        _ => line[digits..].strip_prefix(['.', ')']),
    };
    rest.filter(|rest| rest.starts_with(' ')).map_or(line, str::trim_start)
}

/// Mathematics in a line of text, a cell or a paragraph, whose ends it does not cross.
fn in_leaf(text: &str, read: &Read, leaf: Range<usize>, syntax: Syntax, found: &mut Vec<Math>) {
    let mut at = leaf.start;
    while let Some(next) = text[at..leaf.end].find(['$', '\\']).map(|next| at + next) {
        let rest = &text[next..leaf.end];
        // What holds a span of code in part is none.
        let is_whole = |(open, length): &(usize, usize)| !read.in_code(next + open + length);
        let math = if read.in_code(next) { None } else { math(rest, syntax).filter(is_whole) };
        let Some((open, length)) = math else {
            // An escaped sign is text.
            at = next + 1 + usize::from(rest.starts_with("\\$") || rest.starts_with("\\\\"));
            continue;
        };
        let inner = next + open..next + open + length;
        at = inner.end + open;
        found.push(Math { span: next..at, inner, delimiters: ("\\\\(", "\\\\)") });
    }
}

/// The mathematics that a text starts with: the length of its delimiters, and what is between.
fn math(rest: &str, syntax: Syntax) -> Option<(usize, usize)> {
    if syntax.round && rest.starts_with("\\(") {
        return rest[2..].find("\\)").filter(|length| *length > 0).map(|length| (2, length));
    }
    let inner = rest.strip_prefix('$').filter(|_| syntax.dollars)?;
    let mut end = 0;
    loop {
        end += inner[end..].find(['$', '\\'])?;
        if inner[end..].starts_with('$') {
            break;
        }
        end += 1 + inner[end + 1..].chars().next()?.len_utf8();
    }
    let text = &inner[..end];
    let is_tight = text.trim() == text || !syntax.smart;
    (!text.is_empty() && is_tight).then_some((1, end))
}

/// Sets the signs of `$$` that are text apart where MathJax would pair them.
pub(super) fn set_apart(draft: &mut Draft<'_>) {
    if !draft.text.contains("$$") || draft.is_kept {
        return;
    }
    let taken: Vec<Range<usize>> = draft.edits.iter().map(|edit| edit.span.clone()).collect();
    let taken = merged(taken);
    for leaf in draft.read.leaves.clone() {
        let signs = draft.text[leaf.clone()].match_indices("$$").map(|(at, _)| leaf.start + at);
        let is_text = |at: &usize| !draft.in_code(*at) && !is_within(&taken, *at);
        let signs: Vec<usize> = signs.filter(is_text).collect();
        if signs.len() > 1 {
            draft.edits.extend(signs.into_iter().map(|at| Edit::insert(at + 1, "<span></span>")));
        }
    }
}

/// The text with a backslash before all that Markdown, or the book's `mkdocs-syntax`, would take for its own. Each of
/// its lines but the first starts with the signs of the quotes around, which stay.
fn escaped(text: &str, quotes: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    // How many signs of quotes may still come, where a line starts.
    let mut at_start = None;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let is_double = matches!(c, '=' | '+') && (next == Some(c) || before == c);
        let is_quote = c == '>' && at_start.is_some_and(|left| left > 0);
        let starts_line = matches!(c, '-' | '+' | '#' | '=' | '>') && at_start.is_some() && !is_quote;
        if matches!(c, '\\' | '*' | '_' | '`' | '<' | '[' | ']' | '~' | '|' | '^') || is_double || starts_line
        {
            out.push('\\');
        }
        out.push(c);
        before = c;
        at_start = match c {
            '\n' => Some(quotes),
            _ => at_start.filter(|_| is_quote || c.is_whitespace()).map(|left| left - usize::from(is_quote)),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_no_mathematics() {
        let syntax = Syntax { dollars: true, smart: true, round: true };
        for (text, found) in [
            ("$5 and $6", None),
            ("$x_1$ and", Some((1, 3))),
            ("$a\\$b$", Some((1, 4))),
            ("$$", None),
            ("$$$ a", None),
            ("$ x$", None),
            ("\\(x\\)", Some((2, 1))),
            ("\\()", None),
        ] {
            assert_eq!(math(text, syntax), found, "{text}");
        }
        assert_eq!(math("$ x $", Syntax { smart: false, ..syntax }), Some((1, 3)));
    }

    #[test]
    fn nothing_in_it_is_markdown() {
        assert_eq!(escaped("\\frac{a_1}{b*c} x^2^", 0), "\\\\frac{a\\_1}{b\\*c} x\\^2\\^");
        assert_eq!(escaped("a\n- b ++c", 0), "a\n\\- b \\+\\+c");
        assert_eq!(escaped("a\n  - b > c\n> d", 0), "a\n  \\- b > c\n\\> d");
        assert_eq!(escaped("\n> > a\n>> b", 1), "\n> \\> a\n>\\> b");
    }
}
