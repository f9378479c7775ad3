//! Whether a request brings a token.

use std::path::Path;

use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::private_file;

/// What whoever may ask sends.
pub struct Token(String);

impl Token {
    /// The first line of a file that only this user may read.
    ///
    /// # Errors
    /// A sentence that names the file, and what to do.
    pub fn read(file: &Path) -> Result<Self, String> {
        private_file::secret(file).map(Self)
    }

    /// Whether a request brings it: as a bearer, or as the password of any user.
    pub fn is_in(&self, headers: &HeaderMap) -> bool {
        let Some(given) = headers.get("authorization").and_then(|value| value.to_str().ok()) else { return false };
        let Some((scheme, given)) = given.split_once(' ') else { return false };
        let given = given.trim();
        if scheme.eq_ignore_ascii_case("bearer") {
            return self.is(given.as_bytes());
        }
        let decoded = STANDARD.decode(given).unwrap_or_default();
        let colon = decoded.iter().position(|byte| *byte == b':');
        let password = colon.and_then(|colon| decoded.get(colon + 1..));
        scheme.eq_ignore_ascii_case("basic") && password.is_some_and(|password| self.is(password))
    }

    /// In a time that tells nothing of the token, its length included.
    fn is(&self, given: &[u8]) -> bool {
        let (given, token) = (Sha256::digest(given), Sha256::digest(self.0.as_bytes()));
        given.as_slice().ct_eq(token.as_slice()).into()
    }
}
