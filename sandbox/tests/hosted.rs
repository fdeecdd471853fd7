//! The page where the buyer decides.

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{Answer, SCHOOL, Server, items_body, schooling_body};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

async fn open(server: &Server, id: &str, language: &str) -> Answer {
    server.send("GET", &format!("/pay/{id}"), &[("accept-language", language)], "").await
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).expect("the beginning").1;
    rest.split_once(after).expect("the end").0
}

async fn decide(server: &Server, id: &str, form_token: &str, decision: &str) -> Answer {
    let form = format!("form_token={form_token}&decision={decision}");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    server.send("POST", &format!("/pay/{id}?lang=en"), &headers, form).await
}

async fn form_token(server: &Server, id: &str) -> String {
    between(&open(server, id, "en").await.text(), r#"name="form_token" value=""#, "\"").to_owned()
}

#[tokio::test]
async fn shows_the_order_and_hides_what_nobody_needs() {
    let server = Server::start().await;
    let mut body = items_body();
    body["items"][0]["item_name"] = json!("<script>alert('1')</script>");
    body["reference_id"] = json!("\"><img src=x>");
    let page = open(&server, &server.checkout(&body).await, "en").await;
    let text = page.text();
    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
    for shown in ["Sandbox – no real payment", "Sample Course Shop", "2 × ", "449.50", "899.00", "5••"]
    {
        assert!(text.contains(shown), "{shown}");
    }
    for hidden in ["<script", "<img", "512345678", "12345", "noura@example.com"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn shows_students_without_their_national_ids() {
    let server = Server::start().await;
    let bearer = server.bearer(SCHOOL).await;
    let created = server.create(&bearer, "/v3/checkout/schooling", "key", &schooling_body()).await;
    let text = open(&server, created.json()["checkout_id"].as_str().expect("an id"), "en").await.text();
    for shown in ["Faisal", "Primary school", "2026/2027", "24,000.00"] {
        assert!(text.contains(shown), "{shown}");
    }
    assert!(!text.contains("1098765432"));
}

#[tokio::test]
async fn speaks_arabic_from_right_to_left() {
    let server = Server::start().await;
    let id = server.checkout(&items_body()).await;
    for page in
        [open(&server, &id, "ar-SA,ar;q=0.9,en;q=0.5").await, server.get(&format!("/pay/{id}?lang=ar")).await]
    {
        assert!(page.text().contains(r#"<html lang="ar" dir="rtl">"#));
        assert!(page.text().contains("متجر الدورات النموذجي"));
    }
    assert!(open(&server, &id, "en").await.text().contains(r#"<html lang="en" dir="ltr">"#));
}

#[tokio::test]
async fn lets_nothing_in_but_its_own_style() {
    let server = Server::start().await;
    let page = open(&server, &server.checkout(&items_body()).await, "en").await;
    let policy = page.header("content-security-policy");
    let text = page.text();
    let style = STANDARD.encode(Sha256::digest(between(&text, "<style>", "</style>")));
    for directive in ["default-src 'none'", "frame-ancestors 'none'", &format!("style-src 'sha256-{style}'")]
    {
        assert!(policy.contains(directive), "{directive} in {policy}");
    }
    assert!(!text.contains(" style=") && !text.contains("src="));
}

#[tokio::test]
async fn a_decision_is_kept_and_takes_the_buyer_back() {
    for (decision, status, mut names) in [
        ("approve", "SUCCEEDED", vec!["a", "id", "status", "requestId"]),
        ("decline", "REJECTED", vec!["a", "id", "status"]),
    ] {
        let server = Server::start().await;
        let mut body = items_body();
        body["urls"]["redirect_url"] = json!("http://localhost:1/return/%7Etoken?a=%20b#top");
        let id = server.checkout(&body).await;
        let answer = decide(&server, &id, &form_token(&server, &id).await, decision).await;
        assert_eq!(answer.status, 303);
        let location = answer.header("location");
        assert!(
            location
                .starts_with(&format!("http://localhost:1/return/%7Etoken?a=%20b&id={id}&status={status}"))
        );
        assert!(location.ends_with("#top"), "{location}");
        let query = between(location, "?", "#");
        let sent: Vec<&str> = query.split('&').map(|pair| pair.split_once('=').expect("a pair").0).collect();
        assert_eq!(sent, std::mem::take(&mut names));
        assert_eq!(server.inspect(&id).await["status"], status);
    }
}

#[tokio::test]
async fn a_second_decision_changes_nothing() {
    let server = Server::start().await;
    let id = server.checkout(&items_body()).await;
    let token = form_token(&server, &id).await;
    let first = decide(&server, &id, &token, "approve").await;
    let second = decide(&server, &id, &token, "decline").await;
    assert_eq!(first.header("location"), second.header("location"));
    let page = open(&server, &id, "en").await.text();
    assert!(page.contains("Payment approved") && page.contains("Back to the shop"));
    assert!(!page.contains("<form"));
}

#[tokio::test]
async fn a_form_of_someone_elses_decides_nothing() {
    let server = Server::start().await;
    let id = server.checkout(&items_body()).await;
    let token = form_token(&server, &id).await;
    for (token, decision) in [("", "approve"), (&Uuid::nil().to_string(), "approve"), (&token, "steal")] {
        assert_eq!(decide(&server, &id, token, decision).await.status, 403, "{token} {decision}");
    }
    assert_eq!(server.inspect(&id).await["status"], "PENDING");
}

#[tokio::test]
async fn opening_the_page_is_activity_and_an_expired_one_says_so() {
    let server = Server::start().await;
    let id = server.checkout(&items_body()).await;
    server.advance(3_600 * 1_000).await;
    let token = form_token(&server, &id).await;
    server.advance(2 * 3_600 * 1_000 - 60_000).await;
    assert_eq!(server.inspect(&id).await["status"], "PENDING");
    server.advance(60_000).await;
    let answer = decide(&server, &id, &token, "approve").await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("This checkout has expired"));
    assert_eq!(server.inspect(&id).await["status"], "EXPIRED");
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let server = Server::start().await;
    for path in [format!("/pay/{}", Uuid::nil()), "/pay/x".to_owned()] {
        let page = server.get(&path).await;
        assert_eq!(page.status, 404);
        assert!(page.text().contains("There is no such checkout"));
    }
}
