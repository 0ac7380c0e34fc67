CREATE TABLE agency (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE edition (
    slug TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    host TEXT UNIQUE,
    number_style TEXT NOT NULL,
    dateline_style TEXT NOT NULL
);

CREATE TABLE section (
    edition TEXT NOT NULL REFERENCES edition (slug),
    slug TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (edition, slug)
);

CREATE TABLE page (
    edition TEXT NOT NULL REFERENCES edition (slug),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    copy TEXT NOT NULL,
    PRIMARY KEY (edition, name)
);

CREATE TABLE staff (
    id UUID PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    password TEXT,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE session (
    token BYTEA PRIMARY KEY,
    staff UUID NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_staff ON session (staff);

-- One-time links by which a member of the staff sets a password.
CREATE TABLE claim (
    token BYTEA PRIMARY KEY,
    staff UUID NOT NULL REFERENCES staff (id),
    expires_at BIGINT NOT NULL
);

-- What is derived from the wire about each story stands here beside its identity; the wire is the truth.
CREATE TABLE story (
    id UUID PRIMARY KEY,
    short TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL,
    slugline TEXT NOT NULL,
    language TEXT NOT NULL,
    standing TEXT NOT NULL,
    head BIGINT NOT NULL,
    head_at BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    translation_of UUID,
    public_revision BIGINT,
    public_sequence BIGINT,
    first_public BIGINT,
    updated BIGINT,
    withdrawn_at BIGINT,
    reason TEXT
);
CREATE INDEX story_slugline ON story (slugline, head_at);
CREATE INDEX story_translation ON story (translation_of);

CREATE TABLE revision (
    story UUID NOT NULL REFERENCES story (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    updates BIGINT NOT NULL,
    content TEXT NOT NULL,
    advisory TEXT,
    changes TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    sent_by UUID NOT NULL REFERENCES staff (id),
    public_at BIGINT,
    salt BYTEA NOT NULL,
    public_hash BYTEA NOT NULL,
    house_hash BYTEA NOT NULL,
    PRIMARY KEY (story, number)
);

CREATE TABLE wire (
    sequence BIGINT PRIMARY KEY,
    public_sequence BIGINT UNIQUE,
    kind TEXT NOT NULL,
    story UUID NOT NULL REFERENCES story (id),
    revision BIGINT,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    sent_by UUID REFERENCES staff (id),
    reason TEXT,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    signature BYTEA NOT NULL
);
CREATE INDEX wire_story ON wire (story, sequence);

-- Where public stories stand, by the place of their last public move; section '' is the whole edition.
CREATE TABLE placement (
    edition TEXT NOT NULL,
    section TEXT NOT NULL,
    story UUID NOT NULL REFERENCES story (id),
    public_sequence BIGINT NOT NULL,
    PRIMARY KEY (edition, section, story)
);
CREATE INDEX placement_newest ON placement (edition, section, public_sequence);
CREATE INDEX placement_story ON placement (story);

-- The public moves of each edition, for the newsfeed's count.
CREATE TABLE public_move (
    edition TEXT NOT NULL,
    public_sequence BIGINT NOT NULL,
    story UUID NOT NULL REFERENCES story (id),
    PRIMARY KEY (edition, public_sequence)
);

CREATE TABLE embargo (
    story UUID PRIMARY KEY REFERENCES story (id),
    until BIGINT NOT NULL
);
CREATE INDEX embargo_until ON embargo (until);

CREATE TABLE draft (
    id UUID PRIMARY KEY,
    story UUID,
    base BIGINT,
    begun_by UUID NOT NULL REFERENCES staff (id),
    version BIGINT NOT NULL,
    fields TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by UUID NOT NULL REFERENCES staff (id),
    state TEXT NOT NULL,
    branch_of UUID,
    lease_by UUID,
    lease_until BIGINT
);
CREATE INDEX draft_open ON draft (state, saved_at);

CREATE TABLE preview (
    token BYTEA PRIMARY KEY,
    draft UUID NOT NULL REFERENCES draft (id),
    expires_at BIGINT NOT NULL
);

CREATE TABLE follower (
    name TEXT PRIMARY KEY,
    cursor BIGINT NOT NULL
);
