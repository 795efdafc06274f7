//! Password hashes: argon2id as PHC strings.
//!
//! The cost is the OWASP minimum for argon2id (19 MiB, two passes, one lane), see
//! <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>. Every
//! function that hashes keeps a core busy for tens of milliseconds and needs 19 MiB: in async
//! code call it through `tokio::task::spawn_blocking`.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A well-formed hash at the current cost that no password matches in practice: what an unknown
/// user is checked against. A test keeps its cost equal to the constants above.
const DUMMY_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bmVidWxhLWR1bW15LXNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashing failed: the machine has no random bytes or not enough memory.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct PasswordError(String);

fn hasher() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| PasswordError(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password with argon2id and a random salt into a PHC string
/// (`$argon2id$v=19$m=..,t=..,p=..$salt$hash`). CPU-heavy: use `spawn_blocking`.
pub fn hash_password(password: &SecretString) -> Result<String, PasswordError> {
    hasher()?
        .hash_password(password.expose_secret().as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| PasswordError(error.to_string()))
}

/// Whether the password matches a PHC string made by [`hash_password`]; compares in constant
/// time. A hash that cannot be read costs as much as a real one and matches nothing. CPU-heavy:
/// use `spawn_blocking`.
pub fn verify_password(password: &SecretString, hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else {
        verify_dummy(password);
        return false;
    };
    // Only argon2id is ever written, so a weaker algorithm in the column is not honoured.
    parsed.algorithm == Algorithm::Argon2id.ident()
        && hasher().is_ok_and(|argon2| {
            argon2.verify_password(password.expose_secret().as_bytes(), &parsed).is_ok()
        })
}

/// Spends the time of one [`verify_password`] for a user who does not exist, so that the answer's
/// timing does not tell which names exist. CPU-heavy: use `spawn_blocking`.
pub fn verify_dummy(password: &SecretString) {
    let matched = hasher().is_ok_and(|argon2| {
        argon2.verify_password(password.expose_secret().as_bytes(), DUMMY_HASH).is_ok()
    });
    // Keeps the optimiser from dropping the work.
    std::hint::black_box(matched);
}

/// Whether a stored hash was made with other costs than today's, so that it should be replaced
/// at the next successful sign-in. Cheap.
pub fn needs_rehash(hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else { return true };
    let Ok(params) = Params::try_from(&parsed) else { return true };
    parsed.algorithm != Algorithm::Argon2id.ident()
        || parsed.version != Some(Version::V0x13.into())
        || (params.m_cost(), params.t_cost(), params.p_cost()) != (MEMORY_KIB, PASSES, LANES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let hash = hash_password(&secret("correct horse")).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify_password(&secret("correct horse"), &hash));
        assert!(!verify_password(&secret("correct horse "), &hash));
        assert!(!verify_password(&secret(""), &hash));
        assert!(!needs_rehash(&hash));
    }

    #[test]
    fn the_same_password_hashes_differently_each_time() {
        let password = secret("correct horse");
        assert_ne!(hash_password(&password).unwrap(), hash_password(&password).unwrap());
    }

    #[test]
    fn the_dummy_hash_has_todays_cost_and_matches_nothing_likely() {
        assert!(PasswordHash::new(DUMMY_HASH).is_ok());
        assert!(!needs_rehash(DUMMY_HASH));
        assert!(!verify_password(&secret(""), DUMMY_HASH));
        verify_dummy(&secret("anything"));
    }

    #[test]
    fn unreadable_and_foreign_hashes_match_nothing_and_ask_for_a_rehash() {
        for hash in ["", "plain", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=1"] {
            assert!(!verify_password(&secret("plain"), hash), "{hash}");
            assert!(needs_rehash(hash), "{hash}");
        }
    }

    #[test]
    fn a_hash_of_another_cost_still_matches_and_asks_for_a_rehash() {
        let params = Params::new(8 * 1024, 1, 1, None).unwrap();
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password(b"correct horse")
            .unwrap()
            .to_string();
        assert!(verify_password(&secret("correct horse"), &weak));
        assert!(needs_rehash(&weak));
        let other = Argon2::new(Algorithm::Argon2i, Version::V0x13, Params::DEFAULT)
            .hash_password(b"correct horse")
            .unwrap()
            .to_string();
        assert!(!verify_password(&secret("correct horse"), &other));
        assert!(needs_rehash(&other));
    }
}
