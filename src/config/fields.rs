//! `[preprocessor.patterns.field.NAME]`: fields that the book adds, or changes.
//!
//! Two declarations never claim one name in silence: a key that two fields want is read by both where one says
//! `also-reads`, and a problem otherwise. What reads a built-in field expects its type, so that stays what it is.

use std::collections::BTreeMap;

use super::Config;
use super::table::{Table, set};
use crate::schema::{Field, FieldType, NumberFormat, Schema};
use crate::text::name::key;

/// The keys of a field that the taxonomy of its name does not have.
pub(super) const KEYS: &[&str] =
    &["aliases", "also-reads", "format", "from-section", "one-of", "required-for", "split", "type"];

/// Which field of the book has which name, and the table that said so.
type Claims = BTreeMap<String, String>;

impl Config {
    /// Declares the fields of a configuration.
    pub(super) fn declare_fields(&mut self, table: &Table<'_>) {
        let tables = table.tables("field");
        // Names before aliases: a field of the book is nobody's alias.
        let own: Vec<String> = tables.iter().map(|(name, _)| key(name)).collect();
        let mut claims = Claims::new();
        for (name, field) in tables {
            self.declare_field(&name, &field, &own, &mut claims);
        }
    }

    fn declare_field(&mut self, name: &str, table: &Table<'_>, own: &[String], claims: &mut Claims) {
        let kind = table.one_of("type", FieldType::NAMES);
        let mut field = self.field_to_declare(name, kind);
        if let Some(other) = claims.insert(key(&field.name), name.to_owned()) {
            table.reject_table(
                format!("`{other}` and `{name}` are the same field, and both are declared"),
                JOIN,
            );
            return;
        }
        if let Some(kind) = kind {
            self.set_type(&mut field, kind, table);
        }
        field.also_reads.extend(table.list("also-reads").unwrap_or_default());
        for (at, alias) in table.list("aliases").unwrap_or_default().into_iter().enumerate() {
            match self.owner(&alias, &field, own, claims) {
                Some(other) => {
                    let help = format!(
                        "keep one of them; `also-reads = [\"{alias}\"]` lets a second field read it, too"
                    );
                    let message = format!("`{alias}` names two fields: `{other}` and `{}`", field.name);
                    table.reject_item_with("aliases", at, message, help);
                }
                None => {
                    if self.schema.get(&alias).is_some_and(|other| other.name != field.name) {
                        self.schema.give_up(&alias);
                    }
                    claims.insert(key(&alias), field.name.clone());
                    if !field.aliases.contains(&alias) {
                        field.aliases.push(alias);
                    }
                }
            }
        }
        set(&mut field.one_of, table.list("one-of"));
        set(&mut field.required_for, table.list("required-for"));
        field.label = table.text("label").or(field.label);
        field.inverse = table.text("inverse").or(field.inverse);
        set(&mut field.from_section, table.list("from-section"));
        self.set_split(&mut field, table);
        set_format(&mut field, table);
        set_from(&mut field, table);
        self.schema.declare(field);
        table.finish();
    }

    /// The field that a table is about: the one of its name, otherwise a new one. A name that is only an alias of a built-in
    /// field becomes a field of the book where its type says that something else is meant.
    fn field_to_declare(&mut self, name: &str, kind: Option<FieldType>) -> Field {
        match self.schema.get(name).cloned() {
            Some(field) if field.is_picture() => Field::new(name, FieldType::Text),
            Some(field)
                if key(&field.name) == key(name) || kind.is_none_or(|kind| fits(field.kind, kind)) =>
            {
                field
            }
            Some(_) => {
                self.schema.give_up(name);
                Field::new(name, FieldType::Text)
            }
            None => Field::new(name, FieldType::Text),
        }
    }

