//! A terminal to run our commands on, as a person has one: the `script` of util-linux makes it.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::support::Built;

/// A command that hangs fails its test after so many seconds, instead of holding up all the others.
const DEADLINE: &str = "120";

/// A command of ours that runs on a terminal in a book's folder.
pub(crate) struct Terminal {
    script: Child,
    keys: ChildStdin,
    screen: ChildStdout,
    shown: String,
    /// Where the command wrote its process id.
    pid: PathBuf,
}

impl Terminal {
    /// Starts `mdbook-patterns ARGUMENTS`, with the words quoted as in a shell. Nothing where this machine has no such
    /// `script`.
    pub(crate) fn start(book: &Built, arguments: &str) -> Option<Terminal> {
        let is_known = Command::new("script").arg("--version").output();
        if !is_known.is_ok_and(|out| String::from_utf8_lossy(&out.stdout).contains("util-linux")) {
            eprintln!("skipped: there is no `script` of util-linux to make a terminal");
            return None;
        }
        let pid = book.root().join("pid");
        // The shell becomes the command, so that its process id is the command's.
        let command = format!("echo $$ > pid; exec '{}' {arguments}", env!("CARGO_BIN_EXE_mdbook-patterns"));
        let mut script = Command::new("timeout")
            .args(["--foreground", "--kill-after=9", DEADLINE])
            .args(["script", "--quiet", "--return", "--echo", "never", "--command", &command, "/dev/null"])
            .current_dir(book.root())
            .env("TERM", "xterm")
            .env("SHELL", "/bin/sh")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (keys, screen) = (script.stdin.take().unwrap(), script.stdout.take().unwrap());
        Some(Terminal { script, keys, screen, shown: String::new(), pid })
    }

    /// Types `keys`.
    pub(crate) fn type_in(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Sends the signal of Ctrl-C, as the terminal itself does while no key is being read.
    pub(crate) fn interrupt(&self) {
        let pid = std::fs::read_to_string(&self.pid).unwrap();
        assert!(Command::new("kill").args(["-INT", pid.trim()]).status().unwrap().success());
    }

    /// Waits until `text` stands behind what was there before; a command that ends before fails the test.
    pub(crate) fn wait_for(&mut self, text: &str) {
        let from = self.shown.len();
        let mut buffer = [0; 1024];
        while !self.shown[from..].contains(text) {
            let read = self.screen.read(&mut buffer).unwrap();
            assert!(read > 0, "no `{text}` in:\n{}", self.shown);
            self.shown.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
    }

    /// Waits for the command's end: all that was shown, and the exit code.
    pub(crate) fn end(mut self) -> (String, Option<i32>) {
        let mut rest = Vec::new();
        self.screen.read_to_end(&mut rest).unwrap();
        self.shown.push_str(&String::from_utf8_lossy(&rest));
        (self.shown.replace("\r\n", "\n"), self.script.wait().unwrap().code())
    }
}
