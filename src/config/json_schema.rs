//! The front matter as JSON Schema 2020-12, for editors and other programs.
//!
//! It accepts what [`Schema::read`](crate::schema::Schema::read) accepts without a warning, and names what is
//! best written, so that an editor can complete it.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Config, TaxonomyConfig};
use crate::schema::{Field, FieldType, peers};
use crate::text::name::slug;

/// What the built-in fields are for, with an example of each.
const WORDS: &[(&str, &str, &str)] = &[
    ("title", "The page's title; its first heading if left out", "Circuit breaker"),
    ("short_title", "The title in lists and breadcrumbs", "Breaker"),
    ("description", "One sentence, in inline Markdown", "Stops calling what keeps failing"),
    ("id", "What other pages call this one; the file's name if left out", "circuit-breaker"),
    ("type", "What kind of page it is", "pattern"),
    ("language", "The language of the page", "en"),
    ("tier", "How well it is proven", "gold"),
    ("category", "What it belongs to", "resilience"),
    ("tags", "Free words that classify it", "networking"),
    ("difficulty", "How much readers should know", "intermediate"),
    ("status", "How far the page is, or whether the decision stands", "complete"),
    ("recommendation", "Whether new work should use it", "recommended"),
    ("relevance", "Whether it is used more or less than before", "mainstream"),
    ("laws", "The laws that apply, by their ids", "correlated-failure"),
    ("pillars", "The pillars it stands on, by their ids", "work-distribution"),
    ("problems", "The problems that it solves", "reliability"),
    ("related", "Pages on similar things, by id, title or path", "retry"),
    ("prerequisites", "Pages to read first", "timeout"),
    ("superseded_by", "What stands in its place", "bulkhead"),
    ("supersedes", "What it stands in the place of", "timeout"),
    ("patterns", "The pages that this one holds", "circuit-breaker"),
    ("steps", "The steps of a learning path, in order", "Timeout"),
    ("prev", "The previous page, if not the one in SUMMARY.md", "retry"),
    ("next", "The next page, if not the one in SUMMARY.md", "timeout"),
    ("deprecation_reason", "Why it should not be used any more", "Service meshes do it now"),
    ("authors", "Who wrote it or decided it", "Ann"),
    ("consulted", "Who was asked before it was decided", "Ann"),
    ("informed", "Who was told what was decided", "Ann"),
    ("license", "The license of the page", "CC-BY-4.0"),
    ("version", "The version of the page", "1.2.0"),
    ("problem", "The problem, in one sentence", "A slow service blocks its callers"),
    ("solution", "The solution, in one sentence", "Stop calling it for a while"),
    ("trade_offs", "What is gained and what is paid", "Fast failure for false alarms"),
    ("use_when", "The situation it is for", "Calls can fail or hang"),
    ("when_to_use", "Conditions under which it fits", "Remote calls"),
    ("when_not_to_use", "Conditions under which it does not", "Local calls"),
    ("best_for", "What it is best for", "High traffic"),
    ("essential_question", "The question that the page answers", "How do we fail fast?"),
    ("quote", "A quotation and who said it", "Everything fails, all the time"),
    ("examples", "Who uses it, and how", "Netflix"),
    ("checklist", "What to do before production", "Set the timeout"),
    ("introduced", "When it came into the library", "2024-03-01"),
    ("updated", "When it was last changed", "2024-03-01"),
    ("reading_time", "Minutes to read it; counted if left out", "15 min"),
    ("audience", "Who it is for", "Backend developers"),
    ("duration", "How long it takes to work through", "2 weeks"),
    ("order", "Its place among pages of its kind", "1"),
    ("icon", "An emoji", "⚡"),
    ("image", "The picture that links to the page show: a file of the book, or an address", "retry.png"),
    ("also_known_as", "Other names of it", "Breaker"),
    ("redirect_from", "Old addresses of the page", "patterns/breaker.html"),
    ("draft", "Whether it is unfinished", "true"),
    ("hide", "The page elements that it does not show", "nav"),
    ("search", "How the search treats it", "exclude"),
    ("extra", "Anything for other programs", ""),
];

