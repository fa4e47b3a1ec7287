-- Every table has `id INTEGER PRIMARY KEY` and `batch_id`, the batch that inserted the row.
-- Money is integer minor units beside a currency; weights g; lengths mm; times UTC texts 2026-11-11T00:00:00Z.

CREATE TABLE batches (
    number INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'undone')),
    file_name TEXT NOT NULL DEFAULT '',
    file_hash TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    mode TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '{}',
    undoes INTEGER REFERENCES batches (number),
    undone_by INTEGER REFERENCES batches (number),
    -- Which file wrote it and when in real time: a restored or copied store shows by them.
    home TEXT NOT NULL DEFAULT '',
    real_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    changes BLOB
) STRICT;
CREATE INDEX batches_by_file ON batches (file_hash) WHERE file_hash <> '';

CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL UNIQUE,
    name TEXT,
    unit TEXT NOT NULL DEFAULT 'piece',
    shown_unit TEXT,
    priced_per INTEGER NOT NULL DEFAULT 1,
    barcode TEXT,
    pack INTEGER,
    cost_minor INTEGER,
    price_minor INTEGER,
    currency TEXT,
    weight_g INTEGER,
    length_mm INTEGER,
    width_mm INTEGER,
    height_mm INTEGER,
    shelf TEXT,
    category TEXT,
    option1 TEXT,
    option2 TEXT,
    option3 TEXT,
    origin TEXT,
    image TEXT,
    low INTEGER,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX items_by_barcode ON items (barcode) WHERE barcode IS NOT NULL;

CREATE TABLE lots (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items (id),
    code TEXT NOT NULL DEFAULT '',
    produced TEXT,
    expires TEXT,
    origin TEXT,
    cost_minor INTEGER,
    quantity_received INTEGER NOT NULL DEFAULT 0,
    currency TEXT,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX lots_by_item ON lots (item_id);

-- Prices by quantity, for `priced_per` units each; a tier that is no more has no price (its row stays, so that no other takes its id).
CREATE TABLE price_tiers (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items (id),
    from_quantity INTEGER NOT NULL,
    price_minor INTEGER,
    currency TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (item_id, from_quantity)
) STRICT;

CREATE TABLE movements (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items (id),
    lot_id INTEGER REFERENCES lots (id),
    delta INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('set', 'add', 'count', 'adjust', 'ship', 'return', 'repack', 'loss')),
    reason TEXT NOT NULL DEFAULT '',
    parcel_id INTEGER REFERENCES parcels (id),
    file TEXT NOT NULL DEFAULT '',
    sheet TEXT NOT NULL DEFAULT '',
    row INTEGER,
    at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX movements_by_item ON movements (item_id, lot_id, delta);
CREATE INDEX movements_by_parcel ON movements (parcel_id) WHERE parcel_id IS NOT NULL;

-- All that is personal stands here and nowhere else; rows are never changed, only added and deleted.
CREATE TABLE buyers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    province TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    district TEXT NOT NULL DEFAULT '',
    street TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    buyer_note TEXT NOT NULL DEFAULT '',
    seller_note TEXT NOT NULL DEFAULT '',
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX buyers_by_batch ON buyers (batch_id);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    order_id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN
        ('unpaid', 'deposit-paid', 'to-ship', 'held', 'shipped', 'done', 'refunding', 'refunded', 'closed')),
    hold_reason TEXT NOT NULL DEFAULT '',
    held_from TEXT NOT NULL DEFAULT '',
    said TEXT NOT NULL DEFAULT '',
    platform_status TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL,
    total_minor INTEGER,
    goods_minor INTEGER,
    shipping_minor INTEGER,
    placed_at TEXT,
    paid_at TEXT,
    ship_by TEXT,
    flag TEXT NOT NULL DEFAULT '',
    buyer_id INTEGER REFERENCES buyers (id),
    waybill TEXT NOT NULL DEFAULT '',
    carrier_name TEXT NOT NULL DEFAULT '',
    shipped_at TEXT,
    file TEXT NOT NULL DEFAULT '',
    sheet TEXT NOT NULL DEFAULT '',
    row INTEGER,
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (channel, order_id)
) STRICT;
CREATE INDEX orders_by_status ON orders (status, ship_by);
CREATE INDEX orders_by_number ON orders (order_id);
CREATE INDEX orders_by_batch ON orders (batch_id);
CREATE INDEX orders_by_buyer ON orders (buyer_id);

