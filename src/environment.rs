//! The two environments of the API. Credentials, entity ids and secrets differ between them, so a
//! host is never named apart from its environment.

/// Where calls go. There is no default: a forgotten setting must not send real orders to the
/// sandbox, nor test orders to production.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    Production,
    Sandbox,
}

impl Environment {
    /// `production` or `sandbox`.
    pub fn read(name: &str) -> Option<Self> {
        match name {
            "production" => Some(Environment::Production),
            "sandbox" => Some(Environment::Sandbox),
            _ => None,
        }
    }

    /// Base URL of the API.
    pub fn api_url(self) -> &'static str {
        match self {
            Environment::Production => "https://api.jeel.co",
            Environment::Sandbox => "https://api.sandbox.jeel.co",
        }
    }

    /// The token endpoint.
    pub fn auth_url(self) -> &'static str {
        match self {
            Environment::Production => "https://auth.jeel.co/oauth2/token",
            Environment::Sandbox => "https://auth.sandbox.jeel.co/oauth2/token",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spelled out once more: a test order in production, or a real one in the sandbox, is told by nothing else.
    #[test]
    fn each_environment_has_its_own_addresses() {
        for (name, api_url, auth_url) in [
            ("production", "https://api.jeel.co", "https://auth.jeel.co/oauth2/token"),
            ("sandbox", "https://api.sandbox.jeel.co", "https://auth.sandbox.jeel.co/oauth2/token"),
        ] {
            let environment = Environment::read(name).expect(name);
            assert_eq!((environment.api_url(), environment.auth_url()), (api_url, auth_url));
        }
        assert_eq!(Environment::read("Production"), None);
    }
}
