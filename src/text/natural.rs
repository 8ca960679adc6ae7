//! The order in which people list titles: numbers by their size, case left aside.

/// A piece of a title: a number, or the text between numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// Digits. Their count, without zeros before them, compares before they do, so that any length works.
    Number(usize, String),
    /// Anything else, in lower case.
    Text(String),
}

/// What titles are sorted by: `Law 2` stands before `Law 10`.
pub(crate) fn natural(title: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = title.trim();
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        pieces.push(if is_number {
            let digits = piece.trim_start_matches('0');
            Piece::Number(digits.len(), digits.to_owned())
        } else {
            Piece::Text(piece.to_lowercase())
        });
        rest = behind;
    }
    pieces
}

/// The numbers that a file's name starts with: `0007-use-x`, `2024-03-01 release`.
pub(crate) fn leading_numbers(name: &str) -> Vec<f64> {
    let mut numbers = Vec::new();
    let mut rest = name;
    loop {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at(end);
        match digits.parse() {
            Ok(number) if behind.is_empty() || behind.starts_with(['-', '_', '.', ' ']) => {
                numbers.push(number)
            }
            _ => return numbers,
        }
        rest = behind.get(1..).unwrap_or_default();
    }
}

/// A name without the numbers it starts with, if it says something without them.
pub(crate) fn without_numbers(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' '));
    if rest.is_empty() || leading_numbers(name).is_empty() { name } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_by_size() {
        let mut titles = ["law 10", "Law 2", "a", "Law", "Law 02b", "10", "9"];
        titles.sort_by_key(|title| natural(title));
        assert_eq!(titles, ["9", "10", "a", "Law", "Law 2", "Law 02b", "law 10"]);
    }

    #[test]
    fn names_start_with_numbers() {
        assert_eq!(leading_numbers("0007-use-x"), [7.0]);
        assert_eq!(leading_numbers("2024-03-01 x"), [2024.0, 3.0, 1.0]);
        assert_eq!(leading_numbers("3d-models"), [0.0; 0]);
        assert_eq!(without_numbers("01_intro"), "intro");
        assert_eq!((without_numbers("2024"), without_numbers("3d-models")), ("2024", "3d-models"));
    }
}
