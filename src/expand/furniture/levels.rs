//! The levels that headings name.

use super::super::view::*;
use super::*;

/// The levels that headings name; one alone needs no navigator.
pub(super) fn levels(page: &Page) -> Option<Levels> {
    let levels: Vec<LevelView> = page.headings.iter().filter_map(level).collect();
    let minutes = levels.iter().map(|level| level.minutes).sum();
    (levels.len() > 1).then_some(Levels { levels, minutes })
}

/// `Level 2: Foundation (10 minutes)`, in any language.
pub(super) fn level(heading: &Heading) -> Option<LevelView> {
    let (start, minutes) = heading.text.strip_suffix(')')?.rsplit_once('(')?;
    let minutes: u32 = minutes.split_whitespace().next()?.parse().ok()?;
    let (number, name) = start.split_once(':')?;
    let number: u32 = number.split_whitespace().next_back()?.parse().ok()?;
    let name = name.trim();
    (!name.is_empty()).then(|| LevelView {
        number,
        name: name.to_owned(),
        minutes,
        url: format!("#{}", heading.id),
    })
}
