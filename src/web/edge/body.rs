//! The body of a platform's `Request`, which is a stranger's: read no further, and waited for no longer, than it is
//! worth.

use wasm_bindgen::prelude::*;

use super::{outgoing, patience};
use crate::web::js;

/// Why a body was not read.
pub enum Unread {
    TooLarge,
    Broken,
    /// It did not come to its end in time.
    Slow,
}

/// The body, of at most so many bytes, if all of it comes in time.
pub async fn read(request: &JsValue, max: u32, timeout_ms: u32) -> Result<Vec<u8>, Unread> {
    let stream = js::get(request, "body").map_err(broken)?;
    if stream.is_null() || stream.is_undefined() {
        return Ok(Vec::new());
    }
    let reader = js::call(&stream, "getReader", &JsValue::UNDEFINED).map_err(broken)?;
    let read = patience::wait(pieces(&reader, max), timeout_ms, "").await.unwrap_or(Err(Unread::Slow));
    if read.is_err() {
        // Nobody waits for what is left of it, nor for this.
        if let Ok(cancelled) = js::call(&reader, "cancel", &JsValue::UNDEFINED) {
            outgoing::ignored(&JsValue::UNDEFINED, cancelled);
        }
    }
    read
}

/// Stops reading as soon as there is too much.
async fn pieces(reader: &JsValue, max: u32) -> Result<Vec<u8>, Unread> {
    let mut body = Vec::new();
    loop {
        let pending = js::call(reader, "read", &JsValue::UNDEFINED).map_err(broken)?;
        let chunk = js::settled(pending).await.map_err(broken)?;
        if js::get(&chunk, "done").map_err(broken)?.is_truthy() {
            return Ok(body);
        }
        let value = js::get(&chunk, "value").map_err(broken)?;
        let bytes = js::bytes(&value).ok_or(Unread::Broken)?;
        if bytes.length() as usize + body.len() > max as usize {
            return Err(Unread::TooLarge);
        }
        body.extend(bytes.to_vec());
    }
}

fn broken(_: JsValue) -> Unread {
    Unread::Broken
}
