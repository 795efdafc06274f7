//! What the tests of every crate and service need: real servers of their own, faults on demand,
//! and waiting without sleeping. For `[dev-dependencies]` only.
//!
//! Everything panics with a clear message instead of returning errors, because that is what a
//! test would do with them.
//!
//! - [`postgres`]: a private cluster per test process, a database per test.
//! - [`docker`]: a private Docker engine.
//! - [`redis`]: a private `redis-server`.
//! - [`proxy`]: a TCP proxy that cuts, delays and swallows.
//! - [`process`]: programs that never outlive their test.
//! - [`ports`]: free TCP ports.
//! - [`eventually`]: polling with a deadline.

pub mod docker;
mod eventually;
pub mod ports;
pub mod postgres;
pub mod process;
pub mod proxy;
pub mod redis;

pub use eventually::{Probe, eventually};

#[cfg(test)]
mod tests;
