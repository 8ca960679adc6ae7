//! Raw HTML in boxes, tabs and items. To MkDocs, tags there stand in a text that it reads; to CommonMark they start raw
//! HTML up to the next blank line. So tags and text get lines of their own, with blank lines between.

use super::lines::PageLines;
use super::raw_html::{BLOCKS, tag_name};

/// The columns from which a line stands in a container.
const INSIDE: usize = 4;

/// Sets tags and text apart; the lines that changed.
pub(super) fn settle(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = Vec::new();
    for at in (0..lines.len()).rev() {
        let line = lines.get(at).trim_end().to_owned();
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        if indent < INSIDE || !rest.starts_with('<') || lines.is_code(at) || rest.contains("markdown") {
            continue;
        }
        let Some((first, text, last)) = parts(rest) else { continue };
        // A paragraph cannot hold another.
        let is_paragraph = tag_name(&first[1..]) == "p" && last == "</p>" && first.matches('<').count() == 1;
        let (first, last) = match is_paragraph {
            true => (format!("<div{}", &first[2..]), "</div>".to_owned()),
            false => (first.to_owned(), last.to_owned()),
        };
        let mut parts = vec![rest];
        if text.contains(['*', '_', '`', '[', '=', '~', '^', ':']) {
            parts =
                [first.as_str(), text, last.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        }
        let below = lines.get(at + 1).trim();
        let is_joined = !below.is_empty() && !below.starts_with('<');
        if parts.len() == 1 && !is_joined {
            continue;
        }
        if is_joined {
            lines.insert(at + 1, "");
        }
        let pad = &line[..indent];
        for part in parts[1..].iter().rev() {
            lines.insert(at + 1, &format!("{pad}{part}"));
            lines.insert(at + 1, "");
        }
        lines.set(at, &format!("{pad}{}", parts[0]));
        changed.push(at);
    }
    changed
}

/// The tags of blocks that a line starts with, the text behind them, and the end tags of blocks at its end. `None` if it
/// starts with another one, or with one that keeps its text.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    let mut start = 0;
    while let Some(length) = block_tag(&line[start..]) {
        start += length;
    }
    let mut end = line.len();
    while let Some(open) = line[start..end].rfind("</").map(|open| start + open)
        && block_tag(&line[open..]).is_some_and(|length| open + length == end)
    {
        end = open;
    }
    (start > 0).then(|| (line[..start].trim(), line[start..end].trim(), line[end..].trim()))
}

/// The length of the tag of a block that a text starts with, white space behind it included.
fn block_tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = tag_name(inner.strip_prefix('/').unwrap_or(inner));
    let keeps_text = matches!(name.as_str(), "pre" | "script" | "style" | "textarea" | "math");
    let end = inner.find('>').filter(|_| BLOCKS.contains(&name.as_str()) && !keeps_text)? + 2;
    Some(end + text[end..].len() - text[end..].trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_text_stand_apart() {
        for (text, now) in [
            ("    <center>\n    *x*\n    </center>\n", "    <center>\n\n    *x*\n    </center>\n"),
            ("    <div>*x* y</div>\n    z\n", "    <div>\n\n    *x* y\n\n    </div>\n\n    z\n"),
            ("    <div><p>`x`\n", "    <div><p>\n\n    `x`\n"),
            ("    <p align=a>*x*</p>\n", "    <div align=a>\n\n    *x*\n\n    </div>\n"),
            ("    <div>x</div>\n", "    <div>x</div>\n"),
            ("    <tr>\n    <td>x</td>\n    </tr>\n", "    <tr>\n    <td>x</td>\n    </tr>\n"),
            ("    <div markdown>\n    *x*\n", "    <div markdown>\n    *x*\n"),
            ("    <pre>*x*\n    y</pre>\n", "    <pre>*x*\n    y</pre>\n"),
            ("    <b>\n    *x*</b>\n", "    <b>\n    *x*</b>\n"),
            ("<div>\n*x*\n</div>\n", "<div>\n*x*\n</div>\n"),
        ] {
            let mut lines = PageLines::of(text, &[]);
            settle(&mut lines);
            assert_eq!(lines.into_parts().0, now, "{text}");
        }
    }
}
