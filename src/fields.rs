//! The documented fields of the two create calls, as data.
//!
//! [`crate::request`] walks these tables; whoever wants to know what may be sent reads this file.
//! A field's place in its table is its place in the body that is sent.

use crate::format::{self, Format};

/// One documented key of an object.
pub struct Field {
    pub name: &'static str,
    pub need: Need,
    pub rule: Rule,
}

/// When a field must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
    /// The API requires it, but only the merchant's side may decide it: a draft leaves it out.
    Merchant,
    /// The merchant's side may decide it, and nobody else.
    MerchantOptional,
}

impl Need {
    /// Whether only the merchant's side may decide it.
    pub fn is_merchants(self) -> bool {
        matches!(self, Need::Merchant | Need::MerchantOptional)
    }
}

/// What a field may hold.
pub enum Rule {
    /// Text of at most so many UTF-16 units.
    Text {
        max: usize,
    },
    /// Text in a format of its own.
    Spelled(&'static Format),
    /// A web address that is not the one in the member of this name.
    AddressOtherThan(&'static str),
    /// A whole number, at least 1.
    Quantity,
    /// SAR with at most two decimals.
    Amount,
    /// An amount that is `unit_price` × `quantity` of the same object, and computed when those two
    /// are given and this is not.
    Total,
    Object(&'static [Field]),
    /// At least one such object.
    List(&'static [Field]),
    /// The merchant's own keys and values, echoed back by the API.
    Metadata,
}

const fn field(name: &'static str, need: Need, rule: Rule) -> Field {
    Field { name, need, rule }
}

const ANY_TEXT: Rule = Rule::Text { max: usize::MAX };
const TEXT_255: Rule = Rule::Text { max: 255 };

const BUYER: &[Field] = &[
    field("first_name", Need::Optional, TEXT_255),
    field("last_name", Need::Optional, TEXT_255),
    field("mobile_number", Need::Required, Rule::Spelled(&format::MOBILE)),
    field("email", Need::Optional, Rule::Spelled(&format::EMAIL)),
    field("national_id", Need::Optional, Rule::Spelled(&format::NATIONAL_ID)),
];

const ITEM: &[Field] = &[
    field("item_name", Need::Required, Rule::Text { max: 50 }),
    field("quantity", Need::Required, Rule::Quantity),
    field("unit_price", Need::MerchantOptional, Rule::Amount),
    field("total_cost", Need::Merchant, Rule::Total),
    field("reference_id", Need::Required, ANY_TEXT),
    field("entity_id", Need::MerchantOptional, Rule::Spelled(&format::UUID)),
];

const STUDENT: &[Field] = &[
    field("name", Need::Required, TEXT_255),
    field("national_id", Need::Required, Rule::Spelled(&format::NATIONAL_ID)),
    field("entity_id", Need::Merchant, Rule::Spelled(&format::UUID)),
    field("educational_year_id", Need::Required, Rule::Spelled(&format::UUID)),
    field("cost", Need::Merchant, Rule::Amount),
    field("reference_id", Need::Optional, ANY_TEXT),
];

const URLS: &[Field] = &[
    field("redirect_url", Need::Merchant, Rule::Spelled(&format::WEB_ADDRESS)),
    // One address for both would make every notification look like a buyer's return.
    field("notification_url", Need::Merchant, Rule::AddressOtherThan("redirect_url")),
];

/// `POST /v3/checkout`.
pub const ITEMS_CHECKOUT: &[Field] = &[
    field("reference_id", Need::Optional, TEXT_255),
    field("buyer", Need::Required, Rule::Object(BUYER)),
    field("items", Need::Required, Rule::List(ITEM)),
    field("urls", Need::Merchant, Rule::Object(URLS)),
    field("metadata", Need::Optional, Rule::Metadata),
];

/// `POST /v3/checkout/schooling`.
pub const SCHOOLING_CHECKOUT: &[Field] = &[
    field("reference_id", Need::Optional, TEXT_255),
    field("buyer", Need::Required, Rule::Object(BUYER)),
    field("students", Need::Required, Rule::List(STUDENT)),
    field("urls", Need::Merchant, Rule::Object(URLS)),
    field("metadata", Need::Optional, Rule::Metadata),
];
