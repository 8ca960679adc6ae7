//! Ids pinned to headings, and the look at what came out.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::{missing, pin};
use super::draft::Draft;
use super::error::Result;
use super::ledger::{Fate, Ledger};
use super::links::apply;
use super::read::{ParseAll, Read};
use super::tree::Tree;

/// Pins ids to the headings of all pages.
pub(super) struct Pins<'a> {
    pub(super) tree: &'a Tree,
    pub(super) reads: &'a [Read],
    pub(super) ids: &'a [Vec<String>],
    pub(super) parse: &'a ParseAll<'a>,
}

/// Pins may move the numbers that mdBook puts after equal ids, and so ask for others.
const ROUNDS: usize = 6;

impl Pins<'_> {
    /// The texts of all pages with their edits, and with pins for the headings that are `wanted`: the page, and the
    /// number of the heading; and which pages stay as their authors wrote them.
    pub(super) fn apply(
        &self,
        drafts: Vec<Draft<'_>>,
        wanted: &BTreeSet<(usize, usize)>,
        ledger: &mut Ledger,
    ) -> Result<(Vec<String>, BTreeSet<usize>)> {
        let mut by_page: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (page, nth) in wanted {
            by_page.entry(*page).or_default().insert(*nth);
        }
        let mut texts = Vec::with_capacity(drafts.len());
        let mut kept = BTreeSet::new();
        for (id, draft) in drafts.into_iter().enumerate() {
            let text = match by_page.get(&id) {
                wanted if draft.is_kept => {
                    kept.insert(id);
                    self.kept(id, draft, wanted, ledger)
                }
                Some(wanted) => self.page(id, draft, wanted, &mut kept, ledger)?,
                None => {
                    ledger.merge(draft.ledger);
                    apply(&self.tree.pages[id], &draft.file, draft.edits, ledger)
                }
            };
            texts.push(text);
        }
        Ok((texts, kept))
    }

    /// A page that stays as it is: the ids of its headings are those of mdBook.
    fn kept(
        &self,
        id: usize,
        mut draft: Draft<'_>,
        wanted: Option<&BTreeSet<usize>>,
        ledger: &mut Ledger,
    ) -> String {
        ledger.take_back(&draft.file);
        let (read, ids) = (&self.reads[id], &self.ids[id]);
        let lost = wanted.map(|wanted| missing(&read.headings, ids, wanted, &BTreeSet::new()));
        for nth in lost.into_iter().flatten() {
            self.not_kept(&mut draft, id, nth);
        }
        ledger.merge(draft.ledger);
        self.tree.pages[id].original()
    }

    fn not_kept(&self, draft: &mut Draft<'_>, id: usize, nth: usize) {
        let note = format!("`#{}` could not be kept", self.ids[id][nth]);
        draft.note(self.reads[id].headings[nth].span.start, "anchors", Fate::Lost, note);
    }

    fn page(
        &self,
        id: usize,
        mut draft: Draft<'_>,
        wanted: &BTreeSet<usize>,
        kept: &mut BTreeSet<usize>,
        ledger: &mut Ledger,
    ) -> Result<String> {
        let (page, read, ids) = (&self.tree.pages[id], &self.reads[id], &self.ids[id]);
        // A title that was put above the others is none of them.
        let mut pinned = BTreeSet::new();
        let mut now = read.headings.clone();
        for _ in 0..ROUNDS {
            let more = missing(&now, ids, wanted, &pinned);
            if more.is_empty() {
                break;
            }
            pinned.extend(more);
            let text = apply(page, &draft.file, self.with_pins(id, &draft, &pinned), &mut Ledger::default());
            let parsed = (self.parse)(&[(&page.chapter, &text)])?;
            let parsed = parsed.into_iter().next().unwrap_or_default();
            if let Some(panicked) = &parsed.panicked {
                draft.ledger.panicked(&draft.file, panicked);
                kept.insert(id);
                return Ok(self.kept(id, draft, Some(wanted), ledger));
            }
            let headings = parsed.headings;
            let added = headings.len().saturating_sub(read.headings.len());
            now = headings.into_iter().skip(added).collect();
        }
        let edits = self.with_pins(id, &draft, &pinned);
        for nth in &pinned {
            let at = read.headings[*nth].span.start;
            match now.get(*nth).is_some_and(|heading| heading.id == ids[*nth]) {
                true => draft.note(at, "anchors", Fate::Converted, ""),
                false => self.not_kept(&mut draft, id, *nth),
            }
        }
        let file = draft.file.clone();
        ledger.merge(draft.ledger);
        Ok(apply(page, &file, edits, ledger))
    }

    fn with_pins(&self, id: usize, draft: &Draft<'_>, pinned: &BTreeSet<usize>) -> Vec<crate::text::Edit> {
        let (text, read) = (&self.tree.pages[id].text, &self.reads[id]);
        let pins = pinned.iter().filter_map(|nth| pin(text, &read.headings[*nth], &self.ids[id][*nth]));
        draft.edits.iter().cloned().chain(pins).collect()
    }
}
