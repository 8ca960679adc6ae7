//! The built-in fields: one row a field, as DESIGN's table has them.

use super::{Field, FieldType, FieldType as T};

/// Name, aliases, type, label (if not the name in words), inverse of a relation.
type Row = (&'static str, &'static [&'static str], FieldType, Option<&'static str>, Option<&'static str>);

const TABLE: &[Row] = &[
    ("title", &[], T::Text, None, None),
    ("short_title", &["linkTitle", "nav_title", "sidebar_label"], T::Text, None, None),
    ("description", &["summary", "tagline"], T::Markdown, None, None),
    ("id", &["slug"], T::Text, None, None),
    ("type", &["content_type"], T::Text, None, None),
    ("language", &["lang"], T::Text, None, None),
    ("tier", &["excellence_tier"], T::Terms, None, None),
    ("category", &["categories", "pattern_type"], T::Terms, None, None),
    ("tags", &["tag"], T::Terms, None, None),
    ("difficulty", &["level"], T::Terms, None, None),
    ("status", &[], T::Terms, None, None),
    ("recommendation", &["pattern_status"], T::Terms, None, None),
    ("relevance", &["current_relevance"], T::Terms, None, None),
    ("laws", &["related_laws", "axioms", "related_axioms", "law", "axiom"], T::Terms, None, None),
    ("pillars", &["related_pillars", "pillar"], T::Terms, None, None),
    ("problems", &["challenges", "problem_domains"], T::Terms, None, None),
    ("related", &["related_patterns"], T::Relation, Some("Related"), Some("Related")),
    ("prerequisites", &["requires"], T::Relation, Some("Prerequisites"), Some("Required by")),
    ("superseded_by", &["modern_alternatives"], T::Relation, Some("Superseded by"), Some("Supersedes")),
    ("patterns", &[], T::Relation, Some("Patterns"), Some("Part of")),
    ("prev", &["previous"], T::Relation, None, None),
    ("next", &[], T::Relation, None, None),
    ("deprecation_reason", &[], T::Markdown, None, None),
    ("authors", &["author", "deciders", "decision-makers"], T::People, None, None),
    ("license", &[], T::Text, None, None),
    ("version", &[], T::Text, None, None),
    ("problem", &[], T::Markdown, None, None),
    ("solution", &[], T::Markdown, None, None),
    ("trade_offs", &[], T::TradeOffs, Some("Trade-offs"), None),
    ("use_when", &[], T::Markdown, None, None),
    ("when_to_use", &[], T::List, None, None),
    ("when_not_to_use", &[], T::List, None, None),
    ("best_for", &[], T::List, None, None),
    ("essential_question", &[], T::Markdown, None, None),
    ("quote", &[], T::Quote, None, None),
    ("examples", &["modern_examples"], T::Records, None, None),
    ("checklist", &["production_checklist"], T::List, None, None),
    ("introduced", &[], T::Date, None, None),
    ("updated", &["last_updated", "lastmod", "date_modified"], T::Date, None, None),
    ("reading_time", &["readtime", "estimated_time"], T::Minutes, None, None),
    ("order", &["weight", "nav_order", "sidebar_position"], T::Number, None, None),
    ("icon", &[], T::Text, None, None),
    ("also_known_as", &["aka"], T::List, Some("Also known as"), None),
    ("redirect_from", &["aliases"], T::List, None, None),
    ("draft", &[], T::Bool, None, None),
    ("hide", &[], T::List, None, None),
    ("search", &[], T::Search, None, None),
    ("extra", &[], T::Free, None, None),
];

/// All built-in fields, in their order.
pub(super) fn fields() -> impl Iterator<Item = Field> {
    TABLE.iter().map(|&(name, aliases, kind, label, inverse)| Field {
        name: name.to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        kind,
        one_of: Vec::new(),
        required_for: Vec::new(),
        label: label.map(str::to_owned),
        inverse: inverse.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Schema, key};
    use super::*;

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
