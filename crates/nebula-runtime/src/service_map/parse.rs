//! Reading and checking a map: every refusal names its line.

use std::{collections::BTreeMap, fmt};

use url::Url;

use super::{DockerEndpoint, ServiceEntry, ServiceMap};

/// Larger files are no service maps.
const MAX_BYTES: usize = 1024 * 1024;

/// Why a map was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct MapError {
    /// The line, from 1; none when the file as a whole is wrong.
    pub line: Option<usize>,
    /// What is wrong there.
    pub reason: String,
}

impl fmt::Display for MapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

pub(super) fn parse(text: &str) -> Result<ServiceMap, MapError> {
    if text.len() > MAX_BYTES {
        return Err(MapError { line: None, reason: format!("is larger than {MAX_BYTES} bytes") });
    }
    let malformed = |error: serde_yaml::Error| MapError {
        line: error.location().map(|location| location.line()),
        reason: without_location(&error.to_string()),
    };
    let map: ServiceMap = serde_yaml::from_str(text).map_err(malformed)?;
    // Of two services or nodes with one name the last would win silently: values refuse them.
    serde_yaml::from_str::<serde_yaml::Value>(text).map_err(malformed)?;
    check(&map).map_err(|(path, reason)| MapError { line: line_of(text, &path), reason })?;
    Ok(map)
}

/// serde_yaml repeats the position at the end of its message.
fn without_location(message: &str) -> String {
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message.to_owned(),
    }
}

type Wrong = (Vec<String>, String);

fn check(map: &ServiceMap) -> Result<(), Wrong> {
    let at = |path: &[&str]| path.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    if map.version != 1 {
        let reason = format!("version {} is not known; 1 is the only one", map.version);
        return Err((at(&["version"]), reason));
    }
    for (id, node) in &map.nodes {
        if !is_name(id) {
            return Err((at(&["nodes", id]), format!("node id `{id}` {NAME_RULE}")));
        }
        if let Some(reason) = node.docker.as_ref().and_then(wrong_docker) {
            return Err((at(&["nodes", id, "docker"]), reason));
        }
    }
    for (name, service) in &map.services {
        if !is_name(name) {
            return Err((at(&["services", name]), format!("service name `{name}` {NAME_RULE}")));
        }
        if let Some(node) = service.node.as_ref().filter(|node| !map.nodes.contains_key(*node)) {
            let reason = format!("service `{name}` runs on node `{node}`, which is not in `nodes`");
            return Err((at(&["services", name, "node"]), reason));
        }
        for (key, url) in [("http", &service.http), ("grpc", &service.grpc)] {
            if let Some(reason) = url.as_ref().and_then(wrong_address) {
                return Err((at(&["services", name, key]), reason));
            }
        }
        if !service.health.starts_with('/') {
            let reason = format!("health path `{}` must start with `/`", service.health);
            return Err((at(&["services", name, "health"]), reason));
        }
        for needed in &service.depends_on {
            if !map.services.contains_key(needed) {
                let reason =
                    format!("service `{name}` depends on `{needed}`, which is not in `services`");
                return Err((at(&["services", name, "depends_on"]), reason));
            }
        }
    }
    if let Some((name, cycle)) = find_cycle(&map.services) {
        return Err((at(&["services", &name, "depends_on"]), format!("dependency cycle: {cycle}")));
    }
    Ok(())
}

const NAME_RULE: &str =
    "must be 1 to 63 of a-z, 0-9 and `-`, and start and end with a letter or digit";

