-- What is known of the pictures of the house: their words, what matters in them, and how they may be used.
CREATE TABLE media_file (
    id UUID PRIMARY KEY,
    mime TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    words TEXT NOT NULL,
    rights TEXT NOT NULL,
    ends_at BIGINT,
    focus_x BIGINT NOT NULL,
    focus_y BIGINT NOT NULL,
    found_by TEXT NOT NULL,
    is_small BOOLEAN NOT NULL,
    staff UUID REFERENCES staff (id),
    added_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX media_file_hash ON media_file (hash);
CREATE INDEX media_file_ends ON media_file (ends_at);
CREATE INDEX media_file_small ON media_file (is_small);

-- Which revisions show them.
CREATE TABLE media_use (
    media UUID NOT NULL,
    story UUID NOT NULL REFERENCES story (id),
    revision BIGINT NOT NULL,
    PRIMARY KEY (media, story, revision)
);
CREATE INDEX media_use_story ON media_use (story);
