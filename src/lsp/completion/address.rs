//! The address that is being written at a place: of a link, an image, a definition, an attribute of HTML, an include.

use crate::text::address::{parts, unbalanced};

/// What an address is that of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Link,
    Image,
    Include,
}

/// An address so far.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written<'t> {
    pub(super) form: Form,
    pub(super) text: &'t str,
    /// Whether it stands in `<...>`, where spaces are spaces.
    pub(super) is_enclosed: bool,
}

/// The address that ends a line so far.
pub(super) fn written(before: &str) -> Option<Written<'_>> {
    let found = include(before)
        .or_else(|| attribute(before))
        .or_else(|| definition(before))
        .or_else(|| inline(before))?;
    // Other sites have pages that nobody knows here.
    parts(found.text).is_some().then_some(found)
}

fn include(before: &str) -> Option<Written<'_>> {
    let inner = before[before.rfind("{{")? + 2..].trim_start_matches([' ', '\t']).strip_prefix('#')?;
    let (name, text) = inner.split_once([' ', '\t'])?;
    if !matches!(name, "include" | "rustdoc_include" | "playground" | "playpen") {
        return None;
    }
    let text = text.trim_start();
    let is_open = !text.contains([':', '}']) && !text.contains(char::is_whitespace);
    is_open.then_some(Written { form: Form::Include, text, is_enclosed: false })
}

/// `<a href="` and `<img src="`.
fn attribute(before: &str) -> Option<Written<'_>> {
    let tag = &before[before.rfind('<')? + 1..];
    let at = tag.find(['"', '\''])?;
    // The quotes before are closed.
    let at = tag[at..].match_indices(['"', '\'']).fold(None, |open: Option<(usize, &str)>, (next, quote)| {
        match open {
            Some((_, opening)) if opening == quote => None,
            Some(open) => Some(open),
            None => Some((at + next, quote)),
        }
    });
    let (at, _) = at?;
    let form = match tag[..at].trim_end().strip_suffix('=')?.trim_end().rsplit(char::is_whitespace).next()? {
        "href" => Form::Link,
        "src" => Form::Image,
        _ => return None,
    };
    Some(Written { form, text: &tag[at + 1..], is_enclosed: false })
}

/// `[label]: `.
fn definition(before: &str) -> Option<Written<'_>> {
    let label =
        before.trim_start_matches([' ', '\t', '>']).strip_prefix('[').filter(|it| !it.starts_with('^'))?;
    let (_, text) = label.split_once("]:")?;
    enclosed(text.trim_start()).filter(|found| found.is_enclosed || !found.text.contains(char::is_whitespace))
}

/// `](`.
fn inline(before: &str) -> Option<Written<'_>> {
    let at = before.rfind("](")?;
    let found = enclosed(&before[at + 2..])?;
    let is_over = !found.is_enclosed && unbalanced(found.text) == Some(')');
    let has_title = [" \"", " '", " ("].iter().any(|opening| found.text.contains(opening));
    let form = if is_image(&before[..at]) { Form::Image } else { Form::Link };
    (!is_over && !has_title).then_some(Written { form, ..found })
}

fn enclosed(text: &str) -> Option<Written<'_>> {
    let (text, is_enclosed) = text.strip_prefix('<').map_or((text, false), |text| (text, true));
    (!is_enclosed || !text.contains('>')).then_some(Written { form: Form::Link, text, is_enclosed })
}

/// Whether the bracket that the text leaves open is one of an image.
fn is_image(text: &str) -> bool {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return text[..at].ends_with('!'),
            '[' => depth -= 1,
            _ => {}
        }
    }
    false
}
