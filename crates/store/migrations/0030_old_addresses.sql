-- Where stories that were brought stood before: a path, with its query where the path is the root.
CREATE TABLE old_address (
    path TEXT PRIMARY KEY,
    story UUID NOT NULL REFERENCES story (id)
);
