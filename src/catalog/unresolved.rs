//! What is wrong with a name that no page has, and what was probably meant.

use super::index::{Found, Index};
use super::numbers::is_number;
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::write::flow_list;
use crate::page::Page;
use crate::schema::{Reference, sign_between};
use crate::text::path::relate;

/// So many words of a text are tried as a name.
const WORDS: usize = 8;

/// The problem of a reference; `name` is what it names, without the text of a link.
pub(super) fn problem(
    name: &str,
    reference: &Reference,
    page: &Page,
    pages: &[Page],
    index: &Index,
) -> Diagnostic {
    let from = page.path.as_deref().unwrap_or_default();
    let written = reference.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = Diagnostic::new(Code::UnresolvedReference, format!("there is no page `{written}`"));
    if let Some(file) = index.draft(name, from) {
        return found
            .help(format!("{file} is a draft, which builds leave out; `drafts = \"show\"` shows it"));
    }
    if let Some(moved) = index.once_named(name, from).map(|id| &pages[id]) {
        let new = match name.contains('/') || name.ends_with(".md") {
            true => relate(from, moved.path.as_deref().unwrap_or_default()),
            false => moved.id(),
        };
        return found.help(format!("it has moved to `{new}`, as its `redirect_from` says")).mend(name, new);
    }
    if let Some(list) = as_list(name, from, pages, index) {
        return found.help(format!("write several pages as a list: `{list}`"));
    }
    if let Some(known) = known_start(name, reference, page, index) {
        let message = format!("`{written}` says more than which page it is");
        let help = format!("name `{known}` alone, and write the rest in the text of the page");
        return Diagnostic::new(Code::SeveralValues, message).help(help);
    }
    if is_number(name) {
        return found.help(number(name, pages, index));
    }
    found.help(match index.suggest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a page by its path, id or title, or write a link `[text](https://...)`".to_owned(),
    })
}

/// What names a page at the start of `A for new code`, where a status says who took over.
fn known_start<'n>(name: &'n str, reference: &Reference, page: &Page, index: &Index) -> Option<&'n str> {
    let from = page.path.as_deref().unwrap_or_default();
    let status = page.fields.get("status").map(|status| &status.span)?;
    let is_in_status = status.start <= reference.span.start && reference.span.end <= status.end;
    let ends = name.match_indices(' ').map(|(at, _)| at).take(WORDS).filter(|_| is_in_status);
    let starts: Vec<&str> = ends.map(|end| &name[..end]).collect();
    starts.into_iter().rev().find(|start| matches!(index.resolve(start, from), Found::Page(_)))
}

/// `a, b` as the list that its author means, where one of the names is that of a page.
fn as_list(name: &str, from: &str, pages: &[Page], index: &Index) -> Option<String> {
    let sign = sign_between(name).or_else(|| ['|', ' '].into_iter().find(|sign| name.contains(*sign)))?;
    let names: Vec<&str> = name.split(sign).map(str::trim).filter(|name| !name.is_empty()).collect();
    let (mut known, mut all) = (false, true);
    let meant = names.iter().map(|name| match index.resolve(name, from) {
        Found::Page(id) => {
            known = true;
            pages[id].id()
        }
        // Words that are no pages are those of a title.
        _ if sign == ' ' => {
            all = false;
            (*name).to_owned()
        }
        _ => index.suggest(name).map_or_else(|| (*name).to_owned(), str::to_owned),
    });
    let meant: Vec<String> = meant.collect();
    (known && all && names.len() > 1).then(|| flow_list(meant.iter().map(String::as_str)))
}

/// A number is no slip for another one; the word before it may be.
fn number(name: &str, pages: &[Page], index: &Index) -> String {
    let said = match index.same_number(name) {
        Some((number, page)) => {
            let file = pages[page].path.as_deref().unwrap_or_default();
            format!("did you mean {number}, which is `{file}`?")
        }
        None if index.has_numbers() => "no page has this number;".to_owned(),
        None => "no page has a number;".to_owned(),
    };
    format!("{said} a number means a numbered file (`0012-use-x.md`), or a field with a `format`")
}
