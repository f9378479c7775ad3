//! What has not gone out: receipts, and whoever asked for a person.

use std::path::Path;

use super::{Check, Status};
use crate::config::Config;
use crate::handover::{self, Bundle};
use crate::receipts::{self, Job};
use crate::waiting::{Waiting, Waits};

pub(super) fn waiting(config: &Config, _: &Path) -> Check {
    const NAME: &str = "waiting";
    let waits = count::<Job>(&receipts::waiting_folder(config))
        .and_then(|receipts| Ok([receipts, count::<Bundle>(&handover::waiting_folder(config))?]));
    match waits {
        Ok(waits) => {
            let waits: Vec<String> = waits.into_iter().flatten().collect();
            if waits.is_empty() {
                return Check::ok(NAME, "nothing");
            }
            let advice = "They are tried again while the daemon runs; its log says what is in the way";
            Check::missing(NAME, waits.join(" and "), advice)
        }
        Err(reason) => Check { status: Status::Broken, ..Check::ok(NAME, reason) },
    }
}

/// `2 receipts`; none when none waits.
fn count<T: Waits>(folder: &Path) -> Result<Option<String>, String> {
    let many = |count: usize| format!("{count} {}{}", T::KIND, if count == 1 { "" } else { "s" });
    Ok(Some(Waiting::<T>::new(folder).count()?).filter(|count| *count > 0).map(many))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::event::SiteId;
    use crate::handover::Why;

    #[test]
    fn what_waits_is_counted() {
        let data = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.assistant.data = data.path().to_owned();
        assert_eq!(waiting(&config, data.path()), Check::ok("waiting", "nothing"));
        let folder = Waiting::new(&handover::waiting_folder(&config));
        folder.keep(&Bundle::new(Why::Asked, SiteId("home".to_owned()), "en", Timestamp::now())).unwrap();
        let found = waiting(&config, data.path());
        assert_eq!((found.status, found.detail.as_str()), (Status::Missing, "1 handover"));
        std::fs::write(receipts::waiting_folder(&config), "a file where the folder should be").unwrap();
        assert_eq!(waiting(&config, data.path()).status, Status::Broken);
    }
}
