-- Where copy of others comes from.
CREATE TABLE source (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    intake TEXT NOT NULL,
    address TEXT NOT NULL,
    secret TEXT,
    edition TEXT NOT NULL,
    section TEXT NOT NULL,
    becomes TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    etag TEXT,
    modified TEXT,
    asked_at BIGINT,
    due_at BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    said TEXT
);

-- What routes copy that came in: the first rule whose filter means it.
CREATE TABLE routing_rule (
    id UUID PRIMARY KEY,
    place BIGINT NOT NULL,
    filter TEXT NOT NULL,
    section TEXT NOT NULL,
    becomes TEXT NOT NULL
);

-- Everything that ever came in, and what became of it.
CREATE TABLE arrival (
    source UUID NOT NULL REFERENCES source (id),
    item TEXT NOT NULL,
    number BIGINT NOT NULL,
    version BIGINT,
    updated_at BIGINT,
    text_hash BYTEA NOT NULL,
    headline TEXT NOT NULL,
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    story UUID,
    draft UUID,
    shingles BYTEA NOT NULL,
    PRIMARY KEY (source, item, number)
);
CREATE INDEX arrival_of ON arrival (source, at);
CREATE INDEX arrival_at ON arrival (at);
