## Around every page
skip-to-content = Skip to content
editions = Editions
sections = Sections
front = Front page
newsfeed = Newsfeed
search = Search
settings = Settings
about = About us
about-the-site = About this site
contact = Contact
corrections = Corrections
corrections-policy = Corrections policy
privacy = Privacy
desk = Newsroom
feed-rss = RSS feed
sign-in = Sign in
sign-out = Sign out
close = Close

## Front page and lists
breaking = Breaking news
breaking-close = Hide this news
top-stories = Top stories
all-of-section = All of { $section }
older = Older stories
newer = Newest stories
nothing-yet = Nothing has been published here yet.

## Newsfeed
newsfeed-open = Open the newsfeed
newsfeed-new =
    { $n ->
        [one] { $n } new
       *[other] { $n } new
    }
newsfeed-newest = Newest first
newsfeed-oldest = Oldest first
newsfeed-announce = Read new items aloud
newsfeed-reload = Load again
newsfeed-offline = The connection is lost. New items appear when it is back.

## Story page
by = By { $name }
published = Published
updated = Updated
sent = Sent
picture-credit = Picture: { $name }
picture-unsaid = not said
picture-digitalcapture = a photograph
picture-print = a scan of a print or a film
picture-compositecapture = Put together of several pictures
picture-digitalcreation = Drawn
picture-trainedalgorithmicmedia = Made by a machine
picture-compositewithtrainedalgorithmicmedia = A photograph changed by a machine
reading-time =
    { $n ->
        [one] { $n } minute to read
       *[other] { $n } minutes to read
    }
correction = Correction
correction-of = { $what }: { $old } should have been { $new }.
correction-in = Paragraph { $n }
in-headline = Headline
revision = Version { $n }
revision-first = First version
revisions = All versions of this story
revisions-all = All { $count } versions
revision-old = This is an earlier version of the story.
revision-present = Read the present version
what-changed = What changed
what-changed-between = What changed between version { $old } and version { $new }
since-you-read = { $count ->
    [one] One change since you read this at { $time }.
   *[other] { $count } changes since you read this at { $time }.
}
since-show = Show what changed
compare-do = Compare
compare-old = Before
compare-new = After
compare-nothing = Nothing in the text changed.
class-equal = Unchanged
class-typo = Mended
class-edited = Edited
class-moved = Moved
class-inserted = Added
class-deleted = Removed
class-split = Split
class-merged = Joined
more-from = More from { $section }
in-other-languages = In other languages
share-link = Copy link
share-link-done = Link copied
keywords = Keywords
print = Print
paragraph-link = Link to this paragraph

## Kinds of move, as a label
kind-new = New
kind-update = Update
kind-correction = Correction
kind-refile = Refile
kind-repeat = Repeat
kind-hold = Hold
kind-release = Release
kind-withdrawal = Withdrawal
kind-takedown = Takedown
kind-publication = Publication
kind-key = New key
urgency-1 = Flash
urgency-2 = Bulletin
urgency-3 = Urgent
urgency-4 = Routine
urgency-5 = Daily
urgency-6 = At will
urgency-7 = Weekday advance
urgency-8 = Weekend advance
role-administrator = Administrator
role-editor = Editor
role-writer = Writer
role-moderator = Moderator

## Search
search-label = What are you looking for?
search-order = Order
search-newest = Newest first
search-best = Best match first
search-how = How to ask
search-example-words = port strike
search-finds-words = Both words, in any form
search-example-phrase = "talks in Varn"
search-finds-phrase = These words side by side
search-example-or = grain OR wheat
search-finds-or = One of the two
search-example-not = grain -wheat
search-finds-not = The first without the second
search-example-brackets = (grain OR wheat) ships
search-finds-brackets = What belongs together
search-example-beginning = harb*
search-finds-beginning = Every word that begins so
search-example-part = headline:ferry byline:vik
search-finds-part = In the headline or the byline alone; likewise keyword:, place:, person:, organisation:; earlier: in what only earlier revisions said
search-example-sorted = section:world kind:correction
search-finds-sorted = In that section, last moved as a correction; likewise language:
search-example-day = ferry after:2026-10 before:2026-12-24
search-finds-day = First published since or before a day, a month or a year; on: for within it
search-do = Search
search-found =
    { $n ->
        [one] { $n } story found
       *[other] { $n } stories found
    }
