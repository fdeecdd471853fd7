//! From what the caller gave to the body that is sent, or to everything that is wrong with it.
//!
//! Walks the tables of [`crate::fields`] over the request's text (see [`crate::scan`]), and writes the body as it
//! goes. The body has the documented keys in their documented order and in the API's spelling (mobile numbers,
//! amounts), then the keys we do not know, their values untouched: a new API field needs no release of ours. An
//! absent optional is a key left out, at every level.
//!
//! Issue codes: `required`, `type`, `too_short`, `too_long`, `format`, `minimum`, `maximum`,
//! `decimals`, `mismatch`, `misspelt`; and for what JavaScript could not read, `unreadable`, `too_large`.

use crate::amount;
use crate::contact;
use crate::error::Issue;
use crate::fields::{Field, ITEMS_CHECKOUT, Need, Rule, SCHOOLING_CHECKOUT};
use crate::format;
use crate::parse::ReadNumber;
use crate::path::Path;
use crate::scan::{self, Member, Shape};
use crate::unread;
#[cfg(any(test, feature = "edge"))]
use crate::{json, parse, value::Value};

mod rules;

/// Which of the two create calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Universities, institutes, courses.
    Items,
    /// K-12 schools.
    Schooling,
}

impl Kind {
    pub fn fields(self) -> &'static [Field] {
        match self {
            Kind::Items => ITEMS_CHECKOUT,
            Kind::Schooling => SCHOOLING_CHECKOUT,
        }
    }
}

/// Who the request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The merchant's edge, which decides prices, entities and urls: those may be left out.
    Draft,
    /// The API: everything it requires must be there.
    Complete,
}

impl Stage {
    /// How a request is judged when the caller does not say: only complete ones have `urls`.
    pub fn of(request: &str) -> Stage {
        match scan::member(&scan::members(request), "urls") {
            Some(urls) if !scan::is_absent(urls) => Stage::Complete,
            _ => Stage::Draft,
        }
    }
}

/// The body to send, or every issue, in the order of the documented fields. The request is text of
/// `web/stringify.js`.
pub fn body(kind: Kind, stage: Stage, request: &str, number: ReadNumber) -> Result<String, Vec<Issue>> {
    Checker::new(stage, request, number)
        .checked(|checker| checker.object(kind.fields(), &Path::Root, &mut { request }))
}

/// Text of `web/stringify.js` without its marks, or an issue for each of them.
#[cfg(feature = "edge")]
pub fn untouched(given: &str, number: ReadNumber) -> Result<String, Vec<Issue>> {
    Checker::new(Stage::Draft, given, number).checked(|checker| checker.untouched(&Path::Root, given))
}

