//! The new page: what was found, in its front matter, and held against what it said before.

use super::{Lift, merge};
use crate::diagnostic::{Code, Diagnostic};
use crate::from_text::{Candidate, Said};
use crate::front_matter::{Fence, find};
use crate::library::Library;
use crate::page::Page;
use crate::text::Edited;

type Taken = Vec<(Candidate, Said)>;

/// The page with all that was found. What cannot be written alone is left out and reported.
pub(super) fn write(
    page: &Page,
    taken: Taken,
    library: &Library,
    problems: &mut Vec<Diagnostic>,
) -> Option<Lift> {
    if let Some(lift) = written(page, &taken, library) {
        return Some(lift);
    }
    let (fitting, others): (Taken, Taken) =
        taken.into_iter().partition(|one| written(page, std::slice::from_ref(one), library).is_some());
    if fitting.iter().all(|(candidate, _)| candidate.field == "title") {
        problems.push(unwritable(page, library));
        return None;
    }
    for (candidate, _) in others {
        let message =
            format!("`{}` cannot be added to this front matter, so this stays in the text", candidate.field);
        problems.push(Diagnostic::new(Code::NotLifted, message).at(&page.file, candidate.span));
    }
    written(page, &fitting, library)
}

fn written(page: &Page, taken: &[(Candidate, Said)], library: &Library) -> Option<Lift> {
    let removed = taken.iter().flat_map(|(candidate, _)| candidate.removes.clone()).collect();
    let fields: Vec<(&str, &Said)> =
        taken.iter().map(|(candidate, said)| (candidate.written_as(), said)).collect();
    let mut edits = merge::remove(&page.text, removed);
    edits.extend(merge::insert(&page.text, &fields).ok()?);
    let after = Edited::new(&page.text, edits).ok()?.to_string();
    let names = fields.iter().map(|(name, _)| (*name).to_owned()).collect();
    holds(&after, page, taken, library).then(|| Lift {
        file: page.file.clone(),
        before: page.text.clone(),
        after,
        fields: names,
    })
}

/// Whether the new page says what the old one said, and what was lifted.
fn holds(after: &str, page: &Page, taken: &[(Candidate, Said)], library: &Library) -> bool {
    let (before, problems_before) = read(&page.text, page, library);
    let (now, problems) = read(after, page, library);
    let (was, is) = (before.fields.written.to_json(), now.fields.written.to_json());
    let is_kept =
        was.as_object().is_some_and(|was| was.iter().all(|(key, value)| is.get(key) == Some(value)));
    let holds = |(candidate, _): &(Candidate, Said)| {
        let field = library.config.schema.get(&candidate.field);
        field.is_some_and(|field| now.fields.get(&field.name).is_some())
    };
    is_kept && problems.len() <= problems_before.len() && taken.iter().all(holds)
}

fn read(text: &str, page: &Page, library: &Library) -> (Page, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut read =
        Page { name: page.name.clone(), text: text.to_owned(), file: page.file.clone(), ..Page::default() };
    library.parse(&mut read, &mut problems);
    (read, problems)
}

/// Why nothing can be added to a front matter: what is wrong with it, at its place.
fn unwritable(page: &Page, library: &Library) -> Diagnostic {
    let (_, problems) = read(&page.text, page, library);
    let end = match find(&page.text) {
        Fence::Closed(block) => block.span.end,
        Fence::Unclosed { fence, .. } => fence.end,
        Fence::None | Fence::Text(_) => 0,
    };
    let of_front_matter =
        |problem: &Diagnostic| problem.place.as_ref().is_some_and(|place| place.span.start <= end);
    match problems.into_iter().find(of_front_matter) {
        Some(Diagnostic { message, place: Some(place), help, .. }) => {
            let message = format!("{message}, so nothing is lifted");
            Diagnostic::new(Code::NotLifted, message)
                .at(&page.file, place.span)
                .maybe_help(help.map(String::from))
        }
        _ => {
            let message = "no key can be added to this front matter, so nothing is lifted";
            Diagnostic::new(Code::NotLifted, message).at(&page.file, page.front_matter.clone())
        }
    }
}