search-found-many = More than { $n } stories found
search-none = No story says this. Try fewer or other words.
search-next = More results
search-first = First results
search-meant = Did you mean
search-narrower = Ask for less
search-by-section = Section
search-by-topic = Topic
search-by-place = Place
search-by-person = Person
search-by-organisation = Organisation
search-by-keyword = Keyword
search-by-kind = Last move
search-by-language = Language
search-part-section = section
search-part-topic = topic
search-part-place = place
search-part-person = person
search-part-organisation = organisation
search-part-keyword = keyword
search-part-kind = kind
search-part-language = language

## Corrections and authors
corrections-about = What we got wrong, and when we put it right.
corrections-none = There have been no corrections.
stories-by = Stories by { $name }

## Settings of the reader
settings-about = Kept in your browser only. Pages stay the same for everyone.
settings-theme = Colours
settings-theme-auto = As on this device
settings-theme-light = Light
settings-theme-dark = Dark
settings-size = Size of text
settings-size-small = Small
settings-size-normal = Normal
settings-size-large = Large
settings-size-largest = Largest
settings-save = Save
settings-saved = Saved.

## Set-up and sign-in
setup-title = Set up your agency
setup-agency = Name of the agency
setup-agency-hint = As it stands in datelines
setup-edition = First edition
setup-edition-name = Name of the site
setup-edition-description = One sentence on what it is
setup-language = Language
setup-zone = Time zone
setup-slug = Word in addresses
setup-slug-hint = Latin letters, digits and hyphens
setup-section = First section
setup-section-name = Name of the section
setup-section-description = What it is about
setup-next = Continue
setup-waiting = This agency is being set up.
setup-waiting-hint = Whoever started it finds a one-time link in its output.
claim-title = Choose a password
claim-for = For { $name }, who signs in as { $login }
claim-spent = This link was used already, or its time is over. Ask an administrator for a new one.
password = Password
password-hint = At least { $n } characters
password-set = Set password
login-name = Name to sign in with
sign-in-wrong = The name or the password is wrong.
sign-in-wait =
    { $n ->
        [one] Too many tries. Wait { $n } second.
       *[other] Too many tries. Wait { $n } seconds.
    }

## Time gone by
ago-now = just now
ago-minutes =
    { $n ->
        [one] { $n } minute ago
       *[other] { $n } minutes ago
    }
ago-hours =
    { $n ->
        [one] { $n } hour ago
       *[other] { $n } hours ago
    }
ago-days =
    { $n ->
        [one] { $n } day ago
       *[other] { $n } days ago
    }

## Pages that cannot be shown
error-not-found-title = There is no such page
error-not-found-text = The address may be mistyped. The search finds every story by its words.
error-held-title = This story is on hold
error-held-text = It is being checked and is not to be used for the moment. Please come back later.
error-withdrawn-title = This story was withdrawn
error-withdrawn-text = It must not be used any more, in any of its versions.
error-method-not-allowed-title = This cannot be done here
error-method-not-allowed-text = The address takes no request of this kind.
error-too-large-title = That is too large
error-too-large-text = At most { $limit } bytes are taken.
error-bad-request-title = That could not be read
error-bad-request-text = Go back and try again.
error-sign-in-title = Sign in first
error-sign-in-text = This page is for the staff.
error-not-allowed-title = Your role does not include this
error-not-allowed-text = Ask an editor or an administrator.
error-other-origin-title = This came from another site
error-other-origin-text = Open the page here and try again.
error-refused-title = A rule forbids it
error-refused-text = Go back to see which.
error-conflict-title = Somebody was faster
error-conflict-text = Load the page again to see what changed. What you typed is kept.
error-busy-title = Too many readers at once
error-busy-text = Try again in a moment.
error-away-title = This page is not at hand
error-away-text = Our database cannot be reached for the moment. Pages that were read lately are still there; try again in a moment.
error-server-title = Something failed on our side
error-server-text = It was noted. Try again in a moment.
sign-in-code = Code of your second factor
sign-in-code-hint = Six digits from your app, or a recovery code.
sign-in-provider = Sign in by { $name }
sign-in-provider-failed = The provider of sign-ins let nobody in. Try again, or ask the administrator.

