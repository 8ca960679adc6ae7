//! Sections that are metadata: those of the names of fields, and those that a field's declaration names.

use super::labels::of_label;
use super::section::{Section, targets};
use super::{Candidate, Sections, changelog, field, is_single, people, relations, status};
use crate::from_text::label::of_plain_line;
use crate::from_text::line::Line;
use crate::from_text::node::{Kind, Node};
use crate::from_text::value::Values;
use crate::page_template::section_key;
use crate::schema::{Field, FieldType};

pub(super) fn find(reader: &Values<'_>, blocks: &[Node], which: Sections, found: &mut Vec<Candidate>) {
    let targets = targets(&reader.page.text);
    for (at, heading) in blocks.iter().enumerate() {
        let Kind::Heading(level @ 2..) = heading.kind else { continue };
        let ends = |block: &Node| matches!(block.kind, Kind::Heading(other) if other <= level);
        let end = blocks[at + 1..].iter().position(ends).map_or(blocks.len(), |end| at + 1 + end);
        let section = Section { heading, blocks: without_tail(&blocks[at + 1..end], end == blocks.len()) };
        let before = found.len();
        of_section(reader, &section, which, found);
        if found.len() > before && !section.can_go(reader, &targets) {
            found[before..].iter_mut().for_each(|one| one.stays = true);
        }
    }
}

fn of_section(reader: &Values<'_>, section: &Section<'_>, which: Sections, found: &mut Vec<Candidate>) {
    let key = section_key(&section.heading.text());
    let declared = |field: &&Field| field.from_section.iter().any(|name| section_key(name) == key);
    if let Some(field) = reader.config.schema.fields().find(declared) {
        return found.push(Candidate { is_declared: true, ..of_declared(reader, field, section) });
    }
    if which == Sections::Declared && key != "status" {
        return;
    }
    let named = |name: &str| reader.config.schema.get(name);
    match key.as_str() {
        "author" | "authors" => {
            found.extend(named("authors").and_then(|it| people::find(reader, it, section)))
        }
        "essential-question" | "the-essential-question" => {
            found.extend(named("essential_question").and_then(|field| sentence(reader, field, section)))
        }
        "prerequisites" => relations::find(reader, named("prerequisites"), section, found),
        "related-patterns" | "related" | "see-also" => {
            relations::find(reader, named("related"), section, found)
        }
        "changelog" | "change-log" | "version-history" => changelog::find(reader, section, found),
        _ => {
            if let Some(field) = field(reader, &key).filter(|field| is_short(field, &key)) {
                short(reader, field, section, found);
            }
        }
    }
}

/// A rule between sections, the lines of labels at the end, and footnotes belong to none.
fn without_tail(blocks: &[Node], is_last: bool) -> &[Node] {
    let rule = blocks.iter().position(|block| block.kind == Kind::Rule);
    let blocks = match rule {
        Some(at) if is_last || at + 1 == blocks.len() => &blocks[..at],
        _ => blocks,
    };
    let notes = blocks.iter().rev().take_while(|block| block.kind == Kind::FootnoteText).count();
    &blocks[..blocks.len() - notes]
}

/// Whether a section of the field's name is its value, and no text about it.
fn is_short(field: &Field, key: &str) -> bool {
    match field.said_as() {
        FieldType::Terms => !matches!(key, "problems" | "challenges"),
        FieldType::Date | FieldType::People => true,
        _ if matches!(field.name.as_str(), "license" | "version") => true,
        FieldType::Text | FieldType::Number | FieldType::Bool | FieldType::Minutes => field.own,
        FieldType::Relation => field.own,
        _ => false,
    }
}

