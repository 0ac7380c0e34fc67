-- What crosses sections and editions. The stories of a topic stand in `placement`, under its subject in the place of a section: a
-- section has no colon.
CREATE TABLE topic (
    slug TEXT PRIMARY KEY,
    subject TEXT NOT NULL UNIQUE,
    is_closed BOOLEAN NOT NULL,
    opened_at BIGINT NOT NULL
);

CREATE TABLE topic_name (
    topic TEXT NOT NULL REFERENCES topic (slug),
    position BIGINT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    PRIMARY KEY (topic, language)
);
