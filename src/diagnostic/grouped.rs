//! One report for what many pages have.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Aside, Code, Diagnostic, sort};

/// How many of the other places are named.
const NAMED: usize = 3;

/// How many keys a report names.
const KEYS: usize = 20;

/// How many reports people read at once; with more of them, each code has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Most {
    /// As many as a screen holds, for a command that somebody asked.
    Screen,
    /// None of their own: each code has one.
    Codes,
    /// What a build may say, which has no option to say more.
    Build,
    /// Any number.
    All,
}

impl Most {
    /// What a command shows, which says each with `all`.
    pub(crate) fn of_command(all: bool) -> Self {
        if all { Self::All } else { Self::Screen }
    }

    pub(crate) fn reports(self) -> usize {
        match self {
            Self::Screen => 12,
            Self::Codes => 0,
            Self::Build => 50,
            Self::All => usize::MAX,
        }
    }
}

/// The reports that people are shown, and whether some of them stand for several: what many pages have is one, and where
/// there are more than `most`, a code has one.
pub(crate) fn for_people(problems: &[Diagnostic], most: Most) -> (Vec<Diagnostic>, bool) {
    let mut shown = problems.to_vec();
    let files = files_of_codes(problems);
    by_message(&mut shown);
    let each = shown.len();
    if each > most.reports() {
        by_code(&mut shown, &files);
    }
    let is_shorter = shown.len() < each;
    (shown, is_shorter)
}

/// Problems of one code and message become one report, at the first of their places.
pub(crate) fn by_message(problems: &mut Vec<Diagnostic>) {
    sort(problems);
    let mut first: HashMap<(Code, String), usize> = HashMap::new();
    let mut groups: Vec<Vec<Diagnostic>> = Vec::new();
    for found in problems.drain(..) {
        let at = *first.entry((found.code, found.message.clone())).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(found),
            None => groups.push(vec![found]),
        }
    }
    problems.extend(groups.into_iter().filter_map(|group| {
        let (times, places) = (group.len(), is_one_a_file(&group));
        let mut one = joined(group)?;
        if times > 1 {
            let (more, s) = (times - 1, if times == 2 { "" } else { "s" });
            let place = if places { "page" } else { "place" };
            one.message = format!("{}, here and in {more} more {place}{s}", one.message);
        }
        Some(one)
    }));
}

/// Those of a code become one. What stops the build is said one by one.
fn by_code(problems: &mut Vec<Diagnostic>, files: &HashMap<Code, usize>) {
    let (found, mut each): (Vec<_>, Vec<_>) =
        problems.drain(..).partition(|found| !found.code.stops_builds());
    let mut groups: BTreeMap<Code, Vec<Diagnostic>> = BTreeMap::new();
    for found in found {
        groups.entry(found.code).or_default().push(found);
    }
    problems.append(&mut each);
    problems.extend(groups.into_values().filter_map(|group| {
        let kinds = group.len();
        let label = group.first()?.message.clone();
        let help = keys_to_keep(&group);
        let mut one = joined(group)?;
        if kinds > 1 {
            let summary = one.code.summary().trim_end_matches('.');
            let files = files.get(&one.code).copied().unwrap_or_default();
            let places = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
            one.message = format!("{} times in {places}: {summary}", one.times());
            one.label = Some(label.into());
            // That of the first is the one for the place that is shown.
            one.help = help.or(one.help);
        }
        Some(one)
    }));
}

/// The way out for a library with many keys that mean nothing here: one line, with those that most pages have. A key that
/// could be kept is the subject of its problem.
fn keys_to_keep(group: &[Diagnostic]) -> Option<Box<str>> {
    let unknown = group.iter().filter(|found| found.code == Code::UnknownKey);
    let mut keys: Vec<(usize, &str)> = unknown
        .filter_map(|found| Some((found.times(), found.aside.as_ref()?.subject.as_deref()?)))
        .collect();
    if keys.is_empty() {
        return None;
    }
    keys.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
    let keep = keep_line(keys.iter().map(|(_, key)| *key));
    let help = format!(
        "declare them in book.toml under `[preprocessor.patterns.field]`, or keep them as they are, with {keep} in \
         `[preprocessor.patterns]`"
    );
    Some(help.into())
}

/// The line of the configuration that keeps some keys: the first of them, and how many more there are.
pub(crate) fn keep_line<'k>(keys: impl ExactSizeIterator<Item = &'k str>) -> String {
    let more = match keys.len().saturating_sub(KEYS) {
        0 => String::new(),
        1 => ", and 1 more key".to_owned(),
        more => format!(", and {more} more keys"),
    };
    let first: Vec<String> = keys.take(KEYS).map(|key| format!("\"{key}\"")).collect();
    format!("`keep = [{}]`{more}", first.join(", "))
}

