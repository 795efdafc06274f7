use proptest::prelude::*;

use super::*;

const ONE: &str = "one:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const TWO: &str = "two:202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f";

fn ring(setting: &str) -> Keyring {
    Keyring::from_config(&SecretString::from(setting.to_owned())).unwrap()
}

fn refusal(setting: &str) -> KeyringError {
    Keyring::from_config(&SecretString::from(setting.to_owned())).unwrap_err()
}

#[test]
fn keys_are_read_in_every_documented_form() {
    let bytes: Vec<u8> = (200..232).collect();
    let forms = [
        hex::encode(&bytes),
        hex::encode_upper(&bytes),
        BASE64.encode(&bytes),
        BASE64_URL.encode(&bytes),
        BASE64.encode(&bytes).trim_end_matches('=').to_owned(),
        format!("  {} ", hex::encode(&bytes)),
    ];
    let ids: Vec<String> = forms.iter().map(|form| ring(form).current_key_id().into()).collect();
    assert!(ids.iter().all(|id| *id == ids[0] && id.len() == 8), "{ids:?}");
    assert_eq!(ring(&format!("{ONE}, {TWO}")).current_key_id(), "one");
}

#[test]
fn a_wrong_setting_is_refused_with_its_reason_and_without_the_key() {
    assert_eq!(refusal(""), KeyringError::Empty);
    assert_eq!(refusal(" , "), KeyringError::Empty);
    assert_eq!(refusal("hunter2"), KeyringError::NotAKey { position: 1 });
    assert_eq!(refusal(&format!("{ONE},AAAA")), KeyringError::NotAKey { position: 2 });
    assert_eq!(refusal(&"0".repeat(64)), KeyringError::Placeholder { position: 1 });
    assert_eq!(refusal(&format!("a b:{}", "01".repeat(32))), KeyringError::BadId { position: 1 });
    assert_eq!(refusal(&format!("{ONE},{ONE}")), KeyringError::DuplicateId { id: "one".into() });
    assert!(!refusal("sup3rsecret").to_string().contains("sup3rsecret"));
}

