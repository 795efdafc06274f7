//! Names parsed at the edge. What these types hold can be put into an engine's URL path as it is: none of them lets
//! `/` (image repositories excepted, whose grammar has no `..`), `?`, `#`, `%`, control or non-ASCII characters through.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text that is not a valid name of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}: {expected}")]
pub struct InvalidName {
    /// What was expected to be named, for example `container id or name`.
    pub kind: &'static str,
    /// What a right value looks like.
    pub expected: &'static str,
}

macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $expected:literal, $parse:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schema(value_type = String)]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidName;

            fn from_str(text: &str) -> Result<Self, InvalidName> {
                $parse(text).map(Self).ok_or(InvalidName { kind: $kind, expected: $expected })
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidName;

            fn try_from(text: String) -> Result<Self, InvalidName> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

name_type!(
    /// A container's id (12 to 64 hexadecimal digits) or its name, as the engine accepts both.
    ContainerRef,
    "container id or name",
    "letters, digits, '_', '.' and '-', starting with a letter or digit, without '..', at most 128 characters",
    engine_name
);
name_type!(
    /// The name to give a container.
    ContainerName,
    "container name",
    "letters, digits, '_', '.' and '-', starting with a letter or digit, without '..', at most 128 characters",
    engine_name
);
name_type!(
    /// A volume's name.
    VolumeName,
    "volume name",
    "letters, digits, '_', '.' and '-', starting with a letter or digit, without '..', at most 128 characters",
    engine_name
);
name_type!(
    /// A network's id or name.
    NetworkRef,
    "network id or name",
    "letters, digits, '_', '.' and '-', starting with a letter or digit, without '..', at most 128 characters",
    engine_name
);
name_type!(
    /// The platform's own id of an engine: `local`, or the id of its node in the service map.
    EngineId,
    "engine id",
    "letters, digits, '_', '.' and '-', starting with a letter or digit, without '..', at most 63 characters",
    engine_id
);
name_type!(
    /// An image reference (`registry.example:5000/team/app:1.2@sha256:...`) or an image id (`sha256:...` or 12 to 64
    /// hexadecimal digits), after the
    /// [distribution reference grammar](https://pkg.go.dev/github.com/distribution/reference).
    ImageRef,
    "image reference",
    "[registry[:port]/]name[:tag][@sha256:digest], lower-case name, for example debian:12 or ghcr.io/team/app:1.2",
    image_reference
);
name_type!(
    /// An absolute path inside a container, normalised: no `.` or `..` segments, no doubled or trailing slashes, no
    /// control characters.
    ContainerPath,
    "path in a container",
    "an absolute path without '..' segments and control characters, at most 4096 bytes",
    container_path
);
name_type!(
    /// A signal, normalised to its `SIG...` name or its number.
    Signal,
    "signal",
    "a signal's name such as SIGTERM or HUP, or its number from 1 to 64",
    signal
);

impl ImageRef {
    /// Whether this is an image id and not a repository name.
    pub fn is_id(&self) -> bool {
        is_image_id(&self.0)
    }

    /// Registry and repository, without tag and digest.
    pub fn repository(&self) -> &str {
        let name = self.0.split_once('@').map_or(self.0.as_str(), |(name, _)| name);
        split_tag(name).0
    }

    /// The tag, where one is given.
    pub fn tag(&self) -> Option<&str> {
        if self.is_id() {
            return None;
        }
        split_tag(self.0.split_once('@').map_or(self.0.as_str(), |(name, _)| name)).1
    }

    /// The digest (`sha256:...`), where one is given.
    pub fn digest(&self) -> Option<&str> {
        self.0.split_once('@').map(|(_, digest)| digest)
    }
}

impl ContainerPath {
    /// The containing directory and the last segment; `None` for the root.
    pub fn split_last(&self) -> Option<(ContainerPath, &str)> {
        let (parent, name) = self.0.rsplit_once('/')?;
        if name.is_empty() {
            return None;
        }
        let parent = if parent.is_empty() { "/" } else { parent };
        Some((ContainerPath(parent.to_owned()), name))
    }
}

fn engine_name(text: &str) -> Option<String> {
    plain_name(text, 128)
}

fn engine_id(text: &str) -> Option<String> {
    plain_name(text, 63)
}

fn plain_name(text: &str, longest: usize) -> Option<String> {
    let first = *text.as_bytes().first()?;
    let accepted = text.len() <= longest
        && first.is_ascii_alphanumeric()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
        && !text.contains("..");
    accepted.then(|| text.to_owned())
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_image_id(text: &str) -> bool {
    match text.strip_prefix("sha256:") {
        Some(digits) => digits.len() == 64 && is_hex(digits),
        None => text.len() == 64 && is_hex(text),
    }
}

fn image_reference(text: &str) -> Option<String> {
    if is_image_id(text) {
        return Some(text.to_owned());
    }
    let (name, digest) = match text.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (text, None),
    };
    if let Some(digest) = digest {
        let accepted = digest.split_once(':').is_some_and(|(kind, digits)| {
            matches!((kind, digits.len()), ("sha256", 64) | ("sha512", 128)) && is_hex(digits)
        });
        if !accepted {
            return None;
        }
    }
    let (repository, tag) = split_tag(name);
    if let Some(tag) = tag {
        let first = *tag.as_bytes().first()?;
        let accepted = tag.len() <= 128
            && (first.is_ascii_alphanumeric() || first == b'_')
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
        if !accepted {
            return None;
        }
    }
    if repository.is_empty() || repository.len() > 255 {
        return None;
    }
    let mut components = repository.split('/').peekable();
    if let Some((first, _)) = repository.split_once('/')
        && (first.contains(['.', ':'])
            || first == "localhost"
            || first.bytes().any(|byte| byte.is_ascii_uppercase()))
    {
        if !registry_host(first) {
            return None;
        }
        components.next();
    }
    components.all(path_component).then(|| text.to_owned())
}

/// Splits `registry:5000/name:tag` at the tag's colon: the last one after the last slash.
fn split_tag(name: &str) -> (&str, Option<&str>) {
    let last = name.rfind('/').map_or(0, |slash| slash + 1);
    match name[last..].find(':') {
        Some(colon) => (&name[..last + colon], Some(&name[last + colon + 1..])),
        None => (name, None),
    }
}

fn registry_host(text: &str) -> bool {
    let host = match text.split_once(':') {
        Some((host, port)) => {
            if port.is_empty() || port.len() > 5 || !port.bytes().all(|byte| byte.is_ascii_digit())
            {
                return false;
            }
            host
        }
        None => text,
    };
    host.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// `[a-z0-9]+` joined by `.`, `_`, `__` or any number of `-`.
fn path_component(text: &str) -> bool {
    let mut separator = String::new();
    let mut started = false;
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => {
                let joined = separator.is_empty()
                    || (started
                        && (matches!(separator.as_str(), "." | "_" | "__")
                            || separator.bytes().all(|byte| byte == b'-')));
                if !joined {
                    return false;
                }
                separator.clear();
                started = true;
            }
            b'.' | b'_' | b'-' => separator.push(char::from(byte)),
            _ => return false,
        }
    }
    started && separator.is_empty()
}