    fn set_type(&self, field: &mut Field, kind: FieldType, table: &Table<'_>) {
        if field.kind == kind || !is_built_in(&field.name) {
            field.kind = kind;
        } else if kind == FieldType::Terms && classifies(field.kind) {
            *field = field.clone().classifying();
        } else if fits(field.kind, kind) {
            field.kind = kind;
        } else {
            let (name, is) = (&field.name, field.kind.name());
            let message =
                format!("the built-in field `{name}` is of type `{is}`, which the rest of the program needs");
            table.reject_with("type", message, Some("declare a field of another name".to_owned()));
        }
    }

    /// The other field that has a name for itself: every field has its own, and those of the book their aliases.
    fn owner(&self, alias: &str, field: &Field, own: &[String], claims: &Claims) -> Option<String> {
        let wanted = key(alias);
        if wanted == key(&field.name) {
            return None;
        }
        let claimed = claims.get(&wanted).filter(|other| **other != field.name);
        let is_named = |other: &&Field| other.name != field.name && key(&other.name) == wanted;
        let named = || self.schema.get(alias).filter(is_named).map(|other| other.name.clone());
        let declared =
            || own.contains(&wanted).then(|| alias.to_owned()).filter(|_| self.is_elsewhere(alias, field));
        claimed.cloned().or_else(named).or_else(declared)
    }

    fn is_elsewhere(&self, alias: &str, field: &Field) -> bool {
        self.schema.get(alias).is_none_or(|other| other.name != field.name)
    }

    fn set_split(&self, field: &mut Field, table: &Table<'_>) {
        let Some(sign) = table.text("split") else { return };
        let is_taxonomy = self.taxonomies.iter().any(|taxonomy| taxonomy.name == field.name);
        let holds_several = matches!(
            field.kind,
            FieldType::List | FieldType::Terms | FieldType::Relation | FieldType::People
        );
        if holds_several || is_taxonomy {
            field.split = Some(sign).filter(|sign| !sign.is_empty());
        } else {
            let help = "give the field the type `list`, `terms`, `relation` or `people`".to_owned();
            table.reject_with(
                "split",
                format!("a field of type `{}` holds one value", field.kind.name()),
                Some(help),
            );
        }
    }
}

fn is_built_in(name: &str) -> bool {
    Schema::default().fields().any(|field| key(&field.name) == key(name) && !field.is_picture())
}

/// What to do about two tables for one field.
const JOIN: &str = "put everything into one table";

fn set_format(field: &mut Field, table: &Table<'_>) {
    let Some(text) = table.text("format") else { return };
    match NumberFormat::parse(&text) {
        Some(format) if matches!(field.kind, FieldType::Number | FieldType::Text) => {
            field.format = Some(format)
        }
        Some(_) => {
            let message =
                format!("a field of type `{}` cannot hold a number within a text", field.kind.name());
            table.reject_with("format", message, Some("give it the type `number`".to_owned()));
        }
        None => table.reject("format", "a text with `{number}` in it, such as `ADR-{number}`"),
    }
}

fn set_from(field: &mut Field, table: &Table<'_>) {
    match table.text("from").as_deref() {
        None => {}
        Some("file-name") if matches!(field.kind, FieldType::Date | FieldType::Text) => {
            field.from_name = true
        }
        Some("file-name") => {
            let message = format!("a field of type `{}` cannot come from the file's name", field.kind.name());
            table.reject_with("from", message, Some("give it the type `date` or `text`".to_owned()));
        }
        Some(_) => {
            table.reject("from", "`file-name`, for a date such as that of `2024-03-01-release.md`, or a text")
        }
    }
}

/// Whether values of a type are read as those of another without loss.
fn fits(kind: FieldType, other: FieldType) -> bool {
    let is_text = |kind| matches!(kind, FieldType::Text | FieldType::Markdown);
    kind == other || (is_text(kind) && is_text(other)) || (other == FieldType::Terms && classifies(kind))
}

/// Whether values of a type can be terms, and what they were for whoever reads them so.
pub(super) fn classifies(kind: FieldType) -> bool {
    use FieldType as T;
    matches!(
        kind,
        T::Terms | T::Text | T::Markdown | T::List | T::People | T::Date | T::Number | T::Minutes | T::Bool
    )
}
