//! The groups, entities and educational years that exist from the start. Their ids are fixed and documented.

use serde::Serialize;
use subtle::ConstantTimeEq;
use uuid::{Uuid, uuid};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CheckoutType {
    Items,
    Schooling,
}

/// A name as the hosted page shows it.
#[derive(Clone, Debug)]
pub struct Name {
    pub en: &'static str,
    pub ar: &'static str,
}

#[derive(Clone, Debug)]
pub struct Entity {
    pub id: Uuid,
    pub name: Name,
}

/// What owns API credentials: exactly one checkout type, one or more entities.
#[derive(Clone, Debug)]
pub struct Group {
    pub name: Name,
    pub client_id: &'static str,
    pub client_secret: &'static str,
    pub checkout_type: CheckoutType,
    pub entities: Vec<Entity>,
}

#[derive(Clone, Debug)]
pub struct EducationalYear {
    pub id: Uuid,
    pub name: &'static str,
    pub active: bool,
}

impl Group {
    pub fn entity(&self, id: Uuid) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.id == id)
    }

    pub fn accepts_secret(&self, secret: &str) -> bool {
        self.client_secret.as_bytes().ct_eq(secret.as_bytes()).into()
    }
}

pub fn seeded_groups() -> Vec<Group> {
    vec![course_shop(), institute(), school()]
}

pub fn seeded_years() -> Vec<EducationalYear> {
    vec![
        EducationalYear {
            id: uuid!("7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026"),
            name: "2026/2027",
            active: true,
        },
        EducationalYear {
            id: uuid!("7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2025"),
            name: "2025/2026",
            active: false,
        },
    ]
}

fn course_shop() -> Group {
    Group {
        name: Name { en: "Sample Course Shop", ar: "متجر الدورات النموذجي" },
        client_id: "sandbox-courses",
        client_secret: "sandbox-courses-secret",
        checkout_type: CheckoutType::Items,
        entities: vec![Entity {
            id: uuid!("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01"),
            name: Name { en: "Online courses", ar: "الدورات الإلكترونية" },
        }],
    }
}

fn institute() -> Group {
    Group {
        name: Name { en: "Sample Institute", ar: "المعهد النموذجي" },
        client_id: "sandbox-institute",
        client_secret: "sandbox-institute-secret",
        checkout_type: CheckoutType::Items,
        entities: vec![
            Entity {
                id: uuid!("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c2a01"),
                name: Name { en: "Riyadh campus", ar: "فرع الرياض" },
            },
            Entity {
                id: uuid!("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c2a02"),
                name: Name { en: "Jeddah campus", ar: "فرع جدة" },
            },
        ],
    }
}

fn school() -> Group {
    Group {
        name: Name { en: "Sample School", ar: "المدرسة النموذجية" },
        client_id: "sandbox-school",
        client_secret: "sandbox-school-secret",
        checkout_type: CheckoutType::Schooling,
        entities: vec![
            Entity {
                id: uuid!("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01"),
                name: Name { en: "Primary school", ar: "المرحلة الابتدائية" },
            },
            Entity {
                id: uuid!("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a02"),
                name: Name { en: "Secondary school", ar: "المرحلة الثانوية" },
            },
        ],
    }
}
