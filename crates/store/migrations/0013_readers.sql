-- Readers: accounts of the public.
CREATE TABLE reader (
    id UUID PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    password TEXT,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    edition TEXT NOT NULL,
    badge TEXT NOT NULL,
    is_watched BOOLEAN NOT NULL,
    mails TEXT NOT NULL,
    since BIGINT NOT NULL,
    named_at BIGINT,
    exported_at BIGINT,
    mailed_at BIGINT,
    leaves_at BIGINT,
    leaves_how TEXT
);
CREATE INDEX reader_leaves ON reader (leaves_at) WHERE leaves_at IS NOT NULL;

-- Somebody who has not confirmed their address: no account yet.
CREATE TABLE reader_pending (
    token BYTEA PRIMARY KEY,
    browser BYTEA NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    password TEXT NOT NULL,
    language TEXT NOT NULL,
    edition TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE reader_session (
    token BYTEA PRIMARY KEY,
    reader UUID NOT NULL REFERENCES reader (id),
    device TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX reader_session_reader ON reader_session (reader);

-- What a mail's link or code is good for, once.
CREATE TABLE reader_ticket (
    token BYTEA PRIMARY KEY,
    reader UUID NOT NULL REFERENCES reader (id),
    purpose TEXT NOT NULL,
    browser BYTEA,
    code BYTEA,
    tries BIGINT NOT NULL,
    address TEXT,
    expires_at BIGINT NOT NULL
);
CREATE INDEX reader_ticket_reader ON reader_ticket (reader, purpose);
CREATE INDEX reader_ticket_browser ON reader_ticket (browser);

-- Mail to readers: what is to go out, and for thirty days how it went.
CREATE TABLE letter (
    id UUID PRIMARY KEY,
    reader UUID,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    kind TEXT NOT NULL,
    story UUID,
    content TEXT,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT,
    made_at BIGINT NOT NULL,
    done_at BIGINT,
    said TEXT
);
CREATE INDEX letter_due ON letter (state, due_at);
CREATE INDEX letter_reader ON letter (reader, made_at);
CREATE INDEX letter_made ON letter (made_at);
CREATE INDEX letter_address ON letter (address, made_at);
CREATE INDEX letter_story ON letter (story) WHERE story IS NOT NULL;

-- Addresses that no mail goes to any more, by their hash: so an import cannot bring them back.
CREATE TABLE suppressed (
    address BYTEA PRIMARY KEY,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- What a reader is told on the site.
CREATE TABLE reader_note (
    id UUID PRIMARY KEY,
    reader UUID NOT NULL REFERENCES reader (id),
    kind TEXT NOT NULL,
    message UUID,
    detail TEXT NOT NULL,
    at BIGINT NOT NULL,
    seen_at BIGINT,
    mailed BOOLEAN NOT NULL
);
CREATE INDEX reader_note_reader ON reader_note (reader, at);
CREATE INDEX reader_note_unmailed ON reader_note (mailed, reader);
CREATE UNIQUE INDEX reader_note_once ON reader_note (reader, kind, message);
