//! Boxes that are quotes: the author's quote stays, in a frame.

use std::ops::Range;

use super::first_line;
use super::prefix::container_prefix;
use crate::config::BoxKind;
use crate::diagnostic::Diagnostic;
use crate::expand::{Expander, PageId};
use crate::page::{Page, Quoted, marker};
use crate::template::Mode;
use crate::text::Edit;

impl Expander<'_> {
    pub(super) fn expand_quote(
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
        let first_line = first_line(quoted);
        let title = quoted.title.as_deref().map(|title| self.expand_title(id, &first_line, title, problems));
        let title = title.unwrap_or_else(|| kind.title_of(&quoted.kind, quoted.is_admonition()));
        let Some(opening) = self.opening(kind, Some(&title), quoted.fold, Some(&quoted.form), problems)
        else {
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
        let first_end = first_line(quoted).end;
        let taken = self.taken(page, span.start);
        let prefix = container_prefix(text, span.start, &taken);
        let seams = Seams::of(prefix);
        let (prefix, between) = (&seams.prefix, seams.between());
        let empty = match first_end < span.end {
            true if is_lazy(&text[first_end + 1..], prefix) => format!("{between}> {PARAGRAPH}"),
            true => format!("{between}>"),
            false => String::new(),
        };
        let opening = seams.tags(opening.trim());
        edits.push(Edit::replace(span.start..first_end, format!("{opening}{empty}")));
        // Without its end raw HTML would go on after the quote.
        let end = quoted.left_open.as_ref().map(|end| format!("\n{prefix}> {end}")).unwrap_or_default();
        let closing = seams.tags(closing);
        edits.push(Edit::insert(span.end, format!("{end}{between}{closing}{}", seams.after())));
    }

    /// Takes the `>` of a tab away, all of which are ours: `opening` comes in the place of the first line, `closing`
    /// after the last one.
    pub(in crate::expand) fn unquote(
        &self,
        page: &Page,
        quoted: &Quoted,
        opening: &str,
        closing: &str,
        edits: &mut Vec<Edit>,
    ) {
        let text = page.text.as_str();
        let span = &quoted.span;
        let first_end = first_line(quoted).end;
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
}

/// How the tags around a quote are set apart from the Markdown beside them.
struct Seams {
    prefix: String,
    is_in_item: bool,
}

impl Seams {
    fn of(prefix: String) -> Self {
        Self { is_in_item: prefix.contains("  ") || prefix.contains('\t'), prefix }
    }

    /// Tags as lines of their own. An empty line would end them as raw HTML, but in the item of a list it makes the whole
    /// list loose. There they are one line that begins with a comment:
    /// [it ends with the line that ends the comment](https://spec.commonmark.org/0.31.2/#html-blocks).
    fn tags(&self, tags: &str) -> String {
        if self.is_in_item {
            return format!("<!-- -->{}", tags.replace('\n', " "));
        }
        tags.replace('\n', &format!("\n{}", self.prefix))
    }

    /// What is between a line and tags that follow it, or the other way round.
    fn between(&self) -> String {
        format!("{}\n{}", self.after(), self.prefix)
    }

    /// What ends the line of the last tag.
    fn after(&self) -> String {
        if self.is_in_item { String::new() } else { format!("\n{}", self.prefix.trim_end()) }
    }
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

/// What follows the `>` of a quote's first line.
fn inside_first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let line = text[span.clone()].lines().next().unwrap_or_default();
    let marker = line.len() - line[1.min(line.len())..].trim_start().len();
    span.start + marker..span.start + line.len()
}
