//! The commands of authors, run as they run them.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test, with its place")]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod baseline;
mod cargo;
mod check;
mod exit_codes;
mod explain;
mod fix;
mod foreign;
mod full_output;
mod graph;
mod guide;
mod help;
mod install_terminal;
mod killed;
mod lift;
mod lift_forms;
mod lift_wikis;
mod lift_words;
mod links;
mod list;
mod list_filters;
mod lsp;
mod lsp_neovim;
mod migrate;
mod migrate_addresses;
mod migrate_differences;
mod migrate_extensions;
mod migrate_hostile;
mod migrate_kinds;
mod migrate_leftovers;
mod migrate_members;
mod migrate_read;
mod migrate_real;
mod migrate_site;
mod migrate_sites;
mod migrate_sites_again;
mod migrate_templates;
mod migrate_text;
mod mv;
mod new;
mod new_numbered;
mod new_terminal;
mod no_room;
mod paths;
mod rename_term;
mod rename_term_merges;
mod schema;
mod summary;
mod template_names;
mod terminal;
mod uninstall;
mod unreadable;

use std::process::Command;

use support::{Built, Run};

/// Runs a command in a book, with nothing on the PATH but git: what this machine has installed must
/// not matter.
fn run(book: &Built, args: &[&str]) -> Run {
    run_in(book, "", args)
}

/// The same in a folder below the book's, or above it.
fn run_in(book: &Built, folder: &str, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-patterns"));
    let git = std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .find(|folder| folder.join("git").is_file() && !folder.join("mdbook").is_file());
    let path = git.unwrap_or_default();
    // The day that new pages bear.
    command.env("SOURCE_DATE_EPOCH", "1772323200");
    command.args(args).current_dir(book.root().join(folder)).env("PATH", path).env("NO_COLOR", "1");
    let output = command.output().unwrap();
    let root = book.root().to_string_lossy().into_owned();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&root, "[ROOT]");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}
