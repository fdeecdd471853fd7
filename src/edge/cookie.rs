//! Who may know a status: the browser that began the attempt, or that came back with its return
//! token. It holds a cookie which names the checkout and is signed with a key of ours; anyone else
//! gets the same answer as for a checkout that does not exist.

/// A day: well past the two hours after which a checkout that nobody touches expires. In seconds.
const MAX_AGE_S: u32 = 86_400;

/// The `Set-Cookie` header of a right. `signature` is hexadecimal.
pub fn set(checkout_id: &str, signature: &str, base_path: &str) -> String {
    let name = name(checkout_id);
    let path = if base_path.is_empty() { "/" } else { base_path };
    format!("{name}={signature}; Path={path}; Max-Age={MAX_AGE_S}; HttpOnly; Secure; SameSite=Lax")
}

/// The signature that a browser shows for a checkout, from its `Cookie` header.
pub fn shown<'a>(header: &'a str, checkout_id: &str) -> Option<&'a str> {
    let name = name(checkout_id);
    let pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn name(checkout_id: &str) -> String {
    format!("jeelpay-{checkout_id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_is_bound_to_its_checkout() {
        let header = "a=b; jeelpay-id1=ff00; jeelpay-id2=aa";
        assert_eq!(shown(header, "id1"), Some("ff00"));
        assert_eq!(shown(header, "id2"), Some("aa"));
        assert_eq!(shown(header, "id3"), None);
        assert_eq!(shown("", "id1"), None);
    }

    #[test]
    fn no_script_and_no_other_site_gets_it() {
        assert_eq!(
            set("id1", "ff", "/api"),
            "jeelpay-id1=ff; Path=/api; Max-Age=86400; HttpOnly; Secure; SameSite=Lax"
        );
    }
}
