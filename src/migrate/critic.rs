//! Critic Markup: `{++added++}`, `{--removed--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>a remark<<}`.

use super::draft::Draft;
use super::ledger::Fate;
use crate::text::Edit;

/// The signs that open and close, and the tags that say the same.
const MARKS: &[(&str, &str, &str, &str)] = &[
    ("{++", "++}", "<ins>", "</ins>"),
    ("{--", "--}", "<del>", "</del>"),
    ("{==", "==}", "<mark>", "</mark>"),
    ("{>>", "<<}", "<span class=\"critic comment\">", "</span>"),
    ("{~~", "~~}", "<del>", "</ins>"),
];

/// Rewrites the marks of a page as elements of HTML.
pub(super) fn rewrite(draft: &mut Draft<'_>) {
    for (open, close, start_tag, end_tag) in MARKS {
        for at in draft.places(open) {
            let inner = at + open.len();
            let end = super::draft::paragraph_end(draft.text, at);
            let Some(length) = draft.text[inner..end].find(close) else {
                draft.note(at, "Critic Markup", Fate::Lost, "more than one paragraph; it stays as written");
                continue;
            };
            let text = &draft.text[inner..inner + length];
            let arrow = text.find("~>").filter(|_| *open == "{~~");
            draft.edits.push(Edit::replace(at..inner, *start_tag));
            if let Some(arrow) = arrow {
                draft.edits.push(Edit::replace(inner + arrow..inner + arrow + 2, "</del><ins>"));
            }
            let end_tag = if *open == "{~~" && arrow.is_none() { "</del>" } else { end_tag };
            draft.edits.push(Edit::replace(inner + length..inner + length + close.len(), end_tag));
            draft.note(at, "Critic Markup", Fate::Converted, "");
        }
    }
}
