//! Requests of every kind of value: read without an exception, and every unreadable place told with its path.

use jeelpay_checkout::request::Kind;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{create, issues, validated};
use crate::support::script::{js, number, run};
use crate::support::stand_in::StandIn;

/// The issues of a request that is valid but for its metadata, an expression.
fn with_metadata(metadata: &str) -> Vec<String> {
    issues(&js(&format!(
        "{{ buyer: {{ mobile_number: '512345678' }}, items: [{{ item_name: 'A', quantity: 1, reference_id: 'a' }}], metadata: {metadata} }}"
    )))
}

#[wasm_bindgen_test]
fn a_request_that_is_none() {
    for (request, expected) in [
        ("undefined", " required"),
        ("null", " required"),
        ("{}", " required"),
        ("''", " required"),
        ("'{}'", " type"),
        ("7", " type"),
        ("7n", " type"),
        ("true", " type"),
        ("[]", " type"),
        ("NaN", " unreadable"),
        ("Symbol('x')", " unreadable"),
        ("() => {}", " unreadable"),
        ("class {}", " unreadable"),
        ("new Map([['buyer', 1]])", " unreadable"),
        ("new Uint8Array(3)", " unreadable"),
        ("new String('x')", " unreadable"),
        ("10n ** 400n", " unreadable"),
        ("'\\ud800'", " unreadable"),
        ("'x'.repeat(100_000_000)", " too_large"),
    ] {
        let found = issues(&js(request));
        // An empty object lacks fields; everything else is wrong as a whole.
        let expected =
            if request == "{}" { vec!["buyer required", "items required"] } else { vec![expected] };
        assert_eq!(found, expected, "{request}");
    }
}

#[wasm_bindgen_test]
fn what_json_cannot_hold_is_told_with_its_path() {
    for (value, expected) in [
        ("Symbol()", "unreadable"),
        ("() => {}", "unreadable"),
        ("class A {}", "unreadable"),
        ("NaN", "unreadable"),
        ("-Infinity", "unreadable"),
        ("2n ** 53n", "unreadable"),
        ("new Map([[1, 2]])", "unreadable"),
        ("new Set([1])", "unreadable"),
        ("new Uint8Array(2)", "unreadable"),
        ("new String('x')", "unreadable"),
        ("(function () { return arguments })(1)", "unreadable"),
        ("(function* () {})()", "unreadable"),
        ("{ [Symbol.iterator]: 7 }", "unreadable"),
        ("new Date(NaN)", "unreadable"),
        ("'a\\udc00'", "unreadable"),
        ("'\\ud83d' + 'x'", "unreadable"),
    ] {
        let found = with_metadata(&format!("{{ deep: [0, {{ here: {value} }}] }}"));
        assert_eq!(found, [format!("metadata.deep[1].here {expected}")], "{value}");
    }
    let getter = "{ fine: 1, get broken() { throw new Error('x') } }";
    assert_eq!(with_metadata(&format!("[{getter}]")), ["metadata[0].broken unreadable", "metadata type"]);
}

