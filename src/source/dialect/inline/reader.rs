//! What the text itself says: shortcodes, keys, marks and abbreviations, run by run.

use std::ops::Range;

use super::super::icons::Icon;
use super::super::{attributes, keys, shortcode};
use super::{Collector, Inline};

/// Signs around a text, the element they make.
const PAIRS: &[(&str, &str)] = &[("==", "mark"), ("^^", "ins")];

impl Collector<'_> {
    /// Reads the run of text that has ended.
    pub(super) fn flush(&mut self) {
        let run = std::mem::replace(&mut self.run, 0..0);
        let mut at = run.start.max(self.done);
        let first = self.text[run.clone()].chars().next();
        let is_escaped = self.text[..run.start].ends_with('\\') && self.guard(run.start) == run.start;
        if is_escaped && at == run.start && first != Some('\\') {
            at += self.text[at..run.end].chars().next().map_or(0, char::len_utf8);
        }
        while at < run.end {
            at = self.read(at, run.end);
        }
        self.done = self.done.max(run.end);
    }

    /// Reads what is at `at`, and returns where to go on.
    fn read(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let Some(first) = rest.chars().next() else { return end };
        let found = match first {
            ':' => self.icon(at, end),
            '+' => self.keys(at, end),
            '=' => self.pair(at, end, 0),
            '^' => self.pair(at, end, 1).or_else(|| self.script(at, end, '^', "sup")),
            '~' => self.script(at, end, '~', "sub"),
            '$' => math(rest).map(|length| at + length),
            // What mdBook leaves to MathJax.
            '\\' if rest[1..].starts_with(['(', '[']) => Some(end),
            c if c.is_alphanumeric() => Some(self.word(at, end)),
            _ => None,
        };
        found.unwrap_or(at + first.len_utf8())
    }

    /// Where a shortcode starts: with the backslash before it, if that is ours.
    fn guard(&self, at: usize) -> usize {
        let before = at.saturating_sub(1);
        if self.guards.binary_search(&before).is_ok() { before } else { at }
    }

    /// The character before a byte, in the whole text.
    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn icon(&mut self, at: usize, end: usize) -> Option<usize> {
        let name = shortcode::read(&self.text[at..end])?;
        let name_end = at + name.len() + 2;
        let start = self.guard(at);
        let follows = self.done == at && self.spots.last().is_some_and(|spot| spot.span.end == at);
        let before = self.before(start);
        let ends = self.text[name_end..].chars().next().is_none_or(|c| !is_word(c));
        let apart = before.is_none_or(|c| !is_word(c)) && ends || shortcode::is_plain(name);
        let icon = self.icons.get(name).filter(|_| apart && before != Some(':') || follows)?;
        let list = attributes::read(&self.text[name_end..]);
        let (found, length) = list.unwrap_or_default();
        let whole = start..name_end + length;
        self.refused(&found, &(name_end..whole.end));
        let mut shown = whole.clone();
        let starts = self.before(start).is_none_or(|c| c.is_whitespace() || c == '[');
        if matches!(icon, Icon::Missing(_)) && starts && self.text[shown.end..].starts_with(' ') {
            // The space after nothing goes with it.
            shown.end += 1;
        }
        self.push(shown, Inline::Icon { name: name.to_owned(), icon, attributes: found.allowed });
        self.done = whole.end;
        Some(whole.end)
    }

    fn keys(&mut self, at: usize, end: usize) -> Option<usize> {
        let before = self.before(at);
        // What is between quotation marks is text, whatever Markdown makes of it.
        let (keys, length) = keys::read(&self.text[at..])?;
        // `i++j++` is a sum.
        let apart = before.is_none_or(|c| !is_word(c)) || length > "++a++".len();
        if !apart || before == Some('+') {
            return None;
        }
        let is_quoted = self.text[at..at + length].contains(['"', '\'']);
        if at + length > end && !is_quoted {
            return None;
        }
        self.push(at..at + length, Inline::Keys(keys));
        self.done = self.done.max(at + length);
        Some(at + length)
    }

    /// `==text==`, whose ends may stand in different runs of one element.
    fn pair(&mut self, at: usize, end: usize, which: usize) -> Option<usize> {
        let (sign, element) = PAIRS[which];
        if !self.text[at..end].starts_with(sign) {
            return None;
        }
        let mark = sign.chars().next();
        let behind_run = at + self.text[at..].chars().take_while(|c| Some(*c) == mark).count();
        let span = at..at + sign.len();
        if behind_run != span.end || self.before(at) == mark {
            return Some(behind_run);
        }
        let (before, behind) = (self.before(at), self.text[span.end..].chars().next());
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let goes_on = |c: Option<char>| c.is_some_and(is_word);
        let frame = self.frames.last_mut()?;
        let open = frame.pending.iter().rposition(|(pending, _)| *pending == sign);
        if let Some(open) = open.filter(|_| !is_space(before) && !goes_on(behind)) {
            let (_, opened) = frame.pending.swap_remove(open);
            frame.pending.truncate(open);
            return Some(self.close_pair(element, opened, span));
        } else if !goes_on(before) && !is_space(behind) && open.is_none() {
            frame.pending.push((sign, span.clone()));
        }
        Some(span.end)
    }

    /// An element between signs, with the list after them; where to go on.
    fn close_pair(&mut self, element: &'static str, open: Range<usize>, close: Range<usize>) -> usize {
        let Some((found, length)) = attributes::read(&self.text[close.end..]) else {
            self.push_pair((open, Inline::Open(element)), (close.clone(), Inline::Close(element)));
            return close.end;
        };
        let end = close.end + length;
        let attributes = found.allowed.clone();
        self.push_pair(
            (open, Inline::ElementOpen { element, attributes }),
            (close.start..end, Inline::ElementClose { element, end: close.end }),
        );
        self.refused(&found, &(close.end..end));
        self.done = end;
        end
    }

    /// `x^2^`, `H~2~O`: one sign at each end of a single word.
    fn script(&mut self, at: usize, end: usize, sign: char, element: &'static str) -> Option<usize> {
        let inner = &self.text[at + 1..end];
        let length = inner.find(|c: char| c == sign || c.is_whitespace() || matches!(c, '[' | ']'))?;
        let close = at + 1 + length;
        let single =
            length > 0 && inner[length..].starts_with(sign) && !inner[length + 1..].starts_with(sign);
        if !single || self.before(at).is_some_and(|c| c == '[' || c == sign) {
            return None;
        }
        let mut inside = at + 1;
        while inside < close {
            inside = self.read(inside, close);
        }
        Some(self.close_pair(element, at..at + 1, close..close + 1))
    }

    /// A word, or an abbreviation that starts with it.
    fn word(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let starts = self.before(at).is_none_or(|c| !c.is_alphanumeric() && c != '_');
        match self.abbreviations.starting(rest).filter(|_| starts) {
            Some((length, meaning)) => {
                self.push(at..at + length, Inline::Abbreviation(meaning.to_owned()));
                at + length
            }
            None => at + word,
        }
    }
}

/// Whether a sign beside this character is more likely a part of a word or a number than ours. Languages without spaces
/// between words have no such characters.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// The length of `$...$` or `$$...$$` at the start of `text`: mathematics, and none of ours.
fn math(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix("$$") {
        return inner.find("$$").map(|end| end + 4);
    }
    let inner = &text[1..];
    let end = inner.find('$')?;
    let tight =
        end > 0 && !inner.starts_with(char::is_whitespace) && !inner[..end].ends_with(char::is_whitespace);
    let number = inner[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    (tight && !number).then_some(end + 2)
}
