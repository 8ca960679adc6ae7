//! Shards of words: two texts each, the words and the lists. `theme/patterns-index.d.ts` is the
//! format's description.

use std::collections::HashMap;

use rayon::prelude::*;

use super::digits::{digit, hash, push_number};
use super::front_coding::push_form;
use super::impact::LEVELS;
use super::postings::{Posting, TITLE};

/// The bytes of a shard: each word of a query loads one.
const SIZE: usize = 8 * 1024;

/// Lists longer than this are files of their own.
const LONG: usize = 6 * 1024;

/// Forms that start with the same units of this number stay in one entry, so that an entry's forms are
/// neighbours and a shard can end between any two such starts.
const START: usize = 2;

/// A file's name without its ending, and its JSON.
pub(super) type NamedFile = (String, String);

/// All shards, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Shards {
    /// The smallest word of each.
    pub(super) first: Vec<String>,
    /// The hash of each.
    pub(super) hashes: String,
    /// The shards and the lists that are too long for one.
    pub(super) files: Vec<NamedFile>,
}

/// Forms that stand together, and their list.
struct Entry {
    forms: Vec<Vec<u16>>,
    list: usize,
}

/// Cuts all groups into shards.
pub(super) fn build(groups: Vec<(Vec<String>, Vec<Posting>)>) -> Shards {
    let mut entries = Vec::with_capacity(groups.len());
    let mut lists = Vec::with_capacity(groups.len());
    for (at, (forms, list)) in groups.into_iter().enumerate() {
        entries.extend(neighbours(forms).map(|forms| Entry { forms, list: at }));
        lists.push(list);
    }
    entries.par_sort_unstable_by(|a, b| a.forms.cmp(&b.forms));
    let mut writer = Writer { lists, shards: Shards::default(), open: Open::default(), long: HashMap::new() };
    for entry in &entries {
        writer.entry(entry);
    }
    writer.close();
    writer.shards
}

/// The forms of a group as UTF-16, which is what JavaScript compares and cuts, by their start.
fn neighbours(forms: Vec<String>) -> impl Iterator<Item = Vec<Vec<u16>>> {
    let mut forms: Vec<Vec<u16>> = forms.iter().map(|form| form.encode_utf16().collect()).collect();
    forms.sort_unstable();
    let start = |form: &[u16]| form[..form.len().min(START)].to_vec();
    let mut runs: Vec<Vec<Vec<u16>>> = Vec::new();
    for form in forms {
        match runs.last_mut() {
            Some(run) if start(&run[0]) == start(&form) => run.push(form),
            _ => runs.push(vec![form]),
        }
    }
    runs.into_iter()
}

/// The shard that is being filled.
#[derive(Default)]
struct Open {
    words: String,
    lists: String,
    first: Vec<u16>,
    last: Vec<u16>,
    /// The largest word so far: a shard may end only before a word after all of its words.
    largest: Vec<u16>,
}

struct Writer {
    lists: Vec<Vec<Posting>>,
    shards: Shards,
    open: Open,
    /// The files of lists that are too long.
    long: HashMap<usize, String>,
}

impl Writer {
    fn entry(&mut self, entry: &Entry) {
        let open = &self.open;
        let is_full = open.words.len() + open.lists.len() >= SIZE;
        if is_full && open.largest < entry.forms[0] {
            self.close();
        }
        let list = self.list(entry.list);
        let open = &mut self.open;
        if open.words.is_empty() {
            open.first.clone_from(&entry.forms[0]);
        } else {
            open.words.push(',');
            open.lists.push(',');
        }
        for (at, form) in entry.forms.iter().enumerate() {
            if at > 0 {
                open.words.push(' ');
            }
            push_form(&mut open.words, &open.last, form);
            open.last.clone_from(form);
        }
        if open.last > open.largest {
            open.largest.clone_from(&open.last);
        }
        open.lists.push_str(&list);
    }

    /// A list as text, or where it is.
    fn list(&mut self, list: usize) -> String {
        let postings = &self.lists[list];
        let elsewhere = |name: &str| format!(" {} {name}", postings.len());
        if let Some(name) = self.long.get(&list) {
            return elsewhere(name);
        }
        let text = encode(postings);
        if text.len() <= LONG {
            return text;
        }
        let name = format!("l{}-{}", self.long.len(), hash(text.as_bytes()));
        let entry = elsewhere(&name);
        self.shards.files.push((name.clone(), json(&text)));
        self.long.insert(list, name);
        entry
    }

    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        if open.words.is_empty() {
            return;
        }
        let text = json(&(open.words, open.lists));
        let hash = hash(text.as_bytes());
        let name = format!("w{}-{hash}", self.shards.first.len());
        self.shards.first.push(String::from_utf16_lossy(&open.first));
        self.shards.hashes.push_str(&hash);
        self.shards.files.push((name, text));
    }
}

/// The pages of a list, the shorter way: with distances, or with a mark for each page.
fn encode(postings: &[Posting]) -> String {
    let sparse = sparse(postings);
    let pages = postings.last().map_or(0, |posting| posting.page as usize + 1);
    let left_out = (pages - postings.len()).div_ceil(SKIPPED as usize);
    if DENSE.len() + postings.len() + left_out >= sparse.len() {
        return sparse;
    }
    let dense = dense(postings);
    if dense.len() < sparse.len() { dense } else { sparse }
}

