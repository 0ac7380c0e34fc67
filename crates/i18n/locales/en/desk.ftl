## Around every page of the desk

desk-desk = Desk
desk-skip = Skip to content
desk-wire = Wire
desk-search-hidden = Not public
desk-search-public = Published
desk-drafts = Drafts
desk-house-pages = Editions and rules
desk-house = Agency
desk-staff = Staff
desk-new-story = New story
desk-keys = Keys
desk-sign-out = Sign out
desk-close = Close
desk-copied = Copied
desk-actions = Actions
desk-add = Add
desk-save = Save
desk-choose = Choose…

## The keys

desk-keys-wire = On the wire
desk-keys-draft = While writing
desk-keys-everywhere = Everywhere
desk-key-down = Next story
desk-key-up = Story before
desk-key-top = To the newest
desk-key-open = Read
desk-key-update = Write an update
desk-key-correct = Write a correction
desk-key-withdraw = Withdraw
desk-key-new = New story
desk-key-drafts = Drafts
desk-key-filter = Filter
desk-key-clear = Take the filter off
desk-key-help = Show the keys
desk-key-save = Save now
desk-key-sheet = Open the send sheet, and send
desk-key-back = Back to writing
desk-key-strong = Strong
desk-key-emphasis = Emphasis
desk-key-link = Link
desk-key-plain = Plain paragraph
desk-key-background = Background
desk-key-subhead = Subhead
desk-key-list = List item
desk-key-quote = Block quote
desk-key-note = Note to the reader
desk-key-undo = Undo
desk-key-redo = Redo

## The wire monitor

desk-filter = Filter
desk-filter-text = Words in slugline or headline
desk-all-sections = All sections
desk-all-kinds = All kinds
desk-all-urgencies = Any urgency
desk-live-on = Live
desk-live-off = Not live: trying again
desk-time = Time
desk-urgency = Urgency
desk-urgency-short = U
desk-slugline = Slugline
desk-headline = Headline
desk-kind = Kind
desk-section = Section
desk-standing = Standing
desk-standing-public = Public
desk-standing-embargoed = Embargoed
desk-standing-withdrawn = Withdrawn
desk-standing-house = House only
desk-standing-embargoed-until = Embargoed until { $time }
desk-update = Update
desk-correct = Correct
desk-refile = Refile
desk-withdraw = Withdraw
desk-wire-empty = Nothing has moved yet. Press N to write the first story.
desk-nothing-found = No story on the wire matches this filter.
desk-older = Older
desk-sent = Sent: { $headline }
desk-see-public = See it on the site
desk-sent-at = Sent at
desk-sent-by = Sent by
desk-revision = Revision
desk-sequence = Place on the wire

## Drafts

desk-drafts-empty = Nobody is writing anything at the moment.
desk-untitled = No headline yet
desk-goes-to = Goes to
desk-goes-new = A new story
desk-goes-revision = Revision { $number }
desk-begun-by = Begun by
desk-saved-at = Saved
desk-stale-short = The story moved on
desk-open-by = Open: { $name }
desk-paste = Paste wire copy
desk-paste-text = Headline, advisory line, dateline, lead and paragraphs are found, and fill the fields of a new draft.
desk-paste-do = Make a draft of it
desk-copy = Copy
desk-edition = Edition

## The story's editor

desk-writing-on = Writing on revision { $number }
desk-lead = Lead
desk-dateline = Dateline
desk-body = Story
desk-body-hint = A blank line begins a new paragraph. A line that begins with “## ” is a subhead, with “- ” a list item, with “> ” a block quote, with “~ ” background.
desk-home-section = Home section
desk-other-sections = Also in
desk-language = Language
desk-byline = Byline
desk-keywords = Keywords
desk-embargo = Embargo
desk-genre = Genre
desk-note = Editor’s note (not for publication)
desk-picture = Picture
desk-picture-choose = Choose, drop or paste
desk-picture-off = Take the picture off
desk-caption = Caption
desk-credit = Credit
desk-alt = What it shows, for those who do not see it
desk-uploading = Uploading…
desk-upload-failed = The picture could not be taken. Try again.
desk-words = Words
desk-advisory = Advisory line
desk-discard = Discard the draft
desk-discard-sure = What was typed is gone then. What was sent stays as it is.
desk-saved = Saved
desk-saved-time = Saved { $time }
desk-saving = Saving…
desk-offline = Not saved: no connection. Your text is kept in this browser and saved when the connection is back.
desk-signed-out = Not saved: you are signed out. Sign in in another tab; your text is kept in this browser.
desk-not-saved = Not saved: the newsroom did not take it. Trying again.
desk-open-by-long = { $name } has this draft open. If both of you type, both texts are kept.
desk-branched = { $name } saved in between. Your text is now a draft of its own.
desk-open-other = Open the other one
desk-stale = The story has moved on since this was begun. Compare before you send: the send sheet will refuse it.
desk-link-address = Address of the link; an empty one takes the link off
desk-not-read = The copy could not be read; it stands in the story as it was pasted.
desk-preview-link = Preview link
desk-preview-link-text = Whoever has this link can read the draft for a day, without signing in. It shows the draft as it then stands.
desk-preview-notice = This is a draft. It is not for publication, and this link expires.
desk-link = Link
desk-copy-link = Copy
desk-back = Back to writing
desk-compare = Compare
desk-send = Send

