//! Asking on the terminal, on standard error: what is on standard output may go into a file.

use std::io::{self, ErrorKind, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Error, Result, anyhow};
use dialoguer::console::Term;

/// Whether there is somebody who can be asked.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks what `ask` asks; Ctrl-C ends the program, which has written nothing yet.
pub(super) fn stoppable<T>(ask: impl FnOnce() -> Result<T>) -> Result<T> {
    let asking = Arc::new(AtomicBool::new(true));
    let is_asking = Arc::clone(&asking);
    ctrlc::set_handler(move || {
        if is_asking.load(Ordering::SeqCst) {
            stop();
        }
    })
    .context("cannot ask on this terminal")?;
    let answer = ask();
    asking.store(false, Ordering::SeqCst);
    answer
}

/// Ends the program at Ctrl-C, which may come while a key is read or between two: whoever read the key knows it, and
/// so does the handler of the signal that it sends. A list hides the cursor: who stops there wants it back.
fn stop() -> ! {
    static ONCE: Mutex<()> = Mutex::new(());
    let _held_to_the_end = ONCE.lock();
    let _ = Term::stderr().show_cursor();
    eprintln!("mdbook-patterns: stopped; nothing was written");
    std::process::exit(2);
}

/// Why a question has no answer.
pub(super) fn failed(error: dialoguer::Error) -> Error {
    let dialoguer::Error::IO(error) = error;
    if error.kind() == ErrorKind::Interrupted {
        stop();
    }
    let _ = Term::stderr().show_cursor();
    anyhow!(error).context("cannot ask on this terminal")
}
