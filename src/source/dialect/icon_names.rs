//! Icons named outside the text, where front matter and `book.toml` say them: in the notation of whichever tool the
//! page was written for. Readers see a character, never a name.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};

use super::icons::named_emoji;

/// The words that a set of icons is called by, before the name of an icon in it.
const SETS: &[&str] = &[
    "fontawesome",
    "material",
    "octicons",
    "simple",
    "material-symbols",
    "fa",
    "fas",
    "far",
    "fab",
    "fal",
    "fad",
    "fa-solid",
    "fa-regular",
    "fa-brands",
    "fa-light",
    "solid",
    "regular",
    "brands",
    "mdi",
    "mdi-light",
    "bi",
    "ti",
    "ri",
    "ph",
    "i",
    "oct",
    "octicon",
    "lucide",
    "tabler",
    "heroicons",
    "ion",
    "feather",
    "carbon",
    "icon",
    "icons",
    "emoji",
    "twemoji",
    "noto",
];

/// What readers see of an icon: its own characters, or the emoji that its name stands for; `None` for a name that no
/// character draws.
///
/// A short text (`v2`, `API`) is no name.
pub(crate) fn shown(written: &str) -> Option<String> {
    let text = text_of(written);
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if !is_name(text) {
        return Some(text.to_owned());
    }
    candidates(text).into_iter().find_map(|name| named_emoji(&name)).map(Cow::into_owned)
}

/// The name of an icon as a shortcode has it, `material-road`; `None` for characters and short texts.
pub(crate) fn shortcode_of(written: &str) -> Option<String> {
    let name = written.trim().trim_matches(':');
    is_name(name).then(|| name.replace(['/', ' ', ':'], "-"))
}

/// Of HTML the text with its entities decoded, otherwise the classes of its first element that has some.
fn text_of(written: &str) -> String {
    if !written.contains(['<', '&']) {
        return written.to_owned();
    }
    let (mut text, mut classes) = (String::new(), None);
    for token in Tokenizer::new(written) {
        let Ok(token) = token;
        match token {
            Token::String(string) => text.push_str(&String::from_utf8_lossy(&string)),
            Token::StartTag(tag) => {
                let class = tag.attributes.get(&b"class"[..]);
                classes = classes.or_else(|| class.map(|class| String::from_utf8_lossy(class).into_owned()));
            }
            _ => {}
        }
    }
    if text.trim().is_empty() { classes.unwrap_or_default() } else { text }
}

/// Whether a text is a name or an address, and nothing to look at: it has the signs of a notation, or is a word in small
/// letters of more than three.
fn is_name(text: &str) -> bool {
    let is_marked = text.contains("://") || text.len() > 2 && text.starts_with(':') && text.ends_with(':');
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || b" _:/+.-".contains(&byte);
    let has_small = text.bytes().any(|byte| byte.is_ascii_lowercase());
    if is_marked || !has_small || !text.bytes().all(is_ours) {
        return is_marked;
    }
    let is_compound = text.contains(['-', ':', ' ', '_']) && !text.contains(|c: char| c.is_ascii_uppercase());
    let is_word =
        text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let is_known = || candidates(text).iter().any(|name| named_emoji(name).is_some());
    text.contains('/') || is_compound || is_word || is_camel(text) || is_known()
}

/// `IconRocket`, `FaRocket`: capitals after small letters.
fn is_camel(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && bytes.windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}

/// The names that an icon may have without its set, the longest first.
fn candidates(text: &str) -> Vec<String> {
    let mut name = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.trim_matches(':').chars() {
        if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            name.push('-');
        }
        before = c;
        name.push(if c.is_ascii_alphanumeric() || c == '+' { c.to_ascii_lowercase() } else { '-' });
    }
    let name = name.trim_matches('-').to_owned();
    let mut names = vec![name.clone()];
    let mut rest = name.as_str();
    // `fas fa-rocket` has two.
    for _ in 0..3 {
        let set = SETS
            .iter()
            .filter_map(|set| rest.strip_prefix(set)?.strip_prefix('-'))
            .min_by_key(|rest| rest.len());
        let Some(without) = set else { break };
        rest = without;
        names.push(rest.to_owned());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_notation_is_drawn() {
        for name in [
            "material/rocket",
            ":material-rocket:",
            "material-rocket",
            "fontawesome/solid/rocket",
            "octicons/rocket-16",
            ":octicons-rocket-24:",
            "fa-rocket",
            "fa fa-rocket",
            "fas fa-rocket",
            "fa-solid fa-rocket",
            "mdi:rocket",
            "mdi-rocket",
            "i-lucide-rocket",
            "tabler:rocket",
            ":rocket:",
            "rocket",
            "Rocket",
            "FaRocket",
            "IconRocket",
            "<i class=\"fa fa-rocket\"></i>",
            "&#128640;",
            "&#x1F680;",
            " 🚀 ",
        ] {
            assert_eq!(shown(name).as_deref(), Some("🚀"), "{name}");
        }
        assert_eq!(shown("material/road").as_deref(), Some("🛣️"));
        assert_eq!(shown("+1").as_deref(), Some("+1"));
        assert_eq!(shown(":+1:").as_deref(), Some("👍"));
        assert_eq!(shown("white_check_mark").as_deref(), Some("✅"));
    }

    #[test]
    fn what_nothing_draws_is_not_shown() {
        for name in [
            "material/no-such-thing",
            ":no-such-thing:",
            "simple/github",
            "no-such-thing",
            "fa-solid fa-nothing-at-all",
            "logo.svg/x",
            "/img/logo.svg",
            "https://example.com/a.png",
            "<svg><path d=\"M0 0\"/></svg>",
            "gizmotron",
            "",
            "  ",
            "IconNoSuchThing",
        ] {
            assert_eq!(shown(name), None, "{name}");
        }
    }

    #[test]
    fn signs_and_short_texts_are_shown_as_they_are() {
        for text in ["⚖️", "★", "#", "1", "API", "v2", "DB", "ß", "再", "99%", "1️⃣", "→", "Beta"]
        {
            assert_eq!(shown(text).as_deref(), Some(text), "{text}");
        }
    }
}
