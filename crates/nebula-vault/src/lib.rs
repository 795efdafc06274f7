//! Secrets at rest: sealing, password hashes and tokens.
//!
//! - [`Keyring`] seals small values and file frames with XChaCha20-Poly1305 under a key that has
//!   a name, so that keys can be rotated, and binds each value to the row it belongs to, so that
//!   a sealed value copied into another row does not open there.
//! - [`SubKey`]s for other purposes (cookies, signatures) are derived from the same master key.
//! - [`hash_password`] and [`verify_password`] are argon2id. They keep a core busy for tens of
//!   milliseconds: call them through `tokio::task::spawn_blocking`.
//! - [`random_token`] and [`hash_token`] make and store bearer tokens.
//!
//! Nothing here reads the environment, talks to a network or logs; no `Debug` prints a secret.

mod keyring;
mod password;
mod sealed;
mod token;

pub use keyring::{Keyring, KeyringError, SubKey};
pub use password::{PasswordError, hash_password, needs_rehash, verify_dummy, verify_password};
pub use sealed::{OpenError, Sealed};
pub use token::{
    constant_time_eq, hash_token, hmac_sha256, random_bytes, random_token, verify_hmac_sha256,
};
