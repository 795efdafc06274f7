//! The gRPC contracts between Nebula Command's services: generated code and nothing else.
//!
//! The sources are `proto/nebula/<service>/v1/*.proto`; `tests/codegen.rs` regenerates this crate
//! (`UPDATE_GENERATED=1 cargo test -p nebula-proto`) and fails when the committed code drifts, so
//! nobody needs `protoc` to build.

/// What every service answers about itself.
pub mod platform {
    /// Version 1 of `nebula.platform`.
    pub mod v1 {
        include!("generated/nebula.platform.v1.rs");
    }
}

include!("generated/descriptor.rs");