/// [`body`] for a tree, where the merchant's side has one. Numbers are Rust's own to spell and to read, which weighs
/// little beside what else is there.
#[cfg(any(test, feature = "edge"))]
pub fn check(kind: Kind, stage: Stage, request: &Value<'_>) -> Result<Value<'static>, Vec<Issue>> {
    let number = |text: &str| text.parse().unwrap_or(f64::NAN);
    let request = json::write(request, |number| number.to_string());
    let body = body(kind, stage, &request, number)?;
    Ok(parse::parse_own(&body, number).unwrap_or(Value::Null).into_owned())
}

/// At most so many bytes of paths in all: a long key is repeated in the path of every unreadable place
/// below it.
const MAX_PATHS: usize = 4_000_000;

struct Checker {
    stage: Stage,
    number: ReadNumber,
    body: String,
    issues: Vec<Issue>,
    /// Bytes of all their paths.
    paths: usize,
    /// In halalas, of the object that is being looked at; with its quantity it makes the total.
    price: Option<i64>,
    quantity: Option<f64>,
}

impl Checker {
    fn new(stage: Stage, given: &str, number: ReadNumber) -> Checker {
        let body = String::with_capacity(given.len());
        Checker { stage, number, body, issues: Vec::new(), paths: 0, price: None, quantity: None }
    }

    fn checked(mut self, check: impl FnOnce(&mut Checker)) -> Result<String, Vec<Issue>> {
        check(&mut self);
        if self.issues.is_empty() { Ok(self.body) } else { Err(self.issues) }
    }

    fn issue(&mut self, path: &Path<'_>, code: &'static str, message: &str) {
        if self.paths >= MAX_PATHS {
            return;
        }
        let path = path.text();
        self.paths += path.len() + 1;
        let (code, message) =
            if self.paths < MAX_PATHS { (code, message) } else { ("too_large", "has too many issues") };
        self.issues.push(Issue { path, code, message: message.to_owned() });
    }

    /// Its shape is not the one that is expected, which is said, unless it could not be read at all. What stands in it
    /// is looked through for what could not.
    fn mistaken(&mut self, path: &Path<'_>, value: &str, expected: &str) {
        self.untouched(path, value);
        if scan::shape(value) != Shape::Mark {
            self.issue(path, "type", expected);
        }
    }

    /// The first of some entries, which is cut off, is to be an object of these fields.
    fn object(&mut self, fields: &'static [Field], path: &Path<'_>, entries: &mut &str) {
        if scan::shape(entries) != Shape::Object {
            let value = scan::take(entries);
            return match scan::is_absent(value) {
                true => self.issue(path, "required", "must be an object"),
                false => self.mistaken(path, value, "must be an object"),
            };
        }
        let given = scan::take_members(entries);
        (self.price, self.quantity) = (None, None);
        self.body.push('{');
        for field in fields {
            self.field(field, &Path::Key(path, field.name), &given);
        }
        let is_known = |key: &str| fields.iter().any(|field| field.name == key);
        self.members(path, given.into_iter().filter(|(key, _)| !is_known(key)).collect(), fields);
        self.body.push('}');
    }

    /// Writes the key and its value; nothing, if the value comes to nothing.
    fn field(&mut self, field: &'static Field, path: &Path<'_>, given: &[Member<'_>]) {
        let before = self.body.len();
        self.comma();
        self.key(field.name);
        let start = self.body.len();
        let value = scan::member(given, field.name).filter(|value| !scan::is_absent(value));
        match (value, &field.rule) {
            (_, Rule::Total) if self.product().is_some() => self.total(path, value),
            (Some(value), rule) => self.rule(rule, path, value, given),
            (None, _) if self.is_missing(field.need) => self.issue(path, "required", "is required"),
            _ => {}
        }
        if matches!(self.body.get(start..), None | Some("" | "{}")) {
            self.body.truncate(before);
        }
    }

    /// Between two entries: only what has just been opened ends in a bracket that opens.
    fn comma(&mut self) {
        if !matches!(self.body.as_bytes().last(), Some(b'[' | b'{')) {
            self.body.push(',');
        }
    }

    fn key(&mut self, spelled: &str) {
        self.body.push('"');
        self.body.push_str(spelled);
        self.body.push_str("\":");
    }

    fn is_missing(&self, need: Need) -> bool {
        need == Need::Required || (need == Need::Merchant && self.stage == Stage::Complete)
    }

    /// Keys that we do not know. Those that have nothing to say are left out; the others are in the order of the
    /// alphabet, so that the same order is always the same text, whichever way its objects were built: an idempotency
    /// key is bound to that text.
    fn members(&mut self, path: &Path<'_>, mut members: Vec<Member<'_>>, fields: &'static [Field]) {
        members.sort_unstable();
        for (spelled, value) in members {
            if value == "null" {
                continue;
            }
            let key = scan::characters(spelled);
            let path = Path::Key(path, &key);
            self.spelling(fields, &path, &key);
            self.comma();
            self.key(spelled);
            self.untouched(&path, value);
        }
    }

    /// What is the merchant's own is sent as it is, but for the order of its keys.
    fn untouched(&mut self, path: &Path<'_>, value: &str) {
        match scan::shape(value) {
            Shape::Object => {
                self.body.push('{');
                self.members(path, scan::members(value), &[]);
                self.body.push('}');
            }
            Shape::Array => {
                self.body.push('[');
                let (mut entries, mut index) = (scan::inside(value), 0);
                while !entries.is_empty() {
                    self.comma();
                    self.untouched(&Path::Index(path, index), scan::take(&mut entries));
                    index += 1;
                }
                self.body.push(']');
            }
            Shape::Mark => {
                let (code, message) = unread::said_of(value);
                self.issue(path, code, message);
            }
            _ => self.body.push_str(value),
        }
    }

    /// An unknown key is sent as it is, unless it is one of ours in another spelling: that would be
    /// sent, ignored over there, and missed by everybody.
    fn spelling(&mut self, fields: &'static [Field], path: &Path<'_>, key: &str) {
        let known = fields.iter().find(|field| letters(field.name).eq(letters(key)));
        if let Some(known) = known {
            let mut message = String::from("must be spelled ");
            message.push_str(known.name);
            self.issue(path, "misspelt", &message);
        }
    }

    fn rule(&mut self, rule: &'static Rule, path: &Path<'_>, value: &str, given: &[Member<'_>]) {
        match rule {
            Rule::Object(fields) => self.object(fields, path, &mut { value }),
            Rule::List(fields) => self.list(fields, path, value),
            Rule::Metadata => match scan::shape(value) {
                Shape::Object => self.untouched(path, value),
                _ => self.mistaken(path, value, "must be an object of keys and values"),
            },
            Rule::Amount | Rule::Total => {
                self.price = self.amount(path, value);
                amount::push_sar(&mut self.body, self.price.unwrap_or_default());
            }
            Rule::Quantity => self.quantity(path, value),
            Rule::Text { max } => self.text(path, value, *max),
            Rule::Spelled(format) => self.spelled(path, value, format),
            Rule::AddressOtherThan(other) => {
                let told = self.issues.len();
                self.spelled(path, value, &format::WEB_ADDRESS);
                let is_same = |other| contact::is_same_page(scan::inside(other), scan::inside(value));
                if self.issues.len() == told && scan::member(given, other).is_some_and(is_same) {
                    self.issue(path, "mismatch", "must not be the same as redirect_url");
                }
            }
        }
    }

    fn list(&mut self, fields: &'static [Field], path: &Path<'_>, value: &str) {
        if scan::shape(value) != Shape::Array {
            return self.mistaken(path, value, "must be an array");
        }
        if value == "[]" {
            self.issue(path, "too_short", "must have at least one entry");
        }
        self.body.push('[');
        let (mut entries, mut index) = (scan::inside(value), 0);
        while !entries.is_empty() {
            self.comma();
            self.object(fields, &Path::Index(path, index), &mut entries);
            index += 1;
        }
        self.body.push(']');
    }
}

/// A key's letters and digits in lower case: `referenceId`, `reference-id` and `reference_id` agree.
fn letters(key: &str) -> impl Iterator<Item = u8> + '_ {
    key.bytes().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).map(|c| c.to_ascii_lowercase())
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
#[cfg(test)]
mod text_tests;
