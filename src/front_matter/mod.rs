//! Front matter as written: finding its fences, and reading YAML or TOML into values that know
//! their place. Nothing here knows a field; that is the [`schema`](crate::schema)'s work.

pub(crate) mod advice;
pub(crate) mod edit;
mod fence;
mod toml;
mod unread;
mod value;
pub mod write;
mod yaml;

use std::ops::Range;

pub use fence::{Block, Fence, Syntax, find};
pub(crate) use unread::{Unread, commented, second, unread};
pub use value::{Entry, Map, Node, Value};

use crate::diagnostic::{Code, Diagnostic};

/// The most bytes of front matter that are read: no page needs more, and a slip of the keyboard
/// (a closing fence at the end of a long page) would turn a whole page into keys.
pub const MAX_BYTES: usize = 256 * 1024;

/// Reads the keys of `block` of `text`; problems carry places in `file`.
///
/// What cannot be read is reported and left out: one bad key costs one key.
///
/// ```
/// use mdbook_patterns::front_matter::{Fence, find, parse};
///
/// let page = "---\ntitle: Scenario: bad news\ntags: [a, b\ntier: gold\n---\n";
/// let Fence::Closed(block) = find(page) else { panic!("it has one") };
/// let mut problems = Vec::new();
/// let keys = parse(page, &block, "src/page.md", &mut problems);
///
/// assert_eq!(keys.get("title").and_then(|node| node.text()), Some("Scenario: bad news"));
/// assert_eq!(keys.get("tier").and_then(|node| node.text()), Some("gold"));
/// assert!(keys.get("tags").is_none());
/// assert_eq!(problems.len(), 2, "a colon without quotes, and a list without an end");
/// ```
pub fn parse(text: &str, block: &Block, file: &str, problems: &mut Vec<Diagnostic>) -> Map {
    let inner = &text[block.inner.clone()];
    if inner.len() > MAX_BYTES {
        problems.push(
            Diagnostic::new(
                Code::OversizedFrontMatter,
                format!("{} KB of front matter were not read", inner.len() / 1024),
            )
            .about("size")
            .at(file, block.span.start..block.inner.start.max(block.span.start + 3))
            .help(format!(
                "at most {} KB are read; is the closing fence where it should be?",
                MAX_BYTES / 1024
            )),
        );
        return Map::default();
    }
    let mut report = |code, message: String, span: Range<usize>, help: Option<String>| {
        let span = block.inner.start + span.start..block.inner.start + span.end;
        problems.push(Diagnostic::new(code, message).at(file, span).maybe_help(help));
    };
    let mut map = match block.syntax {
        Syntax::Yaml => yaml::parse(inner, &mut report),
        Syntax::Toml => toml::parse(inner, &mut report),
    };
    map.shift(block.inner.start);
    map
}

/// Reads a whole YAML file of keys, a configuration; tags are passed over. What fails comes with its place, in bytes.
///
/// # Errors
/// A text that is no YAML.
pub(crate) fn document(text: &str) -> Result<Map, (String, usize)> {
    yaml::document(text)
}

/// How a parser reports: code, message, bytes within the block, and the way out.
type Report<'a> = dyn FnMut(Code, String, Range<usize>, Option<String>) + 'a;
