-- What nodes that share a database tell each other: that something changed which each keeps in memory. The wire has its own log.
CREATE TABLE signal (
    id BIGINT PRIMARY KEY,
    node BYTEA NOT NULL,
    kind TEXT NOT NULL,
    subject UUID
);

-- Which node does what must be done once. A node that does it counts on; one whose count stands still has lost it.
CREATE TABLE duty (
    name TEXT PRIMARY KEY,
    node BYTEA NOT NULL,
    beat BIGINT NOT NULL
);
