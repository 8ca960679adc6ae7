//! YAML between `---` fences, through `serde-saphyr`.
//!
//! A block that fails as a whole is read again key by key, so that one bad key costs one key: of
//! 1,600 real pages 40 fail, nearly all for a title with an unquoted colon.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::DuplicateKeyPolicy;
use serde_saphyr::{NonFiniteFloatPolicy, Options, Spanned};

use super::value::{Entry, Map, Node, Value};
use super::{Code, Report};

/// Deeper than any front matter, shallow enough for a thread's stack.
const MAX_DEPTH: usize = 32;

/// Reads what can be read of `text`; the rest is reported where it stands.
pub(super) fn parse(text: &str, report: &mut Report<'_>) -> Map {
    match read(text) {
        Ok(Some(map)) => map,
        Ok(None) => {
            let end = text.trim_end().len();
            report(
                Code::InvalidFrontMatter,
                "front matter must be keys with values".to_owned(),
                0..end.min(text.find('\n').unwrap_or(end)),
                Some("write `key: value` lines".to_owned()),
            );
            Map::default()
        }
        Err(_) => key_by_key(text, report),
    }
}

/// Whether a block is valid as a whole.
pub(super) fn is_whole(text: &str) -> bool {
    text.len() <= super::MAX_BYTES && read(text).is_ok()
}

/// Reads a whole file of keys that is no front matter, of any size that a configuration has. Tags are passed over, and
/// of two equal keys the last counts, as PyYAML has it.
pub(super) fn document(text: &str) -> Result<Map, (String, usize)> {
    let mut options = options();
    options.duplicate_keys = DuplicateKeyPolicy::LastWins;
    options.budget =
        serde_saphyr::budget! { max_depth: MAX_DEPTH, max_events: 4_000_000, max_nodes: 2_000_000 };
    match read_with(text, options) {
        Ok(map) => Ok(map.unwrap_or_default().with_last_of_equal_keys()),
        Err(failure) => Err((failure.message, failure.at)),
    }
}

/// Whether a line at column 1 is neither a key, a comment, a list's item nor the end of a bracket.
pub(super) fn is_text(line: &str) -> bool {
    let starts = |signs: &[char]| line.starts_with(signs);
    !line.is_empty() && !starts(&[' ', '\t', '#', '-', ']', '}', '"', '\'']) && key_of(line).is_none()
}

/// A failure of the parser: what and where.
struct Failure {
    message: String,
    at: usize,
}

/// Reads a whole document; `None` if it holds something else than keys.
fn read(text: &str) -> Result<Option<Map>, Failure> {
    read_with(text, options())
}

fn read_with(text: &str, options: Options) -> Result<Option<Map>, Failure> {
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(Spanned { value: Raw::Map(entries), .. }) => Ok(Some(to_map(entries, text))),
        Ok(Spanned { value: Raw::Null, .. }) => Ok(Some(Map::default())),
        Ok(_) => Ok(None),
        Err(error) => Err(failure(&error, text)),
    }
}

fn options() -> Options {
    let mut options = serde_saphyr::options! {
        strict_booleans: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    };
    options.budget = serde_saphyr::budget! { max_depth: MAX_DEPTH, max_events: 100_000, max_nodes: 50_000 };
    options
}

fn failure(error: &serde_saphyr::Error, text: &str) -> Failure {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let message = message.lines().next().unwrap_or_default().split(", set ").next().unwrap_or_default();
    let at = error.location().map_or(0, |l| offset(text, l.line(), l.column()));
    Failure { message: message.trim_start_matches("error: ").to_owned(), at }
}

/// The byte at a line and a column, both counted from 1, columns in characters.
fn offset(text: &str, line: u64, column: u64) -> usize {
    let mut at = 0;
    for (n, content) in (1..).zip(text.split_inclusive('\n')) {
        if n == line {
            let before: usize =
                content.chars().take(column.saturating_sub(1) as usize).map(char::len_utf8).sum();
            return at + before;
        }
        at += content.len();
    }
    text.len()
}

