//! Hiding what looks like a secret in what the engine tells about containers and images.

use std::collections::BTreeMap;

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

/// Endings of a name's words (as in `REDISPASS`) that make its value a secret.
const SECRET_ENDINGS: [&str; 2] = ["PASS", "PWD"];

/// Endings that only look like one of [`SECRET_ENDINGS`].
const HARMLESS_ENDINGS: [&str; 2] = ["COMPASS", "BYPASS"];

/// Words that hold one of [`SECRET_PARTS`] and are no secret: `org.opencontainers.image.authors`.
const HARMLESS_WORDS: [&str; 2] = ["AUTHOR", "AUTHORS"];

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
    upper.split(|character: char| !character.is_ascii_alphanumeric()).any(|word| {
        let ends_with = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        word == "PW"
            || (ends_with(&SECRET_ENDINGS) && !ends_with(&HARMLESS_ENDINGS))
            || (SECRET_PARTS.iter().any(|part| word.contains(part))
                && !HARMLESS_WORDS.contains(&word))
    })
}

/// Labels with the values of those that look like secrets masked.
pub(crate) fn labels(mut labels: BTreeMap<String, String>) -> BTreeMap<String, String> {
    for (name, value) in &mut labels {
        if looks_secret(name, value) {
            MASK.clone_into(value);
        }
    }
    labels
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
/// `--password=...`, labels and options of drivers whose name looks secret, what health checks printed, and passwords
/// inside URLs.
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
                    ("OnBuild", Value::Array(instructions)) => {
                        for instruction in instructions {
                            mask_line_value(instruction);
                        }
                    }
                    ("Output", Value::String(_)) => mask_line_value(field),
                    ("Labels" | "Options" | "DriverOpts" | "Config", Value::Object(entries)) => {
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

fn mask_line_value(value: &mut Value) {
    if let Value::String(text) = value {
        *text = mask_line(text);
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

/// Masks `--password=x`, `--password x`, `PASSWORD=x` and URLs with passwords in an argument vector. An argument may be
/// a whole command line (`sh -c "..."`).
pub(crate) fn mask_arguments(arguments: &mut [String]) {
    mask_words(arguments, mask_line);
}

/// Masks what [`mask_arguments`] masks in a command line or other text, and leaves its blanks as they are.
pub(crate) fn mask_line(line: &str) -> String {
    let (mut words, blanks) = split_line(line);
    mask_words(&mut words, mask_quoted);
    let mut masked = String::with_capacity(line.len());
    for (blank, word) in blanks.iter().zip(&words) {
        masked.push_str(blank);
        masked.push_str(word);
    }
    masked
}

/// Masks a sequence of words; `mask_inside` is for those with blanks in them.
fn mask_words(words: &mut [String], mask_inside: fn(&str) -> String) {
    let mut secret_follows = false;
    for word in words {
        if secret_follows {
            // The scheme in `Authorization: Bearer x` is followed by the secret.
            if matches!(word.as_str(), "Bearer" | "Basic") {
                continue;
            }
            secret_follows = false;
            if !word.starts_with('-') && !word.is_empty() {
                *word = masked_to_the_quote(word);
                continue;
            }
        }
        if let Some(masked) = mask_assignment(word) {
            *word = masked;
        } else if word.contains(char::is_whitespace) {
            *word = mask_inside(word);
        } else {
            let name = word.trim_start_matches(['"', '\'', '[', '(', '{']);
            // `--password x`, `"password": "x"` and `Authorization: x`
            secret_follows = ((name.starts_with('-') && !name.contains('='))
                || word.ends_with(':'))
                && secret_name(name);
        }
        if let Some(masked) = mask_urls(word) {
            *word = masked;
        }
    }
}

/// The mask for a word that is a secret, with the quotes and brackets around it kept.
fn masked_to_the_quote(word: &str) -> String {
    const QUOTES: [char; 2] = ['"', '\''];
    let Some(quote) = word.chars().next().filter(|first| QUOTES.contains(first)) else {
        return MASK.to_owned();
    };
    let after = word.rfind(quote).filter(|end| *end > 0).map_or("", |end| &word[end + 1..]);
    let after = if after.chars().all(|character| "]}),".contains(character)) { after } else { "" };
    format!("{quote}{MASK}{quote}{after}")
}

/// The word with the value masked that a secret name is given in it (`--password=x`, `A=1;PASSWORD=x`, `{"token":"x"}`).
fn mask_assignment(word: &str) -> Option<String> {
    let named = &word[..word.find(char::is_whitespace).unwrap_or(word.len())];
    let signs = named.match_indices('=').chain(named.match_indices("\":"));
    signs
        .map(|(position, sign)| position + sign.len())
        .filter(|end| *end < word.len() && secret_name(&word[..end - 1]))
        .min()
        .map(|end| format!("{}{MASK}", &word[..end]))
}

/// Masks the inside of every quoted part of a word, and what is assigned between them. Quotes nest no deeper than there
/// are kinds of quotes, which bounds the recursion.
fn mask_quoted(word: &str) -> String {
    let unquoted = |text: &str| mask_assignment(text).unwrap_or_else(|| text.to_owned());
    let mut masked = String::with_capacity(word.len());
    let mut rest = word;
    while let Some((before, inside, after, quote)) = first_quoted(rest) {
        let secret = before.strip_suffix('=').is_some_and(secret_name);
        masked.push_str(&unquoted(before));
        masked.push(quote);
        masked.push_str(&if secret { MASK.to_owned() } else { mask_line(inside) });
        masked.push(quote);
        rest = after;
    }
    masked.push_str(&unquoted(rest));
    masked
}

/// What stands before, inside and after the first pair of quotes, and the quote.
fn first_quoted(text: &str) -> Option<(&str, &str, &str, char)> {
    text.char_indices().filter(|(_, character)| matches!(character, '"' | '\'')).find_map(
        |(start, quote)| {
            let (inside, after) = text[start + 1..].split_once(quote)?;
            Some((&text[..start], inside, after, quote))
        },
    )
}

/// The words of a line and the blanks before each; blanks inside quotes part no words. The last word may be empty.
fn split_line(line: &str) -> (Vec<String>, Vec<&str>) {
    let (mut words, mut blanks) = (Vec::new(), Vec::new());
    let mut rest = line;
    loop {
        let word = rest.trim_start_matches(char::is_whitespace);
        blanks.push(&rest[..rest.len() - word.len()]);
        let end = word_end(word);
        words.push(word[..end].to_owned());
        rest = &word[end..];
        if rest.is_empty() {
            return (words, blanks);
        }
    }
}

/// Where the word at the start of the text ends. A quote without its partner is a character like others.
fn word_end(text: &str) -> usize {
    let mut position = 0;
    while let Some(character) = text[position..].chars().next() {
        if character.is_whitespace() {
            return position;
        }
        position += character.len_utf8();
        if matches!(character, '"' | '\'')
            && let Some(length) = text[position..].find(character)
        {
            position += length + 1;
        }
    }
    position
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
            ("REDISPASS", "x"),
            ("DBPASS", "x"),
            ("requirepass", "x"),
            ("MYPWD", "x"),
            ("traefik.basicauth.users", "x"),
        ] {
            assert!(looks_secret(name, value), "{name}={value} was shown");
        }
        for (name, value) in [
            ("PATH", "/usr/bin:/bin"),
            ("PWD", "/srv"),
            ("DATABASE_URL", "postgres://host/db"),
            ("HOME_URL", "https://user@example.org/"),
            ("COMPASS", "north"),
            ("PROXY_BYPASS", "localhost"),
            ("org.opencontainers.image.authors", "Ada"),
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
            "Labels": {"app.token": "hunter2", "db": "http://u:hunter2@h"},
            "Cmd": ["sh", "-c", "app --password=hunter2 --requirepass hunter2"],
            "OnBuild": ["ENV DB_PASSWORD=hunter2", "RUN app --token hunter2"],
            "Healthcheck": {"Test": ["CMD-SHELL", "curl -H 'Authorization: Bearer hunter2' localhost"]},
            "State": {"Health": {"Log": [{"Output": "connecting with password=hunter2\nfailed"}]}},
            "Number": 3
        });
        mask_json(&mut inspect);
        let text = inspect.to_string();
        assert!(!text.contains("hunter2"), "{text}");
        assert!(
            text.contains("LANG=C") && text.contains("--user=me") && text.contains("\"a\":\"b\"")
        );
    }

    #[test]
    fn lines_are_masked_and_keep_their_blanks() {
        for (line, masked) in [
            (
                "redis-server  --requirepass hunter2 --port 1",
                "redis-server  --requirepass ******** --port 1",
            ),
            ("app --password=hunter2\t-v ", "app --password=********\t-v "),
            ("|1 TOKEN=hunter2 /bin/sh -c make", "|1 TOKEN=******** /bin/sh -c make"),
            ("ENV DB_PASSWORD=hunter2", "ENV DB_PASSWORD=********"),
            ("app --password 'hunter2 hunter2' -v", "app --password '********' -v"),
            ("sh -c \"app --password=hunter2 -v\" x", "sh -c \"app --password=******** -v\" x"),
            ("sh -c 'exec \"app\" --password hunter2'", "sh -c 'exec \"app\" --password ********'"),
            (
                "CMD [\"app\" \"--password\" \"hunter2\"]",
                "CMD [\"app\" \"--password\" \"********\"]",
            ),
            ("A=1;PASSWORD=hunter2", "A=1;PASSWORD=********"),
            ("{\"token\":\"hunter2\"}", "{\"token\":********"),
            ("{\"token\": \"hunter2\"}", "{\"token\": \"********\"}"),
            ("don't --token hunter2", "don't --token ********"),
            ("cat postgres://u:hunter2@h/d", "cat postgres://u:********@h/d"),
            ("X='a --token=hunter2 b'", "X='a --token=******** b'"),
            ("'a b'--password=\"hunter2 hunter2\"", "'a b'--password=\"********\""),
            ("http://u:hunter2@h/?token=hunter2", "http://u:********@h/?token=********"),
            ("nginx -g 'daemon off;'", "nginx -g 'daemon off;'"),
            ("  two  blanks ", "  two  blanks "),
            ("", ""),
        ] {
            assert_eq!(mask_line(line), masked, "{line}");
        }
    }

    #[test]
    fn arguments_that_are_command_lines_are_masked() {
        let mut arguments =
            ["sh", "-c", "app --password=hunter2 -v", "--secret", "hunter2 and more", "-v"]
                .map(str::to_owned);
        mask_arguments(&mut arguments);
        assert_eq!(arguments, ["sh", "-c", "app --password=******** -v", "--secret", MASK, "-v"]);
    }

    #[test]
    fn many_quotes_are_no_burden() {
        let line = "'a b'\"c d\"".repeat(50_000);
        assert_eq!(mask_line(&line), line);
    }

    proptest! {
        #[test]
        fn a_line_without_secrets_stays_as_it_is(line in "[a-j \t\"'-]{0,60}") {
            prop_assert_eq!(mask_line(&line), line);
        }

        #[test]
        fn masking_any_line_never_panics(line in "\\PC{0,80}") {
            mask_line(&line);
        }

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