## The send sheet

desk-sheet = What changes
desk-sheet-first = Send a new story
desk-kind-update = Facts moved on, or matter was added
desk-kind-correction = The last revision was wrong
desk-kind-refile = A slip mended, no meaning changed
desk-derive = Derive the line again
desk-advisory-hint = Derived from the difference. Reword it if you must: what it says is checked against the difference.
desk-send-now = Send
desk-send-embargoed = Send, embargoed until { $time }
desk-writer-files = An editor sends. File your draft, and it stands in the queue of the desk ({ $desk }).
desk-headline-only = The headline stands alone.
desk-side-revision = Revision { $number }
desk-side-draft = This draft
desk-paragraph = Para { $number }

## Withdrawing

desk-withdraw-title = Withdraw the story
desk-withdraw-text = The story leaves every page and feed, in all its revisions. A notice with your reason stands in its place. This cannot be undone.
desk-reason = Reason
desk-back-to-wire = Back to the wire

## Staff and agency

desk-name = Name
desk-login = Sign-in name
desk-role = Role
desk-add-staff = Add someone
desk-add-staff-do = Add, and make a link
desk-password-link = New password link
desk-password-link-title = A link for { $name }
desk-password-link-text = The link works once: it lets its owner set a password. Give it to them yourself; it is shown only here.
desk-agency-name = The agency’s name
desk-slug = Word in addresses
desk-description = Description
desk-zone = Time zone
desk-host = Host of its own
desk-number-style = Number of a revision
desk-pages = Standing pages
desk-page-title = Title
desk-page-hint = As plain copy: a blank line begins a new paragraph, a line that begins with “## ” is a subhead, with “- ” a list item.
desk-add-section = Add a section
desk-add-edition = Add an edition

## Moves that make no revision
desk-repeat = Repeat
desk-hold = Hold
desk-release = Release
desk-takedown = Take down
desk-release-changed = Release with a change
desk-copy-story = New story from this
desk-key-hold = Hold
desk-key-release = Release
desk-standing-held = On hold
desk-repeat-title = Send the story again
desk-repeat-text = It goes out once more, unchanged and with the same number, and stands on top of its lists again.
desk-hold-title = Put the story on hold
desk-hold-text = The story leaves every page and feed until it is released. Whoever had it is told not to use it for now.
desk-hold-hint = For the house and for those who had the story.
desk-release-title = Release the story
desk-release-text = The story comes back to its pages and feeds, unchanged. To change it as it is released, write on it.
desk-withdraw-hint = Readers will see it.
desk-takedown-title = Take the story down
desk-takedown-text = For what the law demands. Beyond a withdrawal, the text of all revisions and drafts is erased from the store, with its pictures. Its place in the record stays. Backups keep it until they expire. This cannot be undone.
desk-takedown-hint = Readers will see it. Do not repeat what has to go.

## Was it wrong, or has it moved on?
desk-questions = Was it wrong, or has it moved on?
desk-questions-change = What changed
desk-questions-answer = Answer
desk-moved-on = Moved on
desk-was-wrong = Was wrong
desk-moved-on-long = { $old } to { $new }: moved on
desk-was-wrong-long = { $old } to { $new }: was wrong
desk-in-paras = { $count ->
    [one] para { $list }
   *[other] paras { $list }
}
desk-kind-release = May be used again, in this version
desk-vouched = { $names } would send this too. A second person can send it now.
desk-four-eyes = What is grave wants a second person
desk-four-eyes-hint = A changed quote, a denial that came or went, a withdrawal: one editor sends, another sends again.
fact-number = Number
fact-name = Name
fact-date = Date
fact-quote = Quote
fact-negation = Denial

