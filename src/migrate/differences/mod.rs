//! What Python-Markdown reads in another way than CommonMark does, written so that CommonMark reads the same: before all
//! else, page by page, until both agree. What stays different is noted.
//!
//! ```text
//!  fences     of the one that are none of the other    ─▶ backslashes, or longer fences
//!  raw_html   that goes on behind a blank line         ─▶ without blank lines
//!  rules      that underline a paragraph of more lines ─▶ a blank line before
//!  headings   without a space                          ─▶ with one
//!  code       by indent, in lists                      ─▶ without the columns of the list
//! ```

pub(super) mod fences;
mod lines;
mod lists;
pub(super) mod raw_html;
mod references;

use std::ops::Range;

use super::ledger::{Fate, Ledger};
use super::read::Read;
use super::site::Site;
use super::tree::SitePage;
use fences::Fence;
use lines::{PageLines, prefix_length};

/// How often a page is read anew: each time one of its fences is settled.
const ROUNDS: usize = 40;

/// Parses a page: its path in mdBook, and its text.
pub(super) type Parse<'a> = dyn Fn(&str, &str) -> Option<Read> + 'a;

/// What a site's Markdown is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// Whether fences may stand in other blocks.
    has_superfences: bool,
}

impl Rules {
    /// As the extensions of a site say.
    pub(super) fn of(site: &Site) -> Self {
        let has = |name: &str| site.extension(name).is_some();
        Self { has_superfences: has("pymdownx.superfences") || has("pymdownx.extra") }
    }
}

/// Rewrites a page that was parsed as `read`; the parse of what it is now, where it has changed.
pub(super) fn settle(
    page: &mut SitePage,
    read: &Read,
    file: &str,
    rules: Rules,
    parse: &Parse<'_>,
    ledger: &mut Ledger,
) -> Option<Read> {
    let mut note = |line: usize, what: &str, fate, text: &str| ledger.add(file, line, what, fate, text);
    let mut now: Option<Read> = None;
    for _ in 0..ROUNDS {
        let read = now.as_ref().unwrap_or(read);
        let mut lines = PageLines::of(&page.text, &page.origin);
        if !settle_fence(&mut lines, page, read, rules, &mut note) {
            break;
        }
        now = Some(apply(page, lines, parse)?);
    }
    let steps: [&Step; 3] = [&raw_html_whole, &inside_and_names, &others];
    for step in steps {
        let read = now.as_ref().unwrap_or(read);
        let mut lines = PageLines::of(&page.text, &page.origin);
        step(&mut lines, page, read, &mut note);
        if lines.is_changed {
            now = Some(apply(page, lines, parse)?);
        }
    }
    let read = now.as_ref().unwrap_or(read);
    unread_fences(page, read, rules, &mut note);
    lists_after_paragraphs(page, read, &mut note);
    now
}

type Note<'a> = dyn FnMut(usize, &str, Fate, &str) + 'a;
type Step = dyn Fn(&mut PageLines, &SitePage, &Read, &mut Note<'_>);

fn apply(page: &mut SitePage, lines: PageLines, parse: &Parse<'_>) -> Option<Read> {
    let (text, origin) = lines.into_parts();
    let written = std::mem::replace(&mut page.text, text);
    page.written.get_or_insert(written);
    page.origin = origin;
    parse(&page.chapter, &page.text)
}

/// The number of the line that a byte is in.
fn line_of(text: &str, byte: usize) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..byte.min(text.len())]).count()
}

/// Settles the first fence about which both disagree; whether there was one.
fn settle_fence(
    lines: &mut PageLines,
    page: &SitePage,
    read: &Read,
    rules: Rules,
    note: &mut Note<'_>,
) -> bool {
    if read.fences.is_empty() {
        return false;
    }
    let body = line_of(&page.text, read.front_matter);
    let shown: Vec<&str> =
        lines.iter().enumerate().map(|(at, line)| if at < body { "" } else { line }).collect();
    let theirs = fences::find(shown.iter().copied(), rules.has_superfences);
    for (span, _) in &read.fences {
        let own = Fence {
            first: line_of(&page.text, span.start),
            last: line_of(&page.text, span.start + page.text[span.clone()].trim_end().len()),
        };
        if let Some(fence) = theirs.iter().find(|fence| fence.first == own.first) {
            if own.last < fence.last && lengthen(lines, *fence) {
                return true;
            }
            continue;
        }
        let is_inside = |fence: &&Fence| fence.first < own.first && own.first <= fence.last;
        if theirs.iter().any(|fence| is_inside(&fence)) {
            continue;
        }
        let holds_another = theirs.iter().any(|fence| own.first < fence.first && fence.first < own.last);
        if !holds_another && is_closed(lines, own) {
            continue;
        }
        let line = lines.get(own.first).to_owned();
        let Some(escaped) = escaped(&line) else { continue };
        note(lines.origin(own.first), "fences without an end", Fate::Broken, "text, as MkDocs shows it");
        lines.set(own.first, &escaped);
        return true;
    }
    false
}

