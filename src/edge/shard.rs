//! Which of a namespace's objects keeps a key.

/// So many objects share the keys that only point to orders.
const POINTER_OBJECTS: u32 = 64;

/// An order has an object of its own, so that it is strongly consistent and has its own alarm.
/// Pointers are many and small: an object for each would cost more than what it keeps.
pub fn object_name(key: &str, order_prefix: &str) -> String {
    match key.starts_with(order_prefix) {
        true => key.to_owned(),
        false => format!("pointers {}", fnv1a(key) % POINTER_OBJECTS),
    }
}

/// FNV-1a, 32 bits: spreads keys evenly, and is the same for ever, as names of objects must be.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_have_their_own_and_pointers_share() {
        assert_eq!(object_name("order:reference o_1", "order:"), "order:reference o_1");
        let names: std::collections::BTreeSet<_> =
            (0..1000).map(|number| object_name(&format!("checkout:{number}"), "order:")).collect();
        assert_eq!(names.len(), 64);
    }

    #[test]
    fn names_never_change() {
        // The reference values of FNV-1a.
        assert_eq!([fnv1a(""), fnv1a("a"), fnv1a("foobar")], [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }
}
