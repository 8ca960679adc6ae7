//! Filters as they are written: `tier:gold,silver -updated<2020`.

use std::ops::Range;

use super::terms::NewName;

/// What ends a word of a filter, in a directive and in book.toml.
const ENDS: [char; 6] = [' ', '\t', '\n', ';', '"', '\''];

/// The bytes of each value that means the term: after `tier:` and `tier>=`, in lists, ranges and quotes.
pub(super) fn values(filter: &str, name: &NewName<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, sign) in filter.match_indices([':', '<', '>']) {
        let field = filter[..at].rsplit(|c| ENDS.contains(&c) || c == '=').next().unwrap_or_default();
        if name.is_key(field.trim_start_matches('-')) {
            let start = at + sign.len();
            let is_equal = sign != ":" && filter[start..].starts_with('=');
            found.extend(
                listed(filter, start + usize::from(is_equal))
                    .filter(|span| name.taxonomy.named(&filter[span.clone()]) == Some(name.old)),
            );
        }
    }
    found
}

/// The bytes of the values of one condition: with commas between, each perhaps a range or in quotes.
fn listed(filter: &str, start: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut next = Some(start);
    let items = std::iter::from_fn(move || {
        let at = next.take()?;
        let rest = &filter[at..];
        let quote = if rest.starts_with("\\\"") { "\\\"" } else { "\"" };
        let (start, end, after) = match rest.strip_prefix(quote) {
            Some(inner) => {
                let end = at + quote.len() + inner.find(quote)?;
                (at + quote.len(), end, end + quote.len())
            }
            None => {
                let end = rest.find(|c| ENDS.contains(&c) || c == ',').map_or(filter.len(), |end| at + end);
                (at, end, end)
            }
        };
        next = filter[after..].starts_with(',').then_some(after + 1);
        Some(start..end)
    });
    items.flat_map(|span| {
        let item = &filter[span.clone()];
        let both = item.split_once("..").map(|(from, _)| span.start + from.len());
        match both {
            Some(dots) => vec![span.start..dots, dots + 2..span.end],
            None => vec![span],
        }
    })
}
