//! Who is quoted?
