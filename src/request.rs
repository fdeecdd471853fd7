//! From what the caller gave to the body that is sent, or to everything that is wrong with it.
//!
//! Walks the tables of [`crate::fields`]. The body has the documented keys in their documented
//! order and in the API's spelling (mobile numbers, amounts), then the keys we do not know, their values
//! untouched: a new API field needs no release of ours. An absent optional is a key left out, at every level.
//!
//! Issue codes: `required`, `type`, `too_short`, `too_long`, `format`, `minimum`, `maximum`,
//! `decimals`, `mismatch`, `misspelt`; and from reading JavaScript, `unreadable`, `too_large`.

use std::borrow::Cow;

use crate::amount::{self, AmountError};
use crate::error::Issue;
use crate::fields::{Field, ITEMS_CHECKOUT, Need, Rule, SCHOOLING_CHECKOUT};
use crate::format::{self, Format};
use crate::json::MAX_SAFE_INTEGER;
use crate::path::Path;
use crate::value::{Member, Value, member};

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
    pub fn of(request: &Value<'_>) -> Stage {
        match request.get("urls") {
            Some(urls) if !is_absent(urls) => Stage::Complete,
            _ => Stage::Draft,
        }
    }
}

/// The body to send, or every issue, in the order of the documented fields.
pub fn check<'a>(kind: Kind, stage: Stage, request: &Value<'a>) -> Result<Value<'a>, Vec<Issue>> {
    let mut checker = Checker { stage, issues: Vec::new() };
    let body = checker.object(kind.fields(), &Path::Root, request);
    checker.separate_urls(body.as_ref());
    match body {
        Some(body) if checker.issues.is_empty() => Ok(body),
        _ => Err(checker.issues),
    }
}

struct Checker {
    stage: Stage,
    issues: Vec<Issue>,
}

impl Checker {
    fn issue(&mut self, path: &Path<'_>, code: &'static str, message: impl Into<String>) {
        self.issues.push(Issue { path: path.to_string(), code, message: message.into() });
    }

