//! The OpenAPI document and its committed copy, from which the web app's client is made.

use std::path::Path;

use serde_json::Value;

use super::harness::{TestApp, is_generated};

#[tokio::test]
async fn the_committed_document_is_the_one_served() {
    let app = TestApp::start().await;
    let served = app.stranger().get("/api/openapi.json").await.expect(200);
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/packages/api/openapi/dashboard.json");
    let generated = format!("{}\n", serde_json::to_string_pretty(&served).unwrap());
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    is_generated(&path, &generated, |committed, generated| value(committed) == value(generated));
}

#[tokio::test]
async fn the_document_can_be_browsed() {
    let app = TestApp::start().await;
    let page = app.stranger().get("/api/docs/").await;
    page_is_html(&page.text().to_lowercase());
    assert_eq!(page.status, 200);
}

fn page_is_html(page: &str) {
    assert!(page.contains("<!doctype html>") && page.contains("swagger"), "{page}");
}
