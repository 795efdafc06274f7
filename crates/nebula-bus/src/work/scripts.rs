//! The Lua scripts that make each step of a queue atomic.
//!
//! A queue is a stream of what is ready or being worked on, a sorted set of what waits for its
//! next attempt, a stream of dead letters, and one key per event with its state. Work moves
//! between them only inside a script, so that it is in exactly one of them at any moment,
//! whatever dies.

use std::sync::LazyLock;

use deadpool_redis::redis::Script;

macro_rules! scripts {
    ($($name:ident = $file:literal;)*) => {
        $(pub(super) static $name: LazyLock<Script> =
            LazyLock::new(|| Script::new(include_str!(concat!("lua/", $file))));)*
    };
}

scripts! {
    ENQUEUE = "enqueue.lua";
    FINISH = "finish.lua";
    DELAY = "delay.lua";
    PROMOTE = "promote.lua";
    CLAIM = "claim.lua";
    HEARTBEAT = "heartbeat.lua";
    BURY = "bury.lua";
    EXHUME = "exhume.lua";
    DEPART = "depart.lua";
}
