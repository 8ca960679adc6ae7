use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::{Validator, draft202012};
use mdbook_patterns::config::json_schema;
use mdbook_patterns::config::{BookInfo, Config};
use mdbook_patterns::diagnostic::{Code, Diagnostic};
use mdbook_patterns::front_matter::{self, Fence};
use serde_json::Value;

use crate::run;
use crate::support::{TestBook, shared};

fn config(toml: &str) -> Config {
    let (config, problems) = Config::read(&toml.parse().unwrap(), &BookInfo::default());
    assert_eq!(problems, []);
    config
}

fn validator(config: &Config) -> Validator {
    let schema = json_schema(config, "x");
    assert!(jsonschema::meta::is_valid(&schema), "the schema is one of 2020-12");
    draft202012::new(&schema).unwrap()
}

/// What the schema says of a front matter, and what our own reading says.
fn both(text: &str, config: &Config, validator: &Validator) -> Option<(Vec<String>, Vec<Diagnostic>)> {
    let Fence::Closed(block) = front_matter::find(text) else { return None };
    let mut problems = Vec::new();
    let written = front_matter::parse(text, &block, "x", &mut problems);
    if !problems.is_empty() {
        return None;
    }
    let value: Value = written.to_json();
    let errors =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    config.schema.read(written, &[], text, "x", &mut problems);
    problems.retain(|problem| !matches!(problem.code, Code::Placeholder | Code::UnsafeUrl));
    Some((errors, problems))
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// How many front matters the schema and our own reading agree on: both find fault, or neither.
fn agreed(folder: &Path, config: &Config) -> usize {
    let validator = validator(config);
    let mut read = 0;
    for path in pages(folder) {
        let text = fs::read_to_string(&path).unwrap();
        let Some((errors, problems)) = both(&text, config, &validator) else { continue };
        assert_eq!(errors.is_empty(), problems.is_empty(), "{}: {errors:#?} {problems:#?}", path.display());
        read += 1;
    }
    read
}

#[test]
fn this_projects_own_pages_are_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src");
    assert!(agreed(&folder, &Config::default()) > 30);
}

#[test]
fn the_corpora_are_as_valid_as_our_own_reading_says() {
    let Some(shared) = shared() else { return };
    assert!(agreed(&shared.join("corpora/java-design-patterns"), &Config::default()) > 180);
    let madr = config("[taxonomy.status]\nterms = [\"proposed\", \"accepted\", \"on hold\"]");
    assert!(agreed(&shared.join("corpora/madr/docs"), &madr) > 10);
}

#[test]
fn what_we_report_the_schema_refuses() {
    let config = config(
        "field.owner.required-for = [\"runbook\"]\nfield.owner.aliases = [\"team\"]\nfield.risk.one-of = [\"low\", \"very-high\"]\n\
         taxonomy.stage.terms = [{ id = \"on-hold\", label = \"On hold\", aliases = [\"paused\"] }]",
    );
    let validator = validator(&config);
    let verdict = |front_matter: &str| {
        let text = format!("---\n{front_matter}\n---\n# X\n");
        let (errors, problems) = both(&text, &config, &validator).unwrap();
        (errors.is_empty(), problems.is_empty())
    };
    for good in [
        "title: 5",
        "lastUpdated: 2024",
        "last-updated: 2024-03-01",
        "updated: 2024-03-01T10:00:00Z",
        "prerequisites:",
        "x-mine: [1]",
        "_y: 1",
        "extra: {a: 1}",
        "risk: Very High",
        "type: Runbook\nteam: us",
        "reading_time: 1 h 30 min",
        "reading_time: 45",
        "draft: yes",
        "related: {a: why}",
        "laws: {primary: [{number: 1, aspect: x}]}",
        "authors: [{name: A}]",
        "authors: Ann",
        "trade_offs: {pros: [a]}",
        "quote: {text: a, by: b}",
        "search: {exclude: true}",
        "stage: [paused]",
        "stage: On Hold",
        "tags: [a, 1]",
        "order: 1.5",
        "order: false",
        "order: \"[[3]]\"",
        "updated: \"[[2024-03-01]]\"",
        "reading_time: \"[[45 min]]\"",
        "examples: [{company: a}]",
        "redirect_from: [a.html]",
    ] {
        let expected = (true, true);
        assert_eq!(verdict(good), expected, "{good}");
    }
    for bad in [
        "titel: x",
        "updated: March 2024",
        "risk: hihg",
        "type: runbook",
        "draft: maybe",
        "order: first",
        "reading_time: soon",
        "title: {a: b}",
        "search: maybe",
    ] {
        assert_eq!(verdict(bad), (false, false), "{bad}");
    }
}

#[test]
fn the_schema_in_a_golden_file() {
    let config = config("field.owner.required-for = [\"runbook\"]\nfield.owner.label = \"Owner\"");
    let mut schema = json_schema(&config, "Test book");
    let properties = schema["properties"].as_object_mut().unwrap();
    properties.retain(|name, _| {
        ["title", "tier", "lastUpdated", "updated", "owner", "trade_offs"].contains(&name.as_str())
    });
    let others = schema["patternProperties"].as_object_mut().unwrap();
    others.retain(|pattern, _| {
        ["^(last", "^(date", "^(x-", "^(trade"].iter().any(|start| pattern.starts_with(start))
    });
    insta::assert_snapshot!(serde_json::to_string_pretty(&schema).unwrap());
}

#[test]
fn write_names_the_schema_as_the_pages_of_each_folder_must() {
    let book = TestBook::new()
        .page("a.md", "# A\n")
        .page("deep/b.md", "# B\n")
        .page("deeper/still/c.md", "# C\n")
        .page("other/d.md", "# D\n")
        .write();
    let first = run(&book, &["schema", "--write"]);
    let lines = "
A program that reads a comment in the front matter finds the schema by this line:
  in src/deeper/still/
    # yaml-language-server: $schema=../../../front-matter.schema.json
  in src/deep/, src/other/
    # yaml-language-server: $schema=../../front-matter.schema.json
  in src/
    # yaml-language-server: $schema=../front-matter.schema.json
";
    assert_eq!((first.code, first.stderr.as_str()), (Some(0), ""));
    assert_eq!(first.stdout, format!("wrote front-matter.schema.json\n{lines}"));
    let read = |path: &str| fs::read_to_string(book.root().join(path)).unwrap();
    assert_eq!(read("front-matter.schema.json"), run(&book, &["schema"]).stdout);
    let again = run(&book, &["schema", "--write"]).stdout;
    assert_eq!(again, format!("is up to date: front-matter.schema.json\n{lines}"));
    assert!(!book.root().join(".vscode").exists(), "no program reads it there");
}

#[test]
fn one_spelling_of_a_key_is_offered_with_what_it_means() {
    let schema = json_schema(&Config::default(), "Test book");
    let properties = schema["properties"].as_object().unwrap();
    let without: Vec<&String> = properties
        .iter()
        .filter(|(_, property)| property["description"].is_null())
        .map(|(key, _)| key)
        .collect();
    assert_eq!(without, Vec::<&String>::new());
    let keys: Vec<String> = properties.keys().map(|key| key.replace(['-', '_'], "").to_lowercase()).collect();
    assert_eq!(keys.iter().collect::<std::collections::BTreeSet<_>>().len(), keys.len());
    assert!(properties.len() < 60, "{}", properties.len());
}
