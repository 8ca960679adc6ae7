//! Rows of tables: a `|` in code ends no cell in MkDocs, and does in CommonMark's extension unless a backslash stands
//! before it.

use super::raw_html::code_end;

/// Whether a line is the one of dashes below a table's head.
pub(crate) fn is_delimiter(line: &str) -> bool {
    let row = line.trim_matches([' ', '\t', '\r', '>', '|']);
    let is_column = |column: &str| {
        let dashes = column.trim();
        let dashes = dashes.strip_prefix(':').unwrap_or(dashes);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
    };
    line.contains('|') && row.split('|').all(is_column)
}

/// Where a `|` stands in code without a backslash, in a row.
pub(super) fn pipes_in_code(row: &str) -> Vec<usize> {
    if !row.contains('`') || !row.contains('|') {
        return Vec::new();
    }
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(next) = row[at..].find(['`', '\\']).map(|next| at + next) {
        if row[next..].starts_with('\\') {
            at = next + 1 + row[next + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        at = code_end(row, next);
        let pipes = row[next..at].match_indices('|').map(|(pipe, _)| next + pipe);
        found.extend(pipes.filter(|pipe| !row[..*pipe].ends_with('\\')));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_dashes_start_tables() {
        for row in ["|---|", "| :-- | --: |", "a|-".trim_start_matches('a'), "> | - | - |", "--- | ---"] {
            assert!(is_delimiter(row), "{row}");
        }
        for row in ["---", "| a |", "|", "", "| - - |", "a | -"] {
            assert!(!is_delimiter(row), "{row}");
        }
    }

    #[test]
    fn pipes_in_code_are_found() {
        for (row, pipes) in [
            ("| `a|b` | c |", vec![4]),
            ("| ``a`|`b`` |", vec![6]),
            ("| `a\\|b` |", vec![]),
            ("| `a | b |", vec![]),
            ("| \\`a | b` |", vec![]),
            ("| `a` | `b||` |", vec![10, 11]),
        ] {
            assert_eq!(pipes_in_code(row), pipes, "{row}");
        }
    }
}
