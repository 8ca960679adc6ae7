//! `superseded by [ADR-0005](0005-use-x.md)`, `accepted (2024-03-01)`: a status and other facts, in one text. MADR writes
//! the first in front matter, adr-tools in a section.

use std::borrow::Cow;
use std::ops::Range;

use super::peers::Said;
use super::time::Date;
use super::{FieldType, FieldValue, Fields, Reference, Schema, Typed, typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::{Node, Value};

/// The fields that hold the facts.
const STATUS: &str = "status";
const SUCCESSORS: &str = "superseded_by";
const PREDECESSORS: &str = "supersedes";
const DAY: &str = "updated";

/// How a text starts that says who took over, each with the status that it means; adr-tools spells one with a `c`.
const WORDS: &[(&str, &str)] = &[
    ("superseded", "superseded"),
    ("superceded", "superseded"),
    ("replaced", "superseded"),
    ("obsoleted", "superseded"),
    ("deprecated", "deprecated"),
];

/// The same in other languages, with their word for `by`. A word that the book declares as a status counts before them.
const PHRASES: &[&str] = &[
    "abgelöst durch",
    "abgelöst von",
    "ersetzt durch",
    "erstattet af",
    "erstattet av",
    "ersatt av",
    "reemplazada por",
    "reemplazado por",
    "remplacé par",
    "remplacée par",
    "sostituita da",
    "sostituito da",
    "substituída por",
    "substituído por",
    "sustituida por",
    "sustituido por",
    "vervangen door",
    "zastąpiona przez",
    "zastąpione przez",
    "zastąpiony przez",
    "заменено на",
    "замінено на",
];

/// What may stand around words: emphasis and spaces.
const SIGNS: &[char] = &['*', '_', ' ', '\t', '\n', '\r'];

/// What may stand between the facts.
const BETWEEN: &[char] = &[' ', ',', ';', ':', '.', '(', ')', '[', ']', '-', '–', '—', '*', '_'];

/// The start of a text that says who took over.
pub(crate) struct Opening {
    /// The id of the status.
    pub(crate) status: &'static str,
    /// The word that says so.
    word: Range<usize>,
    /// Where the successors begin.
    pub(crate) end: usize,
}

impl Opening {
    /// The status of a text: its own word where the book declares that, otherwise what the word means.
    pub(crate) fn term<'t>(&self, text: &'t str, schema: &Schema) -> &'t str {
        declared(&text[self.word.clone()], Some(self.status), schema)
    }
}

/// The status that a word says: the word itself where the book declares that, otherwise what it means.
fn declared<'t>(word: &'t str, meaning: Option<&'static str>, schema: &Schema) -> &'t str {
    meaning.filter(|meaning| schema.is_status(meaning) || !schema.is_status(word)).unwrap_or(word)
}

/// The start of a text that says who took over, emphasised or not, after what was struck out.
pub(crate) fn opening(text: &str) -> Option<Opening> {
    let rest = without_struck(text.trim_start_matches(SIGNS));
    let at = text.len() - rest.len();
    let (status, len, rest) = in_english(rest).or_else(|| in_another_language(rest))?;
    let rest = rest.trim_start_matches(SIGNS);
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start_matches(SIGNS);
    let end = text.len() - rest.len();
    (!rest.is_empty()).then_some(Opening { status, word: at..at + len, end })
}

/// The status of `superseded by X` or `superseded (by X)`, the length of its word, and what follows.
fn in_english(text: &str) -> Option<(&'static str, usize, &str)> {
    let (word, status) = WORDS.iter().find(|(word, _)| starts_with(text, word))?;
    let rest = text[word.len()..].trim_start_matches(SIGNS).trim_start_matches(['-', '(']);
    let rest = Some(rest).filter(|rest| starts_with(rest, "by"))?;
    Some((status, word.len(), &rest["by".len()..]))
}

fn in_another_language(text: &str) -> Option<(&'static str, usize, &str)> {
    let phrase = PHRASES.iter().find(|phrase| starts_with_folded(text, phrase))?;
    let word = phrase.find(' ').unwrap_or(phrase.len());
    Some(("superseded", word, &text[phrase.len()..]))
        .filter(|(_, _, rest)| !rest.starts_with(char::is_alphanumeric))
}

