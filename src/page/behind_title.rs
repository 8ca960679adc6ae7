//! A list directly after the title of a box.
//!
//! CommonMark lets a list end a paragraph only if its first number is 1. The title of a box is a paragraph as written and
//! none as drawn, so the parser must take such a list for one.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use memchr::memmem;
use pulldown_cmark::{Event, Tag};

use super::blockquote;

/// The text that the parser reads: as long as `text`, and the same but for the numbers of these lists, which are 1.
pub(super) fn numbered<'t>(
    text: &'t str,
    options: &MarkdownOptions,
    is_box: &dyn Fn(&str) -> bool,
) -> Cow<'t, str> {
    let numbers: Vec<(usize, Range<usize>)> = numbers_behind_titles(text).collect();
    if numbers.is_empty() {
        return Cow::Borrowed(text);
    }
    let titles = titles(text, options, is_box);
    let mut numbered = text.to_owned();
    for (_, number) in numbers.into_iter().filter(|(title, _)| titles.contains(title)) {
        numbered.replace_range(number.clone(), &format!("{:0>1$}", 1, number.len()));
    }
    Cow::Owned(numbered)
}

/// Where the titles of boxes end, as the parser finds them.
fn titles(text: &str, options: &MarkdownOptions, is_box: &dyn Fn(&str) -> bool) -> BTreeSet<usize> {
    let quotes = new_cmark_parser(text, options).into_offset_iter().filter_map(|(event, span)| match event {
        Event::Start(Tag::BlockQuote(None)) => Some(span),
        _ => None,
    });
    let boxes = quotes
        .filter(|span| blockquote::read(text, span.clone(), 1).is_some_and(|found| is_box(&found.kind)));
    boxes.map(|span| end_of_line(text, span.start)).collect()
}

/// The numbers of what may be such lists, each with the end of the line before it.
fn numbers_behind_titles(text: &str) -> impl Iterator<Item = (usize, Range<usize>)> {
    let mut title = 0;
    memmem::find_iter(text.as_bytes(), "[!").filter_map(move |at| {
        // One look at each line.
        if at < title {
            return None;
        }
        title = end_of_line(text, at);
        let line = text.get(title + 1..)?;
        let start = title + 1 + line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let number = start..start + digits;
        let behind = text[number.end..].strip_prefix(['.', ')']);
        let is_item = behind.is_some_and(|behind| behind.starts_with([' ', '\t']));
        let is_other = (1..=9).contains(&digits) && text[number.clone()].parse() != Ok(1);
        (is_item && is_other).then_some((title, number))
    })
}

fn end_of_line(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end)
}

#[cfg(test)]
mod tests {
    use super::numbered;
    use mdbook_markdown::MarkdownOptions;

    fn read(text: &str) -> String {
        numbered(text, &MarkdownOptions::default(), &|kind| kind == "axiom").into_owned()
    }

    #[test]
    fn a_list_behind_a_title_starts_with_1() {
        assert_eq!(read("> [!AXIOM] A\n> 0. a\n> 7. b\n"), "> [!AXIOM] A\n> 1. a\n> 7. b\n");
        assert_eq!(read("- > [!AXIOM] A\n  > 12) a\n"), "- > [!AXIOM] A\n  > 01) a\n");
    }

    #[test]
    fn others_stay_as_they_are() {
        for text in [
            "> [!AXIOM] A\n>\n> 2. a\n",
            "text [!AXIOM]\n2. a\n",
            "> [!AXIOM] A\n> 2.5 a\n",
            "> [!UNKNOWN] A\n> 2. a\n",
            "```\n> [!AXIOM] A\n> 2. a\n```\n",
            "> [!AXIOM] A",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
