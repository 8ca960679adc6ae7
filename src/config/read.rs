//! From `[preprocessor.patterns]` as written to a configuration.

use std::collections::BTreeMap;

use super::table::{Problem, Problems, Table, set};
use super::{
    BookInfo, BoxKind, CatalogPage, CheckConfig, Config, Drafts, EntryRule, Furniture, Labels, NavOrder,
    OnProblem, PageElement, PathPatterns, SearchConfig, ShowProblems, TaxonomyConfig, claims, fields, locate,
    taxonomy,
};
use crate::diagnostic::Diagnostic;
use crate::schema::{Date, Field, FieldType, Schema};
use crate::text::name::{key, slug};

pub(super) const DEFAULTS: &str = include_str!("defaults.toml");

/// mdBook's own keys of a preprocessor's table.
const MDBOOKS: &[&str] = &["command", "renderers", "before", "after", "optional"];

/// The key that `install` writes, which says nothing about the book either.
const OF_INSTALL: &str = "assets-version";

impl Config {
    /// Reads `[preprocessor.patterns]`. The configuration is always usable; what was wrong with it
    /// is in the list.
    pub fn read(table: &toml::Table, book: &BookInfo) -> (Self, Vec<Diagnostic>) {
        let mut config = Self::empty(book.language.as_deref());
        config.mermaid = book.draws_mermaid;
        config.is_right_to_left = book.is_right_to_left;
        config.edit_url = book.edit_url.clone();
        config.site = book.site.clone();
        config.own_kinds = !book.has_other_kinds
            || table.keys().any(|key| !MDBOOKS.contains(&key.as_str()) && key != OF_INSTALL);
        let problems = Problems::default();
        match DEFAULTS.parse::<toml::Table>() {
            Ok(defaults) => config.apply(Table::root(&problems, &defaults)),
            Err(error) => problems.problem(Problem::new(&[], error.to_string())),
        }
        debug_assert!(problems.is_clean(), "{:?}", problems.take());
        config.taxonomies.iter_mut().for_each(TaxonomyConfig::build_in);
        config.speak(book.language.as_deref());
        let root = Table::root(&problems, table);
        claims::check(&root, &config.schema);
        config.apply(root);
        config.declare_taxonomy_fields(&Table::root(&problems, table));
        config.know_statuses();
        config.apply_defaults(&Table::root(&problems, table));
        let problems = locate::diagnostics(problems.take(), &book.book_toml, &["preprocessor", "patterns"]);
        (config, problems)
    }

    /// Lets who reads a status know the names of the terms.
    fn know_statuses(&mut self) {
        let status = self.taxonomies.iter().filter(|taxonomy| taxonomy.name == "status");
        let terms = status.flat_map(|status| &status.terms);
        let names = terms.flat_map(|term| [&term.id, &term.label].into_iter().chain(&term.aliases));
        self.schema.know_statuses(names.map(String::as_str));
    }

    pub(super) fn empty(language: Option<&str>) -> Self {
        Self {
            entries: EntryRule::default(),
            drafts: Drafts::Omit,
            schema: Schema::default(),
            defaults: Vec::new(),
            taxonomies: Vec::new(),
            boxes: BTreeMap::new(),
            is_translated: false,
            own_kinds: true,
            furniture: Furniture::default(),
            nav_order: NavOrder::Summary,
            replace_handwritten: true,
            mkdocs_syntax: false,
            read_text: false,
            home: true,
            reading_time: true,
            words_per_minute: 200,
            catalog: CatalogPage::default(),
            mermaid: false,
            is_right_to_left: false,
            edit_url: None,
            site: String::new(),
            as_of: None,
            on_problem: OnProblem::Warn,
            show_problems: ShowProblems::Serve,
            assets_version: None,
            check: CheckConfig::default(),
            search: SearchConfig::default(),
            labels: Labels::of(language),
        }
    }

