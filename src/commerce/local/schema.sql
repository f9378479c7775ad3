-- Version 1. Amounts are whole minor units.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
INSERT INTO settings VALUES ('revision', 0), ('shipping_fee', 0), ('shipping_free_from', 0);

CREATE TABLE products (
    sku      TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    brand    TEXT NOT NULL,
    size     TEXT NOT NULL,
    category TEXT NOT NULL,
    synonyms TEXT NOT NULL, -- a JSON array
    price    INTEGER NOT NULL CHECK (price >= 0),
    currency TEXT NOT NULL,
    stock    INTEGER NOT NULL CHECK (stock >= 0),
    on_sale  INTEGER NOT NULL CHECK (on_sale IN (0, 1))
) STRICT;

CREATE TABLE orders (
    id              INTEGER PRIMARY KEY,
    idempotency_key TEXT UNIQUE, -- none for orders from before this shop
    shipping        INTEGER NOT NULL,
    total           INTEGER NOT NULL,
    currency        TEXT NOT NULL
) STRICT;

CREATE TABLE order_lines (
    order_id   INTEGER NOT NULL REFERENCES orders (id),
    position   INTEGER NOT NULL,
    sku        TEXT NOT NULL REFERENCES products (sku),
    title      TEXT NOT NULL,
    quantity   INTEGER NOT NULL CHECK (quantity > 0),
    unit_price INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    PRIMARY KEY (order_id, position)
) STRICT;

CREATE TABLE status_changes (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    position INTEGER NOT NULL,
    status   TEXT NOT NULL,
    at       TEXT NOT NULL, -- RFC 3339
    PRIMARY KEY (order_id, position)
) STRICT;
