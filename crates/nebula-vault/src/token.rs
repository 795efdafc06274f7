//! Bearer tokens and message authentication.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// SHA-256's block size in bytes: the width to which HMAC pads its key (RFC 2104).
const HMAC_BLOCK_BYTES: usize = 64;

/// Random bytes from a generator that is seeded by the operating system and fit for keys.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// A fresh bearer token of `bytes` random bytes as base64url without padding. Use 32 for
/// anything that grants access.
pub fn random_token(bytes: usize) -> SecretString {
    let mut raw = Zeroizing::new(vec![0; bytes]);
    rand::rng().fill_bytes(&mut raw);
    SecretString::from(URL_SAFE_NO_PAD.encode(&*raw))
}

/// The SHA-256 under which a token is stored and looked up.
///
/// A fast hash is right here, and only here: [`random_token`]s cannot be guessed, passwords can
/// (see [`crate::hash_password`]).
pub fn hash_token(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Whether two byte strings are equal, in a time that depends on their lengths only.
pub fn constant_time_eq(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// HMAC-SHA-256 (RFC 2104) of `data`; the key may have any length.
pub fn hmac_sha256(key: &[u8], data: &[u8]) -> [u8; 32] {
    mac(key, data).finalize().into_bytes().into()
}

/// Whether `tag` is the HMAC-SHA-256 of `data`, compared in constant time.
pub fn verify_hmac_sha256(key: &[u8], data: &[u8], tag: &[u8]) -> bool {
    mac(key, data).verify_slice(tag).is_ok()
}

fn mac(key: &[u8], data: &[u8]) -> Hmac<Sha256> {
    // RFC 2104's own padding, done here because `new` on a whole block cannot fail.
    let mut block = Zeroizing::new([0; HMAC_BLOCK_BYTES]);
    if key.len() > HMAC_BLOCK_BYTES {
        let digest = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(key)));
        block[..digest.len()].copy_from_slice(&*digest);
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(data);
    mac
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn hmac_agrees_with_rfc_4231() {
        let expect = |key: &[u8], data: &[u8], tag: &str| {
            assert_eq!(hex::encode(hmac_sha256(key, data)), tag);
            assert!(verify_hmac_sha256(key, data, &hex::decode(tag).unwrap()));
        };
        // Test cases 2, 1 and 6: a short key, a key under a block, a key over a block.
        expect(
            b"Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        );
        expect(
            &[0x0b; 20],
            b"Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        );
        expect(
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        );
    }

    #[test]
    fn a_wrong_or_cut_tag_is_refused() {
        let mut tag = hmac_sha256(b"key", b"data");
        assert!(!verify_hmac_sha256(b"key", b"data", &tag[..31]));
        assert!(!verify_hmac_sha256(b"other", b"data", &tag));
        tag[0] ^= 1;
        assert!(!verify_hmac_sha256(b"key", b"data", &tag));
    }

    #[test]
    fn tokens_differ_and_carry_the_asked_number_of_bytes() {
        let (one, two) = (random_token(32), random_token(32));
        assert_ne!(one.expose_secret(), two.expose_secret());
        assert_eq!(URL_SAFE_NO_PAD.decode(one.expose_secret()).unwrap().len(), 32);
        assert_ne!(random_bytes::<32>(), random_bytes::<32>());
    }

    #[test]
    fn a_token_is_stored_as_its_sha_256() {
        assert_eq!(
            hex::encode(hash_token("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert!(constant_time_eq(&hash_token("abc"), &hash_token("abc")));
        assert!(!constant_time_eq(&hash_token("abc"), &hash_token("abd")));
        assert!(!constant_time_eq(b"abc", b"ab"));
    }
}