    /// Changes what `table` says, and leaves the rest as it is.
    pub(super) fn apply(&mut self, table: Table<'_>) {
        table.allow(MDBOOKS);
        set(&mut self.replace_handwritten, table.bool("replace-handwritten"));
        set(&mut self.mkdocs_syntax, table.bool("mkdocs-syntax"));
        set(&mut self.read_text, table.bool("read-text"));
        set(&mut self.home, table.bool("home"));
        set(&mut self.mermaid, table.bool("mermaid"));
        self.as_of = date(&table, "as-of").or(self.as_of);
        set(&mut self.reading_time, table.bool("reading-time"));
        set(&mut self.words_per_minute, table.integer("words-per-minute", 1..=100_000));
        set(&mut self.nav_order, table.one_of("nav-order", NAV_ORDERS));
        set(&mut self.on_problem, table.one_of("on-problem", ON_PROBLEM));
        set(&mut self.drafts, table.one_of("drafts", DRAFTS));
        set(&mut self.show_problems, table.one_of("show-problems", SHOW_PROBLEMS));
        self.assets_version = table.text("assets-version").or(self.assets_version.take());
        if let Some(entries) = table.table("entries") {
            set(&mut self.entries.types, entries.list("types"));
            set(&mut self.entries.paths, PathPatterns::read(&entries, "paths"));
            set(&mut self.entries.exclude, PathPatterns::read(&entries, "exclude"));
            entries.finish();
        }
        if let Some(furniture) = table.table("furniture") {
            set(&mut self.furniture.top, pieces(&furniture, "top"));
            set(&mut self.furniture.bottom, pieces(&furniture, "bottom"));
            furniture.finish();
        }
        if let Some(catalog) = table.table("catalog") {
            self.catalog.apply(&catalog);
            catalog.finish();
        }
        if let Some(check) = table.table("check") {
            self.check.apply(&check);
            check.finish();
        }
        self.search.apply(&table);
        if let Some(labels) = table.table("labels") {
            self.labels.apply(&labels);
        }
        for name in table.list("keep").unwrap_or_default() {
            if self.schema.get(&name).is_none() {
                self.schema.declare(Field::new(&name, FieldType::Free));
            }
        }
        self.declare_fields(&table);
        // They are read when all fields are known.
        table.allow(&["defaults"]);
        for (name, taxonomy) in table.tables("taxonomy") {
            self.taxonomy_mut(&name, &taxonomy).apply(&taxonomy);
            taxonomy.finish_beside(fields::KEYS, &name);
        }
        for (name, kind) in table.tables("box") {
            self.boxes.entry(slug(&name)).or_insert_with(|| BoxKind::named(&name)).apply(&kind);
            kind.finish();
        }
        table.finish();
    }

    fn taxonomy_mut(&mut self, name: &str, table: &Table<'_>) -> &mut TaxonomyConfig {
        let is_alias = self.schema.get(name).is_some_and(|field| key(&field.name) != key(name));
        if is_alias && taxonomy::says_path(table) {
            // Where terms are in the path, the built-in field has others.
            self.schema.give_up(name);
        }
        let name = self.schema.get(name).map_or_else(|| name.replace('-', "_"), |field| field.name.clone());
        let at = self.taxonomies.iter().position(|t| t.name == name).unwrap_or_else(|| {
            let label = self.field_label(&name);
            self.taxonomies.push(TaxonomyConfig::named(&name, label));
            self.taxonomies.len() - 1
        });
        &mut self.taxonomies[at]
    }

    /// Every taxonomy is a field of terms, declared or not.
    fn declare_taxonomy_fields(&mut self, table: &Table<'_>) {
        let mut taxonomies = std::mem::take(&mut self.taxonomies);
        taxonomies.retain_mut(|taxonomy| match self.schema.get(&taxonomy.name) {
            Some(field) if fields::classifies(field.kind) => {
                // Years go up.
                taxonomy.ordered |= field.kind == FieldType::Date;
                self.schema.declare(field.clone().classifying());
                true
            }
            Some(field) => {
                let (name, kind) = (&taxonomy.name, field.kind.name());
                let message = format!("`{name}` is a field of type `{kind}`, whose values cannot be terms");
                table.reject_taxonomy(name, message);
                false
            }
            None => {
                self.schema.declare(Field::new(&taxonomy.name, FieldType::Terms));
                true
            }
        });
        self.taxonomies = taxonomies;
        let undeclared: Vec<TaxonomyConfig> = self
            .schema
            .fields()
            .filter(|f| f.kind == FieldType::Terms && !self.taxonomies.iter().any(|t| t.name == f.name))
            .map(|f| TaxonomyConfig::named(&f.name, self.field_label(&f.name)))
            .collect();
        self.taxonomies.extend(undeclared);
    }
}

const NAV_ORDERS: &[(&str, NavOrder)] = &[("summary", NavOrder::Summary), ("category", NavOrder::Category)];
const DRAFTS: &[(&str, Drafts)] = &[("omit", Drafts::Omit), ("show", Drafts::Show)];
const ON_PROBLEM: &[(&str, OnProblem)] = &[("warn", OnProblem::Warn), ("error", OnProblem::Error)];
const SHOW_PROBLEMS: &[(&str, ShowProblems)] =
    &[("serve", ShowProblems::Serve), ("always", ShowProblems::Always), ("never", ShowProblems::Never)];

/// A date, as TOML has it or as a text.
fn date(table: &Table<'_>, key: &'static str) -> Option<Date> {
    let value = table.get(key)?;
    let text = match value {
        toml::Value::String(text) => text.clone(),
        value => value.as_datetime().map(ToString::to_string).unwrap_or_default(),
    };
    let date = Date::parse(&text);
    if date.is_none() {
        table.reject(key, "a date such as `2026-11-01`");
    }
    date
}

/// A list of furniture; `catalog`-like names that do not exist are reported.
fn pieces(table: &Table<'_>, key: &'static str) -> Option<Vec<PageElement>> {
    let names = table.list(key)?;
    let piece = |name: &String| {
        let piece = PageElement::named(name);
        if piece.is_none() {
            table.reject_value(key, name, PageElement::ALL.iter().map(|piece| piece.name()));
        }
        piece
    };
    Some(names.iter().filter_map(piece).collect())
}
