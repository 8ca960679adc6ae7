//! What must not be written: pages with values that their fields do not take, and pages elsewhere.

use std::path::Path;

use anyhow::{Context, Result, bail};
use mdbook_preprocessor::book::{BookItem, Chapter};

use super::draft::Draft;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, nearest_key};
use crate::library::Library;
use crate::source::Source;
use crate::text::path::slashes;

/// The text of the page, when no value is left that its field does not take. What the template
/// alone says and the book does not know is left out; what the author says is refused.
pub(super) fn checked(draft: &mut Draft, source: &Source) -> Result<String> {
    loop {
        let text = draft.text();
        let problems = problems_of(&text, source);
        let Some(problem) = problems.first() else { return Ok(text) };
        let at = problem.place.as_ref().map_or(0, |place| place.span.start);
        let key = draft.key_at(&text, at);
        match key.filter(|key| !draft.is_set(key)) {
            Some(key) => draft.remove(&key),
            None => {
                let help = problem.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
                bail!("{}{help}", problem.message);
            }
        }
    }
}

/// What is wrong with the fields of a page in the book, but for the holes that its author is to fill.
fn problems_of(text: &str, source: &Source) -> Vec<Diagnostic> {
    const NAME: &str = ".new-page.md";
    let mut source = source.clone();
    let file = slashes(&source.mdbook.book.src.join(NAME));
    source.book.items.push(BookItem::Chapter(Chapter::new(NAME, text.to_owned(), NAME, Vec::new())));
    let mut found = Library::build(source).problems;
    found.retain(|problem| {
        problem.place.as_ref().is_some_and(|place| place.file == file)
            && !matches!(problem.code, Code::Placeholder | Code::DuplicateTitle)
    });
    crate::diagnostic::sort(&mut found);
    found
}

pub(in crate::cli) fn known<'c>(key: &str, config: &'c Config) -> Result<&'c str> {
    config.schema.get(key).map(|field| field.name.as_str()).with_context(|| {
        let near = nearest_key(key, config.schema.fields().map(|field| field.name.as_str()));
        match near {
            Some(near) => format!("`{key}` is not a field; did you mean `{near}`?"),
            None => {
                format!(
                    "`{key}` is not a field; declare it in book.toml: `[preprocessor.patterns.field.{key}]`"
                )
            }
        }
    })
}

/// A path that stays below the folder of the pages.
pub(super) fn below(path: &Path) -> Result<String> {
    let is_below = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if !is_below || path.extension().is_none_or(|extension| extension != "md") {
        bail!(
            "`{}` is not the path of a page: write it relative to the folder of the pages, with `.md`",
            path.display()
        );
    }
    Ok(slashes(path))
}
