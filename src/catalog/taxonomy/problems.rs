//! What is wrong with the terms of pages: nobody declared them, they look like several, or a reason is not shown.

use std::collections::HashSet;
use std::ops::Range;

use super::Term;
use crate::catalog::suggest::Names;
use crate::config::TaxonomyConfig;
use crate::diagnostic::{Code, Diagnostic, same_word};
use crate::page::{Page, PageId};
use crate::schema::{FieldValue, Reference, parts, sign_between};
use crate::text::name::{slug, term_id};

/// So many pages use a word on purpose.
const ON_PURPOSE: usize = 3;

/// So many terms a help names.
const NAMED: usize = 20;

/// A term that nobody declared.
pub(super) struct Unknown {
    /// Its index.
    pub(super) term: usize,
    found: Diagnostic,
    /// Whether it resembles one that is declared, or is several.
    is_slip: bool,
    pub(super) places: Vec<(PageId, Range<usize>)>,
}

impl Unknown {
    /// What is wrong with a term, wherever it stands; `terms` are the declared ones, with the names `ids`.
    pub(super) fn new(
        term: usize,
        reference: &Reference,
        declared: &TaxonomyConfig,
        terms: &[Term],
        ids: &Names,
    ) -> Self {
        let names = terms.iter().map(|term| term.id.as_str());
        let near = ids.nearest(&slug(&reference.name));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if reference.name.contains('|') => "choose one of them".to_owned(),
            None => {
                let terms = names.clone().take(NAMED).collect::<Vec<_>>().join(", ");
                format!("the terms are: {terms}{}", others(declared))
            }
        };
        let mend = same_word(&reference.name, names);
        let is_slip = near.is_some() || mend.is_some() || reference.name.contains('|');
        let message = format!("`{}` is not a term of `{}`", reference.name, declared.name);
        let found = Diagnostic::new(Code::UnknownValue, message).help(help);
        Self { term, found: found.maybe_mend(&reference.name, mend), is_slip, places: Vec::new() }
    }

    /// Reports it where it stands. Where the book itself declares no terms, a word that many pages use is its own.
    pub(super) fn report(
        &self,
        carriers: usize,
        declared: &TaxonomyConfig,
        pages: &[Page],
        problems: &mut Vec<Diagnostic>,
    ) {
        if declared.own || self.is_slip || carriers < ON_PURPOSE {
            let at = |(page, span): &(PageId, Range<usize>)| {
                self.found.clone().at(&pages[*page].file, span.clone())
            };
            problems.extend(self.places.iter().map(at));
        }
    }
}

/// How a book that declares no terms has others than this program.
fn others(declared: &TaxonomyConfig) -> String {
    let table = format!("[preprocessor.patterns.taxonomy.{}]", declared.name);
    match declared.own_terms {
        true => String::new(),
        false => format!("; declare others with `terms` in `{table}`, or take any with `open = true`"),
    }
}

/// What follows a colon in the item of a list, which only a taxonomy of pages shows as the reason: `- topic: caching`.
pub(super) fn unshown(declared: &TaxonomyConfig, reference: &Reference, page: &Page) -> Option<Diagnostic> {
    let note = reference.note.as_deref().filter(|_| declared.from.is_empty())?;
    let (before, after) = (page.text.get(..reference.span.start)?, page.text.get(reference.span.end..)?);
    let is_pair = before.trim_end_matches(['"', '\'', ' ']).ends_with(['-', '[', ',']);
    if !is_pair || !after.trim_start_matches(['"', '\'']).starts_with(':') {
        return None;
    }
    let (name, written) = (&declared.name, &reference.name);
    let message =
        format!("`{note}` is read as the reason for the term `{written}` of `{name}`, and not shown");
    let help = format!("put quotes around it if it is one value: `\"{written}: {note}\"`");
    Some(Diagnostic::new(Code::WrongType, message).at(&page.file, reference.span.clone()).help(help))
}

/// Texts whose words are all terms of other pages, as Jekyll writes several: `go java`, `go / java`, `go|java`. What is in a
/// list of some page is one term. `place` is that of a term; the first `declared` ones are no such text.
pub(super) fn several_words(
    taxonomy: &str,
    pages: &[Page],
    place: impl Fn(&str) -> Option<usize>,
    declared: usize,
    problems: &mut Vec<Diagnostic>,
) {
    let all = pages.iter().map(|page| page.fields.references(taxonomy));
    let listed: HashSet<String> =
        all.filter(|all| all.len() > 1).flatten().map(|reference| term_id(&reference.name)).collect();
    // A field of one text, such as the type of a page, has no several.
    let holds_one = |page: &Page| {
        page.fields.get(taxonomy).is_some_and(|typed| matches!(typed.read_as, Some(FieldValue::Text(_))))
    };
    for page in pages.iter().filter(|page| !holds_one(page)) {
        let [reference] = page.fields.references(taxonomy) else { continue };
        let written = reference.name.trim();
        let is_found = place(written).is_some_and(|at| at >= declared);
        let is_one = sign_between(written).is_some() || listed.contains(&term_id(written));
        if !is_found || is_one || is_linked(page, reference) {
            continue;
        }
        // `TCP/IP` is one word.
        let are_terms = |between: &&str| {
            written.contains(between) && written.split(between).all(|word| place(word.trim()).is_some())
        };
        if let Some(between) = [" ", " / ", "|", " · ", " • ", "・"].into_iter().find(are_terms) {
            problems.push(several(taxonomy, reference, between).at(&page.file, reference.span.clone()));
        }
    }
}

/// Whether a link of a wiki names a term, which is one, whatever it is called.
pub(super) fn is_linked(page: &Page, reference: &Reference) -> bool {
    let name = &reference.name;
    let is_it = |written: &str| ["]]", "|"].iter().any(|end| written.contains(&format!("[[{name}{end}")));
    page.text.get(reference.span.clone()).is_some_and(is_it)
}

/// A text that stands for one term, and has signs between its words as lists have.
pub(super) fn several(taxonomy: &str, reference: &Reference, between: &str) -> Diagnostic {
    let written = reference.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = parts(&reference.name, between);
    let message = format!("`{written}` is one term of `{taxonomy}`, but looks like several");
    let mut help = format!("write a list, `{list}`");
    let sign = if between == " " { between } else { between.trim() };
    // The sign alone may be in a term as well, and another sign between terms.
    let is_only_sign =
        between == " " || reference.name.split(between).all(|part| sign_between(part).is_none());
    if is_only_sign
        && !sign.is_empty()
        && reference.name.matches(sign).count() == reference.name.matches(between).count()
    {
        help += &format!(", or set `split = \"{sign}\"` for the field in book.toml");
    }
    Diagnostic::new(Code::SeveralValues, message).help(help)
}
