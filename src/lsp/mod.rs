//! The language server: what `check` says while one writes, and what the library knows, in an editor.
//!
//! ```text
//!  messages ─▶ OpenBook (unsaved texts) ─▶ State (the one Library, checked) ─▶ diagnostics, actions, completion, ...
//! ```
//!
//! Messages are JSON that is read field by field: what a client sends may be anything, and no message ends the server.

mod actions;
mod answers;
mod book;
mod completion;
mod diagnostics;
mod frame;
mod hints;
mod hover;
mod locations;
mod navigation;
mod place;
mod position;
mod rename;
mod server;
mod symbols;
mod unsaved;
mod uri;

use std::io::{self, BufReader};
use std::sync::mpsc::{RecvTimeoutError, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use frame::Incoming;
use server::Server;

/// How often to look whether a check has ended. Messages are answered at once all the while.
const WHILE_CHECKING: Duration = Duration::from_millis(10);

/// Serves an editor over standard input and output, until it says good-bye or hangs up. Whether it said so.
///
/// # Errors
/// A stream that cannot be written.
pub(crate) fn serve() -> io::Result<bool> {
    let (send, messages) = channel();
    // The thread ends with the process: nobody can be made to write into the stream that it reads.
    thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        loop {
            let read = frame::read(&mut input).unwrap_or(Incoming::End);
            let is_end = read == Incoming::End;
            if send.send(read).is_err() || is_end {
                break;
            }
        }
    });
    let mut server = Server::new(io::stdout());
    loop {
        // Nobody waits for diagnostics of a text that has changed already.
        let message = match messages.try_recv() {
            Ok(message) => message,
            Err(TryRecvError::Disconnected) => return Ok(server.is_over()),
            Err(TryRecvError::Empty) => {
                let is_checking = server.publish()?;
                let wait = if is_checking { WHILE_CHECKING } else { Duration::MAX };
                match messages.recv_timeout(wait) {
                    Ok(message) => message,
                    Err(RecvTimeoutError::Timeout) => continue,
                    Err(RecvTimeoutError::Disconnected) => return Ok(server.is_over()),
                }
            }
        };
        match message {
            Incoming::End => return Ok(server.is_over()),
            Incoming::Garbage => server.complain()?,
            Incoming::Message(message) => {
                if server.receive(&message)? {
                    return Ok(server.is_over());
                }
            }
        }
    }
}