## The copy desk
desk-findings = Copy desk
desk-findings-open = { $count ->
    [one] The copy desk has one open error. Mend it, or say why it stands.
   *[other] The copy desk has { $count } open errors. Mend them, or say why they stand.
}
desk-finding-stands = It stands
desk-finding-why = Why
desk-finding-set-aside = Set aside
desk-finding-aside = Set aside: { $reason }
severity-error = Error
severity-warning = Warning
severity-note = Note
desk-lexicon = Lexicon
desk-lexicon-text = The house’s own rules for the copy desk. A new one rests until it is made live; try it on the archive first.
desk-lexicon-find = Found
desk-lexicon-wanted = Wanted
desk-lexicon-when = Where
desk-lexicon-not-with = not with { $word }
desk-lexicon-live = Live
desk-lexicon-draft = Resting
desk-lexicon-try = Try on the archive
desk-lexicon-go-live = Make live
desk-lexicon-rest = Let rest
desk-lexicon-drop = Take out
desk-lexicon-keep = Keep as a draft
desk-lexicon-add = A new rule
desk-lexicon-context = Only in a paragraph with
desk-lexicon-unless = Not in a paragraph with
desk-lexicon-reason = Why
desk-lexicon-severity = Weight
desk-lexicon-quotes = Inside quotation marks too
desk-lexicon-tried = { $count ->
    [one] One hit in the last { $stories } stories.
   *[other] { $count } hits in the last { $stories } stories.
}
desk-lexicon-counts = How each check is heeded
desk-lexicon-check = Check
desk-lexicon-shown = Shown
desk-lexicon-accepted = Mended
desk-lexicon-ignored = Set aside

## Two drafts of one story
desk-merge = Compare and merge with the other draft
desk-merge-text = Two people wrote at the same time. Choose for each place that differs; what is not chosen stays in the store, out of the way.
desk-merge-mine = This draft, begun by { $name }
desk-merge-theirs = The other, begun by { $name }
desk-merge-take-mine = This
desk-merge-take-theirs = The other
desk-merge-take-both = Both
desk-merge-keep = Keep
desk-merge-leave = Leave out
desk-merge-do = Merge
desk-sections = Sections

## Subscribers
desk-subscribers = Subscribers
desk-subscribers-text = Newsrooms and others who get the wire. One without a product gets nothing; what is denied wins over what is granted.
desk-subscriber = Subscriber
desk-add-subscriber = A new subscriber
desk-add-subscriber-do = Add
desk-products = Products
desk-products-text = A product is the stories that a filter means, as { $example }. Fields: { $fields }.
desk-no-product = none: gets nothing
desk-terms = Usage terms
desk-add-product = A new product
desk-product-change = Change
desk-product-try = Try on the last moves
desk-keep = Keep
desk-territory = Territory
desk-may-have = May have
product-none = Not subscribed
product-granted = Granted
product-denied = Denied
subscriber-active = Active
subscriber-paused = Paused
subscriber-former = Former
desk-destinations = Destinations
desk-destination = Destination
desk-add-destination = Add a destination
desk-destination-secret = The secret that signs these deliveries, as the Standard Webhooks specification says. It is shown this once.
desk-destination-rest = Put out of use
desk-destination-use = Use again
desk-destination-resting = Out of use.
desk-deliveries-open = Waiting: { $waiting }. Parked after three days of trying: { $parked }.
desk-channel = How
channel-pull = the client asks
channel-webhook = webhook
channel-folder = folder
desk-address = Address or folder
desk-format = Format
desk-token-shown = The token by which the client asks. It is shown this once.
desk-token-label = Token for
desk-token-networks = Only from these networks
desk-token-days = Days it holds
desk-token-make = Make a token
desk-token-until = until { $time }
desk-token-used = last used { $time }
desk-token-end = End
desk-ledger = Who got it
desk-delivery = Delivery
desk-when = When
desk-answer = Answer
desk-acknowledged = Acknowledged
desk-not-acknowledged = not yet
desk-resend = Deliver no. { $number } to { $destination } again
delivery-waiting = waiting
delivery-delivered = delivered
delivery-parked = parked
kind-entitlement = Change of products
desk-open-kills = Kills that nobody has acknowledged
desk-reminded = { $count ->
    [one] reminded once
   *[other] reminded { $count } times
}
desk-give = Give to
desk-give-do = Give it
kind-reminder = Reminder of a kill
desk-product-tried = { $count ->
    [one] { $count } of the last { $of } moves.
   *[other] { $count } of the last { $of } moves.
}

