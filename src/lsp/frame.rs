//! Messages on a stream: a header with a length, then JSON. Whatever comes, the next message is found again.

use std::io::{self, BufRead, Read, Write};

use serde_json::Value;

/// The longest message that is read: no page is as long.
const MAX: usize = 64 * 1024 * 1024;

/// The longest line of a header.
const MAX_LINE: u64 = 4096;

/// What was read.
#[derive(Debug, PartialEq)]
pub(super) enum Incoming {
    /// A message.
    Message(Value),
    /// Something that is not a message, and was passed over.
    Garbage,
    /// The end of the stream.
    End,
}

/// Reads the next message.
///
/// # Errors
/// What the stream reports.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Incoming> {
    let mut length = None;
    let mut is_header = false;
    loop {
        let mut line = Vec::new();
        let read = input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(Incoming::End);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            // Empty lines before a header are nothing.
            if is_header { break } else { continue }
        }
        match line.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("content-length") => {
                is_header = true;
                length = value.trim().parse::<usize>().ok();
            }
            Some((name, _)) if name.trim().eq_ignore_ascii_case("content-type") => is_header = true,
            _ => return Ok(Incoming::Garbage),
        }
    }
    let Some(length) = length else { return Ok(Incoming::Garbage) };
    if length > MAX {
        io::copy(&mut input.by_ref().take(length as u64), &mut io::sink())?;
        return Ok(Incoming::Garbage);
    }
    let mut body = Vec::new();
    input.by_ref().take(length as u64).read_to_end(&mut body)?;
    if body.len() < length {
        return Ok(Incoming::End);
    }
    Ok(serde_json::from_slice(&body).map_or(Incoming::Garbage, Incoming::Message))
}

/// Writes a message.
///
/// # Errors
/// What the stream reports.
pub(super) fn write(out: &mut impl Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(out, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whatever_comes_the_next_message_is_found() {
        let mut input: &[u8] = b"garbage\r\n\r\nContent-Length: 3\r\n\r\n{\"}Content-Length: x\r\n\r\nContent-Type: a\r\ncontent-length:2\r\n\r\n{}\
            Content-Length: 2\n\n[]Content-Length: 99\r\n\r\n{";
        let mut found = Vec::new();
        loop {
            match read(&mut input).unwrap() {
                Incoming::End => break,
                one => found.push(one),
            }
        }
        assert_eq!(
            found,
            [
                Incoming::Garbage,
                Incoming::Garbage,
                Incoming::Garbage,
                Incoming::Message(json!({})),
                Incoming::Message(json!([]))
            ]
        );
    }
}
