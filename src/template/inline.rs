//! Inline Markdown of front matter, made harmless.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

use crate::text::address::is_safe_url;
use crate::text::markdown::INLINE;

/// Signs that mean something in inline Markdown or in HTML.
const SPECIAL: &[char] =
    &['*', '_', '`', '[', ']', '<', '>', '&', '!', '\\', '~', '"', '\'', '\n', '\r', '#', '|'];

/// Inline Markdown as HTML: emphasis, code and links, no raw HTML, no images, no blocks, and only
/// addresses of allowed schemes.
pub fn inline_html(markdown: &str) -> String {
    let markdown = markdown.trim();
    if !markdown.contains(SPECIAL) {
        return markdown.to_owned();
    }
    let mut skipped = Vec::new();
    let mut last_was_space = false;
    let events = Parser::new_ext(markdown, INLINE).filter_map(|event| {
        let event = inline_event(event, &mut skipped)?;
        let space = matches!(&event, Event::Text(text) if &**text == " ");
        let keep = !(space && last_was_space);
        last_was_space = space;
        keep.then_some(event)
    });
    let mut out = String::with_capacity(markdown.len() + 16);
    html::push_html(&mut out, events);
    out.truncate(out.trim_end().len());
    out
}

/// The event, if it is inline; raw HTML as text; links that are not allowed without their address.
fn inline_event<'a>(event: Event<'a>, skipped: &mut Vec<bool>) -> Option<Event<'a>> {
    match event {
        Event::Text(_) | Event::Code(_) => Some(event),
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => Some(event),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let safe = is_safe_url(dest_url);
            skipped.push(!safe);
            safe.then_some(event)
        }
        Event::End(TagEnd::Link) => (!skipped.pop().unwrap_or(true)).then_some(event),
        Event::InlineHtml(html) | Event::Html(html) => Some(Event::Text(html)),
        Event::InlineMath(text) | Event::DisplayMath(text) => Some(Event::Text(text)),
        Event::End(TagEnd::Image) => None,
        Event::SoftBreak | Event::HardBreak | Event::End(_) => Some(Event::Text(" ".into())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_markdown_is_html() {
        assert_eq!(inline_html("plain — text"), "plain — text");
        assert_eq!(
            inline_html("*a* **b** `c<d>` [e](f.md)"),
            "<em>a</em> <strong>b</strong> <code>c&lt;d&gt;</code> <a href=\"f.md\">e</a>"
        );
        assert_eq!(inline_html("a\n\nb"), "a b");
    }

    #[test]
    fn html_and_bad_addresses_are_inert() {
        assert_eq!(inline_html("<script>x</script>"), "&lt;script&gt;x&lt;/script&gt;");
        assert_eq!(inline_html("[a](javascript:alert(1))"), "a");
        assert_eq!(inline_html("![a](x.png)"), "a");
        assert_eq!(inline_html("![a](x.png), b"), "a, b");
        assert_eq!(inline_html("<img src=x onerror=y>"), "&lt;img src=x onerror=y&gt;");
        for url in ["javascript:x", "JaVa\tScript:x", " data:text/html,x", "vbscript:x", "file:///etc"] {
            assert!(!is_safe_url(url), "{url}");
        }
        for url in ["a.md", "../a?b:c", "#x:y", "https://x", "mailto:a@b"] {
            assert!(is_safe_url(url), "{url}");
        }
    }
}
