//! The numbers of `{{#patterns count}}` in what is taken from a page and shown elsewhere: its description and its title.

use crate::catalog::{Catalog, Counts, Filter};
use crate::config::Config;
use crate::page::{self, Directive, Heading, OPENING};

/// How many entries a directive counts; `None` where its filter cannot be read.
pub(crate) fn count(
    directive: &Directive,
    catalog: &Catalog,
    config: &Config,
    counts: &Counts,
) -> Option<usize> {
    let filter = directive.arguments.iter().find(|argument| argument.key.as_deref() == Some("filter"));
    let written = filter.map_or("", |filter| &filter.value);
    let filter = Filter::parse(written, catalog, config).ok()?;
    Some(counts.of(written, &filter, catalog))
}

/// The texts of one page with their numbers.
struct Filled {
    page: usize,
    first_text: Option<String>,
    /// Headings, by their place.
    headings: Vec<(usize, String)>,
}

/// Puts the numbers into the first texts and the headings of all pages.
pub(super) fn fill(catalog: &mut Catalog, config: &Config) {
    let counter = NumberCounter { catalog, config, counts: Counts::default() };
    let filled: Vec<Filled> = (0..catalog.pages.len()).filter_map(|id| counter.filled(id)).collect();
    for Filled { page, first_text, headings } in filled {
        let page = &mut catalog.pages[page];
        if let Some(text) = first_text {
            page.first_text = Some(text).filter(|text| !text.is_empty());
        }
        for (at, text) in headings {
            page.headings[at].text = text;
        }
    }
}

/// What numbers are counted in.
struct NumberCounter<'a> {
    catalog: &'a Catalog,
    config: &'a Config,
    counts: Counts,
}

impl NumberCounter<'_> {
    /// The texts of a page that count something, counted; `None` where none does.
    fn filled(&self, page: usize) -> Option<Filled> {
        let of = &self.catalog.pages[page];
        let first_text = of.first_text.as_deref().and_then(|text| self.counted(text));
        let counted = |(at, heading): (usize, &Heading)| Some((at, self.counted(&heading.text)?));
        let headings: Vec<(usize, String)> = of.headings.iter().enumerate().filter_map(counted).collect();
        (first_text.is_some() || !headings.is_empty()).then_some(Filled { page, first_text, headings })
    }

    /// A text with numbers for its directives; `None` where it has none. One that cannot be counted is left out: the
    /// page reports it.
    fn counted(&self, text: &str) -> Option<String> {
        if !text.contains(OPENING) {
            return None;
        }
        // Smart punctuation has bent the quotes of arguments.
        let straight = text.replace(['\u{201c}', '\u{201d}'], "\"").replace(['\u{2018}', '\u{2019}'], "'");
        let mut out = String::new();
        let mut read = 0;
        while let Some(start) = straight[read..].find(OPENING).map(|at| read + at) {
            out.push_str(&straight[read..start]);
            let directive = page::directive_at(&straight, start)?;
            if let Some(number) = count(&directive, self.catalog, self.config, &self.counts) {
                out.push_str(&number.to_string());
            }
            read = directive.span.end;
        }
        Some(crate::text::markdown::squeeze(&(out + &straight[read..])))
    }
}
