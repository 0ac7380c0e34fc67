//! A whole agency in a test.
