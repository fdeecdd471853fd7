//! English or Arabic: what the link says, else what the browser asks for.

use axum::http::{HeaderMap, header};
use serde::Deserialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    En,
    Ar,
}

impl Language {
    pub fn of(query: Option<&str>, headers: &HeaderMap) -> Self {
        let wanted = query.and_then(|query| {
            form_urlencoded::parse(query.as_bytes())
                .find(|(name, _)| name == "lang")
                .and_then(|(_, tag)| Self::named(&tag))
        });
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        wanted.or_else(|| accepted.and_then(Self::accepted)).unwrap_or(Self::En)
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ar => "ar",
        }
    }

    pub fn direction(self) -> &'static str {
        match self {
            Self::En => "ltr",
            Self::Ar => "rtl",
        }
    }

    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Ar,
            Self::Ar => Self::En,
        }
    }

    fn named(tag: &str) -> Option<Self> {
        let primary = tag.trim().split('-').next().unwrap_or_default();
        [Self::En, Self::Ar].into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// The best known language of an `Accept-Language` header; among equals the first.
    fn accepted(header: &str) -> Option<Self> {
        let mut best = None;
        for range in header.split(',') {
            let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
            let weight: f32 = weight.trim().parse().unwrap_or(0.0);
            if let Some(language) = Self::named(tag)
                && weight > best.map_or(0.0, |(_, weight)| weight)
            {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_wins_then_the_browser_then_english() {
        let cases = [
            (Some("lang=ar"), "en", Language::Ar),
            (Some("lang=en"), "ar", Language::En),
            (Some("lang=fr"), "ar-SA,ar;q=0.9", Language::Ar),
            (None, "fr;q=0.9, ar;q=0.5, en;q=0.8", Language::En),
            (None, "en;q=0, ar;q=0.1", Language::Ar),
            (None, "fr", Language::En),
            (None, "", Language::En),
        ];
        for (query, accept, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, accept.parse().expect("a header value"));
            assert_eq!(Language::of(query, &headers), expected, "{query:?} {accept}");
        }
    }
}
