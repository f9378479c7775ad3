//! whisper.cpp.
