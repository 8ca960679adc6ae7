//! Scripts as readers load them: comments and indents are a third of their bytes.

/// A script without the lines that are comments, and without its indents; what stands in one line stays together, so
/// that the place of an error can still be read.
///
/// Scripts of ours have no text that goes over several lines, so that lines can be looked at one by one.
pub(crate) fn lean(script: &str) -> String {
    let mut out = String::with_capacity(script.len() / 2);
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        let opens = line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/"));
        if !in_comment && !opens && !line.starts_with("//") && !line.is_empty() {
            push_code(&mut out, line);
        }
        in_comment = (in_comment || opens) && !line.ends_with("*/");
    }
    out
}

/// A line without the types that it names for the checker.
fn push_code(out: &mut String, mut line: &str) {
    while let Some((before, rest)) = line.split_once("/** @") {
        let Some((_, behind)) = rest.split_once("*/") else { break };
        out.push_str(before);
        line = behind.trim_start();
    }
    out.push_str(line);
    out.push('\n');
}

/// The same behind the comment that says whose the script is.
pub(super) fn with_header(script: &str) -> String {
    let header = script.find("*/\n").map_or("", |end| &script[..end + 3]);
    format!("{header}{}", lean(&script[header.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_lines_of_their_own_and_go() {
        let script = "/*\n * mdbook-patterns: x\n */\n// @ts-check\n\"use strict\";\n\n/**\n * @param a\n */\n    f(); // stays\n\
                      /** @type {A} */ (b).c((/** @type {E} */ e) => e);\n    /* one line */\n    const d = \"/*\";\n";
        let code = "\"use strict\";\nf(); // stays\n(b).c((e) => e);\nconst d = \"/*\";\n";
        assert_eq!(lean(script), code);
        assert_eq!(with_header(script), format!("/*\n * mdbook-patterns: x\n */\n{code}"));
    }
}
