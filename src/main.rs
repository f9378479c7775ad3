//! Arguments in, exit code out.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use orderly::cli::{self, CommandLine};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    // What the daemon logs goes to standard error; RUST_LOG says how much.
    // A recording that cannot be read, or a model that fails, is our error to tell, once; and whisper.cpp takes being
    // stopped for one.
    let quiet = "warn,symphonia=off,whisper_rs=off";
    let level = EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new(quiet));
    tracing_subscriber::fmt()
        .with_env_filter(level)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    match cli::run(&CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("orderly: {error}");
            ExitCode::FAILURE
        }
    }
}
