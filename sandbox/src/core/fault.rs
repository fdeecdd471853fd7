//! Failing on demand: the next calls that match a rule go wrong in the way it names.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    #[serde(rename = "match", default)]
    pub matching: Matching,
    /// How many calls it still applies to.
    #[serde(default = "once")]
    pub times: u32,
    #[serde(flatten)]
    pub fault: Fault,
}

/// What is left out matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// A path as it is, or as the document writes it: `/v3/checkout/{id}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Of the order: tells the calls of tests apart that run at the same time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    // These keep the call from being processed.
    Status {
        status: u16,
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after: Option<String>,
    },
    InFlight,
    Reset,
    Hang,
    Junk,

    // These let it be processed.
    Delay {
        delay_ms: u64,
    },
    LostReply,
    ResetMidBody,
    TruncatedJson,
    WrongTypes,
    MissingField {
        field: String,
    },
}

fn once() -> u32 {
    1
}

impl Rule {
    /// Why the rule makes no sense.
    pub fn objection(&self) -> Option<&'static str> {
        match &self.fault {
            _ if self.times == 0 => Some("times must be at least 1"),
            Fault::Status { status, .. } if !(300..600).contains(status) => {
                Some("status must be from 300 to 599")
            }
            _ => None,
        }
    }

    fn matches(&self, call: &Call<'_>) -> bool {
        let Matching { method, path, reference_id } = &self.matching;
        method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(call.method))
            && path.as_ref().is_none_or(|path| path == call.path || Some(&**path) == call.template)
            && reference_id.as_ref().is_none_or(|id| Some(id) == call.reference_id.as_ref())
    }
}

pub struct Call<'a> {
    pub method: &'a str,
    pub path: &'a str,
    /// The path as the document writes it, if the document has it.
    pub template: Option<&'a str>,
    /// In the body, if that is an order.
    pub reference_id: Option<String>,
}

impl<'a> Call<'a> {
    pub fn new(method: &'a str, path: &'a str, template: Option<&'a str>, body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Order {
            reference_id: String,
        }
        let reference_id = serde_json::from_slice(body).ok().map(|Order { reference_id }| reference_id);
        Self { method, path, template, reference_id }
    }
}

/// The rules in force, oldest first.
#[derive(Default)]
pub struct Faults {
    rules: Vec<Rule>,
}

impl Faults {
    pub fn add(&mut self, rule: Rule) {
        self.rules.push(rule);
    }

    pub fn clear(&mut self) {
        self.rules.clear();
    }

    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The fault of the oldest rule that matches; this uses up one of its times.
    pub fn take(&mut self, call: &Call<'_>) -> Option<Fault> {
        let position = self.rules.iter().position(|rule| rule.matches(call))?;
        let rule = &mut self.rules[position];
        rule.times -= 1;
        match rule.times {
            0 => Some(self.rules.remove(position).fault),
            _ => Some(rule.fault.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    const CREATE: Call<'_> =
        Call { method: "POST", path: "/v3/checkout", template: Some("/v3/checkout"), reference_id: None };
    const DETAILS: Call<'_> = Call {
        method: "GET",
        path: "/v3/checkout/7",
        template: Some("/v3/checkout/{id}"),
        reference_id: None,
    };

    fn faults(rules: serde_json::Value) -> Faults {
        Faults { rules: from_value(rules).expect("rules") }
    }

    #[test]
    fn rules_are_used_up_oldest_first() {
        let mut faults = faults(json!([
            { "match": { "method": "post", "path": "/v3/checkout" }, "times": 2, "fault": "status", "status": 503 },
            { "fault": "hang" },
        ]));
        let unavailable = Some(Fault::Status { status: 503, retry_after: None });
        assert_eq!(faults.take(&CREATE), unavailable);
        assert_eq!(faults.take(&DETAILS), Some(Fault::Hang));
        assert_eq!(faults.take(&DETAILS), None);
        assert_eq!(faults.take(&CREATE), unavailable);
        assert_eq!(faults.take(&CREATE), None);
        assert!(faults.rules().is_empty());
    }

    #[test]
    fn a_path_is_given_as_it_is_or_as_a_template() {
        for path in ["/v3/checkout/7", "/v3/checkout/{id}"] {
            let mut faults = faults(json!([{ "match": { "path": path }, "fault": "reset" }]));
            assert_eq!(faults.take(&CREATE), None, "{path}");
            assert_eq!(faults.take(&DETAILS), Some(Fault::Reset), "{path}");
        }
    }

    #[test]
    fn an_order_is_known_by_its_reference() {
        let mut faults = faults(json!([{ "match": { "reference_id": "order_7" }, "fault": "reset" }]));
        let order = |body: &str| Call::new("POST", "/v3/checkout", None, body.as_bytes());
        for other in ["", "{}", "[7]", r#"{"reference_id":"order_8"}"#, r#"{"reference_id":7}"#] {
            assert_eq!(faults.take(&order(other)), None, "{other}");
        }
        assert_eq!(faults.take(&order(r#"{"buyer":{},"reference_id":"order_7"}"#)), Some(Fault::Reset));
    }

    #[test]
    fn rules_that_make_no_sense_are_objected_to() {
        for (rule, sensible) in [
            (json!({ "fault": "status", "status": 429, "retry_after": "2" }), true),
            (json!({ "fault": "status", "status": 200 }), false),
            (json!({ "fault": "status", "status": 600 }), false),
            (json!({ "fault": "hang", "times": 0 }), false),
        ] {
            let read: Rule = from_value(rule.clone()).expect("a rule");
            assert_eq!(read.objection().is_none(), sensible, "{rule}");
        }
        assert!(from_value::<Rule>(json!({ "fault": "earthquake" })).is_err());
    }
}