/// Where the status ends and where the successors begin of `deprecated, superseded by [X](x.md)`: a sign is between the two.
fn opening_behind(text: &str) -> Option<(usize, usize)> {
    let signs = text.match_indices([',', ';', '(', '.', '–', '—']);
    signs.map(|(at, sign)| (at, at + sign.len())).find_map(|(at, behind)| {
        let rest = text[behind..].trim_start_matches(BETWEEN);
        Some((at, text.len() - rest.len() + opening(rest)?.end))
    })
}

/// The text after `~~accepted~~`, if it starts so.
fn without_struck(text: &str) -> &str {
    let struck = text.strip_prefix("~~").and_then(|rest| rest.split_once("~~"));
    struck.map_or(text, |(_, rest)| rest.trim_start_matches(BETWEEN))
}

/// What of a range of a text stands after what is struck out at its start: `accepted` of `~~proposed~~ accepted`.
fn behind_struck(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let said = &text[range.clone()];
    let rest = without_struck(said.trim_start());
    (rest.len() < said.trim_start().len()).then(|| range.end - rest.len()..range.end)
}

/// The same where the first letter may be one with an accent.
fn starts_with_folded(text: &str, phrase: &str) -> bool {
    text.get(..phrase.len()).is_some_and(|start| start.to_lowercase() == phrase)
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// What a text says beside its status, as places in it.
#[derive(Debug, Default, PartialEq)]
struct Facts {
    /// The id of the status, where the text has another word for it.
    id: Option<&'static str>,
    status: Range<usize>,
    successors: Vec<Range<usize>>,
    predecessors: Vec<Range<usize>>,
    day: Option<Date>,
}

impl Facts {
    /// What a text says that is a status and other facts, and nothing else.
    fn of(text: &str) -> Option<Self> {
        let (rest, day) = without_date(text);
        Self::of_pages(text, rest.clone(), day)
            .or_else(|| Self::of_pages(text, 0..text.len(), None))
            .or_else(|| Some(Self { status: words(text, rest.clone())?, day: Some(day?), ..Self::default() }))
            .or_else(|| {
                Some(Self { status: words(text, behind_struck(text, rest)?)?, day, ..Self::default() })
            })
    }

    /// Which pages took over, or were taken over from.
    fn of_pages(text: &str, range: Range<usize>, day: Option<Date>) -> Option<Self> {
        let said = &text[range.clone()];
        let moved = |part: Range<usize>| range.start + part.start..range.start + part.end;
        if let Some(opening) = opening(said) {
            let successors: Vec<Range<usize>> = pages(said, opening.end)?.into_iter().map(moved).collect();
            let (id, status) = (Some(opening.status), moved(opening.word));
            return (!successors.is_empty()).then_some(Self {
                id,
                status,
                successors,
                day,
                ..Self::default()
            });
        }
        if let Some((head, opening)) = opening_behind(said) {
            let successors = pages(said, opening)?;
            let are_names = successors.iter().all(|page| is_name(&said[page.clone()]));
            let successors: Vec<Range<usize>> = successors.into_iter().map(moved).collect();
            let status = words(text, moved(0..head))?;
            return (are_names && !successors.is_empty()).then_some(Self {
                status,
                successors,
                day,
                ..Self::default()
            });
        }
        let word = "supersedes";
        let at = said.char_indices().map(|(at, _)| at).find(|at| starts_with(&said[*at..], word))?;
        let (head, earlier) = without_date(&said[..at]);
        let (status, day) = (words(text, moved(head))?, day.or(earlier));
        let predecessors: Vec<Range<usize>> = pages(said, at + word.len())?.into_iter().map(moved).collect();
        (!predecessors.is_empty()).then_some(Self { status, predecessors, day, ..Self::default() })
    }
}

/// The words of a status within a range: letters, and no word that asks for more.
fn words(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    const ASK: &[&str] = &["and", "before", "but", "for", "from", "in", "not", "or", "to", "until"];
    // What stands before a day in other languages: `Akzeptiert am 12. März 2024` has no term `Akzeptiert am`.
    const BEFORE_A_DAY: &[&str] = &[
        "ab", "al", "am", "bis", "dal", "de", "del", "den", "depuis", "desde", "dia", "dne", "dnia", "du",
        "durch", "el", "em", "en", "il", "le", "les", "na", "od", "op", "par", "per", "por", "seit", "sinds",
        "van", "vom", "von", "z", "в", "від", "до", "з", "на", "от", "с",
    ];
    let said = &text[range.clone()];
    let start = range.start + said.len() - said.trim_start_matches(BETWEEN).len();
    let said = said.trim_matches(BETWEEN);
    let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '-');
    let is = |word: &str, other: &str| word.eq_ignore_ascii_case(other);
    let mut asking = ASK.iter().chain(BEFORE_A_DAY);
    let asks = said.rsplit(' ').next().is_some_and(|last| asking.any(|ask| is(last, ask)));
    let names_somebody = said.split(' ').any(|word| is(word, "by"));
    (!said.is_empty()
        && !asks
        && !names_somebody
        && said.split(' ').count() <= 3
        && said.split(' ').all(is_word))
    .then(|| start..start + said.len())
}

