//! What smart speaker hubs have in common: they hand on what was said as an intent with slots, and want one answer to each
//! request, soon. Nothing here touches a network.

pub mod accounts;
pub mod pending;
pub mod wording;

pub use accounts::{Accounts, Member};
pub use pending::{Answer, Pending};
pub use wording::Wording;
