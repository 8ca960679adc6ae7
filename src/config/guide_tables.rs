//! The guide names every key of the configuration.

use std::collections::{BTreeMap, BTreeSet};

use super::read::DEFAULTS;
use super::table::{Problems, Table};
use super::{BookInfo, COLOURS, Config, IndexConfig, Labels};
use crate::config::PageElement;
use crate::diagnostic::Code;
use crate::guide_tables::{assert_generated, assert_same, code, first_column, generated_head, rows, section};
use crate::schema::FieldType;

/// A configuration with every kind of table in it, so that all their keys are asked for.
const EVERY_TABLE: &str = r#"
entries = {}
furniture = {}
catalog = {}
labels = {}
check = { templates = {} }
[field.a]
[taxonomy.a]
terms = [{ id = "b" }]
[box.a]
"#;

/// Where the guide lists the keys of a table. `*` stands for a name that the book chooses.
const PLACES: &[(&str, &str, &str)] = &[
    ("", "configuration.md", "## Keys"),
    ("entries", "configuration.md", "## `entries`"),
    ("catalog", "configuration.md", "## `catalog`"),
    ("furniture", "configuration.md", "## `furniture`"),
    ("field.*", "configuration.md", "## Fields"),
    ("taxonomy.*", "taxonomies.md", "### Keys of a taxonomy"),
    ("taxonomy.*.terms.*", "taxonomies.md", "### Keys of a term"),
    ("box.*", "boxes.md", "## Your own kinds"),
    ("check", "check.md", "### Configuration"),
];

/// mdBook's own keys, which a sentence below the table names.
const OF_MDBOOK: &[&str] = &["command", "renderers", "before", "after", "optional"];

/// The keys that were asked for, by table.
fn asked(problems: &Problems) -> BTreeMap<String, BTreeSet<String>> {
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in problems.asked.borrow().iter() {
        let (key, table) = path.split_last().unwrap();
        let named = |(at, part): (usize, &String)| {
            let is_name = at > 0 && ["field", "taxonomy", "box", "terms"].contains(&table[at - 1].as_str());
            if is_name { "*".to_owned() } else { part.clone() }
        };
        let table = table.iter().enumerate().map(named).collect::<Vec<_>>().join(".");
        tables.entry(table).or_default().insert(key.clone());
    }
    tables
}

#[test]
fn every_key_is_in_the_guide() {
    let problems = Problems::default();
    let table: toml::Table = EVERY_TABLE.parse().unwrap();
    let defaults: toml::Table = DEFAULTS.parse().unwrap();
    let mut config = Config::empty(None);
    config.apply(Table::root(&problems, &defaults));
    config.apply(Table::root(&problems, &table));
    let mut asked = asked(&problems);
    for key in OF_MDBOOK {
        assert!(asked.get_mut("").unwrap().remove(*key), "{key}");
        assert!(code(&section("configuration.md", "## Keys")).contains(*key), "{key}");
    }
    let known: BTreeSet<String> = PLACES.iter().map(|(table, ..)| (*table).to_owned()).collect();
    assert_eq!(asked.keys().cloned().collect::<BTreeSet<_>>(), known, "PLACES says where each table is");
    for (table, page, heading) in PLACES {
        let mut written = keys_of_a_section(page, heading);
        if *table == "field.*" {
            written.retain(|key| !FieldType::NAMES.iter().any(|(name, _)| name == key));
            // Keys and types stand in one section.
            written.extend(["type"].map(str::to_owned));
        }
        assert_same(&format!("{page}, {heading}"), written, asked.remove(*table).unwrap());
    }
    for row in rows(&section("configuration.md", "## Keys")).iter().filter(|row| row[1].starts_with("table"))
    {
        let key = code(&row[0]).pop_first().unwrap();
        let below = key.replace(".NAME", ".*");
        // Of these two the keys are a book's own, or in a page of theirs.
        let is_open = ["labels", "synonyms"].contains(&below.as_str());
        assert!(known.contains(&below) || is_open, "{key} is a table that EVERY_TABLE lacks");
    }
}

fn keys_of_a_section(page: &str, heading: &str) -> BTreeSet<String> {
    let keys = first_column(&section(page, heading));
    keys.into_iter().map(|key| key.trim_end_matches(".NAME").to_owned()).collect()
}