-- A line that its platform removed has a negative number: it is never deleted, so that no other row takes its id.
CREATE TABLE order_lines (
    id INTEGER PRIMARY KEY,
    order_row INTEGER NOT NULL REFERENCES orders (id),
    number INTEGER NOT NULL,
    code TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    properties TEXT NOT NULL DEFAULT '',
    quantity INTEGER NOT NULL,
    unit_price_minor INTEGER,
    key TEXT NOT NULL DEFAULT '',
    closed INTEGER NOT NULL DEFAULT 0,
    -- The rule of shop.toml that gave this line away, '' for what was bought.
    gift TEXT NOT NULL DEFAULT '',
    row INTEGER,
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (order_row, number)
) STRICT;
CREATE INDEX order_lines_given ON order_lines (gift) WHERE gift <> '';
CREATE INDEX order_lines_by_batch ON order_lines (batch_id);

-- What was asked back: money, goods or both, of an order or of one line. An order that is not known yet has no order_row.
CREATE TABLE refunds (
    id INTEGER PRIMARY KEY,
    refund_id TEXT NOT NULL,
    channel TEXT NOT NULL DEFAULT '',
    order_id TEXT NOT NULL,
    order_row INTEGER REFERENCES orders (id),
    line_key TEXT NOT NULL DEFAULT '',
    line_id INTEGER REFERENCES order_lines (id),
    kind TEXT NOT NULL CHECK (kind IN ('refund', 'return', 'exchange')),
    status TEXT NOT NULL CHECK (status IN ('refunding', 'refunded', 'closed')),
    amount_minor INTEGER,
    return_waybill TEXT NOT NULL DEFAULT '',
    applied_at TEXT,
    done_at TEXT,
    -- Where the goods went that came back: stock, seconds or scrap; '' while they have not.
    returned_to TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL DEFAULT '',
    sheet TEXT NOT NULL DEFAULT '',
    row INTEGER,
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (order_id, refund_id)
) STRICT;
CREATE INDEX refunds_by_order ON refunds (order_row);
CREATE INDEX refunds_by_line ON refunds (line_id);
CREATE INDEX refunds_by_waybill ON refunds (return_waybill) WHERE return_waybill <> '';
CREATE INDEX refunds_by_batch ON refunds (batch_id);

-- What a line takes from stock, in the item's unit; 0 once it takes nothing any more. It is reserved while its order's status reserves (view `reserved`).
CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    line_id INTEGER NOT NULL REFERENCES order_lines (id),
    item_id INTEGER NOT NULL REFERENCES items (id),
    quantity INTEGER NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (line_id, item_id)
) STRICT;
CREATE INDEX reservations_by_item ON reservations (item_id);
CREATE INDEX reservations_by_batch ON reservations (batch_id);

-- A code, or title and properties, that a person matched once: → items × quantity (several rows are a bundle, 套餐; 0: no longer).
CREATE TABLE code_matches (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    code TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    properties TEXT NOT NULL DEFAULT '',
    item_id INTEGER NOT NULL REFERENCES items (id),
    quantity INTEGER NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (channel, code, title, properties, item_id)
) STRICT;
CREATE INDEX code_matches_by_item ON code_matches (item_id);
CREATE INDEX code_matches_by_batch ON code_matches (batch_id);

-- The last plan: which carton, wave, station and pick-up each order has, in packing order.
CREATE TABLE plan_parcels (
    id INTEGER PRIMARY KEY,
    order_row INTEGER NOT NULL REFERENCES orders (id),
    carton TEXT NOT NULL,
    weight_g INTEGER NOT NULL,
    wave INTEGER NOT NULL,
    station INTEGER NOT NULL,
    pickup TEXT NOT NULL,
    position INTEGER NOT NULL,
    carrier TEXT NOT NULL DEFAULT '',
    start TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    slot INTEGER NOT NULL DEFAULT 0,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX plan_parcels_by_order ON plan_parcels (order_row);
CREATE INDEX plan_parcels_by_batch ON plan_parcels (batch_id);

CREATE TABLE parcels (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    attempt INTEGER NOT NULL DEFAULT 1,
    carrier TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'intended', 'confirmed', 'refused', 'unknown', 'voided')),
    waybill TEXT NOT NULL DEFAULT '',
    route TEXT NOT NULL DEFAULT '',
    carton TEXT NOT NULL DEFAULT '',
    weight_g INTEGER NOT NULL,
    cost_minor INTEGER,
    currency TEXT NOT NULL DEFAULT '',
    pickup TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    problem_code TEXT NOT NULL DEFAULT '',
    problem TEXT NOT NULL DEFAULT '',
    confirmed_at TEXT,
    printed_at TEXT,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX parcels_by_state ON parcels (state);
