//! The interface's languages: messages, plurals, numbers, dates, direction.
