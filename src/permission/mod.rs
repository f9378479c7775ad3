//! Who may buy what: the household's rules, and the PIN.
//!
//! [`Rules`] judge an order that is about to be made; they do no I/O and read no clock. What they ask for is proven
//! elsewhere: a PIN by the [`PinVault`], the other device by the conversation. Filling the cart or a list is never judged.

pub mod code;
pub mod pin;
pub mod rules;

pub use code::Code;
pub use pin::{PinAnswer, PinError, PinStatus, PinVault};
pub use rules::{Fault, Proof, Refusal, Request, Rules, Verdict};