/// In how many files problems of each code are.
fn files_of_codes(problems: &[Diagnostic]) -> HashMap<Code, usize> {
    let mut files: HashMap<Code, HashSet<&str>> = HashMap::new();
    for found in problems {
        let file = found.place.as_ref().map(|place| place.file.as_str());
        files.entry(found.code).or_default().extend(file);
    }
    files.into_iter().map(|(code, files)| (code, files.len())).collect()
}

fn is_one_a_file(group: &[Diagnostic]) -> bool {
    let files = group.iter().filter_map(|found| Some(found.place.as_ref()?.file.as_str()));
    files.collect::<HashSet<_>>().len() == group.len()
}

/// The first of some problems, with the places of the others.
fn joined(group: Vec<Diagnostic>) -> Option<Diagnostic> {
    let severity = group.iter().map(|found| found.severity).min()?;
    let times: usize = group.iter().map(Diagnostic::times).sum();
    let mut group = group.into_iter();
    let mut one = group.next()?;
    one.severity = severity;
    let mut others = one.aside.take().map_or_else(Aside::default, |others| *others);
    for found in group.take(NAMED) {
        others.places.extend(found.place);
        others.places.extend(found.aside.into_iter().flat_map(|others| others.places));
    }
    others.places.truncate(NAMED);
    others.count = times - 1;
    one.aside = (times > 1 || others.subject.is_some()).then(|| Box::new(others));
    Some(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(code: Code, message: &str, file: usize) -> Diagnostic {
        Diagnostic::new(code, message).at(&format!("{file:03}.md"), 0..1)
    }

    #[test]
    fn one_problem_of_many_pages_is_one_report() {
        let mut found: Vec<_> = (0..500).map(|n| at(Code::UnknownKey, "`x` is not a field", n)).collect();
        by_message(&mut found);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "`x` is not a field, here and in 499 more pages");
        assert_eq!((found[0].times(), found[0].aside.as_ref().unwrap().places.len()), (500, NAMED));
    }

    #[test]
    fn many_reports_of_a_code_are_one() {
        let links = (0..117).map(|n| at(Code::BrokenLink, &format!("`{n}` leads nowhere"), n / 2));
        let mut found: Vec<_> = links.chain([at(Code::UnknownKey, "`x` is not a field", 1)]).collect();
        let files = files_of_codes(&found);
        by_code(&mut found, &files);
        let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        let link = "117 times in 59 files: A link to a page or file that the book does not have";
        assert_eq!(messages, ["`x` is not a field", link]);
        assert_eq!(found[1].label.as_deref(), Some("`0` leads nowhere"));
        assert_eq!(found.iter().map(Diagnostic::times).sum::<usize>(), 118);
    }

    #[test]
    fn keys_of_many_names_can_be_kept_by_one_line() {
        let key = |n: usize, file| {
            at(Code::UnknownKey, &format!("`k{n}` is not a field"), file).about(format!("k{n}"))
        };
        let of_step = at(Code::UnknownKey, "`x` is not a key of a step", 1);
        let mut found: Vec<_> = (0..24).map(|n| key(n, n)).chain([key(23, 24), of_step]).collect();
        let files = files_of_codes(&found);
        by_message(&mut found);
        by_code(&mut found, &files);
        assert_eq!(found[0].message, "26 times in 25 files: A key that is not a field of the schema");
        let help = found[0].help.as_deref().unwrap();
        assert!(help.contains("`keep = [\"k23\", \"k0\", \"k1\", "), "{help}");
        assert!(help.ends_with("\"k18\"]`, and 4 more keys in `[preprocessor.patterns]`"), "{help}");
    }

    #[test]
    fn what_a_screen_holds_stays_as_it_is() {
        let found: Vec<_> = (0..12).map(|n| at(Code::BrokenLink, &n.to_string(), n)).collect();
        assert_eq!(for_people(&found, Most::Screen), (found, false));
        let found: Vec<_> = (0..51).map(|n| at(Code::BrokenLink, &n.to_string(), n)).collect();
        let shown = |most| for_people(&found, most).0.len();
        assert_eq!([Most::Screen, Most::Build, Most::All].map(shown), [1, 1, 51]);
        assert_eq!(for_people(&found[1..], Most::Build).0.len(), 50);
    }

    #[test]
    fn what_stops_the_build_is_said_one_by_one() {
        let keys = (0..2).map(|n| at(Code::UnknownConfigKey, &n.to_string(), n));
        let links = (0..20).map(|n| at(Code::BrokenLink, &n.to_string(), n));
        let found: Vec<_> = links.chain(keys).collect();
        let (shown, is_shorter) = for_people(&found, Most::Screen);
        let codes: Vec<Code> = shown.iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::UnknownConfigKey, Code::UnknownConfigKey, Code::BrokenLink]);
        assert!(is_shorter);
    }
}
