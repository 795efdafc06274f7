//! The envelope of a sealed value, in text and in bytes.
//!
//! ```text
//! text:   v1.<key id>.<base64url of nonce and ciphertext>
//! bytes:  0x01, length of the key id, key id, nonce, ciphertext
//! ```

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// XChaCha20's nonce, in bytes: long enough to be drawn at random for every value.
pub(crate) const NONCE_BYTES: usize = 24;
/// Poly1305's tag, in bytes.
pub(crate) const TAG_BYTES: usize = 16;
/// The longest name of a key, in bytes.
pub(crate) const KEY_ID_MAX_BYTES: usize = 32;

const TEXT_VERSION: &str = "v1";
const BYTES_VERSION: u8 = 1;

/// Why a sealed value did not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not a sealed value of a version that this program knows.
    #[error("not a sealed value (expected v1.<key id>.<data>)")]
    Malformed,
    /// Sealed under a key that the keyring does not have.
    #[error(
        "sealed with the key '{key_id}', which NEBULA_SECRET_KEY no longer has; add it back behind \
         the current one"
    )]
    UnknownKey {
        /// The key's name as written in the value.
        key_id: String,
    },
    /// Changed since it was sealed, sealed for another row, or sealed under another key of the
    /// same name.
    #[error("the sealed value is damaged or belongs to another row")]
    Rejected,
    /// The value is too long to be sealed (more than 256 GiB).
    #[error("the value is too long to be sealed")]
    TooLong,
    /// The value opened, but is not text where text was asked for.
    #[error("the sealed value is not text")]
    NotText,
}

/// A sealed value in its text form, safe to store and to print.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sealed(String);

impl Sealed {
    /// The text form, `v1.<key id>.<data>`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the key it was sealed with.
    pub fn key_id(&self) -> &str {
        self.0.split('.').nth(1).unwrap_or_default()
    }
}

impl AsRef<str> for Sealed {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sealed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<Sealed> for String {
    fn from(sealed: Sealed) -> Self {
        sealed.0
    }
}

impl FromStr for Sealed {
    type Err = OpenError;

    fn from_str(text: &str) -> Result<Self, OpenError> {
        Envelope::from_text(text)?;
        Ok(Self(text.to_owned()))
    }
}

/// What both forms carry.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Envelope {
    pub(crate) key_id: String,
    pub(crate) nonce: [u8; NONCE_BYTES],
    pub(crate) ciphertext: Vec<u8>,
}

impl Envelope {
    fn new(key_id: &str, body: &[u8]) -> Result<Self, OpenError> {
        let (nonce, ciphertext) =
            body.split_first_chunk::<NONCE_BYTES>().ok_or(OpenError::Malformed)?;
        if !is_key_id(key_id) || ciphertext.len() < TAG_BYTES {
            return Err(OpenError::Malformed);
        }
        Ok(Self { key_id: key_id.to_owned(), nonce: *nonce, ciphertext: ciphertext.to_vec() })
    }

    pub(crate) fn from_text(text: &str) -> Result<Self, OpenError> {
        let mut parts = text.split('.');
        let (Some(TEXT_VERSION), Some(key_id), Some(body), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(OpenError::Malformed);
        };
        let body = URL_SAFE_NO_PAD.decode(body).map_err(|_| OpenError::Malformed)?;
        Self::new(key_id, &body)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, OpenError> {
        let [BYTES_VERSION, id_length, rest @ ..] = bytes else {
            return Err(OpenError::Malformed);
        };
        let (key_id, body) =
            rest.split_at_checked(usize::from(*id_length)).ok_or(OpenError::Malformed)?;
        Self::new(std::str::from_utf8(key_id).map_err(|_| OpenError::Malformed)?, body)
    }

    pub(crate) fn to_text(&self) -> Sealed {
        let body = [self.nonce.as_slice(), &self.ciphertext].concat();
        Sealed(format!("{TEXT_VERSION}.{}.{}", self.key_id, URL_SAFE_NO_PAD.encode(body)))
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let id_length = u8::try_from(self.key_id.len()).unwrap_or(u8::MAX);
        [&[BYTES_VERSION, id_length], self.key_id.as_bytes(), &self.nonce, &self.ciphertext]
            .concat()
    }
}

/// Letters, digits, `-` and `_`, at most [`KEY_ID_MAX_BYTES`] of them: nothing that could be
/// taken for a separator in any of the places where a key's name is written.
pub(crate) fn is_key_id(text: &str) -> bool {
    (1..=KEY_ID_MAX_BYTES).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
