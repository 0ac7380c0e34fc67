-- The house's own rules for the copy desk. One that is not live yet can be tried on the archive.
CREATE TABLE lexicon (
    id UUID PRIMARY KEY,
    rule TEXT NOT NULL,
    is_live BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID NOT NULL REFERENCES staff (id)
);

-- What the copy desk showed for a draft, and what became of it: shown, ignored with a reason, accepted, left.
CREATE TABLE finding (
    draft UUID NOT NULL REFERENCES draft (id),
    rule TEXT NOT NULL,
    words TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    staff UUID REFERENCES staff (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (draft, rule, words)
);
CREATE INDEX finding_rule ON finding (rule, verdict);
