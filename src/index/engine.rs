//! The search engine as a browser gets it: in the file of the manifest, which is loaded when a reader wants to
//! search and not before. So engine and index are always of one version.

const SOURCE: &str = include_str!("../../theme/patterns-search.js");

/// The engine without its comments and indents, which are two thirds of it. It has no text that goes over
/// several lines, so that lines can be looked at one by one.
pub(super) fn script() -> String {
    let mut out = String::with_capacity(SOURCE.len() / 2);
    let mut in_comment = false;
    for line in SOURCE.lines().map(str::trim) {
        let opens = line.starts_with("/*");
        let closes = line.ends_with("*/");
        if !in_comment && !opens && !line.starts_with("//") && !line.is_empty() {
            out.push_str(line);
            out.push('\n');
        }
        in_comment = (in_comment || opens) && !closes;
    }
    // A renewed index brings the engine once more.
    out.replacen("const PatternsSearch", "var PatternsSearch", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_lines_of_their_own_and_go() {
        let script = script();
        assert!(script.starts_with("\"use strict\";\nvar PatternsSearch = (() => {\nconst FORMAT = 1;\n"));
        assert!(!script.contains("\n*") && !script.contains("\n//") && !script.contains("/**\n"));
        assert!(script.ends_with("return { create, marks, parse, tokens, fold, idOf };\n})();\n"));
    }
}
