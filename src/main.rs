//! Arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use orderly::cli::{self, CommandLine};

fn main() -> ExitCode {
    match cli::run(&CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("orderly: {error}");
            ExitCode::FAILURE
        }
    }
}
