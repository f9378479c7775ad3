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

INSERT INTO attempts (key, site, quote, confirmed_at, outcome, detail, told)
SELECT column1, 'kitchen',
       '{"lines":[{"sku":"B","title":"bread","quantity":2,"unit_price":{"minor":250,"currency":"EUR"},"total":{"minor":500,"currency":"EUR"}}],"shipping":{"minor":0,"currency":"EUR"},"total":{"minor":500,"currency":"EUR"}}',
       '2026-03-01T10:00:00Z', column2, column3, column4
FROM (VALUES ('key-1', 'placed', '1001', 1), ('key-2', 'placed', '1002', 0), ('key-3', 'refused', 'sold out', 0),
             ('key-4', 'open', '', 0));
INSERT INTO messages VALUES ('message', 1772359200);
PRAGMA user_version = 1;
