//! Sections that are metadata: Author, License, Prerequisites, Related Patterns, Changelog, Status.

use std::ops::Range;

use super::Candidate;
use crate::lift::blocks::{Kind, Node, text_of};
use crate::lift::label::{Value, of_item};
use crate::lift::value::{Refused, Said, Values, person};
use crate::page::squeeze;
use crate::page_template::section_key;
use crate::schema::{Date, Field};

/// A heading and what stands below it, up to the next of its level.
struct Section<'n> {
    heading: &'n Node,
    blocks: &'n [Node],
}

pub(super) fn find(reader: &Values<'_>, blocks: &[Node], found: &mut Vec<Candidate>) {
    for (at, heading) in blocks.iter().enumerate() {
        let Kind::Heading(level @ 2..) = heading.kind else { continue };
        let ends = |block: &Node| matches!(block.kind, Kind::Heading(other) if other <= level);
        let end = blocks[at + 1..].iter().position(ends).map_or(blocks.len(), |end| at + 1 + end);
        // A rule between sections, and the lines of labels at the end, belong to none.
        let section = Section { heading, blocks: without_tail(&blocks[at + 1..end], end == blocks.len()) };
        let key = section_key(&heading.text());
        let field = |name: &str| reader.config.schema.get(name);
        match key.as_str() {
            "author" | "authors" => {
                found.extend(field("authors").and_then(|field| authors(reader, field, &section)))
            }
            "license" | "licence" | "status" | "date" => found.extend(
                field(match key.as_str() {
                    "licence" => "license",
                    "date" => "updated",
                    key => key,
                })
                .and_then(|field| line(reader, field, &section)),
            ),
            "essential-question" | "the-essential-question" => {
                found.extend(field("essential_question").and_then(|field| line(reader, field, &section)))
            }
            "deciders" | "tags" | "laws" | "laws-applied" | "pillars" => {
                let name = if key == "laws-applied" { "laws" } else { &key };
                found.extend(field(name).and_then(|field| line(reader, field, &section)));
            }
            "prerequisites" => relations(reader, field("prerequisites"), &section, found),
            "related-patterns" | "related" | "see-also" => {
                relations(reader, field("related"), &section, found)
            }
            "changelog" | "change-log" | "version-history" => changelog(reader, &section, found),
            _ => {}
        }
    }
}

fn without_tail(blocks: &[Node], is_last: bool) -> &[Node] {
    let rule = blocks.iter().position(|block| block.kind == Kind::Rule);
    match rule {
        Some(at) if is_last || at + 1 == blocks.len() => &blocks[..at],
        _ => blocks,
    }
}

impl Section<'_> {
    fn end(&self) -> usize {
        self.blocks.last().map_or(self.heading.span.end, |last| last.span.end)
    }

    /// With its heading.
    fn span(&self) -> Range<usize> {
        self.heading.span.start..self.end()
    }
}

/// A section of one line.
fn line(reader: &Values<'_>, field: &Field, section: &Section<'_>) -> Option<Candidate> {
    let [paragraph] = section.blocks else { return None };
    let is_line =
        paragraph.kind == Kind::Paragraph && !paragraph.below.iter().any(|node| node.kind == Kind::Break);
    if !is_line {
        return None;
    }
    let (first, last) = (paragraph.below.first()?, paragraph.below.last()?);
    let span = first.span.start..last.span.end;
    let text = paragraph.text();
    let is_sentence = text.len() > 60 || text.contains("(e.g.") || text.ends_with('.');
    let said = match field.name.as_str() {
        "license" if is_sentence => {
            let message = format!("`{text}` is a sentence, and `license` is a name such as `MIT`");
            Err(Refused { message, span: span.clone(), help: None })
        }
        "status" | "updated" if is_sentence => return None,
        _ => reader.inline(field, &paragraph.below, &span),
    };
    Some(Candidate::new(reader, &field.name, said, span).removing(section.span()))
}

