-- What is going to happen, and who will be there.
CREATE TABLE diary_event (
    id UUID PRIMARY KEY,
    day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    at TEXT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    note TEXT NOT NULL,
    coverage TEXT NOT NULL,
    desk UUID REFERENCES news_desk (id),
    staff UUID REFERENCES staff (id),
    draft UUID REFERENCES draft (id),
    story UUID REFERENCES story (id),
    is_cancelled BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX diary_event_day ON diary_event (last_day);

-- The addresses at which calendars of the staff ask for it.
CREATE TABLE diary_link (
    token BYTEA PRIMARY KEY,
    staff UUID NOT NULL REFERENCES staff (id)
);
CREATE INDEX diary_link_staff ON diary_link (staff);
