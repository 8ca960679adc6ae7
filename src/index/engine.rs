//! The search engine as a browser gets it: in the file of the manifest, which is loaded when a reader wants to
//! search and not before. So engine and index are always of one version.

use crate::assets::lean_text;

/// The parts of the engine, joined.
macro_rules! parts {
    ($($name:literal,)+) => {
        concat!($(lean_text!("bare", concat!("theme/engine/", $name))),+)
    };
}

/// Each uses those before it; `tests/search/index.mjs` reads this list.
const SOURCE: &str = parts![
    "../text/matching.js",
    "../text/natural.js",
    "fold.js",
    "junk.js",
    "tokens.js",
    "query.js",
    "marks.js",
    "lists.js",
    "store.js",
    "meanings.js",
    "stems.js",
    "endings.js",
    "scores.js",
    "pieces.js",
    "lookup.js",
    "synonyms.js",
    "begun.js",
    "asked.js",
    "rank.js",
    "phrases.js",
    "measures.js",
    "filters.js",
    "order.js",
    "excerpts.js",
    "complete.js",
    "find.js",
    "engine.js",
];

/// The engine without its comments and indents, which are two thirds of it. Its parts are its own: the catalog's script
/// has some of the same names, and a renewed index brings the engine once more.
pub(super) fn script() -> String {
    let parts = SOURCE.replace("\"use strict\";", "");
    format!("\"use strict\";\nvar PatternsSearch = (() => {{\n{parts}return PatternsSearch;\n}})();\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_code_alone_and_may_come_twice() {
        let script = script();
        assert!(
            script
                .starts_with("\"use strict\";\nvar PatternsSearch = (() => {\nconst PatternsMatching=(()=>{")
        );
        assert!(!script.contains("\n*") && !script.contains("\n//") && !script.contains("/**\n"));
        assert!(script.matches("\nvar ").count() == 1 && script.matches("\"use strict\"").count() == 1);
        assert!(
            script.ends_with(
                "return{create,marks,parse,tokens,fold,idOf};})();return PatternsSearch;\n})();\n"
            )
        );
    }
}
