//! The local shop: SQLite in the data folder.
