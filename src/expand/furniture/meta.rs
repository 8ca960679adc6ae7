//! What a page says of itself in short: notices, rows of facts, the quick reference.

use super::super::view::*;
use super::super::*;
use super::*;
use crate::schema::{FieldType, FieldValue, Origin, Typed};

impl Expander<'_> {
    pub(super) fn notices(&self, id: PageId) -> Option<Notices> {
        let page = self.page(id);
        let editorial = match self.first_term(id, "status") {
            _ if page.fields.bool("draft") => Some(("draft", "📝", "orange")),
            Some("draft") => Some(("draft", "📝", "orange")),
            Some("stub") => Some(("stub", "🌱", "grey")),
            Some("planned") => Some(("planned", "📋", "blue")),
            _ => None,
        };
        let links = self.relation_links(id, "superseded_by");
        let reason = page.fields.text("deprecation_reason").map(str::to_owned);
        let lifecycle = match self.first_term(id, "recommendation") {
            _ if !links.is_empty() => Some(("superseded", "🔀", "orange")),
            Some("legacy") => Some(("legacy", "🏛️", "grey")),
            Some("deprecated") => Some(("deprecated", "⛔", "red")),
            _ if reason.is_some() => Some(("deprecated", "⛔", "red")),
            _ => None,
        };
        let mut notices = Vec::new();
        if let Some((kind, icon, colour)) = editorial {
            notices.push(Notice { kind, icon, colour, reason: None, links: Vec::new() });
        }
        if let Some((kind, icon, colour)) = lifecycle {
            notices.push(Notice { kind, icon, colour, reason, links });
        }
        (!notices.is_empty()).then_some(Notices { notices })
    }

    pub(in crate::expand) fn first_term(&self, id: PageId, taxonomy: &str) -> Option<&str> {
        let taxonomy = self.catalog.taxonomy(taxonomy, self.config)?;
        self.catalog.terms(id, taxonomy).next().map(|(term, _)| term.id.as_str())
    }

    pub(super) fn badges(&self, id: PageId) -> Option<Badges> {
        let badges = self.badges_of(id);
        (!badges.is_empty()).then_some(Badges { badges })
    }

    pub(super) fn meta(&self, id: PageId) -> Option<Meta> {
        let page = self.page(id);
        let mut rows = Vec::new();
        if self.config.reading_time && !page.is_list() && !Self::holds_pages(page) {
            let minutes = page.minutes(self.config.words_per_minute);
            // One minute tells readers nothing; it is shown only where the author says it.
            if minutes > 1 || page.fields.minutes("reading_time").is_some() {
                rows.push(self.text_row("reading_time", self.duration(minutes)));
            }
        }
        let audience = page.fields.list("audience");
        if !audience.is_empty() {
            rows.push(self.markdown_row("audience", audience));
        }
        if let Some(minutes) = page.fields.minutes("duration") {
            rows.push(self.text_row("duration", self.long_duration(minutes)));
        }
        rows.extend(page.fields.date("introduced").map(|date| self.date_row("introduced", date)));
        rows.extend(page.fields.date("updated").map(|date| MetaRow {
            links: self.edit_link(page).into_iter().collect(),
            ..self.date_row("updated", date)
        }));
        let prerequisites = self.relation_links(id, "prerequisites");
        if !prerequisites.is_empty() {
            rows.push(self.link_row("prerequisites", prerequisites));
        }
        let people = page.fields.people("authors");
        if !people.is_empty() {
            rows.push(self.link_row("authors", people.iter().map(person).collect()));
        }
        let names = page.fields.list("also_known_as");
        if !names.is_empty() {
            rows.push(self.text_row("also_known_as", names.join(", ")));
        }
        // Elsewhere the terms are listed.
        if !self.shows_facts {
            rows.extend(self.term_rows(id));
        }
        for field in ["version", "license"] {
            rows.extend(page.fields.text(field).map(|text| self.text_row(field, text.to_owned())));
        }
        rows.extend(self.own_rows(page));
        (!rows.is_empty()).then_some(Meta { rows })
    }

    /// The fields that the book declared itself, as far as they are short.
    pub(super) fn own_rows(&self, page: &Page) -> Vec<MetaRow> {
        let own = self.config.schema.fields().filter(|field| field.own);
        let row = |field: &crate::schema::Field| {
            let typed = page.fields.get(&field.name)?;
            let are_terms = field.measure() == FieldType::Terms && field.said_as() == FieldType::Terms;
            let value = if are_terms { &typed.value } else { typed.expected() };
            if let FieldValue::People(people) = value {
                return Some(self.link_row(&field.name, people.iter().map(person).collect()));
            }
            let text = value.short_text(|minutes| self.duration(minutes))?;
            if is_address(&text) {
                return Some(self.link_row(&field.name, vec![LinkView::external(&text, &text)]));
            }
            let markdown = match value {
                FieldValue::Text(text) if field.kind == FieldType::Markdown => std::slice::from_ref(text),
                FieldValue::List(items) => items,
                _ => &[],
            };
            Some(match markdown {
                [] => self.text_row(&field.name, text),
                markdown => self.markdown_row(&field.name, markdown),
            })
        };
        own.filter_map(row).collect()
    }

    pub(super) fn text_row(&self, key: &str, text: String) -> MetaRow {
        MetaRow { key: key.to_owned(), label: self.config.field_label(key), text, ..MetaRow::default() }
    }

    /// Texts with inline Markdown; templates that do not know of it show them without its signs.
    fn markdown_row(&self, key: &str, markdown: &[String]) -> MetaRow {
        let text: Vec<String> = markdown.iter().map(|item| crate::text::markdown::plain(item)).collect();
        // Where texts have commas of their own, another sign is between them.
        let sign = if text.iter().any(|text| text.contains(',')) { "; " } else { ", " };
        MetaRow { markdown: markdown.to_vec(), ..self.text_row(key, text.join(sign)) }
    }

    /// The terms of each taxonomy of which the page shows no badge, where no other part of it says them.
    fn term_rows(&self, id: PageId) -> Vec<MetaRow> {
        let is_listed = |taxonomy: &&Taxonomy| !taxonomy.badge && taxonomy.row;
        let taxonomies = self.catalog.taxonomies.iter().filter(is_listed);
        taxonomies
            .filter(|taxonomy| self.says_terms(id, taxonomy))
            .filter_map(|taxonomy| self.term_row(id, taxonomy))
            .collect()
    }

    /// Whether the page itself says terms, and has no row for them as what they were before they became terms.
    fn says_terms(&self, id: PageId, taxonomy: &Taxonomy) -> bool {
        let said = self.page(id).fields.get(&taxonomy.name);
        said.is_some_and(|typed| typed.origin != Origin::Place && !Self::has_row(typed))
    }

    /// Whether a field has a row as what it was before its values became terms.
    pub(in crate::expand) fn has_row(typed: &Typed) -> bool {
        !matches!(typed.read_as, Some(FieldValue::Text(_)) | None)
    }

    fn term_row(&self, id: PageId, taxonomy: &Taxonomy) -> Option<MetaRow> {
        let is_noticed =
            |term: &str| taxonomy.name == "status" && matches!(term, "draft" | "stub" | "planned");
        let terms = self.catalog.terms(id, taxonomy).map(|(term, _)| term);
        let links: Vec<LinkView> = terms
            .filter(|term| !is_noticed(&term.id))
            .map(|term| LinkView {
                title: term.label.clone(),
                url: self.badge_url(id, taxonomy, term),
                ..LinkView::default()
            })
            .collect();
        let row = MetaRow { label: taxonomy.label.clone(), ..self.link_row(&taxonomy.name, links) };
        (!row.links.is_empty()).then_some(row)
    }

    pub(super) fn date_row(&self, key: &str, date: Date) -> MetaRow {
        MetaRow { datetime: Some(date.to_string()), ..self.text_row(key, date.to_string()) }
    }

    /// Where readers can change the page, as mdBook makes the address.
    fn edit_link(&self, page: &Page) -> Option<LinkView> {
        let template = self.config.edit_url.as_deref().filter(|_| self.templates.mode() == Mode::Html)?;
        let url = template.replace("{path}", &address::encoded(&page.file));
        Some(LinkView::external(self.word("edit"), &url)).filter(|link| link.url.is_some() && !page.generated)
    }

    pub(super) fn link_row(&self, key: &str, links: Vec<LinkView>) -> MetaRow {
        MetaRow { links, ..self.text_row(key, String::new()) }
    }

    pub(super) fn quick_reference(&self, page: &Page) -> Option<QuickReference> {
        let trade_offs = page.fields.trade_offs("trade_offs").and_then(|t| t.text.as_deref());
        let texts = [
            ("problem", page.fields.text("problem")),
            ("solution", page.fields.text("solution")),
            ("trade_offs", trade_offs),
            ("use_when", page.fields.text("use_when")),
        ];
        let rows: Vec<Row> = texts
            .into_iter()
            .filter(|(key, _)| !page.fields.is_in_text(key))
            .filter_map(|(key, text)| Some(Row { label: self.word(key).to_owned(), text: text?.to_owned() }))
            .collect();
        (!rows.is_empty()).then_some(QuickReference { rows })
    }
}

/// Whether a text is an address and nothing more.
fn is_address(text: &str) -> bool {
    address::has_host(text) && !text.contains(char::is_whitespace)
}

/// A person with their address, if they have one.
fn person(person: &crate::schema::Person) -> LinkView {
    match &person.url {
        Some(url) => LinkView::external(&person.name, url),
        None => LinkView { title: person.name.clone(), ..LinkView::default() },
    }
}
