//! What is going to happen, and whether the house will be there.

use jiff::civil::{Date, Time};

use crate::{DeskId, StaffId, words};

words! {
    /// Whether an event is covered, by the words of IPTC's NewsCodes (`http://cv.iptc.org/newscodes/newscoveragestatus/`).
    #[derive(Default)]
    Coverage {
        /// Coverage is intended.
        Intended = "int",
        /// It is not decided yet.
        #[default]
        NotDecided = "notdec",
        /// Coverage is not intended.
        NotIntended = "notint",
        /// It is covered for who asks.
        OnRequest = "onreq",
    }
}

/// An event of the diary. Its days are civil ones: they are the same days wherever it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiaryEvent {
    /// The first day.
    pub day: Date,
    /// The last day; the first itself where it is over the same day.
    pub last_day: Date,
    /// When it begins on its first day, in the zone of the first edition, where that is known.
    pub at: Option<Time>,
    /// What happens.
    pub title: String,
    /// Where.
    pub place: String,
    /// What there is to know.
    pub note: String,
    /// Whether it is covered.
    pub coverage: Coverage,
    /// By which desk.
    pub desk: Option<DeskId>,
    /// By whom.
    pub staff: Option<StaffId>,
    /// It does not happen.
    pub is_cancelled: bool,
}