fn key_by_key(text: &str, report: &mut Report<'_>) -> Map {
    let mut map = Map::default();
    for chunk in chunks(text) {
        let Some(entry) = chunk_entry(text, &chunk, report) else { continue };
        if map.get(&entry.key).is_some() {
            report(
                Code::DuplicateKey,
                format!("`{}` is given twice", entry.key),
                entry.key_span,
                Some("the first one is used; delete the other".to_owned()),
            );
        } else {
            map.0.push(entry);
        }
    }
    map
}

/// The bytes of each key with its value: a key starts at column 1, outside a quoted text.
fn chunks(text: &str) -> Vec<Range<usize>> {
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut quoted_until = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let starts = at >= quoted_until && key_of(line).is_some();
        match chunks.last_mut() {
            Some(chunk) if !starts => chunk.end = end,
            _ if line.trim().is_empty() || line.starts_with('#') => {}
            _ => chunks.push(at..end),
        }
        if starts {
            quoted_until = quote_end(text, at, line);
        }
        at = end;
    }
    chunks
}

/// Where the quoted value ends that starts on the line at `at`; that line if it is closed there, or
/// never.
fn quote_end(text: &str, at: usize, line: &str) -> usize {
    let end_of_line = at + line.len();
    let value = line.split_once(':').map_or("", |(_, value)| value.trim());
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return end_of_line };
    if value.matches(quote).count() % 2 == 0 {
        return end_of_line;
    }
    let mut end = end_of_line;
    for line in text[end_of_line..].split_inclusive('\n') {
        end += line.len();
        if line.matches(quote).count() % 2 == 1 {
            return end;
        }
    }
    end_of_line
}

/// The key that a line starts with, if it starts one.
fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let plain = !key.starts_with([' ', '\t', '#', '-', '[', '{', '&', '*', '!', '|', '>', '?']);
    let ends = rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    (plain && ends && !key.trim().is_empty()).then(|| key.trim_matches(['"', '\'']).trim())
}

fn chunk_entry(text: &str, chunk: &Range<usize>, report: &mut Report<'_>) -> Option<Entry> {
    let source = &text[chunk.clone()];
    let failure = match read(source) {
        Ok(Some(mut map)) if map.0.len() == 1 => {
            map.shift(chunk.start);
            return map.0.pop();
        }
        Ok(_) => Failure { message: "not a key with a value".to_owned(), at: 0 },
        Err(failure) => failure,
    };
    let line = first_line(source);
    let Some(key) = key_of(line) else {
        report(Code::InvalidFrontMatter, failure.message, chunk.start..chunk.start + line.len(), None);
        return None;
    };
    if let Some(entry) = before_tab(source, chunk.start, report) {
        return Some(entry);
    }
    mend(source, key, chunk.start, report).or_else(|| {
        let at = failure.at.min(source.trim_end().len());
        let sign = source[at..].chars().next().map_or(0, char::len_utf8);
        let span = chunk.start + at..chunk.start + at + sign;
        let help = help(source);
        let message = format!("`{key}` cannot be read: {}", failure.message);
        report(Code::InvalidFrontMatter, message, span, Some(help.to_owned()));
        None
    })
}

/// The way out for a key that cannot be read.
fn help(source: &str) -> &'static str {
    let value = source.split_once(':').map_or("", |(_, value)| value.trim());
    if has_alias(value) {
        return "write the values out: an alias (`*name`) must be short, and come after its anchor (`&name`)";
    }
    if is_placeholder(value) {
        return "it looks like a placeholder: fill it in, or quote the text";
    }
    match value.starts_with(['[', '{']) {
        true => "close the bracket, and quote texts with special characters",
        false => "quote the text, or indent the lines that belong to it",
    }
}

/// Whether a value is made of other ones: `*a`, `[*a, *a]`.
fn has_alias(value: &str) -> bool {
    let mut words = value.split([' ', '\n', '[', '{', ',', ']', '}']).map(str::trim);
    words.any(|word| word.strip_prefix('*').is_some_and(|name| name.starts_with(char::is_alphanumeric)))
}

/// `[Pattern Name] in practice`: words in brackets, with text after.
fn is_placeholder(value: &str) -> bool {
    let inner = value.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inner.is_some_and(|(hole, behind)| {
        hole.starts_with(char::is_alphabetic)
            && !hole.contains([',', '"', '\'', ':', '['])
            && !behind.trim().is_empty()
    })
}

