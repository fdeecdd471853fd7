//! The documented fields of the two create calls, as data.
//!
//! [`crate::request`] walks these tables; whoever wants to know what may be sent reads this file.
//! A field's place in its table is its place in the body that is sent.

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
    Mobile,
    Email,
    NationalId,
    Uuid,
    WebAddress,
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
    field("mobile_number", Need::Required, Rule::Mobile),
    field("email", Need::Optional, Rule::Email),
    field("national_id", Need::Optional, Rule::NationalId),
];

const ITEM: &[Field] = &[
    field("item_name", Need::Required, Rule::Text { max: 50 }),
    field("quantity", Need::Required, Rule::Quantity),
    field("unit_price", Need::MerchantOptional, Rule::Amount),
    field("total_cost", Need::Merchant, Rule::Total),
    field("reference_id", Need::Required, ANY_TEXT),
    field("entity_id", Need::MerchantOptional, Rule::Uuid),
];

const STUDENT: &[Field] = &[
    field("name", Need::Required, TEXT_255),
    field("national_id", Need::Required, Rule::NationalId),
    field("entity_id", Need::Merchant, Rule::Uuid),
    field("educational_year_id", Need::Required, Rule::Uuid),
    field("cost", Need::Merchant, Rule::Amount),
    field("reference_id", Need::Optional, ANY_TEXT),
];

const URLS: &[Field] = &[
    field("redirect_url", Need::Merchant, Rule::WebAddress),
    field("notification_url", Need::Merchant, Rule::WebAddress),
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