#[wasm_bindgen_test]
async fn what_is_data_in_disguise_is_sent_as_data() {
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    let request = js("{
        buyer: Object.assign(Object.create(null), { mobile_number: '512345678' }),
        items: [new (class Item { item_name = 'A'; quantity = 1; reference_id = 'a'; #hidden = 1; get total() { return 1 } })()],
        metadata: new Proxy({
            day: new Date(0),
            site: new URL('https://shop.example/ä'),
            big: 9007199254740991n,
            frozen: Object.freeze([1, , 3]),
            proxied: new Proxy([true], {}),
            bare: Object.create(null),
            inherited: Object.create({ evil: 1 }),
            boxed: new Number(5),
            regexp: /x/g,
            error: new Error('x'),
            promise: Promise.resolve(1),
            weak: new WeakMap(),
            hidden: Object.defineProperty({}, 'x', { value: 1 }),
            [Symbol('key')]: 1,
            toJSON: undefined,
        }, {}),
    }");
    create(&request, &fetch.options("redirect: false")).await.expect("created");
    assert_eq!(
        fetch.seen("body"),
        [
            r#"{"buyer":{"mobile_number":"512345678"},"items":[{"item_name":"A","quantity":1,"reference_id":"a"}],"metadata":{"bare":{},"big":9007199254740991,"boxed":{},"day":"1970-01-01T00:00:00.000Z","error":{},"frozen":[1,null,3],"hidden":{},"inherited":{},"promise":{},"proxied":[true],"regexp":{},"site":"https://shop.example/%C3%A4","weak":{}}}"#
        ]
    );
}

#[wasm_bindgen_test]
fn proxies_may_throw_in_every_trap() {
    run("globalThis.hostile = {}; for (const trap of Object.getOwnPropertyNames(Reflect)) hostile[trap] = () => { throw new Error(trap) };
         globalThis.revoked = (target) => { const { proxy, revoke } = Proxy.revocable(target, {}); revoke(); return proxy }");
    for proxy in [
        "new Proxy({}, hostile)",
        "new Proxy([], hostile)",
        "new Proxy(() => {}, hostile)",
        "new Proxy(new Date(), {})",
        "revoked({})",
        "revoked([])",
        "revoked(() => {})",
        "new Proxy({ a: 1 }, { ownKeys() { return ['a', 'b', 'a'] } })",
        "new Proxy({}, { getPrototypeOf() { throw 1 }, ownKeys() { throw 1 } })",
    ] {
        for found in [issues(&js(proxy)), with_metadata(&format!("{{ x: {proxy} }}"))] {
            assert_eq!(found.len(), 1, "{proxy}: {found:?}");
            assert!(found[0].ends_with("unreadable"), "{proxy}: {found:?}");
        }
    }
    let lying =
        "new Proxy([], { get(target, key) { return key === 'length' ? LENGTH : Reflect.get(target, key) } })";
    for length in ["NaN", "-1", "'2'", "null", "{}"] {
        assert_eq!(
            with_metadata(&format!("{{ x: {} }}", lying.replace("LENGTH", length))),
            [""; 0],
            "{length}"
        );
    }
    run("delete globalThis.hostile; delete globalThis.revoked");
}

#[wasm_bindgen_test]
fn what_contains_itself_or_is_too_deep_is_too_large() {
    run("globalThis.nested = (depth) => { let value = 1; while (depth--) value = [value]; return value }
         globalThis.cycle = {}; cycle.self = cycle;
         globalThis.ring = []; ring.push(ring, ring);
         globalThis.endless = () => new Proxy({}, { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }), get: (_, key) => key === 'a' ? endless() : undefined })");
    for value in
        ["{ x: cycle }", "{ x: ring }", "{ x: nested(33) }", "{ x: nested(100_000) }", "{ x: endless() }"]
    {
        let found = with_metadata(value);
        assert_eq!(found.len(), 1, "{value}: {found:?}");
        assert!(found[0].ends_with("too_large"), "{value}: {found:?}");
    }
    assert_eq!(with_metadata("{ x: nested(25) }"), [""; 0]);
    run(
        "delete globalThis.nested; delete globalThis.cycle; delete globalThis.ring; delete globalThis.endless",
    );
}

#[wasm_bindgen_test]
fn too_much_of_anything_is_too_large_and_quickly_so() {
    for (value, path) in [
        ("{ x: Array(1e9) }", "metadata.x"),
        ("{ x: Array(300_000).fill(0) }", "metadata.x"),
        ("Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [`k${i}`, 1]))", "metadata"),
        ("{ x: 'x'.repeat(100_000_000) }", "metadata.x"),
        ("{ x: '\\ud800'.repeat(100_000_000) }", "metadata.x"),
        ("{ x: Array(10).fill('x'.repeat(1_000_000)) }", "metadata.x[3]"),
    ] {
        let began = js_sys::Date::now();
        let found = with_metadata(value);
        assert_eq!(found, [format!("{path} too_large")], "{value}");
        assert!(js_sys::Date::now() - began < 2_000.0, "{value}");
    }
}

/// What grows with the product of two sizes a caller chooses could exhaust the module's memory, or the page's patience.
#[wasm_bindgen_test]
fn many_issues_are_told_in_time_and_in_bounded_memory() {
    for (metadata, items, least) in [
        ("{}", "Array(50_000).fill(Symbol())", 50_000),
        ("{ x: Array(100_000).fill(Symbol()) }", "[]", 100_000),
        ("{ ['k'.repeat(3_000_000)]: Array(50_000).fill(Symbol()) }", "[]", 1),
        ("{ ['k'.repeat(1000)]: { ['l'.repeat(1000)]: Array(100_000).fill(NaN) } }", "[]", 1000),
    ] {
        let request = js(&format!(
            "{{ buyer: {{ mobile_number: '512345678' }}, items: {items}, metadata: {metadata} }}"
        ));
        let began = js_sys::Date::now();
        let issues = validated(Kind::Items, &request, &JsValue::UNDEFINED).expect("issues");
        let took = js_sys::Date::now() - began;
        let count = number(&issues, "length").expect("an array");
        assert!(count >= f64::from(least), "{metadata} {items}: {count}");
        assert!(took < 6_000.0, "{metadata} {items}: {took} ms");
    }
}
