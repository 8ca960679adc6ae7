//! Two sides of a page compared.

use std::collections::BTreeSet;
use std::ops::Range;

use super::shown::{Item, Kind, Shown, loose};
use crate::text::changes::changes;

/// Something that differs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The author's line.
    pub(super) line: usize,
    pub(super) what: &'static str,
    pub(super) note: String,
}

/// How many lines from a difference a note of the ledger may stand that explains it.
const NEAR: usize = 2;

/// How much of a text a note shows.
const SHOWN: usize = 80;

/// The lines that a ledger explains, for each kind of things.
pub(super) type Explained = [BTreeSet<usize>; Kind::ALL.len()];

/// What differs between the site and the book, except near lines that the ledger explained.
pub(super) fn faults(site: &Shown, book: &Shown, explained: &Explained) -> Vec<Fault> {
    let word_lines: BTreeSet<usize> = site[Kind::Words].iter().map(|word| word.line).collect();
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let explained = &explained[kind as usize];
        // Words have each other for neighbours.
        let near = Some(&word_lines).filter(|_| !matches!(kind, Kind::Words));
        let differences = differences(kind.name(), &site[kind], &book[kind], near);
        found.extend(differences.into_iter().filter(|(lines, _)| {
            let (first, last) = (lines.start.saturating_sub(NEAR), lines.end + NEAR);
            explained.range(first..=last).next().is_none()
        }));
    }
    found.into_iter().map(|(_, fault)| fault).collect()
}

/// Every difference, with the lines that it covers. They end at the nearest of the `word_lines`, if there are any.
fn differences(
    what: &'static str,
    site: &[Item],
    book: &[Item],
    word_lines: Option<&BTreeSet<usize>>,
) -> Vec<(Range<usize>, Fault)> {
    let mut found = Vec::new();
    for (old, new) in changes(&texts(site), &texts(book)) {
        let is_same = |(site, book): (&Item, &Item)| {
            book.loose
                .as_ref()
                .is_some_and(|text| site.loose.as_ref() == Some(text) || *text == loose(&site.text))
        };
        if old.len() == new.len() && site[old.clone()].iter().zip(&book[new.clone()]).all(is_same) {
            continue;
        }
        let line = |at: usize| site.get(at).or(site.last()).map_or(0, |item| item.line);
        // From what is before to what follows; at the ends of a page that is any line.
        let before = if old.start == 0 { 0 } else { line(old.start - 1) };
        let last = |at: usize| site.get(at).map_or(0, |item| item.last);
        let after =
            if old.end >= site.len() { usize::MAX - NEAR } else { last(old.end).max(last(old.start)) };
        let is_of_note = book[new.clone()].iter().any(|item| item.is_note);
        let lines = match old.is_empty() && is_of_note {
            true => 0..usize::MAX - NEAR,
            false => before.min(line(old.start))..after.max(before),
        };
        let own = line(old.start)..last(old.end.saturating_sub(1)).max(line(old.start));
        let lines = match word_lines.filter(|_| !old.is_empty() && own.start > 0) {
            Some(near) => within(&lines, &own, near),
            None => lines,
        };
        let note = match (old.is_empty(), new.is_empty()) {
            (false, true) => format!("the book lacks {}", quoted(&site[old.clone()])),
            (true, _) => format!("the book adds {}", quoted(&book[new])),
            _ => format!("{} is {} in the book", quoted(&site[old.clone()]), quoted(&book[new])),
        };
        found.push((lines, Fault { line: line(old.start), what, note }));
    }
    found
}

/// The part of `lines` between those of the `near`est words around what differs.
fn within(lines: &Range<usize>, own: &Range<usize>, near: &BTreeSet<usize>) -> Range<usize> {
    let before = near.range(..own.start).next_back().copied().unwrap_or_default();
    let after = near.range(own.end + 1..).next().copied().unwrap_or(lines.end);
    lines.start.max(before)..lines.end.min(after)
}

fn texts(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.text.as_str()).collect()
}

fn quoted(items: &[Item]) -> String {
    let text = texts(items).join(" ").replace('\n', " ").replace('`', "'");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("`{}...`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// The built site does not say which line a word is of; the model does, for those that both have.
pub(super) fn with_lines(mut built: Shown, model: &Shown) -> Shown {
    for kind in Kind::ALL {
        give(&mut built[kind], &model[kind]);
    }
    built
}

fn give(items: &mut [Item], model: &[Item]) {
    let end = (items.len()..items.len(), model.len()..model.len());
    let changed = changes(&texts(items), &texts(model)).into_iter().chain([end]);
    let (mut at, mut theirs) = (0, 0);
    for (old, new) in changed {
        // What is equal, and what is in the place of something else: one by one.
        let parts = [(at, old.start, theirs, new.start), (old.start, old.end, new.start, new.end)];
        for (from, to, mut same, end) in parts {
            for item in &mut items[from..to] {
                let of = model.get(same).or(model.last()).map_or((0, 0), |of| (of.line, of.last));
                // What the model has not got is anywhere between what is around it.
                let is_between = same >= end && end > 0;
                let before = model.get(end.wrapping_sub(1)).filter(|_| is_between);
                let first = before.map_or(of.0, |before| before.line);
                let last = if is_between && end == model.len() { usize::MAX - NEAR } else { of.1 };
                (item.line, item.last) = (first, last.max(first));
                same += 1;
            }
        }
        (at, theirs) = (old.end, new.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::audit::shown::read;

    #[test]
    fn differences_are_found_and_explained() {
        let site = read("<!--L1--><p>a b</p><!--L5--><p>c d</p><!--L9--><pre>x</pre>");
        let book = read("<p>a b</p><p>c e</p><pre>x\n y</pre>");
        let faults = |site: &Shown, book: &Shown, explained: &BTreeSet<usize>| {
            faults(site, book, &std::array::from_fn(|_| explained.clone()))
        };
        let found = faults(&site, &book, &BTreeSet::new());
        let notes: Vec<(usize, &str)> = found.iter().map(|fault| (fault.line, fault.note.as_str())).collect();
        assert_eq!(notes, [(5, "`d` is `e` in the book"), (9, "`x` is `x  y` in the book")]);
        assert_eq!(faults(&site, &book, &BTreeSet::from([3, 11])), []);
        assert_eq!(faults(&site, &site, &BTreeSet::new()), []);
        // A picture without another has words around it.
        let site =
            read("<!--L1--><p>a</p><!--L9--><p><img src=x.png></p><!--L11--><p>b</p><!--L30--><p>c</p>");
        let book = read("<p>a</p><p></p><p>b</p><p>c</p>");
        assert_eq!(faults(&site, &book, &BTreeSet::from([30])).len(), 1);
        assert_eq!(faults(&site, &book, &BTreeSet::from([9])), []);
        // A footnote is shown at the end, and its lines may be anywhere.
        let body = "<!--L1--><p>a</p><!--L20--><p>b</p>";
        let site = read(body);
        let book = read(&format!("{body}<div class=\"footnote-definition\">c</div>"));
        assert_eq!(faults(&site, &book, &BTreeSet::from([9])), []);
        assert_eq!(faults(&site, &book, &BTreeSet::new()).len(), 1);
    }
}
