//! The inspector and the control API, and who may use them.

mod common;

use common::{COURSES, JSON, Server, assert_conforms, items_body};
use jeelpay_sandbox::Config;
use jeelpay_sandbox::core::contract::DOCUMENT;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn requests_are_kept_as_they_came() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    let body = r#"{ "buyer":  null }"#;
    let headers = [JSON, ("authorization", bearer.as_str()), ("x-twice", "1"), ("x-twice", "2")];
    let answer = server.send("POST", "/v3/checkout?a=b", &headers, body).await;

    let all = server.get("/_sandbox/requests").await.json();
    let all = all.as_array().expect("a list");
    all.iter().for_each(|request| assert_conforms("RecordedRequest", request));
    let last = &all[1];
    assert_eq!(
        (&last["method"], &last["path"], &last["query"]),
        (&json!("POST"), &json!("/v3/checkout"), &json!("a=b"))
    );
    assert_eq!((&last["body"], &last["status"]), (&json!(body), &json!(400)));
    assert_eq!(last["tx_id"], answer.header("tx_id"));
    let twice = last["headers"].as_array().expect("pairs").iter().filter(|pair| pair[0] == "x-twice").count();
    assert_eq!(twice, 2);

    let since = server.get(&format!("/_sandbox/requests?since={}", all[0]["seq"])).await.json();
    assert_eq!(since, json!([last]));
    assert_eq!(server.get("/_sandbox/requests?since=x").await.status, 400);
}

#[tokio::test]
async fn a_checkout_can_be_ended_once_from_outside() {
    let server = Server::start().await;
    let id = server.checkout(&items_body()).await;
    let path = format!("/_sandbox/checkouts/{id}/status");
    for wrong in [json!({}), json!({ "status": "PENDING" }), json!({ "status": "succeeded" }), json!([])] {
        assert_eq!(server.post_json(&path, &wrong).await.status, 400, "{wrong}");
    }
    let ended = server.post_json(&path, &json!({ "status": "SUCCEEDED" })).await;
    assert_eq!((ended.status.as_u16(), &ended.json()["status"]), (200, &json!("SUCCEEDED")));
    assert_conforms("SandboxCheckout", &ended.json());
    assert_eq!(server.post_json(&path, &json!({ "status": "EXPIRED" })).await.status, 409);
    for nobody in [Uuid::nil().to_string(), "no-uuid".to_owned()] {
        let path = format!("/_sandbox/checkouts/{nobody}/status");
        let answer = server.post_json(&path, &json!({ "status": "EXPIRED" })).await;
        assert_conforms("ControlError", &answer.json());
        assert_eq!(answer.status, 404);
    }

    let list = server.get("/_sandbox/checkouts").await.json();
    assert_eq!(list, json!([server.inspect(&id).await]));
    assert_eq!(list[0]["request"], items_body());
}

#[tokio::test]
async fn the_overview_comes_as_json_and_as_a_page() {
    let server = Server::start().await;
    let overview = server.get("/_sandbox").await.json();
    assert_conforms("SandboxOverview", &overview);
    assert_eq!(overview["groups"][0]["client_id"], COURSES);
    let mut body = items_body();
    body["reference_id"] = json!("<b>bold</b>");
    server.checkout(&body).await;
    let page = server.send("GET", "/_sandbox", &[("accept", "text/html,*/*;q=0.8")], "").await;
    assert!(page.text().contains("sandbox-courses-secret") && !page.text().contains("<b>bold"));
    assert_eq!(server.get("/_sandbox/openapi.yaml").await.text(), DOCUMENT);
}

#[tokio::test]
async fn a_reset_leaves_nothing_but_the_groups() {
    let server = Server::start().await;
    server.checkout(&items_body()).await;
    server.post_json("/_sandbox/faults", &json!({ "fault": "hang" })).await;
    server.advance(86_400_000).await;
    let before = server.get("/_sandbox").await.json();
    assert_eq!(server.post_json("/_sandbox/reset", &json!({})).await.status, 204);
    let after = server.get("/_sandbox").await.json();
    assert_eq!(after["counts"], json!({ "checkouts": 0, "requests": 0 }));
    assert!(after["now"].as_str() < before["now"].as_str());
    assert_eq!(server.get("/_sandbox/faults").await.json(), json!([]));
}

