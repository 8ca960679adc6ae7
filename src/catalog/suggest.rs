//! The name that a misspelt one is probably meant to be.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::nearest;

/// So many names are all compared; of more only those that share parts with the word.
const FEW: usize = 256;

/// How many names one part is looked up in, and how many are compared: a word costs the same in a book of
/// any size.
const NAMES_OF_A_PART: usize = 256;
const COMPARED: usize = 64;

/// What a part counts that one name has alone; what many names share says little of which is meant.
const WEIGHT: usize = 1_000_000;

/// Up to this many characters a word is known by what is left when one of them is missing.
const SHORT: usize = 12;

/// Names in their order, by their parts.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<String>,
    parts: HashMap<String, Vec<usize>>,
}

impl Names {
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n String>) -> Self {
        let mut names: Vec<String> = names.cloned().collect();
        names.sort_unstable();
        let mut known: HashMap<String, Vec<usize>> = HashMap::new();
        if names.len() > FEW {
            for (at, name) in names.iter().enumerate() {
                for part in parts(name) {
                    let names = known.entry(part).or_default();
                    if names.len() < NAMES_OF_A_PART && names.last() != Some(&at) {
                        names.push(at);
                    }
                }
            }
        }
        Self { names, parts: known }
    }

    /// The name that is nearest to `word`, if one is near. A number is no slip for another one.
    pub(super) fn nearest(&self, word: &str) -> Option<&str> {
        let wanted = numbers(word);
        let is_numbered_so =
            |name: &&str| wanted.is_empty() || numbers(name).is_empty() || numbers(name) == wanted;
        if self.names.len() <= FEW {
            return nearest(word, self.names.iter().map(String::as_str).filter(is_numbered_so));
        }
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for names in parts(word).iter().filter_map(|part| self.parts.get(part)) {
            for &at in names {
                *shared.entry(at).or_default() += WEIGHT / names.len();
            }
        }
        let mut candidates: Vec<(usize, usize)> = shared.into_iter().collect();
        candidates.sort_by_key(|&(at, weight)| (std::cmp::Reverse(weight), at));
        let near = candidates.into_iter().take(COMPARED).map(|(at, _)| self.names[at].as_str());
        nearest(word, near.filter(is_numbered_so))
    }
}

/// The numbers in a name: `12` and `0012` are one.
fn numbers(name: &str) -> Vec<&str> {
    let runs = name.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.trim_start_matches('0')).collect()
}

/// Three characters each, and of a short word the word with each character left out: a slip leaves some of
/// them as they were.
fn parts(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().take(200).collect();
    let mut parts: Vec<String> = chars.windows(3).map(|three| three.iter().collect()).collect();
    if chars.len() <= SHORT {
        parts.push(format!(" {word}"));
        let without = |at: usize| chars.iter().enumerate().filter(move |(i, _)| *i != at).map(|(_, c)| c);
        parts.extend((0..chars.len()).map(|at| format!(" {}", without(at).collect::<String>())));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_books_have_suggestions_too() {
        let all: Vec<String> =
            (0..5_000).map(|n| format!("pattern-number-{n}")).chain(["saga".to_owned()]).collect();
        let names = Names::new(all.iter());
        assert_eq!(names.nearest("sgaa"), Some("saga"));
        assert_eq!(names.nearest("sag"), Some("saga"));
        assert_eq!(names.nearest("patern-number-4711"), Some("pattern-number-4711"));
        assert_eq!(names.nearest("something-else"), None);
        assert_eq!(names.nearest("pattern-number-5001"), None, "a number is no slip for another one");
    }

    #[test]
    fn a_number_is_no_slip_for_another_one() {
        let all = ["http-2", "note-0012", "retry"].map(str::to_owned);
        let names = Names::new(all.iter());
        assert_eq!((names.nearest("http-3"), names.nearest("note-13")), (None, None));
        assert_eq!((names.nearest("note-012"), names.nearest("htp-2")), (Some("note-0012"), Some("http-2")));
        assert_eq!(names.nearest("retry2"), Some("retry"));
    }

    #[test]
    fn of_names_as_near_the_first_is_suggested() {
        let all = ["b".repeat(8) + "x", "b".repeat(8) + "a"];
        assert_eq!(Names::new(all.iter()).nearest(&"b".repeat(8)), Some("bbbbbbbba"));
    }
}
