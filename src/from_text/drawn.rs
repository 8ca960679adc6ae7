//! What readers see of a field: only a text that they go on seeing is taken out of a page.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::line::Line;
use super::node::Kind;
use super::said::Said;
use super::value::Values;
use crate::config::{PageElement, TermConfig};
use crate::page::PageId;
use crate::schema::{Field, FieldType};
use crate::text::markdown::plain;
use crate::text::words::words_of;

/// Words that stand between values.
const BETWEEN: &[&str] = &["and", "by", "und", "et", "y"];

/// Whether readers find all words and links of some lines in what the page shows of a field.
pub(super) fn shows(reader: &Values<'_>, field: &Field, said: &Said, lines: &[Line<'_>]) -> bool {
    let Some(shown) = Drawn::of(reader, field, said) else { return false };
    lines.iter().all(|line| shown.holds(reader, field, line))
}

/// What a page shows of a field.
#[derive(Default)]
struct Drawn {
    words: BTreeSet<String>,
    /// Pictures among the letters: `✅`.
    signs: BTreeSet<char>,
    urls: BTreeSet<String>,
    pages: BTreeSet<PageId>,
    /// Whether emphasis and code show.
    is_markdown: bool,
}

impl Drawn {
    /// `None` where the page does not show the field.
    fn of(reader: &Values<'_>, field: &Field, said: &Said) -> Option<Self> {
        if !is_placed(reader, field) {
            return None;
        }
        let mut drawn = Self { is_markdown: field.is_markdown(), ..Self::default() };
        match field.said_as() {
            FieldType::Terms => said.names().iter().for_each(|name| drawn.term(reader, field, name)),
            FieldType::Relation => said.names().iter().for_each(|name| drawn.page(reader, name)),
            FieldType::People => drawn.people(said),
            FieldType::Number => {
                let is_as_written = |text: &str| text.parse::<f64>().is_ok_and(|n| n.to_string() == text);
                said.texts().iter().filter(|text| is_as_written(text)).for_each(|text| drawn.add(text));
            }
            FieldType::Minutes | FieldType::Bool => return None,
            _ if drawn.is_markdown => said.texts().iter().for_each(|text| drawn.markdown(text)),
            _ => said.texts().iter().for_each(|text| drawn.add(text)),
        }
        said.notes().iter().for_each(|note| drawn.markdown(note));
        Some(drawn)
    }

    fn add(&mut self, text: &str) {
        self.words.extend(words_of(text));
        self.signs.extend(signs(text));
    }

    fn markdown(&mut self, text: &str) {
        self.add(&plain(text));
        let address = |event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        };
        self.urls.extend(Parser::new(text).filter_map(address));
    }

    /// A term is shown by its label; what the number of a law says, its list does.
    fn term(&mut self, reader: &Values<'_>, field: &Field, name: &str) {
        let taxonomy = reader.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name);
        let term = taxonomy.and_then(|taxonomy| Some(&taxonomy.terms[taxonomy.position(name)?]));
        match term {
            Some(term) => {
                self.add(&term.label);
                self.signs.extend(term.icon.as_deref().into_iter().flat_map(signs));
                self.pages.extend(term.page);
            }
            None => self.add(&TermConfig::named(name).label),
        }
        if let Some(taxonomy) = taxonomy {
            self.add(&taxonomy.label);
        }
    }

    /// A page is shown by the text of the link, or by its title.
    fn page(&mut self, reader: &Values<'_>, name: &str) {
        let linked = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')?.rsplit_once("]("));
        let (text, to) = linked.unwrap_or(("", name));
        self.add(&plain(text));
        match reader.page_named(to) {
            Some(page) => {
                self.pages.insert(page);
                if text.is_empty() {
                    self.add(reader.catalog.pages[page].short_title());
                }
            }
            None => {
                self.add(if text.is_empty() { to } else { "" });
                self.urls.insert(to.to_owned());
            }
        }
    }

    /// A person's name, with one address.
    fn people(&mut self, said: &Said) {
        let Said::Records(people) = said else { return };
        for person in people {
            let value = |key: &str| person.iter().find(|(known, _)| *known == key).map(|(_, value)| value);
            self.add(value("name").map_or("", String::as_str));
            match (value("url"), value("email")) {
                (Some(url), _) => self.urls.insert(url.clone()),
                (None, Some(email)) => {
                    self.add(email);
                    self.urls.insert(email.clone());
                    self.urls.insert(format!("mailto:{email}"))
                }
                _ => false,
            };
        }
    }

    fn holds(&self, reader: &Values<'_>, field: &Field, line: &Line<'_>) -> bool {
        let text = line.shown(&reader.page.text);
        // An address that is its own text is where it leads.
        let is_address = |word: &str| self.urls.iter().any(|url| words_of(url).contains(word));
        let is_number = |word: &str| field.kind == FieldType::Terms && word.chars().all(char::is_numeric);
        let is_shown = |word: &String| {
            self.words.contains(word)
                || BETWEEN.contains(&word.as_str())
                || is_number(word)
                || field.kind == FieldType::Relation && is_address(word)
        };
        let links = || {
            line.links().iter().all(|(_, to)| {
                let page = reader.page_of(to).filter(|_| !to.contains('#'));
                self.urls.contains(*to) || page.is_some_and(|page| self.pages.contains(&page))
            })
        };
        let are_signs_shown = signs(&text).all(|sign| self.signs.contains(&sign));
        words_of(&text).iter().all(is_shown)
            && are_signs_shown
            && links()
            && (self.is_markdown || !is_styled(&line.unwrapped()))
    }
}

