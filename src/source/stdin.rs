//! Reading what mdBook sends, to the preprocessor and to the renderer.

use std::io::{self, Read};
use std::thread::sleep;
use std::time::Duration;

/// mdBook writes its JSON unbuffered, some 60 bytes a call. A reader that waits for each of them
/// wakes 100,000 times for 7 MB; one that rests for a moment after a short read finds the pipe full:
/// 16 copies of java-design-patterns take 480 ms so, and 1163 ms without.
const REST: Duration = Duration::from_micros(20);

/// A read that brings less than this was too early.
const SHORT: usize = 32 * 1024;

/// Reads everything.
///
/// # Errors
/// What `input` reports.
pub(crate) fn read_all(mut input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        match input.read(&mut piece) {
            Ok(0) => return Ok(bytes),
            Ok(n) => {
                bytes.extend_from_slice(&piece[..n]);
                if n < SHORT {
                    sleep(REST);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
