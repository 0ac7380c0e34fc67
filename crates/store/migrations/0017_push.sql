-- Browsers that are told by web push. Who knows the endpoint is the browser: it is shown to nobody else.
CREATE TABLE push_device (
    id UUID PRIMARY KEY,
    endpoint TEXT NOT NULL UNIQUE,
    key BYTEA NOT NULL,
    auth BYTEA NOT NULL,
    reader UUID,
    made_at BIGINT NOT NULL
);
CREATE INDEX push_device_reader ON push_device (reader);

-- What a browser wants to be told of; the same words as for a subscription by mail.
CREATE TABLE push_wish (
    device UUID NOT NULL REFERENCES push_device (id),
    edition TEXT NOT NULL,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (device, edition, what, value)
);
CREATE INDEX push_wish_what ON push_wish (what, edition, value);

-- What a browser is to be told of a story, while it waits, and that it was told: what comes later replaces it.
CREATE TABLE push_note (
    device UUID NOT NULL REFERENCES push_device (id),
    story UUID NOT NULL,
    content TEXT,
    attempts BIGINT NOT NULL,
    due_at BIGINT,
    made_at BIGINT NOT NULL,
    told_at BIGINT,
    PRIMARY KEY (device, story)
);
CREATE INDEX push_note_due ON push_note (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX push_note_story ON push_note (story);
