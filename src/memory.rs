//! Memory that was needed for a while.
#![allow(unsafe_code)]

/// Gives memory that nobody uses any more back to the system: compiling sentences takes several times the memory of what
/// comes of it, and the allocator would keep that for ever. Does nothing where the system's library is not glibc.
pub fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        // SAFETY: malloc_trim takes no pointer and may be called at any time from any thread (malloc_trim(3)).
        let _whether_any = unsafe { libc::malloc_trim(0) };
    }
}
