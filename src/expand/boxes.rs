//! Boxes in the text: `> [!KIND]` quotes and the seeds' raw `<div>`s become one component, whose
//! inside is Markdown.

use std::ops::Range;

use super::view::BoxView;
use super::*;
use crate::config::BoxKind;
use crate::page::{Div, Element, Form, Quoted, marker};

impl Expander<'_> {
    pub(super) fn expand_boxes(&self, id: PageId, edits: &mut Vec<Edit>, problems: &mut Vec<Diagnostic>) {
        let page = self.page(id);
        // From the inside out: where several end together, the innermost closes first.
        for quoted in page.quotes.iter().rev() {
            match (self.config.box_named(&quoted.kind), &quoted.form) {
                (_, Form::Tab { .. }) => self.expand_tab(id, quoted, edits, problems),
                (Some(kind), _) => self.expand_quote(id, quoted, kind, edits, problems),
                (None, Form::Quote) => problems.push(self.unknown_kind(quoted, page)),
                (None, Form::Admonition { .. }) => {
                    let kind = self.neutral_kind(quoted, page, problems);
                    self.expand_quote(id, quoted, &kind, edits, problems);
                }
            }
        }
        for div in &page.divs {
            if let Some(kind) = self.kind_of_div(page, div) {
                self.expand_div(id, div, kind, edits, problems);
            }
        }
    }

    /// The prefix of the lines that take the place of what stands at `at`: that of the containers
    /// around, less the quotes that become boxes.
    pub(super) fn line_prefix(&self, page: &Page, at: usize) -> String {
        container_prefix(&page.text, at, &self.taken(page, at))
    }

    /// Which of the quotes around what stands at `at` become boxes, counted from 1 from the left.
    fn taken(&self, page: &Page, at: usize) -> Vec<usize> {
        let mut taken = Vec::new();
        let mut next = page.quotes.partition_point(|quoted| quoted.span.start <= at).checked_sub(1);
        while let Some(quoted) = next.and_then(|next| page.quotes.get(next)) {
            if quoted.span.contains(&at) && Self::is_taken(quoted) {
                taken.push(quoted.depth);
            }
            next = quoted.parent;
        }
        taken
    }

    /// The headings in the text that become the titles of boxes, in their order.
    pub(super) fn titles_of_divs(&self, page: &Page) -> Vec<Range<usize>> {
        let boxes =
            page.divs.iter().filter(|div| div.close.is_some() && self.kind_of_div(page, div).is_some());
        let mut titles: Vec<_> =
            boxes.filter_map(|div| Some(title_of_div(page, div)?.span.clone())).collect();
        titles.sort_by_key(|title| title.start);
        titles
    }

    /// Whether a byte goes with the title of a box that is drawn anew. `titles` are those of the divs.
    pub(super) fn goes_into_title(&self, page: &Page, titles: &[Range<usize>], at: usize) -> bool {
        let found = titles.partition_point(|title| title.start <= at).checked_sub(1);
        found.is_some_and(|found| at < titles[found].end) || self.is_in_title(page, at)
    }

    /// Whether a byte stands in the first line of a box, which its opening takes the place of.
    pub(super) fn is_in_title(&self, page: &Page, at: usize) -> bool {
        let found = page.quotes.partition_point(|quoted| quoted.span.start <= at).checked_sub(1);
        let Some(quoted) = found.and_then(|found| page.quotes.get(found)) else { return false };
        at < first_line(page, quoted).end
            && (quoted.form.is_made() || self.config.box_named(&quoted.kind).is_some())
    }

    /// Whether the `>` of a quote go: those of tabs, which no author wrote.
    fn is_taken(quoted: &Quoted) -> bool {
        matches!(quoted.form, Form::Tab { .. })
    }

    fn unknown_kind(&self, quoted: &Quoted, page: &Page) -> Diagnostic {
        let name = slug(&quoted.kind);
        let help = match nearest(&name, self.config.boxes.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `[!{}]`?", near.to_uppercase()),
            None => format!("declare it in book.toml: `[preprocessor.patterns.box.{name}]`"),
        };
        Diagnostic::new(Code::UnknownBoxKind, format!("`{}` is no kind of box", quoted.kind))
            .at(&page.file, quoted.kind_span.clone())
            .help(help)
    }

    /// The kind that `class="axiom-box"` or `class="failure-vignette"` names; none for what stands in text
    /// that goes, or loses some, or behind text.
    fn kind_of_div(&self, page: &Page, div: &Div) -> Option<&BoxKind> {
        let goes = |tag: &Range<usize>| {
            self.is_in_title(page, tag.start)
                || is_in_directive(page, tag.start)
                || is_cut_by_signs(&page.text[tag.clone()])
        };
        if goes(&div.open) || div.close.as_ref().is_some_and(goes) || !starts_line(&page.text, div.open.start)
        {
            return None;
        }
        self.config.boxes.values().find(|kind| {
            div.classes.iter().any(|class| {
                class.strip_suffix("-box").is_some_and(|name| kind.is(name))
                    || (class.contains('-') && kind.aliases.iter().any(|alias| alias == class))
            })
        })
    }

    fn opening(
        &self,
        kind: &BoxKind,
        title: Option<&str>,
        fold: Option<bool>,
        form: &Form,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let title = title.unwrap_or(&kind.title);
        let drawn = self.drawn_title(title);
        let text = drawn.as_ref().map_or(title, |drawn| &drawn.text);
        let titled = fold.is_some() || !matches!(form, Form::Admonition { titled: false, .. });
        let view = BoxView {
            kind: &kind.name,
            label: text,
            title: if titled { text } else { "" },
            title_html: drawn.as_ref().map(|drawn| drawn.html.as_str()),
            icon: kind.icon.as_deref().filter(|_| !has_icon(text)),
            colour: kind.colour.as_deref(),
            open: fold.unwrap_or(true),
            classes: mkdocs::classes(form),
        };
        let template = if fold.is_some() { "fold-open" } else { "box-open" };
        self.templates.render(template, &view).map_err(|problem| problems.push(problem)).ok()
    }

    fn expand_quote(
        &self,
        id: PageId,
        quoted: &Quoted,
        kind: &BoxKind,
        edits: &mut Vec<Edit>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let page = self.page(id);
        let text = page.text.as_str();
        let span = &quoted.span;
        let first_line = first_line(page, quoted);
        let title = quoted.title.as_deref().map(|title| self.expand_title(id, &first_line, title, problems));
        let Some(opening) = self.opening(kind, title.as_deref(), quoted.fold, &quoted.form, problems) else {
            return;
        };
        if self.templates.mode() == Mode::Text && quoted.form.is_made() {
            return edits.push(Edit::replace(inside_first_line(text, span), opening.trim()));
        }
        let first_end = first_line.end;
        if self.templates.mode() == Mode::Text {
            let marker_start = quoted.kind_span.start - 2;
            let prefix = self.line_prefix(page, span.start);
            let line_end = first_end - usize::from(text[..first_end].ends_with('\r'));
            // A line that continues the paragraph lazily needs it.
            let goes_on = first_end < span.end && is_lazy(&text[first_end + 1..], &prefix);
            let apart = if goes_on { String::new() } else { format!("\n{prefix}>") };
            edits.push(Edit::replace(marker_start..line_end, format!("{}{apart}", opening.trim())));
            return;
        }
        let closing = if quoted.fold.is_some() { "</details>" } else { "</div>" };
        self.wrap(page, quoted, &opening, closing, edits);
    }

    /// Puts a quote between `opening` and `closing`. Its first line, which is the title, becomes an empty line of the
    /// quote; all others stay as they are, and so do their blocks.
    fn wrap(&self, page: &Page, quoted: &Quoted, opening: &str, closing: &str, edits: &mut Vec<Edit>) {
        let text = page.text.as_str();
        let span = &quoted.span;
        let first_end = first_line(page, quoted).end;
        let taken = self.taken(page, span.start);
        let prefix = container_prefix(text, span.start, &taken);
        let blank = prefix.trim_end();
        let opening = opening.trim().replace('\n', &format!("\n{prefix}"));
        let empty = match first_end < span.end {
            true if is_lazy(&text[first_end + 1..], &prefix) => format!("\n{blank}\n{prefix}> {PARAGRAPH}"),
            true => format!("\n{blank}\n{prefix}>"),
            false => String::new(),
        };
        edits.push(Edit::replace(span.start..first_end, format!("{opening}{empty}")));
        // Without its end raw HTML would go on after the quote.
        let end = quoted.left_open.as_ref().map(|end| format!("\n{prefix}> {end}")).unwrap_or_default();
        edits.push(Edit::insert(span.end, format!("{end}\n{blank}\n{prefix}{closing}\n{blank}")));
    }

    /// Takes the `>` of a tab away, all of which are ours: `opening` comes in the place of the first line, `closing`
    /// after the last one.
    pub(super) fn unquote(
        &self,
        page: &Page,
        quoted: &Quoted,
        opening: &str,
        closing: &str,
        edits: &mut Vec<Edit>,
    ) {
        let text = page.text.as_str();
        let span = &quoted.span;
        let first_end = first_line(page, quoted).end;
        let prefix = container_prefix(text, span.start, &self.taken(page, span.start));
        let blank = prefix.trim_end();
        edits.push(Edit::replace(span.start..first_end, opening.replace('\n', &format!("\n{prefix}"))));
        let mut at = first_end + 1;
        while at < span.end {
            edits.extend(marker(text, at, quoted.depth).map(Edit::delete));
            at = text[at..].find('\n').map_or(span.end, |i| at + i + 1);
        }
        if closing.is_empty() {
            return;
        }
        let closing = closing.replace('\n', &format!("\n{prefix}"));
        // The tag would be part of what is still open.
        let end = quoted.left_open.as_ref().map(|end| format!("\n{prefix}{end}")).unwrap_or_default();
        edits.push(Edit::insert(span.end, format!("{end}\n{blank}\n{prefix}{closing}\n{blank}")));
    }

    /// The opening tag and a heading behind it become the box's own; what is inside is set apart by
    /// blank lines, so that CommonMark reads it as Markdown.
    fn expand_div(
        &self,
        id: PageId,
        div: &Div,
        kind: &BoxKind,
        edits: &mut Vec<Edit>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let page = self.page(id);
        let Some(close) = &div.close else {
            problems.push(
                Diagnostic::new(Code::UnclosedBox, "this box is never closed")
                    .at(&page.file, div.open.clone())
                    .help("put `</div>` behind its last line, in the same quote or list item"),
            );
            return;
        };
        let text = page.text.as_str();
        let heading = title_of_div(page, div);
        let title = heading.map(|heading| {
            let title = self.expand_line(id, heading.inner.clone(), problems);
            crate::text::markdown::markdown_text(&crate::page::text_of_html(&title))
        });
        let title = title.filter(|title| !title.is_empty());
        let Some(opening) = self.opening(kind, title.as_deref(), None, &Form::Quote, problems) else {
            return;
        };
        let prefix = self.line_prefix(page, div.open.start);
        let blank = prefix.trim_end();
        let opening = opening.trim().replace('\n', &format!("\n{prefix}"));
        edits.push(Edit::replace(div.open.clone(), format!("{opening}\n{blank}\n{prefix}")));
        edits.extend(heading.map(|heading| Edit::delete(heading.span.clone())));
        let closing = match self.templates.mode() {
            Mode::Html => format!("\n{blank}\n{prefix}</div>"),
            Mode::Text => String::new(),
        };
        edits.push(Edit::replace(close.clone(), closing));
        let head_end = heading.map_or(div.open.end, |heading| heading.span.end);
        dedent(text, head_end..close.start, prefix.len(), edits);
    }
}

