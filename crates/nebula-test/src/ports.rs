//! Free TCP ports, for servers that cannot be told to pick one themselves.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Below the range from which Linux takes the near ends of connections: a port of that range that
/// is free now may be somebody's the next moment.
const FIRST: u32 = 20_000;
const COUNT: u32 = 12_000;

/// Processes start at different places, so that test processes at the same time hardly meet.
static NEXT: LazyLock<AtomicU32> =
    LazyLock::new(|| AtomicU32::new(std::process::id().wrapping_mul(97)));

/// A TCP port of the local host that is free now and that no other caller in this process gets
/// before some thousand others. Prefer binding port 0 where the server can.
///
/// # Panics
/// When no port is free.
pub fn free() -> u16 {
    for _ in 0..COUNT {
        let place = NEXT.fetch_add(1, Ordering::Relaxed) % COUNT;
        let Ok(port) = u16::try_from(FIRST + place) else { continue };
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
    panic!("no port from {FIRST} to {} is free on the local host", FIRST + COUNT - 1)
}