#[test]
fn every_key_of_the_index_is_in_the_guide() {
    let written = first_column(&section("search-index.md", "## Options"));
    let table = |toml: &str| toml.parse::<toml::Table>().unwrap();
    let (_, problems) = IndexConfig::read(&table("nothing = 1"), "", "patterns");
    let help = problems[0].help.clone().unwrap();
    let real = help.trim_start_matches("the keys are: ").split(", ").map(str::to_owned);
    assert_same("search-index.md, ## Options", written, real);
}

#[test]
fn types_of_fields_pieces_and_colours_are_in_the_guide() {
    let fields = section("configuration.md", "## Fields");
    let (_, types) = fields.split_once("| type | values | shown |").unwrap();
    let types = first_column(&format!("|x|\n{}", types.trim_start()));
    assert_same(
        "configuration.md, ## Fields",
        types,
        FieldType::NAMES.iter().map(|(name, _)| (*name).to_owned()),
    );
    let pieces = first_column(&section("furniture.md", "## The pieces"));
    assert_same(
        "furniture.md, ## The pieces",
        pieces,
        PageElement::ALL.iter().map(|piece| piece.name().to_owned()),
    );
    let colours = code(&section("taxonomies.md", "## Colours"));
    let lacks: Vec<_> = COLOURS.iter().filter(|colour| !colours.contains(**colour)).collect();
    assert!(lacks.is_empty(), "taxonomies.md, ## Colours lacks {lacks:?}");
}

#[test]
fn what_comes_with_the_program_is_in_the_guide() {
    let (config, _) = Config::read(&toml::Table::new(), &BookInfo::default());
    let taxonomies = first_column(&section("taxonomies.md", "## What is there already"));
    assert_same("taxonomies.md", taxonomies, config.taxonomies.iter().map(|taxonomy| taxonomy.name.clone()));
    let boxes = section("boxes.md", "## Kinds");
    assert_same("boxes.md, ## Kinds", first_column(&boxes), config.boxes.keys().cloned());
    let aliases: BTreeSet<String> = rows(&boxes).iter().flat_map(|row| code(&row[1])).collect();
    assert_same("boxes.md, ## Kinds", aliases, config.boxes.values().flat_map(|kind| kind.aliases.clone()));
}

#[test]
fn every_code_has_its_heading() {
    let page = crate::guide_tables::page("diagnostics.md");
    let is_code =
        |heading: &&str| heading.starts_with('P') && heading[1..].starts_with(|c: char| c.is_ascii_digit());
    let headings =
        page.lines().filter_map(|line| line.strip_prefix("## ")).filter(is_code).map(str::to_owned);
    let real =
        Code::ALL.iter().map(|code| format!("{}: {}", code.id(), code.summary().trim_end_matches('.')));
    assert_same("diagnostics.md", headings, real);
}

/// The page of all labels is made from the English ones.
#[test]
fn every_label_is_in_the_guide() {
    let mut text = generated_head("Labels", LABELS_DESCRIPTION);
    text += LABELS_HEAD;
    for (title, prefix) in
        [("Pages and directives", ""), ("The catalog", "catalog-"), ("The search", "search-")]
    {
        text += &format!("\n## {title}\n\n| key | English |\n|---|---|\n");
        for (key, word) in Labels::of(None).iter() {
            let key = key.replace('_', "-");
            let of = ["catalog-", "search-"].into_iter().find(|prefix| key.starts_with(prefix)).unwrap_or("");
            if of == prefix {
                text += &format!("| `{key}` | {} |\n", word.replace('|', "\\|"));
            }
        }
    }
    assert_generated("labels.md", &text);
}

const LABELS_DESCRIPTION: &str = "Every word that readers see, by the key that changes it.";

const LABELS_HEAD: &str = "\
A label is a key of `[preprocessor.patterns.labels]`. The ones that a book does not set are in the language of \
`book.language`\nwhere it is [one of those built in](configuration.md#labels), otherwise in English. In a template \
`labels.KEY` is the same word,\nwith `_` for `-`. What is in braces is replaced: keep it.\n\n\
```toml\n[preprocessor.patterns.labels]\nrelated = \"See also\"\npath-step = \"{step} of {steps}\"\n```\n";
