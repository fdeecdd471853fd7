//! The rules that a schema cannot say.

use super::amount::{self, AmountFault};
use super::checkout::{Goods, Line, StudentLine};
use super::errors::Violation;
use super::group::{EducationalYear, Group};
use super::request::{Item, Student};
use serde_json::value::RawValue;

/// Counted in UTF-16 units, the strictest reading of "50 characters"; the schema counts code points.
const ITEM_NAME_UNITS: usize = 50;

/// The items as they are kept, or everything that is wrong with them.
pub fn items(items: Vec<Item>, group: &Group) -> Result<Goods, Vec<Violation>> {
    let mut violations = Vec::new();
    let mut lines = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        lines.extend(line(
            item,
            group,
            &mut Violations { at: format!("items[{index}]"), found: &mut violations },
        ));
    }
    if violations.is_empty() { Ok(Goods::Items(lines)) } else { Err(violations) }
}

/// The students as they are kept, or everything that is wrong with them. Their entities were looked at before.
pub fn students(
    students: Vec<Student>,
    group: &Group,
    years: &[EducationalYear],
) -> Result<Goods, Vec<Violation>> {
    let mut violations = Vec::new();
    let mut lines = Vec::new();
    for (index, student) in students.into_iter().enumerate() {
        let at = format!("students[{index}]");
        lines.extend(student_line(student, group, years, &mut Violations { at, found: &mut violations }));
    }
    if violations.is_empty() { Ok(Goods::Students(lines)) } else { Err(violations) }
}

fn line(item: Item, group: &Group, violations: &mut Violations<'_>) -> Option<Line> {
    if item.item_name.encode_utf16().count() > ITEM_NAME_UNITS {
        violations.add("item_name", format!("is longer than {ITEM_NAME_UNITS} UTF-16 units"));
    }
    check_entity(&item, group, violations);
    let quantity = amount::whole(&item.quantity);
    if quantity.is_none() {
        violations.add("quantity", "is out of range");
    }
    let unit_price = item.unit_price.as_deref().and_then(|price| violations.amount("unit_price", price));
    let (total, quantity) = (violations.amount("total_cost", &item.total_cost)?, quantity?);
    if unit_price.is_some_and(|price| price.checked_mul(quantity) != Some(total)) {
        violations.add("total_cost", "is not unit_price × quantity");
    }
    Some(Line { name: item.item_name, quantity, unit_price, total })
}

fn check_entity(item: &Item, group: &Group, violations: &mut Violations<'_>) {
    match item.entity_id {
        Some(id) if group.entity(id).is_none() => violations.add("entity_id", "is no entity of this group"),
        None if group.entities.len() > 1 => {
            violations.add("entity_id", "is required when the group has several entities");
        }
        _ => {}
    }
}

fn student_line(
    student: Student,
    group: &Group,
    years: &[EducationalYear],
    violations: &mut Violations<'_>,
) -> Option<StudentLine> {
    let year = years.iter().find(|year| year.id == student.educational_year_id && year.active);
    if year.is_none() {
        violations.add("educational_year_id", "is no active educational year");
    }
    let cost = violations.amount("cost", &student.cost);
    Some(StudentLine {
        name: student.name,
        national_id: student.national_id,
        entity: group.entity(student.entity_id)?.name.clone(),
        year: year?.name,
        cost: cost?,
    })
}

/// Collects what is wrong with one item or student.
struct Violations<'a> {
    at: String,
    found: &'a mut Vec<Violation>,
}

impl Violations<'_> {
    fn add(&mut self, field: &str, message: impl Into<String>) {
        self.found.push(Violation::new(format!("{}.{field}", self.at), message));
    }

    fn amount(&mut self, field: &str, number: &RawValue) -> Option<i64> {
        amount::halalas(number)
            .map_err(|violation| match violation {
                AmountFault::OutOfRange => self.add(field, "is out of range"),
                AmountFault::TooManyDecimals => self.add(field, "has more than two decimals"),
            })
            .ok()
    }
}
