//! The names of what is built in, in the languages built in: fields, taxonomies and their terms, boxes.
//!
//! `defaults.toml` has the English ones. Those of another language take their place before the book's own tables are
//! read, so that what the book says wins in every language.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::table::set;
use super::{Config, labels};
use crate::schema::{Field, FieldType};

const LANGUAGES: &[(&str, &str)] = &[
    ("de", include_str!("language/de.toml")),
    ("es", include_str!("language/es.toml")),
    ("fr", include_str!("language/fr.toml")),
    ("ja", include_str!("language/ja.toml")),
    ("pt", include_str!("language/pt.toml")),
    ("zh", include_str!("language/zh.toml")),
    ("zh-hant", include_str!("language/zh-hant.toml")),
];

type Words = BTreeMap<String, String>;

/// The names in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    field: Words,
    /// What a relation is called on the page that it leads to.
    inverse: Words,
    taxonomy: Words,
    r#box: Words,
    /// By taxonomy and term.
    term: BTreeMap<String, Words>,
    meaning: BTreeMap<String, Words>,
}

impl Config {
    /// Gives what is built in the names of a language.
    pub(super) fn speak(&mut self, language: Option<&str>) {
        let wanted = labels::code(language.unwrap_or("en"));
        let Some((_, text)) = LANGUAGES.iter().find(|(code, _)| *code == wanted) else { return };
        let names: Names = toml::from_str(text).unwrap_or_default();
        self.is_translated = true;
        self.name_fields(&names);
        self.name_taxonomies(&names);
        for (kind, title) in names.r#box {
            if let Some(kind) = self.boxes.get_mut(&kind) {
                kind.title = title;
            }
        }
    }

    fn name_fields(&mut self, names: &Names) {
        let is_named = |name: &str| names.field.contains_key(name) || names.inverse.contains_key(name);
        let named: Vec<_> = self.schema.fields().filter(|field| is_named(&field.name)).cloned().collect();
        for mut field in named {
            field.label = names.field.get(&field.name).cloned().or(field.label);
            field.inverse = field.inverse.and_then(|_| names.inverse.get(&field.name).cloned());
            self.schema.declare(field);
        }
        // A taxonomy may have no field before the book's own tables are read.
        for taxonomy in &self.taxonomies {
            if let Some(label) =
                names.field.get(&taxonomy.name).filter(|_| self.schema.get(&taxonomy.name).is_none())
            {
                let field = Field::new(&taxonomy.name, FieldType::Terms);
                self.schema.declare(Field { label: Some(label.clone()), ..field });
            }
        }
    }

    fn name_taxonomies(&mut self, names: &Names) {
        let word = |words: Option<&Words>, key: &str| words.and_then(|words| words.get(key)).cloned();
        for taxonomy in &mut self.taxonomies {
            set(&mut taxonomy.label, names.taxonomy.get(&taxonomy.name).cloned());
            let inverse = taxonomy.inverse.take();
            taxonomy.inverse = inverse.and_then(|_| names.inverse.get(&taxonomy.name).cloned());
            let (labels, meanings) = (names.term.get(&taxonomy.name), names.meaning.get(&taxonomy.name));
            for term in &mut taxonomy.terms {
                set(&mut term.label, word(labels, &term.id));
                term.description = term.description.take().and_then(|_| word(meanings, &term.id));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{BookInfo, FIELD_WORDS};
    use std::collections::BTreeSet;

    fn read(language: &str) -> Config {
        let book = BookInfo { language: Some(language.to_owned()), ..BookInfo::default() };
        Config::read(&toml::Table::new(), &book).0
    }

    /// All names of a configuration, each with what it names.
    fn names(config: &Config) -> BTreeMap<String, String> {
        let mut names = BTreeMap::new();
        for field in config.schema.fields() {
            if !FIELD_WORDS.contains(&field.name.as_str()) {
                names.insert(format!("field {}", field.name), config.field_label(&field.name));
            }
            names
                .extend(field.inverse.clone().map(|inverse| (format!("inverse of {}", field.name), inverse)));
        }
        for taxonomy in &config.taxonomies {
            let name = &taxonomy.name;
            names.insert(format!("taxonomy {name}"), taxonomy.label.clone());
            names.extend(taxonomy.inverse.clone().map(|inverse| (format!("inverse of {name}"), inverse)));
            for term in &taxonomy.terms {
                names.insert(format!("term {name}:{}", term.id), term.label.clone());
                let meaning = term.description.clone();
                names.extend(meaning.map(|text| (format!("meaning of {name}:{}", term.id), text)));
            }
        }
        names.extend(config.boxes.values().map(|kind| (format!("box {}", kind.name), kind.title.clone())));
        names
    }

    /// What two languages call the same.
    const SHARED: &[&str] = &[
        "Axiom",
        "Status",
        "Gold",
        "Info",
        "Problem",
        "Bronze",
        "Type",
        "Note",
        "Question",
        "Information",
        "Important",
        "Danger",
        "Expert",
        "Stable",
        "Performance",
        "Coordination",
        "Consultés",
    ];

    #[test]
    fn every_name_is_of_the_language() {
        let english = names(&read("en"));
        for (code, _) in LANGUAGES {
            let names = names(&read(code));
            let keys = |names: &BTreeMap<String, String>| names.keys().cloned().collect::<BTreeSet<_>>();
            assert_eq!(keys(&names), keys(&english), "{code}");
            for (what, name) in &names {
                let is_english = english[what] == *name && !SHARED.contains(&name.as_str());
                assert!(!is_english, "{code}: {what} is `{name}`, as in English");
            }
        }
    }

    #[test]
    fn no_language_names_what_there_is_not() {
        let count = |config: &Config| names(config).len();
        for (code, text) in LANGUAGES {
            let written: Names = toml::from_str(text).unwrap_or_else(|error| panic!("{code}: {error}"));
            let terms = |words: &BTreeMap<String, Words>| words.values().map(Words::len).sum::<usize>();
            // A taxonomy and its field may share the word for their inverse.
            let sum = written.field.len()
                + written.inverse.len()
                + written.taxonomy.len()
                + written.r#box.len()
                + terms(&written.term)
                + terms(&written.meaning);
            assert_eq!(sum, count(&read(code)), "{code}");
        }
    }

    #[test]
    fn what_the_book_says_wins_and_english_values_still_mean_their_term() {
        let table = "[taxonomy.tier]\nlabel = \"Tier\"\n[box.decision]\ntitle = \"Decision\"\n\
                     [field.authors]\nlabel = \"Authors\"\n";
        let book = BookInfo { language: Some("de-CH".to_owned()), ..BookInfo::default() };
        let (config, problems) = Config::read(&table.parse().unwrap(), &book);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(config.field_label("authors"), "Authors");
        assert_eq!(config.boxes["decision"].title, "Decision");
        let tier = config.taxonomies.iter().find(|taxonomy| taxonomy.name == "tier").unwrap();
        assert_eq!(tier.label, "Tier");
        let silver = &tier.terms[1];
        assert_eq!((silver.id.as_str(), silver.label.as_str()), ("silver", "Silber"));
    }
}
