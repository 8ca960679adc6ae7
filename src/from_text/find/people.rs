//! The section "Author".

use super::Candidate;
use super::section::Section;
use crate::from_text::label::of_item;
use crate::from_text::line::Line;
use crate::from_text::node::{Kind, Node};
use crate::from_text::said::Said;
use crate::from_text::value::{Refused, Values, person};
use crate::schema::Field;

type Person = Vec<(&'static str, String)>;

/// `**Name**: Ann`, with an address below; or a list of names, or one name.
pub(super) fn find(reader: &Values<'_>, field: &Field, section: &Section<'_>) -> Option<Candidate> {
    let [block] = section.blocks else { return None };
    let span = section.span();
    if block.kind == Kind::Paragraph {
        let line = Line::of(&block.below);
        return Some(Candidate::of(reader, field, &[line], span.clone()).removing(span));
    }
    if block.kind != Kind::List {
        return None;
    }
    let said = people(reader, block);
    let lines: Vec<Line<'_>> = block.below.iter().flat_map(|item| value(reader, item)).collect();
    Some(Candidate::new(reader, field, said, &lines, span.clone()).removing(span))
}

/// What an item says, without its label.
fn value<'n>(reader: &Values<'_>, item: &'n Node) -> Vec<Line<'n>> {
    match of_item(item, &reader.page.text) {
        Some(label) => label.lines,
        None => vec![Line::of(item.inlines())],
    }
}

fn people(reader: &Values<'_>, list: &Node) -> Result<Said, Refused> {
    let mut people: Vec<Person> = Vec::new();
    let is_whole = list.below.iter().all(|item| add(reader, item, &mut people));
    let lines: Vec<Line<'_>> = list.below.iter().flat_map(|item| value(reader, item)).collect();
    reader.holdable(&lines)?;
    if !is_whole || people.is_empty() {
        let message = "`authors` have a name, one address and one e-mail address, and this says more";
        return Err(Refused::new(message.to_owned(), &list.span));
    }
    let mut values = people.iter().flatten().map(|(_, value)| value);
    if values.any(|value| value == "Your Name" || value.starts_with("your.")) {
        return Err(Refused::new("`Your Name` is a placeholder".to_owned(), &list.span));
    }
    Ok(Said::Records(people))
}

/// Adds what an item says of a person; whether it is that and nothing else.
fn add(reader: &Values<'_>, item: &Node, people: &mut Vec<Person>) -> bool {
    let label = of_item(item, &reader.page.text);
    let key = label.as_ref().map(|label| crate::text::name::slug(&label.label));
    let [line] = value(reader, item).try_into().unwrap_or_else(|_| [Line::of(item.inlines())]);
    let link = line.links().first().map(|(_, to)| (*to).to_owned());
    let said = line.shown(&reader.page.text);
    match (key.as_deref(), people.last_mut()) {
        (Some("name" | "author"), _) => people.push(person(&said, link.as_deref())),
        (Some("email" | "e-mail" | "mail"), Some(last)) if !has(last, "email") => last.push(("email", said)),
        (Some(_), Some(last)) if !has(last, "url") && link.is_some() => {
            last.extend(link.map(|link| ("url", link)));
        }
        (None, _) if !item.holds_blocks() => people.push(person(&said, link.as_deref())),
        _ => return false,
    }
    true
}

fn has(person: &Person, key: &str) -> bool {
    person.iter().any(|(known, _)| *known == key)
}
