//! What a note of the ledger can explain: a note about words says nothing of a link or a block of code beside them.

use super::shown::Kind;

/// Whether a note of a construct may explain a difference of a kind.
pub(super) fn excuses(what: &str, kind: Kind) -> bool {
    match what {
        "abbreviations"
        | "attributes"
        | "backslashes that MkDocs shows"
        | "captions"
        | "deleted text"
        | "emoji"
        | "emoji in words"
        | "headings after spaces"
        | "headings that end in a sign"
        | "icons"
        | "keys"
        | "keys by other names"
        | "keys in words"
        | "line breaks by a backslash"
        | "numbers with a bracket"
        | "pages whose lines break"
        | "symbols"
        | "tildes around words"
        | "titles of pages" => !matches!(kind, Kind::Links | Kind::Code | Kind::Pictures),
        // What looks like an address may be a link to one side.
        "text in angle brackets" | "references of plugins" => !matches!(kind, Kind::Code | Kind::Pictures),
        // Numbers of lines may be a table.
        "line numbers" => matches!(kind, Kind::Words | Kind::Code | Kind::Rows),
        "titles of code blocks"
        | "highlighted lines"
        | "languages of code by indent"
        | "backticks in the first line of code" => matches!(kind, Kind::Words | Kind::Code),
        "images and media" | "images for one theme" => matches!(kind, Kind::Pictures | Kind::Links),
        "styles" => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_explains_what_it_is_about() {
        for (what, kind, explains) in [
            ("emoji in words", Kind::Words, true),
            ("emoji in words", Kind::Links, false),
            ("keys in words", Kind::Code, false),
            ("titles of code blocks", Kind::Rows, false),
            ("styles", Kind::Words, false),
            ("macros", Kind::Rows, true),
        ] {
            assert_eq!(excuses(what, kind), explains, "{what} {}", kind.name());
        }
    }
}
