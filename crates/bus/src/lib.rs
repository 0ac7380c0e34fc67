//! Wakes followers when the wire has grown.
