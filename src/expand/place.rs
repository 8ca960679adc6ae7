//! Placing the furniture around a page's text.

use super::*;
use crate::source::dialect::{Icon, shortcode_of};

impl Expander<'_> {
    /// Edits that put the furniture above and below the text, in place of the front matter and of
    /// hand-written navigation. `used` are the pieces that the author put elsewhere.
    pub(super) fn place_furniture(
        &self,
        id: PageId,
        used: &BTreeSet<PageElement>,
        edits: &mut Vec<Edit>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let page = self.page(id);
        problems.extend(unknown_pieces(page));
        problems.extend(self.undrawn_icon(page));
        let shown = |piece: &&PageElement| !used.contains(piece) && self.is_placed(page, **piece);
        let top: Vec<PageElement> = self.config.furniture.top.iter().filter(shown).copied().collect();
        let bottom: Vec<PageElement> = self.config.furniture.bottom.iter().filter(shown).copied().collect();
        let (before, after) = match page.title_end {
            // `title` in the list stands for the page's own heading.
            Some(_) => split_at_title(&self.config.furniture.top, &top),
            None => (top.as_slice(), [].as_slice()),
        };
        if self.config.replace_handwritten && self.templates.mode() == Mode::Html {
            let placed: Vec<PageElement> = top.iter().chain(&bottom).copied().collect();
            self.replace_handwritten(id, &placed, edits);
        }
        let above = self.render_pieces(id, before, problems);
        edits.push(Edit::replace(page.front_matter.clone(), behind(above)));
        if let Some(end) = page.title_end {
            let html = self.render_pieces(id, after, problems);
            if !html.is_empty() {
                let newline = if page.text[..end].ends_with('\n') { "" } else { "\n" };
                edits.push(Edit::insert(end, format!("{newline}\n{html}\n\n")));
            }
        }
        let below = self.render_pieces(id, &bottom, problems);
        if !below.is_empty() {
            let newline = if page.text.ends_with('\n') { "" } else { "\n" };
            let end = page.left_open.as_ref().map(|open| format!("{}\n", open.end)).unwrap_or_default();
            edits.push(Edit::insert(page.text.len(), format!("{newline}{end}\n{below}\n")));
        }
        // mdBook itself reports elements; here they get their end.
        if let Some(open) = page.left_open.as_ref().filter(|open| !open.is_raw && !below.is_empty()) {
            problems.push(unclosed(page, open));
        }
    }

    /// Whether the book places a piece on a page that does not hide it.
    pub(super) fn is_placed(&self, page: &Page, piece: PageElement) -> bool {
        let furniture = &self.config.furniture;
        let is_listed = furniture.top.contains(&piece) || furniture.bottom.contains(&piece);
        let is_hidden =
            || page.fields.list("hide").iter().any(|name| PageElement::named(name) == Some(piece));
        // Where no front matter asks for more, what readers must not miss; chapters that no author wrote say the rest themselves.
        let is_wanted = match piece {
            PageElement::Nav => page.has_metadata() || page.generated,
            PageElement::Notice | PageElement::Related => !page.generated,
            _ => page.has_metadata(),
        };
        is_listed && is_wanted && !is_hidden()
    }

    /// The icon of a page that neither a character nor a file of the book draws.
    fn undrawn_icon(&self, page: &Page) -> Option<Diagnostic> {
        let typed = page.fields.get("icon").filter(|typed| typed.is_in_front_matter())?;
        let written = page.fields.text("icon").filter(|text| !text.trim().is_empty())?;
        if page.icon().is_some() {
            return None;
        }
        let named = shortcode_of(written).and_then(|name| self.icons?.get(&name));
        if matches!(named, Some(Icon::Svg(_) | Icon::FontAwesome(_))) {
            return None;
        }
        let message = format!("the icon `{written}` cannot be drawn, so lists show none");
        let found = Diagnostic::new(Code::UnknownIcon, message).at(&page.file, typed.span.clone());
        Some(found.help("write an emoji, or the name of another icon"))
    }

    /// Each piece that has something to show, as a block of its own. In text mode only a missing
    /// title is added.
    fn render_pieces(&self, id: PageId, pieces: &[PageElement], problems: &mut Vec<Diagnostic>) -> String {
        let mut out = String::new();
        let joined = self.joined_navs(pieces).then(|| self.joined_nav(id)).flatten();
        for &piece in pieces {
            if joined.is_some() && piece == PageElement::PathNav {
                continue;
            }
            if self.templates.mode() == Mode::Text && !self.is_in_text(piece) {
                continue;
            }
            let rendered = match (piece, &joined) {
                (PageElement::Badges, _) if self.shows_facts => {
                    self.templates.render("facts", &self.facts(id))
                }
                (PageElement::Nav, Some(nav)) => self.templates.render(piece.name(), nav),
                _ => self
                    .view(piece, id)
                    .map_or(Ok(String::new()), |view| self.templates.render(piece.name(), &view)),
            };
            let rendered = rendered.map_err(|problem| problems.push(problem)).unwrap_or_default();
            if !rendered.is_empty() {
                out.push_str(if out.is_empty() { "" } else { "\n\n" });
                out.push_str(&rendered);
            }
        }
        out
    }

    /// Whether the neighbours on paths and in the book stand side by side, so that they are one piece. Templates of the book's
    /// own know them as two.
    fn joined_navs(&self, pieces: &[PageElement]) -> bool {
        use PageElement::{Nav, PathNav};
        let is_pair = |pair: &[PageElement]| matches!(pair, [PathNav, Nav] | [Nav, PathNav]);
        pieces.windows(2).any(is_pair)
            && [Nav, PathNav].iter().all(|piece| !self.templates.is_own(piece.name()))
    }

    /// Whether a text shows a piece: its title, and facts where it is to show them; links around the page never.
    fn is_in_text(&self, piece: PageElement) -> bool {
        use PageElement::{Breadcrumbs, Graph, Levels, Nav, PathNav};
        piece == PageElement::Title
            || self.shows_facts && !matches!(piece, Breadcrumbs | Graph | Levels | Nav | PathNav)
    }

    /// Takes hand-written navigation away where a piece stands for it, with something to show.
    fn replace_handwritten(&self, id: PageId, placed: &[PageElement], edits: &mut Vec<Edit>) {
        for handwritten in &self.page(id).handwritten {
            let piece = match handwritten.kind {
                HandwrittenKind::Breadcrumbs => PageElement::Breadcrumbs,
                HandwrittenKind::Neighbours => PageElement::Nav,
            };
            let free = |span: &std::ops::Range<usize>| {
                edits.iter().all(|edit| edit.span.end <= span.start || span.end <= edit.span.start)
            };
            if placed.contains(&piece) && free(&handwritten.span) && self.view(piece, id).is_some() {
                edits.push(Edit::delete(handwritten.span.clone()));
            }
        }
    }
}