CREATE INDEX parcels_by_waybill ON parcels (waybill) WHERE waybill <> '';
CREATE INDEX parcels_by_batch ON parcels (batch_id);

CREATE TABLE parcel_orders (
    id INTEGER PRIMARY KEY,
    parcel_id INTEGER NOT NULL REFERENCES parcels (id),
    order_row INTEGER NOT NULL REFERENCES orders (id),
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (parcel_id, order_row)
) STRICT;
CREATE INDEX parcel_orders_by_order ON parcel_orders (order_row);
CREATE INDEX parcel_orders_by_batch ON parcel_orders (batch_id);

-- What was intended and what was answered, in real time; written and synced before the call it describes.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL,
    carrier TEXT NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('intent', 'confirmed', 'refused', 'unknown', 'unsent', 'voided')),
    request_hash TEXT NOT NULL DEFAULT '',
    waybill TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX journal_by_reference ON journal (reference, id);
CREATE INDEX journal_by_batch ON journal (batch_id);

CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    format TEXT NOT NULL,
    file TEXT NOT NULL,
    sheet TEXT NOT NULL DEFAULT '',
    account TEXT NOT NULL DEFAULT '',
    statement_id TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL,
    opening_minor INTEGER,
    closing_minor INTEGER,
    net_minor INTEGER NOT NULL,
    period_from TEXT,
    period_to TEXT,
    controls TEXT NOT NULL DEFAULT '[]',
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX statements_by_batch ON statements (batch_id);

CREATE TABLE payout_lines (
    id INTEGER PRIMARY KEY,
    statement_row INTEGER NOT NULL REFERENCES statements (id),
    format TEXT NOT NULL,
    account TEXT NOT NULL DEFAULT '',
    row_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    order_id TEXT NOT NULL DEFAULT '',
    posted_at TEXT,
    platform_type TEXT NOT NULL DEFAULT '',
    transaction_id TEXT NOT NULL DEFAULT '',
    payout_id TEXT NOT NULL DEFAULT '',
    sku TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    row INTEGER,
    "column" TEXT NOT NULL DEFAULT '',
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (format, account, currency, row_key)
) STRICT;
CREATE INDEX payout_lines_by_order ON payout_lines (order_id) WHERE order_id <> '';
CREATE INDEX payout_lines_by_statement ON payout_lines (statement_row);
CREATE INDEX payout_lines_by_batch ON payout_lines (batch_id);

-- Exceptions that were reported already: they are listed as known from then on.
CREATE TABLE reported_exceptions (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    subject TEXT NOT NULL,
    difference_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (code, subject, difference_minor, currency)
) STRICT;
CREATE INDEX reported_exceptions_by_batch ON reported_exceptions (batch_id);

CREATE VIEW on_hand AS
    SELECT item_id, sum(delta) AS quantity FROM movements GROUP BY item_id;

CREATE VIEW lots_on_hand AS
    SELECT item_id, lot_id, sum(delta) AS quantity FROM movements GROUP BY item_id, lot_id;

CREATE VIEW reserved AS
    SELECT reservations.item_id, sum(reservations.quantity) AS quantity
    FROM reservations
    JOIN order_lines ON order_lines.id = reservations.line_id
    JOIN orders ON orders.id = order_lines.order_row
    WHERE orders.status IN ('deposit-paid', 'to-ship', 'held', 'refunding')
        AND orders.held_from <> 'unpaid' AND orders.shipped_at IS NULL AND orders.waybill = ''
    GROUP BY reservations.item_id;