fn sparse(postings: &[Posting]) -> String {
    let mut out = String::with_capacity(postings.len() * 3);
    let mut next = 0;
    for posting in postings {
        push_number(&mut out, (posting.page + 1 - next) as usize);
        push_mark(&mut out, posting);
        next = posting.page + 1;
    }
    out
}

fn dense(postings: &[Posting]) -> String {
    let mut out = DENSE.to_owned();
    let mut next = 0;
    for posting in postings {
        let mut gap = posting.page - next;
        while gap > 0 {
            let skipped = gap.min(SKIPPED);
            out.push(digit(LEVELS * (MORE + 1) + skipped as u8 - 1));
            gap -= skipped;
        }
        push_mark(&mut out, posting);
        next = posting.page + 1;
    }
    out
}

/// Starts a dense list; a list that is elsewhere starts with one space.
const DENSE: &str = "  ";

/// So many pages one digit of a dense list leaves out.
const SKIPPED: u32 = 4;

/// Blocks from here on follow the mark.
const MORE: u8 = 3;

/// What is said of a page.
fn push_mark(out: &mut String, posting: &Posting) {
    let &Posting { level, title, block, .. } = posting;
    match u8::try_from(block) {
        Ok(block) if block < MORE && title == 0 => out.push(digit(level + LEVELS * block)),
        _ => {
            out.push(digit(level + LEVELS * MORE));
            push_number(out, usize::from(block) * usize::from(TITLE + 1) + usize::from(title));
        }
    }
}

/// Texts are always JSON.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posting(page: u32) -> Posting {
        Posting { page, level: 21, title: 1, block: 91 }
    }

    #[test]
    fn words_are_front_coded_in_utf_16_and_lists_delta_coded() {
        let groups = vec![
            (vec!["retry".to_owned(), "retries".to_owned()], vec![posting(0), posting(1)]),
            (vec!["red".to_owned()], vec![posting(70)]),
            (vec!["😀a".to_owned(), "😁b".to_owned(), "ﬀ".to_owned()], vec![posting(0)]),
        ];
        let shards = build(groups);
        assert_eq!(shards.first, ["red"]);
        let (words, lists): (String, String) = serde_json::from_str(&shards.files[0].1).unwrap();
        assert_eq!(words, "0red,2tries 4y,0😀a,0😁b,0ﬀ");
        // 91 * 16 + 1 is 23 * 62 + 31.
        let mark = [digit(21 + 22 * 3), digit(62 + 23), digit(31)].iter().collect::<String>();
        let first = format!("!{mark}");
        let far = number(71);
        assert_eq!(lists, format!("{far}{mark},{first}{first},{first},{first},{first}"));
    }

    fn number(value: usize) -> String {
        let mut out = String::new();
        push_number(&mut out, value);
        out
    }

    #[test]
    fn the_first_blocks_stand_in_the_mark_and_titles_behind_it() {
        let mark = |level, block, title| {
            let mut out = String::new();
            push_mark(&mut out, &Posting { page: 0, level, title, block });
            out
        };
        assert_eq!(mark(5, 0, 0), digit(5).to_string());
        assert_eq!(mark(5, 2, 0), digit(5 + 44).to_string());
        assert_eq!(mark(0, 3, 0), format!("{}{}", digit(66), digit(48)));
        assert_eq!(mark(21, 0, 3), format!("{}{}", digit(87), digit(3)));
    }

    #[test]
    fn lists_of_most_pages_have_no_distances() {
        let plain = |page| Posting { page, level: 1, title: 0, block: 0 };
        let mark = digit(1);
        let few: Vec<Posting> = [7, 99].map(plain).into();
        assert_eq!(encode(&few), format!("{}{mark}{}{mark}", number(8), number(92)));
        let most: Vec<Posting> = [1, 2, 3, 4, 10, 11].map(plain).into();
        let skipped = |pages: u8| digit(87 + pages);
        let expected =
            format!("  {}{mark}{mark}{mark}{mark}{}{}{mark}{mark}", skipped(1), skipped(4), skipped(1));
        assert_eq!(encode(&most), expected);
        assert!(encode(&[]).is_empty());
    }

    #[test]
    fn shards_end_between_words_and_long_lists_are_elsewhere() {
        let mut groups: Vec<_> = (0..20_000).map(|n| (vec![format!("w{n:05}")], vec![posting(n)])).collect();
        groups.push((vec!["everywhere".to_owned()], (0..5000).map(posting).collect()));
        let shards = build(groups);
        assert!(shards.first.len() > 5 && shards.first.is_sorted());
        assert_eq!(shards.hashes.len(), shards.first.len() * super::super::digits::HASH);
        let long = shards.files.iter().find(|(name, _)| name.starts_with('l')).unwrap();
        let (_, lists): (String, String) =
            serde_json::from_str(&shards.files.iter().find(|(name, _)| name.starts_with("w0")).unwrap().1)
                .unwrap();
        assert!(lists.starts_with(&format!(" 5000 {},", long.0)));
    }
}
