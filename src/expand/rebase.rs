//! Links in a text that shows on other pages than the one that it was written for.

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

use crate::text::address::{self, Address, is_safe_url};
use crate::text::markdown::INLINE;
use crate::text::{Edit, Edited, path};

/// Inline Markdown whose relative links are those of a page in `folder`, as the page `on` shows it.
pub(super) fn rebased(markdown: &str, folder: &str, on: &str) -> String {
    let markdown = markdown.trim();
    if path::folder(on) == folder {
        return markdown.to_owned();
    }
    with_links(markdown, Parser::new_ext(markdown, INLINE), &|written| moved(written, folder, on))
}

/// A page with other addresses in its links and images: `moved` gives the new one, or `None` where the old one stays.
pub(crate) fn relinked(page: &str, moved: &dyn Fn(&str) -> Option<String>) -> String {
    let moved = |written: &str| moved(written).filter(|_| is_safe_url(written));
    with_links(page, new_cmark_parser(page, &MarkdownOptions::default()), &moved)
}

fn with_links(markdown: &str, events: Parser<'_>, moved: &dyn Fn(&str) -> Option<String>) -> String {
    if !markdown.contains(['[', '<']) {
        return markdown.to_owned();
    }
    let mut edits = Vec::new();
    // How the links that are open here shall end, where that is another way than the author's.
    let mut open = Vec::new();
    let mut text_end = 0;
    for (event, span) in events.into_offset_iter() {
        if let Event::End(TagEnd::Link | TagEnd::Image) = event
            && let Some((ending, outside)) = open.pop().flatten()
            && let Some(at) = markdown[text_end..span.end].find(']')
        {
            edits.push(Edit::replace(text_end + at..span.end + outside, ending));
        }
        text_end = span.end;
        if let Event::InlineHtml(_) | Event::Html(_) = event {
            edits.extend(of_html(&markdown[span.clone()], span.start, moved));
        }
        if let Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. })) = event {
            text_end = span.start + markdown[span.start..].find('[').map_or(0, |at| at + 1);
            open.push(ending(tag, moved));
        }
    }
    let edited = Edited::new(markdown, edits);
    edited.map_or_else(|_| markdown.to_owned(), |edited| edited.to_string())
}

/// The edits of the addresses in tags of HTML, which start at `start`.
fn of_html(html: &str, start: usize, moved: &dyn Fn(&str) -> Option<String>) -> Vec<Edit> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut edits = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        for (_, attribute) in tag.attributes.iter().filter(|(name, _)| matches!(&name[..], b"href" | b"src"))
        {
            let address = String::from_utf8_lossy(&attribute.value);
            let written = &html[attribute.span.start..attribute.span.end];
            if let Some((new, at)) = moved(&address).zip(written.find(&*address)) {
                let at = start + attribute.span.start + at;
                edits.push(Edit::replace(
                    at..at + address.len(),
                    new.replace('&', "&amp;").replace('"', "&quot;"),
                ));
            }
        }
    }
    edits
}

/// What ends a link or an image with its new address, and how many bytes of its old ending the parser
/// leaves outside; `None` if it can stay as it is.
fn ending(mut tag: Tag<'_>, moved: &dyn Fn(&str) -> Option<String>) -> Option<(String, usize)> {
    let (Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. }) = &mut tag
    else {
        return None;
    };
    if matches!(link_type, LinkType::Autolink | LinkType::Email) {
        return None;
    }
    let outside = if *link_type == LinkType::Collapsed { "[]".len() } else { 0 };
    let moved = moved(dest_url).filter(|moved| *moved != **dest_url)?;
    (*link_type, *dest_url, *id) = (LinkType::Inline, moved.into(), "".into());
    let end = tag.to_end();
    let mut written = String::new();
    cmark([Event::Start(tag), Event::End(end)], &mut written, INLINE).ok()?;
    written.find(']').map(|at| (written.split_off(at), outside))
}

/// The parts of a relative address that may be linked.
fn relative(written: &str) -> Option<Address> {
    let parts = address::parts(written).filter(|_| is_safe_url(written))?;
    (!parts.path.is_empty() && !parts.path.starts_with('/')).then_some(parts)
}

