//! `packs` and `paths`: all pages that gather others, as cards.

use serde::Serialize;

use super::*;
use crate::catalog::{PACK_TYPES, PATH_TYPES};
use crate::expand::packs::{PackView, StepsView, Time};

#[derive(Debug, Serialize)]
struct CardsView {
    cards: Vec<Card>,
    shown: usize,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Card {
    id: String,
    title: String,
    url: Option<String>,
    icon: Option<String>,
    description: Option<String>,
    /// For whom, each in inline Markdown.
    audience: Vec<String>,
    badges: Vec<BadgeView>,
    time: Option<Time>,
    pack: Option<PackView>,
    path: Option<StepsView>,
}

/// All packs.
pub(super) fn packs(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    cards(expander, id, arguments, "packs", PACK_TYPES)
}

/// All learning paths.
pub(super) fn paths(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    cards(expander, id, arguments, "paths", PATH_TYPES)
}

fn cards(
    expander: &Expander<'_>,
    id: PageId,
    arguments: &Arguments<'_>,
    template: &str,
    types: &[&str],
) -> Outcome {
    let mut found = expander.filtered_among(arguments, expander.catalog.pages_of(types))?;
    if let Some(sort) = expander.sort(arguments)? {
        sort.sort(expander, &mut found);
    }
    let total = found.len();
    found.truncate(arguments.number("limit")?.unwrap_or(total));
    let cards: Vec<Card> = found.into_iter().map(|of| expander.pack_card(id, of)).collect();
    expander.templates.render(template, &CardsView { shown: cards.len(), cards, total }).map(Output::Block)
}

impl Expander<'_> {
    fn pack_card(&self, on: PageId, of: PageId) -> Card {
        let page = self.page(of);
        let (pack, path) = (self.pack(on, of), self.steps(on, of));
        Card {
            id: page.id(),
            title: page.short_title().to_owned(),
            url: self.url(self.page(on), page),
            icon: page.icon(),
            description: page.description().map(str::to_owned),
            audience: page.fields.list("audience").to_vec(),
            badges: self.card_badges(on, of),
            time: self.pack_time(of),
            pack,
            path,
        }
    }
}
