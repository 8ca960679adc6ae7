//! `check --fix`: what readers see of a page's text stays, keys of somebody else keep their meaning, and the mends come to an
//! end.

use std::collections::BTreeMap;
use std::path::Path;

use mdbook_patterns::check::{Options, check_source, fix as fixing};
use mdbook_patterns::diagnostic::Code;
use mdbook_patterns::front_matter::{Fence, find};
use mdbook_patterns::schema::Schema;
use mdbook_patterns::source::Source;
use mdbook_patterns::text::{Edit, Edited};
use pulldown_cmark::{Event, TextMergeStream};
use serde_json::Value;

use super::book::{FILE, assert_places, book, config};

/// The summary of the book.
const SUMMARY: &str = "# Summary\n\n- [Page](page.md)\n- [Other](other.md)\n";

/// A run takes the first of two mends of one place, so a page may need as many as it has layers.
const RUNS: usize = 8;

/// Mends a page until there is nothing to mend.
pub fn fix(data: &[u8]) {
    let body = super::text(data);
    // mdBook takes the byte order mark away before anybody sees it.
    let body = body.trim_start_matches('\u{feff}');
    for text in [body.to_owned(), format!("---\n{body}\n---\n# Page\n\n[o](other.md#other)\n")] {
        mend(&text);
    }
}

fn mend(text: &str) {
    let mut now = text.to_owned();
    for _ in 0..RUNS {
        let edits = edits(&now);
        if edits.is_empty() {
            return;
        }
        let mended =
            Edited::new(&now, edits).unwrap_or_else(|_| panic!("mends overlap in {now:?}")).to_string();
        assert_ne!(mended, now, "a mend that mends nothing");
        assert_eq!(shown(&mended), shown(&now), "the text that readers see is changed");
        if let Some(before) = foreign(&now) {
            assert_eq!(
                foreign(&mended),
                Some(before),
                "keys of somebody else are changed: {now:?} becomes {mended:?}"
            );
        }
        now = mended;
    }
    panic!("still mending after {RUNS} runs: {:?}\n{now:?}\nof {text:?}", edits(&now));
}

fn edits(text: &str) -> Vec<Edit> {
    let mut source = Source::of_mdbook(Path::new("/nowhere"), &config(false), book(text));
    source.summary = SUMMARY.to_owned();
    let findings = check_source(source, &Options { deny: Code::ALL.to_vec(), allow: Vec::new() });
    let texts: Vec<(&str, &str)> =
        findings.texts.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    assert_places(&findings.diagnostics, &texts);
    fixing::edits(&findings).remove(FILE).unwrap_or_default()
}

/// What a YAML parser makes of the keys that the schema does not know; `None` where it takes no part of the block.
fn foreign(text: &str) -> Option<BTreeMap<String, Value>> {
    let Fence::Closed(block) = find(text) else { return None };
    let mut keys: BTreeMap<String, Value> = serde_saphyr::from_str(&text[block.inner]).ok()?;
    let schema = Schema::default();
    keys.retain(|key, _| schema.get(key).is_none());
    Some(keys)
}

/// The words of the page behind its front matter.
fn shown(text: &str) -> Vec<String> {
    let text = super::ended_with_lf(text);
    let start = match find(&text) {
        Fence::Closed(block) => block.span.end,
        _ => 0,
    };
    let options = mdbook_markdown::MarkdownOptions::default();
    let events = TextMergeStream::new(mdbook_markdown::new_cmark_parser(&text[start..], &options));
    let shown = events.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
            Some(text.into_string())
        }
        _ => None,
    });
    shown.collect()
}
