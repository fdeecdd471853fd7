//! The life of a checkout.
//!
//! `PENDING` until the buyer decides; then `SUCCEEDED`, `REJECTED` or `EXPIRED` for ever. Events
//! arrive twice and out of order, so a status only ever moves forward.

/// Where a checkout stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Created or opened; awaiting the buyer.
    Pending,
    /// The down payment is paid and the plan created: the only status that fulfils an order.
    Succeeded,
    /// Declined, not eligible, or cancelled by the merchant.
    Rejected,
    /// Two hours of inactivity passed; a new checkout is needed.
    Expired,
    /// One this version does not know. It is kept, is not terminal, and never fulfils.
    Unknown(String),
}

impl Status {
    /// Reads the API's spelling, exactly.
    pub fn read(text: &str) -> Status {
        match text {
            "PENDING" => Status::Pending,
            "SUCCEEDED" => Status::Succeeded,
            "REJECTED" => Status::Rejected,
            "EXPIRED" => Status::Expired,
            other => Status::Unknown(other.to_owned()),
        }
    }

    /// Whether nothing can follow it.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Status::Succeeded | Status::Rejected | Status::Expired)
    }

    /// Whether the merchant may now hand over what was bought.
    pub fn fulfils(&self) -> bool {
        *self == Status::Succeeded
    }

    /// Whether news of `next` changes anything for a checkout that stands here.
    pub fn moves_to(&self, next: &Status) -> bool {
        !self.is_terminal() && self != next && *next != Status::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["PENDING", "SUCCEEDED", "REJECTED", "EXPIRED"];

    #[test]
    fn what_is_not_known_is_kept_as_it_is_spelled() {
        assert!(KNOWN.into_iter().all(|text| !matches!(Status::read(text), Status::Unknown(_))));
        for text in ["ON_HOLD", "succeeded", ""] {
            assert_eq!(Status::read(text), Status::Unknown(text.to_owned()));
        }
    }

    #[test]
    fn only_succeeded_fulfils() {
        let fulfilling: Vec<_> = KNOWN.into_iter().filter(|text| Status::read(text).fulfils()).collect();
        assert_eq!(fulfilling, ["SUCCEEDED"]);
        assert!(!Status::read("succeeded").fulfils());
    }

    #[test]
    fn moves_forward_only() {
        for from in KNOWN {
            for to in KNOWN {
                let expected = from == "PENDING" && to != "PENDING";
                assert_eq!(Status::read(from).moves_to(&Status::read(to)), expected, "{from} to {to}");
            }
        }
    }

    #[test]
    fn an_unknown_status_is_not_terminal() {
        let unknown = Status::read("ON_HOLD");
        assert!(!unknown.is_terminal() && !unknown.fulfils());
        assert!(Status::Pending.moves_to(&unknown) && unknown.moves_to(&Status::Succeeded));
        assert!(!Status::Succeeded.moves_to(&unknown) && !unknown.moves_to(&Status::Pending));
    }
}
