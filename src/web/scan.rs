//! The head of a page as it was written: where its title stands, and what it says already.

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

/// What is in a head.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The bytes between the tags of the title, and its text.
    pub(super) title: Option<(Range<usize>, String)>,
    /// The `<meta>`s by their name or property, each with its bytes and what it says.
    pub(super) metas: BTreeMap<String, Vec<(Range<usize>, String)>>,
    /// The relations of its `<link>`s, with their type where they have one: `canonical`, `alternate text/markdown`.
    pub(super) links: Vec<String>,
    /// Where the tag ends that links our style.
    pub(super) style: Option<usize>,
    /// Whether it has structured data.
    pub(super) has_data: bool,
    /// The byte of its end.
    pub(super) end: usize,
}

impl Head {
    /// Reads a page as far as its head goes; `None` where it has none that ends.
    pub(super) fn of(html: &str) -> Option<Self> {
        let mut head = Self::default();
        // Where the text of the title starts, and the text so far.
        let mut title: Option<(usize, String)> = None;
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => match tag.name.as_slice() {
                    b"title" => title = Some((tag.span.end, String::new())),
                    // Without an end, all of it may be somebody's text.
                    b"body" => return None,
                    _ => head.start(&tag),
                },
                Token::String(text) => {
                    if let Some((_, title)) = &mut title {
                        title.push_str(&String::from_utf8_lossy(&text.value));
                    }
                }
                Token::EndTag(tag) => match tag.name.as_slice() {
                    b"title" => {
                        let ended = title.take().map(|(start, text)| (start..tag.span.start, text));
                        head.title = head.title.take().or(ended);
                    }
                    b"head" => {
                        head.end = tag.span.start;
                        return Some(head);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        None
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let get = |name: &[u8]| {
            tag.attributes.get(name).map(|value| String::from_utf8_lossy(&value.value).trim().to_owned())
        };
        match tag.name.as_slice() {
            b"meta" => {
                let name = get(b"property").or_else(|| get(b"name")).unwrap_or_default().to_lowercase();
                let content = get(b"content").unwrap_or_default();
                self.metas.entry(name).or_default().push((tag.span.start..tag.span.end, content));
            }
            b"link" => {
                let is_ours = get(b"href").is_some_and(|address| address.contains("theme/patterns"));
                self.style = self.style.or(is_ours.then_some(tag.span.end));
                let kind = get(b"type").map(|kind| format!(" {kind}")).unwrap_or_default();
                for relation in get(b"rel").unwrap_or_default().split_whitespace() {
                    let relation = relation.to_lowercase();
                    let kind = if relation == "alternate" { kind.as_str() } else { "" };
                    self.links.push(format!("{relation}{kind}"));
                }
            }
            b"script" => self.has_data |= get(b"type").is_some_and(|kind| kind == "application/ld+json"),
            _ => {}
        }
    }

    /// Whether the author says a `<meta>`, under the name of Open Graph or in any other way.
    pub(super) fn has_meta(&self, name: &str) -> bool {
        self.metas.contains_key(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_to_its_end_and_no_further() {
        let html = "<!DOCTYPE HTML><html><head><TITLE>A &amp; B</title><meta name=Description content='x > y'>\
                    <!-- </head><title>no</title> --><script>\"</head><title>no</title>\"</script>\
                    <link rel=\"prev ALTERNATE\" type=\"text/markdown\" href=a><meta property=og:title content=t>\
                    </head><body><title>b</title></body>";
        let head = Head::of(html).unwrap();
        let (span, title) = head.title.clone().unwrap();
        assert_eq!((&html[span], title.as_str()), ("A &amp; B", "A & B"));
        assert_eq!(head.metas["description"][0].1, "x > y");
        assert_eq!(&html[head.metas["description"][0].0.clone()], "<meta name=Description content='x > y'>");
        assert_eq!(head.links, ["prev", "alternate text/markdown"]);
        assert!(head.has_meta("og:title") && !head.has_data);
        assert!(html[head.end..].starts_with("</head><body>"));
    }

    #[test]
    fn what_has_no_head_has_none() {
        for html in ["", "text", "<html><body></head>", "<head><title>a", "<head><script>"] {
            assert!(Head::of(html).is_none(), "{html}");
        }
        assert_eq!(Head::of("<head><title></title></head>").unwrap().title, Some((13..13, String::new())));
    }
}
