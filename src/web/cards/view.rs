//! What the template of a card is given.

use std::sync::LazyLock;

use mdbook_renderer::config::TextDirection;
use serde::Serialize;

use super::fonts::Fonts;
use super::problems::Failed;
use crate::catalog::Term;
use crate::text::markdown::plain;
use crate::web::Web;
use crate::web::about::{About, clean};

/// What is the same on all cards.
pub(super) struct Book {
    title: String,
    font: String,
    is_rtl: bool,
    colours: Colours,
    is_dark: bool,
}

/// The colours of the theme that readers see first.
#[derive(Debug, Clone, Copy, Serialize)]
struct Colours {
    background: &'static str,
    text: &'static str,
    muted: &'static str,
    accent: &'static str,
}

const fn colours(
    background: &'static str,
    text: &'static str,
    muted: &'static str,
    accent: &'static str,
) -> Colours {
    Colours { background, text, muted, accent }
}

/// mdBook's themes, and whether they are dark.
const THEMES: &[(&str, Colours, bool)] = &[
    ("light", colours("#ffffff", "#1b1b1b", "#5c5c5c", "#20609f"), false),
    ("rust", colours("#e1e1db", "#262625", "#565651", "#205c80"), false),
    ("coal", colours("#141617", "#dbe2e8", "#98a3ad", "#5fb2da"), true),
    ("navy", colours("#161923", "#e4e5f1", "#a5a7bd", "#5fb2da"), true),
    ("ayu", colours("#0f1419", "#e6e6e6", "#a5a5a5", "#3cb8ea"), true),
];

/// Text with a colour of the palette.
#[derive(Debug, Serialize)]
struct Badge {
    label: String,
    tone: String,
    paint: String,
}

/// A card.
#[derive(Debug, Serialize)]
pub(super) struct View<'a> {
    title: String,
    category: Option<Badge>,
    badges: Vec<Badge>,
    book: String,
    language: Option<&'a str>,
    rtl: bool,
    font: &'a str,
    colours: Colours,
}

impl Book {
    pub(super) fn new(web: &Web<'_>, font: &str) -> Self {
        let book = &web.context.config.book;
        let html = web.context.config.html_config().unwrap_or_default();
        let theme = html.default_theme.unwrap_or_default().to_lowercase();
        let (_, colours, is_dark) = THEMES.iter().find(|(name, ..)| *name == theme).unwrap_or(&THEMES[0]);
        Self {
            title: clean(book.title.as_deref().unwrap_or_default()),
            font: font.to_owned(),
            is_rtl: book.realized_text_direction() == TextDirection::RightToLeft,
            colours: *colours,
            is_dark: *is_dark,
        }
    }

    /// A term, or a text without a colour.
    fn badge(&self, label: &str, colour: Option<&str>) -> Badge {
        let of_palette = colour.and_then(|name| PALETTE.iter().find(|shade| shade.name == name));
        let (tone, paint) = match of_palette {
            Some(shade) => (if self.is_dark { shade.dark } else { shade.light }, shade.paint),
            None => (self.colours.muted, self.colours.muted),
        };
        Badge { label: clean(label), tone: tone.to_owned(), paint: paint.to_owned() }
    }

    /// That of a term without a colour, where it stands for all of the page.
    fn heading(&self, label: &str, colour: Option<&str>) -> Badge {
        let accent = self.colours.accent.to_owned();
        match colour {
            Some(_) => self.badge(label, colour),
            None => Badge { tone: accent.clone(), paint: accent, ..self.badge(label, None) },
        }
    }
}

impl<'a> View<'a> {
    /// What is said of a page, as far as its signs can be drawn.
    ///
    /// # Errors
    /// Letters that no font has.
    pub(super) fn new(
        web: &Web<'a>,
        about: &About<'a>,
        book: &'a Book,
        fonts: &Fonts,
    ) -> Result<Self, Failed> {
        let (category, badges) = terms(web, about, book);
        let mut view = Self {
            title: about.title.clone(),
            category,
            badges,
            book: book.title.clone(),
            language: web.context.config.book.language.as_deref(),
            rtl: book.is_rtl || starts_rtl(&about.title),
            font: &book.font,
            colours: book.colours,
        };
        let labels = view.category.iter_mut().chain(&mut view.badges).map(|badge| &mut badge.label);
        let texts = labels.chain([&mut view.title, &mut view.book]);
        let missing: String = texts.filter_map(|text| fonts.keep_drawable(text)).collect();
        if missing.is_empty() { Ok(view) } else { Err(Failed::Letters(missing)) }
    }

