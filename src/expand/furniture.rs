//! The view of each piece of furniture; `None` where a page has nothing to show in it.

use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::view::{
    Badges, Breadcrumb, Breadcrumbs, Checklist, Examples, LawGroup, LawView, Laws, LeadView, LevelView,
    Levels, LinkView, Meta, MetaRow, Nav, Notice, Notices, QuestionView, QuickReference, Related,
    RelatedGroup, Row, TextBox, TitleView, TradeOffsView, When,
};
use super::{Expander, Piece};
use crate::catalog::{Link, NEIGHBOURS, Target};
use crate::config::NavOrder;
use crate::name::in_words;
use crate::page::{Heading, Page, PageId};
use crate::schema::Date;

impl Expander<'_> {
    /// The view of a piece on a page.
    pub(super) fn view(&self, piece: Piece, id: PageId) -> Option<Value> {
        let page = self.page(id);
        match piece {
            Piece::Breadcrumbs => some(self.breadcrumbs(id)?),
            Piece::Title => {
                some(TitleView { title: page.title() }).filter(|_| page.headings.iter().all(|h| h.level != 1))
            }
            Piece::Notice => some(self.notices(id)?),
            Piece::Lead => some(LeadView { description: page.fields.text("description")? }),
            Piece::Badges => some(self.badges(id)?),
            Piece::Meta => some(self.meta(id)?),
            Piece::EssentialQuestion => {
                some(QuestionView { question: page.fields.text("essential_question")? })
            }
            Piece::Quote => some(page.fields.quote("quote")?),
            Piece::QuickReference => some(self.quick_reference(page)?),
            Piece::Levels => some(levels(page)?),
            Piece::When => some(self.when(page)?),
            Piece::TradeOffs => some(self.trade_offs(page)?),
            Piece::Examples => some(examples(page)?),
            Piece::Checklist => {
                let items = page.fields.list("checklist");
                some(Checklist { items }).filter(|_| !items.is_empty())
            }
            Piece::Laws => some(self.laws(id)?),
            Piece::Related => some(self.related(id)?),
            Piece::Pack => some(self.pack(id, id)?),
            Piece::Steps => some(self.steps(id, id)?),
            Piece::PathNav => some(self.path_nav(id)?),
            Piece::Nav => some(self.nav(id)?),
        }
    }

    fn breadcrumbs(&self, id: PageId) -> Option<Breadcrumbs> {
        let page = self.page(id);
        let mut items = vec![Breadcrumb { title: page.short_title().to_owned(), url: None }];
        let mut parent = page.parent;
        while let Some(parent_id) = parent {
            let above = self.page(parent_id);
            let title = above.short_title().to_owned();
            let url = self.url(page, above).or_else(|| self.chapter_named(id, &title));
            items.push(Breadcrumb { title, url });
            parent = above.parent;
        }
        if let Some(part) = page.part {
            let title = crate::page::plain(part);
            items.push(Breadcrumb { url: self.chapter_named(id, &title), title });
        }
        if let Some(home) =
            self.home.filter(|&home| self.config.home && home != id && !self.is_above(home, id))
        {
            let title = self.word("home").to_owned();
            items.push(Breadcrumb { title, url: self.url(page, self.page(home)) });
        }
        items.reverse();
        (items.len() > 1).then_some(Breadcrumbs { items })
    }

    /// The chapter of a term that the page carries, where a part or a draft chapter above has its name.
    fn chapter_named(&self, id: PageId, name: &str) -> Option<String> {
        self.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.pages).find_map(|taxonomy| {
            let at = taxonomy.position(name)?;
            let carried = taxonomy.uses(id).iter().any(|term_use| term_use.term == at);
            self.chapter_url(id, &taxonomy.terms[at]).filter(|_| carried)
        })
    }

    fn is_above(&self, above: PageId, id: PageId) -> bool {
        let mut parent = self.page(id).parent;
        while let Some(id) = parent {
            if id == above {
                return true;
            }
            parent = self.page(id).parent;
        }
        false
    }

    fn notices(&self, id: PageId) -> Option<Notices> {
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

    fn first_term(&self, id: PageId, taxonomy: &str) -> Option<&str> {
        let taxonomy = self.catalog.taxonomy(taxonomy, self.config)?;
        self.catalog.terms(id, taxonomy).next().map(|(term, _)| term.id.as_str())
    }

    fn badges(&self, id: PageId) -> Option<Badges> {
        let badges = self.badges_of(id);
        (!badges.is_empty()).then_some(Badges { badges })
    }

    fn meta(&self, id: PageId) -> Option<Meta> {
        let page = self.page(id);
        let mut rows = Vec::new();
        if !page.is_list() && !Self::gathers(page) {
            let minutes = page.minutes(self.config.words_per_minute);
            rows.push(self.text_row("reading_time", self.duration(minutes)));
        }
        let audience = page.fields.list("audience");
        if !audience.is_empty() {
            rows.push(self.text_row("audience", crate::page::plain(&audience.join(", "))));
        }
        if let Some(minutes) = page.fields.minutes("duration") {
            rows.push(self.text_row("duration", self.long_duration(minutes)));
        }
        rows.extend(page.fields.date("introduced").map(|date| self.date_row("introduced", date)));
        rows.extend(page.fields.date("updated").map(|date| self.date_row("updated", date)));
        let prerequisites = self.relation_links(id, "prerequisites");
        if !prerequisites.is_empty() {
            rows.push(self.link_row("prerequisites", prerequisites));
        }
        let people = page.fields.people("authors");
        if !people.is_empty() {
            let link = |person: &crate::schema::Person| match &person.url {
                Some(url) => LinkView::external(&person.name, url),
                None => LinkView { title: person.name.clone(), ..LinkView::default() },
            };
            rows.push(self.link_row("authors", people.iter().map(link).collect()));
        }
        let names = page.fields.list("also_known_as");
        if !names.is_empty() {
            rows.push(self.text_row("also_known_as", names.join(", ")));
        }
        for field in ["version", "license"] {
            rows.extend(page.fields.text(field).map(|text| self.text_row(field, text.to_owned())));
        }
        rows.extend(self.own_rows(page));
        (!rows.is_empty()).then_some(Meta { rows })
    }

    /// The fields that the book declared itself, as far as they are short.
    fn own_rows(&self, page: &Page<'_>) -> Vec<MetaRow> {
        let own = self.config.schema.fields().filter(|field| field.own);
        let row = |field: &crate::schema::Field| {
            let typed = page.fields.get(&field.name)?;
            let text = typed.value.short_text(|minutes| self.duration(minutes))?;
            Some(self.text_row(&field.name, text))
        };
        own.filter_map(row).collect()
    }

    fn text_row(&self, key: &str, text: String) -> MetaRow {
        MetaRow { key: key.to_owned(), label: self.config.field_label(key), text, ..MetaRow::default() }
    }

    fn date_row(&self, key: &str, date: Date) -> MetaRow {
        MetaRow { datetime: Some(date.to_string()), ..self.text_row(key, date.to_string()) }
    }

    fn link_row(&self, key: &str, links: Vec<LinkView>) -> MetaRow {
        MetaRow { links, ..self.text_row(key, String::new()) }
    }

    fn quick_reference(&self, page: &Page<'_>) -> Option<QuickReference> {
        let trade_offs = page.fields.trade_offs("trade_offs").and_then(|t| t.text.as_deref());
        let texts = [
            ("problem", page.fields.text("problem")),
            ("solution", page.fields.text("solution")),
            ("trade_offs", trade_offs),
            ("use_when", page.fields.text("use_when")),
        ];
        let rows: Vec<Row> = texts
            .into_iter()
            .filter_map(|(key, text)| Some(Row { label: self.word(key).to_owned(), text: text?.to_owned() }))
            .collect();
        (!rows.is_empty()).then_some(QuickReference { rows })
    }

    fn when(&self, page: &Page<'_>) -> Option<When> {
        let boxes = [
            ("use", "blue", "✅", "when_to_use", "when_to_use"),
            ("dont", "red", "❌", "dont_use_when", "when_not_to_use"),
            ("best", "teal", "🎯", "best_for", "best_for"),
        ];
        let boxes: Vec<TextBox> = boxes
            .into_iter()
            .map(|(kind, colour, icon, label, field)| TextBox {
                kind,
                colour,
                icon,
                title: self.word(label).to_owned(),
                texts: page.fields.list(field).to_vec(),
            })
            .filter(|text_box| !text_box.texts.is_empty())
            .collect();
        (!boxes.is_empty()).then_some(When { boxes })
    }

    /// Gains and costs; a single sentence is in the quick reference already.
    fn trade_offs(&self, page: &Page<'_>) -> Option<TradeOffsView> {
        let trade_offs = page.fields.trade_offs("trade_offs")?;
        let columns = [("pros", "green", "➕", &trade_offs.pros), ("cons", "orange", "➖", &trade_offs.cons)];
        let columns: Vec<TextBox> = columns
            .into_iter()
            .filter(|(.., texts)| !texts.is_empty())
            .map(|(kind, colour, icon, texts)| TextBox {
                kind,
                colour,
                icon,
                title: self.word(kind).to_owned(),
                texts: texts.clone(),
            })
            .collect();
        (!columns.is_empty()).then_some(TradeOffsView { columns })
    }

    fn laws(&self, id: PageId) -> Option<Laws> {
        let page = self.page(id);
        let from_pages = self.config.taxonomies.iter().filter(|taxonomy| !taxonomy.from.is_empty());
        let group = |declared: &crate::config::TaxonomyConfig| {
            let taxonomy = self.catalog.taxonomy(&declared.name, self.config)?;
            let laws: Vec<LawView> = self
                .catalog
                .terms(id, taxonomy)
                .map(|(term, term_use)| LawView {
                    number: term.number.filter(|n| n.fract() == 0.0 && *n >= 0.0).map(|n| n as u32),
                    label: term.label.clone(),
                    icon: term.icon.clone(),
                    url: term.page.and_then(|to| self.url(page, self.page(to))),
                    aspect: term_use.aspect.clone(),
                    note: term_use.note.clone(),
                })
                .collect();
            let is_laws = declared.name == "laws";
            let label =
                if is_laws { self.word("laws").to_owned() } else { self.config.field_label(&declared.name) };
            let icon = declared.icon.clone().unwrap_or_else(|| if is_laws { "⚖️" } else { "🏛️" }.to_owned());
            let colour = if is_laws { "purple" } else { "teal" };
            (!laws.is_empty()).then(|| LawGroup {
                taxonomy: declared.name.clone(),
                colour,
                icon,
                label,
                laws,
            })
        };
        let groups: Vec<LawGroup> = from_pages.filter_map(group).collect();
        (!groups.is_empty()).then_some(Laws { groups })
    }

    /// What the page names and who names it; both directions of one name in one group.
    pub(super) fn related(&self, id: PageId) -> Option<Related> {
        let mut groups: Vec<RelatedGroup> = Vec::new();
        let mut add = |key: String, label: String, link: LinkView| {
            let at = groups.iter().position(|group| group.label == label).unwrap_or_else(|| {
                groups.push(RelatedGroup { key, label, links: Vec::new() });
                groups.len() - 1
            });
            let links = &mut groups[at].links;
            if !links.iter().any(|l| l.title == link.title && l.url == link.url) {
                links.push(link);
            }
        };
        let relations =
            |link: &&Link| !NEIGHBOURS.contains(&link.field.as_str()) && !self.shown_apart(id, link, false);
        let elsewhere = |link: &&Link| link.target != Target::Page(id);
        for link in self.catalog.links[id].iter().filter(relations).filter(elsewhere) {
            add(link.field.clone(), self.config.field_label(&link.field), self.link_view(id, link));
        }
        for link in self.catalog.backlinks[id].iter().filter(|link| !self.shown_apart(id, link, true)) {
            let Target::Page(from) = link.target else { continue };
            let mut view = self.link_view(id, link);
            // The note was written on another page: its links would not lead anywhere from here.
            view.note = view.note.map(|note| crate::page::plain(&note));
            add(format!("inverse-{}", link.field), self.inverse_label(&link.field, from), view);
        }
        (!groups.is_empty()).then_some(Related { groups })
    }

    fn inverse_label(&self, field: &str, from: PageId) -> String {
        if field == "patterns" {
            let key = if self.page(from).is_a(&["case-study"]) { "seen_in" } else { "part_of" };
            return self.word(key).to_owned();
        }
        if field == crate::catalog::STEPS {
            return self.word("in_path").to_owned();
        }
        let of_taxonomy = self.catalog.taxonomies.iter().find(|t| t.name == field);
        let inverse = match of_taxonomy {
            Some(taxonomy) => taxonomy.inverse.clone(),
            None => self.config.schema.get(field).and_then(|f| f.inverse.clone()),
        };
        inverse.unwrap_or_else(|| self.config.field_label(field))
    }

    /// The links of one relation of a page, as the page itself shows them.
    pub(super) fn relation_links(&self, id: PageId, field: &str) -> Vec<LinkView> {
        self.relation_links_on(id, id, field)
    }

    /// The links of one relation of the page `of`, as the page `on` shows them.
    pub(super) fn relation_links_on(&self, on: PageId, of: PageId, field: &str) -> Vec<LinkView> {
        let links = self.catalog.links[of].iter().filter(|link| link.field == field);
        links.map(|link| self.link_view(on, link)).collect()
    }

    pub(super) fn link_view(&self, from: PageId, link: &Link) -> LinkView {
        match &link.target {
            Target::Page(to) => {
                let view = LinkView { note: link.note.clone(), ..self.page_link(from, *to) };
                LinkView { title: link.text.clone().unwrap_or(view.title), ..view }
            }
            Target::External { text, url } => {
                LinkView { note: link.note.clone(), ..LinkView::external(text, url) }
            }
            Target::Unresolved(name) => LinkView { note: link.note.clone(), ..LinkView::unresolved(name) },
            Target::Nowhere => LinkView::default(),
        }
    }

    fn nav(&self, id: PageId) -> Option<Nav> {
        let (prev, next) = self.neighbours(id);
        let nav = Nav { prev: self.neighbour(id, "prev", prev), next: self.neighbour(id, "next", next) };
        (nav.prev.is_some() || nav.next.is_some()).then_some(nav)
    }

    /// The neighbour that the page names itself, or the computed one.
    fn neighbour(&self, id: PageId, field: &str, computed: Option<PageId>) -> Option<LinkView> {
        let link = self.catalog.links[id].iter().find(|link| link.field == field);
        let view = match link.map(|link| (&link.target, link)) {
            Some((Target::Nowhere, _)) => return None,
            Some((Target::Page(_) | Target::External { .. }, link)) => self.link_view(id, link),
            Some((Target::Unresolved(_), _)) | None => self.page_link(id, computed?),
        };
        Some(LinkView { title: view.title, url: view.url, ..LinkView::default() })
    }

    fn neighbours(&self, id: PageId) -> (Option<PageId>, Option<PageId>) {
        if self.config.nav_order == NavOrder::Category
            && let Some(neighbours) = self.in_category.get(&id)
        {
            return *neighbours;
        }
        self.in_summary.get(id).copied().unwrap_or_default()
    }
}

