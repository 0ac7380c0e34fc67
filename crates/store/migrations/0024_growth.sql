-- A list names its revisions and finds them in memory by their salt: that must not walk over their texts.
CREATE INDEX revision_named ON revision (story, number, salt);

-- The last thing that a subscriber was given of a story is found without a walk over all that they were given.
DROP INDEX transmission_story;
CREATE INDEX transmission_story ON transmission (story, subscriber, position);

-- The corrections of an edition, newest first, without a walk over the archive.
CREATE INDEX revision_correction ON revision (public_at) WHERE kind = 'correction' AND public_at IS NOT NULL;
-- What somebody used of a story, and what a reader reported.
CREATE INDEX client_usage_client ON client_usage (client, story);
CREATE INDEX report_reader ON report (reader);
