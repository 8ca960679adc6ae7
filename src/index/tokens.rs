//! A text cut into words, as the index holds them. `theme/engine/tokens.js` cuts queries by the same
//! rules; the cases in `tests/search/tokens.json` keep the two together.
//!
//! A word is a run of letters, digits and marks, as UAX 29 has it. Several runs with signs between are
//! one [`Token`]: `std::io::Read`, `a/b`, `1.10.2`, `1,000`, `don't`. It is found as a whole, whatever joins its parts, and by
//! its parts (runs cut at case and `_`). Scripts without spaces are cut into pairs of characters; where they stand beside
//! letters of another script, a name in these is found as well: `retry_count` in `retry_count를`.

use std::ops::Range;

use smallvec::SmallVec;

use super::fold::{is_unseen, lower, name, unaccented};
use super::junk;

/// Wholes of more characters are found by their parts alone: nobody types them.
const WHOLE_LENGTH: usize = 120;

/// The same where a script without spaces is part of it: what is longer is a sentence.
const DENSE_LENGTH: usize = 24;

/// Runs up to this length are no junk.
const PLAIN_LENGTH: usize = 15;

/// What a word is found as. It depends on the word alone, and not on what is around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Token {
    /// All of it: of several parts their [`name`], otherwise as it is written, folded, with signs of its own.
    pub(super) whole: Option<String>,
    /// Whether it means only its whole: `c++`, `.net`, `1.10`.
    pub(super) exact: bool,
    /// The wholes of what is in it beside letters of a script without spaces.
    pub(super) names: Vec<String>,
    /// The wholes of what stands between its dots and slashes.
    pub(super) steps: Vec<String>,
    /// Its parts in lower case, with their accents.
    pub(super) parts: Vec<String>,
}

impl Token {
    /// What a word is found as, unless nobody would search it.
    pub(super) fn of(written: &str) -> Option<Self> {
        if plain(written, 0).is_some_and(|span| span.end == written.len()) {
            return Some(Self { parts: vec![written.to_ascii_lowercase()], ..Self::default() });
        }
        Compound::read(written, usize::from(written.starts_with('.'))).token(written)
    }
}

/// Where the words of a text are.
pub(super) fn spans(text: &str) -> Spans<'_> {
    Spans { text, at: 0, checked: 0 }
}

/// Iterates over the bytes of the words of a text.
#[derive(Debug)]
pub(super) struct Spans<'a> {
    text: &'a str,
    at: usize,
    /// The end of the last run of characters without spaces that was looked at.
    checked: usize,
}

impl Iterator for Spans<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let start = find(self.text, self.at, |b| b.is_ascii_alphanumeric() || b == b'_', is_word)?;
            if start >= self.checked {
                let is_space = |b| matches!(b, b'\t'..=b'\r' | b' ');
                let end = find(self.text, start, is_space, char::is_whitespace);
                self.checked = end.unwrap_or(self.text.len());
                if junk::is_encoded(&self.text[start..self.checked]) {
                    self.at = self.checked;
                    continue;
                }
            }
            let span = plain(self.text, start).unwrap_or_else(|| Compound::read(self.text, start).span());
            self.at = span.end;
            return Some(span);
        }
    }
}

/// The next character of a kind: ASCII is looked at by its bytes.
fn find(text: &str, from: usize, ascii: impl Fn(u8) -> bool, any: fn(char) -> bool) -> Option<usize> {
    let stop = from + text.as_bytes()[from..].iter().position(|&b| ascii(b) || !b.is_ascii())?;
    if text.as_bytes()[stop].is_ascii() { Some(stop) } else { Some(stop + text[stop..].find(any)?) }
}

/// Where most words are, read at once: short ones of small letters and digits after a capital or none, with
/// nothing around them that could belong to them.
fn plain(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text.as_bytes()[start..];
    let is_small = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let capital = usize::from(rest[0].is_ascii_uppercase());
    let length = capital + rest[capital..].iter().take_while(|b| is_small(b)).count();
    let is_border = |b: Option<&u8>| {
        b.is_none_or(|b| b.is_ascii() && !b.is_ascii_alphanumeric() && !b"_-./'@:+#".contains(b))
    };
    let before = start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    let goes_on = rest.get(length) == Some(&b',') && rest.get(length + 1).is_some_and(u8::is_ascii_digit);
    let is_plain = (1..=PLAIN_LENGTH).contains(&length)
        && before != Some(&b'.')
        && is_border(rest.get(length))
        && !goes_on;
    is_plain.then_some(start..start + length)
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || is_unseen(c)
}

