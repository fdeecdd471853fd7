//! Webhooks: one spelling of a signature, and events told by their shape alone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jeelpay_checkout::contact;
use jeelpay_checkout::edge::event::{self, Event};
use jeelpay_checkout::edge::order::{Attempt, Order};
use jeelpay_checkout::edge::signature;
use jeelpay_checkout::status::Status;
use jeelpay_checkout::value::Value;

use crate::tree;

/// The first line is the header, the rest is the body.
pub fn holds(data: &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (header, body) = data.split_at(end);
    if let Ok(header) = std::str::from_utf8(header) {
        signature_holds(header);
    }
    let body = String::from_utf8_lossy(body);
    if let Some(body) = tree::parse(body.as_bytes()) {
        let event = event::read(&body);
        event_holds(&event, &body);
        told_holds(&event, body);
    }
}

/// It is taken if, and only if, it is what a strict encoder writes for these 32 bytes.
pub fn signature_holds(header: &str) {
    let reference = STANDARD.decode(header).ok().filter(|bytes| bytes.len() == 32);
    assert_eq!(signature::read(header), reference, "{header:?}");
    if let Some(bytes) = reference {
        assert_eq!(STANDARD.encode(bytes), header);
    }
}

fn event_holds(event: &Event, body: &Value) {
    match event {
        Event::Checkout { checkout_id, status } => {
            assert!(contact::is_uuid(checkout_id) && !status.is_empty());
            assert_eq!(checkout_id.to_ascii_lowercase(), *checkout_id);
            claim_holds(checkout_id, status);
        }
        Event::Refund { id, .. } => assert!(!id.is_empty() && body.get("checkout_id").is_none()),
        Event::Unknown { members } => assert!(members.iter().all(|name| body.get(name).is_some())),
    }
}

/// Whoever is told of it knows what it is, and of what nobody knows, all.
fn told_holds(event: &Event, body: Value) {
    let told = event::told(body.clone());
    assert_eq!(told.text("type"), Some(event.kind()));
    match event {
        Event::Unknown { .. } => assert_eq!(told.get("body"), Some(&body)),
        Event::Checkout { .. } => {
            assert_eq!(
                (told.get("checkout_id"), told.get("status")),
                (body.get("checkout_id"), body.get("status"))
            );
            assert!(told.get("metadata").is_none_or(|metadata| matches!(metadata, Value::Object(_))));
        }
        Event::Refund { id, .. } => assert_eq!(told.text("id"), Some(id.as_str())),
    }
}

/// A webhook alone ends and fulfils nothing, whatever its status is called.
fn claim_holds(checkout_id: &str, status: &str) {
    let mut order = Order::default();
    order.begin(Attempt { key: "key".into(), ..Attempt::default() }, 0.0).expect("room");
    order.created("key", checkout_id, "https://checkout.jeel.co/x", 0.0);
    order.heard(checkout_id, status, false, 0.0);
    assert_eq!(order.next_news(checkout_id, 0.0), None);
    assert_eq!(order.attempt(checkout_id).expect("known").status(), Status::Pending);
}
