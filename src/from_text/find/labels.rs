//! Lists and lines of `Key: value`.

use super::{Candidate, field, status};
use crate::from_text::label::{Labelled, of_header, of_item, of_paragraph, of_plain_line};
use crate::from_text::line::Line;
use crate::from_text::node::{Kind, Node};
use crate::from_text::value::Values;
use crate::schema::{Field, FieldType};

/// What a label says of its field.
pub(super) fn of_label(reader: &Values<'_>, field: &Field, label: &Labelled<'_>) -> Vec<Candidate> {
    if field.kind == FieldType::Free {
        // The book keeps such keys as they are.
        return Vec::new();
    }
    status::of_lines(reader, field, &label.lines, &label.span).unwrap_or_else(|| {
        if label.lines.iter().all(|line| line.span.is_empty()) {
            return vec![Candidate::empty(field, &label.span)];
        }
        vec![Candidate::of(reader, field, &label.lines, label.span.clone()).called(&label.label)]
    })
}

/// The items of a list that are labels of fields; how many there are.
pub(super) fn labelled_items(reader: &Values<'_>, list: &Node, found: &mut Vec<Candidate>) -> usize {
    let labels: Vec<Option<Labelled<'_>>> =
        list.below.iter().map(|item| of_item(item, &reader.page.text)).collect();
    let is_known = |label: &&Labelled<'_>| field(reader, &label.label).is_some();
    let known = labels.iter().flatten().filter(is_known).count();
    let labelled = labels.iter().flatten().count();
    // A list of prose may have one item with a colon in it.
    if labelled * 4 < list.below.len() * 3 {
        if known > 0 {
            let message = "most items of this list are not `key: value`".to_owned();
            found.push(Candidate::refused("", message, &list.below[0].span));
        }
        return 0;
    }
    for (item, label) in list.below.iter().zip(labels.iter()) {
        let Some(label) = label else { continue };
        match field(reader, &label.label) {
            Some(field) => {
                let said = of_label(reader, field, label).into_iter();
                found.extend(said.map(|one| one.removing(item.span.clone())));
            }
            None if known > 0 => found.extend(unknown(reader, label).map(Candidate::in_passing)),
            None => {}
        }
    }
    known
}

/// What is to be said of a label whose value is short and that is no field: nothing of `Note: mind the gap`.
pub(super) fn unknown(reader: &Values<'_>, label: &Labelled<'_>) -> Option<Candidate> {
    let name = crate::text::name::slug(&label.label);
    let is_box = reader.config.boxes.values().any(|kind| kind.is(&name));
    if name.is_empty() || !is_short_value(label) || is_box || field(reader, &label.label).is_some() {
        return None;
    }
    let message = format!("`{}` is not a field of this book", label.label);
    let mut candidate = Candidate::refused("", message, &label.span);
    if let Err(refused) = &mut candidate.said {
        refused.help = Some(format!("declare it in book.toml: `[preprocessor.patterns.field.{name}]`"));
    }
    Some(candidate)
}

/// Whether what follows a label is a value and no sentence.
fn is_short_value(label: &Labelled<'_>) -> bool {
    let is_link = |line: &Line<'_>| {
        let links = line.links();
        matches!(links.as_slice(), [(link, _)] if link.span.start <= line.span.start && line.span.end <= link.span.end)
    };
    label.lines.iter().all(|line| (1..=40).contains(&line.span.len()) || is_link(line))
}

/// What is to be said of a list of short values whose keys are no fields.
pub(super) fn all_unknown(reader: &Values<'_>, list: &Node) -> Vec<Candidate> {
    let all: Option<Vec<Labelled<'_>>> =
        list.below.iter().map(|item| of_item(item, &reader.page.text)).collect();
    let all = all.filter(|all| all.len() > 1 && all.iter().all(is_short_value)).unwrap_or_default();
    all.iter().filter_map(|label| unknown(reader, label)).collect()
}

/// The labels in bold of a paragraph; whether it is nothing else. Those that are no fields are set aside.
pub(super) fn paragraph(
    reader: &Values<'_>,
    block: &Node,
    found: &mut Vec<Candidate>,
    strangers: &mut Vec<Candidate>,
) -> bool {
    let Some(lines) = of_paragraph(block, &reader.page.text) else { return false };
    let fields: Vec<Vec<Option<&Field>>> =
        lines.iter().map(|line| line.iter().map(|label| field(reader, &label.label)).collect()).collect();
    let unknown: Vec<Candidate> = lines.iter().flatten().filter_map(|label| unknown(reader, label)).collect();
    let are_known = fields.iter().flatten().any(Option::is_some);
    if !are_known && unknown.len() < lines.iter().map(Vec::len).sum() {
        return false;
    }
    strangers.extend(unknown);
    if !are_known {
        return true;
    }
    for (labels, fields) in lines.iter().zip(fields) {
        let said: Vec<Vec<Candidate>> = labels
            .iter()
            .zip(&fields)
            .map(|(label, field)| field.map_or_else(Vec::new, |field| of_label(reader, field, label)))
            .collect();
        found.extend(with_ends(labels, said));
    }
    true
}

