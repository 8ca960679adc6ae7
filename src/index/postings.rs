//! The index turned round: for each stem group the pages it stands in.

use hashbrown::HashMap;

use super::impact;
use super::stem::Stems;
use super::words::{Count, Words};

/// A page in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    /// The page.
    pub(super) page: u32,
    /// How much the word matters to it.
    pub(super) level: u8,
    /// Of how many groups the title consists, if this is one of them and they are few.
    pub(super) title: u8,
    /// The text block that shows the word best, capped at the last one that fits.
    pub(super) block: u16,
}

/// Titles of more groups than this are no names to look for.
pub(super) const NAMES: usize = 3;

/// All groups.
pub(super) struct Postings {
    stems: Stems,
    /// The group of each form.
    forms: HashMap<String, usize>,
    groups: HashMap<String, usize>,
    lists: Vec<Vec<Posting>>,
}

impl Postings {
    /// An index without pages.
    pub(super) fn new(stems: Stems) -> Self {
        Self { stems, forms: HashMap::new(), groups: HashMap::new(), lists: Vec::new() }
    }

    /// Adds the words of a page; pages come in their order. `length` is the page's, 1 for the average.
    pub(super) fn page(&mut self, page: u32, words: Words<'_>, length: f32) {
        let mut counts: HashMap<usize, Count> = HashMap::with_capacity(words.len());
        for (word, count) in words {
            counts.entry(self.group(&word)).or_default().merge(&count);
        }
        let names = counts.values().filter(|count| count.names).count();
        for (group, count) in counts {
            self.lists[group].push(Posting {
                page,
                level: impact::level(&count, length),
                title: if count.names && names <= NAMES { names as u8 } else { 0 },
                block: u16::try_from(count.block).unwrap_or(u16::MAX),
            });
        }
    }

    fn group(&mut self, word: &str) -> usize {
        if let Some(&group) = self.forms.get(word) {
            return group;
        }
        let next = self.lists.len();
        let group = *self.groups.entry(self.stems.group(word)).or_insert(next);
        if group == next {
            self.lists.push(Vec::new());
        }
        self.forms.insert(word.to_owned(), group);
        group
    }

    /// The groups of forms, and the list of each. The forms of a group come in no order.
    pub(super) fn finish(self) -> Vec<(Vec<String>, Vec<Posting>)> {
        let mut groups: Vec<_> = self.lists.into_iter().map(|list| (Vec::new(), list)).collect();
        for (form, group) in self.forms {
            groups[group].0.push(form);
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_stem_share_a_list() {
        let mut postings = Postings::new(Stems::of(None));
        let count = |text, names| Count { text, names, title: names, ..Count::default() };
        postings.page(0, Words::from([("retry".into(), count(1, true)), ("x".into(), count(1, false))]), 1.0);
        postings.page(
            3,
            Words::from([("retries".into(), count(1, false)), ("retry".into(), count(9, false))]),
            1.0,
        );
        let mut groups = postings.finish();
        groups.iter_mut().for_each(|(forms, _)| forms.sort());
        groups.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(groups[0].0, ["retries", "retry"]);
        let list = &groups[0].1;
        assert_eq!(list.iter().map(|p| (p.page, p.title)).collect::<Vec<_>>(), [(0, 1), (3, 0)]);
    }
}
