//! Signs that start a container or a block of code.

use super::Raw;

/// The bytes of a marker of a quote, an item, a footnote or a definition.
pub(super) fn marker(rest: &str) -> Option<usize> {
    if rest.starts_with('>') {
        return Some(1);
    }
    let apart = |at: usize| rest[at..].is_empty() || rest[at..].starts_with([' ', '\t']);
    if rest.starts_with(['-', '+', '*']) {
        return (apart(1) && !is_rule(rest)).then_some(1);
    }
    if rest.starts_with(": ") || rest.starts_with(":\t") {
        return Some(1);
    }
    if let Some(label) = rest.strip_prefix("[^") {
        let end = label.find("]:")?;
        let valid = end > 0 && !label[..end].contains([' ', '\t', '[', ']', '^']);
        return valid.then_some(end + 4);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits) && rest[digits..].starts_with(['.', ')']);
    (is_number && apart(digits + 1)).then_some(digits + 1)
}

/// `***`, `- - -`
fn is_rule(rest: &str) -> bool {
    let mut signs = rest.chars().filter(|c| !matches!(c, ' ' | '\t'));
    let Some(first) = signs.next() else { return false };
    let mut count = 1;
    signs.all(|c| {
        count += 1;
        c == first
    }) && count >= 3
}

pub(super) fn fence(rest: &str) -> Option<Raw> {
    let sign = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = rest.chars().take_while(|c| *c == sign).count();
    let info = &rest[length..];
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some(Raw::Fence { sign, length })
}