## Sources
desk-sources = Sources
desk-sources-text = Where copy of others comes from. The same item again makes nothing new, a newer version is a revision, and a kill withdraws what the item became.
desk-source-token = The token by which the other agency posts to /api/ingest. It is shown this once.
desk-source-asked = Asked
desk-source-next = next { $time }
desk-source-wants = Token that it wants
desk-source-minutes = Asked every so many minutes
desk-source-nothing = Nothing came yet.
desk-add-source = A new source
desk-add-source-do = Add
desk-becomes = Becomes
desk-section-word = Section, as in its address
desk-order = Order
desk-outcome = What became of it
desk-why = Why
desk-rules = Rules
desk-rules-text = Copy that comes in goes where the first rule that means it says; without one, where its source says. Fields: { $fields }.
desk-add-rule = A new rule
desk-rule-raise = Ask sooner
desk-rule-drop = Take away
desk-rule-nothing = It means none of them.
desk-rule-everything = It means every one of them.
intake-feed = address that is asked
intake-folder = watched folder
intake-hook = posts to us
becomes-draft = draft
becomes-story = story on the wire
becomes-nothing = nothing
outcome-draft = draft
outcome-story = on the wire
outcome-nothing = left by a rule
outcome-older = older, not shown
outcome-withdrawn = withdrawn
outcome-refused = refused

# Desks
desk-desks = Desks
desk-desks-text = A desk is a team and the place where its copy is. A role in the house holds at every desk; a role at a desk holds for the drafts that are there and the stories that it sent, where it is more.
desk-desk-counts = { $filed } filed, { $written } being written
desk-desk-of-draft = Desk
desk-desk-put = Put at the desk
desk-desk-take = Take from the desk
desk-desk-change = Change name or zone
desk-add-desk = Add a desk
desk-all-desks = All desks
desk-first-of-desks = The first desk
desk-of-source = The desk of the source
desk-file = File
desk-take-back = Take back
desk-filed-at = Filed at { $desk } at { $time }, for an editor to send.
desk-filed-since = filed { $time }
desk-people = People
desk-people-text = Who may read the wire in the portal, save filters and be told of what these mean. They sign in by their e-mail address.
desk-add-person = Add somebody
desk-person-out = Keep out
desk-person-in = Let in again
channel-sftp = file server (SFTP)
channel-mail = e-mail
channel-portal = portal
desk-destination-change = Change address or format
desk-destination-key = Let this key in at the server (a line of its authorized keys). The address has to name the server’s own key behind a # sign; the first try says which key it shows.
intake-mailbox = mailbox
desk-take-from = Take the story back from one subscriber
desk-take-from-text = For them it is withdrawn, with your reason; everybody else keeps it. They are given nothing more of it until you give it to them again.
desk-take-from-do = Take back

# One's own account, and what was done
desk-account = Your account
desk-factor = Second factor
desk-factor-wanted = This agency wants a second factor of everyone: set yours up to go on.
desk-factor-text = A code of six digits from an app, asked for after the password. Read this picture with the app, or type the secret, then type the code that it shows.
desk-factor-picture = The secret as a picture for the app
desk-factor-type = Or type:
desk-factor-code = Code
desk-factor-set = Turn on
desk-factor-on =
    { $n ->
        [one] The second factor is on; { $n } recovery code is left.
       *[other] The second factor is on; { $n } recovery codes are left.
    }
desk-factor-off = Turn off
desk-factor-reset = Take the second factor away
desk-factor-for-all = All of the staff show a second factor as they sign in
desk-recovery-codes = The second factor is on. Keep these codes where your telephone is not: each lets you in once without it. They are shown this once.
desk-password-old = The password that holds
desk-password-new = The new one
desk-sessions = Sessions
desk-sessions-count =
    { $n ->
        [one] You are signed in at { $n } place.
       *[other] You are signed in at { $n } places.
    }
