//! Any text is understood or not.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use orderly::commerce::catalogue::Catalogue;
use orderly::expecting::Expecting;
use orderly::understanding::{IntentFolder, Understanding, UnderstandingError};

static UNDERSTANDING: LazyLock<Result<Understanding, UnderstandingError>> = LazyLock::new(|| {
    Understanding::new(&IntentFolder::built_in("en")?, "en", &Catalogue::default(), Some("hey orderly"), None)
});

fuzz_target!(|text: &str| {
    if let Ok(understanding) = &*UNDERSTANDING {
        for expecting in Expecting::ALL {
            let _intent = understanding.understand(text, expecting);
        }
    }
});