/// What a built-in field is for, and an example of it.
pub(crate) fn field_words(name: &str) -> Option<(&'static str, &'static str)> {
    WORDS.iter().find(|(known, ..)| *known == name).map(|(_, words, example)| (*words, *example))
}

/// The JSON Schema of front matter, as `config` declares it; `title` is the book's.
pub fn json_schema(config: &Config, title: &str) -> Value {
    let mut properties = Map::new();
    let mut patterns = Map::from_iter([("^(x-|_)".to_owned(), Value::Bool(true))]);
    let mut conditions = Vec::new();
    let fields: Vec<&Field> = config.schema.fields().collect();
    // A spelling is that of the field of this name, otherwise of the first that has it.
    let mut taken: HashSet<String> = fields.iter().map(|field| field.name.clone()).collect();
    for field in &fields {
        properties.insert(field.name.clone(), property(field, config));
        // What other tools call it is read as well, but an editor should not offer it.
        let (tables, others): (Vec<String>, Vec<String>) = spellings(field)
            .into_iter()
            .filter(|spelling| taken.insert(spelling.clone()))
            .partition(|spelling| peers::has_forms_of_others(spelling));
        let reference = json!({"$ref": format!("#/properties/{}", field.name)});
        let any = json!({"anyOf": [reference, {"type": ["object", "boolean"]}]});
        for (spellings, schema) in [(others, reference), (tables, any)] {
            if !spellings.is_empty() {
                patterns.insert(one_of_these(spellings.iter().map(String::as_str)), schema);
            }
        }
        conditions.extend(field.required_for.iter().map(|page_type| required(page_type, &spellings(field))));
    }
    let others = peers::of_others().filter(|name| !taken.contains(*name));
    patterns.insert(one_of_these(others), Value::Bool(true));
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Front matter of {title}"),
        "type": ["object", "null"],
        "properties": properties,
        "patternProperties": patterns,
        "additionalProperties": false,
    });
    if !conditions.is_empty() {
        schema["allOf"] = Value::from(conditions);
    }
    schema
}

/// A pattern for a key that is one of these names. Only what means something in a pattern is escaped: with their `u` flag
/// validators take no other escapes.
fn one_of_these<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let is_sign = |c: char| r"^$\.*+?()[]{}|/".contains(c);
    let escaped = |name: &str| {
        name.chars().flat_map(|c| is_sign(c).then_some('\\').into_iter().chain([c])).collect::<String>()
    };
    format!("^({})$", names.map(escaped).collect::<Vec<_>>().join("|"))
}

/// The field's name and aliases, each as people write keys: with `_`, with `-`, and in camel case.
fn spellings(field: &Field) -> Vec<String> {
    let mut spellings = vec![field.name.clone()];
    for name in std::iter::once(&field.name).chain(&field.aliases) {
        let forms = [name.clone(), name.replace('-', "_"), name.replace('_', "-"), camel_case(name)];
        spellings.extend(forms);
    }
    let mut seen = Vec::new();
    spellings.retain(|spelling| {
        let is_new = !seen.contains(spelling);
        seen.push(spelling.clone());
        is_new
    });
    spellings
}

fn camel_case(name: &str) -> String {
    let mut parts = name.split(['_', '-']);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| name + &crate::text::name::in_words(part))
}

/// Pages of a type must have one of the spellings of a field.
fn required(page_type: &str, spellings: &[String]) -> Value {
    let any: Vec<Value> = spellings.iter().map(|spelling| json!({"required": [spelling]})).collect();
    json!({
        "if": {"required": ["type"], "properties": {"type": {"type": "string", "pattern": loose(page_type)}}},
        "then": {"anyOf": any},
    })
}

