//! Where pages keep what is front matter: below the title, in sections, and at the end.

mod changelog;
mod head;
mod labels;
mod people;
mod quick_reference;
mod quote;
mod relations;
mod section;
mod sections;
mod status;
mod table;
mod tail;

use std::ops::Range;

use super::blocks::Blocks;
use super::drawn;
use super::line::Line;
use super::node::{Kind, Node};
use super::said::Said;
use super::value::{Refused, Values, nothing};
use crate::page_template::section_key;
use crate::schema::{Field, FieldType};
use crate::text::markdown::wiki_text;
use crate::text::name;
use crate::text::spans::{is_free, merged};

/// Something that a text says of its page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// The name of the field.
    pub(crate) field: String,
    /// Its value, or why it has none.
    pub(crate) said: Result<Said, Refused>,
    /// What goes when the value is lifted: nothing where readers need it.
    pub(crate) removes: Vec<Range<usize>>,
    /// Where the author says it.
    pub(crate) span: Range<usize>,
    /// Whether the text says more than the page shows of the value, so that it stays.
    pub(crate) stays: bool,
    /// Whether the book names the section that says it.
    pub(crate) is_declared: bool,
    /// Whether only those who lift want to know why it is no value.
    pub(crate) is_in_passing: bool,
    /// What the text calls the field, where that is not its name.
    pub(crate) key: Option<String>,
    /// Whether it counts only where nothing else says the field.
    yields: bool,
}

impl Candidate {
    /// A candidate whose value, which some lines say, was tried.
    fn new(
        reader: &Values<'_>,
        field: &Field,
        said: Result<Said, Refused>,
        lines: &[Line<'_>],
        span: Range<usize>,
    ) -> Self {
        // A comment is the author's, too, and no value holds it.
        let has_comment =
            lines.iter().any(|line| line.all().iter().any(|it| it.is_comment(&reader.page.text)));
        let stays = has_comment || said.as_ref().is_ok_and(|said| !drawn::shows(reader, field, said, lines));
        let said = said.and_then(|said| reader.accept(&field.name, said, &span));
        Self { stays, ..Self::saying(&field.name, said, span) }
    }

    fn saying(field: &str, said: Result<Said, Refused>, span: Range<usize>) -> Self {
        let (field, removes) = (field.to_owned(), Vec::new());
        Self {
            field,
            said,
            removes,
            span,
            stays: false,
            is_declared: false,
            is_in_passing: false,
            key: None,
            yields: false,
        }
    }

    /// The same, with what the text calls the field.
    fn called(self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self }
    }

    /// The key to write into a front matter: the name of the field, or `date` for a day of which nobody says that it is one of
    /// an update.
    pub(crate) fn written_as(&self) -> &str {
        let is_day =
            self.field == "updated" && self.key.as_deref().is_some_and(|key| name::key(key) == "date");
        if is_day { "date" } else { &self.field }
    }

    /// What the lines say of a field.
    fn of(reader: &Values<'_>, field: &Field, lines: &[Line<'_>], span: Range<usize>) -> Self {
        Self::new(reader, field, reader.read(field, lines), lines, span)
    }

    /// Something that is no value, and why.
    fn refused(field: &str, message: String, span: &Range<usize>) -> Self {
        Self::saying(field, Err(Refused::new(message, span)), span.clone())
    }

    /// A label of a field without a value.
    fn empty(field: &Field, span: &Range<usize>) -> Self {
        Self { said: Err(nothing(field, span)), ..Self::refused(&field.name, String::new(), span) }
    }

    /// With what goes, if the text does not stay.
    fn removing(mut self, span: Range<usize>) -> Self {
        if !self.stays {
            self.removes.push(span);
        }
        self
    }

    /// The same, of which a build says nothing.
    fn in_passing(self) -> Self {
        Self { is_in_passing: true, ..self }
    }

    /// Whether the value is lifted, and readers need its text no longer.
    fn goes(&self) -> bool {
        self.said.is_ok() && !self.stays
    }
}

/// Which sections are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sections {
    /// Those that have the name of a field, or that the book names for one.
    All,
    /// Those that the book names for a field, and "Status". Others may be about something else: an author reads what `lift`
    /// found before it is written, and nobody reads what a build found.
    Declared,
}

