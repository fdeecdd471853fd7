//! The rules that a schema cannot say.

use super::amount::{self, AmountFault};
use super::checkout::{Goods, Line, StudentLine};
use super::errors::Fault;
use super::group::{EducationalYear, Group};
use super::request::{Item, Student};
use serde_json::value::RawValue;

/// Counted in UTF-16 units, as the provider's Java does; the schema counts code points.
const ITEM_NAME_UNITS: usize = 50;

/// The items as they are kept, or everything that is wrong with them.
pub fn items(items: Vec<Item>, group: &Group) -> Result<Goods, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut lines = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        lines.extend(line(item, group, &mut Faults { at: format!("items[{index}]"), found: &mut faults }));
    }
    if faults.is_empty() { Ok(Goods::Items(lines)) } else { Err(faults) }
}

/// The students as they are kept, or everything that is wrong with them. Their entities were looked at before.
pub fn students(
    students: Vec<Student>,
    group: &Group,
    years: &[EducationalYear],
) -> Result<Goods, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut lines = Vec::new();
    for (index, student) in students.into_iter().enumerate() {
        let at = format!("students[{index}]");
        lines.extend(student_line(student, group, years, &mut Faults { at, found: &mut faults }));
    }
    if faults.is_empty() { Ok(Goods::Students(lines)) } else { Err(faults) }
}

fn line(item: Item, group: &Group, faults: &mut Faults<'_>) -> Option<Line> {
    if item.item_name.encode_utf16().count() > ITEM_NAME_UNITS {
        faults.add("item_name", format!("is longer than {ITEM_NAME_UNITS} UTF-16 units"));
    }
    match item.entity_id {
        Some(id) if group.entity(id).is_none() => faults.add("entity_id", "is no entity of this group"),
        None if group.entities.len() > 1 => {
            faults.add("entity_id", "is required when the group has several entities")
        }
        _ => {}
    }
    let quantity = amount::whole(&item.quantity);
    if quantity.is_none() {
        faults.add("quantity", "is out of range");
    }
    let unit_price = item.unit_price.as_deref().map(|price| faults.amount("unit_price", price));
    let total = faults.amount("total_cost", &item.total_cost);
    let (quantity, total, unit_price) =
        (quantity?, total?, unit_price.map_or(Some(None), |price| price.map(Some))?);
    if unit_price.is_some_and(|price| price.checked_mul(quantity) != Some(total)) {
        faults.add("total_cost", "is not unit_price × quantity");
    }
    Some(Line { name: item.item_name, quantity, unit_price, total })
}

fn student_line(
    student: Student,
    group: &Group,
    years: &[EducationalYear],
    faults: &mut Faults<'_>,
) -> Option<StudentLine> {
    let year = years.iter().find(|year| year.id == student.educational_year_id && year.active);
    if year.is_none() {
        faults.add("educational_year_id", "is no active educational year");
    }
    let cost = faults.amount("cost", &student.cost);
    Some(StudentLine {
        name: student.name,
        national_id: student.national_id,
        entity: group.entity(student.entity_id)?.name.clone(),
        year: year?.name,
        cost: cost?,
    })
}

/// Collects faults of one item or student.
struct Faults<'a> {
    at: String,
    found: &'a mut Vec<Fault>,
}

impl Faults<'_> {
    fn add(&mut self, field: &str, message: impl Into<String>) {
        self.found.push(Fault::new(format!("{}.{field}", self.at), message));
    }

    fn amount(&mut self, field: &str, number: &RawValue) -> Option<i64> {
        amount::halalas(number)
            .map_err(|fault| match fault {
                AmountFault::OutOfRange => self.add(field, "is out of range"),
                AmountFault::TooManyDecimals => self.add(field, "has more than two decimals"),
            })
            .ok()
    }
}
