//! Who may buy what: codes as they are said, the PIN on the disk and on the command line, and the rules in a file.

mod codes;
mod command;
mod processes;
mod rules;
