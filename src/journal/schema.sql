-- Version 1. What was said is not kept; neither are codes nor payment data.
CREATE TABLE attempts (
    number       INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,
    site         TEXT NOT NULL,
    quote        TEXT NOT NULL, -- JSON
    confirmed_at TEXT NOT NULL, -- RFC 3339
    outcome      TEXT NOT NULL CHECK (outcome IN ('open', 'placed', 'refused')),
    detail       TEXT NOT NULL, -- the order's number, or why it was refused
    told         INTEGER NOT NULL CHECK (told IN (0, 1))
) STRICT;
CREATE INDEX unfinished ON attempts (number) WHERE outcome = 'open' OR NOT told;

CREATE TABLE messages (
    id      TEXT PRIMARY KEY,
    seen_at INTEGER NOT NULL -- seconds since 1970
) STRICT;
CREATE INDEX messages_by_age ON messages (seen_at);
