//! Annotations: the numbers in a text or in code become links to the items of the list after it, and each item links
//! back. They need no script.

mod found;

use std::ops::Range;

use self::found::{Annotated, Code as CodeBlock, Mark};
use super::view::{AnnotationView, CodeOpenView};
use super::*;
use crate::page::Form;
use crate::template::inert;
use crate::text::spans;

impl Expander<'_> {
    /// Edits for the annotations of a page, but those in what another edit takes away.
    pub(super) fn expand_annotations(
        &self,
        page: &Page,
        edits: &mut Vec<Edit>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let may_have = page.text.contains("annotate") || page.text.contains(")!");
        if self.icons.is_none() || self.templates.mode() == Mode::Text || !may_have {
            return;
        }
        let is_annotated = |quoted: &&crate::page::Quoted| matches!(&quoted.form, Form::Admonition { classes, .. } if classes.iter().any(|class| class == "annotate"));
        let boxes: BTreeSet<usize> =
            page.quotes.iter().filter(is_annotated).map(|own| own.span.start).collect();
        let taken = edits.iter().map(|edit| edit.span.clone()).filter(|span| !span.is_empty());
        let taken = spans::merged(taken.collect());
        let is_free = |span: &Range<usize>| spans::is_free(&taken, span);
        let all = found::find(&page.text, page.front_matter.end, &boxes, self.options);
        for (group, annotated) in all.iter().enumerate() {
            let drawing = Drawing { expander: self, page, group: group + 1, annotated };
            match drawing.edits(&is_free) {
                Ok(own) => edits.extend(own),
                Err(problem) => return problems.push(problem),
            }
        }
    }
}

/// The annotations of one list while they are drawn.
struct Drawing<'e, 'a> {
    expander: &'e Expander<'a>,
    page: &'e Page,
    group: usize,
    annotated: &'e Annotated,
}

impl Drawing<'_, '_> {
    fn edits(&self, is_free: &dyn Fn(&Range<usize>) -> bool) -> Result<Vec<Edit>, Diagnostic> {
        let mut edits = Vec::new();
        let mut linked = vec![false; self.annotated.items.len()];
        for mark in self.annotated.marks.iter().filter(|mark| is_free(&mark.span)) {
            if let Some(link) = self.mark(mark, &mut linked)? {
                edits.push(Edit::replace(mark.span.clone(), inert(&link)));
            }
        }
        for code in self.annotated.code.iter().filter(|code| is_drawn(code) && is_free(&code.span)) {
            edits.extend(self.code(code, &mut linked)?);
        }
        let items = self.annotated.items.iter().enumerate();
        for (at, item) in items.filter(|(at, _)| linked[*at]) {
            let Some(start) = *item else { continue };
            let back = self.render("annotation-back", at + 1, true)?;
            edits.push(Edit::insert(start, format!("{} ", inert(&back))));
        }
        Ok(edits)
    }

    /// The link of a mark to its item; `None` if there is no such item. Only the first of an item is one to link back to.
    fn mark(&self, mark: &Mark, linked: &mut [bool]) -> Result<Option<String>, Diagnostic> {
        let item = self.annotated.items.get(mark.number - 1).copied().flatten();
        if item.is_none() {
            return Ok(None);
        }
        let first = !std::mem::replace(&mut linked[mark.number - 1], true);
        self.render("annotation", mark.number, first).map(Some)
    }

    fn render(&self, name: &str, number: usize, first: bool) -> Result<String, Diagnostic> {
        let drawn =
            self.expander.templates.render(name, &AnnotationView { group: self.group, number, first })?;
        Ok(drawn.replace('\n', ""))
    }

    /// A block of code as HTML on one line, whatever it stands in; its marks are links.
    fn code(&self, code: &CodeBlock, linked: &mut [bool]) -> Result<Option<Edit>, Diagnostic> {
        let written = self.page.text[code.span.clone()].trim_end();
        if !written.ends_with(['`', '~']) {
            return Ok(None);
        }
        let classes = code.info.trim().split([',', ' ']).filter(|word| !word.is_empty());
        let classes = format!("language-{}", classes.collect::<Vec<_>>().join(" "));
        let open = self.expander.templates.render("code-open", &CodeOpenView { classes: &classes })?;
        let mut now = open.trim_end().to_owned();
        let mut at = 0;
        for mark in &code.marks {
            now.push_str(&in_html(&code.text[at..mark.span.start]));
            match self.mark(mark, linked)? {
                Some(link) => now.push_str(&link),
                None => now.push_str(&code.text[mark.span.clone()]),
            }
            at = mark.span.end;
        }
        now.push_str(&in_html(&code.text[at..]));
        now.push_str("</code></pre>");
        Ok(Some(Edit::replace(code.span.start..code.span.start + written.len(), now)))
    }
}

/// A text in HTML, on one line.
fn in_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "&#10;")
}

/// Whether code stays the same as HTML: mdBook does more with its own directives, with Rust, and with marked lines.
fn is_drawn(code: &CodeBlock) -> bool {
    let words = || code.info.split([',', ' ']);
    !words().any(|word| matches!(word, "rust" | "editable" | "mermaid") || word.starts_with("hl-"))
        && !code.info.contains(['{', '"', '='])
}
