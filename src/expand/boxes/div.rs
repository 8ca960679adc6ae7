//! Boxes that are raw `<div>`s, as the seeds have them.

use std::ops::Range;

use super::dedent::{Inside, dedent};
use crate::config::BoxKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::expand::{Expander, PageId};
use crate::page::{Div, Element, Page};
use crate::template::Mode;
use crate::text::Edit;

impl Expander<'_> {
    /// The headings in the text that become the titles of boxes, in their order.
    pub(in crate::expand) fn titles_of_divs(&self, page: &Page) -> Vec<Range<usize>> {
        let boxes =
            page.divs.iter().filter(|div| div.close.is_some() && self.kind_of_div(page, div).is_some());
        let mut titles: Vec<_> =
            boxes.filter_map(|div| Some(title_of_div(page, div)?.span.clone())).collect();
        titles.sort_by_key(|title| title.start);
        titles
    }

    /// The kind that `class="axiom-box"` or `class="failure-vignette"` names; none for what is in text
    /// that goes, or loses some, or after text.
    fn kind_of_div(&self, page: &Page, div: &Div) -> Option<&BoxKind> {
        if !self.config.own_kinds {
            return None;
        }
        let is_named = |kind: &&BoxKind| {
            div.classes.iter().any(|class| {
                class.strip_suffix("-box").is_some_and(|name| kind.is(name))
                    || (class.contains('-') && kind.aliases.iter().any(|alias| alias == class))
            })
        };
        let kind = self.config.boxes.values().find(is_named)?;
        let goes = |tag: &Range<usize>| {
            self.is_in_title(page, tag.start)
                || is_in_directive(page, tag.start)
                || is_cut_by_signs(&page.text[tag.clone()])
        };
        let stays = !goes(&div.open) && !div.close.as_ref().is_some_and(goes);
        (stays && starts_line(&page.text, div.open.start)).then_some(kind)
    }

    /// Draws the boxes that are `<div>`s.
    pub(super) fn expand_divs(&self, id: PageId, edits: &mut Vec<Edit>, problems: &mut Vec<Diagnostic>) {
        let page = self.page(id);
        let mut boxes = Vec::new();
        for div in &page.divs {
            match (self.kind_of_div(page, div), &div.close) {
                (Some(kind), Some(close)) => boxes.push(DivBox { div, close, kind }),
                (Some(_), None) => problems.push(unclosed(page, div)),
                (None, _) => {}
            }
        }
        let prefixes: Vec<String> =
            boxes.iter().map(|found| self.line_prefix(page, found.div.open.start)).collect();
        let inside = |(found, prefix): (&DivBox<'_>, &String)| Inside {
            span: found.head_end(page)..found.close.start,
            indent: prefix.len(),
        };
        let insides: Vec<Inside> = boxes.iter().zip(&prefixes).map(inside).collect();
        let mut dedent = dedent(&page.text, &insides);
        edits.append(&mut dedent.edits);
        for ((found, prefix), around) in boxes.iter().zip(&prefixes).zip(dedent.around) {
            let spaces = prefix.bytes().take_while(|byte| *byte == b' ').count();
            self.expand_div(id, found, &prefix[around.unwrap_or(0).min(spaces)..], edits, problems);
            // What follows in the box around it is Markdown, too.
            if around.is_some() && self.templates.mode() == Mode::Html {
                edits.push(Edit::insert(found.close.end, format!("\n{}", prefix.trim_end())));
            }
        }
    }

    /// The opening tag and a heading after it become the box's own; what is inside is set apart by
    /// blank lines, so that CommonMark reads it as Markdown.
    fn expand_div(
        &self,
        id: PageId,
        found: &DivBox<'_>,
        prefix: &str,
        edits: &mut Vec<Edit>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let heading = title_of_div(self.page(id), found.div);
        let title = heading.map(|heading| {
            let title = self.expand_line(id, heading.inner.clone(), problems);
            crate::text::markdown::markdown_text(&crate::page::text_of_html(&title))
        });
        let title = title.filter(|title| !title.is_empty());
        let Some(opening) = self.opening(found.kind, title.as_deref(), None, None, problems) else {
            return;
        };
        let blank = prefix.trim_end();
        let opening = opening.trim().replace('\n', &format!("\n{prefix}"));
        edits.push(Edit::replace(found.div.open.clone(), format!("{opening}\n{blank}\n{prefix}")));
        edits.extend(heading.map(|heading| Edit::delete(heading.span.clone())));
        let closing = match self.templates.mode() {
            Mode::Html => format!("\n{blank}\n{prefix}</div>"),
            Mode::Text => String::new(),
        };
        edits.push(Edit::replace(found.close.clone(), closing));
    }
}

/// A `<div>` that becomes a box.
struct DivBox<'a> {
    div: &'a Div,
    close: &'a Range<usize>,
    kind: &'a BoxKind,
}

impl DivBox<'_> {
    /// Where its title ends, or its opening tag.
    fn head_end(&self, page: &Page) -> usize {
        title_of_div(page, self.div).map_or(self.div.open.end, |heading| heading.span.end)
    }
}

fn unclosed(page: &Page, div: &Div) -> Diagnostic {
    Diagnostic::new(Code::UnclosedBox, "this box is never closed")
        .at(&page.file, div.open.clone())
        .help("put `</div>` after its last line, in the same quote or list item")
}

/// How many characters of a line are looked at for one sign of a container; none is so long.
const LONGEST_SIGN: usize = 1000;

/// Whether nothing but the signs of quotes, items and definitions stands before `at` in its line: what is drawn after
/// text would end the paragraph.
pub(in crate::expand) fn starts_line(text: &str, at: usize) -> bool {
    let mut before = &text[..at];
    if !before.is_empty() && !before.ends_with(|c: char| c.is_whitespace() || c == '>') {
        return false;
    }
    // From the end: text that is no sign ends the search, however long the line is.
    loop {
        before = before.trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
        if before.is_empty() || before.ends_with('\n') {
            return true;
        }
        let mut signs = before.char_indices().rev().take(LONGEST_SIGN);
        let start = match signs.find(|(_, c)| c.is_whitespace()) {
            Some((at, space)) => at + space.len_utf8(),
            None if before.len() <= LONGEST_SIGN => 0,
            None => return false,
        };
        if !is_container_sign(&before[start..]) {
            return false;
        }
        before = &before[..start];
    }
}

/// Whether a word is what a quote, an item, a definition or a footnote starts with.
fn is_container_sign(word: &str) -> bool {
    let sign = word.trim_start_matches('>');
    let number = sign.trim_end_matches(['.', ')']);
    let is_number = number.len() < sign.len() && number.bytes().all(|b| b.is_ascii_digit());
    is_number || matches!(sign, "" | "-" | "+" | "*" | ":") || sign.starts_with("[^") && sign.ends_with("]:")
}

/// Whether the lines of a tag start with the signs of the quote that it stands in, which are no part of it.
fn is_cut_by_signs(tag: &str) -> bool {
    tag.lines().skip(1).any(|line| line.trim_start().starts_with('>'))
}

/// The heading that becomes the title of a box.
fn title_of_div<'d>(page: &Page, div: &'d Div) -> Option<&'d Element> {
    div.heading.as_ref().filter(|heading| !page.text[heading.span.clone()].contains('\n'))
}

/// Whether a byte stands in a directive, as in an argument that is HTML.
fn is_in_directive(page: &Page, at: usize) -> bool {
    let found = page.directives.partition_point(|directive| directive.span.start <= at).checked_sub(1);
    found.and_then(|found| page.directives.get(found)).is_some_and(|directive| at < directive.span.end)
}
