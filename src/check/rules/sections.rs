//! Pages that follow a template: sections that they lack, leave empty or have out of order.

use std::collections::BTreeMap;

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Page, PageId};
use crate::page_template::{PageTemplate, section_key};
use crate::text::name::slug;

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    let Some(page_type) = page.page_type() else { return };
    let name = book.config.check.templates.get(&slug(page_type));
    let Some(template) = name.and_then(|name| book.templates.get(name)) else { return };
    let mut here: BTreeMap<String, usize> = BTreeMap::new();
    for (at, heading) in page.headings.iter().enumerate() {
        here.entry(section_key(&heading.text)).or_insert(at);
    }
    let check = Check { page, template, here };
    problems.extend(check.missing());
    problems.extend(check.empty());
    problems.extend(check.out_of_order());
}

struct Check<'a> {
    page: &'a Page,
    template: &'a PageTemplate,
    /// The page's headings, by their key.
    here: BTreeMap<String, usize>,
}

impl Check<'_> {
    fn missing(&self) -> Option<Diagnostic> {
        let is_missing = |section: &&crate::page_template::Section| {
            section.level == 2 && !section.optional && !self.here.contains_key(&section.key)
        };
        let missing: Vec<String> = self
            .template
            .sections
            .iter()
            .filter(is_missing)
            .map(|section| format!("`{}`", section.title))
            .collect();
        let (first, others) = missing.split_first()?;
        let what = match others {
            [] => format!("the section {first}"),
            _ => format!("the sections {}", missing.join(", ")),
        };
        let title = self.page.headings.first().map_or(0..0, |heading| heading.span.clone());
        Some(
            Diagnostic::new(Code::MissingSection, format!("the page lacks {what}"))
                .about(missing.join("\n"))
                .at(&self.page.file, title)
                .help(format!("add what the template `{}` has", self.template.name)),
        )
    }

    fn empty(&self) -> Vec<Diagnostic> {
        let keys = self.template.sections.iter().filter_map(|section| self.here.get(&section.key));
        let empty = keys.copied().filter(|at| self.is_empty(*at));
        empty
            .map(|at| {
                let heading = &self.page.headings[at];
                let message = format!("the section `{}` is empty", heading.text);
                Diagnostic::new(Code::EmptySection, message)
                    .at(&self.page.file, heading.span.clone())
                    .help("write it; a section that does not apply can say so in a sentence")
            })
            .collect()
    }

    /// Whether nothing stands between a heading and the next one, which is not below it.
    fn is_empty(&self, at: usize) -> bool {
        let heading = &self.page.headings[at];
        let next = self.page.headings.get(at + 1);
        let end = next.map_or(self.page.text.len(), |next| next.span.start);
        let body = self.page.text.get(heading.span.end..end).unwrap_or_default();
        let is_blank = body.lines().all(|line| {
            let line = line.trim();
            line.is_empty() || line == "---" || (line.starts_with("<!--") && line.ends_with("-->"))
        });
        is_blank && next.is_none_or(|next| next.level <= heading.level)
    }

    /// The first section that follows one that the template has later.
    fn out_of_order(&self) -> Option<Diagnostic> {
        let mut last: Option<(usize, &str)> = None;
        for section in self.template.sections.iter().filter(|section| section.level == 2) {
            let Some(&at) = self.here.get(&section.key) else { continue };
            if let Some((before, title)) = last
                && at < before
            {
                let heading = &self.page.headings[at];
                let message = format!("the section `{}` comes before `{title}`", heading.text);
                return Some(
                    Diagnostic::new(Code::SectionOrder, message)
                        .about(&heading.text)
                        .at(&self.page.file, heading.span.clone())
                        .help(format!("in the template `{}` it comes after", self.template.name)),
                );
            }
            last = Some((at, &section.title));
        }
        None
    }
}
