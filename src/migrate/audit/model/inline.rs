//! What is in a line, as Python-Markdown reads it: only as far as readers get other words, code, links or images.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::Extensions;
use crate::migrate::differences::addresses::is_title;
use crate::text::{self, markdown};

/// A text of one line or paragraph as HTML. Emphasis is left out: it changes no word.
pub(super) fn html(text: &str, context: &Extensions) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let pairs = Pairs { text, closes: OnceCell::new() };
    let mut at = 0;
    // Where an element ends, after which a list may stand.
    let mut after_element = false;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let found = match c {
            '\\' => escape(rest, &mut out).map(|length| (length, false)),
            '`' => code(rest, context, &mut out).map(|length| (length, true)),
            '!' if rest.starts_with("![") => {
                link(&pairs, at, true, context, &mut out).map(|length| (length, true))
            }
            '[' if rest.starts_with("[^") => footnote(rest, context)
                .or_else(|| link(&pairs, at, false, context, &mut out))
                .map(|length| (length, true)),
            '[' => link(&pairs, at, false, context, &mut out).map(|length| (length, true)),
            // Only an address is an element: a list behind a tag is text.
            '<' => tag(rest, &mut out)
                .map(|length| (length, out.ends_with("</a>") && !rest[1..].starts_with(['/', '!']))),
            '{' if after_element || ends_emphasis(&text[..at]) => {
                context.attr_list.then(|| list(rest)).flatten().map(|length| (length, false))
            }
            ':' if context.emoji => emoji(rest, context).map(|length| (length, true)),
            '+' if context.keys => keys(rest, &mut out).map(|length| (length, true)),
            '&' => entity(rest, &mut out).map(|length| (length, false)),
            _ => None,
        };
        match found {
            Some((length, is_element)) => {
                at += length;
                // What is drawn stands between two words.
                out.push_str(match c {
                    ':' => "<wbr><span class=\"twemoji\"></span>",
                    _ if rest.starts_with("[^") => "<wbr>",
                    _ => "",
                });
                after_element = is_element;
            }
            None => {
                push(c, &mut out);
                at += c.len_utf8();
                after_element = false;
            }
        }
    }
    out
}

/// Whether the signs at the end of a text close emphasis, and do not open some.
fn ends_emphasis(before: &str) -> bool {
    let bare = before.trim_end_matches(['*', '_', '=', '^', '~', '+']);
    // What closes was opened before: `2^{63}` raises nothing.
    before[bare.len()..].chars().last().is_some_and(|sign| bare.contains(sign))
        && bare.ends_with(|c: char| !c.is_whitespace() && !"([".contains(c))
}

fn push(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        c => out.push(c),
    }
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(c, &mut out));
    out
}

fn escape(rest: &str, out: &mut String) -> Option<usize> {
    let next = rest[1..].chars().next().filter(|c| c.is_ascii_punctuation())?;
    push(next, out);
    Some(2)
}

fn entity(rest: &str, out: &mut String) -> Option<usize> {
    let entity = markdown::entity(text::start(rest, LONGEST_ENTITY))?;
    out.push_str(entity);
    Some(entity.len())
}

fn code(rest: &str, context: &Extensions, out: &mut String) -> Option<usize> {
    let signs = rest.bytes().take_while(|b| *b == b'`').count();
    let mut at = signs;
    loop {
        at += rest[at..].find('`')?;
        let run = rest[at..].bytes().take_while(|b| *b == b'`').count();
        if run == signs {
            break;
        }
        at += run;
    }
    let inner = rest[signs..at].trim();
    let inner = without_language(inner).filter(|_| context.inlinehilite).unwrap_or(inner);
    out.push_str(&format!("<code>{}</code>", escaped(inner)));
    Some(at + signs)
}

/// The code after a language: `#!python x`, `:::python x`.
fn without_language(inner: &str) -> Option<&str> {
    let (head, code) = inner.split_once(' ')?;
    let name = head.strip_prefix("#!").or_else(|| Some(head.strip_prefix(":::")?.trim_start_matches(':')))?;
    let is_name = |c: char| c.is_alphanumeric() || "+-_#.".contains(c);
    (!name.is_empty() && name.chars().all(is_name)).then_some(code)
}

fn footnote(rest: &str, context: &Extensions) -> Option<usize> {
    let end = text::start(rest, LONGEST_LABEL).find(']')?;
    (context.footnotes.contains(&rest[2..end])).then_some(end + 1)
}

/// The brackets of a text: which one closes which. Each is looked at once, however many links there are.
struct Pairs<'t> {
    text: &'t str,
    closes: OnceCell<HashMap<usize, usize>>,
}

impl Pairs<'_> {
    /// The length up to the partner of the bracket at a byte, if that is not too far away.
    fn length(&self, open: usize, longest: usize) -> Option<usize> {
        let close = self.closes.get_or_init(|| self.find()).get(&open)?;
        Some(close - open).filter(|length| *length < longest)
    }

    fn find(&self) -> HashMap<usize, usize> {
        let mut closes = HashMap::new();
        let (mut square, mut round) = (Vec::new(), Vec::new());
        let mut chars = self.text.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => drop(chars.next()),
                '[' => square.push(at),
                '(' => round.push(at),
                ']' => drop(square.pop().map(|open| closes.insert(open, at))),
                ')' => drop(round.pop().map(|open| closes.insert(open, at))),
                _ => {}
            }
        }
        closes
    }
}

