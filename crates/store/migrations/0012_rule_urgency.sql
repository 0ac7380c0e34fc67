ALTER TABLE routing_rule ADD COLUMN urgency BIGINT;
