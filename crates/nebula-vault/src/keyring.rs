//! The keys that seal secrets, and what they seal.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::sealed::{Envelope, KEY_ID_MAX_BYTES, OpenError, Sealed, is_key_id};
use crate::token::{hmac_sha256, random_bytes};

/// A master key's length in bytes.
const KEY_BYTES: usize = 32;

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// What is wrong with the setting that holds the keys. Never contains key material.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// The setting is empty.
    #[error("no key given; expected 32 random bytes in base64 or hex (`openssl rand -base64 32`)")]
    Empty,
    /// A key is not 32 bytes of base64 or hex.
    #[error(
        "key number {position} is not 32 bytes in base64 or hex (`openssl rand -base64 32` makes \
         one)"
    )]
    NotAKey {
        /// The key's place in the list, from 1.
        position: usize,
    },
    /// A key is one byte repeated: a placeholder.
    #[error(
        "key number {position} is a placeholder, not random (`openssl rand -base64 32` makes a \
         good one)"
    )]
    Placeholder {
        /// The key's place in the list, from 1.
        position: usize,
    },
    /// A key's name has a character that names may not have.
    #[error(
        "the name of key number {position} must be 1 to {KEY_ID_MAX_BYTES} letters, digits, '-' \
         or '_'"
    )]
    BadId {
        /// The key's place in the list, from 1.
        position: usize,
    },
    /// Two keys have the same name.
    #[error("two keys are called '{id}'")]
    DuplicateId {
        /// The name that occurs twice.
        id: String,
    },
}

/// The keys that open sealed values; the first one seals new ones.
///
/// A master key is never used directly: sealing and every other purpose have their own
/// [`SubKey`].
pub struct Keyring {
    current: Key,
    /// Older keys, for opening only.
    former: Vec<Key>,
}

struct Key {
    id: String,
    master: Zeroizing<[u8; KEY_BYTES]>,
    cipher: XChaCha20Poly1305,
}

/// A 32-byte key derived from a master key for one purpose; wiped when dropped.
#[derive(Clone)]
pub struct SubKey(Zeroizing<[u8; KEY_BYTES]>);

impl SubKey {
    /// The key itself.
    pub fn as_bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }
}

impl fmt::Debug for SubKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SubKey([redacted])")
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let former: Vec<&str> = self.former.iter().map(|key| key.id.as_str()).collect();
        formatter
            .debug_struct("Keyring")
            .field("current", &self.current.id)
            .field("former", &former)
            .finish_non_exhaustive()
    }
}

impl Key {
    fn new(id: Option<&str>, master: Zeroizing<[u8; KEY_BYTES]>) -> Self {
        let id = id.map_or_else(
            // A name made from the key stays the same wherever in the list the key stands.
            || hex::encode(&hmac_sha256(&*master, b"nebula-vault/v1/key-id")[..4]),
            str::to_owned,
        );
        let sealing = derive(&master, "seal");
        Self { id, master, cipher: XChaCha20Poly1305::new(sealing.as_bytes().into()) }
    }
}

/// HKDF-Expand (RFC 5869) to one block. The extract step is left out, as section 3.3 allows for
/// a master key that is uniformly random.
fn derive(master: &[u8; KEY_BYTES], purpose: &str) -> SubKey {
    let info = [b"nebula-vault/v1/sub-key/", purpose.as_bytes(), &[1]].concat();
    SubKey(Zeroizing::new(hmac_sha256(master, &info)))
}

impl Keyring {
    /// Reads the keys from the `NEBULA_SECRET_KEY` setting: 32 random bytes in base64 or hex, or
    /// several separated by commas, the first being the current one. A key may be given a name
    /// as `name:key`; without one its name is made from the key.
    pub fn from_config(setting: &SecretString) -> Result<Self, KeyringError> {
        let mut keys: Vec<Key> = Vec::new();
        let entries = setting.expose_secret().split(',').map(str::trim);
        for (entry, position) in entries.filter(|entry| !entry.is_empty()).zip(1..) {
            let (id, encoded) = match entry.split_once(':') {
                Some((id, encoded)) => (Some(id.trim()), encoded.trim()),
                None => (None, entry),
            };
            if id.is_some_and(|id| !is_key_id(id)) {
                return Err(KeyringError::BadId { position });
            }
            let master = decode(encoded).ok_or(KeyringError::NotAKey { position })?;
            if master.iter().all(|byte| *byte == master[0]) {
                return Err(KeyringError::Placeholder { position });
            }
            let key = Key::new(id, master);
            if keys.iter().any(|other| other.id == key.id) {
                return Err(KeyringError::DuplicateId { id: key.id });
            }
            keys.push(key);
        }
        if keys.is_empty() {
            return Err(KeyringError::Empty);
        }
        let former = keys.split_off(1);
        keys.pop().map(|current| Self { current, former }).ok_or(KeyringError::Empty)
    }