/// The key without the lines from the first that a tab indents, which YAML does not allow.
fn before_tab(source: &str, start: usize, report: &mut Report<'_>) -> Option<Entry> {
    let at = source.find("\n\t")? + 1;
    let mut map = read(&source[..at]).ok()??;
    let line = start + at..start + at + first_line(&source[at..]).len();
    let message = "this line is indented by a tab, which YAML does not allow".to_owned();
    report(Code::InvalidFrontMatter, message, line, Some("indent it by spaces; it was left out".to_owned()));
    map.shift(start);
    map.0.pop()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Reads what libyaml or a human would: a quoted text that goes on at column 1, and a plain text
/// with a colon in it.
fn mend(source: &str, key: &str, start: usize, report: &mut Report<'_>) -> Option<Entry> {
    let (_, value) = source.split_once(':')?;
    let value_start = source.len() - value.trim_start().len();
    let span = start + value_start..start + source.trim_end().len();
    let key_start = start + source.find(key)?;
    let entry = |value| Entry {
        key: key.to_owned(),
        key_span: key_start..key_start + key.len(),
        node: Node { value, span: span.clone() },
    };
    let value = value.trim();
    if value.starts_with(['"', '\'']) {
        let indented = source.trim_end().lines().collect::<Vec<_>>().join("\n  ");
        let mut map = read(&indented).ok()??;
        let value = map.0.pop()?.node.value;
        report(
            Code::UnindentedText,
            format!("the lines that continue `{key}` are not indented"),
            span.clone(),
            Some("indent them by two spaces".to_owned()),
        );
        return Some(entry(value));
    }
    let on_key_line = first_line(source).split_once(':').is_some_and(|(_, text)| !text.trim().is_empty());
    if !on_key_line
        || value.starts_with(['[', '{', '|', '>', '&', '*', '!', '%', '@', '`', '-'])
        || !value.contains(':')
    {
        return None;
    }
    let lines = value.lines().map(without_comment);
    let plain = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    let quoted = plain.replace('\\', "\\\\").replace('"', "\\\"");
    report(
        Code::UnquotedColon,
        format!("`{key}` holds a colon and is not quoted"),
        span.clone(),
        Some(format!("it was taken as text; quote it: `{key}: \"{}\"`", shortened(&quoted))),
    );
    Some(entry(Value::Text(plain)))
}

/// A line of a plain text up to its comment, which a `#` after white space begins.
fn without_comment(line: &str) -> &str {
    let starts = |(at, _): &(usize, &str)| line[..*at].is_empty() || line[..*at].ends_with([' ', '\t']);
    line.match_indices('#').find(starts).map_or(line, |(at, _)| &line[..at])
}

/// A text for a message, cut where it gets long.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}

/// A value as serde delivers it.
enum Raw {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

fn bytes(location: serde_saphyr::Location) -> Range<usize> {
    let span = location.span();
    let start = span.byte_offset().unwrap_or_default() as usize;
    start..start + span.byte_len().unwrap_or_default() as usize
}

fn to_map(entries: Vec<(Spanned<String>, Spanned<Raw>)>, text: &str) -> Map {
    let entry = |(key, value): (Spanned<String>, Spanned<Raw>)| Entry {
        key: key.value,
        key_span: bytes(key.referenced),
        node: to_node(value, text),
    };
    let mut entries: Vec<Entry> = entries.into_iter().map(entry).collect();
    // Collected in place, in the room of the larger values that serde gave.
    entries.shrink_to_fit();
    Map(entries)
}

fn to_node(raw: Spanned<Raw>, text: &str) -> Node {
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Bool(b) => Value::Bool(b),
        Raw::Number => number(text.get(bytes(raw.defined)).unwrap_or_default()),
        Raw::Text(text) => Value::Text(text),
        Raw::List(items) => Value::List(items.into_iter().map(|item| to_node(item, text)).collect()),
        Raw::Map(entries) => Value::Map(to_map(entries, text)),
    };
    Node { value, span: bytes(raw.referenced) }
}

/// What JSON cannot hold as a number (`0x1f`, `012`, `.5`) stays a text.
fn number(raw: &str) -> Value {
    match raw.trim_start_matches('+').parse() {
        Ok(json) => Value::Number { raw: raw.to_owned(), json },
        Err(_) => Value::Text(raw.to_owned()),
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_all(text: &str) -> (Map, Vec<(Code, String)>) {
        let mut found = Vec::new();
        let map = parse(text, &mut |code, _, span, _| found.push((code, text[span].to_owned())));
        (map, found)
    }

    fn text_of(map: &Map, key: &str) -> Option<String> {
        map.get(key).and_then(Node::text).map(str::to_owned)
    }

    #[test]
    fn scalars_keep_their_spelling_and_place() {
        let text = "version: 1.10\nupdated: 2024-03\non: yes\nhex: 0x1f\nempty:\nq: \"a: b\"\n";
        let (map, found) = parse_all(text);
        assert_eq!(found, []);
        assert_eq!(text_of(&map, "version").as_deref(), Some("1.10"));
        assert_eq!(text_of(&map, "updated").as_deref(), Some("2024-03"));
        assert_eq!(text_of(&map, "on").as_deref(), Some("yes"));
        assert_eq!(text_of(&map, "hex").as_deref(), Some("0x1f"));
        assert_eq!(map.get("empty").map(|n| &n.value), Some(&Value::Null));
        assert_eq!(&text[map.0[5].node.span.clone()], "\"a: b\"");
    }

    #[test]
    fn one_bad_key_costs_one_key() {
        let (map, found) = parse_all("title: Scenario: Bad News\nreading_time: [X] min\ntier: gold\n");
        assert_eq!(text_of(&map, "title").as_deref(), Some("Scenario: Bad News"));
        assert_eq!(text_of(&map, "tier").as_deref(), Some("gold"));
        assert_eq!(
            found,
            [
                (Code::UnquotedColon, "Scenario: Bad News".to_owned()),
                (Code::InvalidFrontMatter, "m".to_owned())
            ]
        );
    }

    #[test]
    fn a_quoted_text_may_go_on_at_column_1() {
        let (map, found) = parse_all("a: 1\ndescription: \"long: text\ngoes: on\"\nb: 2\n");
        assert_eq!(text_of(&map, "description").as_deref(), Some("long: text goes: on"));
        assert_eq!(text_of(&map, "b").as_deref(), Some("2"));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn the_first_of_two_equal_keys_counts() {
        let (map, found) = parse_all("a: 1\nb: 2\na: 3\n");
        assert_eq!(text_of(&map, "a").as_deref(), Some("1"));
        assert_eq!(found, [(Code::DuplicateKey, "a".to_owned())]);
    }

    #[test]
    fn bombs_and_depth_are_refused_quickly() {
        let deep = format!("a: {}\nb: 2\n", "[".repeat(10_000));
        let (map, found) = parse_all(&deep);
        assert_eq!(text_of(&map, "b").as_deref(), Some("2"));
        assert_eq!(found.len(), 1);
        let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (name, last) in ('b'..='i').zip('a'..) {
            bomb += &format!("{name}: &{name} [{}]\n", vec![format!("*{last}"); 10].join(", "));
        }
        let (map, found) = parse_all(&bomb);
        assert!(map.get("a").is_some());
        assert!(!found.is_empty());
    }

    #[test]
    fn tags_of_a_configuration_are_passed_over() {
        let text = "a: !ENV [X, 'y']\nb: !ENV Z\nc: !!python/name:m.f\nd: !!python/object/apply:m.g\n  kwds: {case: lower}\ne: !relative $docs_dir\na2: 1\nb: last\n";
        let map = document(text).unwrap_or_else(|(message, at)| panic!("{message} at {at}"));
        let keys: Vec<&str> = map.0.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["a", "c", "d", "e", "a2", "b"]);
        assert_eq!(text_of(&map, "b").as_deref(), Some("last"));
    }

    #[test]
    fn what_is_no_table_is_reported() {
        assert_eq!(parse_all("- a\n- b\n").1, [(Code::InvalidFrontMatter, "- a".to_owned())]);
        assert_eq!(parse_all("# only a comment\n").1, []);
    }
}
