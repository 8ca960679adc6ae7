//! Emphasis that only Python-Markdown finds: `**Note:**text` is none to CommonMark, since a letter follows a sign that
//! stands after a punctuation mark. It gets tags.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Note;
use super::lines::PageLines;
use super::pairs::{Pair, Run, paired};
use crate::migrate::ledger::Fate;
use crate::migrate::read::{Emphasis, Read};
use crate::migrate::tree::SitePage;
use crate::text::spans::{is_within, merged};

/// The signs of one text: of a paragraph, or of a link in one.
struct Signs {
    runs: Vec<Run>,
    pairs: Vec<Pair>,
    /// Signs that pair with none, though they might.
    left: Vec<usize>,
}

/// Puts tags in the place of signs about which both disagree.
pub(super) fn settle(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let own: BTreeSet<Pair> = read.emphasis.iter().map(pair).collect();
    let mut edits: BTreeMap<usize, (Range<usize>, String)> = BTreeMap::new();
    let mut noted = BTreeSet::new();
    for signs in of_page(&page.text, read) {
        let ends = |pair: &Pair| [pair.open, pair.close].map(|at| at..at + pair.signs);
        let theirs: BTreeSet<Pair> = signs.pairs.iter().copied().collect();
        // A list after it would be text.
        let has_list = |pair: &Pair| page.text[pair.close + pair.signs..].starts_with('{');
        let lacking: Vec<&Pair> =
            theirs.iter().filter(|pair| !own.contains(pair) && !has_list(pair)).collect();
        if lacking.is_empty() {
            continue;
        }
        for pair in &lacking {
            let name = if pair.signs == 2 { "strong" } else { "em" };
            let [open, close] = ends(pair);
            edits.insert(open.start, (open, format!("<{name}>")));
            edits.insert(close.start, (close, format!("</{name}>")));
            noted.insert(lines.origin(lines.line_of(pair.open)));
        }
        let is_touched = |run: &&Run| edits.range(run.span.clone()).next().is_some();
        let escaped = |at: usize| (at, (at..at + 1, format!("\\{}", char::from(page.text.as_bytes()[at]))));
        let paired = merged(theirs.iter().flat_map(ends).collect());
        let left = signs.runs.iter().filter(is_touched).flat_map(|run| run.span.clone());
        let only_own = signs.pairs_of(&own).filter(|pair| !theirs.contains(pair)).flat_map(ends).flatten();
        let plain: Vec<_> = left.chain(only_own).filter(|at| !is_within(&paired, *at)).map(escaped).collect();
        edits.extend(plain);
    }
    lines.replace(edits.into_values());
    for line in noted {
        note(line, "emphasis beside a punctuation mark", Fate::Converted, "");
    }
}

/// Names the texts whose signs may pair in several ways.
pub(super) fn unsure(lines: &PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    for signs in of_page(&page.text, read) {
        let mut open = signs.pairs.iter().peekable();
        let mut end = 0;
        for at in &signs.left {
            while let Some(pair) = open.next_if(|pair| pair.open < *at) {
                end = end.max(pair.close + pair.signs);
            }
            if *at < end {
                let text = "the book pairs its signs as CommonMark does; versions of Python-Markdown differ here: a backslash before the sign that is text makes it sure";
                note(
                    lines.origin(lines.line_of(*at)),
                    "emphasis with a sign too many",
                    Fate::Converted,
                    text,
                );
                break;
            }
        }
    }
}

impl Signs {
    /// Those of some pairs that are of its signs.
    fn pairs_of<'a>(&self, pairs: &'a BTreeSet<Pair>) -> impl Iterator<Item = &'a Pair> {
        let at = |open: usize| Pair { open, close: 0, signs: 0 };
        let start = self.runs.first().map_or(0, |run| run.span.start);
        let end = self.runs.last().map_or(0, |run| run.span.end);
        pairs.range(at(start)..at(end)).filter(|pair| self.has(pair))
    }

    /// Whether a pair is one of its signs.
    fn has(&self, pair: &Pair) -> bool {
        let next = self.runs.partition_point(|run| run.span.end <= pair.open);
        self.runs.get(next).is_some_and(|run| run.span.start <= pair.open)
    }
}

fn pair(emphasis: &Emphasis) -> Pair {
    Pair { open: emphasis.span.start, close: emphasis.span.end - emphasis.signs, signs: emphasis.signs }
}

/// The signs of a page, text by text, as MkDocs pairs them.
fn of_page(text: &str, read: &Read) -> Vec<Signs> {
    let ends = |pair: Pair| [pair.open..pair.open + pair.signs, pair.close..pair.close + pair.signs];
    let own = read.emphasis.iter().filter(|emphasis| !read.in_code(emphasis.span.start));
    let plain = read.texts.iter().chain(&read.link_texts).cloned();
    let live = merged(plain.chain(own.flat_map(|emphasis| ends(pair(emphasis)))).collect());
    let leaves = merged(read.leaves.clone());
    let mut texts: BTreeMap<(usize, usize), Vec<Run>> = BTreeMap::new();
    for span in &live {
        let signs = text[span.clone()].match_indices(['*', '_']).map(|(at, _)| span.start + at);
        for at in signs.filter(|at| !read.in_code(*at)) {
            let leaf = leaves.partition_point(|leaf| leaf.end <= at);
            let link = read.whole_links.partition_point(|link| link.end <= at);
            let around = read.whole_links.get(link).filter(|link| link.start < at);
            let Some(leaf_span) = leaves.get(leaf).filter(|leaf| leaf.start <= at) else { continue };
            let runs = texts.entry((leaf, around.map_or(0, |_| link + 1))).or_default();
            let sign = text.as_bytes()[at];
            match runs.last_mut().filter(|run| run.sign == sign && run.span.end == at) {
                Some(run) => run.span.end += 1,
                None => runs.push(Run { span: at..at + 1, sign, opens: false, closes: false }),
            }
            let beside = Beside { text, live: &live, within: around.unwrap_or(leaf_span) };
            if let Some(run) = runs.last_mut() {
                (run.opens, run.closes) = beside.sides(run);
            }
        }
    }
    let signs = |runs: Vec<Run>| {
        let (pairs, mut left) = paired(&runs);
        left.sort_unstable();
        Signs { runs, pairs, left }
    };
    texts.into_values().map(signs).collect()
}

/// What is beside a run.
struct Beside<'a> {
    text: &'a str,
    /// The bytes of plain text and of signs.
    live: &'a [Range<usize>],
    /// The text that the run is in.
    within: &'a Range<usize>,
}

impl Beside<'_> {
    /// Whether a run opens, and whether it closes.
    fn sides(&self, run: &Run) -> (bool, bool) {
        let before = self.text[self.within.start..run.span.start].chars().next_back();
        let after = self.text[run.span.end..self.within.end.max(run.span.end)].chars().next();
        let before = before.map(|c| self.seen(c, run.span.start - c.len_utf8(), '['));
        let after = after.map(|c| self.seen(c, run.span.end, ']'));
        let is_text = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let is_word =
            |c: Option<char>| run.sign == b'_' && c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        (is_text(after) && !is_word(before), is_text(before) && !is_word(after))
    }

    /// A character as the other tool sees it: what is no plain text is one sign to it, and the bracket of a link the end.
    fn seen(&self, c: char, at: usize, end: char) -> char {
        match c {
            _ if is_within(self.live, at) || c.is_whitespace() => c,
            _ if c == end => ' ',
            _ => '\0',
        }
    }
}