/// The lines of a section: of its paragraphs, the items of its lists, the cells below the head of its tables; `None` where
/// something else stands in it.
fn lines<'n>(section: &Section<'n>) -> Option<Vec<Line<'n>>> {
    let mut lines = Vec::new();
    for block in section.blocks {
        match block.kind {
            Kind::Paragraph => lines.extend(
                block
                    .below
                    .split(|node| node.kind == Kind::Break)
                    .filter(|line| !line.is_empty())
                    .map(Line::of),
            ),
            Kind::List if block.below.iter().all(|item| !item.holds_blocks()) => {
                lines.extend(block.below.iter().filter_map(chosen));
            }
            Kind::Quote(false) => match block.below.as_slice() {
                [one] if one.kind == Kind::Paragraph => lines.push(Line::of(&one.below)),
                _ => return None,
            },
            Kind::Table => lines
                .extend(cells(block).filter(|cell| !cell.below.is_empty()).map(|cell| Line::of(&cell.below))),
            _ => return None,
        }
    }
    lines.retain(|line| !line.nodes.is_empty());
    Some(lines)
}

/// The text of an item that is no task, or a task that is checked.
fn chosen(item: &Node) -> Option<Line<'_>> {
    let nodes = item.inlines();
    match nodes.first().map(|node| &node.kind) {
        Some(Kind::Task(true)) => Some(Line::of(&nodes[1..])),
        Some(Kind::Task(false)) => None,
        _ => Some(Line::of(nodes)),
    }
}

/// The cells of a table of one column, without its head if there is more.
fn cells(table: &Node) -> impl Iterator<Item = &Node> {
    let head = usize::from(table.below.len() > 1);
    table.below[head..].iter().flat_map(|row| &row.below)
}

/// Whether options that nobody chose stand in the section.
fn has_options(section: &Section<'_>) -> bool {
    let items = section.blocks.iter().flat_map(|block| &block.below);
    items.flat_map(|item| item.inlines().first()).any(|node| node.kind == Kind::Task(false))
}

/// A section of a word or some: a paragraph, a list, a cell, `Status: X` or `*X*`.
fn short(reader: &Values<'_>, own: &Field, section: &Section<'_>, found: &mut Vec<Candidate>) {
    let span = section.span();
    if section.blocks.is_empty() {
        return;
    }
    let Some(lines) = lines(section) else {
        return found.push(Candidate::refused(&own.name, more_than_words(section), &section.heading.span));
    };
    let page = &reader.page.text;
    let mut said: Vec<Candidate> = Vec::new();
    let mut values: Vec<Line<'_>> = Vec::new();
    let mut is_whole = !has_options(section);
    let lines = status::latest(reader, own, lines);
    if let Some(message) = contradiction(reader, own, &lines) {
        return found.push(Candidate::refused(&own.name, message, &section.heading.span));
    }
    for line in lines {
        let label =
            of_plain_line(line.nodes, page).and_then(|label| Some((field(reader, &label.label)?, label)));
        match label {
            Some((field, label)) if field.name == own.name => values.extend(label.lines),
            Some((field, label)) => said.extend(of_label(reader, field, &label)),
            None => match status::of_lines(reader, own, std::slice::from_ref(&line), &line.span) {
                Some(facts) => said.extend(facts),
                None if is_single(reader, own) && !values.is_empty() => is_whole = false,
                None => values.push(line),
            },
        }
    }
    if values.len() > 1 && section.blocks.len() > 1 && !is_single(reader, own) {
        said.push(Candidate::refused(&own.name, more_than_words(section), &section.heading.span));
    } else if !values.is_empty() {
        is_whole &= !said.iter().any(|one| one.field == own.name);
        said.push(of_lines(reader, own, &values).called(&section.heading.text()));
    }
    is_whole &= said.iter().all(Candidate::goes);
    match said.first_mut().filter(|_| is_whole) {
        Some(first) => first.removes.push(span),
        None => said.iter_mut().for_each(|one| one.stays = true),
    }
    found.append(&mut said);
}

