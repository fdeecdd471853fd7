//! Who is called: `baseUrl` or `environment`, and what a page may not do.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{create, get_details};
use crate::support::orders::{fresh, order};
use crate::support::script::{is_page, js};
use crate::support::stand_in::{ID, StandIn};

const DETAILS: &str = r#"{"status":"PENDING"}"#;

/// Where a call with this `baseUrl` goes.
async fn called(base_url: &str) -> Result<String, String> {
    let fetch = StandIn::always(200, DETAILS);
    let outcome = get_details(ID, &fetch.options(&format!("baseUrl: {base_url}"))).await;
    match outcome {
        Ok(_) => Ok(fetch.seen("url")[0].replace(&format!("/v3/checkout/{ID}"), "")),
        Err(failure) => {
            assert_eq!((failure.code.as_str(), fetch.count()), ("invalid_options", 0), "{base_url}");
            Err(failure.message)
        }
    }
}

#[wasm_bindgen_test]
async fn an_absolute_base_url_is_taken_with_its_path() {
    for (base_url, called_url) in [
        ("'https://shop.example'", "https://shop.example"),
        ("'https://shop.example/'", "https://shop.example"),
        ("'https://shop.example/api/jeelpay'", "https://shop.example/api/jeelpay"),
        ("'https://shop.example/api/jeelpay///'", "https://shop.example/api/jeelpay"),
        ("'HTTPS://SHOP.example:443/a/../b'", "https://shop.example/b"),
        ("'http://localhost:4020/api'", "http://localhost:4020/api"),
    ] {
        assert_eq!(called(base_url).await.as_deref(), Ok(called_url), "{base_url}");
    }
}

#[wasm_bindgen_test]
async fn a_base_url_that_leads_astray_is_refused() {
    for base_url in [
        "'javascript:alert(1)'",
        "'data:text/html,x'",
        "'ftp://shop.example'",
        "'file:///etc'",
        "'https://user@shop.example'",
        "'https://user:password@shop.example'",
        "'https://shop.example/?x'",
        "'https://shop.example/#x'",
        "'https://shop.example/api?'",
        "'https://shop.example/api#'",
        "'https://'",
        "''",
        "' '",
        "7",
        "[]",
        "'x'.repeat(5000)",
    ] {
        called(base_url).await.expect_err(base_url);
    }
}

#[wasm_bindgen_test]
async fn a_relative_base_url_is_relative_to_the_page() {
    for base_url in ["'/api/jeelpay'", "'api/jeelpay'", "'//shop.example/api'"] {
        let called = called(base_url).await;
        assert_eq!(called.is_ok(), is_page(), "{base_url}: {called:?}");
        if let Err(message) = called {
            assert!(message.contains("must be absolute"), "{message}");
        }
    }
    if is_page() {
        let origin = js("location.origin").as_string().unwrap();
        assert_eq!(called("'/api/jeelpay/'").await, Ok(format!("{origin}/api/jeelpay")));
    }
}

#[wasm_bindgen_test]
async fn neither_has_a_default_and_both_are_too_many() {
    let refused = async |options: &str, words: &str| {
        let failure = create(&fresh(), &js(options)).await.expect_err(options);
        assert_eq!(failure.code, "invalid_options", "{options}");
        assert!(failure.message.contains(words), "{options}: {}", failure.message);
    };
    refused("{}", "neither has a default").await;
    refused("{ baseUrl: undefined, environment: null }", "neither has a default").await;
    refused("{ baseUrl: 'https://shop.example', environment: 'sandbox' }", "not both").await;
    for environment in ["'Production'", "'prod'", "'live'", "'test'", "''", "'__proto__'"] {
        refused(&format!("{{ environment: {environment}, accessToken: 'x' }}"), "environment must be").await;
    }
    refused("{ environment: true }", "environment must be text").await;
}

#[wasm_bindgen_test]
async fn the_environment_decides_the_host() {
    for (environment, url) in
        [("sandbox", "https://api.sandbox.jeel.co"), ("production", "https://api.jeel.co")]
    {
        let fetch = StandIn::always(200, DETAILS);
        let options = js(&format!(
            "{{ environment: '{environment}', accessToken: 'x', dangerouslyAllowBrowser: true }}"
        ));
        js_sys::Reflect::set(&options, &"fetch".into(), fetch.function()).unwrap();
        get_details(ID, &options).await.expect(environment);
        assert_eq!(fetch.seen("url"), [format!("{url}/v3/checkout/{ID}")]);
        assert_eq!(fetch.seen("authorization"), ["Bearer x"]);
    }
}

#[wasm_bindgen_test]
async fn the_api_wants_a_token_and_a_complete_request() {
    let options = "environment: 'sandbox', dangerouslyAllowBrowser: true, redirect: false";
    let failure = create(&fresh(), &js(&format!("{{ {options} }}"))).await.expect_err("no token");
    assert_eq!(failure.code, "invalid_options");
    assert!(failure.message.contains("accessToken"));

    let draft = order(
        "{ buyer: { mobile_number: '512345678' }, items: [{ item_name: 'A', quantity: 1, reference_id: 'a' }] }",
    );
    let failure =
        create(&draft, &js(&format!("{{ {options}, accessToken: 'x' }}"))).await.expect_err("a draft");
    assert_eq!(failure.issues, ["items[0].total_cost required", "urls required"]);
}

#[wasm_bindgen_test]
async fn a_page_does_not_talk_to_the_api_itself() {
    for options in [
        "environment: 'sandbox', accessToken: 'x'",
        "environment: 'production', accessToken: 'x', dangerouslyAllowBrowser: false",
        "baseUrl: 'https://api.jeel.co', accessToken: 'x'",
        "baseUrl: 'https://API.sandbox.Jeel.co/', accessToken: 'x'",
    ] {
        let fetch = StandIn::always(200, DETAILS);
        let given = js(&format!("{{ {options} }}"));
        js_sys::Reflect::set(&given, &"fetch".into(), fetch.function()).unwrap();
        let outcome = get_details(ID, &given).await;
        if is_page() {
            assert_eq!(outcome.expect_err(options).code, "secret_in_browser", "{options}");
            assert_eq!(fetch.count(), 0);
        } else {
            outcome.expect("a server may");
        }
    }
}

#[wasm_bindgen_test]
async fn a_secret_in_a_page_is_an_alarm_and_not_a_misspelling() {
    let fetch = StandIn::always(200, DETAILS);
    for key in ["clientSecret", "client_secret", "secret", "CLIENT-SECRET", "webhookSecrets"] {
        let failure = get_details(ID, &fetch.options(&format!("'{key}': 's3cr3t'"))).await.expect_err(key);
        let expected = if is_page() { "secret_in_browser" } else { "invalid_options" };
        assert_eq!(failure.code, expected, "{key}");
        assert!(!failure.message.contains("s3cr3t"));
    }
    assert_eq!(fetch.count(), 0);
}
