//! Written text to spoken form.
