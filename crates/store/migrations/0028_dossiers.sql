-- The standing background of a topic. An entry is its revisions; none of them is ever changed.
CREATE TABLE dossier (
    topic TEXT PRIMARY KEY REFERENCES topic (slug),
    is_closed BOOLEAN NOT NULL,
    opened_at BIGINT NOT NULL
);

-- What was pinned in a draft or from a revision is public when that is, and as long as its story is.
CREATE TABLE dossier_entry (
    topic TEXT NOT NULL REFERENCES dossier (topic),
    entry TEXT NOT NULL,
    revision BIGINT NOT NULL,
    body TEXT NOT NULL,
    review TEXT,
    staff UUID NOT NULL REFERENCES staff (id),
    at BIGINT NOT NULL,
    draft UUID REFERENCES draft (id),
    story UUID REFERENCES story (id),
    story_revision BIGINT,
    PRIMARY KEY (topic, entry, revision)
);
CREATE INDEX dossier_entry_review ON dossier_entry (review);
CREATE INDEX dossier_entry_draft ON dossier_entry (draft);

-- Which paragraphs of a story are a dossier's, and as which of its revisions.
CREATE TABLE dossier_quote (
    story UUID NOT NULL REFERENCES story (id),
    revision BIGINT NOT NULL,
    paragraph BIGINT NOT NULL,
    topic TEXT NOT NULL,
    entry TEXT NOT NULL,
    entry_revision BIGINT NOT NULL,
    PRIMARY KEY (story, revision, paragraph)
);
CREATE INDEX dossier_quote_entry ON dossier_quote (topic, entry);
