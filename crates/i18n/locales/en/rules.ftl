## Rules of the newsroom
refusal-no-headline = Write a headline.
refusal-headline-too-long = The headline has { $length } characters; at most { $limit } are taken.
refusal-no-slugline = Give the story a short working name.
refusal-slugline-changed = The slugline of a story stays the same: it was { $old }.
refusal-no-section = Choose at least one section.
refusal-stale-base = This was written on version { $base }, but the story is at version { $head }. Compare, and carry your changes over.
refusal-no-such-base = The story has no version { $base }.
refusal-unchanged = Nothing changed since the last version.
refusal-wrong-kind = A move of this kind ({ $kind }) cannot follow here.
refusal-refile-changes-meaning = A refile mends small faults only, but { $what } changed: { $place }. Send an update or a correction.
refusal-correction-without-change = Nothing that was stated changed, so there is nothing to correct. Send an update or a refile.
refusal-untrue-advisory = The advisory line does not say what changed: { $fault }
refusal-withdrawn = The story was withdrawn; nothing more can be sent of it.
refusal-never-sent = The story was never sent.
refusal-held = The story is on hold. Release it, with or without a change, or withdraw it.
refusal-not-held = The story is not on hold.
refusal-unanswered = { $count ->
    [one] Say of one more changed fact whether it was wrong or has moved on.
   *[other] Say of { $count } more changed facts whether they were wrong or have moved on.
}
refusal-wrong-uncorrected = “{ $old }” was wrong, so “{ $new }” is a correction. Send it as one.
refusal-wants-second = { $what } wants a second person. Your word is noted: another editor can send it now.
refusal-no-reason = Say why.
refusal-embargo-in-past = The embargo ends in the past. Choose a later time or take it off.
refusal-embargo-on-public = The story is public already; an embargo can no longer hold it.
refusal-picture-without = The picture needs more: { $missing }.
refusal-picture-barred = This picture is never to be used again: take another.
refusal-picture-rights-end = The rights to the picture end on { $until } UTC: take another, or have them prolonged.
refusal-not-allowed = Your role does not include this. Ask an editor or an administrator.

## What refusals name
missing-caption = caption
missing-credit = credit
grave-quote = A changed quote
grave-negation = A denial that came or went
grave-withdrawal = A withdrawal

## Fields that cannot be read
fault-empty = This cannot be empty.
fault-too-long = This is too long.
fault-reserved = This word is taken by the site itself: choose another.
fault-taken = Somebody has this name already.
fault-slug = Use the letters a-z, digits and single hyphens.
fault-zone = There is no such time zone. Write it as in Europe/Oslo.
fault-edition = There is no such edition.
fault-section = There is no such section.
fault-subject = No topic is called that: one topic a line, by its name or its code.
fault-language = This is not a language tag. Write it as in en, ru or ar.
fault-dateline = The dateline cannot be read. Write it as in PORT MERRIN, October 12 (Agency) -
fault-urgency = The urgency is a number from 1 to 8.
fault-instant = This is no date and time. Write it as in 2026-10-12 14:05.
fault-instant-gap = The clocks skip this time on that day. Choose another.
fault-instant-fold = The clocks show this time twice on that day. Add the offset, as in +02:00.
fault-picture = There is no such picture.
fault-password-short = The password is too short.
fault-filter = The filter cannot be read { $what }.
fault-network = This is no network. Write it as in 192.0.2.0/24.
fault-choice = Choose one of the list.
fault-address = That is no address. Write a whole one, or the whole path of a folder.
fault-minutes = Write a number from 1 to 1440.
fault-mailbox = That is no e-mail address.
fault-too-many = There are too many already: drop one first.
fault-code = That code is not right, or was used before.
fault-day = No such day: year, month and day as in 2026-12-11.
fault-days = A number of days, from 0 to 65,535.
fault-dossier-closed = The dossier is closed: open it again to change it.
fault-entry-moved = Somebody else changed this entry in the meantime. What it says now stands below; what you typed is still here, and takes its place when you save again.
fault-time = No such time: hours and minutes, as in 09:30.
fault-last-day = It cannot end before it begins.
