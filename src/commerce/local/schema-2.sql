-- Version 2: offers, what else is known of products, terms, parcels and returns. Amounts are whole minor units.
ALTER TABLE products ADD COLUMN regular_price INTEGER; -- none when it is not on offer
ALTER TABLE products ADD COLUMN about TEXT NOT NULL DEFAULT '{}'; -- a JSON object
ALTER TABLE products ADD COLUMN goes_with TEXT NOT NULL DEFAULT '[]'; -- a JSON array of SKUs

INSERT INTO settings VALUES ('tax_rate', 0), ('withdrawal_days', 0); -- hundredths of a percent; days
CREATE TABLE labels (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO labels VALUES ('seller', ''), ('deliver_to', ''), ('pay_with', '');

ALTER TABLE orders ADD COLUMN terms TEXT NOT NULL DEFAULT '{}'; -- JSON
ALTER TABLE orders ADD COLUMN carrier TEXT; -- none while there is no parcel
ALTER TABLE orders ADD COLUMN tracking TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN expected TEXT; -- a date
ALTER TABLE status_changes ADD COLUMN note TEXT NOT NULL DEFAULT '';

CREATE TABLE returns (
    id           INTEGER PRIMARY KEY,
    order_id     INTEGER NOT NULL REFERENCES orders (id),
    asked        TEXT NOT NULL, -- JSON: the goods that were asked for, also those that came back before
    kind         TEXT NOT NULL CHECK (kind IN ('return', 'withdrawal')),
    reason       TEXT NOT NULL,
    refund       INTEGER NOT NULL CHECK (refund >= 0),
    instructions TEXT NOT NULL,
    UNIQUE (order_id, asked)
) STRICT;

CREATE TABLE return_lines (
    return_id INTEGER NOT NULL REFERENCES returns (id),
    sku       TEXT NOT NULL,
    quantity  INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (return_id, sku)
) STRICT;
