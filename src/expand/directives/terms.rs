//! `stats`, `count`, `legend` and `law-table`: what the terms of taxonomies add up to.

use serde::Serialize;

use super::*;

#[derive(Debug, Serialize)]
struct StatsView {
    total: usize,
    url: Option<String>,
    terms: Vec<StatView>,
    /// Per cent of the entries whose status is complete; `None` where no entry says.
    complete: Option<usize>,
    minutes: Option<String>,
}

#[derive(Debug, Serialize)]
struct StatView {
    label: String,
    icon: Option<String>,
    colour: Option<String>,
    count: usize,
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct LegendView {
    label: String,
    terms: Vec<LegendTerm>,
}

#[derive(Debug, Serialize)]
struct LegendTerm {
    badge: BadgeView,
    description: Option<String>,
    catalog_url: Option<String>,
    count: usize,
}

#[derive(Debug, Serialize)]
struct TermTable {
    label: String,
    terms: Vec<TermRow>,
}

#[derive(Debug, Serialize)]
struct TermRow {
    label: String,
    icon: Option<String>,
    url: Option<String>,
    links: Vec<LinkView>,
}

/// The total, the terms of the taxonomies that `by=` names (the first ordered one if it names
/// none), the share complete and the total reading time.
pub(super) fn stats(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let filter = expander.filter(arguments)?.unwrap_or_default();
    let entries = expander.filtered(arguments)?;
    let mut taxonomies = Vec::new();
    match arguments.get("by") {
        Some(argument) => {
            for name in argument.value.split([',', ' ']).filter(|name| !name.is_empty()) {
                let one = crate::page::Argument { value: name.to_owned(), ..argument.clone() };
                taxonomies.push(expander.taxonomy_of(arguments, &one)?);
            }
        }
        None => {
            taxonomies.extend(expander.first_badge_taxonomy().or_else(|| expander.first_taxonomy_in_use()))
        }
    }
    let rows = |taxonomy: &&Taxonomy| expander.stats_of(id, taxonomy, &entries, &filter);
    let terms = taxonomies.iter().flat_map(rows).collect();
    let minutes = entries.iter().map(|&e| expander.page(e).minutes(expander.config.words_per_minute)).sum();
    let view = StatsView {
        total: entries.len(),
        url: expander.catalog_with(id, &filter, &[]).filter(|_| !entries.is_empty()),
        terms,
        complete: expander.catalog.complete(&entries).map(|done| done * 100 / entries.len()),
        minutes: expander.reading_time(minutes),
    };
    expander.templates.render("stats", &view).map(Output::Block)
}

/// How many entries there are, within a line.
pub(super) fn count(expander: &Expander<'_>, _: PageId, arguments: &Arguments<'_>) -> Outcome {
    let filter = expander.filter(arguments)?.unwrap_or_default();
    let written = arguments.get("filter").map_or("", |argument| &argument.value);
    Ok(Output::Inline(expander.counts.of(written, &filter, expander.catalog).to_string()))
}

/// The terms of a taxonomy with what they mean.
pub(super) fn legend(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let Some(name) = arguments.values().next() else {
        return Err(arguments.missing("the name of a taxonomy", "{{#patterns legend tier}}"));
    };
    let taxonomy = expander.taxonomy_of(arguments, name)?;
    let filter = expander.filter(arguments)?.unwrap_or_default();
    let entries = expander.filtered(arguments)?;
    let page = expander.page(id);
    let under = under(taxonomy, &entries);
    let terms = taxonomy.listed().map(|(at, term)| {
        let catalog_url = expander.catalog_with(id, &filter, &[(taxonomy, term)]);
        let page_url = term.page.and_then(|to| expander.url(page, expander.page(to)));
        let link = term.link.as_deref().and_then(|link| expander.term_link(id, link));
        LegendTerm {
            badge: BadgeView {
                url: page_url.or(link).or_else(|| expander.badge_url(id, taxonomy, term)),
                ..expander.badge(id, taxonomy, term)
            },
            description: term.description.as_deref().map(crate::text::markdown::plain),
            catalog_url,
            count: under[at].len(),
        }
    });
    let terms: Vec<LegendTerm> = terms.collect();
    if terms.is_empty() {
        return Ok(Output::Nothing);
    }
    let view = LegendView { label: taxonomy.label.clone(), terms };
    expander.templates.render("legend", &view).map(Output::Block)
}

/// The entries under each law.
pub(super) fn law_table(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let laws = expander.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == "laws");
    laws.map_or(Ok(Output::Nothing), |taxonomy| expander.term_table(id, taxonomy, arguments))
}

