//! Webhooks as a merchant receives them.

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::hook::{Hook, NEVER};
use common::{Server, assert_conforms, in_time, items_body};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::time::Duration;
use tokio::time::Instant;

/// A pending checkout that notifies `url`.
async fn checkout(server: &Server, url: &str) -> String {
    let mut body = items_body();
    body["urls"]["notification_url"] = json!(url);
    server.checkout(&body).await
}

async fn end(server: &Server, id: &str, status: &str) {
    let path = format!("/_sandbox/checkouts/{id}/status");
    assert_eq!(server.post_json(&path, &json!({ "status": status })).await.status, 200);
}

/// The first delivery, once an attempt of it has been answered for.
async fn settled(server: &Server, id: &str) -> Value {
    in_time(async {
        loop {
            let delivery = server.inspect(id).await["webhooks"][0].clone();
            let attempts = delivery["attempts"].as_array().map_or(0, Vec::len);
            if delivery["state"] != "sending" && attempts > 0 {
                return delivery;
            }
        }
    })
    .await
}

#[tokio::test]
async fn an_event_arrives_signed_over_its_raw_body() {
    let server = Server::start().await;
    let mut hook = Hook::start(&[]).await;
    let id = checkout(&server, &hook.url).await;
    end(&server, &id, "REJECTED").await;

    let received = hook.next().await;
    let mut mac = Hmac::<Sha256>::new_from_slice(b"sandbox-courses-secret").expect("any length");
    mac.update(&received.body);
    assert_eq!(received.headers["x-jeel-signature"], STANDARD.encode(mac.finalize().into_bytes()));
    assert_eq!(received.headers["content-type"], "application/json");
    let event: Value = serde_json::from_slice(&received.body).expect("JSON");
    assert_conforms("CheckoutEvent", &event);
    assert_eq!((&event["checkout_id"], &event["status"]), (&json!(id), &json!("REJECTED")));
    let delivery = settled(&server, &id).await;
    assert_eq!((&delivery["state"], &delivery["attempts"][0]["answer"]), (&json!("delivered"), &json!(204)));
}

#[tokio::test]
async fn moving_the_clock_fires_retries_and_expiry_at_once() {
    let server = Server::start().await;
    let mut hook = Hook::start(&[500, 503]).await;
    let id = checkout(&server, &hook.url).await;
    server.advance(2 * 3_600 * 1_000).await;
    let first = hook.next().await;
    for pause_ms in [30_000, 60_000] {
        assert_eq!(settled(&server, &id).await["state"], "waiting");
        server.advance(pause_ms).await;
        let again = hook.next().await;
        assert_eq!(again.body, first.body);
        assert_eq!(again.headers["x-jeel-signature"], first.headers["x-jeel-signature"]);
    }
    assert_eq!(server.inspect(&id).await["status"], "EXPIRED");
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_not_followed() {
    let server = Server::start().await;
    let mut hook = Hook::start(&[302]).await;
    let id = checkout(&server, &hook.url).await;
    end(&server, &id, "SUCCEEDED").await;
    assert_eq!(hook.next().await.path, "/hook");
    let delivery = settled(&server, &id).await;
    assert_eq!((&delivery["state"], &delivery["attempts"][0]["answer"]), (&json!("waiting"), &json!(302)));
    assert!(hook.nothing_more());
}

#[tokio::test]
async fn nothing_leaves_this_machine() {
    let server = Server::start().await;
    let id = checkout(&server, "https://shop.example/hook").await;
    end(&server, &id, "SUCCEEDED").await;
    let delivery = settled(&server, &id).await;
    assert_eq!((&delivery["state"], &delivery["attempts"][0]["answer"]), (&json!("refused"), &Value::Null));
}

#[tokio::test]
async fn a_receiver_that_is_not_there_is_tried_again_later() {
    let server = Server::start().await;
    let id = checkout(&server, "http://localhost:1/hook").await;
    end(&server, &id, "SUCCEEDED").await;
    let delivery = settled(&server, &id).await;
    assert_eq!((&delivery["state"], &delivery["attempts"][0]["answer"]), (&json!("waiting"), &Value::Null));
    assert!(delivery["next_attempt_at"].is_string() && delivery["attempts"][0]["failure"].is_string());
}

/// Lets so much time pass in this process. (The sandbox's own clock is another.)
async fn pass(ms: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_millis(ms)).await;
    tokio::time::resume();
}

#[tokio::test]
async fn a_receiver_that_takes_10_s_has_not_received() {
    let server = Server::start().await;
    let mut hook = Hook::start(&[NEVER]).await;
    let id = checkout(&server, &hook.url).await;
    end(&server, &id, "SUCCEEDED").await;
    hook.next().await;
    let sent = Instant::now();
    pass(9_000).await;
    assert_eq!(server.inspect(&id).await["webhooks"][0]["state"], "sending");
    pass(1_000).await;
    let delivery = settled(&server, &id).await;
    assert!(sent.elapsed() < Duration::from_secs(15), "{:?}", sent.elapsed());
    assert_eq!((&delivery["state"], &delivery["attempts"][0]["answer"]), (&json!("waiting"), &Value::Null));
    assert_eq!(delivery["attempts"][0]["failure"], "no answer within 10 s");
}