/// Scripts that write words without spaces.
fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Runs of word characters with the signs between them.
struct Compound {
    runs: SmallVec<[Range<usize>; 4]>,
    /// The sign before each run but the first.
    signs: SmallVec<[&'static str; 4]>,
    /// A dot before the first run, as in `.NET`.
    dotted: bool,
    /// What follows the last run: `++`, `#`.
    suffix: &'static str,
}

const SIGNS: &[&str] = &["-", ".", "/", "'", "’", "@", "::"];

/// Those of [`SIGNS`] that stand between names, and not within one: `getUserName` is one in `client.getUserName`.
const LEADING: &[&str] = &[".", "/", "@", "::"];

/// The sign at the start of a text that joins it to the run before: one of [`SIGNS`], or the comma of `1,000`.
fn joint(run: &str, text: &str) -> Option<&'static str> {
    let is_joint = |sign: &&&str| text.strip_prefix(**sign).is_some_and(|rest| rest.starts_with(is_word));
    SIGNS.iter().find(is_joint).copied().or_else(|| is_group(run, text).then_some(","))
}

/// Whether a text starts with a comma and three digits that go on with the number before it.
fn is_group(run: &str, text: &str) -> bool {
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let Some(digits) = text.strip_prefix(',').and_then(|rest| rest.get(..3)) else { return false };
    run.len() <= 3 && is_number(run) && is_number(digits) && !text[4..].starts_with(is_word)
}

impl Compound {
    fn read(text: &str, start: usize) -> Self {
        let run_end = |at: usize| text[at..].find(|c| !is_word(c)).map_or(text.len(), |i| at + i);
        let mut end = run_end(start);
        let mut compound = Self {
            runs: SmallVec::new(),
            signs: SmallVec::new(),
            dotted: is_dotted(text, start),
            suffix: "",
        };
        compound.runs.push(start..end);
        while let Some(sign) = joint(&text[compound.runs[compound.runs.len() - 1].start..end], &text[end..]) {
            let next = end + sign.len();
            end = run_end(next);
            compound.runs.push(next..end);
            compound.signs.push(sign);
        }
        let last = &text[compound.runs[compound.runs.len() - 1].clone()];
        let last = last.rsplit(is_dense).next().unwrap_or_default();
        if !last.is_empty() && last.chars().all(char::is_alphabetic) {
            compound.suffix = suffix(&text[end..]);
        }
        compound
    }

    fn span(&self) -> Range<usize> {
        let last = self.runs[self.runs.len() - 1].end;
        self.runs[0].start - usize::from(self.dotted)..last + self.suffix.len()
    }

    fn token(&self, text: &str) -> Option<Token> {
        if let Some(version) = self.version(text) {
            return Some(Token { whole: Some(version), exact: true, ..Token::default() });
        }
        let parts = self.parts(text);
        if parts.is_empty() {
            return None;
        }
        let exact = parts.len() == 1 && (self.dotted || !self.suffix.is_empty());
        let whole = if exact { self.written(text) } else { self.name(text, &parts) };
        let wholes = |parts: Vec<&str>| parts.into_iter().flat_map(names).collect();
        let stretches = stretches(&text[self.span()]);
        let steps = if stretches.is_empty() { wholes(self.steps(text)) } else { Vec::new() };
        Some(Token { exact: exact && whole.is_some(), whole, names: wholes(stretches), steps, parts })
    }

