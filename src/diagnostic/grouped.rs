//! One report for what many pages have.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Aside, Code, Diagnostic, sort};

/// How many of the other places are named.
const NAMED: usize = 3;

/// How many reports fit on a screen; with more of them, each code has one.
const ON_A_SCREEN: usize = 12;

/// The reports that people are shown, and whether some of them stand for several: what many pages have is one, and with
/// `all` nothing else is.
pub(crate) fn for_people(problems: &[Diagnostic], all: bool) -> (Vec<Diagnostic>, bool) {
    let mut shown = problems.to_vec();
    by_message(&mut shown);
    let each = shown.len();
    if !all {
        by_code(&mut shown);
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

/// Where there are more reports than a screen holds, those of a code become one.
fn by_code(problems: &mut Vec<Diagnostic>) {
    if problems.len() <= ON_A_SCREEN {
        return;
    }
    let mut groups: BTreeMap<Code, Vec<Diagnostic>> = BTreeMap::new();
    for found in problems.drain(..) {
        groups.entry(found.code).or_default().push(found);
    }
    problems.extend(groups.into_values().filter_map(|group| {
        let kinds = group.len();
        let files = files(&group);
        let label = group.first()?.message.clone();
        let helps: HashSet<Option<&str>> = group.iter().map(|found| found.help.as_deref()).collect();
        let is_one_help = helps.len() == 1;
        let mut one = joined(group)?;
        if kinds > 1 {
            let summary = one.code.summary().trim_end_matches('.');
            let places = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
            one.message = format!("{} times in {places}: {summary}", one.times());
            one.label = Some(label.into());
            one.help = one.help.filter(|_| is_one_help);
        }
        Some(one)
    }));
}

fn files(group: &[Diagnostic]) -> usize {
    let files = group.iter().filter_map(|found| Some(found.place.as_ref()?.file.as_str()));
    files.collect::<HashSet<_>>().len()
}

fn is_one_a_file(group: &[Diagnostic]) -> bool {
    files(group) == group.len()
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
    one.aside = (times > 1).then(|| Box::new(others));
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
        by_code(&mut found);
        let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        let link = "117 times in 59 files: A link to a page or file that the book does not have";
        assert_eq!(messages, ["`x` is not a field", link]);
        assert_eq!(found[1].label.as_deref(), Some("`0` leads nowhere"));
        assert_eq!(found.iter().map(Diagnostic::times).sum::<usize>(), 118);
    }

    #[test]
    fn what_a_screen_holds_stays_as_it_is() {
        let mut found: Vec<_> = (0..ON_A_SCREEN).map(|n| at(Code::BrokenLink, &n.to_string(), n)).collect();
        let before = found.clone();
        by_code(&mut found);
        assert_eq!(found, before);
    }
}
