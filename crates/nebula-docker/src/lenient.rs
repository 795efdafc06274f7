//! Reading the engine's JSON: every field may be missing or null, since Go writes empty lists and
//! maps as null, and engines differ in what they send.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer};

/// Null is the default value.
pub(crate) fn null_is_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A struct read from the engine's JSON, whose field names are in `PascalCase` where nothing else
/// is said.
macro_rules! lenient {
    ($(#[$meta:meta])* struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(default, rename_all = "PascalCase")]
        pub(crate) struct $name {
            $(
                $(#[$field_meta])*
                #[serde(deserialize_with = "crate::lenient::null_is_default")]
                pub(crate) $field: $kind,
            )*
        }
    };
}
pub(crate) use lenient;

/// An engine's time; Go's zero time is none.
pub(crate) fn engine_time(text: &str) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
    (time.timestamp() > 0).then_some(time)
}

/// An engine's text; an empty one is none.
pub(crate) fn some_text(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