/// `**Name**: Ann`, with an address below; or a list of names.
fn authors(reader: &Values<'_>, field: &Field, section: &Section<'_>) -> Option<Candidate> {
    let [block] = section.blocks else { return None };
    if block.kind == Kind::Paragraph {
        return line(reader, field, section);
    }
    if block.kind != Kind::List {
        return None;
    }
    let text = reader.page.text.as_str();
    let mut people: Vec<Vec<(&'static str, String)>> = Vec::new();
    let mut is_whole = true;
    for item in &block.below {
        let label = of_item(item, text);
        let key = label.as_ref().map(|label| crate::text::name::slug(&label.label));
        let link = |nodes: &[Node]| {
            nodes.iter().find_map(|node| match &node.kind {
                Kind::Link(address) => Some(address.clone()),
                _ => None,
            })
        };
        let said = label
            .as_ref()
            .map(|label| squeeze(&text_of(label.nodes)).trim_start_matches([':', ' ']).to_owned());
        match (key.as_deref(), label.as_ref(), people.last_mut()) {
            (Some("name" | "author"), Some(label), _) => {
                people.push(person(&said.unwrap_or_default(), link(label.nodes).as_deref()))
            }
            (Some("email" | "e-mail" | "mail"), _, Some(last)) if !has(last, "email") => {
                last.push(("email", said.unwrap_or_default()))
            }
            (Some(_), Some(label), Some(last)) if !has(last, "url") && link(label.nodes).is_some() => {
                last.extend(link(label.nodes).map(|link| ("url", link)));
            }
            (None, _, _) if !item.holds_blocks() => {
                people.push(person(&squeeze(&text_of(item.inlines())), link(item.inlines()).as_deref()))
            }
            _ => is_whole = false,
        }
    }
    let span = section.span();
    let is_example = |people: &[Vec<(&str, String)>]| {
        people.iter().flatten().any(|(_, value)| value == "Your Name" || value.starts_with("your."))
    };
    let said = if !is_whole || people.is_empty() {
        Err(Refused {
            message: "`authors` have a name, one address and one e-mail address, and more is said here"
                .to_owned(),
            span: block.span.clone(),
            help: None,
        })
    } else if is_example(&people) {
        Err(Refused {
            message: "`Your Name` is a placeholder".to_owned(),
            span: block.span.clone(),
            help: None,
        })
    } else {
        Ok(Said::Records(people))
    };
    Some(Candidate::new(reader, &field.name, said, span.clone()).removing(span))
}

fn has(person: &[(&'static str, String)], key: &str) -> bool {
    person.iter().any(|(known, _)| *known == key)
}

/// A list of pages, each perhaps with what it has to do with this one. All of it is lifted or nothing:
/// the rest would look as if it were all.
fn relations(reader: &Values<'_>, field: Option<&Field>, section: &Section<'_>, found: &mut Vec<Candidate>) {
    let (Some(field), [list]) = (field, section.blocks) else { return };
    if list.kind != Kind::List || list.below.is_empty() {
        return;
    }
    let items: Option<Vec<Value>> = list.below.iter().map(|item| relation(item, &reader.page.text)).collect();
    let Some(items) = items else { return };
    let said = reader.several(field, &items, &list.span);
    let span = section.span();
    found.push(Candidate::new(reader, &field.name, said, span.clone()).removing(span));
}

/// `[Retry](retry.md)`, `**Retry**: why`, `[Retry](retry.md) - why`
fn relation(item: &Node, text: &str) -> Option<Value> {
    if item.holds_blocks() {
        return None;
    }
    let nodes: Vec<&Node> = item.inlines().iter().filter(|node| !matches!(&node.kind, Kind::Other)).collect();
    let (first, last) = (*nodes.first()?, *nodes.last()?);
    let link = |node: &Node| match &node.kind {
        Kind::Link(address) => Some(address.clone()),
        _ => None,
    };
    let linked = link(first).or_else(|| first.below.iter().find_map(link));
    let is_name = linked.is_some() || first.kind == Kind::Strong;
    if !is_name {
        let is_alone = nodes.len() == 1;
        return is_alone.then(|| Value { text: first.text(), span: first.span.clone(), ..Value::default() });
    }
    let behind = squeeze(&text[first.span.end..last.span.end]);
    let note = behind.trim_start_matches([':', '-', '–', '—', ' ']).trim();
    Some(Value {
        text: first.text().trim_end_matches(':').to_owned(),
        link: linked,
        note: (!note.is_empty()).then(|| note.to_owned()),
        span: first.span.start..last.span.end,
    })
}

/// The newest version and its date. What changed stays in the text: no field holds it.
fn changelog(reader: &Values<'_>, section: &Section<'_>, found: &mut Vec<Candidate>) {
    let releases: Vec<(&Node, String, Option<Date>)> = section
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, Kind::Heading(_)))
        .filter_map(release)
        .collect();
    let newest = releases.iter().rev().max_by_key(|(_, _, date)| *date);
    let Some((heading, version, date)) = newest else { return };
    let span = heading.span.clone();
    let mut add = |field: &str, text: String| {
        found.push(Candidate::new(reader, field, Ok(Said::Text(text)), span.clone()));
    };
    add("version", version.clone());
    if let Some(date) = date {
        add("updated", date.to_string());
    }
    let first = releases.iter().filter_map(|(_, _, date)| *date).min().filter(|first| Some(*first) != *date);
    if let Some(first) = first {
        add("introduced", first.to_string());
    }
}

/// `Version 1.0.0 (2024-01-15)`, `[1.0.0] - 2024-01-15`
fn release(heading: &Node) -> Option<(&Node, String, Option<Date>)> {
    let text = heading.text();
    let mut words = text.split([' ', '(', ')', '[', ']', ',']).filter(|word| !word.is_empty());
    let is_version = |word: &&str| {
        word.trim_start_matches(['v', 'V']).starts_with(|c: char| c.is_ascii_digit())
            && Date::parse(word).is_none_or(|_| word.contains('.'))
    };
    let version = words.clone().find(is_version)?.trim_start_matches(['v', 'V']).to_owned();
    let date = words.find_map(|word| Date::parse(word).filter(|_| word.len() >= 7 && word.contains('-')));
    Some((heading, version, date))
}
