//! One key or value in several spellings: `last-updated` beside `last_updated`.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::catalog::{NO_ENTRIES, PACK_TYPES, PATH_TYPES};
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic, same_word};
use crate::schema::{Field, FieldType};
use crate::text::name::{key, term_id};

/// Where a spelling stands: the file and the bytes.
type Places<'a> = Vec<(&'a str, Range<usize>)>;

/// The spellings of one name, each with its places.
type Spellings<'a> = BTreeMap<&'a str, Places<'a>>;

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let mut keys: BTreeMap<String, Spellings<'_>> = BTreeMap::new();
    let mut values: BTreeMap<(&str, String), Spellings<'_>> = BTreeMap::new();
    for page in &book.catalog.pages {
        for entry in &page.fields.written.0 {
            let known = book.config.schema.get(&entry.key).is_some();
            if known {
                let spellings = keys.entry(key(&entry.key)).or_default();
                spellings.entry(&entry.key).or_default().push((&page.file, entry.key_span.clone()));
            }
        }
        // How people write their names is theirs to say.
        let is_of_terms =
            |field: &&Field| field.kind == FieldType::Terms && !page.fields.names_people(&field.name);
        for field in book.config.schema.fields().filter(is_of_terms) {
            for reference in page.written_references(&field.name) {
                let spellings = values.entry((&field.name, term_id(&reference.name))).or_default();
                spellings.entry(&reference.name).or_default().push((&page.file, reference.span.clone()));
            }
        }
    }
    for spellings in keys.values().chain(values.values()) {
        report(spellings, "both mean the same; use one spelling, so that a search finds all", problems);
    }
    for spellings in types(book) {
        report(&spellings, "pages are listed, counted and checked together by their type", problems);
    }
}

/// Each type of page that is a more frequent one in another case or with other signs, beside that one: `casestudy`,
/// `case-study`.
fn types<'a>(book: &'a Checked) -> Vec<Spellings<'a>> {
    let mut types = Spellings::new();
    for page in &book.catalog.pages {
        if let Some((name, field)) = page.page_type().zip(page.fields.get("type")) {
            types.entry(name).or_default().push((&page.file, field.span.clone()));
        }
    }
    let slips = types.iter().filter_map(|(name, places)| {
        let more = types.iter().filter(|(_, others)| others.len() > places.len()).map(|(other, _)| *other);
        let usual = same_word(name, more)?;
        let spelling = |name| (name, types[name].clone());
        (!is_known(name, book)).then(|| [*name, usual].map(spelling).into())
    });
    slips.collect()
}

/// Whether a type of page is one that templates, the configuration or we know by this name.
fn is_known(name: &str, book: &Checked) -> bool {
    let asked_for = book.config.schema.fields().flat_map(|field| &field.required_for);
    let ours = [PACK_TYPES, PATH_TYPES, NO_ENTRIES, &["pattern", "index"]];
    book.templates.get(name).is_some()
        || asked_for.into_iter().any(|known| known == name)
        || ours.concat().contains(&name)
}

const OTHER_SIGNS: &str =
    "they count as one, since signs between words do not make two; use one spelling, or other words";

/// Reports all spellings but the most frequent one; nothing where two are as frequent.
fn report(spellings: &Spellings<'_>, help: &str, problems: &mut Vec<Diagnostic>) {
    if spellings.len() < 2 {
        return;
    }
    let Some((usual, most)) = spellings.iter().max_by_key(|(_, places)| places.len()) else { return };
    // A page that has both would have one twice.
    let with_usual: HashSet<&str> = most.iter().map(|(file, _)| *file).collect();
    // Of two that are as frequent nobody knows the slip; but one with other signs may be another word.
    let others = spellings.iter().filter(|(spelling, places)| {
        places.len() < most.len() || *spelling != usual && key(spelling) != key(usual)
    });
    for (spelling, (file, span)) in
        others.flat_map(|(spelling, places)| places.iter().map(move |place| (spelling, place)))
    {
        let times =
            if most.len() == 1 { "1 other place".to_owned() } else { format!("{} other places", most.len()) };
        let message = format!("`{spelling}` is spelled `{usual}` in {times}");
        // Other signs than those between words may mean something: `R&D` is no slip for `r d`.
        let is_one = key(spelling) == key(usual);
        let help = if is_one { help } else { OTHER_SIGNS };
        problems.push(
            Diagnostic::new(Code::MixedSpelling, message)
                .about(*spelling)
                .at(file, span.clone())
                .help(help)
                .maybe_mend(spelling, (!with_usual.contains(file) && is_one).then(|| (*usual).to_owned())),
        );
    }
}