/// Whether a title brings an emoji or another sign of its own; quotation marks are none.
fn has_icon(title: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && c >= '\u{2190}';
    let is_punctuation =
        |c: char| matches!(c, '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}' | '\u{fe10}'..='\u{ffef}');
    title.chars().next().is_some_and(|c| is_sign(c) && !is_punctuation(c))
}

/// Whether nothing but the signs of quotes, items and definitions stands before `at` in its line: what is drawn behind
/// text would end the paragraph.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line..at];
    let is_apart = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '>');
    is_apart
        && before.split_whitespace().all(|word| {
            let sign = word.trim_start_matches('>');
            let number = sign.trim_end_matches(['.', ')']);
            let is_number = number.len() < sign.len() && number.bytes().all(|b| b.is_ascii_digit());
            is_number
                || matches!(sign, "" | "-" | "+" | "*" | ":")
                || sign.starts_with("[^") && sign.ends_with("]:")
        })
}

/// The line that holds a box's title.
pub(super) fn first_line(page: &Page, quoted: &Quoted) -> Range<usize> {
    let text = &page.text[quoted.span.clone()];
    quoted.span.start..quoted.span.start + text.find('\n').unwrap_or(text.len())
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

/// A paragraph that shows nothing, for a line that continues the one of the title lazily.
const PARAGRAPH: &str = "<span hidden></span>";

/// Whether a line lacks the sign of its quote, which stands in containers whose lines start with `prefix`: it continues
/// a paragraph [lazily](https://spec.commonmark.org/0.31.2/#lazy-continuation-line) then.
fn is_lazy(line: &str, prefix: &str) -> bool {
    let mut rest = columns(line);
    let signs = prefix.replace('\t', "    ");
    for sign in signs.chars() {
        let after = match sign {
            '>' => quote_sign(&rest),
            _ => Some(rest.strip_prefix(' ').unwrap_or(&rest)),
        };
        match after {
            Some(after) => rest = after.to_owned(),
            None => return true,
        }
    }
    quote_sign(&rest).is_none()
}

/// What follows the sign of a quote, before which three spaces may stand.
fn quote_sign(line: &str) -> Option<&str> {
    let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
    line[spaces..].strip_prefix('>').filter(|_| spaces < 4)
}

/// The start of a line up to its text, with spaces for tabs.
fn columns(line: &str) -> String {
    let mut start = String::new();
    for c in line.chars() {
        match c {
            '\t' => start.push_str(&" ".repeat(4 - start.len() % 4)),
            ' ' | '>' => start.push(c),
            _ => break,
        }
    }
    start
}

/// What stands behind the `>` of a quote's first line.
fn inside_first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let line = text[span.clone()].lines().next().unwrap_or_default();
    let marker = line.len() - line[1.min(line.len())..].trim_start().len();
    span.start + marker..span.start + line.len()
}

