//! What must hold of the core, whatever comes in.
//!
//! Each module takes bytes of any kind, as the fuzzer makes them, and panics when something that is
//! promised does not hold. The tests beside it replay what the fuzzer has kept, and make up more.
//! Wherever there is an independent reading of the same rules, both must agree: serde_json on JSON,
//! whole numbers of any size on amounts, the WHATWG parser on addresses, and the sandbox, which is
//! written from the API's documents alone, on requests.

pub mod amount;
pub mod contact;
pub mod form;
pub mod json;
pub mod parse;
pub mod redirect;
pub mod reply;
pub mod request;
pub mod tree;
pub mod webhook;

/// Takes any bytes, and panics when something does not hold.
pub type Holds = fn(&[u8]);

/// What takes the bytes of a fuzz target, by the target's name.
pub const TARGETS: [(&str, Holds); 8] = [
    ("amount", amount::holds),
    ("contact", contact::holds),
    ("form", form::holds),
    ("parse", parse::holds),
    ("redirect", redirect::holds),
    ("reply", reply::holds),
    ("request", request::holds),
    ("webhook", webhook::holds),
];