/// Where the pages begin of a text that says only what it supersedes.
pub(crate) fn predecessors(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(SIGNS);
    let word = ["supersedes", "supercedes"].into_iter().find(|word| starts_with(rest, word))?;
    let names = rest[word.len()..].trim_start_matches([' ', ':', '*', '_']);
    (!names.is_empty()).then_some(text.len() - names.len())
}

/// What a text says after its status.
pub(crate) struct WithPages {
    pub(crate) status: Range<usize>,
    /// The field that holds the pages.
    pub(crate) field: &'static str,
    pub(crate) pages: Vec<Range<usize>>,
}

/// The parts of a text that says after its status who took over, or what it supersedes.
pub(crate) fn with_pages(text: &str) -> Option<WithPages> {
    let facts = Facts::of(text).filter(|facts| facts.id.is_none())?;
    let (field, pages) = match facts.successors.is_empty() {
        true => (PREDECESSORS, facts.predecessors),
        false => (SUCCESSORS, facts.successors),
    };
    (!pages.is_empty()).then_some(WithPages { status: facts.status, field, pages })
}

/// Whether a text says that pages took over, or were taken over from, and more than that.
pub(crate) fn says_more(text: &str) -> bool {
    let names_pages = opening(text).is_some() || opening_behind(text).is_some();
    let links_pages = || text.to_ascii_lowercase().contains("supersedes") && !links(text, 0).is_empty();
    (names_pages || links_pages()) && predecessors(text).is_none() && Facts::of(text).is_none()
}