/// Takes the indent of pretty-printed HTML from the lines behind the first, as far as it would make
/// them code, down to `base`.
fn dedent(text: &str, span: Range<usize>, base: usize, edits: &mut Vec<Edit>) {
    let starts = text[span.clone()].match_indices('\n').map(|(at, _)| span.start + at + 1);
    let starts: Vec<usize> = starts.filter(|start| *start < span.end).collect();
    let spaces = |start: usize| text[start..span.end].bytes().take_while(|b| *b == b' ').count();
    let has_text =
        |start: &&usize| !text[**start..span.end].lines().next().unwrap_or_default().trim().is_empty();
    let Some(first) = starts.iter().find(has_text).map(|start| spaces(*start)) else { return };
    let deeper = first.saturating_sub(base);
    if deeper >= 4 {
        let of_line = |start: usize| start..start + spaces(start).min(deeper);
        edits.extend(starts.into_iter().map(of_line).filter(|span| !span.is_empty()).map(Edit::delete));
    }
}

/// What the lines of a block at `at` start with: the quotes and indents of the containers around
/// it, less the quotes (counted from 1) that are taken away.
fn container_prefix(text: &str, at: usize, taken: &[usize]) -> String {
    let line_start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = unquoted(&text[line_start..at], taken);
    let mut prefix = String::new();
    for c in line.chars() {
        match c {
            '>' | '\t' | ' ' => prefix.push(c),
            // The space behind a quote's sign is part of it, and the item of a list need not have had one.
            _ if prefix.ends_with('>') => prefix.push_str("  "),
            _ => prefix.push(' '),
        }
    }
    prefix
}

/// The start of a line without some of the signs of its quotes.
fn unquoted(line: &str, taken: &[usize]) -> String {
    let mut left = String::new();
    let mut quotes = 0;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        quotes += usize::from(c == '>');
        if c != '>' || !taken.contains(&quotes) {
            left.push(c);
        } else if !left.ends_with('>') {
            chars.next_if_eq(&' ');
        }
    }
    left
}
