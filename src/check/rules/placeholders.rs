//! Holes of a template that nobody filled: `[Pattern Name]`, `TODO:`, the template's own sentences.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;
use crate::text::name::slug;
use crate::text::spans::is_within;
use crate::text::words::HOLES;

/// So many different words that templates put into brackets make it certain that a page was made of one: alone they are
/// more often sets, ranges, options, or links that nothing defines.
const CERTAIN: usize = 3;

/// A text that may be a hole.
struct Hole {
    span: Range<usize>,
    certainty: Certainty,
}

impl Hole {
    fn is_nothing_else(&self) -> bool {
        matches!(self.certainty, Certainty::Certain | Certainty::Todo)
    }
}

/// What says that a text is a hole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// It is nothing else.
    Certain,
    /// It is a note that something is to be done, which says nothing of brackets.
    Todo,
    /// Templates have such words in brackets.
    Word,
    /// It is a phrase in brackets.
    Phrase,
}

/// How the holes of MADR's template start.
const PHRASES: &[&str] = &[
    "argument ",
    "decision driver",
    "describe ",
    "negative consequence",
    "positive consequence",
    "title of ",
];

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    if is_template(&page.file) {
        return;
    }
    let pieces = book.surveys[id].texts.iter();
    let mut found: Vec<Hole> = pieces.flat_map(|piece| holes(&page.text, piece.clone(), book)).collect();
    if !found.iter().all(Hole::is_nothing_else) {
        let examples = examples(&page.text);
        let is_in_example = |hole: &Hole| examples.iter().any(|spans| is_within(spans, hole.span.start));
        found.retain(|hole| hole.is_nothing_else() || !is_in_example(hole));
    }
    let of_templates = |hole: &&Hole| matches!(hole.certainty, Certainty::Certain | Certainty::Word);
    let mut words = found.iter().filter(of_templates).map(|hole| &page.text[hole.span.clone()]);
    let mut different = BTreeSet::new();
    let are_many = words.any(|word| different.insert(word) && different.len() >= CERTAIN);
    if !are_many {
        found.retain(Hole::is_nothing_else);
    }
    problems.extend(found.into_iter().map(|hole| {
        let text = &page.text[hole.span.clone()];
        let help = match text.starts_with('[') {
            true => "fill it in, or delete it; write `\\[...\\]` if brackets are meant",
            false => "fill it in, or delete it",
        };
        Diagnostic::new(Code::TextPlaceholder, format!("the placeholder `{text}` is left in the text"))
            .at(&page.file, hole.span)
            .help(help)
    }));
}

/// Whether a page is a template itself, by the name of its file or of a folder: its holes are meant.
pub(in crate::check) fn is_template(file: &str) -> bool {
    file.split('/').any(|part| {
        let words = slug(part.trim_end_matches(".md"));
        words.split('-').any(|word| matches!(word, "template" | "templates"))
    })
}

fn holes(text: &str, piece: Range<usize>, book: &Checked) -> Vec<Hole> {
    let written = &text[piece.clone()];
    let behind = written.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let (start, trimmed) = (piece.end - behind.len(), behind.trim_end());
    if is_todo(trimmed) || book.templates.is_sentence(trimmed) {
        return vec![Hole { span: start..start + trimmed.len(), certainty: Certainty::Todo }];
    }
    let hole = |inner: Range<usize>| Hole {
        certainty: certainty(&written[inner.clone()], book),
        span: piece.start + inner.start - 1..piece.start + inner.end + 1,
    };
    let is_square = |inner: &Range<usize>| is_hole(&written[inner.clone()]);
    let square =
        between(written, '[', ']').filter(is_square).map(hole).filter(|hole| stands_alone(text, &hole.span));
    let curly = between(written, '{', '}').filter(|inner| is_curly_hole(&written[inner.clone()])).map(hole);
    square.chain(curly).collect()
}

/// The quotations of a text that have words of their own, by their signs: `'[name] was appointed [title]'` is what to write
/// elsewhere.
fn examples(text: &str) -> Vec<Vec<Range<usize>>> {
    let of_signs = |signs: &(char, char)| {
        let mut found = quotations(text, *signs);
        found.retain(|span| has_words_of_its_own(&text[span.clone()]));
        found
    };
    QUOTES.iter().map(of_signs).collect()
}

/// The signs of a quotation.
const QUOTES: &[(char, char)] = &[('\'', '\''), ('"', '"'), ('“', '”'), ('‘', '’'), ('«', '»'), ('„', '“')];

