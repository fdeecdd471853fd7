//! The merchant's side, where there is a JavaScript engine: shells around [`crate::edge`].
//!
//! | module | does |
//! |---|---|
//! | [`exports`] | what `jeelpay-checkout/edge` calls |
//! | [`config`], [`credentials`] | read the configuration |
//! | [`handler`] | one request: route, ask, answer, log |
//! | [`create`], [`status`], [`comeback`], [`webhooks`] | the routes |
//! | [`plan`], [`complete`] | an order on its way; the merchant's prices |
//! | [`asking`] | asks the API about a checkout |
//! | [`settle`], [`reconcile`] | confirms, and tells `onStatus`; at an alarm, for a whole order |
//! | [`merchant`] | the road to the API, and the log |
//! | [`ledger`], [`pointer`] | orders in the merchant's store; what leads to them |
//! | [`keys`] | the keys of a server client's callers |
//! | [`tokens`] | gets access tokens, one for all |
//! | [`patience`] | waits for others, but not for ever |
//! | [`verify`] | webhooks, for those who have no handler |
//! | [`incoming`], [`body`], [`outgoing`], [`form`] | the platform's `Request`, its body, and `Response`; forms |
//! | [`digest`], [`hmac`], [`seal`] | WebCrypto: digests; signatures under a key, and under one derived of the secret |
//! | [`rights`] | status cookies, return tokens |

pub mod asking;
pub mod body;
pub mod comeback;
pub mod complete;
pub mod config;
pub mod create;
pub mod credentials;
pub mod digest;
pub mod exports;
pub mod form;
pub mod handler;
pub mod hmac;
pub mod incoming;
pub mod keys;
pub mod ledger;
pub mod merchant;
pub mod outgoing;
pub mod patience;
pub mod plan;
pub mod pointer;
pub mod reconcile;
pub mod rights;
pub mod seal;
pub mod settle;
pub mod status;
pub mod tokens;
pub mod verify;
pub mod webhooks;
