//! The sound card: microphone and loudspeaker through cpal and rodio.
