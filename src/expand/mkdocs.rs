//! What is written in MkDocs' syntax: tabs, icons, keys, marks and attributes.

use std::collections::BTreeSet;
use std::ops::Range;

use super::view::{AbbreviationView, ElementView, IconView, KeysView, TabView, TextView};
use super::*;
use crate::config::BoxKind;
use crate::page::{Form, Quoted};
use crate::source::dialect::inline::of_line;
use crate::source::dialect::{Attribute, Icon, Inline, Spot, refused_attribute};
use crate::template::{inert, inline_html};
use crate::text::address::is_safe_url;
use crate::text::markdown::markdown_text;

/// A title with icons or keys in it.
pub(super) struct DrawnTitle {
    /// In inline Markdown, for those who see no icons.
    pub(super) text: String,
    /// As HTML.
    pub(super) html: String,
}

/// The classes that the words after an admonition's kind mean.
pub(super) fn classes(form: &Form) -> Vec<String> {
    let Form::Admonition { classes, .. } = form else { return Vec::new() };
    let class = |word: &String| match word.as_str() {
        "inline" | "end" => format!("patterns-box-{word}"),
        word => word.to_owned(),
    };
    classes.iter().map(class).collect()
}

impl Expander<'_> {
    /// The kind of an admonition that nobody declared, which is reported.
    pub(super) fn neutral_kind(
        &self,
        quoted: &Quoted,
        page: &Page,
        problems: &mut Vec<Diagnostic>,
    ) -> BoxKind {
        let name = slug(&quoted.kind);
        let aliases = self.config.boxes.values().flat_map(|kind| kind.aliases.iter());
        let known = self.config.boxes.keys().chain(aliases).map(String::as_str);
        let help = match nearest(&name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it in book.toml: `[preprocessor.patterns.box.{name}]`"),
        };
        problems.push(
            Diagnostic::new(Code::UnknownAdmonition, format!("`{}` is not a kind of box", quoted.kind))
                .at(&page.file, quoted.kind_span.clone())
                .label("drawn without a colour")
                .help(help),
        );
        BoxKind::named(&quoted.kind)
    }

    /// A tab: its title as a heading of its own, which the script makes into a button.
    pub(super) fn expand_tab(
        &self,
        id: PageId,
        quoted: &Quoted,
        edits: &mut Vec<Edit>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let Form::Tab { first, last, selected } = quoted.form else { return };
        let page = self.page(id);
        let first_line = super::boxes::first_line(quoted);
        let title = self.expand_title(id, &first_line, quoted.title.as_deref().unwrap_or_default(), problems);
        let drawn = self.drawn_title(&title);
        let view = TabView {
            title: drawn.as_ref().map_or(&title, |drawn| &drawn.text),
            title_html: drawn.as_ref().map(|drawn| drawn.html.as_str()),
            first,
            selected,
        };
        let opening = match self.templates.render("tab-open", &view) {
            Ok(opening) => opening,
            Err(problem) => return problems.push(problem),
        };
        let closing = match (self.templates.mode(), last) {
            (Mode::Text, _) => "",
            (Mode::Html, false) => "</section>",
            (Mode::Html, true) => "</section>\n</div>",
        };
        self.unquote(page, quoted, &opening, closing, edits);
    }

    /// A title with icons and keys in it; `None` if it has none.
    pub(super) fn drawn_title(&self, title: &str) -> Option<DrawnTitle> {
        let spots = of_line(title, self.icons?);
        let parts = title_parts::parts(title);
        // Placeholders stand for what is drawn while the rest is made harmless.
        if (spots.is_empty() && parts.is_empty()) || title.contains(['\u{e000}', '\u{e001}']) {
            return None;
        }
        let of_spot = |spot: &Spot| {
            let html = self.draw(title, spot).ok().flatten().unwrap_or_default();
            (spot.span.clone(), spot.kind.text(), html)
        };
        let of_part = |part: &title_parts::Part| {
            let (text, html) = self.draw_part(part);
            (part.span.clone(), text, html)
        };
        let mut places: Vec<(Range<usize>, String, String)> =
            spots.iter().map(of_spot).chain(parts.iter().map(of_part)).collect();
        places.sort_by_key(|(span, ..)| (span.start, std::cmp::Reverse(span.end)));
        let mut drawn = Vec::new();
        let (mut text, mut marked) = (String::new(), String::new());
        let mut at = 0;
        for (span, plain, html) in places {
            // An image with attributes is both.
            if span.start < at {
                continue;
            }
            let before = &title[at..span.start];
            text.push_str(before);
            text.push_str(&plain);
            marked.push_str(before);
            marked.push_str(&format!("\u{e000}{}\u{e001}", drawn.len()));
            drawn.push(html);
            at = span.end;
        }
        text.push_str(&title[at..]);
        marked.push_str(&title[at..]);
        Some(DrawnTitle { text: text.trim().to_owned(), html: filled(&inline_html(&marked), &drawn) })
    }

    /// A tag or an image of a title: its plain text, and its HTML.
    fn draw_part(&self, part: &title_parts::Part) -> (String, String) {
        match &part.kind {
            title_parts::Kind::Tag(tag) => ((if tag == "<br>" { " " } else { "" }).to_owned(), tag.clone()),
            title_parts::Kind::Image { url, title, alt } => {
                let html = self.templates.render("image", &element(url, title, alt, &[]));
                (alt.clone(), html.unwrap_or_default())
            }
        }
    }

    /// Edits for the spots of a page, but those in what another edit takes away.
    pub(super) fn expand_spots(&self, page: &Page, edits: &mut Vec<Edit>, problems: &mut Vec<Diagnostic>) {
        if page.spots.is_empty() {
            return;
        }
        let mut taken: Vec<Range<usize>> = edits.iter().map(|edit| edit.span.clone()).collect();
        taken.retain(|span| !span.is_empty());
        taken.sort_by_key(|span| span.start);
        let is_free = |span: &Range<usize>| {
            let next = taken.partition_point(|other| other.end <= span.start);
            taken.get(next).is_none_or(|other| other.start >= span.end)
        };
        let lost: BTreeSet<usize> =
            page.spots.iter().filter(|spot| !is_free(&spot.span)).map(|spot| spot.group).collect();
        for spot in page.spots.iter() {
            report(spot, page, problems);
            if lost.contains(&spot.group) {
                continue;
            }
            match self.edit(page, spot) {
                Ok(edit) => edits.extend(edit),
                Err(problem) => return problems.push(problem),
            }
        }
    }

    fn edit(&self, page: &Page, spot: &Spot) -> Result<Option<Edit>, Diagnostic> {
        let Some(mut drawn) = self.draw(&page.text, spot)? else { return Ok(None) };
        let mut span = spot.span.clone();
        if let Inline::ParagraphOpen(_) | Inline::ParagraphClose = spot.kind {
            // The list's own line may be indented further than the paragraph.
            let is_opening =
                |at: &&Spot| at.group == spot.group && matches!(at.kind, Inline::ParagraphOpen(_));
            let so_far = page.spots.partition_point(|at| at.span.start <= spot.span.start);
            let opening = page.spots[..so_far].iter().rev().find(is_opening).unwrap_or(spot);
            let prefix = self.line_prefix(page, opening.span.start);
            let blank = prefix.trim_end();
            drawn = match spot.kind {
                Inline::ParagraphOpen(_) => format!("{drawn}\n{blank}\n{prefix}"),
                _ if drawn.is_empty() => drawn,
                _ => format!("{}\n{prefix}{drawn}", left_out(&page.text, span.start, &prefix)),
            };
        } else {
            // One line, whose text is no Markdown; no cell of a table ends in it.
            drawn = drawn.replace('\n', "");
            drawn = match self.templates.mode() {
                Mode::Html => inert(&drawn),
                Mode::Text => drawn.replace('|', "&#124;"),
            };
        }
        let starts = page.text[..span.start].ends_with(|c: char| c.is_whitespace() || c == '[');
        if self.templates.mode() == Mode::Text
            && drawn.is_empty()
            && starts
            && page.text[span.end..].starts_with(' ')
        {
            span.end += 1;
        }
        Ok(Some(Edit::replace(span, drawn)))
    }

    /// What a spot becomes; `None` if it stays.
    fn draw(&self, text: &str, spot: &Spot) -> Result<Option<String>, Diagnostic> {
        if self.templates.mode() == Mode::Text {
            return Ok(plain_text(text, spot));
        }
        let render = |name: &str, view: &ElementView<'_>| self.templates.render(name, view).map(Some);
        match &spot.kind {
            Inline::Icon { icon, attributes, .. } => self.draw_icon(icon, attributes).map(Some),
            Inline::Keys(keys) => self.templates.render("keys", &KeysView { keys }).map(Some),
            Inline::Open(element) => Ok(Some(format!("<{element}>"))),
            Inline::Close(element) => Ok(Some(format!("</{element}>"))),
            Inline::Abbreviation(meaning) => {
                let view = AbbreviationView { text: &text[spot.span.clone()], meaning };
                self.templates.render("abbreviation", &view).map(Some)
            }
            Inline::LinkOpen { url, title, attributes } => {
                render("link-open", &element(url, title, "", attributes))
            }
            Inline::LinkClose { .. } => Ok(Some("</a>".to_owned())),
            Inline::Image { url, title, alt, attributes, .. } => {
                render("image", &element(url, title, alt, attributes))
            }
            Inline::ParagraphOpen(attributes) => self.draw_open("div", attributes).map(Some),
            Inline::ElementOpen { element, attributes } => self.draw_open(element, attributes).map(Some),
            Inline::ElementClose { element, .. } => Ok(Some(format!("</{element}>"))),
            Inline::CodeWith { text, attributes, .. } => {
                let open = self.draw_open("code", attributes)?;
                let text = self.templates.render("text", &TextView { text })?;
                Ok(Some(format!("{open}{text}</code>")))
            }
            Inline::ParagraphClose => Ok(Some("</div>".to_owned())),
            Inline::MarkdownAttribute => Ok(Some(String::new())),
            Inline::Code(code) => self.templates.render("code", &TextView { text: code }).map(Some),
            Inline::Text(text) => self.templates.render("text", &TextView { text }).map(Some),
            Inline::Refused { .. } => Ok(None),
        }
    }

    /// The tag of an element that has attributes.
    fn draw_open(&self, name: &str, attributes: &[Attribute]) -> Result<String, Diagnostic> {
        self.templates
            .render("paragraph-open", &ElementView { element: name, ..element("", "", "", attributes) })
    }

    fn draw_icon(&self, icon: &Icon, attributes: &[Attribute]) -> Result<String, Diagnostic> {
        let is_class = |attribute: &&Attribute| attribute.name == "class";
        let classes = attributes.iter().find(is_class).map_or("", |class| &class.value);
        let attributes: Vec<&Attribute> = attributes.iter().filter(|a| !is_class(a)).collect();
        let mut view = IconView { classes, attributes, ..IconView::default() };
        match icon {
            Icon::Missing(_) => return Ok(String::new()),
            Icon::Svg(svg) => view.svg = Some(svg),
            Icon::FontAwesome(classes) => view.font_awesome = Some(classes),
            Icon::Emoji(emoji) if classes.is_empty() && view.attributes.is_empty() => {
                return Ok(emoji.to_string());
            }
            Icon::Emoji(emoji) => view.emoji = Some(emoji),
        }
        self.templates.render("icon", &view)
    }
}

