//! Boxes of the extension `callouts`: a paragraph, or a quote, that starts with `NOTE: `. They become admonitions.

use super::lines::{Changes, PageLines, indent};
use super::lists::Marker;
use crate::source::dialect::opens_container;

/// Columns of the inside of an admonition.
const INSIDE: &str = "    ";

/// How deep they may stand in each other.
const DEEPEST: usize = 10;

/// Rewrites them; which of the author's lines they start on.
pub(super) fn settle(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = settle_level(lines, false);
    // In a box, a quote may be another one, and a paragraph is none.
    for _ in 1..DEEPEST {
        let inner = settle_level(lines, true);
        if inner.is_empty() {
            break;
        }
        changed.extend(inner);
    }
    changed
}

fn settle_level(lines: &mut PageLines, are_quotes: bool) -> Vec<usize> {
    let mut changed = Vec::new();
    let mut changes = Changes::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines.get(at);
        let lead = &line[..lead(line)];
        let is_quote = line[lead.len()..].starts_with('>');
        let found = callout(lines, at).filter(|_| is_quote || !are_quotes);
        let Some((kind, text, mark)) = found else {
            at += 1;
            continue;
        };
        let pad = " ".repeat(lead.len());
        let (title, text) = titled(text);
        let title = title.map(|title| format!(" \"{}\"", title.replace('"', "'"))).unwrap_or_default();
        let mut now = vec![format!("{lead}{mark} {}{title}", kind.to_lowercase())];
        if !follows_blank(lines, at) && lead == pad {
            now.insert(0, String::new());
        }
        if !text.is_empty() {
            now.push(format!("{pad}{INSIDE}{text}"));
        }
        changes.insert(at, now);
        changed.push(lines.origin(at));
        at += 1;
        let in_item = lead != pad;
        let is_item = |line: &str| Marker::of(line).is_some() && indent(line) < pad.len();
        // Code goes on after its blank lines.
        while at < lines.len()
            && !(in_item && is_item(lines.get(at)))
            && (lines.is_code(at) || !lines.get(at).trim().is_empty())
        {
            let own = &lines.get(at)[pad.len().min(indent(lines.get(at)))..];
            let own = if is_quote { own.strip_prefix('>').unwrap_or(own) } else { own };
            let own = own.strip_prefix(' ').filter(|_| is_quote).unwrap_or(own);
            let inside = if own.is_empty() { String::new() } else { format!("{pad}{INSIDE}{own}") };
            changes.insert(at, vec![inside]);
            at += 1;
        }
    }
    lines.change(changes);
    changed
}

fn follows_blank(lines: &PageLines, at: usize) -> bool {
    at == 0 || lines.get(at - 1).trim().is_empty()
}

/// What is before the text of a line: spaces, and the sign of an item.
fn lead(line: &str) -> usize {
    Marker::of(line).map_or(indent(line), |marker| marker.inside())
}

/// Whether a box may start on a line: with a paragraph, or an item, below a heading, or on any line of a quote.
fn may_start(lines: &PageLines, at: usize) -> bool {
    if lines.is_code(at) {
        return false;
    }
    if follows_blank(lines, at) {
        return true;
    }
    let (above, line) = (lines.get(at - 1), lines.get(at));
    let is_first = opens_container(above.trim_start()) && indent(line) == indent(above) + INSIDE.len();
    let is_below_heading = above.starts_with('#') && !lines.is_code(at - 1);
    let is_quote = line.trim_start().starts_with('>');
    lead(line) > indent(line)
        || is_below_heading
        || is_quote && (is_first || indent(line) < indent(above) + INSIDE.len())
}

/// The box that starts on a line: its kind, its text on that line, and the signs of an admonition.
fn callout(lines: &PageLines, at: usize) -> Option<(&str, &str, &'static str)> {
    let line = lines.get(at);
    let rest = &line[lead(line)..];
    let (rest, mark) = match rest.strip_prefix('>') {
        Some(rest) if rest.starts_with('!') => (rest[1..].trim_start_matches(' '), "???+"),
        Some(rest) if rest.starts_with('?') => (rest[1..].trim_start_matches(' '), "???"),
        Some(rest) => (rest.strip_prefix(' ').unwrap_or(rest), "!!!"),
        None => (rest, "!!!"),
    };
    let (kind, text) = rest.split_once(':')?;
    let is_kind = kind.len() >= 2 && kind.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_text = text.is_empty() || text.starts_with(' ');
    (is_kind && is_text && may_start(lines, at)).then(|| (kind, text.trim(), mark))
}

/// A title in strong emphasis at the start of a text, and what follows it.
fn titled(text: &str) -> (Option<&str>, &str) {
    let found = text.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    match found.filter(|(title, _)| !title.trim().is_empty()) {
        Some((title, rest)) => (Some(title.trim().trim_end_matches('.')), rest.trim_start()),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callouts_are_admonitions() {
        for (text, now) in [
            ("NOTE: One\ntwo\n\nthree\n", "!!! note\n    One\n    two\n\nthree\n"),
            ("WARNING: **Take *care*.**\ntwo\n", "!!! warning \"Take *care*\"\n    two\n"),
            ("> TIP: one\n>\n> - two\n", "!!! tip\n    one\n\n    - two\n"),
            (">? NEW: one\n", "??? new\n    one\n"),
            ("- a\n\n    NOTE: b\n    c\n", "- a\n\n    !!! note\n        b\n        c\n"),
            ("a\nNOTE: b\n", "a\nNOTE: b\n"),
            ("a\n> NOTE: b\nc\n", "a\n\n!!! note\n    b\n    c\n"),
            ("> a\n> NOTE: b\n> TIP: c\n", "> a\n\n!!! note\n    b\n    TIP: c\n"),
            ("a\n    > NOTE: b\n", "a\n    > NOTE: b\n"),
            ("# a\nNOTE: b\n", "# a\n\n!!! note\n    b\n"),
            ("NOTE: a\n> TIP: b\nc\n", "!!! note\n    a\n\n    !!! tip\n        b\n        c\n"),
            ("> NOTE: a\n>\n> TIP: b\n", "!!! note\n    a\n\n    TIP: b\n"),
            ("> NOTE: a\n> > TIP: b\n", "!!! note\n    a\n\n    !!! tip\n        b\n"),
            ("!!! note\n    > TIP: b\n", "!!! note\n\n    !!! tip\n        b\n"),
            ("1. NOTE: a\n   b\n- > TIP: c\n", "1. !!! note\n       a\n       b\n- !!! tip\n      c\n"),
            ("Note: b\nN: c\n", "Note: b\nN: c\n"),
            ("HTTP:x\n", "HTTP:x\n"),
        ] {
            let mut lines = PageLines::of(text, &[]);
            settle(&mut lines);
            assert_eq!(lines.into_parts().0, now, "{text}");
        }
    }
}
