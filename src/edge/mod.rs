//! The merchant's side: what it decides about a request, without doing any of it.
//!
//! | module | decides |
//! |---|---|
//! | [`route`] | which of the handler's routes a request is for |
//! | [`origin`] | who may ask from a browser |
//! | [`media`], [`form`], [`draft`], [`bounds`] | how a browser's request is written, what of it is believed, how large it is |
//! | [`order`], [`room`] | the ledger's record of an order: attempts, how they move on, and how many there may be |
//! | [`rotation`] | how an order is known after a change of the secret |
//! | [`snapshot`], [`record`], [`shard`] | what is kept of an order, how it is written down, and where |
//! | [`asking`], [`news`], [`watch`] | when the API is asked about it, what is told, what an alarm looks after |
//! | [`cookie`], [`claim`] | who may know a status; what is signed for that |
//! | [`signature`], [`event`] | what a webhook's header spells, and what its body is about |
//! | [`keys`] | whether an order may be sent under a key of its caller's |
//! | [`token`] | when the access token is used, renewed, or waited for |
//! | [`answer`], [`person`], [`language`] | what is answered; to a person, as a page, in which language |

pub mod answer;
pub mod asking;
pub mod bounds;
pub mod claim;
pub mod cookie;
pub mod draft;
pub mod event;
pub mod form;
pub mod keys;
pub mod language;
pub mod media;
pub mod news;
pub mod order;
pub mod origin;
pub mod person;
pub mod record;
pub mod room;
pub mod rotation;
pub mod route;
#[cfg(test)]
mod samples;
pub mod shard;
pub mod signature;
pub mod snapshot;
pub mod token;
pub mod watch;
