//! `cargo patterns`: the same program.

use std::fs;
use std::process::{Command, Output};

use crate::support::TestBook;

const SHIM: &str = env!("CARGO_BIN_EXE_cargo-patterns");

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn run(args: &[&str], book: &crate::support::Built) -> Output {
    Command::new(SHIM).args(args).current_dir(book.root()).output().unwrap()
}

#[test]
fn it_runs_the_program_beside_it_with_its_arguments_and_code() {
    let book = TestBook::new().page("a.md", "# A\n\n[x](gone.md)\n").write();
    let own = book.run(&["check", "--allow", "P0602"]);
    for args in [&["patterns", "check", "--allow", "P0602"][..], &["check", "--allow", "P0602"]] {
        let made = run(args, &book);
        assert_eq!((made.status.code(), text(&made.stdout)), (Some(1), own.stdout.clone()), "{args:?}");
    }
    let refused = run(&["patterns", "chek"], &book);
    assert_eq!((refused.status.code(), text(&refused.stdout)), (Some(2), String::new()));
    assert!(text(&refused.stderr).contains("unrecognized subcommand 'chek'"), "{}", text(&refused.stderr));
}

#[test]
fn without_the_program_it_says_so() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let alone = folder.path().join("cargo-patterns");
    // No copy: a process that another test starts meanwhile would hold it open for writing, and it could not run.
    fs::hard_link(SHIM, &alone).unwrap();
    let output = Command::new(&alone).args(["patterns", "list"]).env("PATH", "").output().unwrap();
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.starts_with("cargo-patterns: cannot run mdbook-patterns: "), "{stderr}");
}
