//! Tokens with which services prove themselves to each other over gRPC.
//!
//! A token is a JWT (HS256) signed with the platform's `INTERNAL_TOKEN_KEY`, naming the caller
//! (`iss`), the service it is meant for (`aud`) and the second it ends (`exp`). It lives a minute
//! and is made anew for every call, so a leaked one is soon worthless and cannot be replayed
//! against another service.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use tonic::{Request, Status, metadata::MetadataValue, service::Interceptor};

/// How long a token is good for.
pub const LIFETIME: Duration = Duration::from_secs(60);
/// How far two clocks may be apart.
const LEEWAY: Duration = Duration::from_secs(10);
/// `{"alg":"HS256","typ":"JWT"}`: the only header issued or accepted.
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// The service that made a call, as its token proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallingService(pub String);

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    exp: u64,
}

/// Issues and checks tokens for one service.
#[derive(Clone)]
pub struct ServiceTokens {
    key: Arc<SecretString>,
    service: Arc<str>,
}

impl ServiceTokens {
    /// Tokens of the service named `service`, signed with the platform's internal key.
    pub fn new(key: SecretString, service: impl Into<Arc<str>>) -> Self {
        Self { key: Arc::new(key), service: service.into() }
    }

    /// A fresh token with which this service may call `audience`.
    pub fn issue(&self, audience: &str) -> String {
        self.issue_until(audience, now() + LIFETIME)
    }

    fn issue_until(&self, audience: &str, end: Duration) -> String {
        let claims = serde_json::json!({
            "iss": &*self.service, "aud": audience, "exp": end.as_secs(),
        });
        let body = format!("{HEADER}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature = URL_SAFE_NO_PAD.encode(self.mac(&body).finalize().into_bytes());
        format!("{body}.{signature}")
    }

    /// Who shows `token`, if it was meant for this service and has not ended.
    ///
    /// # Errors
    /// `unauthenticated`, without saying why: the log of the caller knows what it sent.
    pub fn verify(&self, token: &str) -> Result<CallingService, Status> {
        self.check(token).ok_or_else(|| Status::unauthenticated("a valid service token is needed"))
    }

    fn check(&self, token: &str) -> Option<CallingService> {
        let (body, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.mac(body).verify_slice(&signature).ok()?;
        let (header, claims) = body.split_once('.')?;
        let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
        let alive = Duration::from_secs(claims.exp) + LEEWAY > now();
        (header == HEADER && alive && claims.aud == *self.service)
            .then_some(CallingService(claims.iss))
    }

    fn mac(&self, body: &str) -> Hmac<Sha256> {
        // HMAC takes keys of any length, so this cannot fail.
        #[expect(clippy::expect_used, reason = "HMAC accepts keys of every length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.expose_secret().as_bytes())
            .expect("HMAC accepts keys of every length");
        mac.update(body.as_bytes());
        mac
    }

    /// The client side: puts a fresh token for `audience` on every call.
    pub fn attach_for(&self, audience: impl Into<Arc<str>>) -> AttachToken {
        AttachToken { tokens: self.clone(), audience: audience.into() }
    }

    /// The server side: refuses calls without a valid token and leaves the [`CallingService`] in
    /// the request's extensions.
    pub fn require(&self) -> RequireToken {
        RequireToken { tokens: self.clone() }
    }
}

fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// See [`ServiceTokens::attach_for`].
#[derive(Clone)]
pub struct AttachToken {
    tokens: ServiceTokens,
    audience: Arc<str>,
}

impl Interceptor for AttachToken {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let value = format!("Bearer {}", self.tokens.issue(&self.audience));
        let value = MetadataValue::try_from(value)
            .map_err(|_| Status::internal("the service token is not valid ASCII"))?;
        request.metadata_mut().insert("authorization", value);
        Ok(request)
    }
}

/// See [`ServiceTokens::require`].
#[derive(Clone)]
pub struct RequireToken {
    tokens: ServiceTokens,
}

impl Interceptor for RequireToken {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let token = request
            .metadata()
            .get("authorization")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .unwrap_or_default();
        let caller = self.tokens.verify(token)?;
        request.extensions_mut().insert(caller);
        Ok(request)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tokens(service: &str) -> ServiceTokens {
        ServiceTokens::new(SecretString::from("a key for tests"), service)
    }

    #[test]
    fn a_token_names_its_caller_to_its_audience_only() {
        let token = tokens("dashboard").issue("monitoring");
        assert_eq!(tokens("monitoring").verify(&token).unwrap().0, "dashboard");
        assert!(tokens("agent").verify(&token).is_err());
        let other = ServiceTokens::new(SecretString::from("another key"), "monitoring");
        assert!(other.verify(&token).is_err());
    }

    #[test]
    fn a_token_ends() {
        let ended = now().checked_sub(Duration::from_secs(30)).unwrap();
        let token = tokens("dashboard").issue_until("monitoring", ended);
        assert!(tokens("monitoring").verify(&token).is_err());
    }

    proptest! {
        #[test]
        fn a_changed_token_is_refused(position in 0usize..150, byte in 0u8..128) {
            let mut token = tokens("dashboard").issue("monitoring").into_bytes();
            let position = position % token.len();
            prop_assume!(token[position] != byte);
            token[position] = byte;
            // The last character of base64 without padding carries unused bits.
            prop_assume!(position != token.len() - 1);
            prop_assert!(tokens("monitoring").verify(&String::from_utf8(token).unwrap()).is_err());
        }
    }
}