/// The entries under each term of a taxonomy.
pub(super) fn by(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let Some(name) = arguments.values().next() else {
        return Err(arguments.missing("the name of a taxonomy", "{{#patterns by category}}"));
    };
    expander.term_table(id, expander.taxonomy_of(arguments, name)?, arguments)
}

/// Those of the entries that carry each term.
fn under(taxonomy: &Taxonomy, entries: &[PageId]) -> Vec<Vec<PageId>> {
    let mut under = vec![Vec::new(); taxonomy.terms.len()];
    for &entry in entries {
        taxonomy.uses(entry).iter().for_each(|term_use| under[term_use.term].push(entry));
    }
    under
}

impl Expander<'_> {
    /// The terms that entries carry with how many do, and how many carry none.
    fn stats_of(
        &self,
        on: PageId,
        taxonomy: &Taxonomy,
        entries: &[PageId],
        filter: &Filter,
    ) -> Vec<StatView> {
        let mut counts = vec![0; taxonomy.terms.len()];
        entries
            .iter()
            .flat_map(|&entry| taxonomy.uses(entry))
            .for_each(|term_use| counts[term_use.term] += 1);
        let carried = taxonomy.terms.iter().zip(counts).filter(|(_, count)| *count > 0);
        let stat = |(term, count): (&Term, usize)| StatView {
            label: term.label.clone(),
            icon: term.icon.clone(),
            colour: term.colour.clone(),
            count,
            url: self.catalog_with(on, filter, &[(taxonomy, term)]),
        };
        let mut stats: Vec<StatView> = carried.map(stat).collect();
        let without = entries.iter().filter(|&&entry| taxonomy.uses(entry).is_empty()).count();
        if without > 0 {
            let label = format!("{}: {}", taxonomy.label, self.word("uncategorised"));
            stats.push(StatView { label, icon: None, colour: None, count: without, url: None });
        }
        stats
    }

    fn term_table(&self, id: PageId, taxonomy: &Taxonomy, arguments: &Arguments<'_>) -> Outcome {
        let entries = self.filtered(arguments)?;
        let under = under(taxonomy, &entries);
        let row = |(at, term): (usize, &Term)| TermRow {
            label: term.label.clone(),
            icon: term.icon.clone(),
            url: self.term_url(id, taxonomy, term),
            links: under[at].iter().map(|&entry| self.page_link(id, entry)).collect(),
        };
        let terms: Vec<TermRow> = taxonomy.listed().map(row).collect();
        if terms.is_empty() {
            return Ok(Output::Nothing);
        }
        self.templates
            .render("law-table", &TermTable { label: taxonomy.label.clone(), terms })
            .map(Output::Block)
    }

    fn first_taxonomy_in_use(&self) -> Option<&Taxonomy> {
        self.catalog.taxonomies.iter().find(|t| t.badge && t.terms.iter().any(|term| term.count > 0))
    }

    /// The address that the configuration gives a term: a page of the book or one outside.
    fn term_link(&self, on: PageId, link: &str) -> Option<String> {
        let page = self.page(on);
        match self.catalog.index.resolve(link, "") {
            crate::catalog::Found::Page(to) => self.url(page, self.page(to)),
            _ => (link.contains("://") && crate::text::address::is_safe_url(link)).then(|| link.to_owned()),
        }
    }
}
