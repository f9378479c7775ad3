//! Lines of standard input, of any bytes and any length.

use std::io::{BufRead, ErrorKind};

/// A longer line is no sentence; the rest of it is not kept.
const LONGEST_LINE: usize = 64 * 1024;

/// The next line without its end, cut where it is longer than a sentence can be; what is no UTF-8 becomes U+FFFD.
/// `None` at the end of the input.
///
/// # Errors
/// What the system says when the input cannot be read.
pub fn next_line(input: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut read_any = false;
    loop {
        let chunk = match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        if chunk.is_empty() {
            return Ok(read_any.then(|| text(&line)));
        }
        read_any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        let room = LONGEST_LINE - line.len();
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = end.map_or(chunk.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(Some(text(&line)));
        }
    }
}

fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).into_owned()
}
