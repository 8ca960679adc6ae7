//! Tables.

use super::Extensions;
use super::inline;
use super::line::{Line, without_list};

/// Whether two lines start a table: the second has as many cells as the first, of dashes, colons and spaces.
pub(super) fn starts_table(head: &str, below: &str) -> bool {
    let is_row = |line: &str| line.contains('|');
    is_row(head)
        && is_row(below)
        && below.contains('-')
        && below.bytes().all(|b| b"|:- ".contains(&b))
        && cells(head).len() == cells(below).len()
}

pub(super) fn table(lines: &[Line], at: usize, extensions: &Extensions) -> (usize, String) {
    let count = lines[at..].iter().take_while(|line| !line.is_blank()).count();
    let width = cells(&lines[at].text).len();
    let mut out = "<table>".to_owned();
    for line in lines[at..at + count].iter().enumerate().filter(|(nth, _)| *nth != 1).map(|(_, line)| line) {
        let mut row = cells(&line.text);
        row.resize(width, String::new());
        out.push_str(&format!("<!--L{}--><tr>", line.number));
        for cell in row {
            // What is nothing but a list is text.
            let bare = if cell.starts_with('{') { &cell } else { without_list(&cell, extensions) };
            out.push_str(&format!("<td>{}</td>", inline::html(bare, extensions)));
        }
        out.push_str("</tr>");
    }
    (count, out + "</table>")
}

/// The cells of a row: no `|` in code ends one.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut found = vec![String::new()];
    let mut rest = row;
    while let Some(c) = rest.chars().next() {
        let signs = rest.bytes().take_while(|b| *b == b'`').count();
        let code = (signs > 0)
            .then(|| rest[signs..].find(&"`".repeat(signs)).map(|end| signs + end + signs))
            .flatten();
        let length = match (c, code) {
            (_, Some(length)) => length,
            ('\\', None) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            ('|', None) => {
                found.push(String::new());
                rest = &rest[1..];
                continue;
            }
            _ => c.len_utf8(),
        };
        if let Some(cell) = found.last_mut() {
            cell.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    if found.len() > 1 && found.last().is_some_and(|cell| cell.trim().is_empty()) {
        found.pop();
    }
    found.iter().map(|cell| cell.trim().to_owned()).collect()
}
