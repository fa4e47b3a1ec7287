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

-- An order is looked up by its number however it is written: '#1001', ' 1001' and '1001' are one.
CREATE INDEX orders_by_bare_number ON orders (upper(ltrim(trim(order_id), '#')));

-- What a channel's file said of each product when it was built. Only what changed gets a row; the newest row of a product counts,
-- and one without SKUs says that the product is gone. `cells` is packed JSON in base 64: a list of rows, heading to cell, without blank cells.
CREATE TABLE listed (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    product TEXT NOT NULL,
    skus TEXT NOT NULL,
    digest TEXT NOT NULL,
    cells TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX listed_by_product ON listed (channel, product, id);
CREATE INDEX listed_by_batch ON listed (batch_id);

-- What a channel asked for a SKU from that day on; only a price that differs from the one before gets a row.
CREATE TABLE asked_prices (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    sku TEXT NOT NULL,
    currency TEXT NOT NULL,
    day TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX asked_prices_by_sku ON asked_prices (channel, currency, sku, id);
CREATE INDEX asked_prices_by_batch ON asked_prices (batch_id);
