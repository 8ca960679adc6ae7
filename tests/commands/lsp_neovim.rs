//! The language server in a real editor, where there is one: Neovim over a library of 650 pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run;
use crate::support::TestBook;

fn neovim() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join("nvim")).find(|file| file.is_file());
    if found.is_none() {
        eprintln!("skipped: no Neovim on PATH");
    }
    found
}

#[test]
fn an_author_completes_fixes_and_renames_in_neovim() {
    let Some(neovim) = neovim() else { return };
    let mut book = TestBook::new();
    for n in 0..650 {
        // A page names that after it and that after the next.
        let (next, link) = ((n + 1) % 650, (n + 2) % 650);
        let category = if n == 7 { "" } else { "category: data\n" };
        let text = format!(
            "---\n{category}title: Page {n}\nid: p{n}\ntype: pattern\ntier: gold\nrelated: [p{next}]\n---\n# Page {n}\n\nSee [the other](p{link}.md).\n"
        );
        book = book.page(&format!("p{n}.md"), &text);
    }
    // The index of mdBook's search takes most of the build, and says nothing here.
    let config = "[preprocessor.patterns.check]\nallow = [\"P0602\", \"P1104\"]\n\n[output.html.search]\nenable = false\n";
    let book = book.config(config).write();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands/lsp_neovim.lua");
    let output = Command::new(neovim)
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c"])
        .arg(format!("luafile {}", script.display()))
        .env("SERVER", env!("CARGO_BIN_EXE_mdbook-patterns"))
        .env("ROOT", book.root())
        .env("HOME", book.root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |path: &str| fs::read_to_string(book.root().join(path)).unwrap();
    let page = read("src/p7.md");
    assert!(
        page.contains("\ncategory: data\n") && page.contains("related: [p8]") && page.contains("(nine.md)"),
        "{page}"
    );
    assert!(read("src/nine.md").contains("redirect_from: [p9.html]"));
    assert!(read("src/SUMMARY.md").contains("(<nine.md>)") && !book.root().join("src/p9.md").exists());
    assert_eq!(run(&book, &["check"]).stdout, "mdbook-patterns: no problems in 650 pages\n");
    let book = book.render().unwrap();
    assert_eq!(book.stderr(), "");
    assert!(book.main("p7.html").contains("nine.html"));
}
