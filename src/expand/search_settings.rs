//! What the search must know before it has loaded anything, where the book says otherwise than every book: whether keys open
//! it, and the words that readers see first. `PatternsSearchSettings` in `theme/patterns-index.d.ts`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Edits;
use crate::assets::FIRST_WORDS;
use crate::config::{Config, Labels};
use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::template::Templates;

/// The settings, as JSON in an attribute.
#[derive(Debug, Serialize)]
struct Settings<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    shortcuts: Option<bool>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    words: BTreeMap<&'static str, &'a str>,
}

#[derive(Serialize)]
struct View {
    settings: String,
}

/// Puts the settings at the top of every page, if the book has any.
pub(crate) fn add(
    library: &Library,
    templates: &Templates,
    edits: &mut Edits,
    problems: &mut Vec<Diagnostic>,
) {
    let language = library.source.mdbook.book.language.as_deref();
    let Some(settings) = settings(&library.config, language) else { return };
    match templates.render("search-settings", &View { settings }) {
        Ok(html) => {
            let pages = library.catalog.pages.iter().enumerate();
            for (id, page) in pages.filter(|(_, page)| page.path.is_some()) {
                let after = if page.text.is_empty() { "\n" } else { "\n\n" };
                edits.put_first(id, format!("{}{after}", html.trim_end()));
            }
        }
        Err(problem) => problems.push(problem),
    }
}

/// What differs from the words of the language and the keys of every book.
fn settings(config: &Config, language: Option<&str>) -> Option<String> {
    let usual = Labels::of(language);
    let own = |key: &'static str| {
        let word = config.labels.get(key);
        (word != usual.get(key)).then_some((key, word))
    };
    let settings = Settings {
        shortcuts: (!config.catalog.shortcuts).then_some(false),
        words: FIRST_WORDS.into_iter().filter_map(own).collect(),
    };
    let has_any = settings.shortcuts.is_some() || !settings.words.is_empty();
    has_any.then(|| serde_json::to_string(&settings).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_from_those_of_the_books_language() {
        let german = Config { labels: Labels::of(Some("de")), ..Config::default() };
        assert_eq!(settings(&german, Some("de-AT")), None);
        let first = "{\"words\":{\"search\":\"Suche\",\"search_close\":\"Schließen\"";
        assert!(settings(&german, None).is_some_and(|settings| settings.starts_with(first)));
    }
}
