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

/// More cookies of one name are not looked at.
const MAX_SHOWN: usize = 8;

/// The signatures that a browser shows for a checkout, from its `Cookie` header. There may be others
/// before the right one: another host of the same site can set cookies of any name.
pub fn shown<'a>(header: &'a str, checkout_id: &str) -> impl Iterator<Item = &'a str> {
    let name = name(checkout_id);
    let pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(key, _)| *key == name).map(|(_, value)| value).take(MAX_SHOWN)
}

fn name(checkout_id: &str) -> String {
    format!("jeelpay-{checkout_id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_is_bound_to_its_checkout() {
        let header = "a=b; jeelpay-id1=ff00; jeelpay-id2=aa;jeelpay-id1=bb";
        let shown = |id| super::shown(header, id).collect::<Vec<_>>();
        assert_eq!(shown("id1"), ["ff00", "bb"]);
        assert_eq!(shown("id2"), ["aa"]);
        assert_eq!(shown("id3"), [""; 0]);
        assert_eq!(super::shown(&"jeelpay-id1=x;".repeat(1000), "id1").count(), MAX_SHOWN);
    }

    #[test]
    fn no_script_and_no_other_site_gets_it() {
        assert_eq!(
            set("id1", "ff", "/api"),
            "jeelpay-id1=ff; Path=/api; Max-Age=86400; HttpOnly; Secure; SameSite=Lax"
        );
    }
}
