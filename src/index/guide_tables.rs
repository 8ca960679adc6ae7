//! The page of `catalog.json` in the guide, made from its JSON Schema.

use serde_json::Value;

use super::{SCHEMA_VERSION, catalog_json};
use crate::guide_tables::{assert_generated, generated_head};

const HEAD: &str = "\
`patterns/catalog.json` is for programs: see [Search index](search-index.md) for how to make it and for examples.\n\
`catalog.schema.json` beside it is this page as JSON Schema. Ignore keys that you do not know.\n";

#[test]
fn every_field_of_the_catalog_is_in_the_guide() {
    let schema = catalog_json::schema();
    let mut text = generated_head("catalog.json", "Every field of `catalog.json`, with its type.") + HEAD;
    text += &format!("\nThis is version {SCHEMA_VERSION} of the format.\n");
    text += &table("The file", &schema);
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        text += &table(title(name), definition);
    }
    assert_generated("catalog-json.md", &text);
}

fn title(name: &str) -> &str {
    name.strip_suffix("Json").unwrap_or(name)
}

fn table(title: &str, object: &Value) -> String {
    let Some(properties) = object["properties"].as_object() else { return String::new() };
    let about = object["description"].as_str().unwrap_or_default();
    let mut text = format!("\n## {title}\n\n{about}\n\n| field | type | meaning |\n|---|---|---|\n");
    for (name, property) in properties {
        let meaning = property["description"].as_str().unwrap_or_default().replace('\n', " ");
        text += &format!("| `{name}` | {} | {meaning} |\n", kind(property));
    }
    text
}

fn kind(schema: &Value) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        let name = title(target.rsplit('/').next().unwrap_or_default());
        return format!("[{name}](#{})", name.to_lowercase());
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(choices) = schema[key].as_array() {
            return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
        }
    }
    if let Some(kinds) = schema["type"].as_array() {
        return kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or ");
    }
    match schema["type"].as_str() {
        Some("array") => format!("list of {}", kind(&schema["items"])),
        Some("object") if schema["additionalProperties"].is_object() => {
            format!("object of {}", kind(&schema["additionalProperties"]))
        }
        Some(kind) => kind.to_owned(),
        None => "any".to_owned(),
    }
}
