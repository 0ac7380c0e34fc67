//! All SQL: the wire log, the stories, the staff, and what follows them.
