//! Where an engine is and how it is spoken to.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::names::EngineId;

/// The socket of an engine that was installed the usual way.
pub const DEFAULT_SOCKET: &str = "/var/run/docker.sock";

/// An address that no engine can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a Docker engine address: {0}; expected unix:///path, tcp://host:port or ssh://user@host[:port][/path]"
)]
pub struct InvalidAddress(&'static str);

/// An engine's address. Displayed without credentials or key paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineAddress {
    /// `unix:///var/run/docker.sock`: a socket on this machine.
    Unix {
        /// The socket's absolute path.
        path: PathBuf,
    },
    /// `tcp://host:port`: plain, or TLS where [`EngineConfig::tls`] is set.
    Tcp {
        /// Host name or IP address (IPv6 without brackets).
        host: String,
        /// TCP port; 2375 (2376 is usual for TLS) where none is given.
        port: u16,
    },
    /// `ssh://user@host[:port]`: the engine's socket on another machine, reached by the system's `ssh`. A path names
    /// another socket there than the usual one.
    Ssh {
        /// User on the other machine; the local ssh configuration's where none is given.
        user: Option<String>,
        /// Host name, address, or alias in the local ssh configuration.
        host: String,
        /// Port; the local ssh configuration's where none is given.
        port: Option<u16>,
        /// The engine's socket on the other machine.
        socket: PathBuf,
    },
}

impl Default for EngineAddress {
    fn default() -> Self {
        Self::Unix { path: PathBuf::from(DEFAULT_SOCKET) }
    }
}

impl FromStr for EngineAddress {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::default());
        }
        if text.chars().any(|character| character.is_control() || character.is_whitespace()) {
            return Err(InvalidAddress("spaces and control characters are not allowed"));
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return Err(InvalidAddress("the scheme is missing"));
        };
        match scheme {
            "unix" if rest.starts_with('/') => Ok(Self::Unix { path: PathBuf::from(rest) }),
            "unix" => Err(InvalidAddress("the socket's path must be absolute")),
            "tcp" | "http" | "https" => {
                let (host, port) = host_and_port(rest.strip_suffix('/').unwrap_or(rest))?;
                Ok(Self::Tcp { host, port: port.unwrap_or(2375) })
            }
            "ssh" => {
                let (authority, socket) = match rest.split_once('/') {
                    Some((authority, path)) if !path.is_empty() => (authority, format!("/{path}")),
                    Some((authority, _)) => (authority, DEFAULT_SOCKET.to_owned()),
                    None => (rest, DEFAULT_SOCKET.to_owned()),
                };
                let (user, host) = match authority.rsplit_once('@') {
                    Some((user, host)) => (Some(user), host),
                    None => (None, authority),
                };
                // Both become arguments of `ssh`: neither may look like an option.
                let plain =
                    |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
                if user.is_some_and(|user| {
                    user.is_empty() || user.starts_with('-') || !user.bytes().all(plain)
                }) {
                    return Err(InvalidAddress(
                        "the user name has characters that are not allowed",
                    ));
                }
                let (host, port) = host_and_port(host)?;
                Ok(Self::Ssh {
                    user: user.map(str::to_owned),
                    host,
                    port,
                    socket: PathBuf::from(socket),
                })
            }
            _ => Err(InvalidAddress("the scheme is not unix, tcp or ssh")),
        }
    }
}

fn host_and_port(text: &str) -> Result<(String, Option<u16>), InvalidAddress> {
    let (host, port) = if let Some(rest) = text.strip_prefix('[') {
        let (host, after) = rest
            .split_once(']')
            .ok_or(InvalidAddress("the bracket of the IPv6 address is not closed"))?;
        if host.parse::<std::net::Ipv6Addr>().is_err() {
            return Err(InvalidAddress("what is in brackets is not an IPv6 address"));
        }
        match after {
            "" => (host, None),
            _ => (
                host,
                Some(after.strip_prefix(':').ok_or(InvalidAddress("the port is malformed"))?),
            ),
        }
    } else {
        let (host, port) = match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        };
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
        if host.is_empty() || host.starts_with('-') || !host.bytes().all(plain) {
            return Err(InvalidAddress("the host has characters that are not allowed"));
        }
        (host, port)
    };
    let port = port
        .map(|port| {
            port.parse::<u16>()
                .ok()
                .filter(|port| *port != 0)
                .ok_or(InvalidAddress("the port is not between 1 and 65535"))
        })
        .transpose()?;
    Ok((host.to_owned(), port))
}

