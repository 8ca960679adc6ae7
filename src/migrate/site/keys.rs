//! Keys that name the environment: `!ENV [NAME, "default"]: value` is `"default": value`, and takes as many bytes.

/// A configuration whose keys are texts.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match key(line) {
            Some((start, end, default)) => {
                let spaces = " ".repeat(end - start - default.len());
                out.push_str(&format!("{}{default}{spaces}{}", &line[..start], &line[end..]));
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Where such a key of a line starts and ends, and its default.
fn key(line: &str) -> Option<(usize, usize, &str)> {
    let start = line.find("!ENV")?;
    let is_first = line[..start].chars().all(|c| matches!(c, ' ' | '-'));
    let inner = line[start..].strip_prefix("!ENV")?.trim_start().strip_prefix('[')?;
    let length = inner.find("]:").filter(|_| is_first)?;
    let default = inner[..length].rsplit_once(',')?.1.trim();
    let end = line.len() - inner.len() + length + 1;
    Some((start, end, default)).filter(|_| !default.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_environment_are_their_defaults() {
        for (text, now) in [
            ("  - !ENV [A, \"B c\"]: \"d.md\"\n", "  - \"B c\"          : \"d.md\"\n"),
            ("- !ENV [A, B]:\n    - x\n", "- B          :\n    - x\n"),
            ("a: !ENV [A, \"b]: c\"]\n", "a: !ENV [A, \"b]: c\"]\n"),
            ("- !ENV [A]: x\n", "- !ENV [A]: x\n"),
        ] {
            assert_eq!(plain(text), now);
        }
    }
}
