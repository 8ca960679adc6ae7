//! Attribute lists of cells, terms and items, which have none in the book: their text gets a `<span>` that has them.

use std::ops::Range;

use super::draft::Draft;
use super::ledger::Fate;
use super::read::{CellList, in_cell};
use super::styles;
use crate::source::dialect::attributes::{self, Attributes};
use crate::template::attribute;
use crate::text::Edit;

/// Their name in the report.
const LISTS: &str = "attribute lists of cells and items";

/// Rewrites those of a page.
pub(super) fn rewrite(draft: &mut Draft<'_>) {
    let cells = draft.read.cells.iter().filter_map(|cell| in_cell(draft.text, cell.clone()));
    let items = draft.read.leaves.iter().filter_map(|leaf| below_item(draft, leaf.clone()));
    let found: Vec<CellList> = cells.chain(items).filter(|found| !draft.in_code(found.list.start)).collect();
    for CellList { text, list, says } in found {
        let Some(says) = says else {
            let note = "text in the book; MkDocs takes it for attributes, and hides it";
            draft.note(list.start, "braces in cells", Fate::Converted, note);
            continue;
        };
        put(draft, text, list, &says);
    }
}

/// Puts a span around a text, in the place of its list.
fn put(draft: &mut Draft<'_>, text: Range<usize>, list: Range<usize>, says: &Attributes) {
    let style = styles::of_list(draft.text, list.start);
    let class = style.as_ref().map(|style| style.class.as_str());
    let mut classes: Vec<&str> = class.into_iter().collect();
    let mut own = String::new();
    for one in &says.allowed {
        match one.name.as_str() {
            "class" => classes.push(&one.value),
            name => own.push_str(&format!(" {name}=\"{}\"", attribute(&one.value))),
        }
    }
    if !classes.is_empty() {
        own.push_str(&format!(" class=\"{}\"", attribute(&classes.join(" "))));
    }
    draft.edits.push(Edit::delete(text.end..list.end));
    if !own.is_empty() && !text.is_empty() {
        draft
            .edits
            .extend([Edit::insert(text.start, format!("<span{own}>")), Edit::insert(text.end, "</span>")]);
        draft.note(list.start, LISTS, Fate::Converted, "");
    }
    let is_lost = |name: &&String| name.as_str() != "style" || style.is_none();
    let lost: Vec<&str> = says.refused.iter().filter(is_lost).map(String::as_str).collect();
    if !lost.is_empty() || text.is_empty() {
        let note = format!("`{}`: the book has no place for it", &draft.text[list.clone()]);
        draft.note(list.start, LISTS, Fate::Lost, note);
    }
    draft.styles.extend(style.map(|style| (style.class, style.declarations)));
}

/// The list that is the last line of an item or a definition without paragraphs.
fn below_item(draft: &Draft<'_>, leaf: Range<usize>) -> Option<CellList> {
    let text = draft.text[leaf.clone()].trim_end();
    let (own, last) = text.rsplit_once('\n')?;
    let list = last.trim_start_matches([' ', '\t', '>']);
    // Annotations are read by the book itself.
    let is_annotated = |says: &Attributes| says.allowed.iter().any(|one| one.value.contains("annotate"));
    let (says, length) = attributes::read(list).filter(|(says, _)| !is_annotated(says))?;
    let end = leaf.start + text.len();
    let is_read = || draft.read.dialect.iter().any(|(_, at, _)| *at == leaf.start || *at == end - list.len());
    let is_item = draft
        .before(leaf.start)
        .trim_start_matches([' ', '\t', '>'])
        .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | ':'));
    (length == list.len() && is_item && !is_read()).then(|| CellList {
        text: leaf.start..leaf.start + own.trim_end().len(),
        list: end - list.len()..end,
        says: Some(says),
    })
}