fn element<'a>(url: &'a str, title: &'a str, alt: &'a str, attributes: &'a [Attribute]) -> ElementView<'a> {
    // The list wins over the title after the address.
    let has = |name: &str| attributes.iter().any(|attribute| attribute.name == name);
    ElementView {
        element: "",
        url: if is_safe_url(url) { url } else { "" },
        title: if has("title") { "" } else { title },
        alt: if has("alt") { "" } else { alt },
        attributes: attributes.iter().collect(),
    }
}

/// What a spot is in plain Markdown; `None` if it stays.
fn plain_text(text: &str, spot: &Spot) -> Option<String> {
    match &spot.kind {
        Inline::Icon { .. } => Some(spot.kind.text()),
        Inline::Keys(_) => Some(markdown_text(&spot.kind.text())),
        Inline::Open("mark" | "ins") | Inline::Close("mark" | "ins") => Some(String::new()),
        Inline::LinkClose { end } => Some(text[spot.span.start..*end].to_owned()),
        Inline::Image { end, .. } => Some(text[spot.span.start..*end].to_owned()),
        Inline::ElementOpen { element: "mark" | "ins", .. }
        | Inline::ElementClose { element: "mark" | "ins", .. } => Some(String::new()),
        Inline::ElementClose { end, .. } | Inline::CodeWith { end, .. } => {
            Some(text[spot.span.start..*end].to_owned())
        }
        Inline::ParagraphClose | Inline::MarkdownAttribute => Some(String::new()),
        _ => None,
    }
}

