//! Hiding what looks like a secret in what the engine tells about containers and images.

use serde_json::Value;

use crate::container::EnvironmentVariable;

/// What stands where a secret was.
pub const MASK: &str = "********";

/// Parts of a name (in upper case) that make its value a secret. Rather one too many: a masked keyboard layout does no
/// harm.
const SECRET_PARTS: [&str; 12] = [
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "SECRET",
    "TOKEN",
    "KEY",
    "CREDENTIAL",
    "AUTH",
    "PRIVATE",
    "DSN",
    "COOKIE",
    "SALT",
];

/// Whole words of a name (between underscores) that make its value a secret.
const SECRET_WORDS: [&str; 3] = ["PASS", "PWD", "PW"];

/// Whether the value of an environment variable looks like a secret: by its name, or because it is a URL with a
/// password inside.
pub fn looks_secret(name: &str, value: &str) -> bool {
    secret_name(name) || mask_urls(value).is_some()
}

fn secret_name(name: &str) -> bool {
    // The shell's current and previous directories.
    if matches!(name, "PWD" | "OLDPWD") {
        return false;
    }
    let upper = name.to_ascii_uppercase();
    SECRET_PARTS.iter().any(|part| upper.contains(part))
        || upper
            .split(|character: char| !character.is_ascii_alphanumeric())
            .any(|word| SECRET_WORDS.contains(&word))
}

/// The engine's `NAME=value` list as variables, secrets masked unless `reveal`.
pub(crate) fn environment(list: &[String], reveal: bool) -> Vec<EnvironmentVariable> {
    list.iter()
        .map(|entry| {
            let (name, value) = entry.split_once('=').unwrap_or((entry, ""));
            let masked = !reveal && looks_secret(name, value);
            EnvironmentVariable {
                name: name.to_owned(),
                value: (!masked).then(|| value.to_owned()),
                masked,
            }
        })
        .collect()
}