    /// The name of the key that seals new values.
    pub fn current_key_id(&self) -> &str {
        &self.current.id
    }

    /// The current key's sub-key for a purpose, such as `"session-cookie"`.
    pub fn sub_key(&self, purpose: &str) -> SubKey {
        derive(&self.current.master, purpose)
    }

    /// Every key's sub-key for a purpose, the current one first: for checking what an earlier
    /// key may have signed.
    pub fn sub_keys(&self, purpose: &str) -> Vec<SubKey> {
        self.keys().map(|key| derive(&key.master, purpose)).collect()
    }

    /// Seals a value for the place that `identity` names, by custom `table:row-id:column`. It
    /// opens only with the same identity.
    ///
    /// # Errors
    /// [`OpenError::TooLong`] beyond 256 GiB.
    pub fn seal(&self, plaintext: &[u8], identity: &str) -> Result<Sealed, OpenError> {
        Ok(self.encrypt(plaintext, identity)?.to_text())
    }

    /// [`Self::seal`] for text that is kept as a [`SecretString`].
    pub fn seal_secret(&self, secret: &SecretString, identity: &str) -> Result<Sealed, OpenError> {
        self.seal(secret.expose_secret().as_bytes(), identity)
    }

    /// Opens a value sealed by [`Self::seal`] with any key of the ring. The plaintext is wiped
    /// when dropped.
    pub fn open(
        &self,
        sealed: impl AsRef<str>,
        identity: &str,
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        self.decrypt(&Envelope::from_text(sealed.as_ref())?, identity)
    }

    /// [`Self::open`] for a value that is text.
    pub fn open_secret(
        &self,
        sealed: impl AsRef<str>,
        identity: &str,
    ) -> Result<SecretString, OpenError> {
        let plaintext = self.open(sealed, identity)?;
        let text = std::str::from_utf8(&plaintext).map_err(|_| OpenError::NotText)?;
        Ok(SecretString::from(text.to_owned()))
    }

    /// Seals into the binary form, for frames of files. Put the file and the frame's number into
    /// the identity, so that frames cannot be swapped.
    ///
    /// # Errors
    /// [`OpenError::TooLong`] beyond 256 GiB.
    pub fn seal_bytes(&self, plaintext: &[u8], identity: &str) -> Result<Vec<u8>, OpenError> {
        Ok(self.encrypt(plaintext, identity)?.to_bytes())
    }

    /// Opens what [`Self::seal_bytes`] made.
    pub fn open_bytes(
        &self,
        sealed: &[u8],
        identity: &str,
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        self.decrypt(&Envelope::from_bytes(sealed)?, identity)
    }

    /// Whether a value was sealed with anything but the current key. True for a malformed one
    /// too, which [`Self::rotate`] then reports.
    pub fn needs_rotation(&self, sealed: impl AsRef<str>) -> bool {
        Envelope::from_text(sealed.as_ref())
            .map_or(true, |envelope| envelope.key_id != self.current.id)
    }

    /// Opens a value and seals it again with the current key.
    pub fn rotate(&self, sealed: impl AsRef<str>, identity: &str) -> Result<Sealed, OpenError> {
        self.seal(&self.open(sealed, identity)?, identity)
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.former)
    }

    fn encrypt(&self, plaintext: &[u8], identity: &str) -> Result<Envelope, OpenError> {
        let nonce = random_bytes();
        let aad = associated_data(&self.current.id, identity);
        let ciphertext = self
            .current
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: plaintext, aad: &aad })
            .map_err(|_| OpenError::TooLong)?;
        Ok(Envelope { key_id: self.current.id.clone(), nonce, ciphertext })
    }

    fn decrypt(
        &self,
        envelope: &Envelope,
        identity: &str,
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let key = self
            .keys()
            .find(|key| key.id == envelope.key_id)
            .ok_or_else(|| OpenError::UnknownKey { key_id: envelope.key_id.clone() })?;
        let aad = associated_data(&key.id, identity);
        key.cipher
            .decrypt(
                &XNonce::from(envelope.nonce),
                Payload { msg: &envelope.ciphertext, aad: &aad },
            )
            .map(Zeroizing::new)
            .map_err(|_| OpenError::Rejected)
    }
}

/// Binds the format, the key's name and the row. A name holds no NUL, so no two triples meet.
fn associated_data(key_id: &str, identity: &str) -> Vec<u8> {
    [b"nebula-vault/v1\0", key_id.as_bytes(), b"\0", identity.as_bytes()].concat()
}

fn decode(encoded: &str) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let bytes = if encoded.len() == 2 * KEY_BYTES {
        hex::decode(encoded).ok()?
    } else {
        BASE64.decode(encoded).or_else(|_| BASE64_URL.decode(encoded)).ok()?
    };
    Zeroizing::new(bytes).as_slice().try_into().ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests;
