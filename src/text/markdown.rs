//! Markdown of a line or two: as plain text, and text as Markdown.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, TagEnd};

/// What the inline Markdown of front matter may hold beyond CommonMark.
pub(crate) const INLINE: Options = Options::ENABLE_STRIKETHROUGH;

/// `[text](url)` as its parts, where it is nothing else: without the title and the signs around the address.
pub(crate) fn link_parts(markdown: &str) -> Option<(&str, &str)> {
    let (text, to) = markdown.trim().strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    let to = to.trim();
    let is_title = |rest: &str| rest.trim_start().starts_with(['"', '\'']) && rest.ends_with(['"', '\'']);
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with(' ') && is_title(rest);
    // Between `<` and `>` a space is one of the address.
    let in_signs = to.strip_prefix('<').and_then(|to| {
        let (end, _) = to.match_indices('>').find(|(at, _)| !to[..*at].ends_with('\\'))?;
        is_end(&to[end + 1..]).then_some(&to[..end])
    });
    let before_title = || to.split_once(' ').filter(|(_, rest)| is_title(rest)).map(|(url, _)| url);
    let url = in_signs.or_else(before_title).unwrap_or(to);
    (!to.contains("](")).then_some((text, url))
}

/// An address as Markdown means it: without the backslashes before signs.
pub(crate) fn unescaped(address: &str) -> Cow<'_, str> {
    if !address.contains('\\') {
        return Cow::Borrowed(address);
    }
    let mut out = String::with_capacity(address.len());
    let mut signs = address.chars().peekable();
    while let Some(c) = signs.next() {
        let escapes = c == '\\' && signs.peek().is_some_and(char::is_ascii_punctuation);
        out.push(if escapes { signs.next().unwrap_or(c) } else { c });
    }
    Cow::Owned(out)
}

/// `[[page]]` or `[[page|text]]`, as Obsidian writes links in front matter: the page, and the text where there is one.
pub(crate) fn wiki_parts(value: &str) -> Option<(&str, Option<&str>)> {
    let inner = value.trim().strip_prefix("[[")?.strip_suffix("]]")?;
    let (page, text) = inner.split_once('|').map_or((inner, None), |(page, text)| (page, Some(text.trim())));
    let page = page.trim_end_matches('\\').trim();
    (!page.is_empty() && !inner.contains(['[', ']'])).then(|| (page, text.filter(|text| !text.is_empty())))
}

/// What readers of a wiki see of a text that is one of its links, which is the text of `[[page|text]]`. Within a longer text
/// double brackets may be those of code, and stay.
pub(crate) fn wiki_text(text: &str) -> &str {
    wiki_parts(text).map_or(text, |(page, shown)| shown.unwrap_or(page))
}

/// The page that a text names, which may be a link of a wiki.
pub(crate) fn wiki_page(text: &str) -> &str {
    wiki_parts(text).map_or(text, |(page, _)| page)
}

/// The longest key that people write in a text, in bytes: what is longer is a sentence.
const KEY_LENGTH: usize = 40;

/// Whether what is before a colon in a text is a key: some words.
pub(crate) fn is_key(text: &str) -> bool {
    text.len() <= KEY_LENGTH
        && text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '))
}

/// Whether a line is a property, as Logseq and Dataview write them: `key:: value`. Of two `::` in a line, none is.
pub(crate) fn is_property(line: &str) -> bool {
    let is_its_key = |key: &str| is_key(key) && key.ends_with(char::is_alphanumeric);
    let ends = |value: &str| (value.is_empty() || value.starts_with(' ')) && !value.contains(" :: ");
    line.trim().split_once("::").is_some_and(|(key, value)| is_its_key(key) && ends(value))
}

/// Whether a text before something in its line is nothing but the marks of quotes and lists.
pub(crate) fn is_marks(text: &str) -> bool {
    let text = text.trim_start();
    let (mark, rest) = match text.strip_prefix('>') {
        _ if text.is_empty() => return true,
        Some(rest) => return is_marks(rest),
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    };
    let is_number = |number: &str| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let is_mark = matches!(mark, "-" | "*" | "+") || mark.strip_suffix(['.', ')']).is_some_and(is_number);
    is_mark && !rest.is_empty() && is_marks(rest)
}

/// Whether all lines of a text are properties.
pub(crate) fn are_properties(text: &str) -> bool {
    text.lines().all(is_property)
}

/// The text and the target of a name that is a link, in Markdown or of a wiki; a name alone has no text.
pub(crate) fn link_target(name: &str) -> (Option<&str>, &str) {
    match (link_parts(name), wiki_parts(name)) {
        (Some((text, url)), _) => (Some(text), url),
        (None, Some((page, text))) => (text, page),
        (None, None) => (None, name),
    }
}

/// The bytes of the address of the definition at `span`, `[label]: address`; `None` where it is written with escapes.
pub(crate) fn defined_address(text: &str, span: &Range<usize>, address: &str) -> Option<Range<usize>> {
    let written = text.get(span.clone())?;
    // An escaped bracket is a sign of the label.
    let (label, _) = written.match_indices("]:").find(|(at, _)| !written[..*at].ends_with('\\'))?;
    // A quote has its sign in each line.
    let rest = written[label + 2..].trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let rest = rest.strip_prefix('<').unwrap_or(rest);
    let start = span.end - rest.len();
    (!address.is_empty() && rest.starts_with(address)).then(|| start..start + address.len())
}

/// Inline Markdown as plain text: no markup, raw HTML as the text that readers see of it where it is inert, white space in
/// single spaces.
pub(crate) fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => out.push(' '),
            _ => {}
        }
    }
    squeeze(&out)
}

/// Runs of white space as one space, none at the ends.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a sign may mean something in Markdown; a backslash before it takes that away.
pub(crate) fn is_sign(c: char) -> bool {
    matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '{' | '}' | '!')
}

/// A text as Markdown that shows just this text, on one line.
pub(crate) fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            c if is_sign(c) => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A text in which nothing is Markdown, white space as it is.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let is_markup = match c {
            '\\' | '[' | ']' | '`' | '*' | '<' => true,
            // Between letters an underscore is one.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next.is_alphanumeric() || next == '#',
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// The entity that a text starts with: `&copy;`, `&#169;`.
pub(crate) fn entity(text: &str) -> Option<&str> {
    let name = text.strip_prefix('&')?;
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
    (end > 0 && name[end..].starts_with(';')).then(|| &text[..end + "&;".len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(plain("A *b* `c` [d](e.md)\nVec<T>"), "A b c d Vec<T>");
    }

    #[test]
    fn the_parts_of_a_link_have_neither_its_title_nor_its_signs() {
        for (link, url) in [
            ("[x](b.md)", "b.md"),
            ("[x](b.md \"t\")", "b.md"),
            ("[x](<b.md> 't')", "b.md"),
            ("[x](<my b.md> \"t\")", "my b.md"),
            ("[x](<my b.md>)", "my b.md"),
            ("[x]( <my \"b\" c.md>  't u' )", "my \"b\" c.md"),
            ("[x](my b.md)", "my b.md"),
            ("[x](<b\\>c.md>)", "b\\>c.md"),
            ("[x](<b> c.md)", "<b> c.md"),
        ] {
            assert_eq!(link_parts(link), Some(("x", url)), "{link}");
        }
    }

    #[test]
    fn text_is_text_in_markdown() {
        assert_eq!(markdown_text("a *b* <c>\n{{#x}}"), "a \\*b\\* \\<c\\> \\{\\{\\#x\\}\\}");
    }
}
