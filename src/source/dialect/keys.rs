//! `++ctrl+k++`

/// The names that differ from the key's own in capitals.
const NAMES: &[(&str, &str)] = &[
    ("alt", "Alt"),
    ("arrow-down", "↓"),
    ("arrow-left", "←"),
    ("arrow-right", "→"),
    ("arrow-up", "↑"),
    ("asterisk", "*"),
    ("at", "@"),
    ("backslash", "\\"),
    ("backspace", "Backspace"),
    ("backtick", "`"),
    ("bar", "|"),
    ("break", "Break"),
    ("caps-lock", "Caps Lock"),
    ("cmd", "⌘ Cmd"),
    ("colon", ":"),
    ("comma", ","),
    ("command", "⌘ Cmd"),
    ("context-menu", "Menu"),
    ("control", "Ctrl"),
    ("ctrl", "Ctrl"),
    ("del", "Del"),
    ("delete", "Del"),
    ("down", "↓"),
    ("end", "End"),
    ("enter", "Enter"),
    ("equal", "="),
    ("esc", "Esc"),
    ("escape", "Esc"),
    ("exclam", "!"),
    ("fn", "Fn"),
    ("home", "Home"),
    ("hyphen", "-"),
    ("ins", "Ins"),
    ("insert", "Ins"),
    ("left", "←"),
    ("menu", "Menu"),
    ("meta", "Meta"),
    ("minus", "-"),
    ("num-lock", "Num Lock"),
    ("option", "⌥ Option"),
    ("page-down", "Page Down"),
    ("page-up", "Page Up"),
    ("pause", "Pause"),
    ("period", "."),
    ("pg-dn", "Page Down"),
    ("pg-up", "Page Up"),
    ("pipe", "|"),
    ("plus", "+"),
    ("print-screen", "Print Screen"),
    ("question", "?"),
    ("quote", "'"),
    ("return", "Return"),
    ("right", "→"),
    ("scroll-lock", "Scroll Lock"),
    ("semicolon", ";"),
    ("shift", "Shift"),
    ("slash", "/"),
    ("space", "Space"),
    ("spacebar", "Space"),
    ("super", "Super"),
    ("tab", "Tab"),
    ("tilde", "~"),
    ("underscore", "_"),
    ("up", "↑"),
    ("win", "⊞ Win"),
    ("windows", "⊞ Win"),
];

/// The keys that `text` starts with, and the length of all in bytes.
pub(super) fn read(text: &str) -> Option<(Vec<String>, usize)> {
    let inner = text.strip_prefix("++")?;
    let mut keys = Vec::new();
    let mut at = 0;
    loop {
        let (key, length) = key(&inner[at..])?;
        keys.push(key);
        at += length;
        let rest = &inner[at..];
        if rest.starts_with("++") && !rest.starts_with("+++") {
            return Some((keys, at + 4));
        }
        at += rest.strip_prefix('+').map(|_| 1)?;
    }
}

/// One key: a name, or a text between quotation marks.
fn key(text: &str) -> Option<(String, usize)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let end = quoted.find(['"', '\n']).filter(|end| *end > 0 && quoted[*end..].starts_with('"'))?;
        return Some((quoted[..end].to_owned(), end + 2));
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len());
    let name = text.get(..end).filter(|name| !name.is_empty())?;
    let lower = name.to_lowercase().replace('_', "-");
    let known = NAMES.binary_search_by_key(&lower.as_str(), |(name, _)| name).ok();
    let capital = || {
        let mut chars = name.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    Some((known.map_or_else(capital, |at| NAMES[at].1.to_owned()), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_the_names_that_are_on_them() {
        assert!(NAMES.is_sorted_by_key(|(name, _)| name));
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(read("++ctrl+k++ x"), Some((names(&["Ctrl", "K"]), 10)));
        assert_eq!(read("++f12++"), Some((names(&["F12"]), 7)));
        assert_eq!(read("++cmd+\"My key\"++"), Some((names(&["⌘ Cmd", "My key"]), 16)));
        for text in ["++", "++++", "++a", "++a+", "++a b++", "++ a++", "++a+++", "++\"\"++"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
