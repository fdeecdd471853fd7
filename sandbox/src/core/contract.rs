//! `openapi.yaml` as validators: what a schema can say about a create request.

use super::errors::Violation;
use super::group::CheckoutType;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

/// The document as it stands in the repository, also served to whoever asks.
pub const DOCUMENT: &str = include_str!("../../openapi.yaml");

pub struct Contract {
    items: Validator,
    schooling: Validator,
}

impl Contract {
    /// # Panics
    /// If the document built into this binary is broken; a test loads it.
    pub fn load() -> Self {
        let document = document();
        Self {
            items: validator(&document, "ItemsCheckoutRequest"),
            schooling: validator(&document, "SchoolingCheckoutRequest"),
        }
    }

    pub fn violations(&self, checkout_type: CheckoutType, body: &Value) -> Vec<Violation> {
        let validator = match checkout_type {
            CheckoutType::Items => &self.items,
            CheckoutType::Schooling => &self.schooling,
        };
        validator.iter_errors(body).map(|error| violation(&error)).collect()
    }
}

/// The document as JSON.
pub fn document() -> Value {
    serde_saphyr::from_str(DOCUMENT).expect("openapi.yaml is YAML")
}

/// A validator for one of the document's component schemas.
pub fn validator(document: &Value, schema: &str) -> Validator {
    let root = json!({
        "$ref": format!("#/components/schemas/{schema}"),
        "components": document["components"],
    });
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&root)
        .expect("the schemas of openapi.yaml compile")
}

/// The value itself is masked in the message: it may be the buyer's.
fn violation(error: &ValidationError<'_>) -> Violation {
    let mut path = dotted(error.instance_path().as_str());
    if let ValidationErrorKind::Required { property: Value::String(name) } = error.kind() {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        return Violation::new(path, "is required");
    }
    Violation::new(path, error.masked().to_string())
}

/// `/items/0/quantity` as `items[0].quantity`.
fn dotted(pointer: &str) -> String {
    let mut path = String::new();
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        match name.parse::<usize>() {
            Ok(index) => path.push_str(&format!("[{index}]")),
            Err(_) if path.is_empty() => path.push_str(&name),
            Err(_) => path.push_str(&format!(".{name}")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_loads() {
        Contract::load();
        assert_eq!(document()["openapi"], "3.1.0");
    }

    #[test]
    fn every_component_schema_compiles() {
        let document = document();
        let schemas = document["components"]["schemas"].as_object().expect("schemas");
        for name in schemas.keys() {
            validator(&document, name);
        }
    }

    #[test]
    fn paths_are_written_as_developers_write_them() {
        let cases =
            [("", ""), ("/items", "items"), ("/items/0/quantity", "items[0].quantity"), ("/a~1b/c", "a/b.c")];
        for (pointer, path) in cases {
            assert_eq!(dotted(pointer), path);
        }
    }

    #[test]
    fn messages_do_not_repeat_the_value() {
        let body = json!({"buyer": {"mobile_number": "+966500000000"}, "items": [], "urls": {}});
        let violations = Contract::load().violations(CheckoutType::Items, &body);
        assert!(violations.iter().any(|violation| violation.path == "buyer.mobile_number"));
        assert!(violations.iter().all(|violation| !violation.message.contains("966")));
    }
}
