//! Icons and emoji by the first letters of their names.

use super::{Choice, VALUE};
use crate::lsp::book::State;
use crate::source::dialect::emoji_named;

/// How many are offered at once.
pub(super) const MOST: usize = 200;

/// How many letters choose them: with fewer there are thousands.
const LETTERS: usize = 2;

/// The shortcode that ends the line so far: where it starts, and what it may become. Books that do not read MkDocs'
/// syntax have none.
pub(super) fn in_text(state: &State, before: &str) -> Option<(usize, Vec<Choice>)> {
    let icons = state.book.icons()?;
    let at = before.rfind(':')?;
    let prefix = &before[at + 1..];
    let is_start = !before[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '/'));
    let is_name = prefix.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '+'));
    if !is_start || !is_name || prefix.len() < LETTERS {
        return None;
    }
    let choice = |name: &str, emoji: &str| Choice {
        detail: emoji.to_owned(),
        ..Choice::new(format!(":{name}:"), VALUE)
    };
    let emoji = emoji_named(prefix).into_iter().map(|(name, emoji)| choice(name, emoji));
    let drawings = icons.named(prefix).into_iter().map(|name| choice(&name, ""));
    Some((at, drawings.chain(emoji).take(MOST).collect()))
}

/// What the field `icon` may hold.
pub(super) fn in_field(prefix: &str) -> Vec<Choice> {
    let choice =
        |(name, emoji): (&str, &str)| Choice { detail: emoji.to_owned(), ..Choice::new(name, VALUE) };
    emoji_named(prefix).into_iter().map(choice).take(MOST).collect()
}
