//! Lists: `{"items": [...], "next_cursor": ...}` with opaque cursors.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use crate::{Error, Result};

/// The most items one page holds.
pub const MAX_LIMIT: u32 = 200;
const DEFAULT_LIMIT: u32 = 50;
/// Longer cursors are none of ours.
const MAX_CURSOR_BYTES: usize = 1024;

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items of this page, in the list's order.
    pub items: Vec<T>,
    /// Give it back as `cursor` to get the next page; null at the end.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A list that always fits one page.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next_cursor: None }
    }

    /// Makes a page out of up to `limit + 1` rows read: the extra row only proves that there is a
    /// next page, which then starts after the position `key` gives for the last row kept.
    pub fn cut<K: Serialize>(mut rows: Vec<T>, limit: u32, key: impl Fn(&T) -> K) -> Result<Self> {
        let limit = limit as usize;
        if rows.len() <= limit {
            return Ok(Self::whole(rows));
        }
        rows.truncate(limit);
        let next_cursor = rows.last().map(|row| encode(&key(row))).transpose()?;
        Ok(Self { items: rows, next_cursor })
    }

    /// The same page of something else.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(convert).collect(), next_cursor: self.next_cursor }
    }
}

/// The paging part of a query string.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many items, 1 to 200; 50 when not given.
    pub limit: Option<u32>,
    /// Where the page starts: the `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl PageQuery {
    /// The number of items asked for.
    ///
    /// # Errors
    /// [`Error::Invalid`] outside 1 to [`MAX_LIMIT`].
    pub fn limit(&self) -> Result<u32> {
        match self.limit {
            None => Ok(DEFAULT_LIMIT),
            Some(limit @ 1..=MAX_LIMIT) => Ok(limit),
            Some(_) => Err(Error::invalid("limit", format!("must be from 1 to {MAX_LIMIT}"))),
        }
    }

    /// The position after which the page starts.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the cursor is not one that this list handed out.
    pub fn position<K: DeserializeOwned>(&self) -> Result<Option<K>> {
        self.cursor.as_deref().map(decode).transpose()
    }
}

/// The opaque text of the position `key`.
///
/// # Errors
/// [`Error::Internal`] when the key cannot be written as JSON.
pub fn encode(key: &impl Serialize) -> Result<String> {
    let json = serde_json::to_vec(key).map_err(Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// The position that `cursor` stands for.
///
/// # Errors
/// [`Error::Invalid`] when it is not a cursor of this list.
pub fn decode<K: DeserializeOwned>(cursor: &str) -> Result<K> {
    let wrong = || Error::invalid("cursor", "is not a cursor that this list handed out");
    if cursor.len() > MAX_CURSOR_BYTES {
        return Err(wrong());
    }
    let json = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong())?;
    serde_json::from_slice(&json).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    proptest! {
        #[test]
        fn any_position_survives_the_round_trip(time in any::<i64>(), id in any::<u128>()) {
            let key = (time, Uuid::from_u128(id));
            prop_assert_eq!(decode::<(i64, Uuid)>(&encode(&key).unwrap()).unwrap(), key);
        }

        #[test]
        fn any_text_is_answered_and_never_panics(text in ".{0,2000}") {
            if let Err(error) = decode::<(i64, Uuid)>(&text) {
                prop_assert_eq!(error.code(), "invalid");
            }
        }
    }

    #[test]
    fn the_extra_row_becomes_a_cursor() {
        let page = Page::cut(vec![1, 2, 3], 2, |row| *row).unwrap();
        assert_eq!(page.items, [1, 2]);
        assert_eq!(decode::<i32>(&page.next_cursor.unwrap()).unwrap(), 2);
        assert!(Page::cut(vec![1, 2], 2, |row| *row).unwrap().next_cursor.is_none());
    }

    #[test]
    fn limits_are_bounded() {
        let query = |limit| PageQuery { limit, cursor: None };
        assert_eq!(query(None).limit().unwrap(), 50);
        assert!(query(Some(0)).limit().is_err());
        assert!(query(Some(201)).limit().is_err());
    }
}
