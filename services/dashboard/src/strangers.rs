//! A bound on what nobody in particular may ask of us: signing in and setting up cost a password
//! hash and an audit entry each, so an address gets only so many a minute.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use moka::sync::Cache;
use nebula_api::{Error, Result};

/// So many requests that change something an address may send without being known.
const PER_WINDOW: u32 = 60;
const WINDOW: Duration = Duration::from_secs(60);
/// So many addresses are told apart.
const ADDRESSES: u64 = 50_000;

/// Counts requests of strangers by address.
pub struct Strangers(Cache<String, Arc<AtomicU32>>);

impl Default for Strangers {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(ADDRESSES).time_to_live(WINDOW).build())
    }
}

impl Strangers {
    /// Counts a request from `address`.
    ///
    /// # Errors
    /// `RateLimited` when the address sent too many within a minute.
    pub fn admit(&self, address: &str) -> Result<()> {
        let count = self.0.get_with_by_ref(address, Arc::default);
        if count.fetch_add(1, Ordering::Relaxed) < PER_WINDOW {
            return Ok(());
        }
        Err(Error::RateLimited { retry_after: WINDOW })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_bounded_and_others_are_not() {
        let strangers = Strangers::default();
        for _ in 0..PER_WINDOW {
            strangers.admit("192.0.2.1").unwrap();
        }
        assert!(matches!(strangers.admit("192.0.2.1"), Err(Error::RateLimited { .. })));
        strangers.admit("192.0.2.2").unwrap();
    }
}
