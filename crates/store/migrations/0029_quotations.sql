-- Who says what in what is public: derived from the wire, and made anew from it when this table is emptied and its follower's cursor
-- with it.
CREATE TABLE quotation (
    story UUID NOT NULL REFERENCES story (id),
    place BIGINT NOT NULL,
    paragraph BIGINT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    organisation TEXT NOT NULL,
    words TEXT NOT NULL,
    language TEXT NOT NULL,
    ran_at BIGINT NOT NULL,
    PRIMARY KEY (story, place)
);
CREATE INDEX quotation_person ON quotation (person, language, ran_at);
CREATE INDEX quotation_newest ON quotation (language, ran_at);
