//! Requests, with the fields in their documented order.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use super::script::js;

/// Everything that the API documents for items.
pub const ITEMS: &str = r#"{"reference_id":"order_12345","buyer":{"first_name":"Sara","last_name":"Al-Qahtani","mobile_number":"512345678","email":"sara@example.com","national_id":"1012345678"},"items":[{"item_name":"Rust, from the ground up","quantity":2,"unit_price":450.25,"total_cost":900.5,"reference_id":"course-7","entity_id":"0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01"}],"urls":{"redirect_url":"https://shop.example/thanks","notification_url":"https://shop.example/webhooks"},"metadata":{"campaign":"autumn"}}"#;

/// Everything that the API documents for schooling, for two siblings.
pub const SCHOOLING: &str = r#"{"reference_id":"fees_2026_77","buyer":{"mobile_number":"512345678"},"students":[{"name":"Omar Al-Qahtani","national_id":"1098765432","entity_id":"0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01","educational_year_id":"7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026","cost":18000,"reference_id":"s-1"},{"name":"نورة القحطاني","national_id":"2098765432","entity_id":"0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a02","educational_year_id":"7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026","cost":12500.05}],"urls":{"redirect_url":"https://school.example/thanks","notification_url":"https://school.example/webhooks"},"metadata":{"term":1}}"#;

/// A request as a caller has it.
pub fn order(json: &str) -> JsValue {
    js(json)
}

/// An items order like no other before, as a page remembers what it has ordered.
pub fn fresh() -> JsValue {
    thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });
    let count = COUNT.replace(COUNT.get() + 1);
    js(&ITEMS.replace("order_12345", &format!("fresh_{count}_{}", js_sys::Date::now())))
}

/// An items order with a part of its text replaced.
pub fn items_with(from: &str, to: &str) -> JsValue {
    assert!(ITEMS.contains(from), "{from}");
    js(&ITEMS.replace(from, to))
}