desk-sessions-end = Sign out everywhere else
desk-audit = Record
desk-audit-text = What the staff did, and who read copy under embargo. What is saved as it is typed is not here: the drafts keep it.
desk-audit-all = Everybody
desk-audit-what = What
desk-audit-where = Where
desk-audit-said = What was said
act-done = done
act-refused = refused
act-embargoed = read under embargo
desk-notices = Notices on the desktop
desk-notice-parked = Deliveries were given up: somebody has to look
desk-of-sender = As its sender says
desk-key-file = File at the desk
requests-title = Errors reported
requests-text = What readers say is wrong. Taking one up tells its reader so; the correction itself is sent as always.
requests-open = Waiting
requests-decided = Decided
requests-none = Nothing.
requests-gone = A story that does not stand any more
requests-old = (an earlier one)
requests-answer = Answer to the reader
requests-note = Note (the reader wants no answer)
requests-take = Take up
requests-leave = Leave
requests-state-taken = Taken up
requests-state-left = Left
newsletters = Newsletters
newsletters-text = Put together here, sent to who subscribed to the newsletter of an edition. What mail servers answer is counted; whether one was read is not.
newsletters-none = None yet.
newsletter-from = From
newsletter-by-hand = By hand
newsletter-begin = Begin
newsletter-subject = Subject
newsletter-went = How it went
newsletter-state-draft = draft
newsletter-state-scheduled = goes
newsletter-state-sending = is going
newsletter-state-sent = sent
newsletter-introduction = Above the stories
newsletter-stories = Stories
newsletter-stories-hint = The address of each, one a line, in this order. What is withdrawn before it goes is left out.
newsletter-preview = Preview
newsletter-drop = Throw away
newsletter-test-to = Try it on an address
newsletter-test = Send a test
newsletter-at = When, in the edition’s time; empty for now
newsletter-schedule = Let it go
newsletter-saved = Saved.
newsletter-tested = A test is on its way.
newsletter-scheduled = It goes as planned. Saving it makes it a draft again.
fault-story = No public story stands at this address.
fault-past = That has passed.
newsletter-audience =
    { $n ->
        [one] { $n } reader gets it.
        *[other] { $n } readers get it.
    }

## Topics

desk-topics = Topics
desk-topics-text = A topic crosses sections and editions: it has a page, feeds, and readers who follow it. Stories are in it by its subject.
desk-topic-subject = Subject
desk-topic-closed = Closed
desk-topic-page = Page
desk-topic-open = Open a topic
desk-topic-vocabulary = Media Topic
desk-topic-vocabulary-hint = IPTC’s code or name, where the subject has one; stories under narrower ones are in it too. Empty for a subject of your own.
desk-topic-slug = Word in its address
desk-topic-slug-hint = Empty: from its name.
desk-topic-about = What it is about
desk-topic-close = Closed: nothing more is expected
desk-topics-suggested = May suit this story:
desk-topic-named = named in the text
desk-topic-alike = on { $alike } of the { $of } stories most like it

## Dossiers

desk-reference = Reference
desk-dossier = Dossier
desk-dossiers-text = A dossier is the standing background of a topic. What it says stands on the site, beside the stories and in the copy desk; each change is a revision, and the stories that carry the old are listed.
desk-dossier-open = Open a dossier
desk-dossier-topic = Topic of the dossier
desk-dossier-needs-topic = A dossier belongs to a topic; one that is missing is opened there first:
desk-dossier-close = Close the dossier
desk-dossier-reopen = Open it again
desk-dossier-is-closed = This dossier is closed: open it again to change it.
desk-overdue =
    { $n ->
        [one] { $n } entry of a dossier is to be looked at again
       *[other] { $n } entries of dossiers are to be looked at again
    }
desk-carriers =
    { $n ->
        [one] { $n } story carries what the dossier no longer says
       *[other] { $n } stories carry what the dossier no longer says
    }
