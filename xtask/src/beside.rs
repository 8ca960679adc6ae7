//! `cargo xtask beside`: one book with the plugins of others that this machine has, in the order that the guide names.

use crate::{book, repo, tools};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use toml_edit::{Array, DocumentMut, Item, Table, value};

/// A plugin of somebody else.
struct Neighbour {
    name: &'static str,
    kind: Kind,
    /// The crate that brings it.
    package: &'static str,
    /// What the built page shows where both did their work.
    shows: &'static [&'static str],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Runs after us.
    Preprocessor,
    /// Reads the pages as plain Markdown, and fails the build where it does not like them.
    Renderer,
}

/// Those that readers use, and that are published for mdBook 0.5.
const NEIGHBOURS: &[Neighbour] = &[
    Neighbour {
        name: "gettext",
        kind: Kind::Preprocessor,
        package: "mdbook-i18n-helpers",
        shows: &["Wann es hilft</a></h2>", "<p>Jede Wiederholung ist Last"],
    },
    Neighbour {
        name: "katex",
        kind: Kind::Preprocessor,
        package: "mdbook-katex",
        shows: &["class=\"katex\"", "class=\"katex-display\""],
    },
    Neighbour {
        name: "mermaid",
        kind: Kind::Preprocessor,
        package: "mdbook-mermaid",
        shows: &["<pre class=\"mermaid\">graph TD\n  client", "<pre class=\"mermaid\">graph TD\n  inside"],
    },
    Neighbour { name: "linkcheck2", kind: Kind::Renderer, package: "mdbook-linkcheck2", shows: &[] },
    Neighbour {
        name: "toc",
        kind: Kind::Preprocessor,
        package: "mdbook-toc",
        shows: &["<a href=\"#the-law\">The law</a>"],
    },
];

/// What the page shows in any case: a badge, a box, an entry of the catalog, and none of the front matter.
const OURS: &[&str] =
    &["patterns-term-tier-gold", "patterns-box patterns-box-axiom", "<a href=\"breaker.html\">Breaker</a>"];

/// Build the book, and look at what each plugin left in it.
pub(crate) fn run() -> Result<()> {
    let mut out = std::io::stdout().lock();
    let (present, missing): (Vec<&Neighbour>, Vec<&Neighbour>) =
        NEIGHBOURS.iter().partition(|neighbour| tools::find(&format!("mdbook-{}", neighbour.name)).is_some());
    for neighbour in missing {
        writeln!(out, "not tried: {}; `cargo install --locked {}`", neighbour.name, neighbour.package)?;
    }
    let folder = tempfile::Builder::new().prefix("mdbook-patterns-beside-").tempdir()?;
    let page = built(folder.path(), &present)?;
    for fragment in OURS {
        ensure!(page.contains(fragment), "the page lacks `{fragment}`:\n{page}");
    }
    ensure!(!page.contains("tier: gold"), "the page shows front matter:\n{page}");
    for neighbour in present {
        for fragment in neighbour.shows {
            ensure!(
                page.contains(fragment),
                "beside {}, the page lacks `{fragment}`:\n{page}",
                neighbour.name
            );
        }
        writeln!(out, "{}: both did their work", neighbour.name)?;
    }
    Ok(())
}

/// What stands in `<main>` of the page that has something for each of them.
fn built(root: &Path, present: &[&Neighbour]) -> Result<String> {
    let programs = repo::build_debug("mdbook-patterns")?;
    let programs = repo::folder_of(&programs)?;
    let source = repo::root().join("tests/beside");
    for file in ["book.toml", "src/SUMMARY.md", "src/retry.md", "src/breaker.md", "po/de.po"] {
        let to = root.join(file);
        fs::create_dir_all(to.parent().context("a file is in a folder")?)?;
        fs::copy(source.join(file), to).with_context(|| format!("cannot copy {file}"))?;
    }
    add(&root.join("book.toml"), present)?;
    let installed = Command::new(programs.join("mdbook-patterns")).arg("install").arg(root).output()?;
    ensure!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
    let mut renderer = book::renderer(root, programs)?;
    let output = renderer.arg("--quiet").env("MDBOOK_BOOK__LANGUAGE", "de").output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    main_of(&root.join("book/html/retry.html"))
}

/// Enable these in `book.toml`, the preprocessors after us.
fn add(file: &Path, present: &[&Neighbour]) -> Result<()> {
    let mut config: DocumentMut = fs::read_to_string(file)?.parse()?;
    let (preprocessors, renderers): (Vec<&Neighbour>, Vec<&Neighbour>) =
        present.iter().partition(|neighbour| neighbour.kind == Kind::Preprocessor);
    for (key, neighbours) in [("preprocessor", &preprocessors), ("output", &renderers)] {
        let tables = config[key].as_table_like_mut().with_context(|| format!("[{key}]"))?;
        for neighbour in neighbours {
            tables.insert(neighbour.name, Item::Table(Table::new()));
        }
    }
    let before: Array = preprocessors.iter().map(|neighbour| neighbour.name).collect();
    config["preprocessor"]["patterns"]["before"] = value(before);
    Ok(fs::write(file, config.to_string())?)
}

fn main_of(file: &Path) -> Result<String> {
    let html = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let main = html.split_once("<main>").and_then(|(_, rest)| rest.split_once("</main>"));
    main.map(|(main, _)| main.to_owned()).context("the page has no <main>")
}
