//! How the buyer is sent to the hosted page: the option `redirect`.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::option_type::{OptionType, is_flag, is_function};
use super::page;
use super::source::Source;

pub enum Redirect {
    No,
    Assign,
    Replace,
    /// The caller does it.
    Function(Function),
}

pub const REDIRECT: OptionType = OptionType {
    expected: "true, false, \"replace\" or a function",
    fits: |value| is_flag(value) || value == REPLACE || is_function(value),
};
/// As JSON.
const REPLACE: &str = "\"replace\"";

impl Redirect {
    pub fn read(source: &Source) -> Self {
        match source.get("redirect") {
            Some(REPLACE) => Redirect::Replace,
            Some("false") => Redirect::No,
            Some("true") => Redirect::Assign,
            Some(_) => source.function("redirect").map_or(Redirect::No, Redirect::Function),
            None if page::is_page() => Redirect::Assign,
            None => Redirect::No,
        }
    }

    /// To tell them apart by.
    pub fn name(&self) -> &'static str {
        match self {
            Redirect::No => "0",
            Redirect::Assign => "1",
            Redirect::Replace => "2",
            Redirect::Function(_) => "3",
        }
    }

    /// Whether the buyer is taken somewhere: by one order at a time.
    pub fn leaves(&self) -> bool {
        !matches!(self, Redirect::No)
    }

    /// Exactly one navigation, or none.
    pub fn go(&self, url: &str) -> Result<(), JsValue> {
        match self {
            Redirect::No => Ok(()),
            Redirect::Assign => page::navigate(url, false),
            Redirect::Replace => page::navigate(url, true),
            Redirect::Function(function) => {
                function.call1(&JsValue::UNDEFINED, &JsValue::from_str(url)).map(|_| ())
            }
        }
    }
}
