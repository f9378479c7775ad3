//! The hash of a PIN: Argon2id (RFC 9106), written as a PHC string with its salt and its parameters.

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::PinError;
use crate::permission::Code;

/// What one guess costs.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    /// KiB.
    memory: u32,
    passes: u32,
    lanes: u32,
}

impl Default for Cost {
    /// The second recommendation of RFC 9106, section 4, for machines with little memory: 64 MiB, three passes, four
    /// lanes. No hash hides a PIN for long from somebody who has the file and time; this one makes each guess cost what
    /// a small machine can spare.
    fn default() -> Self {
        Self { memory: 64 * 1024, passes: 3, lanes: 4 }
    }
}

impl fmt::Debug for Cost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} KiB, {} passes, {} lanes", self.memory, self.passes, self.lanes)
    }
}

/// The hash of a code, with a salt of its own from the system's random numbers.
pub(super) fn of(code: &Code, cost: Cost) -> Result<String, PinError> {
    let failed = |reason: String| PinError::NotHashed(reason);
    let parameters =
        Params::new(cost.memory, cost.passes, cost.lanes, None).map_err(|error| failed(error.to_string()))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
    argon2.hash_password(code.digits()).map(|hash| hash.to_string()).map_err(|error| failed(error.to_string()))
}

/// Whether a hash is that of a code.
///
/// # Errors
/// What is wrong with the hash.
pub(super) fn is_of(hash: &str, code: &Code) -> Result<bool, String> {
    let hash = parsed(hash)?;
    match Argon2::default().verify_password(code.digits(), &hash) {
        Ok(()) => Ok(true),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error.to_string()),
    }
}

/// Takes a hash that costs no more to compute than [`Cost::default`]: a broken file must not ask for all memory.
fn parsed(hash: &str) -> Result<PasswordHash, String> {
    let hash = PasswordHash::new(hash).map_err(|error| error.to_string())?;
    let parameters = Params::try_from(&hash).map_err(|error| error.to_string())?;
    let most = Cost::default();
    let costs_too_much =
        parameters.m_cost() > most.memory || parameters.t_cost() > most.passes || parameters.p_cost() > most.lanes;
    if hash.algorithm.as_str() != "argon2id" || hash.salt.is_none() || hash.hash.is_none() || costs_too_much {
        return Err("the hash is none that orderly wrote".to_owned());
    }
    Ok(hash)
}

#[cfg(test)]
impl Cost {
    /// As little as there can be, for tests that look at hundreds of codes.
    pub(super) const LEAST: Self = Self { memory: 8, passes: 1, lanes: 1 };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_its_own_code_only_and_salted() {
        let (one, other) = ("2468".parse().unwrap(), "24680".parse().unwrap());
        let hash = of(&one, Cost::LEAST).unwrap();
        assert_eq!(is_of(&hash, &one), Ok(true));
        assert_eq!(is_of(&hash, &other), Ok(false));
        assert_ne!(of(&one, Cost::LEAST).unwrap(), hash);
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
    }

    #[test]
    fn a_hash_that_orderly_did_not_write_is_refused() {
        let code = "2468".parse().unwrap();
        let own = of(&code, Cost::LEAST).unwrap();
        let cut = own.rsplit_once('$').unwrap().0;
        let huge = own.replace("m=8", "m=4194304");
        for wrong in
            ["", "2468", "$argon2id$", cut, &huge, &own.replace("argon2id", "argon2d"), &own.replace("t=1", "t=999")]
        {
            assert!(is_of(wrong, &code).is_err(), "{wrong}");
        }
    }
}