/// Masks, anywhere in the engine's JSON: values in `Env` lists, values of arguments such as
/// `--password=...`, options of drivers whose name looks secret, and passwords inside URLs.
pub(crate) fn mask_json(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(masked) = mask_urls(text) {
                *text = masked;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(mask_json),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match (name.as_str(), &mut *field) {
                    ("Env", Value::Array(entries)) => entries.iter_mut().for_each(mask_env_entry),
                    (
                        "Cmd" | "Args" | "Entrypoint" | "Test" | "Command",
                        Value::Array(arguments),
                    ) => {
                        mask_argument_values(arguments);
                    }
                    ("Options" | "DriverOpts" | "Config", Value::Object(entries)) => {
                        for (key, entry) in entries.iter_mut() {
                            if let Value::String(text) = entry
                                && secret_name(key)
                            {
                                MASK.clone_into(text);
                            }
                        }
                        mask_json(field);
                    }
                    _ => mask_json(field),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn mask_env_entry(entry: &mut Value) {
    if let Value::String(text) = entry
        && let Some((name, value)) = text.split_once('=')
        && looks_secret(name, value)
    {
        *text = format!("{name}={MASK}");
    }
}

fn mask_argument_values(arguments: &mut [Value]) {
    let mut texts: Vec<String> =
        arguments.iter().map(|argument| argument.as_str().unwrap_or_default().to_owned()).collect();
    mask_arguments(&mut texts);
    for (argument, text) in arguments.iter_mut().zip(texts) {
        if argument.is_string() {
            *argument = Value::String(text);
        }
    }
}

/// Masks `--password=x`, `--password x`, `PASSWORD=x` and URLs with passwords in an argument vector.
pub(crate) fn mask_arguments(arguments: &mut [String]) {
    let mut secret_follows = false;
    for argument in arguments {
        if std::mem::take(&mut secret_follows) && !argument.starts_with('-') {
            MASK.clone_into(argument);
            continue;
        }
        if let Some((name, _)) = argument.split_once('=') {
            if !name.contains(char::is_whitespace) && secret_name(name) {
                *argument = format!("{name}={MASK}");
                continue;
            }
        } else if argument.starts_with("--")
            && !argument.contains(char::is_whitespace)
            && secret_name(argument)
        {
            secret_follows = true;
        }
        if let Some(masked) = mask_urls(argument) {
            *argument = masked;
        }
    }
}

/// The text with the password of every `scheme://user:password@` masked; `None` when there is none.
pub(crate) fn mask_urls(text: &str) -> Option<String> {
    let mut masked = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(position) = rest.find("://") {
        let (before, after) = rest.split_at(position + 3);
        masked.push_str(before);
        let authority_end = after.find(|character: char| {
            matches!(character, '/' | '?' | '#' | '"' | '\'') || character.is_whitespace()
        });
        let authority = &after[..authority_end.unwrap_or(after.len())];
        rest = after;
        // A password may hold an unescaped '@': the last one ends it.
        if let Some((userinfo, _)) = authority.rsplit_once('@') {
            if let Some((user, password)) = userinfo.split_once(':')
                && !password.is_empty()
                && password != MASK
            {
                masked.push_str(user);
                masked.push(':');
                masked.push_str(MASK);
                found = true;
            } else {
                masked.push_str(userinfo);
            }
            rest = &after[userinfo.len()..];
        }
    }
    masked.push_str(rest);
    found.then_some(masked)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn names_and_urls_give_secrets_away() {
        for (name, value) in [
            ("POSTGRES_PASSWORD", "x"),
            ("db_passwd", "x"),
            ("MYSQL_PWD", "x"),
            ("SMTP_PASS", "x"),
            ("API_TOKEN", "x"),
            ("AWS_SECRET_ACCESS_KEY", "x"),
            ("apiKey", "x"),
            ("SENTRY_DSN", "x"),
            ("BASIC_AUTH", "x"),
            ("DATABASE_URL", "postgres://user:pass@host/db"),
            ("ANYTHING", "redis://:pass@host"),
        ] {
            assert!(looks_secret(name, value), "{name}={value} was shown");
        }
        for (name, value) in [
            ("PATH", "/usr/bin:/bin"),
            ("PWD", "/srv"),
            ("DATABASE_URL", "postgres://host/db"),
            ("HOME_URL", "https://user@example.org/"),
            ("COMPASS", "north"),
        ] {
            assert!(!looks_secret(name, value), "{name}={value} was masked");
        }
    }

    #[test]
    fn raw_json_is_masked_wherever_environment_hides() {
        let mut inspect = json!({
            "Args": ["--password", "hunter2", "--user=me", "--api-token=hunter2", "postgres://u:hunter2@h/d"],
            "Config": {"Env": ["DB_PASSWORD=hunter2", "LANG=C", "URL=http://u:hunter2@h"], "Labels": {"a": "b", "source": "http://u:hunter2@h/x"}},
            "HostConfig": {"LogConfig": {"Type": "splunk", "Config": {"splunk-token": "hunter2"}}},
            "Nested": [{"Spec": {"Env": ["TOKEN=hunter2"]}}],
            "Number": 3
        });
        mask_json(&mut inspect);
        let text = inspect.to_string();
        assert!(!text.contains("hunter2"), "{text}");
        assert!(
            text.contains("LANG=C") && text.contains("--user=me") && text.contains("\"a\":\"b\"")
        );
    }

    proptest! {
        #[test]
        fn a_password_in_a_url_never_survives(user in "[a-z]{0,6}", password in "[a-zA-Z0-9@:!$]{4,12}x", host in "[a-z]{1,8}", before in "[a-z =]{0,9}") {
            let text = format!("{before}amqp://{user}:{password}@{host}/x");
            let masked = mask_urls(&text).unwrap();
            prop_assert!(!masked.contains(&password), "{}", masked);
            let ending = format!("@{host}/x");
            prop_assert!(masked.ends_with(&ending));
        }

        #[test]
        fn masking_any_text_never_panics(text in "\\PC{0,80}") {
            if let Some(masked) = mask_urls(&text) {
                prop_assert!(mask_urls(&masked).is_none());
            }
        }
    }
}
