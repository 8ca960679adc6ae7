//! Texts in pieces that a text block holds whole, so that each word has one block that shows it.

/// What a sentence ends with, or a part of one where no spaces are written.
const ENDS: &[&str] = &[". ", "! ", "? ", "。", "！", "？", "，", "、"];

/// A text in pieces of at most `full` bytes: lines of code, or sentences, or words.
pub(super) fn pieces(text: &str, full: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if rest.len() <= full {
            return Some(std::mem::take(&mut rest));
        }
        let most = (1..=full).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end(&rest[..most]));
        rest = behind.trim_start_matches(' ');
        Some(piece)
    })
}

/// Where to cut a text that goes on.
fn end(text: &str) -> usize {
    let line = text.rfind('\n').map(|at| at + 1);
    let sentence = || ENDS.iter().filter_map(|end| Some(text.rfind(end)? + end.trim_end().len())).max();
    // Pieces are not much smaller than they may be.
    let is_late = |at: &usize| at * 2 > text.len();
    let space = || text.rfind(' ').filter(|&at| at > 0);
    line.or_else(|| sentence().filter(is_late)).or_else(space).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, full: usize) -> Vec<&str> {
        pieces(text, full).collect()
    }

    #[test]
    fn texts_are_cut_at_lines_sentences_and_words() {
        assert_eq!(cut("one", 9), ["one"]);
        assert_eq!(cut("let a;\n  let b;\nlet c;\n", 16), ["let a;\n  let b;\n", "let c;\n"]);
        assert_eq!(cut("Once two. Three four five", 17), ["Once two.", "Three four five"]);
        assert_eq!(cut("A. Three four five six", 16), ["A. Three four", "five six"]);
        assert_eq!(cut("設計。模式。", 11), ["設計。", "模式。"]);
        assert_eq!(cut("ääää", 5), ["ää", "ää"]);
        assert_eq!(cut("", 5), Vec::<&str>::new());
    }

    #[test]
    fn no_letter_is_lost() {
        let text = "Some words, and more. ".repeat(9) + &"x".repeat(50) + "\n  lines\n";
        let bare = |text: &str| text.replace(' ', "");
        for full in 4..80 {
            assert!(pieces(&text, full).all(|piece| !piece.is_empty() && piece.len() <= full), "{full}");
            assert_eq!(bare(&pieces(&text, full).collect::<String>()), bare(&text), "{full}");
        }
    }
}
