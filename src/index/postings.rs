//! The index turned round: for each stem group the pages it stands in.

use hashbrown::HashMap;

use super::fold::{stem_key, unaccented};
use super::impact;
use super::stem::Stems;
use super::words::{Count, Counts};

/// A page in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    /// The page.
    pub(super) page: u32,
    /// How much the word matters to it.
    pub(super) level: u8,
    /// Of how many words the shortest title is that holds one of this group, up to [`TITLE`]; 0 for none.
    pub(super) title: u8,
    /// The text block that shows the word best, capped at the last one that fits.
    pub(super) block: u16,
}

/// Titles of more words count as such of so many.
pub(super) const TITLE: u8 = 15;

/// All groups.
pub(super) struct Postings {
    stems: Stems,
    /// The group of each form.
    forms: HashMap<String, usize>,
    /// The group of each stem.
    of_stems: HashMap<String, usize>,
    groups: Vec<Group>,
    /// The words of each counter, by their numbers.
    numbered: Vec<Vec<Numbered>>,
}

/// A word that a counter has given a number.
enum Numbered {
    /// No page has it so far.
    Word(String),
    /// Its group.
    Group(usize),
}

/// The words of one stem.
#[derive(Default)]
struct Group {
    list: Vec<Posting>,
    /// How they stand in the page that is being added.
    count: Option<Count>,
}

impl Postings {
    /// An index without pages.
    pub(super) fn new(stems: Stems) -> Self {
        Self {
            stems,
            forms: HashMap::new(),
            of_stems: HashMap::new(),
            groups: Vec::new(),
            numbered: Vec::new(),
        }
    }

    /// Takes in the words that a counter has newly found.
    pub(super) fn learn(&mut self, counter: usize, words: Vec<String>) {
        if self.numbered.len() <= counter {
            self.numbered.resize_with(counter + 1, Vec::new);
        }
        self.numbered[counter].extend(words.into_iter().map(Numbered::Word));
    }

    /// Adds the words of a page, as a counter has counted them; pages come in their order. `length` is the page's, 1
    /// for the average.
    pub(super) fn page(&mut self, page: u32, counter: usize, counts: &Counts, length: f32) {
        let mut there = Vec::with_capacity(counts.len());
        for (number, count) in counts {
            let group = self.numbered(counter, *number as usize);
            match &mut self.groups[group].count {
                Some(forms) => forms.merge(count),
                none => {
                    *none = Some(*count);
                    there.push(group);
                }
            }
        }
        for group in there {
            let Group { list, count } = &mut self.groups[group];
            list.extend(count.take().map(|count| Posting {
                page,
                level: impact::level(&count, length),
                title: count.named.min(TITLE),
                block: u16::try_from(count.block).unwrap_or(u16::MAX),
            }));
        }
    }

    fn numbered(&mut self, counter: usize, number: usize) -> usize {
        let word = match &mut self.numbered[counter][number] {
            Numbered::Group(group) => return *group,
            Numbered::Word(word) => std::mem::take(word),
        };
        let group = self.group(word);
        self.numbered[counter][number] = Numbered::Group(group);
        group
    }

    fn group(&mut self, word: String) -> usize {
        if let Some(&group) = self.forms.get(&word) {
            return group;
        }
        let next = self.groups.len();
        let group = *self.of_stems.entry(self.stems.group(&word)).or_insert(next);
        if group == next {
            self.groups.push(Group::default());
        }
        self.forms.insert(word, group);
        group
    }

    /// The groups of forms, and the list of each. The forms of a group come in no order, after them the key of a stem that is
    /// none of them.
    pub(super) fn finish(self) -> Vec<(Vec<String>, Vec<Posting>)> {
        let keys = stem_keys(self.of_stems, &self.groups);
        let mut groups: Vec<_> = self.groups.into_iter().map(|group| (Vec::new(), group.list)).collect();
        for (form, group) in self.forms {
            groups[group].0.push(form);
        }
        for (stem, group) in keys {
            let forms: &mut Vec<String> = &mut groups[group].0;
            if !forms.contains(&stem) {
                forms.push(stem_key(&stem));
            }
        }
        groups
    }
}

/// A stem of one letter is no stem.
const SHORTEST: usize = 2;

/// The stems as words are compared, each with the group that has most pages of those that share it then.
fn stem_keys(of_stems: HashMap<String, usize>, groups: &[Group]) -> HashMap<String, usize> {
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut stems: Vec<_> = of_stems.into_iter().collect();
    stems.sort_unstable_by_key(|(_, group)| *group);
    for (stem, group) in stems {
        let bare = unaccented(&stem).into_owned();
        if bare.chars().nth(SHORTEST - 1).is_none() {
            continue;
        }
        let best = keys.entry(bare).or_insert(group);
        if groups[*best].list.len() < groups[group].list.len() {
            *best = group;
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_stem_share_a_list() {
        let mut postings = Postings::new(Stems::of(None));
        let count =
            |text, is_title| Count { text, named: u8::from(is_title), title: is_title, ..Count::default() };
        postings.learn(0, vec!["retry".into(), "x".into()]);
        postings.page(0, 0, &vec![(0, count(1, true)), (1, count(1, false))], 1.0);
        postings.learn(1, vec!["retries".into(), "retry".into()]);
        postings.page(3, 1, &vec![(0, count(1, false)), (1, count(9, false))], 1.0);
        let mut groups = postings.finish();
        groups.iter_mut().for_each(|(forms, _)| forms.sort());
        groups.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(groups[0].0, ["retries", "retri~", "retry"]);
        let list = &groups[0].1;
        assert_eq!(list.iter().map(|p| (p.page, p.title)).collect::<Vec<_>>(), [(0, 1), (3, 0)]);
    }
}
