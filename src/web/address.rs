//! Addresses, read by the `URL` parser of the place we run in: the same one that will be followed.

use wasm_bindgen::prelude::*;

use crate::redirect::{self, Address};

#[wasm_bindgen(module = "/src/web/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = parse)]
    fn spell_parts(address: &str, base: &JsValue) -> JsValue;
}

/// The parts of an absolute address.
pub fn parse(address: &str) -> Option<Address> {
    parse_from(address, &JsValue::UNDEFINED)
}

/// The parts of an address that may be relative to `base`, unless that is undefined.
pub fn parse_from(address: &str, base: &JsValue) -> Option<Address> {
    spell_parts(address, base).as_string().map(Address::of_lines)
}

/// The address to send a buyer to, as the parser read it, if it is one to send a buyer to.
pub fn hosted_page(redirect_url: &str, origins: &[String]) -> Option<String> {
    let address = parse(redirect_url).filter(|address| redirect::is_allowed(address, origins))?;
    Some(address.href().to_owned())
}

/// The origin that `text` spells, if it spells nothing more: `https://shop.example`.
pub fn origin(text: &str) -> Option<String> {
    let address = parse(text).filter(Address::is_bare_origin)?;
    Some(address.origin().to_owned())
}
