//! Voice activity by the Silero network.
