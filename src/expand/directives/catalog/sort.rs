//! How the entries of a catalog are ordered.

use std::cmp::Ordering;

use super::column::field_cell;
use super::*;
use crate::text::natural::natural;

/// How entries are ordered.
pub(in super::super) struct Sort<'e> {
    column: Column<'e>,
    descending: bool,
}

impl<'a> Expander<'a> {
    pub(in super::super) fn sort(&self, arguments: &Arguments<'_>) -> Result<Option<Sort<'a>>, Diagnostic> {
        let Some(argument) = arguments.get("sort") else { return Ok(None) };
        let (descending, name) = match argument.value.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, argument.value.as_str()),
        };
        Ok(Some(Sort { column: self.column_argument(name, arguments, argument)?, descending }))
    }

    /// How the entries are sorted, as the script says it: `-reading-time`.
    pub(super) fn sort_name(&self, arguments: &Arguments<'_>) -> Result<String, Diagnostic> {
        let name = |sort: Sort<'_>| {
            let sign = if sort.descending { "-" } else { "" };
            format!("{sign}{}", sort.column.view(self).name)
        };
        Ok(self.sort(arguments)?.map(name).unwrap_or_default())
    }
}

/// What an entry is sorted by; nothing where it has no value.
type Key = Option<(f64, String)>;

impl Sort<'_> {
    /// Sorts entries. Those without a value come last, whatever the direction; ties keep the reading order.
    pub(in super::super) fn sort(&self, expander: &Expander<'_>, entries: &mut Vec<PageId>) {
        let mut keyed: Vec<(Key, PageId)> = entries.iter().map(|&id| (self.key(expander, id), id)).collect();
        keyed.sort_by(|(a, _), (b, _)| self.compare(a, b));
        *entries = keyed.into_iter().map(|(_, id)| id).collect();
    }

    fn compare(&self, a: &Key, b: &Key) -> Ordering {
        let missing = a.is_none().cmp(&b.is_none());
        let order = a.partial_cmp(b).unwrap_or(Ordering::Equal);
        missing.then(if self.descending { order.reverse() } else { order })
    }

    fn key(&self, expander: &Expander<'_>, id: PageId) -> Key {
        let page = expander.page(id);
        match &self.column {
            Column::Title => Some((0.0, natural(page.short_title()))),
            Column::Minutes => {
                Some((f64::from(page.minutes(expander.config.words_per_minute)), String::new()))
            }
            Column::Taxonomy(taxonomy) => {
                taxonomy.uses(id).iter().map(|u| u.term).min().map(|term| (term as f64, String::new()))
            }
            Column::Field(field) => match field_cell(page, field) {
                CellView::Text { text } if text.is_empty() => None,
                CellView::Text { text } => Some((0.0, natural(&text))),
                CellView::Number { text } => text.parse().ok().map(|number| (number, String::new())),
                _ => None,
            },
        }
    }
}
