//! Libraries that are loaded at run time, looked at before the system's loader sees them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Refuses a file that is no ELF library, or one that promises more bytes than it has: the system's loader maps that
/// without a check, and the process dies at the first missing page. Layout: System V ABI, chapters 4 and 5, 64-bit
/// little-endian. Where libraries are something else than ELF, nothing is looked at.
///
/// # Errors
/// Why it must not be loaded.
pub(crate) fn check(path: &Path) -> io::Result<()> {
    const LOADABLE: u64 = 1;
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut start = Vec::new();
    file.by_ref().take(8_192).read_to_end(&mut start)?;
    if !start.starts_with(b"\x7fELF") {
        return Err(io::Error::other("the file is no library"));
    }
    if !start.starts_with(b"\x7fELF\x02\x01") {
        return Ok(());
    }
    let number = |at: u64, bytes: usize| -> Option<u64> {
        let at = usize::try_from(at).ok()?;
        let field = start.get(at..at.checked_add(bytes)?)?;
        Some(field.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
    };
    let fits = || {
        let (table, entry, entries) = (number(0x20, 8)?, number(0x36, 2)?, number(0x38, 2)?);
        for index in 0..entries {
            let header = table.checked_add(index * entry)?;
            let end = number(header + 8, 8)?.checked_add(number(header + 32, 8)?)?;
            if number(header, 4)? == LOADABLE && end > length {
                return None;
            }
        }
        Some(())
    };
    fits().ok_or_else(|| io::Error::other("the file is cut short"))
}
