//! The rules: one module each, with the codes that it reports. A code says its default severity and
//! its title in `diagnostic.rs`; the guide explains each under a heading of its own.

mod broken_links;
mod category;
mod contradiction;
mod cycles;
mod duplicates;
mod handwritten;
mod mkdocs_syntax;
mod mojibake;
mod one_sided;
pub(crate) mod order;
mod placeholders;
pub(crate) mod programs;
mod reading_time;
mod sections;
mod shortcodes;
mod spelling;
mod stale;
mod summary;
mod superseded;
mod templates;
mod totals;
mod unread_front_matter;

pub(super) use placeholders::is_template;

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

/// Looks at one page.
pub type PageRule = fn(&Checked, PageId, &mut Vec<Diagnostic>);

/// Looks at the whole book.
pub type BookRule = fn(&Checked, &mut Vec<Diagnostic>);

/// What looks for one kind of problem.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The name of its module.
    pub name: &'static str,
    /// What it reports.
    pub codes: &'static [Code],
    /// What it does with each page.
    pub page: Option<PageRule>,
    /// What it does with the book.
    pub book: Option<BookRule>,
}

impl Rule {
    const fn of_pages(name: &'static str, codes: &'static [Code], rule: PageRule) -> Self {
        Self { name, codes, page: Some(rule), book: None }
    }

    const fn of_book(name: &'static str, codes: &'static [Code], rule: BookRule) -> Self {
        Self { name, codes, page: None, book: Some(rule) }
    }
}

/// Codes that are reported only where somebody denies them.
pub const OFF_BY_DEFAULT: &[Code] = &[Code::OneSidedRelation];

/// All rules.
pub const RULES: &[Rule] = &[
    Rule::of_pages(
        "sections",
        &[Code::MissingSection, Code::EmptySection, Code::SectionOrder],
        sections::page,
    ),
    Rule::of_book("templates", &[Code::MissingTemplate], templates::book),
    Rule::of_pages("placeholders", &[Code::TextPlaceholder], placeholders::page),
    Rule::of_pages("mojibake", &[Code::Mojibake], mojibake::page),
    Rule::of_pages(
        "broken_links",
        &[Code::BrokenLink, Code::BrokenAnchor, Code::MkdocsLink, Code::MissingImage],
        broken_links::page,
    ),
    Rule::of_pages("totals", &[Code::WrongTotal], totals::page),
    Rule::of_pages("handwritten", &[Code::HandwrittenNavigation], handwritten::page),
    Rule::of_book("summary", &[Code::NotInSummary], summary::book),
    Rule::of_book("category", &[Code::NoCategory], category::book),
    Rule::of_book("stale", &[Code::StalePage], stale::book),
    Rule::of_pages("reading_time", &[Code::WrongReadingTime], reading_time::page),
    Rule::of_book("spelling", &[Code::MixedSpelling], spelling::book),
    Rule::of_pages("contradiction", &[Code::Contradiction], contradiction::page),
    Rule::of_pages("one_sided", &[Code::OneSidedRelation], one_sided::page),
    Rule::of_book("cycles", &[Code::CyclicPrerequisites], cycles::book),
    Rule::of_pages("superseded", &[Code::SupersededChain], superseded::page),
    Rule::of_pages("duplicates", &[Code::DuplicateReference], duplicates::page),
    Rule::of_book("programs", &[Code::MissingProgram, Code::UnsupportedMdbook], programs::book),
    Rule::of_pages("mkdocs_syntax", &[Code::MkdocsSyntaxOff], mkdocs_syntax::page),
    Rule {
        name: "shortcodes",
        codes: &[Code::ForeignShortcode],
        page: Some(shortcodes::page),
        book: Some(shortcodes::book),
    },
    Rule {
        name: "unread_front_matter",
        codes: &[Code::UnreadFrontMatter],
        page: Some(unread_front_matter::page),
        book: Some(unread_front_matter::book),
    },
    Rule::of_book("order", &[Code::PreprocessorOrder], order::book),
];

/// What reading the book itself reports, before any rule runs.
pub const OF_READING: &[Code] = &[Code::UnreadableFile, Code::MissingChapter, Code::InvalidSummary];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_is_in_the_table_and_every_code_has_one_rule() {
        let source = include_str!("mod.rs");
        let modules = source.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
        let missing: Vec<&str> = modules.filter(|name| RULES.iter().all(|rule| rule.name != *name)).collect();
        assert_eq!(missing, Vec::<&str>::new());
        let mut codes: Vec<Code> =
            RULES.iter().flat_map(|rule| rule.codes).chain(OF_READING).copied().collect();
        codes.sort_unstable();
        let of_check: Vec<Code> = Code::ALL
            .iter()
            .copied()
            .filter(|code| code.id() == "P0603" || ("P07".."P12").contains(&code.id()))
            .collect();
        assert_eq!(codes, of_check);
    }
}
