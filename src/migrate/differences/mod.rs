//! What Python-Markdown reads in another way than CommonMark does, written so that CommonMark reads the same: before all
//! else, page by page, until both agree. What stays different is noted.
//!
//! ```text
//!  fences     of the one that are none of the other    ─▶ backslashes, or longer fences
//!  raw_html   that goes on after a blank line         ─▶ without blank lines
//!  rules      that underline a paragraph of more lines ─▶ a blank line before
//!  headings   without a space                          ─▶ with one
//!  code       by indent, in lists                      ─▶ without the columns of the list
//!  emphasis   beside punctuation marks                 ─▶ tags
//! ```

pub(super) mod addresses;
mod blocks;
mod callouts;
mod emphasis;
pub(super) mod fences;
mod fences_in_html;
mod fences_in_text;
mod headings;
mod html_after_signs;
mod html_in_containers;
mod in_items;
mod indented_html;
mod lines;
pub(super) mod lists;
mod notes_in_titles;
mod pairs;
pub(super) mod raw_html;
mod references;
mod settle_fences;
mod shifted_boxes;
mod tab_ids;
mod tabs;
mod tags;

use std::ops::Range;

use super::disagreements::sane_columns;
use super::error::Result;
use super::ledger::{Fate, Ledger};
use super::read::{ParseAll, Read};
use super::site::Site;
use super::tree::SitePage;
use crate::diagnostic::Diagnostic;
use crate::library::guarded;
use crate::text::spans::merged;
pub(super) use blocks::COLON;
use blocks::{
    boxes_in_code, bracketed_numbers, code_in_lists, lists_after_paragraphs, lists_below_tags, rows,
    rules as lines_below, rules_below, tables_after_paragraphs, terms,
};
use headings::{braces_in_containers, closed_lists, headings, headings_after_spaces, headings_in_containers};
use lines::{Changes, PageLines};
use settle_fences::{settle_fence, unread_fences, with_tildes};

/// How many fences of a page are settled: the page is parsed again after each.
const ROUNDS: usize = 40;

/// Rewrites the pages of a site. After each step, those that have changed are parsed again, all at once.
pub(super) fn settle(
    site: &Site,
    pages: &mut [SitePage],
    reads: &mut [Read],
    parse: &ParseAll<'_>,
    ledger: &mut Ledger,
) -> Result<()> {
    let has_superfences = site.has_any(&["pymdownx.superfences", "pymdownx.extra"]);
    let mut pass = Pass { site, pages, reads, parse, ledger, has_superfences };
    pass.fences()?;
    pass.extensions()?;
    pass.blocks_and_texts()?;
    // Only now all links are read.
    if let Some(tabs) = tab_ids::TabIds::of(site, pass.reads) {
        pass.on_all(&|lines, page, read, note| tabs.settle(lines, page, read, note))?;
    }
    pass.note_rest();
    Ok(())
}

type Note<'a> = dyn FnMut(usize, &str, Fate, &str) + 'a;
type Step<'a> = dyn Fn(&mut PageLines, &SitePage, &Read, &mut Note<'_>) + 'a;

/// The pages of a site while they are rewritten, step by step.
struct Pass<'a, 'p> {
    site: &'a Site,
    pages: &'a mut [SitePage],
    reads: &'a mut [Read],
    parse: &'a ParseAll<'p>,
    ledger: &'a mut Ledger,
    has_superfences: bool,
}

impl Pass<'_, '_> {
    fn fences(&mut self) -> Result<()> {
        let has_superfences = self.has_superfences;
        self.on_all(&|lines, _, read, note| with_tildes(lines, read, has_superfences, note))?;
        let mut open: Vec<usize> = (0..self.pages.len()).collect();
        for _ in 0..ROUNDS {
            open = self.step(&open, &|lines, page, read, note| {
                settle_fence(lines, page, read, has_superfences, note);
            })?;
        }
        Ok(())
    }

