//! Front matter: any bytes are read, and what is read says truly where it stood.

use mdbook_patterns::front_matter::{Fence, Map, Value, find, parse};

use super::book::{FILE, assert_places};

/// The block is found again in its own text, keys and problems stand inside it, reading it alone gives the same,
/// and a key that reads is found at its place.
pub fn front_matter(data: &[u8]) {
    let body = super::text(data);
    // What fuzzers find by chance only: the fences.
    for text in [body.to_string(), format!("---\n{body}\n---\n"), format!("+++\n{body}\n+++\n")] {
        read(&text);
    }
}

fn read(text: &str) {
    let Fence::Closed(block) = find(text) else { return };
    assert!(block.span.start == 0 && block.span.end <= text.len(), "{block:?}");
    assert!(text.get(block.inner.clone()).is_some() && block.inner.end <= block.span.end, "{block:?}");
    let mut problems = Vec::new();
    let map = parse(text, &block, FILE, &mut problems);
    assert_places(&problems, &[(FILE, text)]);
    assert_inside(&map, &block.inner, text);
    let alone = &text[block.span.clone()];
    assert_eq!(find(alone), Fence::Closed(block.clone()), "the block alone is another one");
    let mut again = Vec::new();
    assert_eq!(parse(alone, &block, FILE, &mut again), map, "the block alone reads otherwise");
    assert_eq!(again, problems);
}

fn assert_inside(map: &Map, inner: &std::ops::Range<usize>, text: &str) {
    for entry in &map.0 {
        for span in [&entry.key_span, &entry.node.span] {
            assert!(text.get(span.clone()).is_some(), "{span:?} is no place: {entry:?}");
            assert!(
                inner.start <= span.start && span.end <= inner.end,
                "{span:?} is outside {inner:?}: {entry:?}"
            );
        }
        match &entry.node.value {
            Value::Map(map) => assert_inside(map, inner, text),
            Value::List(items) => {
                for item in items {
                    assert!(text.get(item.span.clone()).is_some(), "{item:?}");
                }
            }
            _ => {}
        }
    }
}
