-- Who is written to about news, with or without an account.
CREATE TABLE correspondent (
    id UUID PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL,
    edition TEXT NOT NULL,
    most_a_day BIGINT NOT NULL,
    paused_until BIGINT,
    digest_at BIGINT,
    made_at BIGINT NOT NULL
);

-- What somebody wants to be told of. `what` is edition, section, story, author, search or corrections; `value` names it.
CREATE TABLE subscription (
    id UUID PRIMARY KEY,
    correspondent UUID NOT NULL REFERENCES correspondent (id),
    edition TEXT NOT NULL,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    rhythm TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (correspondent, edition, what, value)
);
CREATE INDEX subscription_what ON subscription (what, edition, value, state);

-- What waits for somebody's digest: a story once, with the revision that they were told of last.
CREATE TABLE digest_item (
    correspondent UUID NOT NULL REFERENCES correspondent (id),
    story UUID NOT NULL,
    subscription UUID NOT NULL,
    since BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (correspondent, story)
);

-- How far public moves were looked at for subscriptions.
CREATE TABLE subscription_cursor (
    id BIGINT PRIMARY KEY,
    public_sequence BIGINT NOT NULL
);