/// How many bytes the text of a link may have; in a longer one MkDocs may find one, too; nobody writes such.
const LONGEST_LABEL: usize = 4_000;

/// How many bytes an entity may have.
const LONGEST_ENTITY: usize = 12;

/// The same of a tag, which may hold a whole picture.
const LONGEST_TAG: usize = 100_000;

fn link(
    pairs: &Pairs<'_>,
    at: usize,
    is_image: bool,
    context: &Extensions,
    out: &mut String,
) -> Option<usize> {
    let rest = &pairs.text[at..];
    let start = usize::from(is_image);
    let end = start + pairs.length(at + start, LONGEST_LABEL)?;
    let text = &rest[start + 1..end];
    let behind = &rest[end + 1..];
    let (target, length) = if behind.starts_with('(') {
        let close = pairs.length(at + end + 1, LONGEST_TAG)?;
        (address(&behind[1..close]), close + 1)
    } else {
        let (name, length) = match behind.trim_start_matches([' ', '\n']).strip_prefix('[') {
            Some(reference) => {
                let close = text::start(reference, LONGEST_LABEL).find(']')?;
                let own = &reference[..close];
                (if own.is_empty() { text } else { own }, behind.len() - reference.len() + close + 1)
            }
            None => (text, 0),
        };
        match context.references.get(&reference(name)) {
            Some(target) => (target.clone(), length),
            None => (context.references.get(&reference(text))?.clone(), 0),
        }
    };
    if is_image {
        out.push_str(&format!("<img src=\"{}\">", escaped(&target).replace('"', "&quot;")));
    } else {
        let inner = match context.deeper() {
            Some(_inside) => html(text, context),
            None => escaped(text),
        };
        out.push_str(&format!("<a href=\"{}\">{inner}</a>", escaped(&target).replace('"', "&quot;")));
    }
    Some(end + 1 + length)
}

/// An address without its title.
fn address(inner: &str) -> String {
    let inner = inner.trim();
    if let Some(rest) = inner.strip_prefix('<') {
        return rest.split('>').next().unwrap_or_default().to_owned();
    }
    if is_title(inner) {
        return String::new();
    }
    if inner.starts_with(['"', '\'']) {
        return inner.to_owned();
    }
    // An address that goes on on the next line may have a title there.
    let quote = inner.chars().last().filter(|sign| matches!(sign, '"' | '\''));
    let title = quote.and_then(|quote| {
        [' ', '\n'].iter().filter_map(|space| inner.find(&format!("{space}{quote}"))).min()
    });
    inner[..title.unwrap_or(inner.len())].trim().to_owned()
}

/// The name of a reference as it is looked up.
pub(super) fn reference(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn tag(rest: &str, out: &mut String) -> Option<usize> {
    if rest.starts_with("<!--") {
        return text::start(rest, LONGEST_TAG).find("-->").map(|end| end + 3);
    }
    let rest = text::start(rest, LONGEST_TAG);
    // A sign after a backslash is text before tags are looked for.
    let end = rest.match_indices('>').map(|(at, _)| at).find(|at| !rest[..*at].ends_with('\\'))?;
    let inner = &rest[1..end];
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
    };
    let is_address = inner.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme))
        || inner.starts_with("mailto:")
        || (inner.contains('@') && !inner.contains('='));
    if is_address && !inner.contains([' ', '<', '\n', '"']) {
        let scheme = if inner.contains(':') { "" } else { "mailto:" };
        let shown = inner.strip_prefix("mailto:").unwrap_or(inner);
        out.push_str(&format!("<a href=\"{scheme}{inner}\">{shown}</a>"));
        return Some(end + 1);
    }
    let first = inner.strip_prefix('/').unwrap_or(inner).chars().next()?;
    if !first.is_ascii_alphabetic() {
        return None;
    }
    // A `>` may stand in quotes.
    let mut quote = None;
    let close = rest.char_indices().find(|(_, c)| {
        match (quote, *c) {
            (None, '"' | '\'') => quote = Some(*c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        quote.is_none() && *c == '>'
    });
    let end = close.map_or(end, |(at, _)| at);
    out.push_str(&rest[..=end]);
    Some(end + 1)
}

/// The length of an attribute list.
pub(super) fn list(rest: &str) -> Option<usize> {
    let inner = text::start(rest.strip_prefix('{')?, LONGEST_TAG);
    let end = inner.find('}')?;
    let body = inner[..end].trim().trim_start_matches(':').trim();
    // Any word is an attribute.
    (!body.is_empty() && !body.starts_with('%') && !body.contains(['\n', '{'])).then_some(end + 2)
}

/// A shortcode that is drawn: an icon of Material's sets, or an emoji.
fn emoji(rest: &str, context: &Extensions) -> Option<usize> {
    let end = rest[1..].find(':').map(|end| end + 1)?;
    let name = &rest[1..end];
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '+'));
    let is_known = || crate::source::dialect::is_shortcode(name) || context.icons.contains(name);
    (is_name && is_known()).then_some(end + 1)
}

fn keys(rest: &str, out: &mut String) -> Option<usize> {
    let (keys, length) = crate::source::dialect::keys::read(rest)?;
    let key = |key: &String| format!("<kbd>{}</kbd>", escaped(key));
    out.push_str(&keys.iter().map(key).collect::<Vec<_>>().join("+"));
    Some(length)
}
