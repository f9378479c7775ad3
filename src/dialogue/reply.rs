//! Replies: `intents/<lang>/replies.ftl`.
