//! Breadcrumbs and links to the neighbours that authors wrote by hand.

use std::ops::Range;

use super::html::Div;

/// Navigation that the author wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handwritten {
    /// What it is.
    pub kind: HandwrittenKind,
    /// Its bytes.
    pub span: Range<usize>,
}

/// What a piece of hand-written navigation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandwrittenKind {
    /// `Home > Patterns > This page`
    Breadcrumbs,
    /// `Next: ... | Previous: ...`
    Neighbours,
}

/// The classes of the seeds' `<div>`s.
pub(super) fn of_div(div: &Div) -> Option<Handwritten> {
    let kind = div.classes.iter().find_map(|class| match class.as_str() {
        "navigation-breadcrumb" | "breadcrumb-nav" => Some(HandwrittenKind::Breadcrumbs),
        "navigation-links" | "page-nav" => Some(HandwrittenKind::Neighbours),
        _ => None,
    })?;
    let close = div.close.as_ref()?;
    Some(Handwritten { kind, span: div.open.start..close.end })
}

/// `[Home](...) → [Patterns](...) → **Title**`, with `→`, `>`, `›`, `»` or `/` between.
pub(super) fn is_breadcrumbs(paragraph: &str) -> bool {
    let paragraph = paragraph.trim();
    if paragraph.contains('\n') {
        return false;
    }
    ["→", ">", "›", "»", " / "].iter().any(|separator| {
        let parts: Vec<_> = paragraph.split(separator).map(str::trim).collect();
        match parts.split_last() {
            Some((last, before)) if !before.is_empty() => {
                before.iter().all(|part| is_link(part)) && is_name(last)
            }
            _ => false,
        }
    })
}

/// `**Next**: [A](a.md) | **Previous**: [B](b.md)`, or one of the two.
pub(super) fn is_neighbours(paragraph: &str) -> bool {
    let paragraph = paragraph.trim();
    let starts = |text: &str| {
        let text = text.trim_start_matches(['*', '_', ' ', '←', '→', '⬅', '➡']).to_lowercase();
        text.starts_with("next") || text.starts_with("prev")
    };
    !paragraph.contains('\n')
        && paragraph.starts_with("**")
        && paragraph.split(['|', '•', '·']).all(|part| {
            let part = part.trim();
            starts(part) && part.contains(':') && part.ends_with(')') && part.contains("](")
        })
}

fn is_link(part: &str) -> bool {
    let part = part.trim_matches('*');
    part.starts_with('[') && part.ends_with(')') && part.matches("](").count() == 1
}

fn is_name(part: &str) -> bool {
    let bold = part.starts_with("**") && part.ends_with("**") && part.len() > 4;
    bold || (!part.is_empty() && part.len() < 80 && !part.ends_with(['.', ':', ',']) && !part.contains("]("))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_the_seeds_are_known() {
        assert!(is_breadcrumbs("[Home](../introduction/index.md) → **Part III: Patterns**"));
        assert!(is_breadcrumbs("[Home](/) > [Patterns](/patterns/) > Circuit Breaker"));
        assert!(is_neighbours("**Next**: [A](/a) | **Previous**: [B](/b)"));
        assert!(is_neighbours("**Previous**: [B](b.md)"));
    }

    #[test]
    fn prose_is_not() {
        assert!(!is_breadcrumbs("[Home](/) is where the heart is."));
        assert!(!is_breadcrumbs("x > y"));
        assert!(!is_breadcrumbs("[A](a.md) → [B](b.md) → [C](c.md)"));
        assert!(!is_neighbours("**Next** we look at [A](a.md)"));
        assert!(!is_neighbours("**Next**: read on."));
    }
}
