//! What was put into the index and has not reached the engine's files?
//!
//! Making files costs more than finding a story among the few that came since, so the newest are found here: each is read word by word
//! when the first search looks at it. What is here stands for the story, whatever the files have of it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use story::StoryId;

use crate::analysed::Analysed;
use crate::document::Document;
use crate::words::Analysers;

/// More than these are not looked at one by one: a backlog is found once it is in the files.
const MOST: usize = 512;

/// The stories that came since the last commit.
#[derive(Default)]
pub(crate) struct Recent {
    stories: HashMap<StoryId, Noted>,
    /// All that were touched, also where there are too many of them.
    touched: HashSet<StoryId>,
    /// What came is more than can be looked at.
    is_over: bool,
}

/// What is known of a story that was touched.
#[derive(Clone)]
pub(crate) struct Noted {
    /// None for one that was taken out.
    pub fresh: Option<Arc<Fresh>>,
    /// The files have what it was before.
    pub is_in_files: bool,
}

/// A story that is not in the files.
pub(crate) struct Fresh {
    pub document: Document,
    analysed: OnceLock<Analysed>,
}

/// The stories that came lately, as a search sees them.
pub(crate) type View = Vec<(StoryId, Noted)>;

impl Fresh {
    pub fn analysed(&self, analysers: &mut Analysers) -> &Analysed {
        self.analysed.get_or_init(|| Analysed::of(&self.document, analysers))
    }
}

impl Recent {
    /// Notes what a story is now; none where it is gone. Whether it was noted before.
    pub fn note(&mut self, story: StoryId, document: Option<&Document>, is_in_files: bool) -> bool {
        if self.stories.len() == MOST && !self.stories.contains_key(&story) {
            self.is_over = true;
            self.stories = HashMap::new();
        }
        if !self.is_over {
            let fresh =
                document.map(|it| Arc::new(Fresh { document: it.clone(), analysed: OnceLock::new() }));
            self.stories.insert(story, Noted { fresh, is_in_files });
        }
        !self.touched.insert(story)
    }

    /// All of it, as it is now.
    pub fn view(&self) -> View {
        self.stories.iter().map(|(id, noted)| (*id, noted.clone())).collect()
    }

    /// The files have it all.
    pub fn clear(&mut self) {
        *self = Recent::default();
    }
}
