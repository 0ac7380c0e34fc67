-- Who gets a feed posted when it changes (WebSub). What was sent last is known by its hash, so nothing is sent twice.
CREATE TABLE websub_subscription (
    id UUID PRIMARY KEY,
    topic TEXT NOT NULL,
    callback TEXT NOT NULL,
    secret TEXT,
    lease_until BIGINT NOT NULL,
    due_at BIGINT,
    attempts BIGINT NOT NULL,
    sent BYTEA,
    made_at BIGINT NOT NULL,
    UNIQUE (topic, callback)
);
CREATE INDEX websub_subscription_due ON websub_subscription (due_at) WHERE due_at IS NOT NULL;