    /// What is read so by extensions alone.
    fn extensions(&mut self) -> Result<()> {
        if self.site.extension("callouts").is_some() {
            self.on_all(&|lines, page, read, note| {
                mark_all_code(lines, page, read);
                for at in callouts::settle(lines) {
                    note(at, "boxes of `callouts`", Fate::Converted, "");
                }
            })?;
        }
        if self.site.reads_attribute_lists() {
            self.on_all(&closed_lists)?;
        }
        if self.site.reads_footnotes() {
            self.on_all(&|lines, page, read, note| {
                mark_all_code(lines, page, read);
                addresses::notes_before_brackets(lines, page, read, note);
            })?;
        }
        Ok(())
    }

    fn blocks_and_texts(&mut self) -> Result<()> {
        let has_superfences = self.has_superfences;
        let signs = (self.site.has_any(&["pymdownx.saneheaders"]), self.site.has_any(&["pymdownx.emoji"]));
        let sane = sane_columns(self.site);
        let steps: [&Step<'_>; 12] = [
            &|lines, page, read, note| tabs::settle(lines, page, read, has_superfences, note),
            &|lines, page, read, note| fences_in_html::settle(lines, page, read, has_superfences, note),
            &|lines, page, read, note| fences_in_text::settle(lines, page, read, has_superfences, note),
            &indented_html::settle,
            &raw_html_whole,
            &items,
            &deep_items,
            &|lines, page, read, note| names(lines, page, read, sane, note),
            &|lines, page, read, note| others(lines, page, read, signs, note),
            &numbers,
            &addresses::with_spaces,
            &emphasis::settle,
        ];
        steps.into_iter().try_for_each(|step| self.on_all(step))
    }

    /// Notes what stays different.
    fn note_rest(&mut self) {
        for (page, read) in self.pages.iter().zip(self.reads.iter()).filter(|(page, _)| !page.is_kept) {
            let file = self.site.file_of(&page.source);
            let noted = guarded(&file, "say what stays different in this page", || {
                let mut own = Ledger::default();
                let mut note =
                    |line: usize, what: &str, fate, text: &str| own.add(&file, line, what, fate, text);
                disagreements(self.site, page, read, &mut note);
                rest(page, read, self.has_superfences, &mut note);
                own
            });
            match noted {
                Ok(own) => self.ledger.merge(own),
                Err(panicked) => self.ledger.panicked(&file, &panicked),
            }
        }
    }

    /// Takes one step on all pages.
    fn on_all(&mut self, step: &Step<'_>) -> Result<()> {
        let all: Vec<usize> = (0..self.pages.len()).collect();
        self.step(&all, step).map(drop)
    }

    /// Takes one step on these pages, and parses those that have changed; which they are.
    fn step(&mut self, ids: &[usize], step: &Step<'_>) -> Result<Vec<usize>> {
        let (mut changed, mut kept) = (Vec::new(), Vec::new());
        for id in ids.iter().copied() {
            let (page, read) = (&mut self.pages[id], &self.reads[id]);
            if page.is_kept {
                continue;
            }
            let file = self.site.file_of(&page.source);
            let mut own = Ledger::default();
            let mut note = |line: usize, what: &str, fate, text: &str| own.add(&file, line, what, fate, text);
            let mut lines = PageLines::of(&page.text, &page.origin);
            let take = || step(&mut lines, page, read, &mut note);
            if let Err(panicked) = guarded(&file, "settle what this page means, and leaves it as it is", take)
            {
                page.keep(&file, &panicked, self.ledger);
                kept.push(id);
                continue;
            }
            self.ledger.merge(own);
            if lines.is_changed {
                replace(page, lines);
                changed.push(id);
            }
        }
        for (id, panicked) in self.parse_again(&changed)? {
            let file = self.site.file_of(&self.pages[id].source);
            self.pages[id].keep(&file, &panicked, self.ledger);
            kept.push(id);
        }
        self.parse_again(&kept)?;
        Ok(changed)
    }

    /// Parses pages that have changed; those that made the program panic.
    fn parse_again(&mut self, ids: &[usize]) -> Result<Vec<(usize, Diagnostic)>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let text = |id: &usize| (self.pages[*id].chapter.as_str(), self.pages[*id].text.as_str());
        let texts: Vec<(&str, &str)> = ids.iter().map(text).collect();
        let mut panics = Vec::new();
        for (id, read) in ids.iter().zip((self.parse)(&texts)?) {
            panics.extend(read.panicked.clone().map(|panicked| (*id, panicked)));
            self.reads[*id] = read;
        }
        Ok(panics)
    }
}

