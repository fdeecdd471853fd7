//! What `onStatus` is told.

use super::snapshot::Snapshot;
use crate::value::{Value, object};

/// A checkout moved on.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    pub checkout_id: String,
    /// Whether it may have been told before: the last time it failed, or nobody knows.
    pub redelivered: bool,
    pub status: String,
    pub previous: String,
    pub snapshot: Snapshot,
    pub superseded: bool,
    /// The checkout by which this order had succeeded before.
    pub earlier_success: Option<String>,
}

impl News {
    /// As `onStatus` gets it.
    pub fn to_value(&self) -> Value<'_> {
        object([
            ("id", Some(Value::String(format!("{}:{}", self.checkout_id, self.status).into()))),
            ("redelivered", self.redelivered.then_some(Value::Bool(true))),
            ("checkout_id", Some(Value::from(self.checkout_id.as_str()))),
            ("status", Some(Value::from(self.status.as_str()))),
            ("previous", Some(Value::from(self.previous.as_str()))),
            ("reference_id", Value::maybe(self.snapshot.reference_id.as_deref())),
            ("snapshot", Some(self.snapshot.to_value())),
            ("superseded", self.superseded.then_some(Value::Bool(true))),
            ("earlier_success", Value::maybe(self.earlier_success.as_deref())),
        ])
    }
}