/// What is to be said of two lines that are different terms of a field which has one.
fn contradiction(reader: &Values<'_>, own: &Field, lines: &[Line<'_>]) -> Option<String> {
    let taxonomy = reader.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == own.name);
    let taxonomy = taxonomy.filter(|_| is_single(reader, own))?;
    let term = |line: &Line<'_>| taxonomy.position(&line.unwrapped().shown(&reader.page.text));
    let mut terms = lines.iter().filter_map(|line| Some((line, term(line)?)));
    let (first, one) = terms.next()?;
    let (second, _) = terms.find(|(_, other)| *other != one)?;
    let shown = |line: &Line<'_>| line.shown(&reader.page.text);
    Some(format!("the section says two terms of `{}`, `{}` and `{}`", own.name, shown(first), shown(second)))
}

fn more_than_words(section: &Section<'_>) -> String {
    format!("`{}` holds more than words", section.heading.text())
}

/// What some lines say, if they are words and no sentence.
fn of_lines(reader: &Values<'_>, field: &Field, lines: &[Line<'_>]) -> Candidate {
    let span = crate::from_text::value::span_of(lines);
    let texts = lines.iter().map(|line| line.shown(&reader.page.text));
    let is_sentence = |text: &String| {
        text.len() > 60 || text.contains("(e.g.") || text.ends_with('.') && text.contains(' ')
    };
    if let Some(text) = texts.into_iter().find(is_sentence) {
        let is = if field.name == "license" { "a name such as `MIT`" } else { "a word or two" };
        let shown: String = text.chars().take(60).collect();
        let more = if shown.len() < text.len() { "…" } else { "" };
        let message = format!("`{shown}{more}` is a sentence, and `{}` is {is}", field.name);
        return Candidate::refused(&field.name, message, &span);
    }
    Candidate::of(reader, field, lines, span)
}

/// A section of one sentence.
fn sentence(reader: &Values<'_>, field: &Field, section: &Section<'_>) -> Option<Candidate> {
    match lines(section)?.as_slice() {
        [line] => {
            let one = Candidate::of(reader, field, std::slice::from_ref(line), line.span.clone());
            Some(one.removing(section.span()))
        }
        _ => None,
    }
}

/// A section that the declaration of a field names.
fn of_declared(reader: &Values<'_>, field: &Field, section: &Section<'_>) -> Candidate {
    let refused = |message: String| Candidate::refused(&field.name, message, &section.heading.span);
    let name = section.heading.text();
    if field.kind == FieldType::Relation {
        let mut found = Vec::new();
        relations::find(reader, Some(field), section, &mut found);
        return found.pop().unwrap_or_else(|| refused(format!("`{name}` names no page")));
    }
    let is_list = matches!(field.said_as(), FieldType::List | FieldType::Terms | FieldType::People);
    let lines = if is_list { lines(section) } else { paragraph(section).map(|line| vec![line]) };
    let one = match lines.as_deref() {
        Some([]) => return refused(format!("`{name}` is empty")),
        Some(lines) if !has_options(section) => Candidate::of(reader, field, lines, section.span()),
        _ => {
            let holds = if is_list { "a list" } else { "one paragraph" };
            return refused(format!("`{name}` has more than {holds}, which is what `{}` holds", field.name));
        }
    };
    one.called(&name).removing(section.span())
}

/// The one paragraph of a section, or that of a list of one, or of a quote.
fn paragraph<'n>(section: &Section<'n>) -> Option<Line<'n>> {
    let [block] = section.blocks else { return None };
    match (&block.kind, block.below.as_slice()) {
        (Kind::Paragraph, nodes) => Some(Line::of(nodes)),
        (Kind::Quote(false), [one]) if one.kind == Kind::Paragraph => Some(Line::of(&one.below)),
        (Kind::List, [item]) if !item.holds_blocks() => chosen(item),
        (Kind::Table, _) => {
            cells(block).next().filter(|_| cells(block).count() == 1).map(|it| Line::of(&it.below))
        }
        _ => None,
    }
}
