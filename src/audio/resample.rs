//! Any rate and any number of channels to 16 kHz mono.
