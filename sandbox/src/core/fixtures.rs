//! What the tests of the core share.

use super::contract::Contract;
use super::group::CheckoutType;
use super::world::{Admission, Ticket};
use super::{Timestamp, World};
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};
use uuid::Uuid;

pub const NOW: Timestamp = Timestamp(1_790_000_000_000);
pub const ORIGIN: &str = "http://127.0.0.1:4010";
pub const TOKEN_LIFETIME_S: u32 = 300;

pub const INSTITUTE_ENTITY: &str = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c2a01";
pub const SCHOOL_ENTITY: &str = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01";
pub const ACTIVE_YEAR: &str = "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026";
pub const INACTIVE_YEAR: &str = "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2025";

/// Compiling the schemas takes longer than any test.
pub static CONTRACT: LazyLock<Arc<Contract>> = LazyLock::new(|| Arc::new(Contract::load()));

/// A world with the randomness it is given.
pub struct Stage {
    pub world: World,
    pub rng: StdRng,
}

impl Stage {
    pub fn new() -> Self {
        let world = World::new(CONTRACT.clone(), ORIGIN, TOKEN_LIFETIME_S);
        Self { world, rng: StdRng::seed_from_u64(1) }
    }

    /// The `Authorization` header of a seeded group, with a token issued at `now`.
    pub fn bearer(&mut self, client_id: &str, now: Timestamp) -> String {
        let form = credentials(client_id);
        let reply = self.world.issue_token(&form, now, &mut self.rng);
        let body: Value = serde_json::from_str(&reply.body).expect("JSON");
        format!("Bearer {}", body["access_token"].as_str().expect("a token"))
    }

    pub fn ticket(&mut self, client_id: &str, endpoint: CheckoutType, key: &str, now: Timestamp) -> Ticket {
        let bearer = self.bearer(client_id, now);
        match self.world.admit(endpoint, Some(&bearer), Some(key.to_owned()), now) {
            Ok(Admission::Process(ticket)) => ticket,
            other => panic!("not let in: {other:?}"),
        }
    }

    /// A pending checkout of the course shop.
    pub fn checkout(&mut self, body: &Value, now: Timestamp) -> Uuid {
        let key = super::world::random_uuid(&mut self.rng).to_string();
        let ticket = self.ticket("sandbox-courses", CheckoutType::Items, &key, now);
        let reply = self.world.create(ticket, body.to_string().as_bytes(), now, &mut self.rng);
        let answer: Value = serde_json::from_str(&reply.body).expect("JSON");
        answer["checkout_id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
    }
}

pub fn credentials(client_id: &str) -> Vec<(String, String)> {
    let secret = format!("{client_id}-secret");
    [("grant_type", "client_credentials"), ("client_id", client_id), ("client_secret", &secret)]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

pub fn items_body() -> Value {
    json!({
        "reference_id": "order_1",
        "buyer": { "first_name": "Noura", "mobile_number": "512345678", "email": "noura@example.com" },
        "items": [
            { "item_name": "Calligraphy", "quantity": 3, "unit_price": 0.1, "total_cost": 0.3, "reference_id": "i1" }
        ],
        "urls": { "redirect_url": "http://localhost:1/return", "notification_url": "http://localhost:1/hook" },
        "metadata": { "cart": "7" }
    })
}

pub fn schooling_body() -> Value {
    json!({
        "buyer": { "mobile_number": "512345678" },
        "students": [{
            "name": "Faisal",
            "national_id": "1098765432",
            "entity_id": SCHOOL_ENTITY,
            "educational_year_id": ACTIVE_YEAR,
            "cost": 24000
        }],
        "urls": { "redirect_url": "https://shop.example/return", "notification_url": "https://shop.example/hook" }
    })
}
