//! What a reader noticed in a text, and where: the text was read all the same.

use std::fmt;

/// How much a remark weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is odd; nothing that was meant is missing from what was read.
    Warning,
    /// Something that was meant could not be read (an embargo, a date): do not send before it is mended.
    Error,
}

/// One remark on a text that was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnosis {
    /// How much it weighs.
    pub severity: Severity,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
    /// What is wrong and what to do, in lower case without a full stop.
    pub message: String,
}

impl Diagnosis {
    /// Whether it is more than odd: something was not understood.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    pub(crate) fn warning(line: usize, column: usize, message: impl Into<String>) -> Self {
        Diagnosis { severity: Severity::Warning, line, column, message: message.into() }
    }

    pub(crate) fn error(line: usize, column: usize, message: impl Into<String>) -> Self {
        Diagnosis { severity: Severity::Error, line, column, message: message.into() }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}
