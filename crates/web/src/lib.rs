//! The pages, the desk, the live streams, the machine interface.