fn some(view: impl Serialize) -> Option<Value> {
    Some(Value::from(Serde(view)))
}

/// The levels that headings name; one alone needs no navigator.
fn levels(page: &Page<'_>) -> Option<Levels> {
    let levels: Vec<LevelView> = page.headings.iter().filter_map(level).collect();
    let minutes = levels.iter().map(|level| level.minutes).sum();
    (levels.len() > 1).then_some(Levels { levels, minutes })
}

/// `Level 2: Foundation (10 minutes)`, in any language.
fn level(heading: &Heading) -> Option<LevelView> {
    let (start, minutes) = heading.text.strip_suffix(')')?.rsplit_once('(')?;
    let minutes: u32 = minutes.split_whitespace().next()?.parse().ok()?;
    let (number, name) = start.split_once(':')?;
    let number: u32 = number.split_whitespace().next_back()?.parse().ok()?;
    let name = name.trim();
    (!name.is_empty()).then(|| LevelView {
        number,
        name: name.to_owned(),
        minutes,
        url: format!("#{}", heading.id),
    })
}

/// A table whose columns are the keys of all records, in the order they first appear.
fn examples(page: &Page<'_>) -> Option<Examples> {
    let records = page.fields.records("examples");
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in records.iter().flatten() {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let cell = |record: &crate::schema::Record, key: &str| {
        record.iter().find(|(k, _)| k == key).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let rows = records.iter().map(|record| keys.iter().map(|key| cell(record, key)).collect()).collect();
    let columns: Vec<String> = keys.iter().map(|key| in_words(key)).collect();
    (!columns.is_empty()).then_some(Examples { columns, rows })
}
