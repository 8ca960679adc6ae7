//! Blocks of code as mdBook shows them: without the lines that it hides (`mdbook-html`, `hide_lines`).

use std::borrow::Cow;
use std::collections::HashMap;

/// The lines of a block of code that a reader sees at first. `info` follows its fence, `prefixes`
/// is `output.html.code.hidelines`.
pub(super) fn shown<'a>(code: &'a str, info: &str, prefixes: &HashMap<String, String>) -> Cow<'a, str> {
    let words: Vec<&str> = info.split([',', ' ', '\t']).filter(|word| !word.is_empty()).collect();
    let language = words.first().copied().unwrap_or_default();
    if language == "rust" {
        return keep(code, rust_line);
    }
    let own = words.iter().find_map(|word| word.strip_prefix("hidelines="));
    match own.or(prefixes.get(language).map(String::as_str)) {
        Some(prefix) => keep(code, |line| (!line.trim_start().starts_with(prefix)).then(|| line.into())),
        None => code.into(),
    }
}

fn keep<'l>(code: &'l str, line: impl Fn(&'l str) -> Option<Cow<'l, str>>) -> Cow<'l, str> {
    let mut out = String::with_capacity(code.len());
    for shown in code.lines().filter_map(line) {
        out.push_str(&shown);
        out.push('\n');
    }
    out.into()
}

/// `# hidden` is; `##` is a `#`.
fn rust_line(line: &str) -> Option<Cow<'_, str>> {
    let text = line.trim_start();
    match text.strip_prefix('#') {
        Some("") => None,
        Some(rest) if rest.starts_with(' ') => None,
        Some(rest) if rest.starts_with('#') => Some(rest.into()),
        _ => Some(line.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_lines_are_not_shown() {
        let none = HashMap::new();
        let code = "# use x;\n#[derive(A)]\n##[b]\n#\nlet a; # not\n";
        assert_eq!(shown(code, "rust,ignore", &none), "#[derive(A)]\n#[b]\nlet a; # not\n");
        assert_eq!(shown(code, "sh", &none), code);
        assert_eq!(shown("~x\n y\n", "python hidelines=~", &none), " y\n");
        let prefixes = HashMap::from([("python".to_owned(), "!!".to_owned())]);
        assert_eq!(shown("  !!x\ny\n", "python", &prefixes), "y\n");
    }
}