/// A relative address of a page in `folder`, as the page `on` writes it.
fn moved(written: &str, folder: &str, on: &str) -> Option<String> {
    let parts = relative(written)?;
    let to = path::join(folder, &address::decoded(&parts.path))?;
    let way = match address::to_page(on, &to) {
        here if here.is_empty() => ".".to_owned(),
        way => way,
    };
    let slash = if parts.path.ends_with('/') { "/" } else { "" };
    Some(format!("{way}{slash}{}", parts.rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::template::inline_html;
    use crate::text::markdown::squeeze;

    #[test]
    fn links_lead_to_the_same_place_from_everywhere() {
        let text = "*See* [policy](policy.md#when) and [more](a/b.md), not [x](https://x.y) or [y](#z).";
        assert_eq!(rebased(text, "", "start.md"), text);
        assert_eq!(
            rebased(text, "", "catalog/sev/high.md"),
            "*See* [policy](../../policy.md#when) and [more](../../a/b.md), not [x](https://x.y) or [y](#z)."
        );
        assert_eq!(
            rebased("[*p*.md](p.md \"The p.md page\") [in](in/)", "", "in/a.md"),
            "[*p*.md](../p.md \"The p.md page\") [in](../in/)"
        );
        assert_eq!(rebased("[a](../a.md)", "laws", "laws/x.md"), "[a](../a.md)");
        assert_eq!(rebased("[a](../a.md)", "laws", "b.md"), "[a](a.md)");
        assert_eq!(rebased("[a](../../a.md)", "laws", "b.md"), "[a](../../a.md)");
    }

    #[test]
    fn an_address_may_be_written_in_any_way() {
        for (written, shown) in [
            (r"[one](my\_policy.md)", "[one](../my_policy.md)"),
            ("[one](r&amp;d.md)", "[one](../r%26d.md)"),
            ("[one](caf&eacute;.md)", "[one](../café.md)"),
            ("[one](<a b.md> 'both')", "[one](../a%20b.md \"both\")"),
            ("[one](a%20b.md)", "[one](../a%20b.md)"),
            (r"[one](a\(b.md)", "[one](<../a(b.md>)"),
            ("[one](a_(b).md)", "[one](../a_(b).md)"),
            ("[one](./policy.md?x=1&amp;y=2#z)", "[one](../policy.md?x=1&amp;y=2#z)"),
            ("[one](./)", "[one](../)"),
            ("![one](img/x.png)", "![one](../img/x.png)"),
            ("[![one](x.png)](policy.md)", "[![one](../x.png)](../policy.md)"),
            ("![a [b](c.md)](x.png)", "![a [b](../c.md)](../x.png)"),
            ("[policy.md](policy.md)", "[policy.md](../policy.md)"),
            ("`[one](a.md)` [two](a.md)", "`[one](a.md)` [two](../a.md)"),
            (r"\[one](a.md) [two](a.md)", r"\[one](a.md) [two](../a.md)"),
            ("~~[one](a.md)~~", "~~[one](../a.md)~~"),
            (
                "[one][p] [p][] [p]\n\n[p]: my\\_p.md \"t\"",
                "[one](../my_p.md \"t\") [p](../my_p.md \"t\") [p](../my_p.md \"t\")\n\n[p]: my\\_p.md \"t\"",
            ),
            (
                "<a class=x href='p.html#z'>*p*</a> [a](b.md)",
                "<a class=x href='../p.html#z'>*p*</a> [a](../b.md)",
            ),
            ("[<img src=\"i.png\" alt=i.png>](b.md)", "[<img src=\"../i.png\" alt=i.png>](../b.md)"),
            ("`<a href=p.html>` <a href=/p.html>p</a>", "`<a href=p.html>` <a href=/p.html>p</a>"),
            ("[a](b.md) <https://x.y/a.md> <m@x.y>", "[a](../b.md) <https://x.y/a.md> <m@x.y>"),
        ] {
            assert_eq!(rebased(written, "", "in/a.md"), shown, "{written}");
        }
        for same in ["[a](/b.md)", "[a](//x.y/b.md)", "[a]()", "[a](#b)", "<m@x.y> [", "a < b & c"] {
            assert_eq!(rebased(same, "", "in/a.md"), same);
        }
    }

    /// What readers see of a text, without where its links lead, and the addresses of its links and images.
    fn drawn(markdown: &str) -> (String, Vec<String>) {
        let html = inline_html(markdown);
        let mut parts = html.split("href=\"");
        let mut seen = parts.next().unwrap_or_default().to_owned();
        parts.for_each(|part| seen.push_str(part.split_once('"').map_or("", |(_, rest)| rest)));
        let address = |event| match event {
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => None,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.to_string())
            }
            _ => None,
        };
        (squeeze(&seen), Parser::new_ext(markdown.trim(), INLINE).filter_map(address).collect())
    }

    /// Where an address of a page in `folder` leads within the book: a file, and what follows it.
    fn target(written: &str, folder: &str) -> Option<(String, String)> {
        let parts = relative(written)?;
        Some((path::join(folder, &address::decoded(&parts.path))?, parts.rest))
    }

    const PIECES: &[&str] = &[
        "a",
        "b",
        " ",
        "  ",
        "\n",
        "\n\n",
        "[",
        "]",
        "(",
        ")",
        "](",
        "](a.md)",
        "[a](b.md)",
        "![",
        "*",
        "**",
        "_",
        "`",
        "``",
        "~~",
        "~",
        "<",
        ">",
        "\\",
        "&amp;",
        "&",
        "#",
        "?",
        "%20",
        "%5F",
        "..",
        "/",
        "../",
        ".md",
        ":",
        "[a]: b.md\n",
        "[a]",
        "[a][a]",
        "\"",
        "'",
        "- ",
        "1. ",
        "> ",
        "    ",
        "é",
        "日",
        "!",
        "|",
        "<b>",
        "<https://a.b>",
        "<a@b.c>",
        "---",
        "= ",
        "{{",
        "$",
        "^",
        "[^a]",
        "\t",
        "\u{a0}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn a_rebased_text_shows_the_same_and_leads_to_the_same(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24),
            (folder, on) in prop::sample::select(vec![("", "in/a.md"), ("laws", "b.md"), ("a/b", "a/c/d.md")]),
        ) {
            let text = pieces.concat();
            let shown = rebased(&text, folder, on);
            let ((seen, addresses), (shown_seen, shown_addresses)) = (drawn(&text), drawn(&shown));
            prop_assert_eq!(seen, shown_seen, "{:?} -> {:?}", &text, &shown);
            prop_assert_eq!(addresses.len(), shown_addresses.len());
            for (own, shown) in addresses.iter().zip(&shown_addresses) {
                match target(own, folder) {
                    Some(to) => prop_assert_eq!(Some(to), target(shown, path::folder(on))),
                    None => prop_assert_eq!(own, shown),
                }
            }
        }
    }
}
