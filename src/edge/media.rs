//! What a page has sent, by the `Content-Type` of its request (RFC 9110, section 8.3.1).

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

#[cfg(test)]
mod tests {
    use super::*;

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
