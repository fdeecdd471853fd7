//! Which of the handler's routes a request is for. They are the API's own paths, below the
//! handler's base path, so that one client serves both.

use super::claim;
use crate::contact;
use crate::request::Kind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `POST /v3/checkout`, `POST /v3/checkout/schooling`
    Create(Kind),
    /// `GET /v3/checkout/{id}`
    Status(String),
    /// `GET /return/{token}`
    Return(String),
    /// `POST /webhooks`
    Webhooks,
    /// `OPTIONS` of a route that pages use.
    Preflight,
    /// A route that exists, by another method.
    WrongMethod {
        allow: &'static str,
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
        ["", "return", token] if claim::split_token(token).is_some() => {
            ("GET", Route::Return((*token).to_owned()))
        }
        ["", "webhooks"] => ("POST", Route::Webhooks),
        _ => return Route::Unknown,
    };
    match method {
        _ if method == allow => route,
        "OPTIONS" if matches!(route, Route::Create(_) | Route::Status(_)) => Route::Preflight,
        _ => Route::WrongMethod { allow },
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
            ("OPTIONS", "/api/webhooks".into(), Route::WrongMethod { allow: "POST" }),
            ("GET", "/api/v3/checkout".into(), Route::WrongMethod { allow: "POST" }),
            ("DELETE", format!("/api/v3/checkout/{ID}"), Route::WrongMethod { allow: "GET" }),
        ] {
            assert_eq!(route(method, &path, "/api"), expected, "{method} {path}");
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
            "/api/return/",
            "/api/return/../webhooks",
            "/api/return/0123",
            "/api/return/0123456789abcdef0123456789abcdef",
            "/api//v3/checkout",
        ] {
            assert_eq!(route("POST", path, "/api"), Route::Unknown, "{path}");
        }
    }
}
