//! What a page has sent, by the `Content-Type` of its request (RFC 9110, section 8.3.1), and whether it shows what it is
//! answered.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    Json,
    /// An HTML form, in either way in which a form spells fields: `enctype` chooses.
    Form,
    Other,
}

impl Media {
    pub fn read(content_type: &str) -> Media {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        let is = |name: &str| essence.eq_ignore_ascii_case(name);
        if is("application/json") {
            Media::Json
        } else if is("application/x-www-form-urlencoded") || is("multipart/form-data") {
            Media::Form
        } else {
            Media::Other
        }
    }
}

/// Whether an `Accept` header names HTML, as those of browsers do that show a page; not if it does so to refuse it
/// (RFC 9110, section 12.4.2).
pub fn wants_page(accept: &str) -> bool {
    accept.split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case("text/html")) && !parts.any(is_refusal)
    })
}

fn is_refusal(parameter: &str) -> bool {
    let quality = parameter.split_once('=').filter(|(name, _)| name.eq_ignore_ascii_case("q"));
    quality.and_then(|(_, value)| value.parse::<f64>().ok()) == Some(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_wanted_where_it_is_named_and_not_refused() {
        for header in [
            "text/html",
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "application/json , Text/HTML; level=1; q=0.1",
            "text/html;q=",
            "text/html;q=0, text/html",
        ] {
            assert!(wants_page(header), "{header}");
        }
        for header in [
            "",
            "*/*",
            "application/json",
            "application/json, text/html;q=0",
            "text/html; level=1; Q=0.000",
            "text/htmlx",
            "application/x-text/html",
        ] {
            assert!(!wants_page(header), "{header}");
        }
    }

    #[test]
    fn parameters_and_case_make_no_difference() {
        for json in ["application/json", "application/json; charset=utf-8", "Application/JSON ;x=1"] {
            assert_eq!(Media::read(json), Media::Json, "{json}");
        }
        let forms = [
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded;charset=UTF-8",
            "multipart/form-data; boundary=x",
        ];
        for form in forms {
            assert_eq!(Media::read(form), Media::Form, "{form}");
        }
        for other in ["", "text/plain", "application/jsonp", "application/json5; application/json", "json"] {
            assert_eq!(Media::read(other), Media::Other, "{other}");
        }
    }
}