/// What a page says.
pub(crate) fn candidates(reader: &Values<'_>, blocks: &Blocks, sections: Sections) -> Vec<Candidate> {
    let blocks = blocks.0.as_slice();
    let mut found = Vec::new();
    let head = title(reader, blocks, &mut found);
    // Some libraries have their keys above the title.
    head::find(reader, &blocks[..head.saturating_sub(1)], &mut found);
    head::find(reader, &blocks[head..], &mut found);
    if sections == Sections::All {
        quick_reference::find(reader, blocks, &mut found);
    }
    sections::find(reader, blocks, sections, &mut found);
    tail::find(reader, &blocks[head..], &mut found);
    let said: Vec<String> = found.iter().filter(|one| !one.yields).map(|one| one.field.clone()).collect();
    found.retain(|one| !one.yields || !reader.is_known(&one.field) && !said.contains(&one.field));
    keep_comments(&reader.page.text, &mut found);
    found
}

/// A comment in what would go is the author's, too: all of that stays.
fn keep_comments(page: &str, found: &mut [Candidate]) {
    let removed = found.iter().flat_map(|one| one.removes.clone());
    let kept = merged(removed.filter(|span| page[span.clone()].contains("<!--")).collect());
    for one in found.iter_mut().filter(|one| !is_free(&kept, &one.span)) {
        one.stays = true;
        one.removes.clear();
    }
}

/// The first heading, which stays: readers need it. What follows it begins at the index.
fn title(reader: &Values<'_>, blocks: &[Node], found: &mut Vec<Candidate>) -> usize {
    let Some(at) = blocks.iter().position(|block| block.kind == Kind::Heading(1)) else {
        return usize::from(
            blocks.first().is_some_and(|block| is_title_of_another_level(reader, block, blocks)),
        );
    };
    let text = blocks[at].text();
    let span = blocks[at].span.clone();
    if let Some(field) = reader.config.schema.get("title")
        && reader.page.title_end.is_some()
        && !text.is_empty()
    {
        let text = wiki_text(&text).to_owned();
        let said = if text.starts_with('[') && text.contains(']') {
            Err(Refused::new(format!("`{text}` is a placeholder"), &span))
        } else {
            Ok(Said::Text(text))
        };
        found.push(Candidate::new(reader, field, said, &[], span).in_passing());
    }
    at + 1
}

/// Whether a page without a title starts with a heading that no field has as its section, and no other is as high: `## Tuples`.
/// Where another one is, both are sections.
fn is_title_of_another_level(reader: &Values<'_>, block: &Node, blocks: &[Node]) -> bool {
    let Kind::Heading(level) = block.kind else { return false };
    let is_as_high = |block: &Node| matches!(block.kind, Kind::Heading(other) if other <= level);
    if blocks.iter().filter(|block| is_as_high(block)).count() > 1 {
        return false;
    }
    let key = section_key(&block.text());
    let mut fields = reader.config.schema.fields();
    field(reader, &key).is_none()
        && !fields.any(|field| field.from_section.iter().any(|name| section_key(name) == key))
}

/// The field that a label means.
fn field<'r>(reader: &'r Values<'_>, label: &str) -> Option<&'r Field> {
    let name = crate::text::name::slug(label);
    if matches!(
        name.as_str(),
        "note" | "search" | "extra" | "hide" | "id" | "slug" | "draft" | "patterns" | "steps"
    ) {
        return None;
    }
    let schema = &reader.config.schema;
    let labelled = || {
        let is_it =
            |field: &&Field| field.label.as_deref().map(crate::text::name::slug).as_ref() == Some(&name);
        schema.fields().find(is_it)
    };
    // Addresses are said in front matter only: in a text, an alias is another name.
    let named = schema.get(&name).filter(|field| field.name != "redirect_from");
    let found = named.or_else(labelled).or_else(|| schema.get(meaning(&name)?));
    // `Image: nginx:1.27` in a text is no picture.
    found.filter(|field| !field.is_picture())
}

/// What labels mean that are no names of fields.
fn meaning(label: &str) -> Option<&'static str> {
    Some(match label {
        "laws-applied" | "related-laws" => "laws",
        "prev" => "previous",
        // As MADR means it: when the decision was last updated.
        "date" => "updated",
        "licence" => "license",
        "related-pillars" => "pillars",
        "see-also" => "related",
        "alias" | "aliases" => "also_known_as",
        _ => return None,
    })
}

/// Whether a page has at most one term of a field: the terms have an order.
fn is_single(reader: &Values<'_>, field: &Field) -> bool {
    let taxonomy = reader.config.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name);
    match field.said_as() {
        FieldType::Terms => taxonomy.is_some_and(|taxonomy| taxonomy.ordered) || field.name == "status",
        FieldType::List | FieldType::Relation | FieldType::People => false,
        _ => true,
    }
}
