//! Placing an order so that it exists once or not at all: the journal first, then the shop, then the journal again.
