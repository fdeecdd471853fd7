//! Orders for the tests of what becomes of them.

use super::order::{Attempt, Order};

pub const HOUR: f64 = 3_600_000.0;

pub fn fresh(digest: &str, key: &str) -> Attempt {
    Attempt { digest: digest.into(), key: key.into(), ..Attempt::default() }
}

/// An order with an attempt for each digest, each with a checkout named after it.
pub fn order(digests: &[&str]) -> Order {
    let mut order = Order::default();
    for digest in digests {
        order.begin(fresh(digest, &format!("key {digest}")), 0.0).unwrap();
        order.created(&format!("key {digest}"), digest, "https://checkout.jeel.co/x", 0.0);
    }
    order
}

/// What is told, one after the other, as `status after previous`.
pub fn tell_all(order: &mut Order, checkout: &str) -> Vec<String> {
    let mut told = Vec::new();
    while let Some(news) = order.next_news(checkout, 0.0) {
        let marks = [(news.superseded, " superseded"), (news.earlier_success.is_some(), " again")];
        let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        told.push(format!("{} after {}{marks}", news.status, news.previous));
        order.told(&news, true);
    }
    told
}