#[tokio::test]
async fn the_clock_moves_forward_only() {
    let server = Server::start().await;
    for wrong in
        [json!({ "advance_ms": -1 }), json!({ "advance_ms": 1.5 }), json!({ "advance_ms": 1e18 }), json!({})]
    {
        assert_eq!(server.post_json("/_sandbox/clock", &wrong).await.status, 400, "{wrong}");
    }
    let moved = server.post_json("/_sandbox/clock", &json!({ "advance_ms": 0 })).await;
    assert_conforms("ClockState", &moved.json());
}

#[tokio::test]
async fn a_foreign_page_cannot_move_anything() {
    let server = Server::start().await;
    let id = server.checkout(&items_body()).await;
    let status = format!("/_sandbox/checkouts/{id}/status");
    for path in [status.as_str(), "/_sandbox/clock", "/_sandbox/reset", "/_sandbox/faults"] {
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"] {
            let headers = [("content-type", media_type)];
            let answer = server.send("POST", path, &headers, r#"{"status":"SUCCEEDED"}"#).await;
            assert_eq!(answer.status, 415, "{path} {media_type}");
        }
        let preflight = [("origin", "http://localhost:3000"), ("access-control-request-method", "POST")];
        let answer = server.send("OPTIONS", path, &preflight, "").await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
    assert_eq!(server.inspect(&id).await["status"], "PENDING");
}

#[tokio::test]
async fn only_loopback_hosts_are_answered() {
    let server = Server::start().await;
    let port = server.url.rsplit_once(':').expect("a port").1;
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        let host = format!("{host}:{port}");
        assert_eq!(server.send("GET", "/_sandbox", &[("host", &host)], "").await.status, 200, "{host}");
    }
    for host in ["rebound.example", "localhost.example", "127.0.0.1.example", "user@localhost", "0.0.0.0"] {
        for path in ["/_sandbox", "/pay/x", "/oauth2/token"] {
            let answer = server.send("GET", path, &[("host", host)], "").await;
            assert_eq!(answer.status, 421, "{host} {path}");
        }
    }
}

#[tokio::test]
async fn cors_is_for_loopback_origins_and_on_request() {
    let server = Server::with(Config { cors: true, ..Config::ephemeral() }).await;
    let ask = async |method: &str, origin: &str| {
        let headers = [("origin", origin), ("access-control-request-method", "POST")];
        server.send(method, "/v3/checkout", &headers, "").await
    };
    for origin in ["http://localhost:3000", "http://127.0.0.1:8080", "https://[::1]"] {
        let preflight = ask("OPTIONS", origin).await;
        assert_eq!(
            (preflight.status.as_u16(), preflight.header("access-control-allow-origin")),
            (204, origin)
        );
        assert!(preflight.header("access-control-allow-headers").contains("idempotency-key"));
        let answer = ask("POST", origin).await;
        assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (401, origin));
        assert_eq!(answer.header("access-control-expose-headers"), "tx_id, retry-after");
    }
    for origin in
        ["https://shop.example", "http://localhost.example", "null", "http://localhost@shop.example"]
    {
        assert_eq!(ask("OPTIONS", origin).await.header("access-control-allow-origin"), "", "{origin}");
        assert_eq!(ask("POST", origin).await.header("access-control-allow-origin"), "", "{origin}");
    }
}

#[tokio::test]
async fn a_list_of_requests_is_bounded() {
    let server = Server::start().await;
    for _ in 0..1_003 {
        server.get("/v3/checkout/x").await;
    }
    let kept: Value = server.get("/_sandbox/requests").await.json();
    let kept = kept.as_array().expect("a list");
    assert_eq!((kept.len(), &kept[0]["seq"]), (1_000, &json!(4)));
}
