//! From the text that was parsed to the author's.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::cell_lists;
use super::heard::Heard;
use super::{Days, Emphasis, Heading, Link, Read, reference_name};
use crate::front_matter::Value;
use crate::library::survey::Survey;
use crate::migrate::dialect;
use crate::page::Page;
use crate::text::markdown::defined_address;
use crate::text::spans::merged;

/// The way from the text that was parsed to the author's.
pub(super) struct Back<'a> {
    pub(super) bom: usize,
    pub(super) text: &'a str,
    pub(super) page: &'a Page,
}

impl Back<'_> {
    fn span(&self, span: Range<usize>) -> Range<usize> {
        let span = self.page.written_span(span);
        span.start + self.bom..span.end + self.bom
    }

    fn at(&self, byte: usize) -> usize {
        self.span(byte..byte + 1).start
    }

    /// What stands between `date` and the day, where `created` is all that is said of it.
    fn before_created(&self, page: &Page) -> Option<Range<usize>> {
        let written = &page.fields.written;
        let entry = written.0.iter().find(|entry| entry.key == "date")?;
        let Value::Map(map) = &entry.node.value else { return None };
        let [created] = map.0.as_slice() else { return None };
        let between = self.span(entry.key_span.end..created.node.span.start);
        // No comment, anchor or bracket.
        let (above, below) = self.text[between.clone()].split_once('\n')?;
        let is_plain = above.trim_end() == ":" && below.starts_with(' ') && below.trim() == "created:";
        is_plain.then_some(between)
    }

    pub(super) fn read(&self, heard: Heard) -> Read {
        let page = self.page;
        let survey = heard.surveyor.finish(page);
        let mut read = Read {
            headings: self.headings(page, &heard.given),
            code: survey.code.iter().map(|span| self.span(span.clone())).collect(),
            fences: heard.fences.into_iter().map(|(span, info)| (self.span(span), info)).collect(),
            indented: heard.indented.iter().map(|(span, _)| self.span(span.clone())).collect(),
            following: heard.following.iter().map(|(one, other)| (self.at(*one), self.at(*other))).collect(),
            code_in_lists: heard
                .indented
                .iter()
                .chain(&heard.kept)
                .filter(|(_, more)| *more > 0)
                .map(|(span, more)| (self.span(span.clone()), *more))
                .collect(),
            leaves: heard.leaves.into_iter().map(|span| self.span(span)).collect(),
            texts: heard.texts.into_iter().map(|span| self.span(span)).collect(),
            link_texts: heard.link_texts.into_iter().map(|span| self.span(span)).collect(),
            emphasis: heard
                .emphasis
                .into_iter()
                .map(|(span, signs)| Emphasis { span: self.span(span), signs })
                .collect(),
            escapes: heard.escapes.into_iter().map(|at| self.at(at)).collect(),
            struck: heard.struck.into_iter().map(|span| self.span(span)).collect(),
            cells: heard.cells.into_iter().map(|span| self.span(span)).collect(),
            whole_links: heard.whole_links.into_iter().map(|span| self.span(span)).collect(),
            disagreements: heard
                .disagreements
                .finish()
                .into_iter()
                .map(|(kind, at)| (kind, self.at(at)))
                .collect(),
            lists: page.lists.iter().map(|at| self.at(*at)).collect(),
            line_ends: heard.line_ends.iter().map(|at| self.at(*at)).collect(),
            spans: heard.spans.into_iter().map(|span| self.span(span)).collect(),
            handwritten: page
                .handwritten
                .iter()
                .map(|found| (found.kind, self.span(found.span.clone())))
                .collect(),
            front_matter: page.front_matter.end + if page.front_matter.is_empty() { 0 } else { self.bom },
            title: page.fields.written.get("title").and_then(|node| node.text()).map(str::to_owned),
            title_in_book: page.fields.text("title").map(str::to_owned),
            keys: self.keys(page),
            aliases: page.fields.list("redirect_from").iter().map(|alias| (*alias).to_owned()).collect(),
            ..Read::default()
        };
        let written = &page.fields.written;
        read.date = written.get("date").and_then(|node| match &node.value {
            Value::Map(map) => map.get("created")?.text().map(str::to_owned),
            _ => node.text().map(str::to_owned),
        });
        read.days = Days {
            introduced: page.fields.date("introduced").is_some(),
            updated: page.fields.date("updated").is_some(),
            created: self.before_created(page),
        };
        read.slug = written.get("slug").and_then(|node| node.text()).map(str::to_owned);
        read.is_draft = written.get("draft").and_then(|node| node.text()) == Some("true");
        let texts = |key: &str| match written.get(key).map(|node| &node.value) {
            Some(Value::List(items)) => {
                items.iter().filter_map(|item| item.text()).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        (read.categories, read.authors) = (texts("categories"), texts("authors"));
        let body = &self.text[read.front_matter.min(self.text.len())..];
        read.text_start = self.text.len() - body.trim_start().len();
        read.links = self.links(&survey, page);
        (read.definitions, read.names) = self.definitions(page);
        read.ids = survey.ids;
        read.dialect = heard.constructs.into_iter().map(|(name, at)| (name, self.at(at), None)).collect();
        let drawn = dialect::read(page, &|byte| self.at(byte));
        read.dialect.extend(drawn.constructs);
        read.kinds = drawn.kinds;
        read.ids.extend(drawn.ids);
        read.ids.extend(cell_lists::ids(self.text, &read.cells));
        read.code = merged(read.code);
        read
    }

    fn headings(&self, page: &Page, given: &HashSet<usize>) -> Vec<Heading> {
        let heading = |heading: &crate::page::Heading| Heading {
            level: heading.level,
            text: heading.text.clone(),
            id: heading.id.clone(),
            is_given: given.contains(&heading.span.start),
            span: self.span(heading.span.clone()),
        };
        page.headings.iter().map(heading).collect()
    }

    fn keys(&self, page: &Page) -> Vec<(String, Range<usize>, Option<String>)> {
        let shift = |span: &Range<usize>| span.start + self.bom..span.end + self.bom;
        let entries = page.fields.written.0.iter();
        entries
            .map(|entry| (entry.key.clone(), shift(&entry.key_span), entry.node.text().map(str::to_owned)))
            .collect()
    }

    fn links(&self, survey: &Survey, page: &Page) -> Vec<Link> {
        let link = |link: &crate::library::survey::PageLink| {
            let own = self.span(link.span.clone());
            let is_exact = self.text.get(own.clone()) == Some(link.address.as_str());
            let before = page.text[..link.span.start.min(page.text.len())].trim_end();
            Link {
                kind: link.kind,
                address: link.address.clone(),
                is_html: is_exact && before.ends_with(['=', '"', '\'']),
                span: own,
                is_exact,
            }
        };
        survey.links.iter().map(link).collect()
    }

    /// The definitions of reference links, whose places the events of the parse do not tell.
    fn definitions(&self, page: &Page) -> (Vec<(String, Range<usize>)>, BTreeSet<String>) {
        let body = page.front_matter.end;
        let text = &page.text[body..];
        if !text.contains("]:") {
            return Default::default();
        }
        let parser = mdbook_markdown::new_cmark_parser(text, &mdbook_markdown::MarkdownOptions::default());
        let mut found: Vec<(String, Range<usize>)> = Vec::new();
        let mut names = BTreeSet::new();
        for (name, definition) in parser.reference_definitions().iter() {
            names.insert(reference_name(name));
            let Some(span) = defined_address(text, &definition.span, &definition.dest) else { continue };
            let span = self.span(body + span.start..body + span.end);
            if self.text.get(span.clone()) == Some(&*definition.dest) {
                found.push((definition.dest.to_string(), span));
            }
        }
        found.sort_by_key(|(_, span)| span.start);
        (found, names)
    }
}
