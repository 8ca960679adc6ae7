//! Raw HTML around Markdown: what is in an element is a part of it, and nothing of it is lifted.

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};

use super::node::{Kind, Node};

/// Elements that end by themselves, or whose end many people leave out.
const WITHOUT_END: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "p", "source", "td",
    "th", "tr", "wbr",
];

/// The blocks of a page, those in elements as HTML.
pub(super) fn enclosed(mut blocks: Vec<Node>, page: &str) -> Vec<Node> {
    let mut open = 0_usize;
    for block in &mut blocks {
        if block.kind == Kind::Html {
            open = after(&page[block.span.clone()], open);
        } else if open > 0 {
            *block = Node { kind: Kind::Html, span: block.span.clone(), below: Vec::new() };
        }
    }
    blocks
}

/// How many elements are open after a piece of HTML.
fn after(html: &str, mut open: usize) -> usize {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let counts = |name: &[u8]| !WITHOUT_END.iter().any(|known| known.as_bytes() == name);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) if counts(&tag.name[..]) && !tag.self_closing => open += 1,
            Token::EndTag(tag) if counts(&tag.name[..]) => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open
}
