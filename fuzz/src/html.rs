//! What a browser would make of a page, seen through a tokenizer that knows HTML and nothing of ours.

use html5gum::{Token, Tokenizer};

/// Elements without an end.
const VOID: &[&str] =
    &["br", "hr", "img", "input", "link", "meta", "wbr", "col", "source", "track", "area", "base", "embed"];

/// The elements that Markdown and HTML make, with mdBook's own options.
pub(crate) fn rendered(markdown: &str) -> String {
    let options = mdbook_markdown::MarkdownOptions::default();
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, mdbook_markdown::new_cmark_parser(markdown, &options));
    html
}

/// Every element that is opened is closed, in order.
pub(crate) fn assert_balanced(html: &str, from: &str) {
    let mut open: Vec<String> = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) if !tag.self_closing => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let last = open.pop();
                assert_eq!(
                    last.as_deref(),
                    Some(name.as_str()),
                    "closed out of turn in\n{html}\nfrom {from:?}"
                );
            }
            _ => {}
        }
    }
    assert_eq!(open, Vec::<String>::new(), "not closed in\n{html}\nfrom {from:?}");
}