fn property(field: &Field, config: &Config) -> Value {
    let taxonomy = config.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name);
    let mut schema = Value::Object(shape(field, taxonomy));
    schema["title"] = Value::from(config.field_label(&field.name));
    schema["description"] = Value::from(format!("A field of this book, of type {}", field.kind.name()));
    if let Some((description, example)) = field_words(&field.name) {
        schema["description"] = Value::from(description);
        let declared = taxonomy.is_some_and(|taxonomy| !taxonomy.terms.is_empty());
        if !example.is_empty() && !declared && field.one_of.is_empty() {
            schema["examples"] = json!([example]);
        }
    }
    schema
}

/// What values of the field look like.
fn shape(field: &Field, taxonomy: Option<&TaxonomyConfig>) -> Map<String, Value> {
    let scalar = json!({"type": ["string", "number", "boolean", "null"]});
    let list = json!({"type": "array", "items": {"type": ["string", "number", "boolean", "null", "object"]}});
    let object = json!({"type": "object"});
    let shapes = match field.measure() {
        // One text holds several values, each of which may be any.
        FieldType::Terms if field.split.is_some() => [terms(taxonomy), vec![scalar]].concat(),
        FieldType::Text | FieldType::Markdown if field.one_of.is_empty() => vec![scalar],
        FieldType::Text | FieldType::Markdown => one_of(field),
        FieldType::List => vec![scalar, list],
        FieldType::Terms => terms(taxonomy),
        FieldType::Relation => vec![scalar, list, object],
        FieldType::Date => vec![
            also_linked("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?([T ].*)?"),
            json!({"type": "integer", "minimum": 1000, "maximum": 9999}),
            json!({"type": "null"}),
        ],
        FieldType::Minutes => vec![
            json!({"type": "number", "exclusiveMinimum": 0}),
            also_linked("[~ ]*[0-9.]+ *([A-Za-z]+[,. ]*([0-9.]+ *[A-Za-z]+)*( *[a-z]+)*)?"),
            json!({"type": "null"}),
        ],
        FieldType::Number if field.format.is_some() => vec![json!({"type": ["number", "string", "null"]})],
        FieldType::Number => {
            let none = (field.name == "order").then(|| json!({"const": false}));
            let number = [json!({"type": ["number", "null"]}), also_linked(" *-?[0-9.]+ *")];
            number.into_iter().chain(none).collect()
        }
        FieldType::Bool => vec![
            json!({"type": ["boolean", "null"]}),
            also_linked("([Tt]rue|[Ff]alse|[Yy]es|[Nn]o|[Oo]n|[Oo]ff)"),
        ],
        FieldType::Quote => vec![scalar, parts(&["text", "quote", "by", "author", "attribution", "source"])],
        FieldType::TradeOffs => vec![scalar, list, parts(&["text", "pros", "cons"])],
        FieldType::Records => vec![scalar, list, object],
        FieldType::People => {
            let person = parts(&["name", "url", "email", "github", "website"]);
            let people = json!({"type": "array", "items": {"anyOf": [{"type": ["string", "number", "null"]}, person]}});
            vec![scalar, people, person]
        }
        FieldType::Steps => {
            let step = parts(&["title", "duration", "patterns", "text"]);
            vec![
                json!({"type": "array", "items": {"anyOf": [scalar, step]}}),
                object,
                json!({"type": "null"}),
            ]
        }
        FieldType::Search => vec![
            json!({"type": ["boolean", "null"]}),
            json!({
                "type": "object",
                "properties": {"exclude": {"type": ["boolean", "string"]}, "boost": {"type": ["number", "string"]},
                    "queries": {"type": ["array", "string"], "items": scalar}},
            }),
        ],
        FieldType::Free => return Map::new(),
    };
    Map::from_iter([("anyOf".to_owned(), Value::from(shapes))])
}

/// A table whose usual keys are known, and others are fine.
fn parts(names: &[&str]) -> Value {
    let properties: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), Value::Bool(true))).collect();
    json!({"type": "object", "properties": properties})
}

