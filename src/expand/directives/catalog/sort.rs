//! How the entries of a catalog are ordered.

use std::cmp::Ordering;

use super::column::field_cell;
use super::*;

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

impl Sort<'_> {
    /// Entries without a value come last, whatever the direction; ties keep the reading order.
    pub(in super::super) fn compare(&self, expander: &Expander<'_>, a: PageId, b: PageId) -> Ordering {
        let (a, b) = (self.key(expander, a), self.key(expander, b));
        let missing = a.is_none().cmp(&b.is_none());
        let order = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
        missing.then(if self.descending { order.reverse() } else { order })
    }

    fn key(&self, expander: &Expander<'_>, id: PageId) -> Option<(f64, String)> {
        let page = expander.page(id);
        match &self.column {
            Column::Title => Some((0.0, page.short_title().to_lowercase())),
            Column::Minutes => {
                Some((f64::from(page.minutes(expander.config.words_per_minute)), String::new()))
            }
            Column::Taxonomy(taxonomy) => {
                taxonomy.uses(id).iter().map(|u| u.term).min().map(|term| (term as f64, String::new()))
            }
            Column::Field(field) => match field_cell(page, field) {
                CellView::Text { text } if text.is_empty() => None,
                CellView::Text { text } => Some((0.0, text.to_lowercase())),
                CellView::Number { text } => text.parse().ok().map(|number| (number, String::new())),
                _ => None,
            },
        }
    }
}
