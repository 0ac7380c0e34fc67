## Accounts of readers
reader-register = Register
reader-register-text = With an account you can take part in discussions and follow them. We ask for nothing but a name and an e-mail address.
reader-name = Name
reader-name-hint = It stands beside what you write. It need not be your real one.
reader-address = E-mail address
reader-password-hint = At least { $n } characters, not easily guessed. A few unrelated words are good.
reader-have-account = You have an account?
reader-no-account = No account yet?
reader-log-in = Log in
reader-log-out = Log out
reader-no-mail = This site sends no mail at present, so nobody can register or be written to. Please try again later.
reader-check-mail = Look into your mail
reader-check-mail-text = We have written to the address that you gave. The mail has a link; it leads to a button that finishes your registration. It holds for a day.
reader-sent-text = If there is an account with that address, a mail with a link is on its way. It holds for half an hour.
reader-send-again-text = Nothing came? Look among spam. After a minute you can ask for another mail.
reader-send-again = Send another mail
reader-sent-again = Another mail is on its way.
reader-send-mail = Send the mail
reader-confirm = Confirm your address
reader-confirm-text = Press the button and your account is ready.
reader-confirm-elsewhere = You registered in another browser: after this you log in with your password.
reader-confirm-do = Confirm
reader-confirmed-elsewhere = Your account is ready. You can log in now.
reader-link-spent = This link is good for nothing any more: it was used, or its time is over.
reader-link-elsewhere = You asked for this link in another browser. Open it there, or type the code of the mail there.
reader-by-link = Log in by a link in a mail
reader-link-title = Log in by mail
reader-link-text = We send a link and a code, good for half an hour. No password is needed.
reader-forgot = Forgotten the password
reader-forgot-text = We send a link by which you set a new one.
reader-code-title = Type the code
reader-code-text = If there is an account with that address, a mail with a link and a code of six digits is on its way. Open the link in this browser, or type the code here.
reader-code = Code
reader-code-wrong = That code is wrong, or its time is over. After five tries you need another mail.
reader-wrong = The address or the password is wrong.
reader-new-password = New password
reader-new-password-do = Set the password
reader-old-password = Present password
reader-by-passkey = Log in by passkey
reader-by-provider = Log in by { $machine }
reader-provider-failed = That provider let nobody in. Try again, or come in another way.
reader-newcomer = Choose a name
reader-newcomer-text = Your address is { $address }. One thing is missing: what others see beside what you write.
reader-newcomer-do = Take this name
reader-passkeys = Passkeys
reader-passkeys-text = With a passkey you log in by what your telephone, your computer or a key keeps, without a password.
reader-passkey-unnamed = A passkey
reader-passkey-used = last used
reader-passkey-end = Remove
reader-passkey-name = What you call it
reader-passkey-add = Add a passkey
reader-passkey-script = Adding one needs script.
reader-providers = Providers you log in by
reader-provider-end = Do not log in by it any more
fault-passkey = That passkey was not accepted: it is not known here, or was removed.
fault-passkey-late = That took too long. Try again.
fault-passkeys-enough = You have twenty passkeys: remove one first.
reader-account = Your account
reader-welcome = Welcome. Your account is ready.
reader-choices = What you choose
reader-language = Language of mails
reader-zone = Time zone
reader-zone-hint = As Europe/Oslo; empty for that of the site.
reader-mails = Mail about answers, mentions and decisions
reader-mails-at-once = at once
reader-mails-hourly = once an hour at most
reader-mails-daily = once a day at most
reader-mails-never = never
reader-mail = Mail to you
reader-mail-saved = Saved. We write to you:
reader-mail-undo = Undo
reader-new-address = New address
reader-new-address-text = From now on your account has the address { $address }.
reader-address-mailed = We have written to that address. It changes once you confirm it there.
reader-address-changed = Your address was changed.
reader-sessions = Where you are logged in
reader-device-unknown = Unknown device
reader-this-device = this one
reader-session-since = since
reader-end-session = Log out there
reader-end-others = Log out everywhere else
reader-muted = People you do not see
reader-letters = Mail we sent you in the last 30 days
reader-no-letters = None.
reader-data = Your data
reader-data-text = Everything we know of you in one file, for people and for machines.
reader-data-do = Download
reader-leave = Delete your account
reader-leave-text = You have fourteen days to come back: log in and say so. After that nothing brings it back.
reader-leave-how = What you wrote
reader-leave-erase = is erased
reader-leave-anonymise = stays, without your name
reader-leave-do = Delete the account
reader-leaves = Your account is deleted on { $at }.
reader-stay = Keep it
reader-stays = Your account stays.
reader-notes = What concerns you
reader-no-notes = Nothing yet.
reader-standing = How you stand
reader-standing-good = Nothing was decided about you or your messages.
reader-stopped = You cannot take part at present. See why.
note-reply = answered you
note-mention = mentioned you
note-followed = wrote where you follow
note-approved = Your message is there now
note-rejected = Your message was taken out
note-picked = An editor picked your message
note-report = What came of your report
note-appeal = What came of your appeal
note-lifted = A decision about you was lifted