    /// What stands between the signs that lead from one name to the next; nothing where there are none.
    fn steps<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let Range { start, end } = self.span();
        let mut steps = Vec::new();
        let mut from = start;
        let is_number = |at: usize| self.run(text, at).bytes().all(|b| b.is_ascii_digit());
        for (at, sign) in self.signs.iter().enumerate() {
            if LEADING.contains(sign) && !(is_number(at) && is_number(at + 1)) {
                steps.push(&text[from..self.runs[at].end]);
                from = self.runs[at + 1].start;
            }
        }
        if from > start {
            steps.push(&text[from..end]);
        }
        steps
    }

    /// `1.10.2`, of `v1.10.2` as well.
    fn version(&self, text: &str) -> Option<String> {
        let runs = || self.runs.iter().map(|run| &text[run.clone()]);
        let plain = self.signs.iter().all(|sign| *sign == ".") && !self.signs.is_empty();
        let first = text[self.runs[0].clone()].trim_start_matches(['v', 'V']);
        let is_number = |run: &str| !run.is_empty() && run.bytes().all(|b| b.is_ascii_digit());
        let fits = plain && !self.dotted && is_number(first) && runs().skip(1).all(is_number);
        let version =
            fits.then(|| std::iter::once(first).chain(runs().skip(1)).collect::<Vec<_>>().join("."));
        version.filter(|version| version.len() <= WHOLE_LENGTH)
    }

    fn parts(&self, text: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        let is_number = |at: usize| self.run(text, at).bytes().all(|b| b.is_ascii_digit());
        for at in 0..self.runs.len() {
            let run = self.run(text, at);
            // `1.10` is one part wherever it stands.
            let goes_on = at > 0 && self.signs[at - 1] == "." && is_number(at) && is_number(at - 1);
            if let Some(last) = parts.last_mut().filter(|_| goes_on) {
                last.extend([".", run]);
                continue;
            }
            if junk::is_dropped(run) {
                continue;
            }
            match parts.last_mut() {
                Some(last) if self.is_ending(text, at) => {
                    last.push_str(&lower(run));
                }
                _ => cut(run, &mut parts),
            }
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// A run, without the `v` of a version: `v1.2-rc1` is `1.2-rc1`.
    fn run<'t>(&self, text: &'t str, at: usize) -> &'t str {
        let run = &text[self.runs[at].clone()];
        let number = run.strip_prefix(['v', 'V']).unwrap_or(run);
        let is_number = |run: &str| !run.is_empty() && run.bytes().all(|b| b.is_ascii_digit());
        let goes_on = self.signs.get(at) == Some(&".") && is_number(&text[self.runs[at + 1].clone()]);
        if goes_on && is_number(number) { number } else { run }
    }

    /// Whether a run is the ending of a word, as of `server's`.
    fn is_ending(&self, text: &str, at: usize) -> bool {
        let run = |at: usize| &text[self.runs[at].clone()];
        at > 0
            && matches!(self.signs[at - 1], "'" | "’")
            && run(at).chars().count() <= 2
            && run(at - 1).ends_with(char::is_alphabetic)
    }

    /// The name that several parts make, whatever joins them, without an ending; words that an apostrophe joins are no name.
    fn name(&self, text: &str, parts: &[String]) -> Option<String> {
        let last = self.runs.len() - 1;
        let has_ending = self.suffix.is_empty() && self.is_ending(text, last);
        let joints = &self.signs[..last - usize::from(has_ending)];
        let is_joined = joints.is_empty() || joints.iter().any(|sign| !matches!(*sign, "'" | "’"));
        if parts.len() < 2 || !is_joined {
            return None;
        }
        let written = self.kept(text)?;
        let ending = if has_ending { self.span().end - self.runs[last - 1].end } else { 0 };
        name(&written[..written.len() - ending])
    }

    /// As it is written, with its signs.
    fn written(&self, text: &str) -> Option<String> {
        self.kept(text).map(|written| unaccented(&lower(written)).into_owned())
    }

    /// All of it, unless it is a word of a script without spaces, holds what nobody searches, or is too long.
    fn kept<'t>(&self, text: &'t str) -> Option<&'t str> {
        let Range { start, end } = self.span();
        // The `v` of a version is no part of its name.
        let version = if self.dotted { 0 } else { self.runs[0].len() - self.run(text, 0).len() };
        let written = &text[start + version..end];
        let has_dense = written.chars().any(is_dense);
        let is_word = has_dense && written.chars().all(is_dense);
        let longest = if has_dense { DENSE_LENGTH } else { WHOLE_LENGTH };
        let is_kept = !is_word
            && !self.runs.iter().any(|run| junk::is_dropped(&text[run.clone()]))
            && written.chars().count() <= longest;
        is_kept.then_some(written)
    }
}

/// What a word is made of where a script without spaces stands beside letters of another; nothing where it does not.
fn stretches(written: &str) -> Vec<&str> {
    let borders = written.char_indices().zip(written.chars().skip(1)).filter_map(|((at, before), here)| {
        let is_joint = |c: char| c == '_' || !is_word(c);
        let is_border = is_dense(before) != is_dense(here) && !is_joint(before) && !is_joint(here);
        is_border.then_some(at + before.len_utf8())
    });
    let mut found = Vec::new();
    let mut from = 0;
    for border in borders {
        found.push(&written[from..border]);
        from = border;
    }
    if from > 0 {
        found.push(&written[from..]);
    }
    found
}