## Reading on, and what changes while it is read
story-moved = This story has changed just now.
story-show = Show the new version
story-withdrawn-now = This story was withdrawn just now. Do not rely on it.
story-next = Next:
next-by-itself = Put the next story below by itself
settings-face = Letters
settings-face-serif = with serifs
settings-face-sans = without serifs
settings-width = Width of the text
settings-width-narrow = narrow
settings-width-medium = medium
settings-width-wide = wide
story-share = Share
story-copied = Link copied
story-listen = Listen
story-stop = Stop
most-read = Most read
most-read-none = Nothing has been counted yet.
most-read-about = In the last 24 hours. Counted without cookies: whoever reads a story again on the same day counts once, and nothing is kept of who it was.
story-save = Save for later
story-saved = Saved
story-embed = Embed this story
story-embed-text = Put this into your page. The card always shows the story as it stands.
passage-copy = Copy a link to this passage
wrong-title = Report an error
wrong-passage = The passage
wrong-text = What is wrong with it?
wrong-text-hint = If you know better, say how you know.
wrong-address = E-mail address
wrong-address-hint = Only if you want an answer. It is forgotten once you were answered.
wrong-do = Send it to the desk
wrong-done = Thank you. The desk has it and will look at it.
kind-live = Live
coverage-points = Key points
coverage-pinned = Pinned
coverage-posts = Posts
coverage-edited = edited
coverage-new = Show new posts

## Topics

topics = Topics
topics-about = What we keep an eye on, across sections and languages.
topics-none = No topic has been opened yet.
topics-closed = Closed
topic-closed = This topic is closed: nothing more is expected here.
topic-follow = Follow this topic
topic-feed = Feed

## The public log

log = The record
log-about = Every story, change, correction and withdrawal leaves an entry here, in the order in which the public got it. Nobody can alter one unseen, not even we.
log-number = Entry
log-when = When
log-what = What
log-gone = A story that is not to be used any more
log-how = How it is checked
log-how-tree = Each entry has the hash of the text that it made public. All entries stand under one Merkle tree, whose root we sign. Whoever keeps that root can tell later whether anything before it was altered, and anybody can count the tree anew from the files of this log.
log-how-erased = Where a court has us take a text down, the text goes, and its hash stays with the reason.
log-how-check = To check this site from outside:
log-checkpoint = The signed root
log-witnessed = The last root that witnesses signed too: they saw that the log only grew
log-entry = Entry
log-entry-of = Entry { $number } of the record
log-shown = What this hash is of can be read here, and counted again.
log-not-shown = What this hash is of is not to be used any more, and not shown.
log-leaf = What stands in the log, and its hash
log-path = The way from there to the root over { $size } entries
log-json = The same for machines

## Dossiers

dossiers = Dossiers
dossiers-about = What stands behind the news: facts with their sources, who stands where, what happened and what is due.
dossiers-none = No dossier has been opened yet.
dossiers-closed = Closed
dossier-of-topic = Background in the dossier
dossier-closed = This dossier is closed: it stands as it was, and is not kept up any more.
dossier-stories = All stories on it
dossier-calendar = Calendar of the deadlines
dossier-facts = Facts
dossier-background = Background
dossier-positions = The parties
dossier-states = Where it stands
dossier-deadlines = Deadlines
dossier-timeline = Timeline
dossier-as-of = As of
dossier-source = Source: { $name }
dossier-past = over
dossier-days-left =
    { $n ->
        [0] today
        [one] in { $n } day
       *[other] in { $n } days
    }
dossier-fresh = New
dossier-some-new = New since your last visit: { $n }
dossier-nothing-new = Nothing new since your last visit.
dossier-retired = This no longer holds.
dossier-changed = In these words since
dossier-earlier = Before
dossier-open = The whole dossier
dossier-status-confirmed = confirmed
dossier-status-claimed = not confirmed
dossier-status-disputed = disputed
dossier-stage-proposed = proposed
dossier-stage-signed = signed
dossier-stage-ratified = ratified
dossier-stage-in-force = in force
dossier-stage-suspended = suspended
dossier-stage-withdrawn = withdrawn
dossier-kind-fact = Fact
dossier-kind-position = Position
dossier-kind-event = Event
dossier-kind-state = State
dossier-kind-deadline = Deadline
dossier-kind-background = Background

## Quotations

quotes = Quotes
quotes-about = Who said what, when, in which story: read off each story as it is published.
quotes-by = What { $name } said in our stories.
quotes-search = Words of a quote
quotes-none = No quote has these words.
quotes-empty = Nobody has been quoted yet.
quotes-in-story = Quoted:
