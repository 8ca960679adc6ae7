//! Which of a book's renderers is ours: the one that runs this program, whatever its table is called.

use std::path::Path;

use mdbook_preprocessor::config::Config as MdbookConfig;
use toml::Value;

/// The name of the program.
const PROGRAM: &str = "mdbook-patterns";

/// Whether readers can search the book: the index of our renderer is what they search.
pub fn has_search(mdbook: &MdbookConfig) -> bool {
    mdbook.outputs::<Value>().unwrap_or_default().keys().any(|name| is_our_renderer(mdbook, name))
}

/// Whether links show previews: the renderer writes what they show, unless its table says no.
pub(crate) fn has_previews(mdbook: &MdbookConfig) -> bool {
    let says_no = |name: &String| matches!(mdbook.get(&format!("output.{name}.previews")), Ok(Some(false)));
    let outputs = mdbook.outputs::<Value>().unwrap_or_default();
    outputs.keys().any(|name| is_our_renderer(mdbook, name) && !says_no(name))
}

/// Whether the book is built by `mdbook serve`.
///
/// It says nothing to preprocessors and renderers, but it sets `output.html.live-reload-endpoint` before it builds, and
/// mdBook hands over the whole configuration. `mdbook watch` and `mdbook build` do not.
pub(crate) fn is_served(mdbook: &MdbookConfig) -> bool {
    matches!(mdbook.get::<String>("output.html.live-reload-endpoint"), Ok(Some(_)))
}

/// Whether the renderer of a name is this program: by its command, which is `mdbook-NAME` where the table has none.
///
/// ```
/// use mdbook_patterns::source::is_our_renderer;
///
/// let config = "[output.html]\n[output.patterns]\n[output.search]\ncommand = \"bin/mdbook-patterns --quiet\"\n";
/// let config: mdbook_preprocessor::config::Config = config.parse()?;
///
/// assert!(is_our_renderer(&config, "patterns"));
/// assert!(is_our_renderer(&config, "search"));
/// assert!(!is_our_renderer(&config, "html"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn is_our_renderer(mdbook: &MdbookConfig, name: &str) -> bool {
    let command = mdbook.get::<String>(&format!("output.{name}.command")).ok().flatten();
    runs_this_program(&command.unwrap_or_else(|| format!("mdbook-{name}")))
}

/// Whether the preprocessor of a name is this program, as a renderer is.
pub(crate) fn is_our_preprocessor(mdbook: &MdbookConfig, name: &str) -> bool {
    let command = mdbook.get::<String>(&format!("preprocessor.{name}.command")).ok().flatten();
    runs_this_program(&command.unwrap_or_else(|| format!("mdbook-{name}")))
}

/// The program that was the renderer before one was all, and the name of its table.
pub(crate) const OLD_PROGRAM: &str = "mdbook-patterns-index";
pub(crate) const OLD_TABLE: &str = "patterns-index";

/// The renderers that still run it.
pub(crate) fn old_renderers(mdbook: &MdbookConfig) -> Vec<String> {
    let outputs = mdbook.outputs::<Value>().unwrap_or_default();
    let is_old = |(name, table): &(&String, &Value)| {
        runs_old_program(name, table.get("command").and_then(Value::as_str))
    };
    outputs.iter().filter(is_old).map(|(name, _)| name.clone()).collect()
}

/// Whether the renderer of a name, with its command if it has one, runs the program of before.
pub(crate) fn runs_old_program(name: &str, command: Option<&str>) -> bool {
    match command {
        Some(command) => runs(command, OLD_PROGRAM),
        None => name == OLD_TABLE,
    }
}

/// Whether a command runs this program, by itself or through another one, as `cargo run --bin mdbook-patterns`.
fn runs_this_program(command: &str) -> bool {
    runs(command, PROGRAM)
}

fn runs(command: &str, program: &str) -> bool {
    let stem = |word: &str| Path::new(word.trim_matches(['"', '\''])).file_stem().map(|stem| stem.to_owned());
    command.split_whitespace().any(|word| stem(word).is_some_and(|stem| stem == program))
}
