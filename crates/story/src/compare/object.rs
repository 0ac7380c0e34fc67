//! What does a stretch of copy hold?