## Mail to readers
letter-confirm-subject = Confirm your address
letter-confirm-text = Somebody registered with this address. If it was you, open the link and press the button. It holds for a day.
letter-ignore = If it was not you, there is nothing to do: nothing happens.
letter-known-subject = You have an account already
letter-known-text = Somebody tried to register with this address, which has an account already.
letter-sign-in-subject = Your link to log in
letter-sign-in-text = Open the link in the browser where you asked for it. It holds for half an hour.
letter-code = Or type this code there:
letter-password-subject = Set a new password
letter-password-text = Open the link to set a new password. It holds for half an hour; all devices are logged out by it.
letter-address-subject = Confirm your new address
letter-address-text = Somebody wants to use this address for their account. If it was you, open the link and press the button. It holds for half an hour.
letter-address-changed-subject = Your address was changed
letter-address-changed-text = Your account has another address from now on. If you did not do this, answer to this mail at once.
letter-leaving-subject = Your account will be deleted
letter-leaving-text = Your account will be deleted on { $at } (UTC). Until then you can log in and keep it.
letter-notes-subject = New in your discussions
letter-why-notes = You get this because you take part in discussions.
letter-stop = Get less of it, or none
letter-warning-subject = A warning
letter-suspension-subject = You are suspended from discussions
letter-ban-subject = You are banned from discussions
letter-sanction-warning = A moderator warns you. Before you write again, read this on your page.
letter-sanction-suspension = A moderator suspended you: for a time you cannot take part in discussions.
letter-sanction-ban = A moderator banned you: you cannot take part in discussions any more.
letter-sanction-appeal = If you think that this is wrong, say so on your page: another person looks at it.
letter-notice-subject = Your notice { $reference }
letter-notice-decided-subject = What came of your notice { $reference }
letter-notice-decided-text = Your notice { $reference } was decided.
letter-confirm-name = Confirmation of the address
letter-known-name = Account exists
letter-sign-in-name = Link to log in
letter-password-name = New password
letter-address-name = New address
letter-address-changed-name = Address changed
letter-leaving-name = Account will be deleted
letter-notes-name = Discussions
letter-sanction-name = A decision about you
letter-notice-name = Legal notice
letter-notice-decided-name = Legal notice, decided
letter-state-waiting = under way
letter-state-sent = sent
letter-state-parked = could not be sent
letter-state-bounced = came back
letter-state-suppressed = not sent: the address takes no mail

## Discussions
discussion = Discussion
discussion-of = Discussion: { $headline }
discussion-count =
    { $n ->
        [one] { $n } message
        *[other] { $n } messages
    }
discussion-write = Write a message
discussion-ask = Ask a question
discussion-door = To participate in the discussion
discussion-watched = A moderator looks at each message before it appears.
discussion-closes = Open until { $at }.
discussion-closed-time = This discussion has run its time and is closed. It can still be read.
discussion-closed-moderator = A moderator closed this discussion. It can still be read.
discussion-closed-subject = This story is not discussed, because of its subject.
discussion-closed-withdrawn = The story was withdrawn, and its discussion is closed.
discussion-order = Order
discussion-order-newest = Newest
discussion-order-oldest = Oldest
discussion-order-useful = Most useful
discussion-order-unanswered = Unanswered
discussion-follow = Follow this discussion
discussion-follow-text = You are told of every new message here, on your page and as you chose by mail.
discussion-unfollow = Do not follow it any more
discussion-picked = Editors’ picks
discussion-pick = Editors’ pick
discussion-empty = Nobody has said anything yet.
discussion-next = Next page
discussion-whole = To the whole discussion
discussion-left = a reader who left
discussion-edited = edited
discussion-gone-deleted = Its author took this message out.
discussion-gone-rejected = A moderator took this message out.
discussion-useful = Useful
discussion-useful-on = You found this useful
discussion-reply = Reply
discussion-more = More
discussion-message = Message by { $name }
discussion-message-title = A message
discussion-more-answers =
    { $n ->
        [one] { $n } more reply
        *[other] { $n } more replies
    }
