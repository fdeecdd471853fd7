//! The fields of an HTML form, as the platform reads them.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Headers, Response, ResponseInit};

use crate::web::js;

/// A form of more fields than this is refused: one that is cut would be another order.
const MAX_PAIRS: u32 = 1000;

/// The fields that are text, files left out; `None` if the body is no such form, or too large a one.
pub async fn pairs(body: &[u8], content_type: &str) -> Option<Vec<(String, String)>> {
    let form = form_data(body, content_type).ok()?;
    let pairs = Array::from(&js::settled(form).await.ok()?);
    // Names are looked for one by one: a form of thousands would take long.
    if pairs.length() > MAX_PAIRS {
        return None;
    }
    let text = |pair: &Array, at| pair.get(at).as_string();
    let pairs = pairs.iter().map(|pair| Array::from(&pair));
    Some(pairs.filter_map(|pair| Some((text(&pair, 0)?, text(&pair, 1)?))).collect())
}

/// A body that was read already is put into a `Response`, which knows forms as a `Request` does.
fn form_data(body: &[u8], content_type: &str) -> Result<JsValue, JsValue> {
    let headers = Headers::new()?;
    headers.append("content-type", content_type)?;
    let init = ResponseInit::new();
    init.set_headers(&headers);
    let body = Uint8Array::from(body);
    let response = Response::new_with_opt_js_u8_array_and_init(Some(&body), &init)?;
    js::call(&response, "formData", &JsValue::UNDEFINED)
}
