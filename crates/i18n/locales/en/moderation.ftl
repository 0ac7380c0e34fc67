## Where moderators keep the discussions
moderation-title = Moderation
moderation-queue = What waits
moderation-rejected = Taken out
moderation-visible = Newest
moderation-readers = Readers
moderation-reader = Reader
moderation-appeals = Appeals
moderation-record = What was done
moderation-rules = Rules
moderation-count =
    { $n ->
        [one] { $n } message waits
        *[other] { $n } messages wait
    }
moderation-done = Done.
moderation-undo = Undo
moderation-nothing = Nothing waits.
moderation-state-visible = visible
moderation-state-held = held
moderation-state-rejected = taken out
moderation-state-deleted = taken out by the author
moderation-author = Messages that stand: { $standing }. Of the last { $last }, taken out: { $rejected }.
moderation-reporter = Reports that were right: { $upheld } of { $n }.
moderation-watched = looked at first
moderation-approve = Approve
moderation-reject = Take out
moderation-grounds = Reason
moderation-words = Words to the author
moderation-pick = Editors’ pick
moderation-unpick = Take the pick back
moderation-story = The discussion
moderation-find = Name or e-mail address
moderation-nobody = Nobody is called so.
moderation-since = Here since
moderation-badge = Badge
moderation-no-badge = none
moderation-watch = Look at everything of this reader first
moderation-watch-story = Look at everything here first
moderation-sanctions = What was done about them
moderation-none = Nothing.
moderation-lift = Lift
moderation-uphold = Uphold
moderation-answer = Answer
moderation-what = What
moderation-hours = Hours, for a suspension
moderation-last-hours = In the last hours
moderation-sanction = Do it
moderation-notes = Notes, for moderators only
moderation-note = Note
moderation-said = What they said last
moderation-lifted =
    { $n ->
        [one] { $n } decision was lifted
        *[other] { $n } decisions were lifted
    }
moderation-lift-all = Lift all of one cause
moderation-lift-all-text = Where a moderator, or somebody with their account, acted against many for one reason by mistake.
moderation-rules-text = A message passes these in order: length, open, repeat, words, links, speed, record, the checker outside, and what is looked at first.
moderation-rule-least = Fewest characters
moderation-rule-most = Most characters
moderation-rule-links = Links that may stand unseen
moderation-rule-new-hours = An account is new for so many hours
moderation-rule-first = First messages that are looked at
moderation-rule-rejected-percent = From this share of taken out messages all are held, in percent (0: never)
moderation-rule-close-days = A discussion stays open so many days after the last update (0: for ever)
moderation-rule-all-first = Look at everything first
moderation-rule-banned = Words that are not printed, one a line; * at the end means all that begin so
moderation-rule-suspect = Words that are looked at first, one a line
moderation-rule-checker = Address of a checker outside
moderation-rule-secret = It is signed with
moderation-mode = What it is for
moderation-mode-comments = Comments
moderation-mode-questions = Questions to experts
moderation-closed = Open or closed
moderation-is-open = Open
moderation-close-in = Close in so many hours
moderation-slow = Seconds between two messages of one reader
phase-length = Length
phase-open = Open
phase-repeat = Repeat
phase-words = Words
phase-links = Links
phase-rate = Speed
phase-record = Record
phase-outside = Checker
phase-premoderation = Looked at first
phase-reports = Reports
desk-keys-moderation = While moderating
desk-key-message-down = Next message
desk-key-message-up = Message before
desk-key-approve = Approve
desk-key-reject = Choose a reason and take out
desk-key-undo-last = Undo the last decision
moderation-pin = Pin above the room
moderation-unpin = Take the pin off
moderation-keep-out =
    { $n ->
        [1] Keep the author out for an hour
        [24] Keep out for a day
        [168] Keep out for a week
        [one] Keep out for { $n } hour
        *[other] Keep out for { $n } hours
    }
moderation-failed = That was not taken. Look at it on the moderators’ page.
act-pin = A message was pinned
act-unpin = A pin was taken off
moderation-age = Age of an account that may write here, in hours