discussion-continue =
    { $n ->
        [one] Continue: { $n } reply
        *[other] Continue: { $n } replies
    }
discussion-text = Your message
discussion-marks = *emphasis*, **strong**, > quote, - list, links. No pictures.
discussion-send = Send
discussion-held = Your message waits for a moderator. You will be told what came of it.
discussion-back = Back to the message
discussion-state-held = This message waits for a moderator; only you see it.
discussion-state-rejected = A moderator took this message out:
discussion-state-deleted = You took this message out.
discussion-edit = Edit
discussion-edit-early = In the first five minutes nothing is said about it.
discussion-edit-late = The message will be marked as edited, and what it said before stays to be read.
discussion-edit-do = Save
discussion-edit-held = Saved. It waits for a moderator now.
discussion-delete = Take it out
discussion-mark-useful = It is useful
discussion-not-useful = Take the mark back
discussion-follow-thread = Follow this thread
discussion-unfollow-thread = Do not follow this thread
discussion-mute = Show me nothing of this person
discussion-unmute = Show this person again
discussion-muted = You chose not to see this person.
discussion-report = Report
discussion-report-why = What is wrong with it?
discussion-report-words = In your words (not needed)
discussion-report-do = Report
discussion-reported = Thank you. A moderator will look, and you will be told.
discussion-history = What the message said before
discussion-until = Until
badge-writer = writes here
badge-editor = editor
badge-expert = expert
category-insult = It insults somebody
category-hatred = It is hateful of a group
category-threat = It threatens
category-spam = It advertises or repeats itself
category-privacy = It tells what is somebody’s own affair
category-off-topic = It has nothing to do with the story
category-false = It is false
category-illegal = It is against the law
grounds-insult = Insults
grounds-hatred = Hatred of a group
grounds-threat = A threat
grounds-spam = Advertising or repetition
grounds-privacy = Somebody’s own affairs
grounds-off-topic = Nothing to do with the story
grounds-false = False
grounds-illegal = Against the law
grounds-impersonation = Passing for somebody else
grounds-unreadable = Cannot be read, or in another language
reason-too-short = That says too little: write at least { $n } characters.
reason-too-long = That is too long: { $n } characters at most.
reason-closed = This discussion is closed.
reason-no-parent = The message that you answer is not there any more.
reason-repeated = You said the same a moment ago.
reason-banned-word = The house does not print “{ $word }”. Say it in other words.
reason-suspect-word = It holds “{ $word }”, which a moderator looks at first.
reason-many-links =
    It has { $n ->
        [one] { $n } link
        *[other] { $n } links
    }, which a moderator looks at first.
reason-too-fast =
    Wait { $n ->
        [one] { $n } second
        *[other] { $n } seconds
    } before you write again.
reason-record = Some of what you wrote lately was taken out, so a moderator looks first.
reason-checker = An automatic check stopped at it.
reason-new-reader = You are new here: a moderator looks at your first messages.
reason-story-first = A moderator looks at everything on this story first.
reason-site-first = A moderator looks at everything first.
reason-person-first = A moderator looks at what you write first.
reason-reported =
    { $n ->
        [one] { $n } reader reported it
        *[other] { $n } readers reported it
    }; a moderator looks at it.
