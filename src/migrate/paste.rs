//! Snippets in text are put in their place before all else, so that what is in them is read like the rest of the page.

use super::differences::fences;
use super::ledger::{Fate, Ledger};
use super::made::{Made, indented};
use super::site::Site;
use super::snippets::{Snippets, inline, is_marker, mark_of_part};
use super::tree::SitePage;

/// What is said of a snippet that MkDocs does not read.
const UNREAD: (&str, &str) = (
    "snippets before a space",
    "pasted; MkDocs shows its signs, because a space stands at the end of the line",
);

/// Puts the snippets of a page in their place, and after it what follows every page.
pub(super) fn paste(site: &Site, snippets: &Snippets<'_>, page: &mut SitePage, ledger: &mut Ledger) {
    let file = site.file_of(&page.source);
    let mut made = Made::default();
    if page.text.contains("8<-") {
        put(snippets, page, &mut made, &mut |line, what, how| {
            ledger.add(&file, line, what, Fate::Converted, how);
        });
    } else {
        made.copy_of(page);
    }
    let last = page.origin.last().copied().unwrap_or_else(|| page.text.lines().count());
    for text in snippets.appended_texts() {
        made.put(&format!("\n{text}\n"), last);
        ledger.add(&file, last, "snippets after every page", Fate::Converted, "pasted");
    }
    made.give(page);
}

fn put(snippets: &Snippets<'_>, page: &SitePage, made: &mut Made, note: &mut dyn FnMut(usize, &str, &str)) {
    let lines: Vec<&str> = page.text.split_inclusive('\n').collect();
    let head = page.text[..page.body()].lines().count();
    let of_text = page.text.lines().enumerate().map(|(at, line)| if at < head { "" } else { line });
    let code = fences::find(of_text, true);
    let is_code = |at: usize| {
        let next = code.partition_point(|fence| fence.last < at);
        code.get(next).is_some_and(|fence| fence.first <= at)
    };
    let mut is_first = true;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let number = page.origin.get(at).copied().unwrap_or(at + 1);
        let is_text = at >= head && !is_code(at);
        let (names, length) = if is_text { named(&lines[at..]) } else { (Vec::new(), 1) };
        if let Some((sign, is_text)) = mark_of_part(line).filter(|_| at >= head) {
            // MkDocs takes the line away in code, too.
            if is_text {
                made.copy(&format!("{}{}", &line[..sign - 1], &line[sign..]), number);
            }
            note(number, "snippets", "a mark of a part, which MkDocs does not show");
            is_first &= line.trim().is_empty();
            at += 1;
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let found = Some(names).filter(|names| !names.is_empty());
        if let Some((text, is_part)) = found.and_then(|names| snippets.texts(&names, indent)) {
            let meta = if is_first && !is_part { snippets.meta(&text) } else { 0 };
            made.put(&format!("{indent}{}\n", indented(&text[meta..], indent)), number);
            let is_read = !line.trim_end_matches(['\r', '\n']).ends_with([' ', '\t']);
            let (what, how) = if is_read { ("snippets", "pasted") } else { UNREAD };
            note(number, what, how);
        } else {
            made.copy(&lines[at..at + length].concat(), number);
        }
        is_first &= at < head || line.trim().is_empty();
        at += length;
    }
}

/// The snippets that the first of some lines names, and how many lines that takes: one, or those between two marks.
fn named<'t>(lines: &[&'t str]) -> (Vec<&'t str>, usize) {
    let first = lines[0].trim();
    if !is_marker(first) {
        return (inline(first).into_iter().collect(), 1);
    }
    let rest = lines[1..].iter().map(|line| line.trim());
    let names: Vec<&str> = rest.take_while(|line| !is_marker(line)).collect();
    let length = (names.len() + 2).min(lines.len());
    (names.into_iter().filter(|name| !name.is_empty() && !name.starts_with(';')).collect(), length)
}