desk-carriers-text = Stories of the last 30 days. An update can be begun with the words set right; it is read and sent as any other.
desk-carrier-begin = Begin the update
desk-entries = Entries
desk-entries-none = Nothing stands here yet.
desk-entry-new-fact = New fact
desk-entry-new-position = New position
desk-entry-new-event = New event
desk-entry-new-state = New state
desk-entry-new-deadline = New deadline
desk-entry-new-background = New background
desk-entry-hint-fact = Stories in this topic are held against it by the copy desk.
desk-entry-hint-position = A party, and what it wants.
desk-entry-hint-event = It stands in the timeline.
desk-entry-hint-state = Where a party, or the matter itself, stands in the process.
desk-entry-hint-deadline = It stands in the calendar, with the days that are left.
desk-entry-hint-background = A paragraph that can be set into stories; each remembers which revision it quotes.
desk-entry-name-fact = What it is of
desk-entry-name-position = Party
desk-entry-name-event = What happened
desk-entry-name-state = Whose
desk-entry-name-deadline = What is due
desk-entry-name-background = What it is about
desk-entry-value = Value
desk-entry-unit = Unit, or what is counted
desk-entry-text = To add
desk-entry-paragraph = Paragraph
desk-entry-as-of-hint = Empty: now.
desk-entry-status = How sure
desk-entry-stage = State
desk-entry-day = Day
desk-entry-from-day = Counted from
desk-entry-days = Days
desk-entry-days-hint = 0 where that day itself is the deadline.
desk-entry-source = Source
desk-entry-desk = Looked after by
desk-entry-review = To be looked at again
desk-entry-review-hint = From that day on it stands on the desk’s front.
desk-entry-retire = It no longer holds: only its history stays
desk-entry-retired = no longer holds
desk-entry-waits = waits
desk-entry-waits-long = Readers do not have this yet: it was pinned in a story that is not public.
desk-entry-says = Says
desk-entry-changed = Changed
desk-entry-overdue = overdue
desk-background-set = Set in
desk-background-in = in the story
desk-pin-fact = Pin what is selected as a fact: { $name }
desk-pin-waits = It is public when the draft in which it was pinned is sent and public.

## Diary

desk-diary = Diary
desk-diary-before = Two weeks back
desk-diary-today = Today
desk-diary-after = Two weeks on
desk-diary-nothing = Nothing is down for this day.
desk-diary-calendar = In your own calendar
desk-diary-calendar-text = An address of your own, by which your calendar asks for the diary: two weeks back, half a year ahead. A new one ends the one before. Keep it to yourself: whoever has it reads the diary.
desk-diary-link = Make the address
desk-event-new = New event
desk-event-title = What happens
desk-event-at = Begins at
desk-event-last-day = Last day, where it is another
desk-event-place = Place
desk-event-coverage = Coverage
desk-event-mine = I cover it
desk-event-cancelled = It does not happen
desk-event-is-cancelled = does not happen
desk-event-begin = Begin the story
desk-event-told = There is a story
desk-event-draft = The draft that was begun
desk-event-until = until { $day }
coverage-int = intended
coverage-notdec = not decided
coverage-notint = not intended
coverage-onreq = on request

# The pictures of the house

desk-media = Pictures
desk-media-one = Picture
desk-media-take = Take pictures in: choose, drop or paste
desk-media-take-hint = What a picture says of itself (caption, credit, copyright, place, day) is read from it. The place that the camera noted is never shown.
desk-media-upload = Take in
desk-media-taking = Taking in { $count }…
desk-media-search = Search in captions, credits, places, keywords
desk-media-nothing = No picture is found.
desk-media-nameless = Without a caption
desk-media-pick = From the pictures of the house
desk-media-barred = Barred: it is never to be used again
desk-media-ended = Its rights have ended
desk-media-not-on-site = For subscribers only: it does not stand on the site
desk-media-focus-hint = Click the point that no cut may leave out.
desk-media-focus-x = From the left, per cent
desk-media-focus-y = From the top, per cent
desk-media-about = { $width } by { $height } pixels, taken in { $time }
desk-media-by = by { $name }
desk-media-original = As it came
desk-media-file = For use, with its words inside
desk-media-creator = Made by
desk-media-copyright = Copyright notice
desk-media-taken = Made on
desk-media-city = City
desk-media-country = Country
desk-media-keywords = Keywords, with commas between them
desk-media-source-type = What it is
desk-media-instructions = Instructions for editors
desk-media-rights = Rights
desk-media-on-site = It may stand on the site, which is read everywhere
desk-media-until = May be used until
desk-media-terms = Where, as “NORLAND OUT” or “for use in Norland only”
desk-media-products = Only for these products, one a line; for all where none is named
desk-media-bar = Never to be used again: it leaves all pages and can be sent no more
desk-media-uses = Where it is shown
desk-media-used = revisions { $first } to { $last }
desk-media-used-once = revision { $number }
desk-media-no-more = no longer
desk-media-unused = No story shows it.