/// The wholes of a part of a word.
fn names(part: &str) -> Vec<String> {
    if junk::is_encoded(part) {
        return Vec::new();
    }
    let token = Token::of(part).unwrap_or_default();
    token.names.into_iter().chain(token.steps).chain(token.whole).collect()
}

/// Whether a dot before `start` belongs to the word: `.NET`, but not `x.NET` or `... next`.
fn is_dotted(text: &str, start: usize) -> bool {
    let Some(before) = text[..start].strip_suffix('.') else { return false };
    let opens = |c: char| !is_word(c) && !matches!(c, '.' | '/' | ':' | '@' | ')' | ']' | '}' | '*');
    before.chars().next_back().is_none_or(opens) && text[start..].starts_with(char::is_alphabetic)
}

/// `++` or `#` at the start of a text, where it ends a word.
fn suffix(rest: &str) -> &'static str {
    let goes_on = |c: char| c == '_' || (c.is_alphabetic() && !is_dense(c));
    let ends = |rest: &str, sign: char| !rest.starts_with(|c: char| c == sign || goes_on(c));
    if rest.strip_prefix("++").is_some_and(|rest| ends(rest, '+')) {
        "++"
    } else if rest
        .strip_prefix('#')
        .is_some_and(|rest| ends(rest, '#') && !rest.starts_with(|c: char| c.is_numeric() && !is_dense(c)))
    {
        "#"
    } else {
        ""
    }
}

/// The parts of one run, in lower case: cut at `_`, at case, and around dense scripts.
fn cut(run: &str, parts: &mut Vec<String>) {
    if run.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        if !junk::is_endless(run.len()) {
            parts.push(run.to_owned());
        }
        return;
    }
    let chars: Vec<char> = run.chars().collect();
    let mut from = 0;
    for at in 1..=chars.len() {
        if at == chars.len() || is_border(&chars, at) {
            part(&chars[from..at], parts);
            from = at;
        }
    }
}

/// Whether a part ends before `at`.
fn is_border(chars: &[char], at: usize) -> bool {
    let (before, here) = (chars[at - 1], chars[at]);
    if before == '_' || here == '_' || is_dense(before) != is_dense(here) {
        return true;
    }
    if !here.is_uppercase() {
        return false;
    }
    if !before.is_uppercase() {
        return before.is_lowercase() || before.is_numeric();
    }
    // `HTTPServer` is cut before the S, and `APIs` is not cut.
    let lower = |at: usize| chars.get(at).is_some_and(|c| c.is_lowercase());
    lower(at + 1) && (chars[at + 1] != 's' || lower(at + 2))
}

fn part(chars: &[char], parts: &mut Vec<String>) {
    match chars.first() {
        None | Some('_') => {}
        Some(first) if is_dense(*first) => pairs(chars, parts),
        Some(_) if junk::is_endless(chars.len()) => {}
        Some(_) => parts.push(lower(&chars.iter().collect::<String>())),
    }
}

/// All pairs of neighbours, and the last character alone: so each character starts something.
fn pairs(chars: &[char], parts: &mut Vec<String>) {
    // A mark that changes a sound is one character with it.
    let mut signs: Vec<String> = Vec::with_capacity(chars.len());
    for &c in chars {
        match signs.last_mut() {
            Some(last) if is_sound_mark(c) => last.push(c),
            _ => signs.push(c.to_string()),
        }
    }
    for at in 0..signs.len() {
        parts.push(lower(&signs[at..signs.len().min(at + 2)].concat()));
    }
}

fn is_sound_mark(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn the_shared_cases_are_cut_as_in_the_browser() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/tokens.json");
        let cases: Vec<(String, Vec<Value>)> =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert!(cases.len() > 40);
        for (text, expected) in cases {
            let found = spans(&text).filter_map(|span| {
                let written = &text[span];
                let token = Token::of(written)?;
                let names = [token.names, token.steps].concat();
                Some(match (token.whole, names) {
                    (None, names) if names.is_empty() => json!([written, token.parts]),
                    (whole, names) if names.is_empty() => json!([written, token.parts, whole, token.exact]),
                    (whole, names) => json!([written, token.parts, whole, token.exact, names]),
                })
            });
            assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