impl fmt::Display for EngineAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bracketed =
            |host: &str| if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        match self {
            Self::Unix { path } => write!(formatter, "unix://{}", path.display()),
            Self::Tcp { host, port } => write!(formatter, "tcp://{}:{port}", bracketed(host)),
            Self::Ssh { user, host, port, socket } => {
                formatter.write_str("ssh://")?;
                if let Some(user) = user {
                    write!(formatter, "{user}@")?;
                }
                formatter.write_str(&bracketed(host))?;
                if let Some(port) = port {
                    write!(formatter, ":{port}")?;
                }
                if socket.as_os_str() != DEFAULT_SOCKET {
                    write!(formatter, "{}", socket.display())?;
                }
                Ok(())
            }
        }
    }
}

/// The PEM files for a TLS connection. They are read at each connect, so a renewed certificate is picked up.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The authority that the engine's certificate must come from; no other is trusted.
    pub authority: PathBuf,
    /// This side's certificate chain and private key, for an engine that asks for them.
    pub identity: Option<TlsIdentity>,
}

/// A client certificate with its key, as PEM files.
#[derive(Debug, Clone)]
pub struct TlsIdentity {
    /// The certificate chain.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// What an ssh connection needs beside the address. Host keys are always checked strictly: an unknown or changed key is
/// refused.
#[derive(Debug, Clone, Default)]
pub struct SshAccess {
    /// The private key to sign in with; the agent's and the user's own keys where none is given.
    pub key: Option<PathBuf>,
    /// The file with the pinned host keys; the user's `~/.ssh/known_hosts` where none is given.
    pub known_hosts: Option<PathBuf>,
}

/// Everything needed to speak to one engine.
#[derive(Debug, Clone)]
pub struct EngineConfig {
    /// The platform's id for it, part of API paths.
    pub id: EngineId,
    /// Its name on screens.
    pub name: String,
    /// Where it is.
    pub address: EngineAddress,
    /// Set for TLS over TCP.
    pub tls: Option<TlsFiles>,
    /// Used for ssh addresses only.
    pub ssh: SshAccess,
}

impl EngineConfig {
    /// A configuration without TLS and with the system's own ssh settings.
    pub fn new(id: EngineId, name: impl Into<String>, address: EngineAddress) -> Self {
        Self { id, name: name.into(), address, tls: None, ssh: SshAccess::default() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_round_trip() {
        for text in [
            "unix:///run/user/1000/docker.sock",
            "tcp://engine.lan:2376",
            "tcp://[fd00::1]:2375",
            "ssh://ops@node-1.lan",
            "ssh://node-1",
            "ssh://ops@10.0.0.7:2222",
            "ssh://ops@10.0.0.7:2222/run/podman/podman.sock",
        ] {
            assert_eq!(text.parse::<EngineAddress>().unwrap().to_string(), text);
        }
        assert_eq!("".parse::<EngineAddress>().unwrap(), EngineAddress::default());
        assert_eq!("tcp://h".parse::<EngineAddress>().unwrap().to_string(), "tcp://h:2375");
    }

    #[test]
    fn wrong_addresses_are_refused() {
        for text in [
            "/var/run/docker.sock",
            "unix://relative",
            "tcp://",
            "tcp://host:0",
            "tcp://host:70000",
            "ftp://host",
            "ssh://-oProxyCommand=x",
            "ssh://-x@host",
            "ssh://u@-x",
            "ssh://u v@host",
            "ssh://u@ho\nst",
            "tcp://[::1",
        ] {
            assert!(text.parse::<EngineAddress>().is_err(), "{text:?} was accepted");
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_displays_what_it_parsed(text in "(unix|tcp|ssh)://\\PC{0,40}") {
            if let Ok(address) = text.parse::<EngineAddress>() {
                prop_assert_eq!(address.to_string().parse::<EngineAddress>().unwrap(), address);
            }
        }
    }
}
