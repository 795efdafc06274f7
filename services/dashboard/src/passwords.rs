//! Passwords: hashing off the async threads, at most as many at once as there are cores.

use std::sync::LazyLock;

use nebula_api::{Error, Result};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

/// Hashing takes a core and tens of megabytes: more at once would only wait and eat memory.
static SLOTS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// Checks that `password` may be used as one.
///
/// # Errors
/// `Invalid` naming `field`.
pub fn check_strength(field: &'static str, password: &SecretString) -> Result<()> {
    let length = password.expose_secret().chars().count();
    if !(12..=256).contains(&length) {
        return Err(Error::invalid(field, "must have 12 to 256 characters"));
    }
    let mut characters: Vec<char> = password.expose_secret().chars().collect();
    characters.sort_unstable();
    characters.dedup();
    if characters.len() < 5 {
        return Err(Error::invalid(field, "must have at least 5 different characters"));
    }
    Ok(())
}

/// The hash of a password.
///
/// # Errors
/// `Internal` when the system gives no randomness.
pub async fn hash(password: SecretString) -> Result<String> {
    let _slot = SLOTS.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(move || nebula_vault::hash_password(&password))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)
}

/// Whether `password` is the one behind `hash`; takes as long when there is no hash.
///
/// # Errors
/// `Internal` when the check could not run.
pub async fn verify(password: SecretString, hash: Option<String>) -> Result<bool> {
    let _slot = SLOTS.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(move || match hash {
        Some(hash) => nebula_vault::verify_password(&password, &hash),
        None => {
            nebula_vault::verify_dummy(&password);
            false
        }
    })
    .await
    .map_err(Error::internal)
}