#[test]
fn debug_shows_names_only() {
    let ring = ring(&format!("{ONE},{TWO}"));
    assert_eq!(format!("{ring:?}"), r#"Keyring { current: "one", former: ["two"], .. }"#);
    assert_eq!(format!("{:?}", ring.sub_key("cookie")), "SubKey([redacted])");
}

#[test]
fn the_text_form_names_version_and_key() {
    let sealed = ring(ONE).seal(b"token", "hosts:1:token").unwrap();
    assert!(sealed.as_str().starts_with("v1.one."), "{sealed}");
    assert_eq!(sealed.key_id(), "one");
    assert_eq!(sealed.as_str().parse(), Ok(sealed.clone()));
    assert_eq!("v2.one.AAAA".parse::<Sealed>(), Err(OpenError::Malformed));
}

#[test]
fn rotation_moves_values_to_the_current_key() {
    let old = ring(ONE);
    let sealed = old.seal(b"token", "hosts:1:token").unwrap();
    assert!(!old.needs_rotation(&sealed));

    let both = ring(&format!("{TWO},{ONE}"));
    assert!(both.needs_rotation(&sealed));
    assert_eq!(*both.open(&sealed, "hosts:1:token").unwrap(), b"token");
    let rotated = both.rotate(&sealed, "hosts:1:token").unwrap();
    assert_eq!(rotated.key_id(), "two");
    assert!(!both.needs_rotation(&rotated));

    let new = ring(TWO);
    assert_eq!(*new.open(&rotated, "hosts:1:token").unwrap(), b"token");
    assert_eq!(
        new.open(&sealed, "hosts:1:token").unwrap_err(),
        OpenError::UnknownKey { key_id: "one".into() }
    );
    assert_eq!(both.rotate(&sealed, "hosts:2:token").unwrap_err(), OpenError::Rejected);
    assert!(both.needs_rotation("rubbish"));
    assert_eq!(both.rotate("rubbish", "hosts:1:token").unwrap_err(), OpenError::Malformed);
}

#[test]
fn another_key_of_the_same_name_is_rejected() {
    let sealed = ring(ONE).seal(b"token", "a").unwrap();
    let impostor = ring(&TWO.replace("two", "one"));
    assert_eq!(impostor.open(&sealed, "a").unwrap_err(), OpenError::Rejected);
}

#[test]
fn sub_keys_differ_by_purpose_and_by_key() {
    let both = ring(&format!("{TWO},{ONE}"));
    let cookies = both.sub_keys("cookie");
    assert_eq!(cookies.len(), 2);
    assert_ne!(cookies[0].as_bytes(), cookies[1].as_bytes());
    assert_eq!(cookies[0].as_bytes(), both.sub_key("cookie").as_bytes());
    assert_eq!(cookies[1].as_bytes(), ring(ONE).sub_key("cookie").as_bytes());
    assert_ne!(both.sub_key("cookie").as_bytes(), both.sub_key("csrf").as_bytes());
}

#[test]
fn secrets_come_back_as_text_or_are_refused() {
    let ring = ring(ONE);
    let sealed = ring.seal_secret(&SecretString::from("tøken".to_owned()), "a").unwrap();
    assert_eq!(ring.open_secret(&sealed, "a").unwrap().expose_secret(), "tøken");
    let sealed = ring.seal(&[0xff, 0xfe], "a").unwrap();
    assert_eq!(ring.open_secret(&sealed, "a").unwrap_err(), OpenError::NotText);
}

proptest! {
    #[test]
    fn what_is_sealed_opens_again(
        plaintext in proptest::collection::vec(any::<u8>(), 0..512),
        identity in ".*",
    ) {
        let ring = ring(ONE);
        let sealed = ring.seal(&plaintext, &identity).unwrap();
        prop_assert_eq!(&*ring.open(&sealed, &identity).unwrap(), &plaintext);
        let again = ring.seal(&plaintext, &identity).unwrap();
        prop_assert_ne!(&sealed, &again, "a nonce was used twice");
        let bytes = ring.seal_bytes(&plaintext, &identity).unwrap();
        prop_assert_eq!(&*ring.open_bytes(&bytes, &identity).unwrap(), &plaintext);
    }

    #[test]
    fn another_identity_never_opens(one in ".*", two in ".*") {
        prop_assume!(one != two);
        let ring = ring(ONE);
        let sealed = ring.seal(b"token", &one).unwrap();
        prop_assert_eq!(ring.open(&sealed, &two).unwrap_err(), OpenError::Rejected);
    }

    #[test]
    fn arbitrary_input_is_refused_without_a_panic(
        text in ".*",
        bytes in proptest::collection::vec(any::<u8>(), 0..128),
    ) {
        let ring = ring(ONE);
        prop_assert!(ring.open(&text, "a").is_err());
        prop_assert!(ring.open_bytes(&bytes, "a").is_err());
    }
}

/// Every byte, not a sample: a format is as strong as its weakest byte.
#[test]
fn a_change_to_any_byte_is_noticed() {
    let ring = ring(&format!("{ONE},{TWO}"));
    let text = ring.seal(b"a secret of some length", "a").unwrap().to_string();
    for index in 0..text.len() {
        for replacement in ['A', 'B', 'z', '0', '_', '-', '.', '=', ' '] {
            if text.as_bytes()[index] == replacement as u8 {
                continue;
            }
            let mut changed = text.clone();
            changed.replace_range(index..=index, &replacement.to_string());
            assert!(ring.open(&changed, "a").is_err(), "{changed}");
        }
        assert!(ring.open(&text[..index], "a").is_err(), "cut at {index}");
    }
    let bytes = ring.seal_bytes(b"a secret of some length", "a").unwrap();
    for index in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[index] ^= 1 << bit;
            assert!(ring.open_bytes(&changed, "a").is_err(), "bit {bit} of byte {index}");
        }
        assert!(ring.open_bytes(&bytes[..index], "a").is_err(), "cut at {index}");
    }
}
