//! What the cases stand on.
// Each binary uses a part of it.
#![allow(dead_code)]

pub mod calls;
pub mod far_side;
pub mod orders;
pub mod script;
pub mod stand_in;
