//! The page of the command line in the guide, made from the same declarations as `--help`.

use clap::{Arg, Command, CommandFactory};

use super::Arguments;
use crate::guide_tables::{assert_generated, generated_head};

const HEAD: &str = "\
`mdbook-patterns` without a command is the preprocessor that mdBook runs: it reads the book from standard input. Each\n\
command reads the book of the folder that it is given, or of the nearest folder above that has a `book.toml`, without\n\
building it. Files are named relative to the folder where you run the command. `--help` after a command says the same as\n\
this page.\n\n\
| exit code | meaning |\n|---|---|\n\
| 0 | done |\n\
| 1 | `check` has found something that `--fail-on` counts, or `migrate` has lost something |\n\
| 2 | a wrong command line, or a book that cannot be read or written |\n\n\
`NO_COLOR` in the environment turns colours off. Without a command the program is what mdBook runs:\n\
its preprocessor, or its renderer. `cargo patterns check` is `mdbook-patterns check`, and so for every command.\n\n\
## What is written, and where\n\n\
Commands change files of the book and no others. Where a part of a path is a symbolic link that leads out of the book, they\n\
stop, name the link, and change nothing. A template or an icon that such a link leads to is not read, and is reported. A link\n\
that stays inside the book is followed, and stays a link. Pages in a folder elsewhere are named by `src` in `book.toml`.\n\n\
A command writes all its files or none, and each of them whole. Until then they are in a folder `.patterns-unfinished-...`\n\
beside `book.toml`, which mdBook does not publish. If a command is killed, the next command or build removes that folder. If the\n\
killed command had begun to put its files in place, the next one finishes that first.\n";

#[test]
fn every_command_and_option_is_in_the_guide() {
    let mut root = Arguments::command();
    root.build();
    let mut text =
        generated_head("Commands", "Every command of `mdbook-patterns`, with its arguments and options.")
            + HEAD;
    for command in root.get_subcommands().filter(|command| command.get_name() != "help") {
        text += &section(command, "", 2);
    }
    assert_generated("commands.md", &text);
}

fn section(command: &Command, parents: &str, level: usize) -> String {
    let name = format!("{parents}{}", command.get_name());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut text = format!("\n{} `{name}`\n\n{}\n", "#".repeat(level), sentence(&about));
    let arguments: Vec<&Arg> =
        command.get_arguments().filter(|arg| !["help", "version"].contains(&arg.get_id().as_str())).collect();
    if !arguments.is_empty() {
        text += "\n| argument | meaning |\n|---|---|\n";
        for argument in arguments.iter().filter(|arg| !arg.is_hide_set()) {
            text += &format!("| `{}` | {} |\n", shown(argument), meaning(argument));
        }
    }
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        text += &section(below, &format!("{name} "), level + 1);
    }
    text
}

/// `--deny <CODE>`, `[DIR]`
fn shown(argument: &Arg) -> String {
    let text = argument.to_string();
    match argument.get_short() {
        Some(short) => format!("-{short}, {text}"),
        None => text,
    }
    .replace('|', "\\|")
}

fn meaning(argument: &Arg) -> String {
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let mut text = help.replace('\n', " ").replace('|', "\\|");
    let takes = argument.get_action().takes_values();
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|value| takes && !value.is_hide_set())
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    if !values.is_empty() {
        text += &format!(": {}", values.join(", "));
    }
    let defaults = argument.get_default_values();
    if takes && defaults.iter().any(|value| !value.is_empty()) {
        let defaults: Vec<_> =
            defaults.iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
        text += &format!("; {} if absent", defaults.join(", "));
    }
    text
}

fn sentence(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}
