//! Cookies, return tokens, routes.

use jeelpay_checkout::edge::claim;
use jeelpay_checkout::edge::cookie::{self, Right};
use jeelpay_checkout::edge::route::{Route, route};
use jeelpay_checkout::hex;
use proptest::prelude::*;

use crate::cases;

const UUID: &str = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn a_right_is_found_among_others_and_is_for_its_checkout(
        id in UUID, other in UUID, now in any::<u32>(), left in 1..=86_400_u64, signature in "[0-9a-f]{64}", before in "[a-z]{1,8}=[!-:<-~]{0,8}", after in "[a-z]{1,8}=[!-:<-~]{0,8}",
    ) {
        let now = u64::from(now);
        let right = Right { until: now + left, signature: &signature };
        let set = cookie::set(&id, right, "/api");
        let (pair, attributes) = set.split_once("; ").expect("attributes");
        let header = format!("{before}; {pair}; {after}");
        prop_assert_eq!(cookie::shown(&header, &id, now).collect::<Vec<_>>(), [right]);
        prop_assert_eq!(cookie::shown(&header, &id, right.until).next(), None);
        prop_assert!(id == other || cookie::shown(&header, &other, now).next().is_none());
        prop_assert!(id == other || claim::status(&id, now) != claim::status(&other, now));
        prop_assert_ne!(claim::status(&id, now), claim::status(&id, right.until));
        prop_assert_ne!(claim::status(&id, now), claim::comeback(&id));
        for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/api"] {
            prop_assert!(attributes.split("; ").any(|one| one == attribute), "{set}");
        }
    }

    #[test]
    fn any_header_shows_what_it_holds_or_nothing(header in any::<String>(), id in UUID) {
        for Right { until, signature } in cookie::shown(&header, &id, 0) {
            let pair = format!("jeelpay-{id}={until}.{signature}");
            prop_assert!(header.contains(&pair));
        }
    }

    #[test]
    fn only_a_return_token_is_looked_up(token in "[0-9a-f]{95,97}", junk in "[^/]{0,100}") {
        let is_token = |token: &str| claim::split_token(token).is_some();
        prop_assert_eq!(is_token(&token), token.len() == 96);
        prop_assert!(!is_token(&token.replace(|c: char| c.is_ascii_digit(), "A")));
        if is_token(&junk) {
            prop_assert!(junk.len() == 96 && hex::decode(&junk).is_some());
        }
    }

    #[test]
    fn every_link_back_is_one_whatever_became_of_its_token(token in any::<String>()) {
        let found = route("GET", &format!("/api/return/{token}"), "/api");
        prop_assert_eq!(found, Route::Return(token));
    }

    #[test]
    fn a_return_token_is_its_digits_and_their_signature(random in "[0-9a-f]{32}", signature in "[0-9a-f]{64}") {
        let token = format!("{random}{signature}");
        prop_assert_eq!(claim::split_token(&token), Some((random.as_str(), signature.as_str())));
    }

    #[test]
    fn a_route_is_where_it_says_or_nowhere(method in "[A-Z]{1,7}", path in any::<String>(), base in "(/[a-z]{1,5}){0,2}") {
        let found = route(&method, &path, &base);
        prop_assert!(found == Route::Unknown || path.starts_with(&base));
    }

    #[test]
    fn a_status_is_asked_for_by_an_id_in_one_spelling(id in UUID, upper in any::<bool>()) {
        let spelled = if upper { id.to_ascii_uppercase() } else { id.clone() };
        prop_assert_eq!(route("GET", &format!("/v3/checkout/{spelled}"), ""), Route::Status(id));
    }

    #[test]
    fn hexadecimal_digits_go_there_and_back(bytes in any::<Vec<u8>>(), text in any::<String>()) {
        prop_assert_eq!(hex::decode(&hex::encode(&bytes)), Some(bytes));
        if let Some(read) = hex::decode(&text) {
            prop_assert_eq!(hex::encode(&read), text.to_ascii_lowercase());
        }
    }
}
