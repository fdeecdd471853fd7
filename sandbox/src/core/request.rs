//! The two create requests, as read after the schema has passed them.
//!
//! Numbers and metadata stay the text that was sent: amounts need their digits, and metadata is echoed back unchanged.

use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// What both requests have.
#[derive(Debug, Deserialize)]
pub struct CreateRequest {
    pub reference_id: Option<String>,
    pub buyer: Buyer,
    pub urls: Urls,
    pub metadata: Option<Box<RawValue>>,
}

#[derive(Debug, Deserialize)]
pub struct ItemsPart {
    pub items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
pub struct StudentsPart {
    pub students: Vec<Student>,
}

#[derive(Debug, Deserialize)]
pub struct Buyer {
    pub mobile_number: String,
}

#[derive(Debug, Deserialize)]
pub struct Item {
    pub item_name: String,
    pub quantity: Box<RawValue>,
    pub unit_price: Option<Box<RawValue>>,
    pub total_cost: Box<RawValue>,
    pub entity_id: Option<Uuid>,
}

#[derive(Debug, Deserialize)]
pub struct Student {
    pub name: String,
    pub national_id: String,
    pub entity_id: Uuid,
    pub educational_year_id: Uuid,
    pub cost: Box<RawValue>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Urls {
    pub redirect_url: String,
    pub notification_url: String,
}
