//! Texts in pieces that a text block holds whole, so that each word has one block that shows it.

/// What a sentence ends with, or a part of one where no spaces are written.
const ENDS: &[&str] = &[". ", "! ", "? ", "。", "！", "？", "，", "、"];

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    /// The spaces between it and the piece before; nothing where a text or a line of it starts.
    pub(super) joint: Option<&'t str>,
}

/// A text in pieces of at most `full` bytes: lines of code, or sentences, or words.
pub(super) fn pieces(text: &str, full: usize) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    let mut joint = None;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if rest.len() <= full {
            return Some(Piece { text: std::mem::take(&mut rest), joint });
        }
        let most = (1..=full).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let (text, behind) = rest.split_at(end(&rest[..most]));
        let piece = Piece { text, joint };
        rest = behind.trim_start_matches(' ');
        joint = (!text.ends_with('\n')).then(|| &behind[..behind.len() - rest.len()]);
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
        pieces(text, full).map(|piece| piece.text).collect()
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
    fn no_letter_and_no_space_within_a_line_is_lost() {
        let text = "Some words,  and more. ".repeat(9) + &"x".repeat(50) + "\n  lines\n";
        for full in 4..80 {
            assert!(
                pieces(&text, full).all(|piece| !piece.text.is_empty() && piece.text.len() <= full),
                "{full}"
            );
            let joined: String =
                pieces(&text, full).flat_map(|piece| [piece.joint.unwrap_or_default(), piece.text]).collect();
            let bare = |text: &str| text.replace("\n  lines", "\nlines");
            assert_eq!(bare(&joined), bare(&text), "{full}");
        }
    }

    #[test]
    fn a_piece_knows_whether_it_goes_on() {
        let joints = |text, full| pieces(text, full).map(|piece| piece.joint).collect::<Vec<_>>();
        assert_eq!(joints("one  two three", 8), [None, Some(" "), Some(" ")]);
        assert_eq!(joints("設計模式", 6), [None, Some("")]);
        assert_eq!(joints("let a;\nlet b;\n", 8), [None, None]);
    }
}
