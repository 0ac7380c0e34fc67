-- What readers saved to read later.
CREATE TABLE reader_saved (
    reader UUID NOT NULL REFERENCES reader (id),
    story UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (reader, story)
);

-- How often a story was read in an hour (hours since 1970). By whom is not kept.
CREATE TABLE story_read (
    story UUID NOT NULL,
    hour BIGINT NOT NULL,
    reads BIGINT NOT NULL,
    PRIMARY KEY (story, hour)
);
CREATE INDEX story_read_hour ON story_read (hour);

-- What readers say is wrong in a story. `state` is open, taken or left.
CREATE TABLE correction_request (
    id UUID PRIMARY KEY,
    story UUID NOT NULL REFERENCES story (id),
    revision BIGINT NOT NULL,
    passage TEXT NOT NULL,
    text TEXT NOT NULL,
    reader UUID,
    address TEXT,
    language TEXT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    staff TEXT,
    answer TEXT,
    decided_at BIGINT
);
CREATE INDEX correction_request_state ON correction_request (state, at);
CREATE INDEX correction_request_reader ON correction_request (reader);
