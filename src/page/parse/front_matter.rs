//! The front matter of a page: found, parsed, typed.

use std::ops::Range;

use super::Input;
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::{self, Block, Fence, Map, Syntax, Unread};
use crate::page::Page;

/// Reads the front matter of `text` into the page.
pub(super) fn read(text: &str, page: &mut Page, input: &Input<'_>, problems: &mut Vec<Diagnostic>) {
    match front_matter::find(text) {
        Fence::None => problems.extend(front_matter::unread(text).map(|found| unread(found, page))),
        Fence::Unclosed { fence, text: own } => problems.push(unclosed(text, page, fence, own)),
        Fence::Text(block) => problems.push(without_keys(text, page, &block)),
        Fence::Closed(block) => {
            let written = front_matter::parse(text, &block, &page.file, problems);
            if block.syntax == Syntax::Yaml {
                problems.extend(front_matter::commented(text, &written).map(|found| unread(found, page)));
            }
            page.fields = input.schema.read(written, input.defaults, text, &page.file, problems);
            page.has_front_matter = true;
            let second = front_matter::second(text, block.span.end);
            problems.extend(second.map(|found| unread(found, page)));
            page.front_matter = block.span;
            return;
        }
    }
    if !input.defaults.is_empty() {
        page.fields = input.schema.read(Map::default(), input.defaults, text, &page.file, problems);
        page.has_front_matter = true;
    }
}

fn unread(found: Unread, page: &Page) -> Diagnostic {
    Diagnostic::new(Code::UnreadFrontMatter, found.message).at(&page.file, found.fence).help(found.help)
}

/// A list, a heading or a sentence between two rules.
fn without_keys(text: &str, page: &Page, block: &Block) -> Diagnostic {
    let inner = &text[block.inner.clone()];
    let first = inner.lines().next().unwrap_or_default().trim_end().len();
    let key = if block.syntax == Syntax::Yaml { "key: value" } else { "key = value" };
    Diagnostic::new(Code::InvalidFrontMatter, "front matter must be keys with values")
        .at(&page.file, block.inner.start..block.inner.start + first)
        .help(format!("write `{key}` lines; until then readers see it as text. For text between rules, put an empty line first"))
}

/// A front matter without its end: at its fence, and before `text` if text stands in it.
fn unclosed(written: &str, page: &Page, fence: Range<usize>, text: Option<Range<usize>>) -> Diagnostic {
    let sign = written[fence.clone()].trim_start_matches('\u{feff}').to_owned();
    let help = format!("put a line `{sign}` after the last key; the page is left as it is");
    let found = Diagnostic::new(Code::UnclosedFrontMatter, "the front matter is never closed").help(help);
    match text {
        Some(text) => found.at(&page.file, text).label("this is not a key"),
        None => found.at(&page.file, fence).label("opened here"),
    }
}
