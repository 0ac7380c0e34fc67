-- A list names its revisions and finds them in memory by their salt: that must not walk over their texts.
CREATE INDEX revision_named ON revision (story, number, salt);