/// What stands between two signs, from the left; none goes beyond its line or its cell.
fn quotations(text: &str, (opening, closing): (char, char)) -> Vec<Range<usize>> {
    let (mut found, mut open, mut before) = (Vec::new(), None, None);
    let mut chars = text.char_indices().peekable();
    while let Some((at, sign)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        match open {
            _ if matches!(sign, '\n' | '|') => open = None,
            Some(start) if sign == closing && closes(sign, before, after) => {
                found.push(start..at);
                open = None;
            }
            None if sign == opening && opens(before, after) => open = Some(at + sign.len_utf8()),
            _ => {}
        }
        before = Some(sign);
    }
    found
}

/// Whether a quotation may begin between two characters.
fn opens(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || "([{*_".contains(c))
        && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether a quotation may end with a sign between two characters. After a letter and before a space it may leave a letter
/// out: `o' course`.
fn closes(sign: char, before: Option<char>, after: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_some_and(|c| c == ' ' || c == '\t');
    let leaves_out = matches!(sign, '\'' | '’') && is_letter(before) && is_space(after);
    !is_letter(after) && !is_space(before) && !leaves_out
}

/// Whether a text says something outside of brackets.
fn has_words_of_its_own(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().any(|c| {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphabetic()
    })
}

/// How certain it is that a text in brackets is a hole.
fn certainty(inner: &str, book: &Checked) -> Certainty {
    let words: Vec<&str> = inner.split_whitespace().collect();
    let says_so =
        matches!(slug(inner).as_str(), "pattern-name" | "your-name" | "placeholder" | "tbd" | "todo");
    if says_so || is_amount(&words) || book.templates.is_hole(inner) {
        return Certainty::Certain;
    }
    let opens_as_hole = PHRASES.iter().any(|phrase| inner.to_lowercase().starts_with(phrase));
    if is_word_hole(inner, &words) || opens_as_hole { Certainty::Word } else { Certainty::Phrase }
}

/// Whether nothing is attached to brackets that makes them something else: an attribute (`#[default]`), the two parts of
/// a link that nothing defines (`[text][label]`), an index (`a[n]`), a shortcode's link, a task that is done.
fn stands_alone(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].chars().next_back();
    let behind = text[span.end..].chars().next();
    let is_attached = |c: char| c.is_alphanumeric() || matches!(c, '[' | ']' | '(' | '{' | '`' | '_' | '$');
    let is_sign = |c: char| {
        is_attached(c) && c != '[' && c != '(' && c != '{' || matches!(c, '#' | '!' | '@' | ')' | '\\')
    };
    let is_letter = span.len() == 3;
    let line = text[..span.start].trim_end_matches(|c: char| c != '\n' && c.is_whitespace());
    let opens_line = line.is_empty() || line.ends_with(['\n', '-', '*', '+', '|', '>', '.']);
    let is_task = is_letter && opens_line;
    let is_part = before.is_some_and(is_sign) || behind.is_some_and(|c| is_attached(c) || c == ':');
    !is_task && !is_part
}

/// `TODO: ...`, `TBD`, `Lorem ipsum ...`.
fn is_todo(text: &str) -> bool {
    let rest = ["TODO", "TBD", "FIXME", "XXX"].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(', '.', '!']))
        || text.starts_with("Lorem ipsum")
}

/// The bytes between brackets, the innermost where they nest.
fn between(text: &str, opening: char, closing: char) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut open = None;
    text.char_indices().filter_map(move |(at, c)| {
        if c == opening {
            open = Some(at + 1);
        }
        if c == closing { open.take().map(|start| start..at) } else { None }
    })
}

/// `{title of option 1}`, as the template of MADR writes it; no set, no attributes, no directive.
fn is_curly_hole(inner: &str) -> bool {
    let words: Vec<&str> = inner.split_whitespace().collect();
    let is_word =
        |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || "-',.".contains(c));
    let is_phrase = words.first().is_some_and(is_word) && words.get(1).is_some_and(is_word);
    let is_argument = matches!(words[..], ["argument" | "option" | "driver", _]);
    !inner.contains(['=', '\\'])
        && !is_set(inner)
        && (inner.contains(" | ") && !inner.contains(['<', '>'])
            || is_argument
            || (is_phrase && words.len() > 2))
}

/// `red, light green`, `Bob', data_bob`, `0, n`: a set or a range, whose members are a word or two.
fn is_set(inner: &str) -> bool {
    inner.contains(',') && inner.split(',').all(|member| (1..3).contains(&member.split_whitespace().count()))
}

