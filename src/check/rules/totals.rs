//! Totals that somebody typed: "Browse all 125 patterns", "Gold (38 patterns)".

use std::ops::Range;

use crate::check::Checked;
use crate::check::counts::TermCount;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;
use crate::text::name::slug;

/// Words before a number that make it a total.
const ALL: &[&str] =
    &["all", "browse", "our", "total", "catalog of", "catalogue of", "book of", "collection of", "total of"];

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    if book.catalog.entries.is_empty() {
        return;
    }
    let mut at = 0;
    for line in page.text.split_inclusive('\n') {
        if line.bytes().any(|byte| byte.is_ascii_digit()) && !book.is_code(id, at) {
            let tokens = tokens(line);
            for number in 0..tokens.len() {
                let claim =
                    Claim { book, is_entry: book.catalog.is_entry(id), line, tokens: &tokens, number };
                problems.extend(
                    claim.check().map(|(span, found)| found.at(&page.file, at + span.start..at + span.end)),
                );
            }
        }
        at += line.len();
    }
}

/// Words and numbers, each with its bytes.
fn tokens(line: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                tokens.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// A number in a line, which may claim to be a total.
struct Claim<'a> {
    book: &'a Checked,
    is_entry: bool,
    line: &'a str,
    tokens: &'a [Range<usize>],
    number: usize,
}

/// How exactly a total is claimed.
#[derive(Clone, Copy)]
enum Claimed {
    Exactly,
    About,
    AtLeast,
}

impl Claim<'_> {
    fn check(&self) -> Option<(Range<usize>, Diagnostic)> {
        let span = self.tokens[self.number].clone();
        let typed: usize = self.line[span.clone()].parse().ok()?;
        let noun = (1..=4).find_map(|behind| self.noun_at(self.number + behind))?;
        let (count, filter) = match self.term(noun.at) {
            Some(term) => (term.count, Some(term.filter)),
            None if self.is_total() => (noun.count, noun.filter),
            None => return None,
        };
        let holds = match self.claimed() {
            Claimed::Exactly => typed == count,
            Claimed::About => typed.abs_diff(count) * 10 <= count,
            Claimed::AtLeast => typed <= count,
        };
        if holds {
            return None;
        }
        let directive = match filter {
            Some(filter) => format!("{{{{#patterns count filter=\"{filter}\"}}}}"),
            None => "{{#patterns count}}".to_owned(),
        };
        let message = format!("`{typed}` was typed by hand, but the catalog counts {count}");
        let help = match self.line.contains("description:") || self.line.contains("title:") {
            true => format!("correct it, or remove the number; in the text `{directive}` counts"),
            false => format!("write `{directive}`, which counts"),
        };
        Some((span.clone(), Diagnostic::new(Code::WrongTotal, message).about(&self.line[span]).help(help)))
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).map(|span| &self.line[span.clone()])
    }

    fn before(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.tokens[before].end);
        &self.line[start..self.tokens[at].start]
    }

    /// The noun that is counted, if the words up to it belong together.
    fn noun_at(&self, at: usize) -> Option<Noun> {
        self.word(at)?;
        let joined = (self.number + 1..=at)
            .all(|word| self.before(word).chars().all(|c| matches!(c, ' ' | '-' | '*' | '_' | '+')));
        let only_words = (self.number + 1..=at)
            .all(|at| self.word(at).is_some_and(|word| !word.starts_with(|c: char| c.is_ascii_digit())));
        if !joined || !only_words {
            return None;
        }
        let two =
            at.checked_sub(1).filter(|before| *before > self.number).and_then(|before| self.word(before));
        let names = [
            two.map(|two| format!("{two} {}", self.word(at).unwrap_or_default())),
            self.word(at).map(str::to_owned),
        ];
        let counts = self.book.counts();
        names.into_iter().flatten().find_map(|name| {
            let name = slug(&name);
            if !self.is_entry && counts.any.contains(&name.as_str()) {
                return Some(Noun { at, count: self.book.catalog.entries.len(), filter: None });
            }
            let (count, filter) = counts.nouns.get(&name)?;
            Some(Noun { at, count: *count, filter: filter.clone() })
        })
    }

    /// The term that the number is about: `Gold (38 patterns)`, `38 gold patterns`.
    fn term(&self, noun: usize) -> Option<TermCount> {
        let between = (self.number + 1..noun).find_map(|from| self.term_of(from..noun));
        if let Some(term) = between.filter(|term| term.ordered || self.is_total()) {
            return Some(term);
        }
        let sign = self.before(self.number);
        let is_attached = sign.contains(['(', ':']) && !sign.contains(['.', ';', '"', '<', '>', '=']);
        let words = 1..=3_usize.min(self.number);
        words.rev().find_map(|words| self.term_of(self.number - words..self.number)).filter(|_| is_attached)
    }

    fn term_of(&self, words: Range<usize>) -> Option<TermCount> {
        let words: Vec<&str> = words.filter_map(|at| self.word(at)).collect();
        self.book.counts().terms.get(&slug(&words.join(" "))).cloned()
    }

    fn is_total(&self) -> bool {
        let word =
            |back: usize| self.number.checked_sub(back).and_then(|at| self.word(at)).map(str::to_lowercase);
        let (one, two) = (word(1).unwrap_or_default(), word(2).unwrap_or_default());
        let sign = self.before(self.number);
        let joined = sign.chars().all(|c| matches!(c, ' ' | '*' | '_' | '~' | ':'));
        sign.contains('~')
            || (joined && (ALL.contains(&one.as_str()) || ALL.contains(&format!("{two} {one}").as_str())))
    }

    fn claimed(&self) -> Claimed {
        let behind = &self.line[self.tokens[self.number].end..];
        let over = self
            .number
            .checked_sub(1)
            .and_then(|at| self.word(at))
            .is_some_and(|word| word.eq_ignore_ascii_case("over"));
        if behind.starts_with('+') || over {
            Claimed::AtLeast
        } else if self.before(self.number).contains('~') {
            Claimed::About
        } else {
            Claimed::Exactly
        }
    }
}

struct Noun {
    at: usize,
    count: usize,
    filter: Option<String>,
}
