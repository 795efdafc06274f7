//! The dashboard as its users meet it: every test starts the real program on free ports, with a
//! database and a Redis of its own, and goes in through HTTP, server-sent events, websockets or
//! gRPC.

mod client;
mod docker;
mod harness;
mod streams;

mod api_keys;
mod audit;
mod authorisation;
mod bad_input;
mod containers;
mod faults;
mod files;
mod live_events;
mod logs;
mod openapi;
mod platform;
mod recover;
mod schema;
mod sessions;
mod setup;
mod stores;
mod terminals;
mod totp;