fn mark_all_code(lines: &mut PageLines, page: &SitePage, read: &Read) {
    mark_code(lines, page, read);
    mark_indented(lines, read);
}

/// What the parse found that MkDocs reads in another way, and no step settles.
fn disagreements(site: &Site, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let lines = page.lines();
    for (kind, at) in read.disagreements.iter().filter(|(kind, _)| !kind.is_settled(site)) {
        let (what, fate, text) = kind.note();
        note(lines.at(*at), what, fate, text);
    }
}

fn rest(page: &SitePage, read: &Read, has_superfences: bool, note: &mut Note<'_>) {
    let lines = PageLines::of(&page.text, &page.origin);
    emphasis::unsure(&lines, page, read, note);
    headings_after_spaces(&lines, read, note);
    rules_below(&lines, read, note);
    let is_plain = read.fences.is_empty() && read.lists.is_empty() && read.indented.is_empty();
    if is_plain && read.tables().next().is_none() {
        return;
    }
    unread_fences(&lines, read, has_superfences, note);
    lists_after_paragraphs(&lines, read, note);
    lists_below_tags(&lines, read, note);
    tables_after_paragraphs(&lines, read, note);
    in_items::blocks(&lines, read, note);
    in_items::items(&lines, read, note);
    in_items::text_below_tables(&lines, read, note);
    bracketed_numbers(&lines, read, note);
    boxes_in_code(&lines, read, note);
}

/// Gives a page other lines; what its author wrote is kept.
fn replace(page: &mut SitePage, lines: PageLines) {
    let (text, origin) = lines.into_parts();
    let written = std::mem::replace(&mut page.text, text);
    page.written.get_or_insert(written);
    page.origin = origin;
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
    let mut changes = Changes::new();
    for block in &blocks {
        let first = lines.line_of(block.span.start);
        let next = fences.partition_point(|fence| fence.start < block.span.start);
        let has_fence = fences.get(next).is_some_and(|fence| fence.start < block.span.end);
        if !block.is_closed {
            let text =
                format!("`<{}>` has no end tag: MkDocs shows all that follows as raw HTML", block.name);
            note(lines.origin(first), "elements without an end", Fate::Broken, &text);
            continue;
        }
        if block.is_read || has_fence {
            continue;
        }
        let last = lines.line_of(block.span.end);
        let behind = page.text[block.span.end..].lines().next().unwrap_or_default().trim();
        if behind.starts_with(|c: char| !c.is_ascii_whitespace() && c != '<') {
            let line = lines.get(last);
            let tags = line[..block.span.end - lines.start_of(last)].to_owned();
            changes.insert(last, vec![tags, String::new(), behind.to_owned()]);
            note(lines.origin(last), "text after raw HTML", Fate::Converted, "");
        }
        if behind.is_empty() && last + 1 < lines.len() && !lines.get(last + 1).trim().is_empty() {
            changes.insert(last + 1, vec![String::new(), lines.get(last + 1).to_owned()]);
        }
        // These go on to their end tag in CommonMark, too.
        if matches!(block.name.as_str(), "pre" | "script" | "style" | "textarea") {
            continue;
        }
        let blank: Vec<usize> = (first..last).filter(|at| lines.get(*at).trim().is_empty()).collect();
        if let Some(first) = blank.first() {
            note(lines.origin(*first), "blank lines in raw HTML", Fate::Converted, "");
        }
        for at in blank {
            // An empty line that is none to CommonMark.
            let is_kept = block.keeps(lines.start_of(at));
            changes.insert(at, if is_kept { vec!["<!-- -->".to_owned()] } else { Vec::new() });
        }
    }
    let raw = blocks.into_iter().filter(|block| !block.is_read).map(|block| block.span);
    let unread = merged(code.into_iter().chain(raw).collect());
    for at in raw_html::rules(lines, &unread, &mut changes) {
        note(lines.origin(at), "text after raw HTML", Fate::Converted, "");
    }
    lines.change(changes);
}

