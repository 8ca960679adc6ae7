//! `Status: superseded by [ADR-0005](0005-x.md)` says two things.

use std::ops::Range;

use super::{Candidate, drawn};
use crate::from_text::line::{Line, Value};
use crate::from_text::said::Said;
use crate::from_text::value::Values;
use crate::schema::{Field, superseded};

/// The status and the successors, both or neither of which go; `None` where the lines say something else.
pub(super) fn superseded(
    reader: &Values<'_>,
    field: &Field,
    lines: &[Line<'_>],
    span: &Range<usize>,
) -> Option<Vec<Candidate>> {
    let [line] = lines else { return None };
    let line = line.unwrapped();
    let target = reader.config.schema.get("superseded_by").filter(|_| field.name == "status")?;
    let opening = superseded::opening(&reader.page.text[line.span.clone()])?;
    let rest = line.behind(opening.end);
    let value = Value { text: opening.status.to_owned(), span: line.span.clone(), ..Value::default() };
    let status = reader.several(field, &[value], &line.span);
    let successors = reader.read(target, std::slice::from_ref(&rest));
    // The word itself is that of the notice.
    let mut status = Candidate::new(reader, field, status, &[], span.clone());
    let mut successors =
        Candidate::new(reader, target, successors, std::slice::from_ref(&rest), span.clone());
    let is_shown = drawn::shows(reader, field, &Said::Text(opening.status.to_owned()), &[]);
    let stays = !is_shown || !status.goes() || !successors.goes();
    (status.stays, successors.stays) = (stays, stays);
    Some(match (&status.said, &successors.said) {
        // Half of it would be lost.
        (Ok(_), Ok(_)) => vec![status, successors],
        (Err(_), _) => vec![status],
        _ => vec![successors],
    })
}