fn is_name(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn wrong_address(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") {
        return Some(format!("address `{url}` must start with http:// or https://"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Some(format!("address `{url}` has no host"));
    }
    (!url.username().is_empty() || url.password().is_some())
        .then(|| "an address must not hold credentials".to_owned())
}

fn wrong_docker(endpoint: &DockerEndpoint) -> Option<String> {
    let address = endpoint.address();
    // The address is not repeated: it may hold what should not be in it, and many see the reason.
    let wrong = |what: &str| {
        Some(format!(
            "the Docker address {what}; expected unix:///path, tcp://host:port or ssh://user@host"
        ))
    };
    if address.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return wrong("holds a blank");
    }
    let Some((scheme, rest)) = address.split_once("://") else {
        return wrong("has no scheme");
    };
    match (endpoint, scheme) {
        (DockerEndpoint::Tls(_), "tcp") => {}
        (DockerEndpoint::Tls(_), _) => {
            return wrong("has certificates, which only tcp:// uses");
        }
        (DockerEndpoint::Address(_), "unix") => {
            let absolute = rest.starts_with('/') && rest.len() > 1;
            return if absolute { None } else { wrong("has no absolute path") };
        }
        (DockerEndpoint::Address(_), "tcp" | "ssh") => {}
        (DockerEndpoint::Address(_), _) => return wrong("is neither unix, tcp nor ssh"),
    }
    // Both are hierarchical to `url`, so the host and the port are checked as in any address.
    let Ok(url) = Url::parse(address) else { return wrong("is malformed") };
    if url.host_str().is_none_or(str::is_empty) {
        return wrong("has no host");
    }
    if url.password().is_some() || (scheme == "tcp" && !url.username().is_empty()) {
        return wrong("must not hold credentials");
    }
    let plain = url.query().is_none() && url.fragment().is_none();
    let no_path = matches!(url.path(), "" | "/");
    if !plain || !(scheme == "ssh" || no_path) {
        return wrong("has more than a host and a port");
    }
    None
}

/// The first service found on a cycle and the cycle as `a -> b -> a`.
fn find_cycle(services: &BTreeMap<String, ServiceEntry>) -> Option<(String, String)> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        Open,
        Done,
    }
    let mut marks: BTreeMap<&str, Mark> = BTreeMap::new();
    for start in services.keys() {
        // An explicit stack: a hostile map must not exhaust the real one.
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        while let Some((name, next)) = path.last_mut() {
            let name = *name;
            if *next == 0 {
                match marks.get(name) {
                    Some(Mark::Done) => {
                        path.pop();
                        continue;
                    }
                    Some(Mark::Open) | None => {
                        marks.insert(name, Mark::Open);
                    }
                }
            }
            let needed = services.get(name).and_then(|service| service.depends_on.get(*next));
            *next += 1;
            match needed {
                None => {
                    marks.insert(name, Mark::Done);
                    path.pop();
                }
                Some(needed) => {
                    if let Some(from) = path.iter().position(|(on_path, _)| on_path == needed) {
                        let mut cycle: Vec<&str> =
                            path[from..].iter().map(|(on_path, _)| *on_path).collect();
                        cycle.push(needed);
                        return Some((cycle[0].to_owned(), cycle.join(" -> ")));
                    }
                    path.push((needed, 0));
                }
            }
        }
    }
    None
}

