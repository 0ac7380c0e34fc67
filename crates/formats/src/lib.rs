//! The formats of news, one file a format: pure readers and writers.
