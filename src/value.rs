//! The JSON tree into which the merchant's side reads requests, records and webhooks.
//!
//! It is liberal about shape: a form may hold anything. So nothing is deserialised into a fixed struct; a tree is read once
//! and then asked for what is wanted. It is never deeper than [`MAX_DEPTH`], because a stack overflow in
//! WebAssembly is a trap: nobody could be told what was wrong.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

/// How many arrays and objects may be around one, whoever reads it: a draft that is taken comes back in a webhook.
/// Documented requests need three; metadata is the merchant's own.
pub const MAX_DEPTH: usize = 32;

/// A JSON value, plus amounts of money, which are whole halalas and not floating point.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    Number(f64),
    /// An amount in halalas (1 SAR = 100 halalas), written to the wire as SAR.
    Halalas(i64),
    String(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    /// In the order in which the keys were met.
    Object(Vec<Member<'a>>),
}

/// A key and its value.
pub type Member<'a> = (Cow<'a, str>, Value<'a>);

impl<'a> Value<'a> {
    /// The member called `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        match self {
            Value::Object(members) => member(members, key),
            _ => None,
        }
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of the member `key`, unless it is empty or not a string.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str().filter(|text| !text.is_empty())
    }

    /// The elements, if this is an array; nothing otherwise.
    pub fn elements(&self) -> &[Value<'a>] {
        match self {
            Value::Array(elements) => elements,
            _ => &[],
        }
    }

    /// A string value, or `None` for `None`: for building objects that leave out what is absent.
    pub fn maybe(text: Option<&'a str>) -> Option<Value<'a>> {
        text.map(Value::from)
    }

    /// The same tree with text of its own, to outlast what it was read from.
    pub fn into_owned(self) -> Value<'static> {
        self.owned()
    }

    /// A copy with text of its own.
    pub fn owned(&self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Bool(yes) => Value::Bool(*yes),
            Value::Number(number) => Value::Number(*number),
            Value::Halalas(halalas) => Value::Halalas(*halalas),
            Value::String(text) => Value::String(owned(text)),
            Value::Array(elements) => Value::Array(elements.iter().map(Value::owned).collect()),
            Value::Object(members) => {
                Value::Object(members.iter().map(|(key, value)| (owned(key), value.owned())).collect())
            }
        }
    }
}

fn owned(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::String(Cow::Borrowed(text))
    }
}

/// The member called `key`.
pub fn member<'v, 'a>(members: &'v [Member<'a>], key: &str) -> Option<&'v Value<'a>> {
    members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// An object of the members that are there: an absent optional is a key left out.
pub fn object<'a, const N: usize>(mut members: [(&'a str, Option<Value<'a>>); N]) -> Value<'a> {
    present(&mut members)
}

/// In the module once, and not for each number of members.
#[inline(never)]
fn present<'a>(members: &mut [(&'a str, Option<Value<'a>>)]) -> Value<'a> {
    let mut present = Vec::new();
    for (key, value) in members {
        if let Some(value) = value.take() {
            present.push((Cow::Borrowed(*key), value));
        }
    }
    Value::Object(present)
}

impl<'de> serde::Deserialize<'de> for Value<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Tree { depth: 0 }.deserialize(deserializer)
    }
}

/// Reads a tree and counts how deep it is.
#[derive(Clone, Copy)]
struct Tree {
    depth: usize,
}

impl Tree {
    fn below<E: serde::de::Error>(self) -> Result<Tree, E> {
        if self.depth > MAX_DEPTH {
            return Err(E::custom("nested too deeply"));
        }
        Ok(Tree { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Value<'static>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'static>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Value<'static>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value<'static>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value<'static>, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value<'static>, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value<'static>, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value<'static>, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value<'static>, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Value<'static>, E> {
        Ok(Value::String(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value<'static>, A::Error> {
        let below = self.below()?;
        let mut elements = Vec::new();
        while let Some(element) = access.next_element_seed(below)? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value<'static>, A::Error> {
        let below = self.below()?;
        let mut members = Vec::new();
        while let Some(key) = access.next_key_seed(below)? {
            let Value::String(key) = key else {
                return Err(A::Error::custom("a key is not text"));
            };
            members.push((key, access.next_value_seed(below)?));
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Result<Value<'static>, serde_json::Error> {
        serde_json::from_str(json)
    }

    fn write(tree: &Value) -> String {
        crate::json::write(tree, |number| number.to_string())
    }

    #[test]
    fn reads_and_writes_json() {
        let json = r#"{"a":[1.5,null,true,"x"],"b":{}}"#;
        let tree = parse(json).unwrap();
        assert_eq!(tree.get("a").unwrap().elements().len(), 4);
        assert_eq!(write(&tree), json);
    }

    #[test]
    fn refuses_what_is_nested_too_deeply() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(&nested(MAX_DEPTH + 1)).is_ok());
        assert!(parse(&nested(MAX_DEPTH + 2)).is_err());
    }

    #[test]
    fn leaves_out_what_is_absent() {
        let tree = object([("a", Value::maybe(Some("x"))), ("b", Value::maybe(None))]);
        assert_eq!(write(&tree), r#"{"a":"x"}"#);
    }
}
