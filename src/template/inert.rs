//! What a template put into a line of a page, which is read as Markdown once more.

/// Signs of inline Markdown, and those that mdBook or a table reads in a line.
const SIGNS: &[char] = &['\\', '*', '_', '`', '[', ']', '~', '{', '|'];

/// HTML whose text nothing reads as Markdown: its signs are entities, and so is a `|` in a tag, where the cell of a table
/// would end.
pub(crate) fn inert(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while !rest.is_empty() {
        let text_end = rest.find('<').unwrap_or(rest.len());
        let text = &rest[..text_end];
        // What smart punctuation would join.
        let joins = |c: char| (c == '-' && text.contains("--")) || (c == '.' && text.contains(".."));
        text.chars().for_each(|c| put(c, SIGNS.contains(&c) || joins(c), &mut out));
        rest = &rest[text_end..];
        let tag_end = tag_end(rest);
        rest[..tag_end].chars().for_each(|c| put(c, c == '|', &mut out));
        rest = &rest[tag_end..];
    }
    out
}

fn put(c: char, is_sign: bool, out: &mut String) {
    match is_sign {
        true => out.push_str(&format!("&#{};", u32::from(c))),
        false => out.push(c),
    }
}

/// Where a tag ends that starts here, quotation marks looked at.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_inert_and_tags_stay() {
        assert_eq!(inert("<kbd>\\</kbd>+<kbd>`</kbd>"), "<kbd>&#92;</kbd>+<kbd>&#96;</kbd>");
        assert_eq!(
            inert("<abbr title=\"a_b|c > d\">x_y</abbr>"),
            "<abbr title=\"a_b&#124;c > d\">x&#95;y</abbr>"
        );
        assert_eq!(inert("plain"), "plain");
        assert_eq!(inert("<br"), "<br");
    }
}
