-- Teams, and the places where their copy is.
CREATE TABLE news_desk (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    zone TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Who stands at a desk, and as what; the role in the house holds everywhere beside it.
CREATE TABLE desk_member (
    desk UUID NOT NULL REFERENCES news_desk (id),
    staff UUID NOT NULL REFERENCES staff (id),
    role TEXT NOT NULL,
    PRIMARY KEY (desk, staff)
);

ALTER TABLE draft ADD COLUMN desk UUID;
ALTER TABLE draft ADD COLUMN filed_at BIGINT;
CREATE INDEX draft_story ON draft (story, saved_at);

ALTER TABLE source ADD COLUMN desk UUID;
ALTER TABLE routing_rule ADD COLUMN desk UUID;
