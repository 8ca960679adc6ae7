//! What a reader sees of raw HTML.

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};

/// Elements whose text nobody reads.
const HIDDEN: &[&[u8]] = &[b"script", b"style", b"template", b"head", b"title"];

/// Elements within a sentence.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"del", b"dfn", b"em", b"font", b"i", b"img",
    b"ins", b"kbd", b"mark", b"q", b"s", b"samp", b"small", b"span", b"strong", b"sub", b"sup", b"u", b"var",
    b"wbr",
];

/// The texts of a block of HTML, one for each block in it.
pub(super) fn block(html: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut hidden = 0_usize;
    for token in tokens(html) {
        match token {
            Part::Text(text) if hidden == 0 => {
                if let Some(last) = texts.last_mut() {
                    last.push_str(&text);
                }
            }
            Part::Open(name, _) if HIDDEN.contains(&name.as_slice()) => hidden += 1,
            Part::Close(name) if HIDDEN.contains(&name.as_slice()) => hidden = hidden.saturating_sub(1),
            Part::Open(name, alt) => {
                open(&mut texts, &name);
                if let (Some(alt), Some(last)) = (alt, texts.last_mut()) {
                    last.push_str(&format!(" {alt} "));
                }
            }
            Part::Close(name) => open(&mut texts, &name),
            Part::Text(_) => {}
        }
    }
    texts.retain(|text| !text.trim().is_empty());
    texts
}

fn open(texts: &mut Vec<String>, name: &[u8]) {
    if !INLINE.contains(&name) {
        texts.push(String::new());
    }
}

/// What a single tag within a sentence shows.
pub(super) fn inline(tag: &str) -> String {
    let mut shown = String::new();
    for part in tokens(tag) {
        match part {
            Part::Open(name, _) | Part::Close(name) if !INLINE.contains(&name.as_slice()) => shown.push(' '),
            Part::Open(_, Some(alt)) => shown.push_str(&format!(" {alt} ")),
            _ => {}
        }
    }
    shown
}

enum Part {
    Text(String),
    /// A tag, and the alternative of an image.
    Open(Vec<u8>, Option<String>),
    Close(Vec<u8>),
}

fn tokens(html: &str) -> impl Iterator<Item = Part> + '_ {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).filter_map(|token| {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let alt = tag.attributes.get(&b"alt"[..]);
                let alt = alt.map(|value| String::from_utf8_lossy(value).into_owned());
                Some(Part::Open(tag.name.to_vec(), alt))
            }
            Token::EndTag(tag) => Some(Part::Close(tag.name.to_vec())),
            Token::String(text) => Some(Part::Text(String::from_utf8_lossy(&text).into_owned())),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_apart_and_hidden_texts_are_gone() {
        let html = "<details><summary>More <b>of</b> it</summary>a &amp; b<br>c<style>x</style></details>";
        assert_eq!(block(html), ["More of it", "a & b", "c"]);
        assert_eq!(block("<!-- x --><img src=y alt='a cat'>"), [" a cat "]);
        assert_eq!(inline("<img alt=\"dog\">"), " dog ");
        assert_eq!(inline("<b>"), "");
        assert_eq!((inline("<br>").as_str(), inline("</summary>").as_str()), (" ", " "));
    }
}
