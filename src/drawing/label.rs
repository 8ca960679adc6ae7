//! The lines of a title in a box. How wide a text is only the browser knows; here it is estimated, and a bit more.

use unicode_width::UnicodeWidthChar;

/// The size of the text, in pixels of the drawing.
pub(super) const FONT: f64 = 14.0;

/// From one line of a title to the next.
pub(super) const LEADING: f64 = 18.0;

/// Lines are as long as this, or longer where a title would have more than three of them or a word would break.
const WIDTHS: [f64; 4] = [140.0, 180.0, 220.0, 260.0];

/// A text in lines of at least a width, at most three where it is not very long. Nothing is left out: one after the
/// other they are the text again.
pub(super) fn lines(text: &str, least: f64) -> Vec<String> {
    let mut wrapped = Vec::new();
    for width in WIDTHS.map(|width| width.max(least)) {
        wrapped = wrap(text, width);
        let fits = text.split(is_space).flat_map(parts).all(|part| text_width(&part) <= width);
        if wrapped.len() <= 3 && fits {
            break;
        }
    }
    wrapped
}

/// A text on one line, without what no drawing can hold.
pub(super) fn clean(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn wrap(text: &str, width: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for (piece, is_word_start) in pieces(text, width) {
        let space = if is_word_start && !line.is_empty() { " " } else { "" };
        if !line.is_empty() && text_width(&line) + text_width(space) + text_width(&piece) > width {
            lines.push(std::mem::take(&mut line) + space);
        } else {
            line.push_str(space);
        }
        line.push_str(&piece);
    }
    lines.extend(Some(line).filter(|line| !line.is_empty()));
    lines
}

/// What stays together, and whether a space stands before it: parts of words, and parts of those that are longer than a
/// line.
fn pieces(text: &str, width: f64) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        let all = parts(word)
            .into_iter()
            .flat_map(|part| split(&part, |part, c| text_width(part) + char_width(c) > width));
        pieces.extend(all.enumerate().map(|(nth, part)| (part, nth == 0)));
    }
    pieces
}

/// Between these a line may break.
fn parts(word: &str) -> Vec<String> {
    split(word, |part, c| breaks_between(part.chars().next_back(), c))
}

/// A word in parts; marks stay on their letters.
fn split(word: &str, breaks: impl Fn(&str, char) -> bool) -> Vec<String> {
    let mut parts = vec![String::new()];
    for c in word.chars() {
        let last = parts.len() - 1;
        if !parts[last].is_empty() && char_width(c) > 0.0 && breaks(&parts[last], c) {
            parts.push(String::new());
        }
        parts.last_mut().into_iter().for_each(|part| part.push(c));
    }
    parts
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Lines break between ideographs, but not before what closes a phrase, and after a hyphen or a slash in a word.
fn breaks_between(before: Option<char>, c: char) -> bool {
    let is_wide = |c: char| c.width() == Some(2);
    match before {
        Some('-' | '/' | '_' | '–') => c.is_alphanumeric(),
        Some(before) => {
            (is_wide(before) || is_wide(c))
                && !"、。，．！？：；）」』】》〉”’ー々…っゃゅょッャュョァィゥェォ".contains(c)
                && !"（「『【《〈“‘".contains(before)
        }
        None => false,
    }
}

/// How wide a text is at most, in pixels.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> f64 {
    let of_font = match (c, c.width()) {
        (_, Some(0) | None) => 0.0,
        (_, Some(2)) => 1.05,
        (
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '(' | ')' | '[' | ']',
            _,
        ) => 0.36,
        ('f' | 't' | 'r' | '-' | '/' | '"', _) => 0.46,
        ('m' | 'w' | 'M' | 'W' | '@' | '%' | '—', _) => 0.98,
        (c, _) if c.is_uppercase() => 0.76,
        (c, _) if c.is_ascii() => 0.62,
        _ => 0.68,
    };
    of_font * FONT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_wrap_and_lose_nothing() {
        let lines = |text| lines(text, 0.0);
        assert_eq!(lines("Retry"), ["Retry"]);
        assert_eq!(lines("Exponential Backoff with Jitter"), ["Exponential ", "Backoff with ", "Jitter"]);
        assert_eq!(lines(" Two\n\twords "), ["Two words"]);
        assert_eq!(
            lines("指数バックオフとジッターを使った再試行。"),
            ["指数バックオフと", "ジッターを使った再", "試行。"]
        );
        assert_eq!(
            lines("request/response_timeout-configuration"),
            ["request/response_", "timeout-", "configuration"]
        );
        assert_eq!(lines("The getUncleByBlockNumber method"), ["The getUncleByBlockNumber ", "method"]);
        assert_eq!(lines(""), [""; 0]);
        let long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente".repeat(4);
        assert_eq!(lines(&long).concat(), long);
        assert!(lines(&long).iter().all(|line| text_width(line) <= WIDTHS[3]), "{:?}", lines(&long));
    }

    #[test]
    fn marks_stay_on_their_letters() {
        let text = "e\u{301}".repeat(60);
        assert!(lines(&text, 0.0).iter().all(|line| line.starts_with('e') && line.ends_with('\u{301}')));
    }
}
