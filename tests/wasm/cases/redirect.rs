//! Where a buyer is sent, and where not.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{Outcome, create};
use crate::support::orders::fresh;
use crate::support::script::{js, json, run, text};
use crate::support::stand_in::StandIn;

/// What comes of a checkout with this address, and where the buyer was sent.
async fn sent(redirect_url: &str, more: &str) -> (Outcome, Vec<String>) {
    run("globalThis.sent = []");
    let fetch = StandIn::creating(redirect_url);
    let outcome =
        create(&fresh(), &fetch.options(&format!("redirect: (url) => sent.push(url), {more}"))).await;
    let sent = serde_json::from_str(&json(&js("sent"))).expect("texts");
    run("delete globalThis.sent");
    (outcome, sent)
}

#[wasm_bindgen_test]
async fn the_buyer_is_sent_to_the_provider_once() {
    for (given, followed) in [
        ("https://jeel.co/pay", "https://jeel.co/pay"),
        ("https://checkout.jeel.co/a?b=c#d", "https://checkout.jeel.co/a?b=c#d"),
        ("https://checkout.sandbox.jeel.co/", "https://checkout.sandbox.jeel.co/"),
        ("HTTPS://CheckOut.JEEL.co/A", "https://checkout.jeel.co/A"),
        ("https://checkout.jeel.co:443/x", "https://checkout.jeel.co/x"),
        ("  https://checkout.jeel.co/x\n", "https://checkout.jeel.co/x"),
    ] {
        let (outcome, sent) = sent(given, "").await;
        assert_eq!(sent, [followed], "{given:?}");
        assert_eq!(text(&outcome.expect(given), "redirect_url").as_deref(), Some(followed));
    }
}

#[wasm_bindgen_test]
async fn nobody_is_sent_elsewhere() {
    for hostile in [
        "javascript:alert(1)",
        "JavaScript://checkout.jeel.co/%0aalert(1)",
        "\u{1}javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "blob:https://checkout.jeel.co/0b5e7a52-6f0e-4d55-9b5b-000000000001",
        "filesystem:https://checkout.jeel.co/x",
        "file:///etc/passwd",
        "ftp://checkout.jeel.co/",
        "wss://checkout.jeel.co/",
        "about:blank",
        "intent://checkout.jeel.co/#Intent;end",
        "http://checkout.jeel.co/",
        "//checkout.jeel.co/",
        "/pay/1",
        "?x",
        "checkout.jeel.co",
        " ",
        "https://",
        "https:",
        "https://evil.example/",
        "https://user@checkout.jeel.co/",
        "https://user:password@checkout.jeel.co/",
        "https://checkout.jeel.co@evil.example/",
        "https://checkout.jeel.co%40evil.example/",
        "https://checkout.jeel.co:password@evil.example/",
        "https://evil.example\\@checkout.jeel.co/",
        "https://evil.example/https://checkout.jeel.co/",
        "https://evil.example?checkout.jeel.co",
        "https://evil.example#.jeel.co",
        "https://evil-jeel.co/",
        "https://jeel.co.evil.example/",
        "https://jeel.com/",
        "https://jeel.co.",
        "https://checkout.jeel.co./",
        "https://jeel.co:8443/",
        "https://checkout.jeel.co:80/",
        "https://xn--jel-bma.co/",
        "https://jeеl.co/",
        "https://checkout.jeel.co\u{202e}.example/",
        "https://[::1]/",
        "https://0x7f000001/",
        "https://checkout。jeel。co。evil。example/",
        "https://checkout.jeel.co:99999/",
        "https://checkout.jeel co/",
    ] {
        let (outcome, sent) = sent(hostile, "").await;
        let failure = outcome.expect_err(hostile);
        assert_eq!((failure.code.as_str(), sent.len()), ("unsafe_redirect", 0), "{hostile:?}");
        assert_eq!(failure.tx_id.as_deref(), Some("tx-1"));
        assert!(failure.key.is_some() && !failure.retryable, "{hostile:?}");
        assert!(!failure.message.contains("evil"), "an address is not repeated");
    }
}

#[wasm_bindgen_test]
async fn named_origins_are_compared_as_origins() {
    let named =
        "redirectOrigins: ['https://pay.example:8443', 'http://LOCALHOST:4010/', 'https://مثال.example']";
    for allowed in [
        "https://pay.example:8443/x",
        "https://PAY.example:8443",
        "http://localhost:4010/pay/1",
        "https://xn--mgbh0fb.example/",
        "https://checkout.jeel.co/still",
    ] {
        assert_eq!(sent(allowed, named).await.1.len(), 1, "{allowed}");
    }
    for other in [
        "https://pay.example/",
        "http://pay.example:8443/",
        "https://pay.example:84430/",
        "https://pay.example:8443.evil.example/",
        "https://a@pay.example:8443/",
        "https://www.pay.example:8443/",
        "http://localhost:4011/",
        "http://127.0.0.1:4010/",
        "http://localhost.evil.example:4010/",
    ] {
        let (outcome, sent) = sent(other, named).await;
        assert_eq!((outcome.expect_err(other).code.as_str(), sent.len()), ("unsafe_redirect", 0), "{other}");
    }
}

#[wasm_bindgen_test]
async fn an_unsafe_address_is_told_even_if_nobody_is_sent() {
    let fetch = StandIn::creating("https://evil.example/");
    let failure = create(&fresh(), &fetch.options("redirect: false")).await.expect_err("unsafe");
    assert_eq!(failure.code, "unsafe_redirect");
}

#[wasm_bindgen_test]
async fn a_function_that_throws_is_told_with_its_cause() {
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    let failure =
        create(&fresh(), &fetch.options("redirect() { throw 'blocked' }")).await.expect_err("threw");
    assert_eq!((failure.code.as_str(), failure.cause), ("unsafe_redirect", JsValue::from_str("blocked")));
    assert!(failure.key.is_some());
}

#[wasm_bindgen_test]
async fn nobody_is_sent_when_it_fails() {
    run("globalThis.sent = []");
    for (status, body) in [(500, "{}"), (200, "{}"), (400, "{}")] {
        let fetch = StandIn::always(status, body);
        create(&fresh(), &fetch.options("redirect: (url) => sent.push(url)")).await.expect_err("refused");
    }
    let invalid = StandIn::creating("https://checkout.jeel.co/x");
    create(&js("{}"), &invalid.options("redirect: (url) => sent.push(url)")).await.expect_err("invalid");
    assert_eq!((json(&js("sent")).as_str(), invalid.count()), ("[]", 0));
    run("delete globalThis.sent");
}
