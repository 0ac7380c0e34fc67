-- The tiles of the public log (C2SP tlog-tiles): 32 bytes a hash, side by side; the last of a level as far as it is filled.
CREATE TABLE log_tile (
    level BIGINT NOT NULL,
    place BIGINT NOT NULL,
    hashes BYTEA NOT NULL,
    PRIMARY KEY (level, place)
);

-- The last checkpoint that each witness signed, with its signature.
CREATE TABLE log_witness (
    name TEXT PRIMARY KEY,
    size BIGINT NOT NULL,
    note TEXT NOT NULL
);
