//! HTML for golden files: one tag a line, indented by depth.

/// Elements without content.
const VOID: [&str; 8] = ["area", "br", "col", "hr", "img", "input", "link", "meta"];

/// Elements whose text is kept as it is.
const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];

enum Token<'html> {
    Open(&'html str),
    Close(&'html str),
    /// A void element, a comment, or an element kept whole.
    Alone(&'html str),
    Text(String),
}

/// HTML with one tag a line; an element that holds only text stays on its line. A space beside a tag
/// shows as `␣`, because it shows in the browser; line breaks beside a tag are layout, and are dropped.
///
/// A catalog's data for its script shows as `…`: it has a test of its own.
pub(crate) fn pretty(html: &str) -> String {
    let html = &without_data(html);
    let tokens = tokens(html);
    let (mut out, mut depth, mut rest) = (String::new(), 0_usize, tokens.as_slice());
    while let [token, after @ ..] = rest {
        let mut line = |depth: usize, text: &str| out += &format!("{:1$}{text}\n", "", depth * 2);
        rest = after;
        match (token, after) {
            (Token::Open(open), [Token::Text(text), Token::Close(close), after @ ..]) => {
                line(depth, &format!("{open}{text}{close}"));
                rest = after;
            }
            (Token::Open(open), [Token::Close(close), after @ ..]) => {
                line(depth, &format!("{open}{close}"));
                rest = after;
            }
            (Token::Open(open), _) => {
                line(depth, open);
                depth += 1;
            }
            (Token::Close(close), _) => {
                depth = depth.saturating_sub(1);
                line(depth, close);
            }
            (Token::Alone(text), _) => line(depth, text),
            (Token::Text(text), _) => line(depth, text),
        }
    }
    out
}

fn without_data(html: &str) -> String {
    let mut parts = html.split(" data-patterns=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        let (_, rest) = part.split_once('"').unwrap_or_default();
        format!("{out} data-patterns=\"…\"{rest}")
    })
}

fn tokens(mut html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    while !html.is_empty() {
        let (piece, rest) = html.split_at(piece_length(html));
        tokens.extend(token(piece));
        html = rest;
    }
    tokens
}

fn token(piece: &str) -> Option<Token<'_>> {
    if !piece.starts_with('<') {
        return shown(piece).map(Token::Text);
    }
    let name = tag_name(piece);
    let stands_alone = piece.starts_with("<!")
        || piece.ends_with("/>")
        || VOID.contains(&name)
        || (VERBATIM.contains(&name) && !piece.starts_with("</"));
    Some(match piece.starts_with("</") {
        _ if stands_alone => Token::Alone(piece),
        true => Token::Close(piece),
        false => Token::Open(piece),
    })
}

/// The length of the text, tag, comment or verbatim element at the start.
fn piece_length(html: &str) -> usize {
    let until = |end: &str| html.find(end).map_or(html.len(), |at| at + end.len());
    if html.starts_with("<!--") {
        return until("-->");
    }
    if !html.starts_with('<') {
        return html.find('<').unwrap_or(html.len());
    }
    match tag_name(html) {
        name if VERBATIM.contains(&name) && !html.starts_with("</") => until(&format!("</{name}>")),
        _ => tag_length(html),
    }
}

/// The length of the tag at the start; a `>` in a quoted attribute does not end it.
fn tag_length(html: &str) -> usize {
    let mut quote = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len())]
}

/// Text as golden files show it; nothing for line breaks between tags.
fn shown(text: &str) -> Option<String> {
    let edge = |space: &str| if space.is_empty() || space.contains('\n') { "" } else { "␣" };
    let words = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return Some(edge(text).to_owned()).filter(|space| !space.is_empty());
    }
    let before = text.len() - text.trim_ascii_start().len();
    let after = text.trim_ascii_end().len();
    Some(format!("{}{words}{}", edge(&text[..before]), edge(&text[after..])))
}
