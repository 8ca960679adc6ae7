//! Fences about which both disagree: those that MkDocs leaves as text, and those that CommonMark ends too early.

use super::Note;
use super::fences::{self, Fence};
use super::lines::{PageLines, prefix_length};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;
use crate::migrate::tree::SitePage;

/// Settles the first fence about which both disagree.
pub(super) fn settle_fence(
    lines: &mut PageLines,
    page: &SitePage,
    read: &Read,
    has_superfences: bool,
    note: &mut Note<'_>,
) {
    if read.fences.is_empty() {
        return;
    }
    let theirs = fences::of_page(lines, read, has_superfences);
    for (span, _) in &read.fences {
        let own = Fence {
            first: lines.line_of(span.start),
            last: lines.line_of(span.start + page.text[span.clone()].trim_end().len()),
        };
        // Theirs follow each other.
        let next = theirs.partition_point(|fence| fence.first < own.first);
        if let Some(fence) = theirs.get(next).filter(|fence| fence.first == own.first) {
            if own.last < fence.last && lengthen(lines, *fence) {
                return;
            }
            continue;
        }
        let before = next.checked_sub(1).and_then(|before| theirs.get(before));
        if before.is_some_and(|fence| own.first <= fence.last) {
            continue;
        }
        let holds_another = theirs.get(next).is_some_and(|fence| fence.first < own.last);
        if !holds_another && is_closed(lines, own) {
            continue;
        }
        let line = lines.get(own.first).to_owned();
        let Some(escaped) = escaped(&line) else { continue };
        let text = "MkDocs shows this block as text, and so does the book";
        note(lines.origin(own.first), "fences without an end", Fate::Broken, text);
        lines.set(own.first, &escaped);
        return;
    }
}

/// A fence of backticks whose first line holds another is none to CommonMark: it gets tildes.
pub(super) fn with_tildes(lines: &mut PageLines, read: &Read, has_superfences: bool, note: &mut Note<'_>) {
    for fence in fences::of_page(lines, read, has_superfences) {
        let first = &lines.get(fence.first)[prefix_length(lines.get(fence.first))..];
        let info = first.trim_start_matches('`');
        if info.len() == first.len() || !info.contains('`') {
            continue;
        }
        let longest = (fence.first + 1..fence.last)
            .map(|at| lines.get(at).trim_start_matches(['>', ' ', '\t']))
            .map(|line| line.len() - line.trim_start_matches('~').len())
            .max();
        let signs = "~".repeat(longest.unwrap_or_default().max(2) + 1);
        for at in [fence.first, fence.last] {
            let line = lines.get(at);
            let (prefix, rest) = line.split_at(prefix_length(line));
            let now = format!("{prefix}{signs}{}", rest.trim_start_matches('`'));
            lines.set(at, &now);
        }
        note(lines.origin(fence.first), "backticks in the first line of code", Fate::Converted, "");
    }
}

/// Code that has its end, and whose first line makes it none to MkDocs: its author meant it.
pub(super) fn unread_fences(lines: &PageLines, read: &Read, has_superfences: bool, note: &mut Note<'_>) {
    if read.fences.is_empty() {
        return;
    }
    let theirs = fences::find(lines.iter(), has_superfences);
    let in_nothing = in_nothing(lines);
    for (span, _) in &read.fences {
        let first = lines.line_of(span.start);
        let next = theirs.partition_point(|fence| fence.last < first);
        if theirs.get(next).is_none_or(|fence| fence.first > first) || in_nothing[first] {
            let text =
                "code in the book; MkDocs shows its signs as text, because of its first line or its indent";
            note(lines.origin(first), "fences that MkDocs does not read", Fate::Converted, text);
        }
    }
}

/// For each line, whether it is indented by four columns or more below a text that stands in no container: to MkDocs that
/// is code by indent, signs included, where CommonMark takes three columns for the inside of an item.
fn in_nothing(lines: &PageLines) -> Vec<bool> {
    // The paragraph that goes on, and whether the last text was in a container; where that text ended.
    let mut paragraph: Option<(usize, bool)> = None;
    let mut text: Option<(usize, bool)> = None;
    let step = |(at, line): (usize, &str)| {
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        let found = indent >= 4 && text.is_some_and(|(end, is_outside)| is_outside && end + 1 < at);
        paragraph = match (rest.trim().is_empty(), paragraph) {
            (true, _) => None,
            (false, paragraph) => {
                let (first, is_container) = paragraph.unwrap_or((indent, false));
                Some((first, is_container || opens(line)))
            }
        };
        if let Some((first, is_container)) = paragraph.filter(|_| indent < 4) {
            text = Some((at, first > 0 && !is_container));
        }
        found
    };
    lines.iter().enumerate().map(step).collect()
}

/// Whether a line starts something that holds what is indented below it.
fn opens(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '+', '!', '?', '=', ':', '[', '>', '|'])
        || (digits.len() < line.len() && digits.starts_with('.'))
}

/// Whether the last line of a block of code is a fence like the first, and no line of the code that looks like one.
fn is_closed(lines: &PageLines, fence: Fence) -> bool {
    let bare = |at: usize| {
        let line = lines.get(at);
        let sign = line.find(['`', '~']).unwrap_or(line.len());
        (sign, line[sign..].trim().to_owned())
    };
    let ((column, first), (last_column, last)) = (bare(fence.first), bare(fence.last));
    if last_column >= column + 4 {
        return false;
    }
    let sign = first.chars().next().unwrap_or(' ');
    let length = first.chars().take_while(|c| *c == sign).count();
    fence.last > fence.first && last.len() >= length && last.chars().all(|c| c == sign)
}

/// The line with backslashes before the signs of its fence.
fn escaped(line: &str) -> Option<String> {
    let at = line.find("```").or_else(|| line.find("~~~"))?;
    let sign = line[at..].chars().next()?;
    let length = line[at..].chars().take_while(|c| *c == sign).count();
    let signs: String = std::iter::repeat_n(format!("\\{sign}"), length).collect();
    Some(format!("{}{signs}{}", &line[..at], &line[at + length..]))
}

/// Makes a fence longer than all runs of its sign in the code; whether it was not.
fn lengthen(lines: &mut PageLines, fence: Fence) -> bool {
    let first = lines.get(fence.first).to_owned();
    let Some(at) = first.find(['`', '~']) else { return false };
    let sign = if first[at..].starts_with('`') { '`' } else { '~' };
    let run = |line: &str| line[prefix_length(line)..].chars().take_while(|c| *c == sign).count();
    let own = run(&first);
    let longest = (fence.first + 1..fence.last).map(|at| run(lines.get(at))).max().unwrap_or_default();
    if longest < own {
        return false;
    }
    let more: String = std::iter::repeat_n(sign, longest + 1 - own).collect();
    for at in [fence.first, fence.last] {
        let line = lines.get(at).to_owned();
        let start = prefix_length(&line);
        lines.set(at, &format!("{}{more}{}", &line[..start], &line[start..]));
    }
    true
}
