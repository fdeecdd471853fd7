//! From the raw body of a create call to what is kept of it, or to the error that the API answers.

use super::checkout::{Goods, Order};
use super::contract::Contract;
use super::errors::ApiError;
use super::group::{CheckoutType, EducationalYear, Group};
use super::request::{CreateRequest, ItemsPart, Student, StudentsPart};
use super::rules;
use serde::Deserialize;
use serde_json::Value;

pub struct Validation<'a> {
    pub contract: &'a Contract,
    pub years: &'a [EducationalYear],
    pub group: &'a Group,
}

impl Validation<'_> {
    /// `endpoint` is the type that the called endpoint creates; the group may be of the other one.
    pub fn order(&self, endpoint: CheckoutType, body: &[u8]) -> Result<Order, ApiError> {
        if self.group.checkout_type != endpoint {
            return Err(ApiError::new(400, "GROUP-002", "this group does not have checkouts of this type"));
        }
        let text = std::str::from_utf8(body).map_err(|_| ApiError::malformed("the body is not UTF-8"))?;
        let value: Value =
            serde_json::from_str(text).map_err(|_| ApiError::malformed("the body is not JSON"))?;
        let violations = self.contract.violations(endpoint, &value);
        if !violations.is_empty() {
            return Err(ApiError::validation(violations));
        }
        let request: CreateRequest = read(text)?;
        Ok(Order {
            goods: self.goods(endpoint, text)?,
            reference_id: request.reference_id,
            mobile_number: request.buyer.mobile_number,
            urls: request.urls,
            metadata: request.metadata,
            body: read(text)?,
        })
    }

    fn goods(&self, endpoint: CheckoutType, text: &str) -> Result<Goods, ApiError> {
        let goods = match endpoint {
            CheckoutType::Items => rules::items(read::<ItemsPart>(text)?.items, self.group),
            CheckoutType::Schooling => {
                let students = read::<StudentsPart>(text)?.students;
                self.know_entities(&students)?;
                rules::students(students, self.group, self.years)
            }
        };
        goods.map_err(ApiError::validation)
    }

    fn know_entities(&self, students: &[Student]) -> Result<(), ApiError> {
        match students.iter().all(|student| self.group.entity(student.entity_id).is_some()) {
            true => Ok(()),
            false => Err(ApiError::group_not_found()),
        }
    }
}

/// What the schema has passed and this cannot read is a field given twice.
fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ApiError> {
    serde_json::from_str(text).map_err(|_| ApiError::malformed("the body gives a field twice"))
}
