//! Which of the handler's routes a request is for. They are the API's own paths, below the
//! handler's base path, so that one client serves both.

use super::person::Occasion;
use crate::contact;
use crate::request::Kind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `POST /v3/checkout`, `POST /v3/checkout/schooling`
    Create(Kind),
    /// `GET /v3/checkout/{id}`
    Status(String),
    /// `GET /return/{token}`, also of a token that cannot be one
    Return(String),
    /// `POST /webhooks`
    Webhooks,
    /// `OPTIONS` of a route that pages use.
    Preflight,
    /// A route that exists, by another method.
    WrongMethod {
        allow: &'static str,
        /// Of the route.
        occasion: Option<Occasion>,
    },
    Unknown,
}

impl Route {
    /// For the log.
    pub fn name(&self) -> &'static str {
        match self {
            Route::Create(Kind::Items) => "create",
            Route::Create(Kind::Schooling) => "create_schooling",
            Route::Status(_) => "status",
            Route::Return(_) => "return",
            Route::Webhooks => "webhook",
            Route::Preflight => "preflight",
            Route::WrongMethod { .. } | Route::Unknown => "none",
        }
    }

    /// What a person is about who comes to it, if people do: a form is sent to the one, a link leads to the other.
    pub fn occasion(&self) -> Option<Occasion> {
        match self {
            Route::Create(_) => Some(Occasion::Order),
            Route::Return(_) => Some(Occasion::Return),
            Route::WrongMethod { occasion, .. } => *occasion,
            Route::Status(_) | Route::Webhooks | Route::Preflight | Route::Unknown => None,
        }
    }
}

/// The route of a method and a path (without its query).
pub fn route(method: &str, path: &str, base_path: &str) -> Route {
    let Some(below) = path.strip_prefix(base_path) else {
        return Route::Unknown;
    };
    let (allow, route) = match below.split('/').collect::<Vec<_>>().as_slice() {
        ["", "v3", "checkout"] => ("POST", Route::Create(Kind::Items)),
        ["", "v3", "checkout", "schooling"] => ("POST", Route::Create(Kind::Schooling)),
        ["", "v3", "checkout", id] if contact::is_uuid(id) => ("GET", Route::Status(id.to_ascii_lowercase())),
        // Whatever became of the token on its way, a person follows this link.
        ["", "return", token @ ..] => ("GET", Route::Return(token.join("/"))),
        ["", "webhooks"] => ("POST", Route::Webhooks),
        _ => return Route::Unknown,
    };
    match method {
        _ if method == allow => route,
        "OPTIONS" if matches!(route, Route::Create(_) | Route::Status(_)) => Route::Preflight,
        _ => Route::WrongMethod { allow, occasion: route.occasion() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";

    #[test]
    fn knows_its_routes() {
        let token = "0f".repeat(48);
        for (method, path, expected) in [
            ("POST", "/api/v3/checkout".into(), Route::Create(Kind::Items)),
            ("POST", "/api/v3/checkout/schooling".into(), Route::Create(Kind::Schooling)),
            ("GET", format!("/api/v3/checkout/{ID}"), Route::Status(ID.into())),
            ("GET", format!("/api/return/{token}"), Route::Return(token.clone())),
            ("POST", "/api/webhooks".into(), Route::Webhooks),
            ("OPTIONS", "/api/v3/checkout".into(), Route::Preflight),
            ("OPTIONS", "/api/webhooks".into(), wrong("POST", None)),
            ("GET", "/api/v3/checkout".into(), wrong("POST", Some(Occasion::Order))),
            ("DELETE", format!("/api/v3/checkout/{ID}"), wrong("GET", None)),
            ("POST", format!("/api/return/{token}"), wrong("GET", Some(Occasion::Return))),
        ] {
            assert_eq!(route(method, &path, "/api"), expected, "{method} {path}");
        }
    }

    fn wrong(allow: &'static str, occasion: Option<Occasion>) -> Route {
        Route::WrongMethod { allow, occasion }
    }

    #[test]
    fn whatever_is_below_return_was_a_link_back() {
        for token in ["", "0123", "0f/", "/0f", "..", "a/b"] {
            let expected = Route::Return(token.to_owned());
            assert_eq!(route("GET", &format!("/api/return/{token}"), "/api"), expected, "{token}");
        }
        assert_eq!(route("GET", "/api/return", "/api"), Route::Return(String::new()));
    }

    #[test]
    fn people_see_what_orders_and_links_back_are_answered() {
        for (method, path, occasion) in [
            ("POST", "/api/v3/checkout/schooling", Some(Occasion::Order)),
            ("GET", "/api/v3/checkout/schooling", Some(Occasion::Order)),
            ("GET", "/api/return/x", Some(Occasion::Return)),
            ("PUT", "/api/return/x", Some(Occasion::Return)),
            ("POST", "/api/webhooks", None),
            ("GET", "/api/webhooks", None),
            ("OPTIONS", "/api/v3/checkout", None),
            ("GET", "/api/v3/checkout/1", None),
        ] {
            assert_eq!(route(method, path, "/api").occasion(), occasion, "{method} {path}");
        }
    }

    #[test]
    fn nothing_else_is_a_route() {
        for path in [
            "/",
            "/api",
            "/api/",
            "/apix/v3/checkout",
            "/v3/checkout",
            "/api/v3/checkout/",
            "/api/v3/checkout/1",
            "/api/v3/checkout/schooling/x",
            "/api/returned",
            "/api//v3/checkout",
        ] {
            assert_eq!(route("POST", path, "/api"), Route::Unknown, "{path}");
        }
    }
}
