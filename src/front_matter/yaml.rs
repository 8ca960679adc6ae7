//! YAML between `---` fences, through `serde-saphyr`.
//!
//! A block that fails as a whole is read again key by key, so that one bad key costs one key: of
//! 1,600 real pages 40 fail, nearly all for a title with an unquoted colon.

mod anchors;
mod key_by_key;
mod raw;

use std::ops::Range;

use serde_saphyr::options::DuplicateKeyPolicy;
use serde_saphyr::{NonFiniteFloatPolicy, Options, Spanned};

use super::Report;
use super::value::Map;
use key_by_key::{key_by_key, key_of, without_space};
use raw::{Raw, to_map};

/// Deeper than any front matter, shallow enough for a thread's stack.
const MAX_DEPTH: usize = 32;

/// Reads what can be read of `text`; the rest is reported where it stands.
pub(super) fn parse(text: &str, report: &mut Report<'_>) -> Map {
    match read(text) {
        Ok(Some(map)) => map,
        Ok(None) | Err(_) => key_by_key(text, report),
    }
}

/// Whether anything in a block is a key, or nothing but comments is there.
pub(super) fn holds_keys(text: &str) -> bool {
    let is_key =
        |line: &str| key_of(line).is_some_and(|key| !key.is_empty()) || without_space(line).is_some();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).peekable();
    lines.peek().is_none_or(|first| is_key(first.trim_start()))
        || lines.any(is_key)
        || whole(text).flatten().is_some_and(|map| map.0.iter().any(|entry| !entry.key.is_empty()))
}

/// The first line that is a page's text: after a blank line, at column 1, and no key. A block with one is no front
/// matter but a page whose closing fence was forgotten, up to its next rule, and nothing of it may be lost.
pub(super) fn text_line(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    let mut blank_before = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if blank_before && is_text(content) {
            // A quoted or folded value may hold such a line too.
            return whole(text).is_none().then(|| at..at + content.len());
        }
        blank_before = content.is_empty();
        at += line.len();
    }
    None
}

/// A block that is valid as a whole; nothing in it where it holds something else than keys.
fn whole(text: &str) -> Option<Option<Map>> {
    if text.len() > super::MAX_BYTES {
        return None;
    }
    read(text).ok()
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
fn is_text(line: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::super::value::{Node, Value};
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
    fn a_key_without_a_space_is_no_text_of_the_key_before_it() {
        let (map, found) = parse_all("status: draft\nsee-also:[]\nurl:http://x\ntags: [a]\n");
        assert_eq!(text_of(&map, "status").as_deref(), Some("draft"));
        assert_eq!(map.0.len(), 2);
        let places = ["see-also:[]", "url:http://x"];
        assert_eq!(found, places.map(|place| (Code::InvalidFrontMatter, place.to_owned())));
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