/// The pictures in a text, which say something as words do.
fn signs(text: &str) -> impl Iterator<Item = char> {
    let is_letter_or_mark =
        |c: char| c.is_alphanumeric() || matches!(c, '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{ffef}');
    text.chars().filter(move |&c| c >= '\u{2300}' && !is_letter_or_mark(c))
}

/// Whether a part of a line stands out.
pub(super) fn is_styled(line: &Line<'_>) -> bool {
    let is_alone = line.nodes.len() == 1;
    line.nodes.iter().any(|node| match node.kind {
        Kind::Strong | Kind::Emphasis | Kind::Code(_) => !is_alone,
        // No value holds what is struck out.
        Kind::Struck => true,
        _ => false,
    })
}

/// Whether a page element shows the field on this page.
fn is_placed(reader: &Values<'_>, field: &Field) -> bool {
    let furniture = &reader.config.furniture;
    let hidden = reader.page.fields.list("hide");
    let is_placed = |piece: &PageElement| {
        (furniture.top.contains(piece) || furniture.bottom.contains(piece))
            && !hidden.iter().any(|name| PageElement::named(name) == Some(*piece))
    };
    field.name == "title" || elements(reader, field).iter().any(is_placed)
}

/// Whether the page shows a field in a block that would say the same as a text that stays.
pub(crate) fn repeats(reader: &Values<'_>, name: &str) -> bool {
    use PageElement::*;
    let is_short = |piece: &PageElement| matches!(piece, Badges | Laws | Meta | Nav | Notice | Related);
    let field = reader.config.schema.get(name);
    field.is_some_and(|field| is_placed(reader, field) && !elements(reader, field).iter().all(is_short))
}

/// The page elements that show a field.
fn elements(reader: &Values<'_>, field: &Field) -> &'static [PageElement] {
    use PageElement::*;
    match (field.name.as_str(), field.kind) {
        ("description", _) => &[Lead],
        ("quote", _) => &[Quote],
        ("essential_question", _) => &[EssentialQuestion],
        ("problem" | "solution" | "trade_offs" | "use_when", _) => &[QuickReference],
        ("when_to_use" | "when_not_to_use" | "best_for", _) => &[When],
        ("checklist", _) => &[Checklist],
        ("deprecation_reason", _) => &[Notice],
        ("prev" | "next", _) => &[Nav],
        ("patterns", _) => &[],
        ("authors" | "version" | "license" | "updated" | "introduced" | "audience" | "also_known_as", _) => {
            &[Meta]
        }
        (name, FieldType::Terms) => {
            match reader.config.taxonomies.iter().find(|taxonomy| taxonomy.name == name) {
                Some(taxonomy) if taxonomy.badge => &[Badges],
                Some(taxonomy) if !taxonomy.from.is_empty() => &[Laws],
                Some(taxonomy) if taxonomy.row => &[Meta],
                _ => &[],
            }
        }
        (_, FieldType::Relation) => &[Related],
        (_, FieldType::Quote | FieldType::TradeOffs) => &[],
        _ if field.own => &[Meta],
        _ => &[],
    }
}

/// The whole of a section or of a list, as far as nothing but blocks that were read stands in it.
pub(super) fn is_covered(page: &str, whole: &Range<usize>, parts: &[Range<usize>]) -> bool {
    let mut at = whole.start;
    for part in parts {
        if part.start > at && !page[at..part.start].trim().is_empty() {
            return false;
        }
        at = at.max(part.end);
    }
    at >= whole.end || page[at..whole.end].trim().is_empty()
}
