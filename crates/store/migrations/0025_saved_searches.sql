-- What searches were saved lately, without a walk over all that was subscribed to.
CREATE INDEX subscription_saved ON subscription (what, changed_at);
CREATE INDEX push_wish_saved ON push_wish (what, made_at);
