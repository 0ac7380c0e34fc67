//! Stories, revisions, kinds of move, and the advisory line: pure rules, no clock, no I/O.
