-- What searches were saved lately, without a walk over all that was subscribed to.
CREATE INDEX subscription_saved ON subscription (what, changed_at);
CREATE INDEX push_wish_saved ON push_wish (what, made_at);

-- The few stories of which the public does not have the last, for the house's own search.
CREATE INDEX story_hidden ON story (head_at) WHERE standing <> 'live' OR public_revision IS NULL OR public_revision <> head;
