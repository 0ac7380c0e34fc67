-- One stream of messages for a story. The counts change in the transaction that changes what they count.
CREATE TABLE discussion (
    story UUID PRIMARY KEY REFERENCES story (id),
    mode TEXT NOT NULL,
    is_watched BOOLEAN NOT NULL,
    slow_seconds BIGINT NOT NULL,
    closes_at BIGINT,
    closed TEXT,
    visible BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    last_change BIGINT NOT NULL,
    last_at BIGINT,
    pinned UUID
);
CREATE INDEX discussion_last ON discussion (last_at);

-- What readers said. `shown` is whether it stands on the page: visible, or with answers that stand. `replies` counts the
-- answers that are shown. `changed` is the number of its last change in its discussion.
CREATE TABLE message (
    id UUID PRIMARY KEY,
    story UUID NOT NULL REFERENCES discussion (story),
    sequence BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    parent UUID REFERENCES message (id),
    root UUID NOT NULL,
    depth BIGINT NOT NULL,
    reader UUID,
    client_id TEXT,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    shown BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    edited_at BIGINT,
    useful BIGINT NOT NULL,
    replies BIGINT NOT NULL,
    picked_at BIGINT,
    grounds TEXT,
    UNIQUE (story, sequence)
);
CREATE UNIQUE INDEX message_client ON message (reader, client_id);
CREATE INDEX message_changed ON message (story, changed);
CREATE INDEX message_roots ON message (story, depth, shown, sequence);
CREATE INDEX message_useful ON message (story, depth, shown, useful, sequence);
CREATE INDEX message_parent ON message (parent, shown, sequence);
CREATE INDEX message_reader ON message (reader, at);
CREATE INDEX message_queue ON message (state, at);
CREATE INDEX message_picked ON message (story, picked_at) WHERE picked_at IS NOT NULL;

-- What a message said before it was edited.
CREATE TABLE message_edit (
    message UUID NOT NULL REFERENCES message (id),
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (message, number)
);

-- What the phases of moderation found.
CREATE TABLE message_finding (
    message UUID NOT NULL REFERENCES message (id),
    number BIGINT NOT NULL,
    phase TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (message, number)
);

CREATE TABLE useful_mark (
    message UUID NOT NULL REFERENCES message (id),
    reader UUID NOT NULL REFERENCES reader (id),
    PRIMARY KEY (message, reader)
);
CREATE INDEX useful_mark_reader ON useful_mark (reader);

CREATE TABLE reader_mute (
    reader UUID NOT NULL REFERENCES reader (id),
    muted UUID NOT NULL REFERENCES reader (id),
    PRIMARY KEY (reader, muted)
);

-- What a reader follows: a whole discussion, or the thread below a message.
CREATE TABLE discussion_follow (
    reader UUID NOT NULL REFERENCES reader (id),
    story UUID NOT NULL,
    root UUID NOT NULL,
    PRIMARY KEY (reader, root)
);
CREATE INDEX discussion_follow_root ON discussion_follow (root);

-- Reports of messages. A legal notice (Regulation (EU) 2022/2065, article 16) has a reference, and may come from somebody
-- without an account.
CREATE TABLE report (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    message UUID NOT NULL REFERENCES message (id),
    reader UUID,
    category TEXT NOT NULL,
    reason TEXT NOT NULL,
    law TEXT,
    contact TEXT,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    decided_at BIGINT,
    statement TEXT
);
CREATE INDEX report_message ON report (message, state);
CREATE INDEX report_state ON report (state, at);
CREATE UNIQUE INDEX report_once ON report (message, reader);

-- What moderators did about readers.
CREATE TABLE sanction (
    id UUID PRIMARY KEY,
    reader UUID NOT NULL REFERENCES reader (id),
    kind TEXT NOT NULL,
    grounds TEXT NOT NULL,
    words TEXT NOT NULL,
    message UUID,
    staff TEXT NOT NULL,
    at BIGINT NOT NULL,
    until BIGINT,
    read_at BIGINT,
    lifted_at BIGINT,
    appeal TEXT,
    appealed_at BIGINT,
    answer TEXT
);
CREATE INDEX sanction_reader ON sanction (reader, at);
CREATE INDEX sanction_appeal ON sanction (appealed_at) WHERE appealed_at IS NOT NULL;

-- Everything that moderators did, with what it was before, so that it can be undone.
CREATE TABLE moderation (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    staff TEXT NOT NULL,
    act TEXT NOT NULL,
    story UUID,
    message UUID,
    reader UUID,
    grounds TEXT,
    before TEXT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX moderation_message ON moderation (message);
CREATE INDEX moderation_reader ON moderation (reader);

-- What moderators note of a reader; nobody else sees it.
CREATE TABLE moderator_note (
    id UUID PRIMARY KEY,
    reader UUID NOT NULL REFERENCES reader (id),
    staff TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX moderator_note_reader ON moderator_note (reader, at);

-- The house's rules for discussions; one row.
CREATE TABLE discussion_rules (
    id BIGINT PRIMARY KEY,
    least BIGINT NOT NULL,
    most BIGINT NOT NULL,
    links BIGINT NOT NULL,
    new_hours BIGINT NOT NULL,
    first_messages BIGINT NOT NULL,
    rejected_percent BIGINT NOT NULL,
    all_first BOOLEAN NOT NULL,
    close_days BIGINT NOT NULL,
    banned TEXT NOT NULL,
    suspect TEXT NOT NULL,
    checker TEXT NOT NULL,
    checker_secret TEXT NOT NULL
);
INSERT INTO discussion_rules VALUES (1, 2, 3000, 2, 24, 1, 30, FALSE, 14, '', '', '', '');