/// What goes of a line with several labels: all of it, or each with the sign beside it.
fn with_ends(labels: &[Labelled<'_>], said: Vec<Vec<Candidate>>) -> Vec<Candidate> {
    let stays = |at: usize| said[at].is_empty() || !said[at].iter().all(Candidate::goes);
    let first_kept = (0..labels.len()).find(|at| stays(*at));
    let mut out = Vec::new();
    for (at, candidates) in said.iter().enumerate() {
        let span = &labels[at].span;
        let goes = match first_kept {
            _ if stays(at) => None,
            None if at == 0 => Some(span.start..labels[labels.len() - 1].span.end),
            None => None,
            Some(kept) if kept < at => Some(labels[at - 1].span.end..span.end),
            Some(_) => Some(span.start..labels[at + 1].span.start),
        };
        for candidate in candidates {
            out.push(match &goes {
                Some(goes) => candidate.clone().removing(goes.clone()),
                None => candidate.clone(),
            });
        }
    }
    out
}

/// `Date: 2016-02-12`, as adr-tools writes it below the title: a paragraph whose every line is a key and a value; whether
/// it is one. Keys that are no fields are set aside.
pub(super) fn plain_lines(
    reader: &Values<'_>,
    block: &Node,
    found: &mut Vec<Candidate>,
    strangers: &mut Vec<Candidate>,
) -> bool {
    let lines = block.below.split(|node| node.kind == Kind::Break);
    let labels: Vec<_> = lines.map(|line| of_plain_line(line, &reader.page.text)).collect();
    let Some(labels) = labels.iter().cloned().collect::<Option<Vec<_>>>() else {
        let goes_on = block.below.split(|node| node.kind == Kind::Break).nth(1).and_then(<[Node]>::first);
        let is_sentence = goes_on.is_some_and(|node| {
            reader.page.text[node.span.clone()].trim_start().starts_with(char::is_lowercase)
        });
        if !is_sentence {
            found.extend(labels.first().and_then(|first| beside_prose(reader, first.as_ref()?)));
        }
        return false;
    };
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for label in &labels {
        match field(reader, &label.label) {
            Some(field) if label.is_property || is_short(field) => {
                known.push((of_label(reader, field, label), label.span.clone()))
            }
            Some(_) => return false,
            None => unknown.extend(self::unknown(reader, label)),
        }
    }
    let are_properties = labels.iter().all(|label| label.is_property);
    // A line that is a sentence makes all of them prose.
    if !are_properties && known.len() + unknown.len() < labels.len() {
        return false;
    }
    // `Date: to be announced` is a sentence, too, where it stands alone; `Date: 02/01/2024` is none.
    if !are_properties
        && labels.len() < 2
        && !labels.iter().any(|label| is_some_date(reader, label))
        && known.iter().flat_map(|(said, _)| said).all(|one| one.said.is_err())
    {
        return false;
    }
    strangers.extend(unknown);
    for (said, span) in known {
        // A property says the field, as one in front matter does, and whatever else the page shows.
        let said = said.into_iter().map(|one| Candidate { is_declared: are_properties, ..one });
        found.extend(said.map(|one| one.removing(span.clone())));
    }
    true
}

/// What is to be said of a field that the book declares, and whose line goes on with others that are no keys: nobody knows
/// whether it is a sentence.
fn beside_prose(reader: &Values<'_>, label: &Labelled<'_>) -> Option<Candidate> {
    let field = field(reader, &label.label).filter(|field| field.own && is_short_value(label))?;
    let message = format!("a line below `{}` is no `key: value`", label.label);
    let mut found = Candidate::refused(&field.name, message, &label.span);
    if let Err(refused) = &mut found.said {
        refused.help = Some("put an empty line after it, or a list around the keys".to_owned());
    }
    Some(found)
}

/// Whether a label of a date has three numbers after it, and no words.
fn is_some_date(reader: &Values<'_>, label: &Labelled<'_>) -> bool {
    let is_date = field(reader, &label.label).is_some_and(|field| field.said_as() == FieldType::Date);
    let are_numbers = |text: String| {
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count();
        numbers == 3 && !text.contains(char::is_alphabetic)
    };
    is_date && label.lines.iter().any(|line| are_numbers(line.shown(&reader.page.text)))
}

/// The labels of a header, which stays as it is; whether it says any field.
pub(super) fn header(reader: &Values<'_>, block: &Node, found: &mut Vec<Candidate>) -> bool {
    let labels = of_header(block, &reader.page.text);
    let fields: Vec<Option<&Field>> = labels.iter().map(|label| field(reader, &label.label)).collect();
    if fields.iter().all(Option::is_none) {
        return false;
    }
    for (label, field) in labels.iter().zip(fields) {
        let said = match field {
            Some(field) => of_label(reader, field, label),
            None => unknown(reader, label).map(Candidate::in_passing).into_iter().collect(),
        };
        found.extend(said.into_iter().map(|one| Candidate { is_declared: true, stays: true, ..one }));
    }
    true
}

/// Whether values of a field are words and no sentences; what a book declares itself, it means.
fn is_short(field: &Field) -> bool {
    use FieldType::*;
    field.own || !matches!(field.kind, Markdown | List | Quote | TradeOffs | Records | Steps | Search | Free)
}