/// Puts what is drawn in the place of its placeholders.
fn filled(html: &str, drawn: &[String]) -> String {
    let mut parts = html.split('\u{e000}');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('\u{e001}').unwrap_or(("", part));
        out.push_str(number.parse::<usize>().ok().and_then(|n| drawn.get(n)).map_or("", String::as_str));
        out.push_str(rest);
    }
    out.trim().to_owned()
}

/// The signs of quotes that a lazy line leaves out before `at`: the line is empty without what is there, and would end
/// the quotes.
fn left_out(text: &str, at: usize, prefix: &str) -> String {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let (own, needed) = (text[line..at].matches('>').count(), prefix.matches('>').count());
    match own {
        0 if needed > 0 => prefix.trim_end().to_owned(),
        _ => ">".repeat(needed.saturating_sub(own)),
    }
}

fn name_end(text: &str, spot: &Spot, name: &str) -> usize {
    let guard = usize::from(text[spot.span.clone()].starts_with('\\'));
    spot.span.start + guard + name.len() + 2
}

fn report(spot: &Spot, page: &Page, problems: &mut Vec<Diagnostic>) {
    match &spot.kind {
        // A backslash of ours may stand before it, which is no byte of the author's.
        Inline::Icon { name, icon: Icon::Missing(why), .. } => problems.push(
            Diagnostic::new(Code::UnknownIcon, format!("`:{name}:` cannot be drawn"))
                .at(&page.file, spot.span.start..name_end(&page.text, spot, name))
                .label(why)
                .help("put its SVG file there, or use another icon"),
        ),
        Inline::Refused { names, list } => {
            for name in names {
                problems.push(refused_attribute(&page.file, name, list.clone()));
            }
        }
        _ => {}
    }
}