/// The line of the mapping key at `path` in block-style YAML, or of its nearest ancestor.
fn line_of(text: &str, path: &[String]) -> Option<usize> {
    let mut found = None;
    let mut depth = 0;
    // The indentation of the keys matched so far: a line at or left of it ends their block.
    let mut indents: Vec<usize> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indent = line.len() - trimmed.len();
        if indents.last().is_some_and(|last| indent <= *last) {
            return found;
        }
        let Some((key, _)) = trimmed.split_once(':') else { continue };
        if key.trim().trim_matches(['"', '\'']) == path[depth] {
            found = Some(index + 1);
            indents.push(indent);
            depth += 1;
            if depth == path.len() {
                return found;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = "\
version: 1
nodes:
  local:
    host: 127.0.0.1
    docker: unix:///var/run/docker.sock
services:
  redis: { node: local }
  dashboard:
    node: local
    http: http://127.0.0.1:5000
    grpc: http://127.0.0.1:15000
    depends_on: [redis]
";

    fn refused(text: &str) -> (usize, String) {
        let error = ServiceMap::parse(text).unwrap_err();
        (error.line.unwrap_or(0), error.reason)
    }

    #[test]
    fn the_default_map_is_valid() {
        ServiceMap::parse(include_str!("../../../../service-map.yml")).unwrap();
    }

    #[test]
    fn a_good_map_is_read() {
        let map = ServiceMap::parse(GOOD).unwrap();
        assert_eq!(map.services["dashboard"].health, "/readyz");
        assert_eq!(
            map.nodes["local"].docker.as_ref().unwrap().address(),
            "unix:///var/run/docker.sock"
        );
    }

    #[test]
    fn refusals_name_line_and_reason() {
        let (line, reason) = refused(&GOOD.replace("host: 127.0.0.1", "hots: 127.0.0.1"));
        assert_eq!(line, 4, "{reason}");
        assert!(reason.contains("unknown field `hots`"), "{reason}");

        let (line, reason) = refused(&GOOD.replace("[redis]", "[rediss]"));
        assert_eq!(line, 12, "{reason}");
        assert!(reason.contains("`rediss`, which is not in `services`"), "{reason}");

        let (line, reason) = refused(&GOOD.replace("    node: local", "    node: attic"));
        assert_eq!(line, 9, "{reason}");
        assert!(reason.contains("node `attic`"), "{reason}");

        let (line, reason) = refused(&GOOD.replace("http: http://", "http: ftp://"));
        assert_eq!(line, 10, "{reason}");

        let (line, _) = refused(&GOOD.replace("version: 1", "version: 2"));
        assert_eq!(line, 1);

        let (line, reason) = refused("version: 1\nservices:\n  a: [");
        assert!(line >= 3, "{line}: {reason}");
    }

    #[test]
    fn docker_addresses_that_no_engine_has_are_refused() {
        let with = |docker: &str| GOOD.replace("docker: unix:///var/run/docker.sock", docker);
        for good in [
            "docker: tcp://10.0.0.2:2375",
            "docker: tcp://[::1]:2375",
            "docker: tcp://docker.example.org",
            "docker: ssh://ops@10.0.0.2",
            "docker: ssh://attic:2222/run/user/1000/docker.sock",
            "docker: {address: 'tcp://a:2376', ca_file: a, cert_file: b, key_file: c}",
        ] {
            ServiceMap::parse(&with(good)).unwrap_or_else(|error| panic!("{good}: {error}"));
        }
        for wrong in [
            "docker: ''",
            "docker: /var/run/docker.sock",
            "docker: unix://docker.sock",
            "docker: ftp://10.0.0.2",
            "docker: tcp://",
            "docker: tcp://a:99999",
            "docker: tcp://a:2375/path",
            "docker: tcp://user@a:2375",
            "docker: ssh://user:secret@a",
            "docker: tcp://a b:2375",
            "docker: {address: 'unix:///a', ca_file: a, cert_file: b, key_file: c}",
        ] {
            let (line, reason) = refused(&with(wrong));
            assert_eq!(line, 5, "{wrong}: {reason}");
            assert!(reason.contains("Docker address"), "{wrong}: {reason}");
            assert!(!reason.contains("secret"), "{reason}");
        }
    }

    #[test]
    fn a_name_given_twice_is_refused() {
        let (line, reason) = refused(&format!("{GOOD}  redis: {{ node: local }}\n"));
        assert!(reason.contains("duplicate entry") && reason.contains("redis"), "{reason}");
        assert!(line >= 6, "{line}: {reason}");
        let (_, reason) = refused(&GOOD.replace("services:", "  local: {}\nservices:"));
        assert!(reason.contains("duplicate entry") && reason.contains("local"), "{reason}");
    }

    #[test]
    fn cycles_are_refused() {
        let text = "version: 1\nservices:\n  a: {depends_on: [b]}\n  b: {depends_on: [c]}\n  c: {depends_on: [a]}\n";
        let (line, reason) = refused(text);
        assert_eq!(reason, "dependency cycle: a -> b -> c -> a");
        assert_eq!(line, 3);
    }

    #[test]
    fn a_diamond_is_no_cycle() {
        let text = "version: 1\nservices:\n  a: {depends_on: [b, c]}\n  b: {depends_on: [d]}\n  c: {depends_on: [d]}\n  d: {}\n";
        ServiceMap::parse(text).unwrap();
    }

    proptest! {
        #[test]
        fn any_text_is_answered_and_never_panics(text in "\\PC{0,400}") {
            let _ = ServiceMap::parse(&text);
        }

        #[test]
        fn a_damaged_map_is_answered_and_never_panics(
            at in 0usize..GOOD.len(), with in "[ -~\\n]{0,4}", cut in 0usize..6
        ) {
            let mut text = GOOD.to_owned();
            let end = (at + cut).min(text.len());
            text.replace_range(at..end, &with);
            if let Err(error) = ServiceMap::parse(&text) {
                prop_assert!(!error.reason.is_empty());
            }
        }
    }
}
