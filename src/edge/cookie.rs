//! Who may know a status: the browser that began the attempt, or that came back with its return
//! token. It holds a cookie which names the checkout and is signed with a key of ours; anyone else
//! gets the same answer as for a checkout that does not exist.

/// A day: well past the two hours after which a checkout that nobody touches expires. In seconds.
pub const MAX_AGE_S: u32 = 86_400;

/// A right as it stands in a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right<'a> {
    /// When it ends, in s since 1970.
    pub until: u64,
    /// Hexadecimal, of [`super::claim::status`].
    pub signature: &'a str,
}

/// The `Set-Cookie` header of a right.
pub fn set(checkout_id: &str, right: Right<'_>, base_path: &str) -> String {
    let Right { until, signature } = right;
    let name = name(checkout_id);
    let path = if base_path.is_empty() { "/" } else { base_path };
    format!("{name}={until}.{signature}; Path={path}; Max-Age={MAX_AGE_S}; HttpOnly; Secure; SameSite=Lax")
}

/// More rights to one checkout are not looked at: each costs a verification.
const MAX_SHOWN: usize = 64;

/// The rights to a checkout that a browser shows in its `Cookie` header, without those that are over at `now`, in s
/// since 1970. There may be others before the true one: another host of the same site can set cookies of any name.
pub fn shown<'a>(header: &'a str, checkout_id: &str, now: u64) -> impl Iterator<Item = Right<'a>> {
    let name = name(checkout_id);
    let pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    let rights = pairs.filter(move |(key, _)| *key == name).filter_map(|(_, value)| read(value));
    rights.filter(move |right| now < right.until).take(MAX_SHOWN)
}

/// In the one spelling in which it was written.
fn read(value: &str) -> Option<Right<'_>> {
    let (digits, signature) = value.split_once('.')?;
    let until = digits.parse::<u64>().ok().filter(|until| until.to_string() == digits)?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (signature.len() == 64 && signature.bytes().all(is_hex)).then_some(Right { until, signature })
}

fn name(checkout_id: &str) -> String {
    format!("jeelpay-{checkout_id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_is_bound_to_its_checkout_and_has_an_end() {
        let (one, other) = ("1".repeat(64), "f".repeat(64));
        let header = format!(
            "a=b; jeelpay-id1=20.{one}; jeelpay-id2=20.{other};jeelpay-id1=30.{other}; jeelpay-id1=9.{one}"
        );
        let shown = |id| super::shown(&header, id, 10).map(|right| right.until).collect::<Vec<_>>();
        assert_eq!(shown("id1"), [20, 30]);
        assert_eq!(super::shown(&header, "id2", 10).next(), Some(Right { until: 20, signature: &other }));
        assert_eq!(super::shown(&header, "id2", 20).next(), None);
        assert_eq!(shown("id3"), [0; 0]);
    }

    #[test]
    fn what_is_no_right_takes_no_place() {
        let hex = "0".repeat(64);
        let junk = [&hex, ".", "20.", "20.ff", "+20.", "x", ""].map(|value| format!("jeelpay-id1={value}"));
        let spelled = ["020", "+20", " 20", "2e9", "-1", "99999999999999999999"];
        let spelled = spelled.map(|digits| format!("jeelpay-id1={digits}.{hex}")).join(";");
        let upper = format!("jeelpay-id1=20.{}", "F".repeat(64));
        let good = format!("jeelpay-id1=20.{hex};").repeat(100);
        let header = format!("{};{spelled};{upper};{good}", junk.join(";").repeat(50));
        let shown: Vec<_> = shown(&header, "id1", 10).collect();
        assert_eq!(shown, [Right { until: 20, signature: &hex }; MAX_SHOWN]);
    }

    #[test]
    fn no_script_and_no_other_site_gets_it() {
        assert_eq!(
            set("id1", Right { until: 5, signature: "ff" }, "/api"),
            "jeelpay-id1=5.ff; Path=/api; Max-Age=86400; HttpOnly; Secure; SameSite=Lax"
        );
    }
}
