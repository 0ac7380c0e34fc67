-- Newsrooms and others who get the wire.
CREATE TABLE subscriber (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    standing TEXT NOT NULL,
    territory TEXT,
    zone TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- What can be subscribed to: the stories that a filter means, under some terms.
CREATE TABLE product (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    filter TEXT NOT NULL,
    terms TEXT,
    created_at BIGINT NOT NULL
);

-- Which products a subscriber has; one that is denied wins over all that are granted.
CREATE TABLE entitlement (
    subscriber UUID NOT NULL REFERENCES subscriber (id),
    product UUID NOT NULL REFERENCES product (id),
    is_denied BOOLEAN NOT NULL,
    PRIMARY KEY (subscriber, product)
);

-- Where a subscriber's copy goes.
CREATE TABLE destination (
    id UUID PRIMARY KEY,
    subscriber UUID NOT NULL REFERENCES subscriber (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    format TEXT NOT NULL,
    secret BYTEA,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX destination_subscriber ON destination (subscriber);

-- By what a client shows that it may pull; kept hashed.
CREATE TABLE access_token (
    token BYTEA PRIMARY KEY,
    destination UUID NOT NULL REFERENCES destination (id),
    label TEXT NOT NULL,
    networks TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- What each subscriber was given, numbered from 1 without a gap. A row without an entry tells of a change of products.
CREATE TABLE transmission (
    subscriber UUID NOT NULL REFERENCES subscriber (id),
    position BIGINT NOT NULL,
    sequence BIGINT,
    story UUID,
    kind TEXT NOT NULL,
    why TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (subscriber, position)
);
CREATE UNIQUE INDEX transmission_entry ON transmission (subscriber, sequence);
CREATE INDEX transmission_story ON transmission (story, subscriber);
CREATE INDEX transmission_kind ON transmission (kind, at);

-- The ledger: who got what, when, how, with what answer. Never purged.
CREATE TABLE delivery (
    destination UUID NOT NULL REFERENCES destination (id),
    position BIGINT NOT NULL,
    story UUID,
    message TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    due_at BIGINT,
    done_at BIGINT,
    answer TEXT,
    acknowledged_at BIGINT,
    acknowledged_by TEXT,
    PRIMARY KEY (destination, position)
);
CREATE INDEX delivery_waiting ON delivery (destination, state, position);
CREATE INDEX delivery_order ON delivery (destination, story, state, position);
CREATE INDEX delivery_story ON delivery (story);

CREATE TABLE attempt (
    destination UUID NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    answer TEXT NOT NULL,
    is_done BOOLEAN NOT NULL,
    PRIMARY KEY (destination, position, number)
);