fn container_path(text: &str) -> Option<String> {
    if !text.starts_with('/') || text.len() > 4096 || text.chars().any(char::is_control) {
        return None;
    }
    let mut normal = String::with_capacity(text.len());
    for segment in text.split('/') {
        match segment {
            "" | "." => {}
            ".." => return None,
            _ => {
                normal.push('/');
                normal.push_str(segment);
            }
        }
    }
    if normal.is_empty() {
        normal.push('/');
    }
    Some(normal)
}

const SIGNALS: [&str; 30] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
    "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR",
];

fn signal(text: &str) -> Option<String> {
    if let Ok(number) = text.parse::<u8>() {
        return (1..=64).contains(&number).then(|| number.to_string());
    }
    let upper = text.to_ascii_uppercase();
    let bare = upper.strip_prefix("SIG").unwrap_or(&upper);
    SIGNALS.contains(&bare).then(|| format!("SIG{bare}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn container_refs_are_ids_and_names() {
        for accepted in
            ["web", "web-1", "a", "0123456789ab", "My_app.prod", &"f".repeat(64), &"x".repeat(128)]
        {
            assert_eq!(accepted.parse::<ContainerRef>().unwrap().as_str(), accepted);
        }
        for refused in [
            "",
            "-a",
            ".a",
            "_a",
            "a/b",
            "a..b",
            "../x",
            "a b",
            "a\n",
            "ä",
            "a%2f",
            "a?b",
            "a#",
            &"x".repeat(129),
        ] {
            assert!(refused.parse::<ContainerRef>().is_err(), "{refused:?} was accepted");
        }
    }

    #[test]
    fn image_references_follow_the_grammar() {
        let digest = format!("sha256:{}", "a".repeat(64));
        for accepted in [
            "debian",
            "debian:12",
            "library/debian:12-slim",
            "localhost/app",
            "localhost:5000/team/app:v1.2_3",
            "ghcr.io/team/some--app",
            "a__b/c.d:_x",
            &digest,
            &"0".repeat(64),
            &format!("ghcr.io/x@{digest}"),
            &format!("ghcr.io/x:1@{digest}"),
        ] {
            assert_eq!(accepted.parse::<ImageRef>().unwrap().as_str(), accepted);
        }
        for refused in [
            "",
            "Debian",
            "a/../b",
            "a//b",
            "/a",
            "a/",
            "a:",
            "a:-x",
            "a@sha256:xy",
            "a b",
            "-a",
            "a_.b",
            "a___b",
            "a/b?c",
            "host:port/x",
            "host:/x",
            "-host.io/x",
            "a:b:c",
            "a%2fb",
            "a\nb",
            "ä",
        ] {
            assert!(refused.parse::<ImageRef>().is_err(), "{refused:?} was accepted");
        }
        let full: ImageRef = format!("localhost:5000/team/app:v1@{digest}").parse().unwrap();
        assert_eq!(
            (full.repository(), full.tag(), full.digest()),
            ("localhost:5000/team/app", Some("v1"), Some(&*digest))
        );
    }

    #[test]
    fn paths_are_normalised_and_never_climb() {
        assert_eq!("//etc/./nginx//".parse::<ContainerPath>().unwrap().as_str(), "/etc/nginx");
        assert_eq!("/".parse::<ContainerPath>().unwrap().as_str(), "/");
        for refused in ["", "etc", "/a/../b", "/..", "/a\0", "/a\nb"] {
            assert!(refused.parse::<ContainerPath>().is_err(), "{refused:?} was accepted");
        }
        let (parent, name) = "/etc/hosts"
            .parse::<ContainerPath>()
            .map(|p| p.split_last().map(|(p, n)| (p, n.to_owned())))
            .unwrap()
            .unwrap();
        assert_eq!((parent.as_str(), name.as_str()), ("/etc", "hosts"));
        assert!("/".parse::<ContainerPath>().unwrap().split_last().is_none());
    }

    #[test]
    fn signals_are_known_names_or_numbers() {
        assert_eq!("term".parse::<Signal>().unwrap().as_str(), "SIGTERM");
        assert_eq!("SIGHUP".parse::<Signal>().unwrap().as_str(), "SIGHUP");
        assert_eq!("9".parse::<Signal>().unwrap().as_str(), "9");
        for refused in ["", "0", "65", "SIGNOPE", "-9", "TERM;ls"] {
            assert!(refused.parse::<Signal>().is_err(), "{refused:?} was accepted");
        }
    }

    fn dangerous() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("/".to_owned()),
            Just("..".to_owned()),
            Just("?".to_owned()),
            Just("#".to_owned()),
            Just("%".to_owned()),
            Just("\0".to_owned()),
            Just("\n".to_owned()),
            proptest::char::range('\0', '\u{1f}').prop_map(String::from),
            proptest::char::range('\u{80}', char::MAX).prop_map(String::from),
        ]
    }

    proptest! {
        #[test]
        fn nothing_dangerous_passes_for_a_name(before in "[a-zA-Z0-9_.-]{0,20}", bad in dangerous(), after in "[a-zA-Z0-9_.-]{0,20}") {
            let text = format!("{before}{bad}{after}");
            prop_assert!(text.parse::<ContainerRef>().is_err());
            prop_assert!(text.parse::<ContainerName>().is_err());
            prop_assert!(text.parse::<VolumeName>().is_err());
            prop_assert!(text.parse::<NetworkRef>().is_err());
            prop_assert!(text.parse::<EngineId>().is_err());
        }

        #[test]
        fn whatever_passes_for_an_image_stays_inside_its_url_segment(text in "\\PC{0,60}") {
            if let Ok(image) = text.parse::<ImageRef>() {
                let url = url::Url::parse(&format!("http://docker/images/{image}/json")).unwrap();
                prop_assert_eq!(url.path(), format!("/images/{}/json", image));
                prop_assert!(url.query().is_none() && url.fragment().is_none());
            }
        }

        #[test]
        fn parsing_a_path_twice_changes_nothing(text in "/[a-z./]{0,40}") {
            if let Ok(path) = text.parse::<ContainerPath>() {
                prop_assert_eq!(path.as_str().parse::<ContainerPath>().unwrap(), path.clone());
                prop_assert!(!path.as_str().split('/').any(|segment| segment == ".."));
            }
        }
    }
}
