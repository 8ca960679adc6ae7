//! The first lines of blocks, and other lines that mean something by themselves.

/// What `!!!`, `???` or `===` opens, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opener<'t> {
    /// `!!! type "Title"`, `??? type`
    Box {
        /// The kind and the classes after it.
        words: Vec<&'t str>,
        /// What is between the quotation marks.
        title: Option<&'t str>,
        /// `???` is closed, `???+` open.
        fold: Option<bool>,
    },
    /// `=== "Title"`
    Tab {
        /// What is between the quotation marks.
        title: &'t str,
        /// `===!`: not in the set of the tab before.
        fresh: bool,
        /// `===+`: shown first.
        selected: bool,
    },
}

/// The opener on this line, from its first sign to the line's end.
pub(super) fn read(line: &str) -> Option<Opener<'_>> {
    if let Some(rest) = line.strip_prefix("!!!") {
        return boxed(rest, None).filter(|opener| has_kind(opener));
    }
    if let Some(rest) = line.strip_prefix("???") {
        let (open, rest) = rest.strip_prefix('+').map_or((false, rest), |rest| (true, rest));
        return boxed(rest, Some(open)).filter(|opener| has_kind(opener) || has_title(opener));
    }
    tab(line.strip_prefix("===")?)
}

fn has_kind(opener: &Opener<'_>) -> bool {
    matches!(opener, Opener::Box { words, .. } if !words.is_empty())
}

fn has_title(opener: &Opener<'_>) -> bool {
    matches!(opener, Opener::Box { title: Some(title), .. } if !title.is_empty())
}

fn boxed(rest: &str, fold: Option<bool>) -> Option<Opener<'_>> {
    let rest = rest.trim_end();
    let (words, title) = match rest.find('"') {
        Some(at) => (&rest[..at], Some(quoted(&rest[at..])?)),
        None => (rest, None),
    };
    // A title stands apart from the word before it.
    if title.is_some() && !words.is_empty() && !words.ends_with([' ', '\t']) {
        return None;
    }
    let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    // `???-` is closed: a word of signs alone is no kind.
    let is_sign = |word: &&str| word.chars().all(|c| matches!(c, '-' | '_'));
    let words: Vec<&str> = words.split_whitespace().skip_while(is_sign).collect();
    words.iter().all(|word| is_word(word)).then_some(Opener::Box { words, title, fold })
}

fn tab(rest: &str) -> Option<Opener<'_>> {
    let signs = rest.bytes().take_while(|b| matches!(b, b'!' | b'+')).count();
    let (signs, rest) = rest.split_at(signs);
    let title = quoted(rest.trim())?;
    let known = matches!(signs, "" | "!" | "+" | "!+" | "+!");
    let apart = rest.starts_with([' ', '\t']);
    (known && apart && !title.is_empty()).then_some(Opener::Tab {
        title,
        fresh: signs.contains('!'),
        selected: signs.contains('+'),
    })
}

fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

/// `*[NAME]: meaning`
pub(super) fn abbreviation(line: &str) -> Option<(&str, &str)> {
    let (name, meaning) = line.strip_prefix("*[")?.split_once("]:")?;
    let (name, meaning) = (name.trim(), meaning.trim());
    (!name.is_empty() && !name.contains('[')).then_some((name, meaning))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(line: &str) -> Option<(Vec<&str>, Option<&str>, Option<bool>)> {
        match read(line)? {
            Opener::Box { words, title, fold } => Some((words, title, fold)),
            Opener::Tab { .. } => None,
        }
    }

    #[test]
    fn boxes_have_a_kind_words_and_a_title() {
        assert_eq!(words_of("!!! note"), Some((vec!["note"], None, None)));
        assert_eq!(words_of("!!!note \"A \"b\" c\"  "), Some((vec!["note"], Some("A \"b\" c"), None)));
        assert_eq!(words_of("!!! tip inline end \"\""), Some((vec!["tip", "inline", "end"], Some(""), None)));
        assert_eq!(words_of("???+ bug"), Some((vec!["bug"], None, Some(true))));
        assert_eq!(words_of("???- note \"T\""), Some((vec!["note"], Some("T"), Some(false))));
        assert_eq!(words_of("??? \"Only a title\""), Some((vec![], Some("Only a title"), Some(false))));
    }

    #[test]
    fn other_lines_are_text() {
        for line in [
            "!!!",
            "!!! ",
            "!!! \"T\"",
            "!!! a.b",
            "!!! note \"T",
            "!!! note\"T\"",
            "???",
            "what???",
            "!!! no!",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        for line in ["===", "=== Tab", "===\"Tab\"", "=== \"\"", "==== \"Tab\"", "===? \"Tab\""] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn tabs_have_signs() {
        let tab = |fresh, selected| Some(Opener::Tab { title: "A", fresh, selected });
        assert_eq!(read("=== \"A\""), tab(false, false));
        assert_eq!(read("===! \"A\" "), tab(true, false));
        assert_eq!(read("===+ \"A\""), tab(false, true));
        assert_eq!(read("===!+ \"A\""), tab(true, true));
    }

    #[test]
    fn abbreviations_are_lines() {
        assert_eq!(abbreviation("*[HTML]: Hyper Text"), Some(("HTML", "Hyper Text")));
        assert_eq!(abbreviation("*[]: x"), None);
        assert_eq!(abbreviation("* [a]: b"), None);
    }
}
