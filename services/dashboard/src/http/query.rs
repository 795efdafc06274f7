//! Query values as programs write them: `all=1`, an empty `since=`, a time in Unix seconds.
//!
//! To be used with `#[serde(default, deserialize_with = "...")]`; an empty value counts as not given.

use std::{fmt::Display, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, de::Error};

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()))
}

/// `true`, `1`, `false` or `0`.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match text(deserializer)?.as_deref() {
        None => Ok(None),
        Some("true" | "1") => Ok(Some(true)),
        Some("false" | "0") => Ok(Some(false)),
        Some(_) => Err(D::Error::custom("expected true, 1, false or 0")),
    }
}

/// Anything that can be parsed, e.g. a number.
pub fn parsed<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    text(deserializer)?.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

/// A word of an enum, or nothing.
pub fn word<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: serde::de::DeserializeOwned,
{
    text(deserializer)?
        .map(|text| serde_json::from_value(text.into()).map_err(D::Error::custom))
        .transpose()
}

/// A number of lines, or `all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// As many as there are, up to the answer's bound.
    All,
    /// The last so many.
    Last(usize),
}

impl FromStr for Tail {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "all" { Ok(Self::All) } else { text.parse().map(Self::Last) }
    }
}

/// A time as RFC 3339 or in Unix seconds, with or without a fraction.
pub fn time<'de, D>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error>
where
    D: Deserializer<'de>,
{
    let Some(text) = text(deserializer)? else { return Ok(None) };
    if let Ok(time) = text.parse::<DateTime<Utc>>() {
        return Ok(Some(time));
    }
    let (seconds, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let nanoseconds = format!("{fraction:0<9}");
    seconds
        .parse()
        .ok()
        .zip(nanoseconds.get(..9).and_then(|digits| digits.parse().ok()))
        .and_then(|(seconds, nanoseconds)| DateTime::from_timestamp(seconds, nanoseconds))
        .map(Some)
        .ok_or_else(|| D::Error::custom("expected a time as RFC 3339 or in Unix seconds"))
}

#[cfg(test)]
mod tests {
    use actix_web::web::Query;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Given {
        #[serde(default, deserialize_with = "flag")]
        all: Option<bool>,
        #[serde(default, deserialize_with = "parsed")]
        tail: Option<Tail>,
        #[serde(default, deserialize_with = "time")]
        since: Option<DateTime<Utc>>,
    }

    fn given(query: &str) -> Given {
        Query::<Given>::from_query(query).unwrap().into_inner()
    }

    #[test]
    fn values_are_taken_as_programs_write_them() {
        assert_eq!(given("all=1").all, Some(true));
        assert_eq!(given("all=false").all, Some(false));
        let nothing = given("all=&tail=&since=");
        assert!(nothing.all.is_none() && nothing.tail.is_none() && nothing.since.is_none());
        assert_eq!(given("tail=all").tail, Some(Tail::All));
        assert_eq!(given("tail=20").tail, Some(Tail::Last(20)));
        let time = given("since=1700000000.5").since.unwrap();
        assert_eq!(time.timestamp_millis(), 1_700_000_000_500);
        assert_eq!(given("since=2023-11-14T22:13:20.5Z").since, Some(time));
        for wrong in ["all=maybe", "tail=-1", "since=yesterday", "since=1.2.3"] {
            assert!(Query::<Given>::from_query(wrong).is_err(), "{wrong}");
        }
    }
}
