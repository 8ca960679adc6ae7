//! The built-in fields: one row a field, as DESIGN's table has them.

use super::{Field, FieldType, FieldType as T};

/// Name, aliases, type, and of a relation its inverse.
type Row = (&'static str, &'static [&'static str], FieldType, Option<&'static str>);

const TABLE: &[Row] = &[
    ("title", &[], T::Text, None),
    ("short_title", &["linkTitle", "nav_title", "sidebar_label"], T::Text, None),
    ("description", &["summary", "tagline"], T::Markdown, None),
    ("id", &["slug"], T::Text, None),
    ("type", &["content_type"], T::Text, None),
    ("language", &["lang"], T::Text, None),
    ("tier", &["excellence_tier"], T::Terms, None),
    ("category", &["categories", "pattern_type"], T::Terms, None),
    ("tags", &["tag", "keywords"], T::Terms, None),
    ("difficulty", &["level"], T::Terms, None),
    ("status", &[], T::Terms, None),
    ("recommendation", &["pattern_status"], T::Terms, None),
    ("relevance", &["current_relevance"], T::Terms, None),
    ("laws", &["related_laws", "axioms", "related_axioms", "law", "axiom"], T::Terms, None),
    ("pillars", &["related_pillars", "pillar"], T::Terms, None),
    ("problems", &["challenges", "problem_domains"], T::Terms, None),
    ("related", &["related_patterns"], T::Relation, Some("Related")),
    ("prerequisites", &["requires"], T::Relation, Some("Required by")),
    ("superseded_by", &["modern_alternatives", "replaced_by"], T::Relation, Some("Supersedes")),
    ("supersedes", &["replaces"], T::Relation, None),
    ("patterns", &[], T::Relation, Some("Part of")),
    ("steps", &[], T::Steps, None),
    ("prev", &["previous"], T::Relation, None),
    ("next", &[], T::Relation, None),
    ("deprecation_reason", &[], T::Markdown, None),
    ("authors", &["author", "deciders", "decision-makers"], T::People, None),
    ("consulted", &[], T::People, None),
    ("informed", &[], T::People, None),
    ("license", &[], T::Text, None),
    ("version", &[], T::Text, None),
    ("problem", &[], T::Markdown, None),
    ("solution", &[], T::Markdown, None),
    ("trade_offs", &[], T::TradeOffs, None),
    ("use_when", &[], T::Markdown, None),
    ("when_to_use", &[], T::List, None),
    ("when_not_to_use", &[], T::List, None),
    ("best_for", &[], T::List, None),
    ("essential_question", &[], T::Markdown, None),
    ("quote", &[], T::Quote, None),
    ("examples", &["modern_examples"], T::Records, None),
    ("checklist", &["production_checklist"], T::List, None),
    ("introduced", &[], T::Date, None),
    (
        "updated",
        &[
            "date",
            "last_updated",
            "last_update",
            "lastmod",
            "modified",
            "date_modified",
            "last_modified_at",
            "updated_date",
        ],
        T::Date,
        None,
    ),
    ("reading_time", &["readtime", "estimated_time"], T::Minutes, None),
    ("audience", &[], T::List, None),
    ("duration", &[], T::Minutes, None),
    ("order", &["weight", "nav_order", "sidebar_position"], T::Number, None),
    ("icon", &[], T::Text, None),
    ("image", &[], T::Text, None),
    ("also_known_as", &["aka"], T::List, None),
    ("redirect_from", &["aliases", "alias"], T::List, None),
    ("draft", &[], T::Bool, None),
    ("hide", &[], T::List, None),
    ("search", &[], T::Search, None),
    ("extra", &[], T::Free, None),
];

/// All built-in fields, in their order.
pub(super) fn fields() -> impl Iterator<Item = Field> {
    TABLE.iter().map(|&(name, aliases, kind, inverse)| Field {
        name: name.to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        kind,
        one_of: Vec::new(),
        required_for: Vec::new(),
        label: None,
        inverse: inverse.map(str::to_owned),
        from_section: Vec::new(),
        from_name: false,
        also_reads: Vec::new(),
        split: (name == "tags").then(|| ",".to_owned()),
        format: None,
        read_as: None,
        // No piece of furniture knows those who were asked and told; they stand with the fields of the book.
        own: matches!(name, "consulted" | "informed"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Schema;
    use super::*;
    use crate::text::name::key;

    #[test]
    fn every_name_and_alias_means_one_field() {
        let schema = Schema::default();
        for (name, aliases, ..) in TABLE {
            for spelling in std::iter::once(name).chain(*aliases) {
                assert_eq!(schema.get(spelling).map(|f| f.name.as_str()), Some(*name), "{spelling}");
            }
        }
        assert_eq!(schema.get("lastUpdated").map(|f| f.name.as_str()), Some("updated"));
        assert_eq!(key("Decision-Makers"), key("decision_makers"));
    }
}
