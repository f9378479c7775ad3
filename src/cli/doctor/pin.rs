//! Whether the PIN that the rules ask for is there.

use std::path::Path;

use jiff::Timestamp;

use super::{Check, Status};
use crate::config::Config;
use crate::permission::{PinStatus, PinVault};

pub(super) fn pin(config: &Config, data: &Path) -> Check {
    const NAME: &str = "PIN";
    match PinVault::of(data).status(Timestamp::now()) {
        Ok(PinStatus::NotSet) if config.permission.pin_above.is_empty() => Check::ok(NAME, "not asked for"),
        Ok(PinStatus::NotSet) => Check::missing(
            NAME,
            "pin_above asks for one and none is set",
            "No order that needs it is made until you set one: orderly pin set",
        ),
        Ok(PinStatus::Set) => Check::ok(NAME, "set"),
        Ok(PinStatus::LockedOut { until }) => Check::missing(
            NAME,
            format!("locked until {until} after wrong codes"),
            "Wait, or set one anew: orderly pin set",
        ),
        Err(error) => Check { status: Status::Broken, ..Check::ok(NAME, error.to_string()) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_missed_where_the_rules_ask_for_one() {
        let data = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        assert_eq!(pin(&config, data.path()).status, Status::Ok);
        config.permission.pin_above = "20".to_owned();
        assert_eq!(pin(&config, data.path()).status, Status::Missing);
        PinVault::of(data.path()).set(&"2468".parse().unwrap()).unwrap();
        assert_eq!(pin(&config, data.path()), Check::ok("PIN", "set"));
        std::fs::write(data.path().join("pin.json"), "").unwrap();
        assert_eq!(pin(&config, data.path()).status, Status::Broken);
    }
}
