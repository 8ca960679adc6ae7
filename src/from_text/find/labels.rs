//! Lists and lines of `Key: value`.

use super::{Candidate, field, status};
use crate::from_text::blocks::{Kind, Node};
use crate::from_text::label::{Labelled, of_item, of_paragraph, of_plain_line};
use crate::from_text::value::Values;
use crate::schema::{Field, FieldType};

/// What a label says of its field.
pub(super) fn of_label(reader: &Values<'_>, field: &Field, label: &Labelled<'_>) -> Vec<Candidate> {
    status::of_lines(reader, field, &label.lines, &label.span).unwrap_or_else(|| {
        if label.lines.iter().all(|line| line.span.is_empty()) {
            return vec![Candidate::empty(field, &label.span)];
        }
        vec![Candidate::of(reader, field, &label.lines, label.span.clone())]
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
        let known = label.as_ref().and_then(|label| Some((label, field(reader, &label.label)?)));
        if let Some((label, field)) = known {
            let said = of_label(reader, field, label).into_iter();
            found.extend(said.map(|one| one.removing(item.span.clone())));
        }
    }
    known
}

/// What is to be said of a list of short values whose keys are no fields.
pub(super) fn unknown(reader: &Values<'_>, list: &Node) -> Option<Candidate> {
    let is_short = |label: &Labelled<'_>| label.lines.iter().all(|line| (1..=40).contains(&line.span.len()));
    let all: Option<Vec<Labelled<'_>>> =
        list.below.iter().map(|item| of_item(item, &reader.page.text)).collect();
    let all = all.filter(|all| all.len() > 1 && all.iter().all(is_short))?;
    let names: Vec<String> = all.iter().map(|label| format!("`{}`", label.label)).collect();
    let message = format!("{} are not fields of this book", names.join(", "));
    let mut candidate = Candidate::refused("", message, &list.below[0].span);
    if let Err(refused) = &mut candidate.said {
        let name = crate::text::name::slug(&all[0].label);
        refused.help = Some(format!("declare them in book.toml: `[preprocessor.patterns.field.{name}]`"));
    }
    Some(candidate)
}

/// The labels in bold of a paragraph; whether it is nothing else.
pub(super) fn paragraph(reader: &Values<'_>, block: &Node, found: &mut Vec<Candidate>) -> bool {
    let Some(lines) = of_paragraph(block, &reader.page.text) else { return false };
    let fields: Vec<Vec<Option<&Field>>> =
        lines.iter().map(|line| line.iter().map(|label| field(reader, &label.label)).collect()).collect();
    if fields.iter().flatten().all(Option::is_none) {
        return false;
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

/// `Date: 2016-02-12`, as adr-tools writes it below the title: a paragraph whose every line is the key and value of a
/// field; whether it is one.
pub(super) fn plain_lines(reader: &Values<'_>, block: &Node, found: &mut Vec<Candidate>) -> bool {
    let lines = block.below.split(|node| node.kind == Kind::Break);
    let labelled = lines.map(|line| {
        let label = of_plain_line(line, &reader.page.text)?;
        let field = field(reader, &label.label).filter(|field| is_short(field))?;
        Some((of_label(reader, field, &label), label))
    });
    let Some(labelled) = labelled.collect::<Option<Vec<_>>>() else { return false };
    // `Date: to be announced` is a sentence.
    if labelled.iter().flat_map(|(said, _)| said).all(|one| one.said.is_err()) && labelled.len() < 2 {
        return false;
    }
    for (said, label) in labelled {
        found.extend(said.into_iter().map(|one| one.removing(label.span.clone())));
    }
    true
}

/// Whether values of a field are words and no sentences; what a book declares itself, it means.
fn is_short(field: &Field) -> bool {
    use FieldType::*;
    field.own || !matches!(field.kind, Markdown | List | Quote | TradeOffs | Records | Steps | Search | Free)
}
