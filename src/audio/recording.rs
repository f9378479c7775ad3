//! Recordings: WAV and FLAC files in, WAV files out.