report-state-open = Nobody has decided yet.
report-state-upheld = The message was taken out.
report-state-dismissed = The message stands.
sanction-removal = A message of yours was taken out
sanction-warning = A warning
sanction-suspension = A suspension
sanction-ban = A ban
sanction-by-person = A person decided this, not a machine. You can appeal here, or go to a court or to a body that settles such disputes.
sanction-until = Until { $at }.
sanction-lifted = It was lifted.
sanction-read = I have read it
sanction-appeal = Appeal
sanction-appeal-text = What do you say against it?
sanction-appeal-do = Send the appeal
sanction-appealed = You said:
sanction-answered = You were answered:
sanction-appeal-waits = Nobody has answered yet.
notice-title = Legal notice
notice-text = Use this where the message is against the law. A person decides, gives reasons, and writes to you. For all else there is a plain report.
notice-law = Which law does it break?
notice-reason = Why?
notice-name = Your name
notice-true = By sending it you say that what you tell is true as far as you know.
notice-do = Give notice
notice-taken = Your notice was taken in. Its reference is { $reference }.
notice-ask = Ask after a notice
notice-ask-do = Ask
notice-reference = Reference
notice-unknown = There is no notice with that reference.
notice-came = Came in
moderation-log = What moderators did
moderation-log-text = Every decision but approvals, the last first. Names are left out.
moderation-log-empty = Nothing yet.
act-approve = A message was approved
act-reject = A message was taken out
act-pick = A message was picked
act-unpick = A pick was taken back
act-close = A discussion was closed
act-open = A discussion was opened again
act-keep = A discussion was set up
act-warning = A reader was warned
act-suspension = A reader was suspended
act-ban = A reader was banned
act-lift = A decision was lifted
act-uphold = A decision was upheld
act-watch = A reader’s messages are looked at first, or not any more
act-badge = A reader’s badge was changed
act-undone = undone

## What a form is told
fault-password-guessed = That password is soon guessed. Take a few unrelated words.
fault-password-wrong = That is not your password.
fault-come-again = You have no password, so sign in once more and do this within ten minutes.
fault-name-length = A name has from 2 to 40 characters.
fault-name-signs = A name has letters, digits, spaces, dots, hyphens and apostrophes.
fault-name-mixed = A word of that name mixes letters of several scripts.
fault-name-house = That name could be taken for one of ours.
fault-name-address = A name is no address of a site.
fault-name-taken = Somebody has that name, or one that looks like it.
fault-name-soon = A name can be changed once in fourteen days.
fault-number = That number cannot be.
fault-appealed = You appealed already.
reader-wait =
    Too often. Wait { $n ->
        [one] { $n } second
        *[other] { $n } seconds
    }.
reader-wait-minutes =
    Too often. Wait { $n ->
        [one] { $n } minute
        *[other] { $n } minutes
    }.

## Chats
chats = Chats
chats-none = No room is live at present. A story has one for a day after its last update.
chat = Chat
chat-of = Chat: { $headline }
chat-live =
    { $n ->
        [one] About { $n } here.
        *[other] About { $n } here.
    }
chat-here =
    { $n ->
        [one] { $n } here
        *[other] { $n } here
    }
chat-ends = Live until { $at }.
chat-over = The room is closed: what was said stands in the discussion.
chat-as-discussion = Read it as a discussion
chat-pinned = Pinned
chat-older = Older messages
chat-newer = Newer messages
chat-to-end = To the newest
chat-slow =
    { $n ->
        [one] Slow: one message in { $n } second.
        *[other] Slow: one message in { $n } seconds.
    }
chat-no-reply = Not as a reply
chat-offline = You are offline. What is said meanwhile comes once you are back.
chat-new = New messages below
chat-sending = sending
chat-failed = Not sent. Press to try again.
chats-open = All chats
reader-saved = Saved for later
reader-saved-none = Nothing yet. Every story has a link that saves it.
reader-saved-drop = Remove
reader-saved-offline = These stories are kept in this browser too and can be read without a network. What is withdrawn goes from there as well.
fault-saved-enough = You have saved three hundred stories: remove some first.
letter-request-decided-subject = About the error you reported
letter-request-decided-name = Reported error
letter-request-taken = The desk agrees with what you reported, and takes it up.
letter-request-left = The desk looked at what you reported, and leaves the story as it is.
discussion-new = Show what is new
reason-too-new = This discussion is for accounts of some age. Yours can write here in { $n ->
        [one] { $n } hour
        *[other] { $n } hours
    }.
discussion-react = What do you feel?
discussion-feel = React
reaction-thanks = Thanks
reaction-laugh = Funny
reaction-surprise = Surprising
reaction-sad = Sad
letter-newsletter-name = Newsletter
letter-state-pulled = taken back: the story was withdrawn
