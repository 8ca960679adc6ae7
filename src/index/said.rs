//! Which texts outside of a page's own text it says, too: those need not be shown twice.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::fold::name;
use super::section::{Extra, Section};

/// Marks what is said of a page as known where its title is the same name, or a part of its text holds it, and not within
/// a word. All are looked for at once: a page may have thousands of names.
pub(super) fn mark_said<'e>(title: &str, sections: &[Section], extras: impl Iterator<Item = &'e mut Extra>) {
    let title = name(title);
    let mut extras: Vec<&mut Extra> = extras.collect();
    for extra in &mut extras {
        extra.is_new = name(&extra.text) != title;
    }
    extras.retain(|extra| extra.is_new);
    // Each is used for one page: what takes long to build costs more than it gives.
    let kind = Some(AhoCorasickKind::NoncontiguousNFA);
    let wanted =
        AhoCorasick::builder().kind(kind).prefilter(false).build(extras.iter().map(|extra| &extra.text));
    // What cannot be looked for is shown once more.
    let Ok(wanted) = wanted else { return };
    for part in sections.iter().flat_map(|section| &section.parts) {
        for found in wanted.find_overlapping_iter(&part.text) {
            if is_apart(&part.text, found.start(), found.end()) {
                extras[found.pattern().as_usize()].is_new = false;
            }
        }
    }
}

/// Whether no word goes on from what is there: neither its letters, nor a version or an ending after a sign.
fn is_apart(text: &str, start: usize, end: usize) -> bool {
    let found = &text[start..end];
    let [first, last] = [found.chars().next(), found.chars().next_back()];
    !goes_on(first, text[..start].chars().rev()) && !goes_on(last, text[end..].chars())
}

/// Whether a word goes on from its outermost character, with the next ones in that direction.
fn goes_on(from: Option<char>, mut next: impl Iterator<Item = char>) -> bool {
    let is = |c: Option<char>, kind: fn(char) -> bool| c.is_some_and(kind);
    let joins: fn(char) -> bool = match next.next() {
        Some('.') => |c| c.is_ascii_digit(),
        Some('\'' | '’') => char::is_alphabetic,
        c => return is(c, char::is_alphanumeric),
    };
    is(from, joins) && is(next.next(), joins)
}

#[cfg(test)]
mod tests {
    use super::super::section::Part;
    use super::*;

    #[test]
    fn texts_are_said_by_the_title_or_whole_within_a_part() {
        let part = |text: &str| Part { is_code: false, text: text.to_owned(), joint: None };
        let parts =
            vec![part("The circuit-breaker, and breakers."), part("über Brücken"), part("one 3.14, don't.")];
        let sections = [Section { parts, ..Section::default() }];
        let texts = [
            "circuit",
            "breaker",
            "circuit-breaker",
            "break",
            "ber",
            "über",
            "one two",
            "Own Title",
            "n",
            "3",
            "14",
            "3.14",
            "don",
        ];
        let mut extras = texts.map(|text| Extra::whole(text.into()));
        mark_said("own-title", &sections, extras.iter_mut());
        let new: Vec<&str> = extras.iter().filter(|extra| extra.is_new).map(|extra| &*extra.text).collect();
        assert_eq!(new, ["break", "ber", "one two", "n", "3", "14", "don"]);
    }
}
