//! What the merchant's side signs for itself: who may know a status, which return addresses are its
//! own, and what an order was about.

use super::snapshot::name;
use crate::request::Kind;

/// The message whose HMAC under the client secret is the key of all this: so that nothing of it is
/// ever a signature under the secret itself, which signs webhooks.
pub const KEY_CONTEXT: &str = "jeelpay-checkout: key of status cookies and return tokens, version 1";

/// What a status cookie's signature is of: a checkout, and until when its status may be known, in s since 1970. A browser
/// forgets a cookie by itself, and whoever has copied it does not.
pub fn status(checkout_id: &str, until: u64) -> String {
    format!("status {checkout_id} until {until}")
}

/// What the id of a secret is a signature of: it tells one from others, and nothing of what it is.
pub const SECRET_ID: &str = "id of the secret";

/// What a return token's signature is of.
pub fn comeback(random: &str) -> String {
    format!("return {random}")
}

/// What the digest of an order is a signature of. The ledger keeps it, and must not tell the buyer: of a
/// plain digest, whoever reads it could guess the mobile number.
pub fn order(kind: Kind, text: &str) -> String {
    format!("order {} {text}", name(kind))
}

/// The random digits of a return token: 16 bytes, in hexadecimal digits.
const RANDOM_DIGITS: usize = 32;
/// An HMAC-SHA256, likewise.
const SIGNATURE_DIGITS: usize = 64;

/// The random digits of a return token, which nobody can guess, and their signature, by which one
/// that somebody made up is refused before the ledger is asked.
pub fn split_token(token: &str) -> Option<(&str, &str)> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_token = token.len() == RANDOM_DIGITS + SIGNATURE_DIGITS && token.bytes().all(is_digit);
    token.split_at_checked(RANDOM_DIGITS).filter(|_| is_token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_not_taken_for_each_other() {
        assert_ne!(status("id1", 5), status("id2", 5));
        assert_ne!(status("id1", 5), status("id1", 6));
        assert_ne!(status("x", 5), comeback("x"));
        assert_ne!(order(Kind::Items, "{}"), order(Kind::Schooling, "{}"));
    }

    #[test]
    fn a_token_is_of_so_many_digits() {
        let (random, signature) = ("0f".repeat(16), "a9".repeat(32));
        let token = format!("{random}{signature}");
        assert_eq!(split_token(&token), Some((random.as_str(), signature.as_str())));
        let others = [
            String::new(),
            random,
            format!("{token}0"),
            token.to_uppercase(),
            token.replace("0f", "0g"),
            "é".repeat(48),
        ];
        for other in others {
            assert_eq!(split_token(&other), None, "{other}");
        }
    }
}