fn one_of(field: &Field) -> Vec<Value> {
    let patterns: Vec<String> = field.one_of.iter().map(|value| loose(value)).collect();
    vec![
        json!({"enum": field.one_of}),
        json!({"type": "string", "pattern": patterns.join("|")}),
        json!({"type": ["number", "boolean", "null"]}),
    ]
}

/// One term or several; of a closed taxonomy only those declared, in any spelling that means them.
fn terms(taxonomy: Option<&TaxonomyConfig>) -> Vec<Value> {
    let any = json!({"type": ["string", "number", "boolean", "null"]});
    let object = json!({"type": "object"});
    let declared = taxonomy.filter(|taxonomy| !taxonomy.terms.is_empty());
    let Some(taxonomy) = declared else {
        let list = json!({"type": "array", "items": {"anyOf": [any, object]}});
        return vec![any, list, object];
    };
    let ids: Vec<&str> = taxonomy.terms.iter().map(|term| term.id.as_str()).collect();
    let names =
        taxonomy.terms.iter().flat_map(|term| [&term.id, &term.label].into_iter().chain(&term.aliases));
    let patterns: Vec<String> = names.map(|name| loose(name)).collect();
    let mut one = vec![json!({"enum": ids}), json!({"type": "string", "pattern": patterns.join("|")})];
    if taxonomy.open || !taxonomy.from.is_empty() {
        one.push(any);
    }
    let items = [one.clone(), vec![object.clone()]].concat();
    let list = json!({"type": "array", "items": {"anyOf": items}});
    [one, vec![list, object, json!({"type": "null"})]].concat()
}

/// A text of this pattern, or the link of a wiki that shows one: `[[2024-03-01]]`.
fn also_linked(pattern: &str) -> Value {
    json!({"type": "string", "pattern": format!("^({pattern}|\\[\\[{pattern}\\]\\])$")})
}

/// A pattern for a name whatever its case, its dashes and its spaces.
fn loose(name: &str) -> String {
    let letter = |c: char| match (c.to_lowercase().next(), c.to_uppercase().next()) {
        (Some(lower), Some(upper)) if lower != upper => format!("[{lower}{upper}]"),
        _ => c.to_string(),
    };
    let id = slug(name);
    let parts: Vec<String> = id.split('-').map(|part| part.chars().map(letter).collect()).collect();
    format!("^[^A-Za-z0-9]*{}[^A-Za-z0-9]*$", parts.join("[^A-Za-z0-9]*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_field_is_explained() {
        let schema = crate::schema::Schema::default();
        let fields: Vec<&str> = schema.fields().map(|field| field.name.as_str()).collect();
        assert_eq!(WORDS.iter().map(|(name, ..)| *name).collect::<Vec<_>>(), fields);
    }

    /// A validator for JavaScript compiles with the `u` flag, which knows the escapes of signs only.
    #[test]
    fn patterns_escape_signs_and_nothing_else() {
        let names = ["a b", "og:title", "@id", "C++", "a.b/c", "x'y\"z", "a-b_c", "é", "^$()[]{}|*?\\"];
        assert_eq!(
            one_of_these(names.into_iter()),
            r#"^(a b|og:title|@id|C\+\+|a\.b\/c|x'y"z|a-b_c|é|\^\$\(\)\[\]\{\}\|\*\?\\)$"#
        );
    }

    #[test]
    fn keys_come_in_the_spellings_that_people_use() {
        let schema = crate::schema::Schema::default();
        let updated = spellings(schema.get("updated").unwrap());
        for spelling in ["updated", "last_updated", "last-updated", "lastUpdated", "lastmod"] {
            assert!(updated.iter().any(|known| known == spelling), "{spelling}");
        }
        assert_eq!(loose("in-dev"), "^[^A-Za-z0-9]*[iI][nN][^A-Za-z0-9]*[dD][eE][vV][^A-Za-z0-9]*$");
    }
}
