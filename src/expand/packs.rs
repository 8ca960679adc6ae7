//! Pages that hold others: packs and learning paths.

use serde::Serialize;

use super::{BadgeView, Expander, LinkView, PageElement};
use crate::catalog::{LearningPath, Link, PACK_TYPES, PATH_TYPES, PathStep, Target};
use crate::page::{Page, PageId};

/// A page as packs and paths list it.
#[derive(Debug, Serialize)]
pub(super) struct PackEntry {
    link: LinkView,
    badges: Vec<BadgeView>,
    /// How long it takes to read; nothing for what is no page of this book.
    time: Option<String>,
}

/// What a pack holds.
#[derive(Debug, Serialize)]
pub(super) struct PackView {
    pub(super) entries: Vec<PackEntry>,
    /// How long all of them take to read, unless the book says no reading times.
    pub(super) time: Option<String>,
}

/// The steps of a path.
#[derive(Debug, Serialize)]
pub(super) struct StepsView {
    pub(super) steps: Vec<StepView>,
    pub(super) time: Option<Time>,
    /// What its pages need and the path does not name.
    pub(super) assumes: Vec<LinkView>,
}

#[derive(Debug, Serialize)]
pub(super) struct StepView {
    id: String,
    title: Option<String>,
    text: Option<String>,
    time: Option<Time>,
    entries: Vec<PackEntry>,
}

/// A time, and what it is the time of.
#[derive(Debug, Serialize)]
pub(super) struct Time {
    /// `Duration` where the author gave one, otherwise `Reading time`.
    label: String,
    text: String,
}

