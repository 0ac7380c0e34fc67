//! What the checks see of a text.

pub mod dates;
pub mod names;
pub mod numbers;
pub mod passage;