/// Whether a text, whose links are not in it, has nothing but words and a day that may stand between links.
pub(crate) fn is_between_links(text: &str) -> bool {
    const WORDS: &[&str] = &["and", "by", "the", "adr", "und", "et", "y", "e", "en", "och", "og", "i"];
    let (rest, _) = without_date(text);
    let mut words = text[rest].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether words are the name of a page, and no part of a sentence: `Use B`, `use-b`.
fn is_name(text: &str) -> bool {
    let is_upper = |word: &str| !word.starts_with(char::is_lowercase);
    text.starts_with('[') || !text.contains(' ') || text.split_whitespace().all(is_upper)
}

/// The pages that a text names from `start` on without links.
pub(crate) fn names_without_links(text: &str, start: usize) -> Vec<Range<usize>> {
    if links(text, start).is_empty() { names(text, start) } else { Vec::new() }
}

/// The term and the day of a text that says these: `accepted (2024-03-01)`.
pub(crate) fn dated(text: &str) -> Option<(Range<usize>, Date)> {
    let (rest, day) = without_date(text);
    Some((words(text, rest)?, day?))
}

/// The day that a status says beside what it is, and beside the pages that it names.
pub(crate) fn day(text: &str) -> Option<Date> {
    Facts::of(text)?.day
}

/// The text without the day before or after it: `2024-03-01: accepted`, `accepted on 1 March 2024`.
fn without_date(text: &str) -> (Range<usize>, Option<Date>) {
    let end = text.trim_end_matches(BETWEEN).len();
    let starts = text[..end].rmatch_indices([' ', '(', '[']).map(|(at, _)| at + 1);
    let last = starts
        .take(3)
        .filter_map(|at| Some((at, Date::in_sentence(&text[at..end]).filter(Date::is_day)?)))
        .last();
    if let Some((at, day)) = last {
        let mut rest = text[..at].trim_end_matches(BETWEEN);
        for word in [" on", " since", " as of", " at"] {
            rest = rest.strip_suffix(word).unwrap_or(rest).trim_end_matches(BETWEEN);
        }
        return (0..with_link(text, rest.len()), Some(day));
    }
    let start = text.len() - text.trim_start_matches(BETWEEN).len();
    let first = text[start..].find([' ', ':', ')', ']', ',']).map(|len| start..start + len);
    match first.and_then(|first| Some((first.end, Date::parse(&text[first])?))) {
        Some((end, day)) if day.is_day() => {
            let rest = text[end..].trim_start_matches([':', ')', ']', ',', ' ']);
            (text.len() - rest.len()..text.len(), Some(day))
        }
        _ => (0..text.len(), None),
    }
}

/// The end of a text, with the bracket that closes a link.
fn with_link(text: &str, end: usize) -> usize {
    let is_open = text[..end].rfind("](").is_some_and(|at| !text[at..end].contains(')'));
    if is_open && text[end..].starts_with(')') { end + 1 } else { end }
}

/// The pages that a text names from `start` on: links, and names between commas; beside links only ids. `None` where more
/// words are there, which are about the links.
fn pages(text: &str, start: usize) -> Option<Vec<Range<usize>>> {
    let mut found = links(text, start);
    if found.is_empty() {
        let found = names(text, start);
        // What stands in parentheses says more than a page.
        return (!found.iter().any(|name| text[name.clone()].contains('('))).then_some(found);
    }
    let mut rest = text.to_owned();
    found.iter().for_each(|link| rest.replace_range(link.clone(), &",".repeat(link.len())));
    let is_id = |name: &Range<usize>| {
        let name = &text[name.clone()];
        name.contains(|c: char| c.is_ascii_digit())
            && !name.contains(char::is_whitespace)
            && Date::parse(name).is_none()
    };
    let ids: Vec<Range<usize>> = names(&rest, start).into_iter().filter(is_id).collect();
    ids.iter().for_each(|id| rest.replace_range(id.clone(), &",".repeat(id.len())));
    found.extend(ids);
    found.sort_by_key(|name| name.start);
    is_between_links(&rest[start..]).then_some(found)
}

/// `[text](address)`, each.
fn links(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(open) = text[at..].find('[').map(|open| at + open) {
        let Some(middle) = text[open..].find("](").map(|middle| open + middle) else { break };
        let Some(end) = text[middle..].find(')').map(|end| middle + end + 1) else { break };
        found.push(open..end);
        at = end;
    }
    found
}

/// What is between commas and `and`.
fn names(text: &str, start: usize) -> Vec<Range<usize>> {
    let rest = text[start..].replace(" and ", " ,,, ").replace(" & ", " , ");
    let mut found = Vec::new();
    let mut at = start;
    for piece in rest.split([',', ';']) {
        let signs: &[char] = &[' ', '\t', '*', '_', ':', '('];
        let name =
            piece.trim_start_matches(signs).trim_end_matches(['.', '*', '_', ')', ' ', '\t', '\n', '\r']);
        let from = at + piece.len() - piece.trim_start_matches(signs).len();
        if !name.is_empty() {
            found.push(from..from + name.len());
        }
        at += piece.len() + 1;
    }
    found
}

/// Makes a status and other facts of a status that says them. What the page says of them itself counts. Of more than them
/// nobody knows what it means, so that it stays whole.
pub(super) fn split(
    fields: &mut Fields,
    schema: &Schema,
    text: &str,
    file: &str,
    problems: &mut Vec<Diagnostic>,
) {
    let Some(status) = fields.get(STATUS) else { return };
    let FieldValue::References(statuses) = &status.value else { return };
    let said_more = |one: &Reference| Facts::of(&one.name).filter(|_| !schema.is_status(&one.name));
    let Some((at, facts)) = statuses.iter().enumerate().find_map(|(at, one)| Some((at, said_more(one)?)))
    else {
        let more = statuses.iter().filter(|one| says_more(&one.name) && !schema.is_status(&one.name));
        problems.extend(more.map(|one| whole(one).at(file, one.span.clone())));
        return;
    };
    let (key, mut statuses) = (status.key.clone(), statuses.clone());
    let said = std::mem::replace(&mut statuses[at], Reference::named("", status.span.clone()));
    let place = |part: &str| {
        let start = text.get(said.span.clone()).and_then(|written| written.find(part));
        start.map_or(said.span.clone(), |start| said.span.start + start..said.span.start + start + part.len())
    };
    let word = &said.name[facts.status.clone()];
    let term = declared(word, facts.id, schema).to_owned();
    statuses[at] = Reference { name: term, span: place(word), ..said.clone() };
    fields.set(STATUS, FieldValue::References(statuses));
    let named = |parts: &[Range<usize>]| {
        let parts = parts.iter().map(|part| &said.name[part.clone()]);
        parts.map(|part| Reference::named(part, place(part))).collect::<Vec<_>>()
    };
    add(fields, schema, SUCCESSORS, named(&facts.successors), &key, &said.span);
    add(fields, schema, PREDECESSORS, named(&facts.predecessors), &key, &said.span);
    let day = facts.day.filter(|_| fields.get(DAY).is_none());
    if let (Some(day), Some(field)) = (day, schema.get(DAY)) {
        let (span, end) = (said.span.clone(), said.span.end);
        let node = Node { value: Value::Text(day.to_string()), span: span.clone() };
        let said = Said { key: Cow::Owned(key), key_span: span, node: Cow::Owned(node), end };
        if let Some(day) = typed::read(&said, field, text, "", &mut Vec::new()) {
            fields.insert(DAY, day);
        }
    }
}

/// A status that says more than a term and pages.
fn whole(status: &Reference) -> Diagnostic {
    let message =
        format!("`{}` is one value of `{STATUS}`, for it says more than a term and pages", status.name);
    let help = format!(
        "write the term in `{STATUS}`, the pages in `{SUCCESSORS}` or `{PREDECESSORS}`, and the rest in the text of the page"
    );
    Diagnostic::new(Code::SeveralValues, message).help(help)
}

/// What a text of the page at `span` says, for a page whose front matter says nothing of its successors: those that it
/// links to, for other words may mean anything.
pub(crate) fn read_text(
    fields: &mut Fields,
    schema: &Schema,
    text: &str,
    span: Range<usize>,
    has_status: bool,
) {
    let said = &text[span.clone()];
    let Some(opening) = opening(said) else { return };
    let found = links(said, opening.end);
    if found.is_empty() {
        return;
    }
    let of_text = |part: Range<usize>| span.start + part.start..span.start + part.end;
    let successors = found.into_iter().map(|part| Reference::named(&said[part.clone()], of_text(part)));
    add(fields, schema, SUCCESSORS, successors.collect(), STATUS, &span);
    if has_status && fields.get(STATUS).is_none() {
        let status = opening.term(said, schema);
        let value = FieldValue::References(vec![Reference::named(status, span.clone())]);
        fields.insert(STATUS, Typed::said(value, STATUS, span));
    }
}

/// Relations of a page that does not have them in a field of their own.
fn add(
    fields: &mut Fields,
    schema: &Schema,
    name: &str,
    pages: Vec<Reference>,
    key: &str,
    span: &Range<usize>,
) {
    let is_relation = schema.get(name).is_some_and(|field| field.kind == FieldType::Relation);
    if is_relation && !pages.is_empty() && fields.get(name).is_none() {
        fields.insert(name, Typed::said(FieldValue::References(pages), key, span.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The facts of a text in the words of the text: status, successors, predecessors, day.
    fn facts(text: &str) -> Option<(String, Vec<&str>, Vec<&str>, String)> {
        let facts = Facts::of(text)?;
        let status = facts.id.unwrap_or(&text[facts.status.clone()]).to_owned();
        let parts = |parts: &[Range<usize>]| parts.iter().map(|part| &text[part.clone()]).collect();
        let day = facts.day.map_or(String::new(), |day| day.to_string());
        Some((status, parts(&facts.successors), parts(&facts.predecessors), day))
    }

    #[test]
    fn a_day_after_a_link_leaves_it_whole() {
        for text in [
            "replaced by [B](b.md) (2024-05-01)",
            "superseded by [B](b.md) on 2024-05-01",
            "Superseded by [B](b.md), 1 May 2024.",
            "2024-05-01: superseded by [B](b.md)",
        ] {
            let wanted = ("superseded".to_owned(), vec!["[B](b.md)"], vec![], "2024-05-01".to_owned());
            assert_eq!(facts(text), Some(wanted), "{text}");
        }
        let wanted = ("accepted".to_owned(), vec![], vec!["[A](a.md)"], "2024-05-01".to_owned());
        assert_eq!(facts("accepted, supersedes [A](a.md) (2024-05-01)"), Some(wanted));
    }

    #[test]
    fn successors_are_links_or_names() {
        for (text, status, found) in [
            ("superseded by [ADR-0005](0005-use-x.md)", "superseded", vec!["[ADR-0005](0005-use-x.md)"]),
            ("Superceded by [2. Use B](0002-use-b.md).", "superseded", vec!["[2. Use B](0002-use-b.md)"]),
            ("**Superseded by:** [A](a.md) and [B](b.md).", "superseded", vec!["[A](a.md)", "[B](b.md)"]),
            ("superseded by ADR-0123", "superseded", vec!["ADR-0123"]),
            ("superseded-by: use-x, use-y and use-z.", "superseded", vec!["use-x", "use-y", "use-z"]),
            ("~~accepted~~, superseded by [B](b.md)", "superseded", vec!["[B](b.md)"]),
            ("Replaced by 0002", "superseded", vec!["0002"]),
            ("superseded by ADR-3 and [B](b.md)", "superseded", vec!["ADR-3", "[B](b.md)"]),
            ("Deprecated by ADR-3", "deprecated", vec!["ADR-3"]),
            ("Superseded (by 0002-b)", "superseded", vec!["0002-b"]),
            ("superseded (by [B](b.md))", "superseded", vec!["[B](b.md)"]),
            ("Abgelöst durch [B](b.md) und [C](c.md)", "superseded", vec!["[B](b.md)", "[C](c.md)"]),
            ("remplacée par ADR-3", "superseded", vec!["ADR-3"]),
        ] {
            assert_eq!(facts(text), Some((status.to_owned(), found, vec![], String::new())), "{text}");
        }
    }

    #[test]
    fn a_status_can_say_its_day_and_what_it_supersedes() {
        for (text, status, successors, predecessors, day) in [
            ("accepted (2024-01-02)", "accepted", vec![], vec![], "2024-01-02"),
            ("Accepted on 2 January 2024.", "Accepted", vec![], vec![], "2024-01-02"),
            ("Accepted - 2024-01-02", "Accepted", vec![], vec![], "2024-01-02"),
            ("2024-01-02: in review", "in review", vec![], vec![], "2024-01-02"),
            ("[2024-01-02] Accepted", "Accepted", vec![], vec![], "2024-01-02"),
            ("Superseded by ADR-3 on 2024-01-02", "superseded", vec!["ADR-3"], vec![], "2024-01-02"),
            ("superseded by 2024-01-02-use-x", "superseded", vec!["2024-01-02-use-x"], vec![], ""),
            ("~~proposed~~ accepted", "accepted", vec![], vec![], ""),
            ("~~Proposed~~ Accepted (2024-01-02)", "Accepted", vec![], vec![], "2024-01-02"),
            ("Accepted, supersedes ADR-3", "Accepted", vec![], vec!["ADR-3"], ""),
            ("Accepted 2024-01-02, supersedes 3", "Accepted", vec![], vec!["3"], "2024-01-02"),
            ("accepted (supersedes [A](a.md))", "accepted", vec![], vec!["[A](a.md)"], ""),
        ] {
            let expected = (status.to_owned(), successors, predecessors, day.to_owned());
            assert_eq!(facts(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_left_as_they_are() {
        for text in [
            "superseded",
            "superseded by",
            "accepted",
            "supersedes [A](a.md)",
            "Supersede by x",
            "planned for 2024-01-02",
            "accepted in 2024",
            "accepted by Ann on 2024-01-02",
            "2024-01-02",
            "v1.2 since 2024-01-02",
            "superseded by [B](b.md), see the wiki",
            "accepted (supersedes [A](a.md) for new code)",
            "",
        ] {
            assert_eq!(facts(text), None, "{text}");
        }
    }
}
