//! `catalog.json` is a contract: its schema is committed, and changes with its version only.

use std::path::Path;

use mdbook_patterns::index::{SCHEMA_VERSION, catalog_json};
use serde_json::Value;

fn committed() -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/catalog.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).unwrap()
}

/// `UPDATE_SCHEMA=1 cargo test --test catalog_schema` writes the schema of a new version.
#[test]
fn the_schema_changes_with_its_version_only() {
    let schema = catalog_json::schema();
    let known = committed();
    let same_version = known.as_ref().is_some_and(|known| known["$id"] == schema["$id"]);
    if std::env::var_os("UPDATE_SCHEMA").is_some() && !same_version {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/catalog.schema.json");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, serde_json::to_string_pretty(&schema).unwrap() + "\n").unwrap();
        return;
    }
    assert!(
        known.as_ref() == Some(&schema),
        "the schema of catalog.json is not the committed one: raise SCHEMA_VERSION (now {SCHEMA_VERSION}), \
         run `UPDATE_SCHEMA=1 cargo test --test catalog_schema`, and say in CHANGELOG.md what changed"
    );
}

#[test]
fn every_field_is_described() {
    fn check(schema: &Value, path: &str) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            assert!(property.get("description").is_some(), "{path}.{name}");
        }
        for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
            check(definition, name);
        }
    }
    check(&catalog_json::schema(), "catalog");
}
