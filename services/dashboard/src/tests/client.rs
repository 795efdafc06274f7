//! A person's browser or a program, as far as the API sees it.

use std::time::Duration;

use bytes::Bytes;
use reqwest::{Method, RequestBuilder, header};
use serde_json::Value;

use super::harness::{PASSWORD, text};

/// Talks to one dashboard, with the session or key it has.
#[derive(Clone)]
pub(super) struct Client {
    http: reqwest::Client,
    /// The dashboard, without a slash at the end.
    pub(super) base: String,
    /// The session cookie's value.
    pub(super) cookie: Option<String>,
    /// What proves that a change comes from the page.
    pub(super) csrf: Option<String>,
    /// The API key.
    pub(super) bearer: Option<String>,
}

impl Client {
    pub(super) fn new(base: &str) -> Self {
        Self {
            http: nebula_runtime::http_client().unwrap(),
            base: base.to_owned(),
            cookie: None,
            csrf: None,
            bearer: None,
        }
    }

    /// The same with a key.
    pub(super) fn with_bearer(mut self, key: &str) -> Self {
        self.bearer = Some(key.to_owned());
        self
    }

    /// The same, talking to another dashboard.
    pub(super) fn at(mut self, base: &str) -> Self {
        self.base = base.to_owned();
        self
    }

    /// Signs in and keeps the session, if there is one.
    pub(super) async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let body = serde_json::json!({ "username": name, "password": password });
        let answer = self.post("/api/v1/sessions", body).await;
        self.keep_session(&answer);
        answer
    }

    /// Signs in with a second factor and keeps the session, if there is one.
    pub(super) async fn sign_in_with_code(&mut self, name: &str, code: &str) -> Answer {
        let body = serde_json::json!({ "username": name, "password": PASSWORD, "totp_code": code });
        let answer = self.post("/api/v1/sessions", body).await;
        self.keep_session(&answer);
        answer
    }

    /// Does what a browser does with the answer to a sign-in.
    pub(super) fn keep_session(&mut self, answer: &Answer) {
        let Some(cookie) = answer.header("set-cookie") else { return };
        let value = cookie.strip_prefix("nebula_session=").unwrap();
        self.cookie = Some(value.split(';').next().unwrap().to_owned());
        self.csrf = Some(text(&answer.json()["csrf_token"]));
    }

    /// A request with everything that proves who asks.
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let unsafe_method = !matches!(method, Method::GET | Method::HEAD);
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, format!("nebula_session={cookie}"));
        }
        if let Some(csrf) = self.csrf.as_ref().filter(|_| unsafe_method) {
            request = request.header("x-csrf-token", csrf);
        }
        if let Some(key) = &self.bearer {
            request = request.bearer_auth(key);
        }
        request
    }

    pub(super) async fn try_get(&self, path: &str) -> reqwest::Result<Answer> {
        let request = self.request(Method::GET, path).timeout(Duration::from_secs(5));
        Answer::read(request.send().await?).await
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Answer {
        send(self.request(Method::POST, path).json(&body)).await
    }

    /// A change that needs no body.
    pub(super) async fn act(&self, path: &str) -> Answer {
        send(self.request(Method::POST, path)).await
    }

    pub(super) async fn patch(&self, path: &str, body: Value) -> Answer {
        send(self.request(Method::PATCH, path).json(&body)).await
    }

    pub(super) async fn put(&self, path: &str, body: Value) -> Answer {
        send(self.request(Method::PUT, path).json(&body)).await
    }

    pub(super) async fn delete(&self, path: &str) -> Answer {
        send(self.request(Method::DELETE, path)).await
    }
}

/// Sends a request and reads the whole answer.
pub(super) async fn send(request: RequestBuilder) -> Answer {
    Answer::read(request.send().await.unwrap()).await.unwrap()
}

/// An answer, read to its end.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: header::HeaderMap,
    pub(super) body: Bytes,
    what: String,
}

impl Answer {
    /// An answer whose body is not read: a stream without an end.
    pub(super) fn begun(response: &reqwest::Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            what: response.url().path().to_owned(),
            body: Bytes::new(),
        }
    }

    /// Reads an answer to its end.
    pub(super) async fn read(response: reqwest::Response) -> reqwest::Result<Self> {
        Ok(Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            what: response.url().path().to_owned(),
            body: response.bytes().await?,
        })
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body, null when there is none.
    pub(super) fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("{}: {error}: {}", self.what, String::from_utf8_lossy(&self.body))
        })
    }

    /// Demands this status of an answer whose body is no JSON.
    #[track_caller]
    pub(super) fn expect_status(&self, status: u16) {
        let body = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{}: {body}", self.what);
    }

    /// The body of an answer that must have this status.
    #[track_caller]
    pub(super) fn expect(&self, status: u16) -> Value {
        let body = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{}: {body}", self.what);
        self.json()
    }

    /// The problem document that the answer must be, whole and with this status and code.
    #[track_caller]
    pub(super) fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["type"], format!("/problems/{code}"), "{problem}");
        for field in ["title", "detail", "request_id"] {
            assert!(!text(&problem[field]).is_empty(), "{field}: {problem}");
        }
        assert_eq!(self.header("x-request-id"), problem["request_id"].as_str(), "{problem}");
        problem
    }
}
