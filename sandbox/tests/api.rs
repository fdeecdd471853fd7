//! The token endpoint and the three endpoints, over HTTP.

mod common;

use common::{COURSES, JSON, SCHOOL, Server, assert_conforms, items_body, schooling_body};
use jeelpay_sandbox::Config;
use serde_json::{Value, json};
use uuid::Uuid;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const CREDENTIALS: &str =
    "grant_type=client_credentials&client_id=sandbox-courses&client_secret=sandbox-courses-secret";

#[tokio::test]
async fn tokens_are_issued_for_urlencoded_credentials() {
    let config = Config { token_lifetime: 42, ..Config::ephemeral() };
    let server = Server::with(config).await;
    let media_type = ("content-type", "Application/X-WWW-Form-Urlencoded; charset=UTF-8");
    let answer = server.send("POST", "/oauth2/token", &[media_type], CREDENTIALS).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
    assert_conforms("TokenResponse", &answer.json());
    assert_eq!(answer.json()["expires_in"], 42);
}

#[tokio::test]
async fn token_refusals_are_those_of_rfc_6749() {
    let server = Server::start().await;
    let wrong_secret = CREDENTIALS.replace("courses-secret", "courses-secreT");
    let as_json = r#"{"grant_type":"client_credentials"}"#;
    let multipart = ("content-type", "multipart/form-data; boundary=x");
    for (header, body, status, error) in [
        (FORM, wrong_secret.as_str(), 401, "invalid_client"),
        (FORM, "grant_type=client_credentials", 400, "invalid_request"),
        (JSON, as_json, 400, "invalid_request"),
        (multipart, CREDENTIALS, 400, "invalid_request"),
    ] {
        let answer = server.send("POST", "/oauth2/token", &[header], body.to_owned()).await;
        assert_conforms("TokenError", &answer.json());
        assert_eq!(
            (answer.status.as_u16(), answer.json()["error"].as_str()),
            (status, Some(error)),
            "{header:?} {body}"
        );
    }
}

#[tokio::test]
async fn an_items_checkout_is_created_and_told_of() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    let created = server.create(&bearer, "/v3/checkout", "key", &items_body()).await;
    assert_eq!(created.status, 200);
    assert_conforms("Checkout", &created.json());
    assert_eq!(created.json()["reference_id"], "order_1");
    assert_eq!(created.json()["metadata"], json!({ "cart": "7" }));
    let id = created.json()["checkout_id"].as_str().expect("an id").to_owned();
    assert_eq!(created.json()["redirect_url"], format!("{}/pay/{id}", server.url));

    let details = server.send("GET", &format!("/v3/checkout/{id}"), &[("authorization", &bearer)], "").await;
    assert_conforms("CheckoutDetails", &details.json());
    let expected = json!({
        "checkout_id": id, "checkout_type": "ITEMS", "status": "PENDING",
        "reference_id": "order_1", "metadata": { "cart": "7" },
    });
    assert_eq!((details.status.as_u16(), details.json()), (200, expected));
}

#[tokio::test]
async fn a_schooling_checkout_has_its_own_endpoint_and_groups() {
    let server = Server::start().await;
    let school = server.bearer(SCHOOL).await;
    let created = server.create(&school, "/v3/checkout/schooling", "key", &schooling_body()).await;
    assert_eq!(created.status, 200);
    assert_eq!(created.json().get("reference_id"), None);
    let wrong = server.create(&school, "/v3/checkout", "key", &items_body()).await;
    assert_eq!((wrong.status.as_u16(), error_id(&wrong.json())), (400, "GROUP-002".to_owned()));

    let mut stranger = schooling_body();
    stranger["students"][0]["entity_id"] = json!(Uuid::nil());
    let unknown = server.create(&school, "/v3/checkout/schooling", "other", &stranger).await;
    assert_eq!((unknown.status.as_u16(), error_id(&unknown.json())), (404, "GROUP-001".to_owned()));
}