/// Code that has its end, and whose first line makes it none to MkDocs: its author meant it.
fn unread_fences(page: &SitePage, read: &Read, rules: Rules, note: &mut Note<'_>) {
    if read.fences.is_empty() {
        return;
    }
    let lines = PageLines::of(&page.text, &page.origin);
    let theirs = fences::find(lines.iter(), rules.has_superfences);
    for (span, _) in &read.fences {
        let first = line_of(&page.text, span.start);
        if !theirs.iter().any(|fence| (fence.first..=fence.last).contains(&first)) {
            let text =
                "code in the book; MkDocs shows it as text, since its first line is none of a block of code";
            note(lines.origin(first), "fences that MkDocs does not read", Fate::Converted, text);
        }
    }
}

/// Whether the last line of a block of code is a fence like the first.
fn is_closed(lines: &PageLines, fence: Fence) -> bool {
    let bare = |at: usize| {
        let line = lines.get(at);
        let sign = line.find(['`', '~']).unwrap_or(line.len());
        line[sign..].trim().to_owned()
    };
    let (first, last) = (bare(fence.first), bare(fence.last));
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

/// Raw HTML stays whole: blank lines in it go, and a blank line ends it.
fn raw_html_whole(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    if !page.text.contains('<') {
        return;
    }
    let body = read.front_matter.min(page.text.len());
    let fences: Vec<Range<usize>> = read.fences.iter().map(|(span, _)| span.clone()).collect();
    let mut code: Vec<Range<usize>> = fences.iter().cloned().chain(read.indented.iter().cloned()).collect();
    code.push(0..body);
    code.sort_by_key(|span| span.start);
    let blocks = raw_html::blocks(&page.text, &code);
    for block in blocks.iter().rev() {
        let first = line_of(&page.text, block.span.start);
        let has_fence = fences.iter().any(|fence| block.span.contains(&fence.start));
        if !block.is_closed {
            let text =
                format!("`<{}>` has no end tag: MkDocs shows all that follows as raw HTML", block.name);
            note(lines.origin(first), "elements without an end", Fate::Broken, &text);
            continue;
        }
        if block.is_read || has_fence {
            continue;
        }
        let last = line_of(&page.text, block.span.end);
        let behind = &page.text[block.span.end..];
        let ends_line = behind.lines().next().is_none_or(|rest| rest.trim().is_empty());
        if ends_line && last + 1 < lines.len() && !lines.get(last + 1).trim().is_empty() {
            lines.insert(last + 1, "");
        }
        // These go on to their end tag in CommonMark, too.
        if matches!(block.name.as_str(), "pre" | "script" | "style" | "textarea") {
            continue;
        }
        without_blank_lines(lines, page, block, first..last, note);
    }
}

fn without_blank_lines(
    lines: &mut PageLines,
    page: &SitePage,
    block: &raw_html::Block,
    span: Range<usize>,
    note: &mut Note<'_>,
) {
    let mut removed = None;
    for at in span.rev() {
        if !lines.get(at).trim().is_empty() {
            continue;
        }
        let start: usize = page.text.split_inclusive('\n').take(at).map(str::len).sum();
        removed = Some(lines.origin(at));
        if block.kept.iter().any(|kept| kept.contains(&start)) {
            // An empty line that is none to CommonMark.
            lines.set(at, "<!-- -->");
        } else {
            lines.remove(at);
        }
    }
    if let Some(line) = removed {
        note(line, "blank lines in raw HTML", Fate::Converted, "");
    }
}

/// What stands in items and definitions, and what references and footnotes name.
fn inside_and_names(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let mut code: Vec<Range<usize>> = read
        .fences
        .iter()
        .map(|(span, _)| line_of(&page.text, span.start)..line_of(&page.text, span.end.saturating_sub(1)) + 1)
        .collect();
    code.push(0..line_of(&page.text, read.front_matter));
    let bytes: Vec<Range<usize>> = read.fences.iter().map(|(span, _)| span.clone()).collect();
    for block in raw_html::blocks(&page.text, &bytes).iter().filter(|block| block.is_closed && !block.is_read)
    {
        code.push(line_of(&page.text, block.span.start)..line_of(&page.text, block.span.end) + 1);
    }
    let is_code = |at: usize| code.iter().any(|lines| lines.contains(&at));
    // Each keeps the number of lines, but the last two.
    let steps: [(&str, Settle); 8] = [
        ("items", lists::settle),
        ("terms of definitions", lists::comments_as_terms),
        ("references defined twice", references::last_ones),
        ("references in titles", references::in_titles),
        ("references apart from their text", references::joined),
        ("comments before text", raw_html::comments_last),
        ("tags on a line of their own", raw_html::tags_with_text),
        ("footnotes", references::footnotes),
    ];
    for (what, step) in steps {
        for at in step(lines, &is_code) {
            note(lines.origin(at), what, Fate::Converted, "");
        }
    }
}

/// Changes lines, and says which.
type Settle = fn(&mut PageLines, &dyn Fn(usize) -> bool) -> Vec<usize>;

/// Rules, headings and code in lists.
fn others(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    code_in_lists(lines, page, read, note);
    headings(lines, page, read, note);
    rules(lines, page, read, note);
}

/// Code by indent in lists stands behind four columns for each list.
fn code_in_lists(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    for (span, more) in &read.code_in_lists {
        let first = line_of(&page.text, span.start);
        let last = line_of(&page.text, span.start + page.text[span.clone()].trim_end().len());
        let indent = |at: usize| lines.get(at).len() - lines.get(at).trim_start_matches(' ').len();
        let own = |at: &usize| !lines.get(*at).trim().is_empty();
        if *more == 0 || (first..=last).filter(own).any(|at| indent(at) < *more) {
            continue;
        }
        for at in (first..=last).filter(own).collect::<Vec<_>>() {
            let line = lines.get(at)[*more..].to_owned();
            lines.set(at, &line);
        }
        note(lines.origin(first), "code in lists", Fate::Converted, "");
    }
}

/// `#Heading` is one without a space.
fn headings(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let body = line_of(&page.text, read.front_matter);
    let mut start = 0;
    let starts: Vec<usize> = page
        .text
        .split_inclusive('\n')
        .map(|line| {
            start += line.len();
            start - line.len()
        })
        .collect();
    for at in body..lines.len() {
        let line = lines.get(at);
        let level = line.bytes().take_while(|b| *b == b'#').count();
        let is_tight = (1..=6).contains(&level) && line[level..].starts_with(|c: char| !c.is_whitespace());
        if !is_tight || starts.get(at).is_some_and(|start| read.code.iter().any(|code| code.contains(start)))
        {
            continue;
        }
        let now = format!("{} {}", &line[..level], &line[level..]);
        lines.set(at, &now);
        note(lines.origin(at), "headings without a space", Fate::Converted, "");
    }
}

/// A line below more than one line of text makes no heading of them.
fn rules(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    for heading in read.headings.iter().rev() {
        let source = page.text[heading.span.clone()].trim_end();
        let count = source.lines().count();
        if source.starts_with('#') || count < 3 {
            continue;
        }
        let at = line_of(&page.text, heading.span.start) + count - 1;
        let line = lines.get(at).to_owned();
        let start = prefix_length(&line);
        let is_rule = line[start..].trim().len() >= 3 && line[start..].starts_with('-');
        if is_rule {
            lines.insert(at, line[..start].trim_end());
        } else {
            lines.set(at, &format!("{}\\{}", &line[..start], &line[start..]));
        }
        note(lines.origin(at), "lines below paragraphs", Fate::Converted, "");
    }
}

/// A list that follows a paragraph without a blank line is text to MkDocs.
fn lists_after_paragraphs(page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let origin = PageLines::of(&page.text, &page.origin);
    for start in &read.lists {
        let at = line_of(&page.text, *start);
        let before = if at == 0 { "" } else { origin.get(at - 1) };
        let own = origin.get(at);
        let is_text = before
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '*' | '_' | '`' | '[' | '('))
            && !is_item(before)
            && !before.starts_with("*[");
        if is_text && is_item(own) {
            let text = "a list in the book; MkDocs shows it as text, since no blank line stands before it";
            note(origin.origin(at), "lists after a paragraph", Fate::Converted, text);
        }
    }
}

fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = rest.len() < line.len() && rest.starts_with(['.', ')']);
    (is_number || line.starts_with(['-', '*', '+']))
        && line.split_once(' ').is_some_and(|(sign, _)| sign.len() < 4)
}
