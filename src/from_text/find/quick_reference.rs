//! A list of problem, solution and the like: in a `<div>`, as seed 001 has it, or below a heading.

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};

use super::labels::labelled_items;
use super::{Candidate, field};
use crate::from_text::node::{Kind, Node};
use crate::from_text::said::Said;
use crate::from_text::value::{Refused, Values};
use crate::page::Div;
use crate::page_template::section_key;
use crate::schema::FieldType;

/// What the block is called, as [`section_key`] has it.
const NAME: &str = "quick-reference";

pub(super) fn find(reader: &Values<'_>, blocks: &[Node], found: &mut Vec<Candidate>) {
    for div in &reader.page.divs {
        of_div(reader, div, found);
    }
    for pair in blocks.windows(2) {
        if matches!(pair[0].kind, Kind::Heading(_)) && is_name(&pair[0].text()) && pair[1].kind == Kind::List
        {
            let before = found.len();
            let items = labelled_items(reader, &pair[1], found);
            // The heading goes with the last item.
            let whole = items == pair[1].below.len() && found[before..].iter().all(Candidate::goes);
            if let Some(first) = found.get_mut(before).filter(|_| whole) {
                first.removes.push(pair[0].span.clone());
            }
        }
    }
}

fn is_name(heading: &str) -> bool {
    section_key(heading) == NAME
}

fn of_div(reader: &Values<'_>, div: &Div, found: &mut Vec<Candidate>) {
    let text = reader.page.text.as_str();
    let (Some(heading), Some(close)) = (&div.heading, &div.close) else { return };
    let title = crate::page::text_of_html(&text[heading.inner.clone()]);
    if !is_name(&title) {
        return;
    }
    let items = items(text, div.open.end..close.start);
    let mut candidates: Vec<Option<Candidate>> = items.iter().map(|item| of_item(reader, item)).collect();
    let whole = candidates.iter().all(|one| one.as_ref().is_some_and(Candidate::goes));
    if whole && let Some(Some(first)) = candidates.first_mut() {
        first.removes.clear();
        first.removes.push(div.open.start..close.end);
        candidates.iter_mut().skip(1).flatten().for_each(|one| one.removes.clear());
    }
    found.extend(candidates.into_iter().flatten());
}

fn of_item(reader: &Values<'_>, item: &Item) -> Option<Candidate> {
    let field = field(reader, item.label.trim().trim_end_matches(':'))?;
    let value = crate::text::markdown::squeeze(item.value.trim().trim_start_matches(':'));
    // A placeholder is one whether its brackets are escaped or not.
    let value = if value.starts_with("\\[") { value.replace('\\', "") } else { value };
    let is_text =
        matches!(field.kind, FieldType::Markdown | FieldType::Text | FieldType::TradeOffs | FieldType::List);
    let refused = |message: String| Err(Refused::new(message, &item.span));
    let said = match is_text {
        _ if item.is_rich => refused(format!("`{}` contains HTML that is not text", field.name)),
        true if field.kind == FieldType::List => Ok(Said::List(vec![value])),
        true => Ok(Said::Text(value)),
        false => refused(format!("`{}` is not a text", field.name)),
    };
    Some(Candidate::new(reader, field, said, &[], item.span.clone()).removing(item.span.clone()))
}

/// `<li><strong>Label:</strong> value</li>`
#[derive(Default)]
struct Item {
    label: String,
    value: String,
    span: Range<usize>,
    /// Whether something stands in it that a text would lose.
    is_rich: bool,
}

fn items(text: &str, range: Range<usize>) -> Vec<Item> {
    let base = range.start;
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut items: Vec<Item> = Vec::new();
    let mut open: Option<Item> = None;
    let mut in_label = false;
    for token in Tokenizer::new_with_emitter(&text[range], emitter) {
        let Ok(token) = token;
        match (token, &mut open) {
            (Token::StartTag(tag), None) if &tag.name[..] == b"li" => {
                open = Some(Item { span: base + tag.span.start..base + tag.span.end, ..Item::default() });
            }
            (Token::StartTag(tag), Some(item)) => match &tag.name[..] {
                b"strong" | b"b" if item.label.is_empty() && item.value.trim().is_empty() => in_label = true,
                b"em" | b"i" => item.value.push('*'),
                b"span" | b"br" => {}
                _ => item.is_rich = true,
            },
            (Token::EndTag(tag), Some(item)) => match &tag.name[..] {
                b"strong" | b"b" => in_label = false,
                b"em" | b"i" => item.value.push('*'),
                b"li" => {
                    item.span.end = base + tag.span.end;
                    items.extend(open.take());
                }
                _ => {}
            },
            (Token::String(string), Some(item)) => {
                let text = String::from_utf8_lossy(&string.value);
                if in_label {
                    item.label.push_str(&text)
                } else {
                    item.value.push_str(&crate::text::markdown::escaped(&text))
                }
            }
            _ => {}
        }
    }
    items
}
