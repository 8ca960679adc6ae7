//! Addresses with spaces: `[a](b c.md)` is a link to MkDocs, and text to CommonMark, which wants `<b c.md>`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::lines::PageLines;
use super::{Note, SitePage};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;

/// What an address of mail starts with.
const MAILTO: &str = "<mailto:";

/// Puts angle brackets around the addresses that need them.
pub(super) fn with_spaces(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    for span in read.texts.iter().rev() {
        let text = &page.text[span.clone()];
        for (at, _) in text.match_indices("](").collect::<Vec<_>>().into_iter().rev() {
            let start = span.start + at;
            if !ends_text(&page.text[..start]) {
                continue;
            }
            let line = lines.line_of(start);
            if let Some((length, quoted)) = with_other_quotes(&text[at + 2..]) {
                let first = start + 2 - lines.start_of(line);
                let mut now = lines.get(line).to_owned();
                now.replace_range(first..first + length, &quoted);
                lines.set(line, &now);
                note(lines.origin(line), "titles with quotation marks", Fate::Converted, "");
                continue;
            }
            let Some(own) = address(&text[at + 2..]) else { continue };
            let first = start + 2 + own.start - lines.start_of(line);
            let last = first + own.len();
            let now = lines.get(line).to_owned();
            let (Some(before), Some(address), Some(behind)) =
                (now.get(..first), now.get(first..last), now.get(last..))
            else {
                continue;
            };
            lines.set(line, &format!("{before}<{address}>{behind}"));
            note(lines.origin(line), "addresses with spaces", Fate::Converted, "");
        }
    }
}

/// `<mailto:a@b.org>` shows the address alone to readers of MkDocs.
pub(super) fn of_mail(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let is_one = |link: &&Range<usize>| {
        let rest = page.text[link.start..link.end].strip_prefix(MAILTO);
        rest.and_then(|rest| rest.strip_suffix('>')).is_some_and(is_mail)
            && !read.in_code(link.start)
            && !lines.is_code(lines.line_of(link.start))
    };
    let found: Vec<usize> = read.whole_links.iter().filter(is_one).map(|link| link.start).collect();
    let changed: BTreeSet<usize> = found.iter().map(|at| lines.origin(lines.line_of(*at))).collect();
    lines.replace(found.into_iter().map(|at| (at..at + MAILTO.len(), "<".to_owned())));
    for line in changed {
        note(line, "addresses of mail", Fate::Converted, "");
    }
}

/// Whether CommonMark takes what stands between `<` and `>` for an address of mail.
fn is_mail(address: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let is_part = |part: &str| !part.is_empty() && part.chars().all(is_sign);
    address
        .split_once('@')
        .is_some_and(|(name, host)| is_part(name) && is_part(host) && !host.contains(['_', '+']))
}

/// What stands before the `)` of a link whose title holds its own quotation marks, with others around it.
fn with_other_quotes(rest: &str) -> Option<(usize, String)> {
    let end = rest.find([')', '\n']).filter(|end| rest[*end..].starts_with(')'))?;
    let (address, title) = rest[..end].split_once(" \"")?;
    let title = title.strip_suffix('"').filter(|title| title.contains('"') && !title.contains('\''))?;
    (!address.contains([' ', '"'])).then(|| (end, format!("{address} '{title}'")))
}

/// So many bytes may an address have, and the text of its link: what is longer is none.
const LONGEST: usize = 2000;

/// Whether the text of a link ends here: a bracket is open on the line.
fn ends_text(before: &str) -> bool {
    let mut depth = 0;
    for (at, sign) in before.bytes().enumerate().rev().take(LONGEST) {
        let is_escaped = || before[..at].bytes().rev().take_while(|sign| *sign == b'\\').count() % 2 == 1;
        match sign {
            b'\n' => return false,
            b']' if !is_escaped() => depth += 1,
            b'[' if !is_escaped() && depth == 0 => return true,
            b'[' if !is_escaped() => depth -= 1,
            _ => {}
        }
    }
    false
}

/// The address that stands before a `)`, if it has spaces within; a title may follow it.
fn address(rest: &str) -> Option<Range<usize>> {
    let mut depth = 0;
    let mut end = None;
    for (at, c) in rest.char_indices().take(LONGEST) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = Some(at);
                break;
            }
            ')' => depth -= 1,
            '<' | '>' | '\n' => return None,
            _ => {}
        }
    }
    let inner = without_title(&rest[..end?]);
    let own = inner.trim();
    let start = inner.len() - inner.trim_start().len();
    // A macro that nobody has expanded is no address.
    let is_one = own.contains(char::is_whitespace) && !own.contains("{{") && !own.contains("{%");
    is_one.then_some(start..start + own.len())
}

fn without_title(inner: &str) -> &str {
    let trimmed = inner.trim_end();
    let Some(quote) = trimmed.chars().last().filter(|c| matches!(c, '"' | '\'')) else { return inner };
    match trimmed[..trimmed.len() - 1].rfind(&format!(" {quote}")) {
        Some(at) => &inner[..at],
        None => inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_link_is_in_brackets() {
        for (text, is) in [
            ("x [a", true),
            ("[a [b] c", true),
            ("[a \\] b", true),
            ("x \\[a", false),
            ("[x](y) or z", false),
            ("[a\nb", false),
            ("a", false),
        ] {
            assert_eq!(ends_text(text), is, "{text}");
        }
    }

    #[test]
    fn addresses_with_spaces_stand_before_a_bracket() {
        let found = |text: &'static str| address(text).map(|own| &text[own]);
        for (text, is) in [
            ("b c.md)", Some("b c.md")),
            (" b (c) d.md \"T t\") x", Some("b (c) d.md")),
            ("b.md \"T t\")", None),
            ("b.md)", None),
            ("{{ b }}.md)", None),
            ("<b c.md>)", None),
            ("b c", None),
            (")", None),
        ] {
            assert_eq!(found(text), is, "{text}");
        }
    }
}
