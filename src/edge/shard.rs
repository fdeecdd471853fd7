//! Which of a namespace's objects keeps a key.

/// So many objects share all keys. They stay warm, and each can do far more than one shop's share. An
/// object for every order would have to be made for that order alone, as a database of its own, and
/// that costs more than all else that is done for it.
const OBJECTS: u32 = 64;

/// A key is always in the same object, so that it is strongly consistent.
pub fn object_name(key: &str) -> String {
    format!("ledger {}", fnv1a(key) % OBJECTS)
}

/// FNV-1a, 32 bits: spreads keys evenly, and is the same for ever, as names of objects must be.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_spread_over_all_objects() {
        let names: std::collections::BTreeSet<_> =
            (0..1000).map(|number| object_name(&format!("order:reference o_{number}"))).collect();
        assert_eq!(names.len(), 64);
    }

    #[test]
    fn names_never_change() {
        // The reference values of FNV-1a.
        assert_eq!([fnv1a(""), fnv1a("a"), fnv1a("foobar")], [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }
}
