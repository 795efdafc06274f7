//! Free TCP ports.

use std::net::{Ipv4Addr, TcpListener};

/// A TCP port on the local host that was free a moment ago. Prefer binding port 0 where the
/// program under test allows it.
///
/// # Panics
/// When the machine has none left.
pub fn free() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .unwrap_or_else(|error| panic!("no free port on the local host: {error}"))
        .port()
}