/// Marks the lines whose text stays: fences, front matter, and raw HTML up to its end tag.
fn mark_code(lines: &mut PageLines, page: &SitePage, read: &Read) {
    lines.mark_code(0..lines.line_of(read.front_matter));
    let fences: Vec<Range<usize>> = read.fences.iter().map(|(span, _)| span.clone()).collect();
    for fence in &fences {
        lines.mark_code(lines.line_of(fence.start)..lines.line_of(fence.end.saturating_sub(1)) + 1);
    }
    // A line with other text than mathematics is read.
    for math in read.math.iter().filter(|math| page.text[math.span.clone()].contains('\n')) {
        lines.mark_code(lines.line_of(math.span.start)..lines.line_of(math.span.end - 1) + 1);
    }
    let blocks = raw_html::blocks(&page.text, &fences);
    for block in blocks.iter().filter(|block| block.is_closed && !block.is_read) {
        lines.mark_code(lines.line_of(block.span.start)..lines.line_of(block.span.end) + 1);
    }
}

/// Marks the lines of code by indent, too.
fn mark_indented(lines: &mut PageLines, read: &Read) {
    for code in &read.indented {
        lines.mark_code(lines.line_of(code.start)..lines.line_of(code.end.saturating_sub(1)) + 1);
    }
}

/// What CommonMark takes for code by indent may be the inside of an item.
fn items(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    mark_code(lines, page, read);
    for at in lists::settle(lines) {
        note(at, "items", Fate::Converted, "");
    }
    in_items::rules(lines, page, read, note);
}

/// Items below text that stand too deep for CommonMark.
fn deep_items(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    mark_all_code(lines, page, read);
    for at in lists::deep_items(lines, read) {
        note(at, "items", Fate::Converted, "");
    }
}

/// Numbers below text that go on with a list.
fn numbers(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    mark_all_code(lines, page, read);
    for at in lists::numbers_below_text(lines, read) {
        note(at, "items below text", Fate::Converted, "");
    }
}

/// Comments, tags, and what references and footnotes name.
fn names(lines: &mut PageLines, page: &SitePage, read: &Read, sane: Option<usize>, note: &mut Note<'_>) {
    mark_all_code(lines, page, read);
    shifted_boxes::settle(lines, lines.line_of(read.front_matter), sane, note);
    addresses::of_mail(lines, page, read, note);
    for at in addresses::broken(lines, read) {
        note(at, "addresses on two lines", Fate::Converted, "");
    }
    let steps: [(&str, Settle); 12] = [
        ("titles with quotation marks", addresses::titles_of_references),
        ("comments that never end", raw_html::open_comment),
        ("definitions directly below text", references::apart),
        ("tags in boxes and lists", html_in_containers::settle),
        ("tags in boxes and lists", html_after_signs::settle),
        ("terms of definitions", lists::comments_as_terms),
        ("references defined twice", references::last_ones),
        ("references in titles", references::in_titles),
        ("references apart from their text", references::joined),
        ("comments before text", raw_html::comments_last),
        ("tags on a line of their own", raw_html::tags_with_text),
        ("texts below the names of footnotes", references::footnotes),
    ];
    for (what, step) in steps {
        for at in step(lines) {
            note(at, what, Fate::Converted, "");
        }
    }
    notes_in_titles::settle(lines, note);
}

/// Changes lines; which of the author's.
type Settle = fn(&mut PageLines) -> Vec<usize>;

/// Rules, headings and code in lists. In a site of `saneheaders`, `#a` is text to both; in one with emoji, `:a:` is drawn.
fn others(
    lines: &mut PageLines,
    page: &SitePage,
    read: &Read,
    (is_sane, has_emoji): (bool, bool),
    note: &mut Note<'_>,
) {
    code_in_lists(lines, page, read, note);
    rows(lines, read, note);
    headings(lines, read, is_sane, note);
    braces_in_containers(lines, page, read, note);
    if !is_sane {
        headings_in_containers(lines, page, read, note);
    }
    terms(lines, read, has_emoji, note);
    lines_below(lines, page, read, note);
}