    fn object<'a>(
        &mut self,
        fields: &'static [Field],
        path: &Path<'_>,
        value: &Value<'a>,
    ) -> Option<Value<'a>> {
        let Value::Object(given) = value else {
            let code = if is_absent(value) { "required" } else { "type" };
            self.issue(path, code, "must be an object");
            return None;
        };
        let mut body = Vec::with_capacity(given.len());
        for field in fields {
            let path = Path::Key(path, field.name);
            let value = member(given, field.name).filter(|value| !is_absent(value));
            let checked = self.field(field, &path, value, &body);
            // Of an object nothing may be left.
            if let Some(value) = checked.filter(|value| !is_absent(value)) {
                body.push((Cow::Borrowed(field.name), value));
            }
        }
        let unknown = given.iter().filter(|(key, _)| !fields.iter().any(|field| field.name == key));
        let unknown = canonical(unknown.inspect(|(key, value)| {
            if !is_null(value) {
                self.spelling(fields, path, key);
            }
        }));
        body.extend(unknown);
        Some(Value::Object(body))
    }

    fn field<'a>(
        &mut self,
        field: &'static Field,
        path: &Path<'_>,
        value: Option<&Value<'a>>,
        before: &[Member<'a>],
    ) -> Option<Value<'a>> {
        if let (Rule::Total, Some(product)) = (&field.rule, product(before)) {
            return self.total(path, value, product);
        }
        match value {
            Some(value) => self.rule(&field.rule, path, value),
            None if self.is_missing(field.need) => {
                self.issue(path, "required", "is required");
                None
            }
            None => None,
        }
    }

    fn is_missing(&self, need: Need) -> bool {
        need == Need::Required || (need == Need::Merchant && self.stage == Stage::Complete)
    }

    fn rule<'a>(&mut self, rule: &'static Rule, path: &Path<'_>, value: &Value<'a>) -> Option<Value<'a>> {
        match rule {
            Rule::Object(fields) => self.object(fields, path, value),
            Rule::List(fields) => self.list(fields, path, value),
            Rule::Metadata => self.metadata(path, value),
            Rule::Amount | Rule::Total => self.amount(path, value).map(Value::Halalas),
            Rule::Quantity => self.quantity(path, value),
            Rule::Text { max } => self.text(path, value, *max).map(|text| Value::String(text.clone())),
            Rule::Mobile => self.spelled(path, value, &format::MOBILE),
            Rule::NationalId => self.spelled(path, value, &format::NATIONAL_ID),
            Rule::Email => self.spelled(path, value, &format::EMAIL),
            Rule::Uuid => self.spelled(path, value, &format::UUID),
            Rule::WebAddress => self.spelled(path, value, &format::WEB_ADDRESS),
        }
    }

    fn list<'a>(
        &mut self,
        fields: &'static [Field],
        path: &Path<'_>,
        value: &Value<'a>,
    ) -> Option<Value<'a>> {
        let Value::Array(elements) = value else {
            self.issue(path, "type", "must be an array");
            return None;
        };
        if elements.is_empty() {
            self.issue(path, "too_short", "must have at least one entry");
        }
        let checked = elements.iter().enumerate();
        let checked =
            checked.filter_map(|(at, element)| self.object(fields, &Path::Index(path, at), element));
        Some(Value::Array(checked.collect()))
    }

    fn metadata<'a>(&mut self, path: &Path<'_>, value: &Value<'a>) -> Option<Value<'a>> {
        if !matches!(value, Value::Object(_)) {
            self.issue(path, "type", "must be an object of keys and values");
            return None;
        }
        Some(canonical_value(value))
    }

    fn text<'v, 'a>(
        &mut self,
        path: &Path<'_>,
        value: &'v Value<'a>,
        max: usize,
    ) -> Option<&'v Cow<'a, str>> {
        let Value::String(text) = value else {
            self.issue(path, "type", "must be a string");
            return None;
        };
        // Bytes are never fewer than UTF-16 units, and counted already.
        if text.len() > max && text.encode_utf16().count() > max {
            self.issue(path, "too_long", format!("must have at most {max} characters (UTF-16 units)"));
        }
        Some(text)
    }

    /// Text in a format of its own, put into the API's spelling.
    fn spelled<'a>(&mut self, path: &Path<'_>, value: &Value<'a>, format: &Format) -> Option<Value<'a>> {
        let text = self.text(path, value, format.max)?;
        match (format.read)(text) {
            Some(Cow::Borrowed(_)) => Some(Value::String(text.clone())),
            Some(Cow::Owned(spelled)) => Some(Value::String(Cow::Owned(spelled))),
            None => {
                self.issue(path, "format", format.expected);
                None
            }
        }
    }

    fn quantity<'a>(&mut self, path: &Path<'_>, value: &Value<'a>) -> Option<Value<'a>> {
        let (code, message) = match value {
            Value::Number(number) if number.round_ties_even() != *number => {
                ("format", "must be a whole number")
            }
            Value::Number(number) if *number < 1.0 => ("minimum", "must be at least 1"),
            Value::Number(number) if *number > MAX_SAFE_INTEGER => ("maximum", "is too large"),
            Value::Number(number) => return Some(Value::Number(*number)),
            _ => ("type", "must be a whole number"),
        };
        self.issue(path, code, message);
        None
    }

    fn amount(&mut self, path: &Path<'_>, value: &Value<'_>) -> Option<i64> {
        let (code, message) = match amount::halalas(value) {
            Ok(halalas) => return Some(halalas),
            Err(AmountError::NotANumber) => {
                ("type", "must be SAR, as a number or as decimal text like \"350.50\"")
            }
            Err(AmountError::Negative) => ("minimum", "must not be negative"),
            Err(AmountError::TooFine) => ("decimals", "must have at most two decimals (SAR, not halalas)"),
            Err(AmountError::TooLarge) => ("maximum", "is too large (is it in halalas? SAR is expected)"),
        };
        self.issue(path, code, message);
        None
    }

    /// `product` is what the total must be: it is taken, and compared with what is given.
    fn total<'a>(&mut self, path: &Path<'_>, value: Option<&Value<'_>>, product: f64) -> Option<Value<'a>> {
        if product > amount::MAX_HALALAS as f64 {
            self.issue(path, "maximum", "unit_price × quantity is too large");
            return None;
        }
        let total = product as i64;
        if let Some(value) = value
            && self.amount(path, value)? != total
        {
            self.issue(path, "mismatch", "must be unit_price × quantity");
        }
        Some(Value::Halalas(total))
    }

    /// An unknown key is sent as it is, unless it is one of ours in another spelling: that would be
    /// sent, ignored over there, and missed by everybody.
    fn spelling(&mut self, fields: &'static [Field], path: &Path<'_>, key: &str) {
        let known = fields.iter().find(|field| letters(field.name).eq(letters(key)));
        if let Some(known) = known {
            self.issue(&Path::Key(path, key), "misspelt", format!("must be spelled {}", known.name));
        }
    }

    /// One address for both would make every notification look like a buyer's return.
    fn separate_urls(&mut self, body: Option<&Value<'_>>) {
        let urls = body.and_then(|body| body.get("urls"));
        let url = |key| urls.and_then(|urls| urls.text(key));
        if let (Some(redirect), Some(notification)) = (url("redirect_url"), url("notification_url"))
            && redirect == notification
        {
            let path = Path::Key(&Path::Root, "urls");
            let path = Path::Key(&path, "notification_url");
            self.issue(&path, "mismatch", "must not be the same as redirect_url");
        }
    }
}

/// `unit_price` × `quantity` in halalas, if both are there; both are whole, so it is exact as long
/// as it is not too large.
fn product(members: &[Member<'_>]) -> Option<f64> {
    match (member(members, "unit_price")?, member(members, "quantity")?) {
        (Value::Halalas(price), Value::Number(quantity)) => Some(*price as f64 * quantity),
        _ => None,
    }
}

/// What counts as not given: nothing, an empty text, an empty object.
fn is_absent(value: &Value<'_>) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// A key's letters and digits in lower case: `referenceId`, `reference-id` and `reference_id` agree.
fn letters(key: &str) -> impl Iterator<Item = char> + '_ {
    key.chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).map(|c| c.to_ascii_lowercase())
}

fn is_null(value: &Value<'_>) -> bool {
    matches!(value, Value::Null)
}

/// The tree as it is sent where its keys are the merchant's own. A key that has nothing to say is left out; the
/// others are in the order of the alphabet, so that the same order is always the same text, whichever way its
/// objects were built: an idempotency key is bound to that text.
fn canonical_value<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        Value::Object(members) => Value::Object(canonical(members.iter())),
        Value::Array(elements) => Value::Array(elements.iter().map(canonical_value).collect()),
        other => other.clone(),
    }
}

fn canonical<'v, 'a: 'v>(members: impl Iterator<Item = &'v Member<'a>>) -> Vec<Member<'a>> {
    let members = members.filter(|(_, value)| !is_null(value));
    let mut canonical: Vec<_> = members.map(|(key, value)| (key.clone(), canonical_value(value))).collect();
    canonical.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    canonical
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