fn is_hole(inner: &str) -> bool {
    if is_set(inner)
        || inner.is_empty()
        || inner.starts_with(['^', '!', '@', '#', ' ', '"'])
        || inner.len() > 400
    {
        return false;
    }
    let words: Vec<&str> = inner.split_whitespace().collect();
    let is_citation = words.last().is_some_and(|word| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        words.len() > 1 && digits.len() == 4 && word.len() <= 6
    }) || inner.contains("et al");
    let starts_a_phrase = inner.starts_with(char::is_uppercase) && inner.chars().any(char::is_lowercase);
    !is_citation && (is_word_hole(inner, &words) || is_amount(&words) || (words.len() > 1 && starts_a_phrase))
}

/// What templates have in brackets: a word of theirs, a choice, something numbered, `impact description`.
fn is_word_hole(inner: &str, words: &[&str]) -> bool {
    // `[-v|--verbose]` is how a command is used, and `{x | x > 0}` a set.
    let is_plain =
        |part: &str| part.trim().starts_with(char::is_alphanumeric) && !part.contains(['<', '>', '=']);
    let is_choice = inner.contains('|') && words.len() < 12 && inner.split('|').all(is_plain);
    let ends_as_hole = words.len() > 1
        && !matches!(
            words[0].to_lowercase().as_str(),
            "a" | "an" | "the" | "its" | "their" | "his" | "her" | "see" | "as" | "in" | "cf."
        )
        && is_hole_at_the_end(words);
    // `[x86_64]` is no hole.
    let is_small = |n: &str| n.is_empty() || n.parse::<u8>().is_ok_and(|n| n < 20);
    let is_numbered = inner
        .rsplit_once('_')
        .is_some_and(|(word, n)| is_small(n) && !word.contains(|c: char| c.is_ascii_digit()));
    // A small letter is a variable, or the mark of a task.
    let is_letter = inner.len() == 1 && inner != "X" && inner != "N";
    HOLES.contains(&slug(inner).as_str()) && !is_letter || is_choice || is_numbered || ends_as_hole
}

/// `impact description`, `specific thing 1`
fn is_hole_at_the_end(words: &[&str]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let are_words = before.iter().all(|word| word.chars().all(char::is_alphabetic));
    let is_number = before.len() > 1 && last.len() == 1 && last.bytes().all(|byte| byte.is_ascii_digit());
    are_words && (is_number || HOLES.contains(&slug(last).as_str()))
}

/// `2-3 sentences`, `1-2 paragraphs that explain it`
fn is_amount(words: &[&str]) -> bool {
    let [first, rest @ ..] = words else { return false };
    let are_words = rest.iter().all(|word| !word.contains(|c: char| c.is_ascii_digit()));
    let Some(second) = rest.first().filter(|second| are_words && **second != "of") else { return false };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_range = first.split_once(['-', '–']).is_some_and(|(from, to)| is_number(from) && is_number(to));
    is_range && second.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_told_from_brackets_that_are_meant() {
        for hole in [
            "Pattern Name",
            "X",
            "Memorable quote about it",
            "Attribution",
            "Benefit 1",
            "metric_1",
            "Value",
            "Company/System",
            "beginner|advanced",
            "1-2 paragraphs",
            "impact description",
            "specific thing 1",
        ] {
            assert!(is_hole(hole), "{hole}");
        }
        for text in [
            "1",
            "sic",
            "Fowler 2002",
            "Smith et al., 2019",
            "0, 1",
            "the server",
            "",
            " ",
            "x^2",
            "RFC 2119",
            "...",
            "i",
            "^1",
            "see figure 1",
            "the value",
            "2 items",
            "-v|--verbose",
            "x",
            "1-5 of 10, 3 selected",
            "1-5 of many",
            "5-7",
            "Bob', data_bob",
            "Red, Light green",
            "0, n",
        ] {
            assert!(!is_hole(text), "{text}");
        }
        for (text, alone) in [
            ("a #[default] b", false),
            ("a [default] b", true),
            ("a @[name] b", false),
            ("[Static items][label]", false),
            ("a[name] b", false),
            ("a [name](b)", false),
            ("- [X] b", false),
            ("takes [X] min", true),
            ("[Value]: b", false),
        ] {
            let span = text.find('[').unwrap()..text.find(']').unwrap() + 1;
            assert_eq!(stands_alone(text, &span), alone, "{text}");
        }
        assert!(is_curly_hole("proposed | accepted") && !is_curly_hole("x | x > 0"));
        assert!(is_template("src/template/adr.md") && is_template("src/adr-template.md"));
        assert!(!is_template("src/templating.md") && !is_template("src/a.md"));
        assert!(is_todo("TODO: write") && is_todo("TBD") && !is_todo("TODO lists help"));
        assert!(between("a [b [c] d] e", '[', ']').eq(std::iter::once(6..7)));
    }
}
