-- What was answered of each changed fact, and who looked at it twice.
ALTER TABLE revision ADD COLUMN answers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE revision ADD COLUMN seconded_by UUID REFERENCES staff (id);

-- Whether what is grave wants a second person.
ALTER TABLE agency ADD COLUMN four_eyes BOOLEAN NOT NULL DEFAULT FALSE;

-- Who vouched for what: a draft at a version, or a story's withdrawal at its number of entries.
CREATE TABLE vouch (
    subject UUID NOT NULL,
    version BIGINT NOT NULL,
    staff UUID NOT NULL REFERENCES staff (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (subject, version, staff)
);
