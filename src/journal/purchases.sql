-- Version 2. A purchase has a name and is ordered once; of an attempt that is open is known whether the shop was asked.
CREATE TABLE attempts_by_purchase (
    number       INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,
    purchase     TEXT NOT NULL,
    site         TEXT NOT NULL,
    quote        TEXT NOT NULL, -- JSON
    confirmed_at TEXT NOT NULL, -- RFC 3339
    outcome      TEXT NOT NULL CHECK (outcome IN ('begun', 'asked', 'placed', 'refused')),
    detail       TEXT NOT NULL, -- the order's number, or why it was refused
    told         INTEGER NOT NULL CHECK (told IN (0, 1))
) STRICT;
-- What was attempted before was a purchase of its own, and where it was open the shop may have been asked.
INSERT INTO attempts_by_purchase
    SELECT number, key, key, site, quote, confirmed_at, replace(outcome, 'open', 'asked'), detail, told FROM attempts;
DROP TABLE attempts;
ALTER TABLE attempts_by_purchase RENAME TO attempts;
CREATE INDEX unfinished ON attempts (number) WHERE outcome IN ('begun', 'asked') OR NOT told;
CREATE UNIQUE INDEX ordered_once ON attempts (purchase) WHERE outcome <> 'refused';
