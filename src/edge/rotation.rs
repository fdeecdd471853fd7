//! Knows an order again after a change of the secret, under which it has another digest.

use super::order::{Attempt, Order};
use crate::request::Kind;

impl Order {
    /// After a change of the secret the same order has another digest: what is known by one of these is
    /// known by the first of them from now on.
    pub fn renew_digests(&mut self, digests: &[String]) {
        let Some(current) = digests.first() else { return };
        for attempt in self.attempts.iter_mut().filter(|attempt| digests.contains(&attempt.digest)) {
            attempt.digest.clone_from(current);
        }
    }

    /// Nobody can tell a digest under a secret that is known no more. What such an attempt was about tells a paid order
    /// all the same, or it could be paid once more; but for students, of whom name and year are not kept.
    pub fn renew_paid(&mut self, fresh: &Attempt, secret_ids: &[String]) {
        if fresh.snapshot.kind != Some(Kind::Items) {
            return;
        }
        let is_same = |attempt: &&mut Attempt| {
            let is_lost = !secret_ids.contains(&attempt.secret_id);
            is_lost && attempt.status().fulfils() && attempt.snapshot == fresh.snapshot
        };
        if let Some(paid) = self.attempts.iter_mut().find(is_same) {
            paid.digest.clone_from(&fresh.digest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::samples::{fresh, order};
    use crate::edge::snapshot::Snapshot;

    #[test]
    fn the_same_order_is_known_after_a_change_of_the_secret() {
        let mut order = order(&["old"]);
        order.renew_digests(&["new".into(), "old".into()]);
        assert_eq!(order.begin(fresh("new", "k9"), 1.0).unwrap().checkout_id.as_deref(), Some("old"));
        order.renew_digests(&["other".into()]);
        assert_eq!(order.begin(fresh("new", "k9"), 1.0).unwrap().checkout_id.as_deref(), Some("old"));
    }

    fn about(kind: Kind, halalas: i64, digest: &str, secret: &str) -> Attempt {
        let snapshot = Snapshot { kind: Some(kind), halalas, ..Snapshot::default() };
        Attempt { snapshot, secret_id: secret.into(), ..fresh(digest, digest) }
    }

    /// The checkout of what is sent after a checkout called `old` has come to `status`.
    fn known(status: &str, before: &Attempt, fresh: &Attempt, secrets: &[&str]) -> Option<String> {
        let mut order = Order::default();
        order.begin(before.clone(), 0.0).unwrap();
        order.created(&before.key, "old", "https://checkout.jeel.co/x", 0.0);
        order.heard("old", status, true, 0.0);
        let secrets: Vec<_> = secrets.iter().map(|secret| (*secret).to_owned()).collect();
        order.renew_paid(fresh, &secrets);
        let begun = order.begin(fresh.clone(), 1.0).unwrap();
        assert_eq!((begun.secret_id.as_str(), begun.digest.as_str()), ("new", fresh.digest.as_str()));
        begun.checkout_id
    }

    #[test]
    fn what_was_paid_is_known_when_its_secret_is_known_no_more() {
        let paid = about(Kind::Items, 100, "a", "old");
        let again = about(Kind::Items, 100, "b", "new");
        assert_eq!(known("SUCCEEDED", &paid, &again, &["new"]).as_deref(), Some("old"));
        assert_eq!(known("SUCCEEDED", &paid, &again, &["new", "old"]), None, "the digest has told");
        assert_eq!(known("PENDING", &paid, &again, &["new"]), None);
        assert_eq!(known("SUCCEEDED", &paid, &about(Kind::Items, 200, "b", "new"), &["new"]), None);
        let fees = |digest, secret| about(Kind::Schooling, 100, digest, secret);
        assert_eq!(known("SUCCEEDED", &fees("a", "old"), &fees("b", "new"), &["new"]), None, "of next year");
    }
}