    /// All that stands on the card, for those who do not see it.
    pub(super) fn text(&self) -> String {
        let labels = self.badges.iter().map(|badge| badge.label.as_str());
        let category = self.category.iter().map(|badge| badge.label.as_str());
        let parts: Vec<&str> = [self.title.as_str()].into_iter().chain(category).chain(labels).collect();
        let text = parts.join(", ");
        if self.book.is_empty() { text } else { format!("{text} - {}", self.book) }
    }
}

/// The category of a page, otherwise its part of the book, and the badges that lists show of it.
fn terms(web: &Web<'_>, about: &About<'_>, book: &Book) -> (Option<Badge>, Vec<Badge>) {
    let catalog = &web.library.catalog;
    let of = |taxonomy| catalog.terms(about.id, taxonomy).map(|(term, _)| term);
    let categories = catalog.taxonomy("category", &web.library.config);
    let category = categories.and_then(|taxonomy| of(taxonomy).next());
    let part = || about.page.part.as_deref().map(plain).filter(|part| !part.is_empty());
    let heading = match category {
        Some(term) => Some(book.heading(&term.label, term.colour.as_deref())),
        None => part().map(|part| book.heading(&part, None)),
    };
    let badge = |term: &Term| book.badge(&term.label, term.colour.as_deref());
    let is_shown = |name: &str| categories.is_none_or(|categories| categories.name != name);
    let shown =
        catalog.taxonomies.iter().filter(|taxonomy| taxonomy.has_badges() && is_shown(&taxonomy.name));
    (heading, shown.flat_map(of).map(badge).collect())
}

/// Whether the first letter of a text is of a script that runs from right to left.
pub(super) fn starts_rtl(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl)
}

/// Whether a letter is Hebrew, Arabic or of another such script, all of which stand together in Unicode.
pub(super) fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A colour of the palette.
struct Shade {
    name: &'static str,
    light: &'static str,
    dark: &'static str,
    paint: &'static str,
}

/// The palette as the stylesheet has it: `.patterns-colour-NAME { --patterns-tone: light-dark(A, B); --patterns-paint: C; }`.
static PALETTE: LazyLock<Vec<Shade>> =
    LazyLock::new(|| include_str!("../../../theme/patterns.css").lines().filter_map(shade).collect());

fn shade(line: &'static str) -> Option<Shade> {
    let (name, rest) =
        line.strip_prefix(".patterns-colour-")?.split_once(" { --patterns-tone: light-dark(")?;
    let (light, rest) = rest.split_once(", ")?;
    let (dark, rest) = rest.split_once("); --patterns-paint: ")?;
    Some(Shade { name, light, dark, paint: rest.split_once(';')?.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::COLOURS;

    #[test]
    fn cards_have_all_colours_of_the_palette() {
        let names: Vec<&str> = PALETTE.iter().map(|shade| shade.name).collect();
        assert_eq!(names, COLOURS);
        let is_colour = |text: &str| text.len() == 7 && text.starts_with('#');
        assert!(
            PALETTE.iter().all(|shade| [shade.light, shade.dark, shade.paint].into_iter().all(is_colour))
        );
    }

    /// What a template is told to be given, beside the functions, is what it is given.
    #[test]
    fn given_names_are_those_of_a_view() {
        let badge = || Badge { label: String::new(), tone: String::new(), paint: String::new() };
        let view = View {
            title: String::new(),
            category: Some(badge()),
            badges: vec![badge()],
            book: String::new(),
            language: None,
            rtl: false,
            font: "",
            colours: THEMES[0].1,
        };
        let mut names = vec!["fit.*".to_owned(), "width_of.*".to_owned()];
        for (name, value) in serde_json::to_value(&view).unwrap().as_object().unwrap() {
            let item = value.as_array().map_or(value, |items| &items[0]);
            match item.as_object() {
                Some(fields) => names.extend(fields.keys().map(|field| format!("{name}.{field}"))),
                None => names.push(name.clone()),
            }
        }
        names.sort();
        let given =
            include_str!("../../template/given.txt").lines().find_map(|line| line.strip_prefix("card: "));
        assert_eq!(given.unwrap().split(' ').collect::<Vec<_>>(), names);
    }

    #[test]
    fn the_first_letter_says_where_a_title_starts() {
        assert!(starts_rtl("1. \u{645}\u{631}\u{62d}\u{628}\u{627} Retry"));
        assert!(!starts_rtl("Retry \u{645}") && !starts_rtl("12"));
    }
}
