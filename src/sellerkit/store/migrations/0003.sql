-- What the store learned after its second version: additive, so that a store made by 0002 goes on.

-- What a person decided about an exception of reconciling, or (`tied`) which order a payment belongs to. It holds while the
-- difference stays the same; the newest row counts.
CREATE TABLE resolutions (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    subject TEXT NOT NULL,
    difference_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (
        decision = 'accepted' OR decision = 'written-off' OR decision = 'claimed' OR decision = 'fixed' OR decision = 'tied'
    ),
    note TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    row_key TEXT NOT NULL DEFAULT '',
    order_row INTEGER REFERENCES orders (id),
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX resolutions_by_subject ON resolutions (code, subject);
CREATE INDEX resolutions_by_order ON resolutions (order_row) WHERE order_row IS NOT NULL;
CREATE INDEX resolutions_by_batch ON resolutions (batch_id);