impl Expander<'_> {
    /// Whether a page is there for the pages that it lists.
    pub(super) fn holds_pages(page: &Page) -> bool {
        page.is_a(PACK_TYPES) || page.is_a(PATH_TYPES)
    }

    /// Whether the furniture shows a relation by itself, so that `related` need not.
    pub(super) fn shown_apart(&self, of: PageId, link: &Link, is_inverse: bool) -> bool {
        let shows = |piece: PageElement| self.is_placed(self.page(of), piece);
        match (link.field.as_str(), is_inverse) {
            ("superseded_by", false) => shows(PageElement::Notice),
            (crate::catalog::STEPS, true) => shows(PageElement::PathNav),
            (crate::catalog::STEPS, false) => shows(PageElement::Steps),
            ("patterns", false) if self.page(of).is_a(PACK_TYPES) => shows(PageElement::Pack),
            ("patterns", false) => self.catalog.paths.of(of).is_some() && shows(PageElement::Steps),
            ("patterns", true) => match link.target {
                Target::Page(from) => self.is_stop(from, of) && shows(PageElement::PathNav),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether the page `path` is a path that names the page `id`.
    fn is_stop(&self, path: PageId, id: PageId) -> bool {
        self.catalog.paths.through(id).any(|(found, _)| found.page == path)
    }

    /// What the pack `of` holds, as the page `on` shows it.
    pub(super) fn pack(&self, on: PageId, of: PageId) -> Option<PackView> {
        if !self.page(of).is_a(PACK_TYPES) {
            return None;
        }
        let links: Vec<&Link> =
            self.catalog.links[of].iter().filter(|link| link.field == "patterns").collect();
        let time = self.reading_time(links.iter().filter_map(|link| self.minutes_of(link)).sum());
        let entries: Vec<PackEntry> = links.into_iter().map(|link| self.pack_entry(on, link)).collect();
        (!entries.is_empty()).then_some(PackView { entries, time })
    }

    fn pack_entry(&self, on: PageId, link: &Link) -> PackEntry {
        let badges = match link.target {
            Target::Page(to) => self.card_badges(on, to),
            _ => Vec::new(),
        };
        let time = self.minutes_of(link).map(|minutes| self.duration(minutes));
        PackEntry { link: self.link_view(on, link), badges, time }
    }

    /// How long the page of a link takes to read, unless the book says no reading times.
    fn minutes_of(&self, link: &Link) -> Option<u32> {
        match link.target {
            Target::Page(to) if self.config.reading_time => {
                Some(self.page(to).minutes(self.config.words_per_minute))
            }
            _ => None,
        }
    }

    /// The steps of the path `of`, as the page `on` shows them.
    pub(super) fn steps(&self, on: PageId, of: PageId) -> Option<StepsView> {
        let path = self.catalog.paths.of(of)?;
        let steps: Vec<StepView> = path.steps.iter().map(|step| self.step(on, step)).collect();
        let minutes = path.steps.iter().filter_map(|step| self.step_minutes(step)).map(|(m, _)| m).sum();
        let given = path.steps.iter().any(|step| step.minutes.is_some());
        let time = (given || self.config.reading_time).then(|| self.time(minutes, given));
        (!steps.is_empty()).then(|| StepsView { steps, time, assumes: self.assumes(on, path) })
    }

    fn step(&self, on: PageId, step: &PathStep) -> StepView {
        StepView {
            id: step.id.clone(),
            title: step.title.clone(),
            text: step.text.clone(),
            time: self.step_minutes(step).map(|(minutes, given)| self.time(minutes, given)),
            entries: step.links.iter().map(|link| self.pack_entry(on, link)).collect(),
        }
    }

    /// How long a step takes, and whether the author says so: otherwise its pages are counted.
    fn step_minutes(&self, step: &PathStep) -> Option<(u32, bool)> {
        if let Some(minutes) = step.minutes {
            return Some((minutes, true));
        }
        let minutes: u32 = step.links.iter().filter_map(|link| self.minutes_of(link)).sum();
        (minutes > 0).then_some((minutes, false))
    }

    /// The time that pages take to read, unless the book says none.
    pub(super) fn reading_time(&self, minutes: u32) -> Option<String> {
        self.config.reading_time.then(|| self.duration(minutes))
    }

    fn time(&self, minutes: u32, given: bool) -> Time {
        let label = self.word(if given { "duration" } else { "reading_time" }).to_owned();
        Time { label, text: self.long_duration(minutes) }
    }

    /// `2 wk`, `3 d`; what is no whole number of days in hours and minutes.
    pub(super) fn long_duration(&self, minutes: u32) -> String {
        const DAY: u32 = 24 * 60;
        let whole = |unit: u32| minutes > 0 && minutes.is_multiple_of(unit);
        match minutes {
            _ if whole(7 * DAY) => format!("{} {}", minutes / (7 * DAY), self.word("weeks")),
            _ if whole(DAY) => format!("{} {}", minutes / DAY, self.word("days")),
            _ => self.duration(minutes),
        }
    }

    /// How long a pack or a path takes: as its author says, otherwise as long as what it holds.
    pub(super) fn pack_time(&self, of: PageId) -> Option<Time> {
        if let Some(minutes) = self.page(of).fields.minutes("duration") {
            return Some(self.time(minutes, true));
        }
        let Some(path) = self.catalog.paths.of(of) else {
            let links = self.catalog.links[of].iter().filter(|link| link.field == "patterns");
            let minutes: u32 = links.filter_map(|link| self.minutes_of(link)).sum();
            return (minutes > 0).then(|| self.time(minutes, false));
        };
        let times: Vec<_> = path.steps.iter().filter_map(|step| self.step_minutes(step)).collect();
        let given = times.iter().any(|(_, given)| *given);
        (!times.is_empty()).then(|| self.time(times.iter().map(|(minutes, _)| minutes).sum(), given))
    }

    /// The prerequisites of its pages that the path does not name.
    fn assumes(&self, on: PageId, path: &LearningPath) -> Vec<LinkView> {
        let mut seen: std::collections::BTreeSet<PageId> = path.stops.iter().map(|(page, _)| *page).collect();
        seen.insert(path.page);
        let links = path.stops.iter().flat_map(|(page, _)| &self.catalog.links[*page]);
        let needed = links.filter(|link| link.field == "prerequisites").filter_map(|link| link.target.page());
        needed.filter(|page| seen.insert(*page)).map(|page| self.page_link(on, page)).collect()
    }
}
