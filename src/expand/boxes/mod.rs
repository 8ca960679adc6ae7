//! Boxes in the text: `> [!KIND]` quotes and the seeds' raw `<div>`s become one component, whose
//! inside is Markdown.

mod dedent;
mod div;
mod prefix;
mod quote;

use std::ops::Range;

pub(super) use div::starts_line;

use super::view::BoxView;
use super::*;
use crate::config::BoxKind;
use crate::page::{Form, Quoted};

impl Expander<'_> {
    pub(super) fn expand_boxes(&self, id: PageId, edits: &mut Vec<Edit>, problems: &mut Vec<Diagnostic>) {
        let page = self.page(id);
        // From the inside out: where several end together, the innermost closes first.
        for quoted in page.quotes.iter().rev() {
            match (self.config.box_named(&quoted.kind), &quoted.form) {
                (_, Form::Tab { .. }) => self.expand_tab(id, quoted, edits, problems),
                (Some(kind), Form::Quote) if self.stays_alert(quoted, kind) => {}
                (Some(kind), _) => self.expand_quote(id, quoted, kind, edits, problems),
                // It is somebody else's.
                (None, Form::Quote) if !self.config.own_kinds => {}
                (None, Form::Quote) => problems.push(self.unknown_kind(quoted, page)),
                (None, Form::Admonition { .. }) => {
                    let kind = self.neutral_kind(quoted, page, problems);
                    self.expand_quote(id, quoted, &kind, edits, problems);
                }
            }
        }
        self.expand_divs(id, edits, problems);
    }

    /// Whether a box stays the alert that it is in plain Markdown.
    fn stays_alert(&self, quoted: &Quoted, kind: &BoxKind) -> bool {
        let is_plain = quoted.title.is_none() && quoted.fold.is_none() && slug(&quoted.kind) == kind.name;
        self.templates.mode() == Mode::Text && self.config.titles_alerts() && kind.is_alert() && is_plain
    }

    /// Whether a byte goes with the title of a box that is drawn again. `titles` are those of the divs.
    pub(super) fn goes_into_title(&self, page: &Page, titles: &[Range<usize>], at: usize) -> bool {
        let found = titles.partition_point(|title| title.start <= at).checked_sub(1);
        found.is_some_and(|found| at < titles[found].end) || self.is_in_title(page, at)
    }

    /// Whether a byte stands in the first line of a box, which its opening takes the place of.
    pub(super) fn is_in_title(&self, page: &Page, at: usize) -> bool {
        let found = page.quotes.partition_point(|quoted| quoted.span.start <= at).checked_sub(1);
        let Some(quoted) = found.and_then(|found| page.quotes.get(found)) else { return false };
        at < first_line(quoted).end
            && (quoted.form.is_made() || self.config.box_named(&quoted.kind).is_some())
    }

    fn unknown_kind(&self, quoted: &Quoted, page: &Page) -> Diagnostic {
        let name = slug(&quoted.kind);
        let help = match nearest(&name, self.config.boxes.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `[!{}]`?", near.to_uppercase()),
            None => format!("declare it in book.toml: `[preprocessor.patterns.box.{name}]`"),
        };
        Diagnostic::new(Code::UnknownBoxKind, format!("`{}` is not a kind of box", quoted.kind))
            .at(&page.file, quoted.kind_span.clone())
            .help(help)
    }

    /// What a box begins with; `form` is that of its quote, and none where it is a raw `<div>`.
    fn opening(
        &self,
        kind: &BoxKind,
        title: Option<&str>,
        fold: Option<bool>,
        form: Option<&Form>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let title = title.unwrap_or(&kind.title);
        let drawn = self.drawn_title(title);
        let text = drawn.as_ref().map_or(title, |drawn| &drawn.text);
        let titled = fold.is_some() || !matches!(form, Some(Form::Admonition { titled: false, .. }));
        let view = BoxView {
            kind: &kind.name,
            label: text,
            title: if titled { text } else { "" },
            title_html: drawn.as_ref().map(|drawn| drawn.html.as_str()),
            icon: kind.icon.as_deref().filter(|_| !has_icon(text)),
            colour: kind.colour.as_deref(),
            open: fold.unwrap_or(true),
            classes: form.map_or_else(|| vec![RAW.to_owned()], mkdocs::classes),
        };
        let template = if fold.is_some() { "fold-open" } else { "box-open" };
        self.templates.render(template, &view).map_err(|problem| problems.push(problem)).ok()
    }
}

/// The class of a box that is no quote: a quote in it is the author's own, and looks like one.
const RAW: &str = "patterns-box-raw";

/// Whether a title brings an emoji or another sign of its own; quotation marks do not count.
fn has_icon(title: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && c >= '\u{2190}';
    let is_punctuation =
        |c: char| matches!(c, '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}' | '\u{fe10}'..='\u{ffef}');
    title.chars().next().is_some_and(|c| is_sign(c) && !is_punctuation(c))
}

/// The line that holds a box's title.
pub(super) fn first_line(quoted: &Quoted) -> Range<usize> {
    quoted.span.start..quoted.title_end
}
