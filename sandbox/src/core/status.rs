//! The four statuses of a checkout, and the only changes there are.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    Pending,
    Succeeded,
    Rejected,
    Expired,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Succeeded, Self::Rejected, Self::Expired];

    pub fn is_terminal(self) -> bool {
        self != Self::Pending
    }

    /// Out of PENDING into any other; never back, and never from one end into another.
    pub fn may_become(self, next: Self) -> bool {
        self == Self::Pending && next.is_terminal()
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Succeeded => "SUCCEEDED",
            Self::Rejected => "REJECTED",
            Self::Expired => "EXPIRED",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pending_changes() {
        for from in Status::ALL {
            for to in Status::ALL {
                let allowed = from == Status::Pending && to != Status::Pending;
                assert_eq!(from.may_become(to), allowed, "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn names_are_those_of_the_wire() {
        for status in Status::ALL {
            assert_eq!(serde_json::to_value(status).expect("a string"), status.as_str());
        }
    }
}