fn error_id(body: &Value) -> String {
    assert_conforms("ErrorResponse", body);
    body["errors"][0]["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn every_answer_of_the_api_has_its_own_tx_id() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    let authorization = ("authorization", bearer.as_str());
    let nobody = format!("/v3/checkout/{}", Uuid::nil());
    let large = "x".repeat((1 << 20) + 1);
    let calls = [
        ("POST", "/oauth2/token", vec![FORM], CREDENTIALS.to_owned(), 200),
        ("POST", "/v3/checkout", vec![JSON, authorization], items_body().to_string(), 200),
        ("POST", "/v3/checkout", vec![JSON, authorization], "{}".to_owned(), 400),
        ("POST", "/v3/checkout", vec![authorization], items_body().to_string(), 400),
        ("POST", "/v3/checkout", vec![JSON], items_body().to_string(), 401),
        ("POST", "/v3/checkout", vec![JSON, authorization], large, 413),
        ("GET", nobody.as_str(), vec![], String::new(), 401),
        ("GET", nobody.as_str(), vec![authorization], String::new(), 404),
        ("GET", "/v3/checkout/no-uuid", vec![authorization], String::new(), 404),
        ("GET", "/v4/checkout", vec![], String::new(), 404),
        ("DELETE", "/v3/checkout", vec![], String::new(), 405),
    ];
    let mut seen = Vec::new();
    for (method, path, headers, body, status) in calls {
        let answer = server.send(method, path, &headers, body).await;
        assert_eq!(answer.status, status, "{method} {path}");
        if status != 200 {
            error_id(&answer.json());
        }
        let tx_id: Uuid = answer.header("tx_id").parse().expect("a UUID");
        assert!(!seen.contains(&tx_id), "{method} {path}");
        seen.push(tx_id);
    }
}

#[tokio::test]
async fn a_key_is_answered_once_and_again() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    let first = server.create(&bearer, "/v3/checkout", "key", &items_body()).await;
    let mut changed = items_body();
    changed["reference_id"] = json!("order_2");
    let again = server.create(&bearer, "/v3/checkout", "key", &changed).await;
    assert_eq!(first.body, again.body);
    assert_ne!(first.header("tx_id"), again.header("tx_id"));
    let other = server.create(&bearer, "/v3/checkout", "other key", &changed).await;
    assert_ne!(first.body, other.body);

    server.advance(24 * 3_600 * 1_000).await;
    let bearer = server.bearer(COURSES).await;
    let next_day = server.create(&bearer, "/v3/checkout", "key", &items_body()).await;
    assert_ne!(first.body, next_day.body);
}

#[tokio::test]
async fn a_key_whose_call_was_no_json_is_free_again() {
    let server = Server::start().await;
    let authorization = server.bearer(COURSES).await;
    let headers = [FORM, ("authorization", authorization.as_str()), ("idempotency-key", "key")];
    for _ in 0..2 {
        let answer = server.send("POST", "/v3/checkout", &headers, items_body().to_string()).await;
        assert_eq!((answer.status.as_u16(), error_id(&answer.json())), (400, "VALIDATION_ERROR".to_owned()));
    }
    let answer = server.create(&authorization, "/v3/checkout", "key", &items_body()).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_key_has_at_most_255_characters() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    for (length, status) in [(255, 200), (256, 400)] {
        let answer = server.create(&bearer, "/v3/checkout", &"k".repeat(length), &items_body()).await;
        assert_eq!(answer.status, status, "{length}");
    }
}

#[tokio::test]
async fn an_expired_token_is_unauthorized() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    server.advance(299_000).await;
    assert_eq!(server.create(&bearer, "/v3/checkout", "a", &items_body()).await.status, 200);
    server.advance(1_000).await;
    let answer = server.create(&bearer, "/v3/checkout", "b", &items_body()).await;
    assert_eq!((answer.status.as_u16(), error_id(&answer.json())), (401, "AUTH-001".to_owned()));
}