/// The names in `hide:` that are those of no piece.
fn unknown_pieces(page: &Page) -> Vec<Diagnostic> {
    // Material for MkDocs hides its own parts with the same key.
    let is_materials = |name: &str| matches!(name, "navigation" | "toc" | "path" | "footer");
    let names = page.fields.list("hide").iter();
    let unknown = names.filter(|name| PageElement::named(name).is_none() && !is_materials(name));
    let problem = |name: &String| {
        let names = PageElement::ALL.iter().map(|piece| piece.name());
        let help = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the page elements are: {}", names.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("`{name}` is not a page element");
        let place = hidden_span(page, name);
        Diagnostic::new(Code::UnknownFurniture, message).at(&page.file, place).help(help)
    };
    unknown.map(problem).collect()
}

/// Where `hide:` holds a name.
fn hidden_span(page: &Page, name: &str) -> std::ops::Range<usize> {
    let Some(typed) = page.fields.get("hide") else { return 0..0 };
    let items = match page.fields.written.get(&typed.key).map(|node| &node.value) {
        Some(crate::front_matter::Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let item = items.iter().find(|item| item.text().is_some_and(|text| text.trim() == name));
    item.map_or_else(|| typed.span.clone(), |item| item.extent(&page.text))
}

/// The pieces that stand before the title and those after it, by the configured list.
fn split_at_title<'p>(
    configured: &[PageElement],
    shown: &'p [PageElement],
) -> (&'p [PageElement], &'p [PageElement]) {
    let Some(title) = configured.iter().position(|piece| *piece == PageElement::Title) else {
        return (shown, &[]);
    };
    let before = &configured[..title];
    let at = shown.iter().take_while(|piece| before.contains(piece)).count();
    (&shown[..at], &shown[at..])
}

/// What the author left open, where the text ends.
pub(super) fn unclosed(page: &Page, open: &LeftOpen) -> Diagnostic {
    // The lines end what is innermost first, and of elements the outermost is the one that is reported.
    let end = if open.is_raw { open.end.lines().next() } else { open.end.lines().last() };
    let end = end.unwrap_or_default().trim_start_matches("<!-- ");
    // Backticks do not stand in backticks.
    let language = open.what.trim_start_matches(['`', '~']);
    let what = match language.trim() {
        _ if language.len() == open.what.len() => format!("this `{}`", open.what),
        "" => "this code".to_owned(),
        language => format!("this code of `{language}`"),
    };
    Diagnostic::new(Code::LeftOpen, format!("{what} is never closed"))
        .at(&page.file, open.span.clone())
        .label("all that follows is in it")
        .help(format!("write the line {end} after its last line"))
}

/// A block with the blank line after it that ends it.
fn behind(mut html: String) -> String {
    if !html.is_empty() {
        html.push_str("\n\n");
    }
    html
}
