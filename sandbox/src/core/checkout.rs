//! A checkout as it is kept, and what the API and the webhooks tell of it.

use super::clock::{HOUR, Timestamp};
use super::group::{CheckoutType, Name};
use super::request::Urls;
use super::status::Status;
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// How long a checkout may lie untouched before it expires.
pub const INACTIVITY: i64 = 2 * HOUR;

#[derive(Clone, Debug)]
pub struct Checkout {
    pub id: Uuid,
    /// Index of the owning group.
    pub group: usize,
    pub checkout_type: CheckoutType,
    pub status: Status,
    pub created_at: Timestamp,
    pub last_activity: Timestamp,
    /// Proves that a decision was made on our page and not by a form of someone else's.
    pub form_token: Uuid,
    /// What older versions of the return carry on success.
    pub request_id: Uuid,
    pub order: Order,
}

/// What the merchant ordered.
#[derive(Clone, Debug)]
pub struct Order {
    pub goods: Goods,
    pub reference_id: Option<String>,
    pub mobile_number: String,
    pub urls: Urls,
    pub metadata: Option<Box<RawValue>>,
    /// The whole body as it came.
    pub body: Box<RawValue>,
}

#[derive(Clone, Debug)]
pub enum Goods {
    Items(Vec<Line>),
    Students(Vec<StudentLine>),
}

/// Amounts are halalas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub quantity: i64,
    pub unit_price: Option<i64>,
    pub total: i64,
}

#[derive(Clone, Debug)]
pub struct StudentLine {
    pub name: String,
    pub national_id: String,
    pub entity: Name,
    pub year: &'static str,
    pub cost: i64,
}

impl Goods {
    /// The amount of the plan, in halalas.
    pub fn sum(&self) -> i64 {
        match self {
            Self::Items(lines) => lines.iter().fold(0, |sum, line| sum.saturating_add(line.total)),
            Self::Students(lines) => lines.iter().fold(0, |sum, line| sum.saturating_add(line.cost)),
        }
    }
}

impl Checkout {
    pub fn expires_at(&self) -> Timestamp {
        self.last_activity.plus(INACTIVITY)
    }
}

/// The answer to a create call.
#[derive(Serialize)]
pub struct Created<'a> {
    pub checkout_id: Uuid,
    pub redirect_url: &'a str,
    pub creation_date: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<&'a RawValue>,
}

/// The answer to a status call.
#[derive(Serialize)]
pub struct Details<'a> {
    checkout_id: Uuid,
    checkout_type: CheckoutType,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<&'a RawValue>,
}

impl<'a> From<&'a Checkout> for Details<'a> {
    fn from(checkout: &'a Checkout) -> Self {
        Self {
            checkout_id: checkout.id,
            checkout_type: checkout.checkout_type,
            status: checkout.status,
            reference_id: checkout.order.reference_id.as_deref(),
            metadata: checkout.order.metadata.as_deref(),
        }
    }
}
