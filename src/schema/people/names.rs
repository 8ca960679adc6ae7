//! The names of people in a text, and the addresses beside them.

use crate::schema::Person;
use crate::text::address::{is_mail, is_web};

/// What belongs to the name before the comma.
const OF_ONE: &[&str] =
    &["co", "dr", "gmbh", "ii", "iii", "inc", "jr", "llc", "ltd", "md", "msc", "phd", "sr"];

/// What somebody is, at the start or at the end of what is after the comma.
const ROLES: &[&str] = &[
    "architect",
    "ceo",
    "cfo",
    "chair",
    "chairman",
    "cio",
    "cofounder",
    "consultant",
    "coo",
    "cto",
    "developer",
    "director",
    "directors",
    "editor",
    "engineer",
    "founder",
    "head",
    "lead",
    "maintainer",
    "manager",
    "officer",
    "president",
    "professor",
    "vp",
];

/// What a name of several words joined by `and` ends with.
const GROUPS: &[&str] = &[
    "board",
    "committee",
    "community",
    "council",
    "department",
    "division",
    "foundation",
    "group",
    "guild",
    "institute",
    "office",
    "squad",
    "team",
    "teams",
    "unit",
];

/// A person as a text says them, with the address that the text links or ends with: `Ann <ann@example.org>`,
/// `Ann (https://ann.example)`. The address is no part of the name.
pub(crate) fn person(text: &str, link: Option<&str>) -> Person {
    let bare = link.map(|link| link.strip_prefix("mailto:").unwrap_or(link));
    let (name, last) = match address_at_end(text) {
        Some((name, address)) if is_address(address) || Some(address) == bare => (name, Some(address)),
        _ => (text, None),
    };
    let name = if name.is_empty() { last.unwrap_or(text) } else { name };
    let addresses = bare.into_iter().chain(last);
    let (mails, others): (Vec<&str>, Vec<&str>) = addresses.partition(|address| is_mail(address));
    let first = |all: Vec<&str>| all.first().map(|one| (*one).to_owned());
    Person { name: name.trim().to_owned(), url: first(others), email: first(mails) }
}

/// What a text ends with, in brackets or as a word of its own, and what is before it.
fn address_at_end(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    match text.strip_suffix(['>', ')']) {
        Some(inner) => {
            let at = inner.rfind(['<', '('])?;
            Some((inner[..at].trim_end(), inner[at + 1..].trim()))
        }
        None => text.rsplit_once(' ').map(|(name, address)| (name.trim_end(), address)),
    }
}

/// Whether a text is an address of mail or of the web.
pub(crate) fn is_address(text: &str) -> bool {
    is_mail(text) || is_web(text)
}

/// The names between commas, semicolons, `&` and `and`, if there are several: what belongs to one name is not a name by itself.
pub(crate) fn several_people(text: &str) -> Option<Vec<&str>> {
    let names = pieces(text);
    let is_name = |name: &&str| {
        let bare = name.split(['<', '(']).next().unwrap_or_default();
        !OF_ONE.contains(&plain(name).as_str())
            && (is_marked(name) || bare.split_whitespace().count() <= 4)
            && name.chars().any(char::is_alphabetic)
    };
    let is_role = |name: &&str| !is_marked(name) && says_role(name);
    let is_group = !text.contains([',', ';'])
        && text.rsplit(' ').next().is_some_and(|word| GROUPS.contains(&plain(word).as_str()));
    (names.len() > 1 && names.iter().all(is_name) && !names.iter().skip(1).any(is_role) && !is_group)
        .then_some(names)
}

/// The text between its separators; what is in brackets separates nothing.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, sign) in text.char_indices() {
        let width = match sign {
            '(' | '<' | '[' => {
                depth += 1;
                0
            }
            ')' | '>' | ']' => {
                depth = depth.saturating_sub(1);
                0
            }
            ',' | ';' | '\n' if depth == 0 => 1,
            ' ' if depth == 0 => {
                [" and ", " & "].iter().find(|sign| text[at..].starts_with(**sign)).map_or(0, |s| s.len())
            }
            _ => 0,
        };
        if width > 0 && at >= start {
            pieces.push(&text[start..at]);
            start = at + width;
        }
    }
    pieces.push(&text[start..]);
    let trimmed = pieces.iter().map(|piece| piece.trim());
    let trimmed = trimmed.map(|piece| piece.strip_prefix("and ").unwrap_or(piece));
    trimmed.filter(|piece| !piece.trim().is_empty()).collect()
}

/// Whether a piece is a name by its form: a handle, or with something in brackets after it.
fn is_marked(name: &str) -> bool {
    name.trim_start_matches(['"', '\'']).starts_with('@') || name.ends_with(['>', ')'])
}

fn says_role(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(plain).collect();
    [words.first(), words.last()].into_iter().flatten().any(|word| ROLES.contains(&word.as_str()))
}

fn plain(word: &str) -> String {
    word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the pieces of a text can only be names of people.
pub(super) fn are_sure(names: &[&str], text: &str) -> bool {
    // `Doe, J., Roe, R.` has initials between its commas.
    let is_name = |name: &&str| name.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let are_many = names.len() > 2 && names.iter().all(is_name);
    are_many || !text.contains(',') || names.iter().all(|name| is_marked(name) || name.contains(' '))
}
