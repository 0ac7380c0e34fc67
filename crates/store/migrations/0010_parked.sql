-- What could not be delivered is looked for often, and is little.
CREATE INDEX delivery_parked ON delivery (made_at) WHERE state = 'parked';
