-- What the store learned after its first version: additive, so that a store made by 0001 goes on.

-- SQLite builds an IN list of a CHECK anew for every row that is added; OR says the same for nothing.
DROP VIEW on_hand;
DROP VIEW lots_on_hand;
ALTER TABLE movements RENAME TO movements_before;
DROP INDEX movements_by_item;
DROP INDEX movements_by_parcel;
CREATE TABLE movements (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items (id),
    lot_id INTEGER REFERENCES lots (id),
    delta INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind = 'set' OR kind = 'add' OR kind = 'count' OR kind = 'adjust' OR kind = 'ship' OR kind = 'return' OR kind = 'repack' OR kind = 'loss'
    ),
    reason TEXT NOT NULL DEFAULT '',
    parcel_id INTEGER REFERENCES parcels (id),
    file TEXT NOT NULL DEFAULT '',
    sheet TEXT NOT NULL DEFAULT '',
    row INTEGER,
    at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
INSERT INTO movements (id, item_id, lot_id, delta, kind, reason, parcel_id, file, sheet, row, at, batch_id)
    SELECT id, item_id, lot_id, delta, kind, reason, parcel_id, file, sheet, row, at, batch_id FROM movements_before ORDER BY id;
DROP TABLE movements_before;
CREATE INDEX movements_by_item ON movements (item_id, lot_id, delta);
CREATE INDEX movements_by_parcel ON movements (parcel_id) WHERE parcel_id IS NOT NULL;
CREATE VIEW on_hand AS
    SELECT item_id, sum(delta) AS quantity FROM movements GROUP BY item_id;
CREATE VIEW lots_on_hand AS
    SELECT item_id, lot_id, sum(delta) AS quantity FROM movements GROUP BY item_id, lot_id;

-- What was paid and what was due for a line, where its export says it: an order whose lines come in several files is summed up.
ALTER TABLE order_lines ADD COLUMN paid_minor INTEGER;
ALTER TABLE order_lines ADD COLUMN due_minor INTEGER;

-- What a two-step courier must know before its next call (EasyPost's shipment id), kept before that call is made.
CREATE TABLE courier_saved (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX courier_saved_by_reference ON courier_saved (reference, id);

-- The courier's own label: where it is to be had, and the PDF that was fetched (a path below the shop's folder).
ALTER TABLE parcels ADD COLUMN label_url TEXT NOT NULL DEFAULT '';
ALTER TABLE parcels ADD COLUMN label_file TEXT NOT NULL DEFAULT '';

-- Hand-over sheets (交接单), one a courier and pick-up: printed, then closed when the driver has signed (`closed_at`). `carrier` is as in
-- parcels; `pickup` a UTC text, '' without one. A parcel that came off a sheet keeps its row and says why in `off` ('' on the sheet);
-- it is on one sheet at most, each number that it ever had.
CREATE TABLE manifests (
    id INTEGER PRIMARY KEY,
    carrier TEXT NOT NULL,
    pickup TEXT NOT NULL DEFAULT '',
    printed_at TEXT NOT NULL,
    closed_at TEXT,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX manifests_by_batch ON manifests (batch_id);
CREATE TABLE manifest_parcels (
    id INTEGER PRIMARY KEY,
    manifest_id INTEGER NOT NULL REFERENCES manifests (id),
    parcel_id INTEGER NOT NULL REFERENCES parcels (id),
    waybill TEXT NOT NULL,
    weight_g INTEGER NOT NULL,
    off TEXT NOT NULL DEFAULT '',
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE UNIQUE INDEX manifest_parcels_once ON manifest_parcels (parcel_id, waybill) WHERE off = '';
CREATE INDEX manifest_parcels_by_manifest ON manifest_parcels (manifest_id);
CREATE INDEX manifest_parcels_by_batch ON manifest_parcels (batch_id);

-- When the packing slip of a parcel was printed.
ALTER TABLE parcels ADD COLUMN slip_at TEXT;

-- What a marketplace (or a 代发 sheet) was told: this order went with this waybill. Each is told once.
CREATE TABLE exported (
    id INTEGER PRIMARY KEY,
    order_row INTEGER NOT NULL REFERENCES orders (id),
    parcel_id INTEGER NOT NULL REFERENCES parcels (id),
    waybill TEXT NOT NULL,
    carrier_name TEXT NOT NULL,
    file TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number),
    UNIQUE (order_row, parcel_id, waybill)
) STRICT;
CREATE INDEX exported_by_batch ON exported (batch_id);

-- The courier's first scan of a waybill (揽收), as somebody or a file said it.
CREATE TABLE scans (
    id INTEGER PRIMARY KEY,
    waybill TEXT NOT NULL UNIQUE,
    scanned_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX scans_by_batch ON scans (batch_id);

-- Couriers' bills: of each line what was billed and what of it is agreed (the rest is disputed, and `reason` says why).
CREATE TABLE courier_bills (
    id INTEGER PRIMARY KEY,
    carrier TEXT NOT NULL,
    file TEXT NOT NULL,
    currency TEXT NOT NULL,
    stated_minor INTEGER,
    period_from TEXT,
    period_to TEXT,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX courier_bills_by_batch ON courier_bills (batch_id);
CREATE TABLE courier_bill_lines (
    id INTEGER PRIMARY KEY,
    bill_id INTEGER NOT NULL REFERENCES courier_bills (id),
    waybill TEXT NOT NULL,
    parcel_id INTEGER REFERENCES parcels (id),
    billed_on TEXT,
    billed_g INTEGER,
    billed_minor INTEGER NOT NULL,
    agreed_minor INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    fee TEXT NOT NULL DEFAULT '',
    sheet TEXT NOT NULL DEFAULT '',
    row INTEGER,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX courier_bill_lines_by_waybill ON courier_bill_lines (waybill);
CREATE INDEX courier_bill_lines_by_bill ON courier_bill_lines (bill_id);
CREATE INDEX courier_bill_lines_by_batch ON courier_bill_lines (batch_id);

-- Waybill numbers bought in advance, block by block, and what became of each: `given` to a parcel's reference, `void` (spent),
-- `elsewhere` (used by another copy of the store). `checked_batch`: the last batch in which a person stood for what is left.
CREATE TABLE number_blocks (
    id INTEGER PRIMARY KEY,
    carrier TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    at TEXT NOT NULL,
    checked_batch INTEGER NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX number_blocks_by_batch ON number_blocks (batch_id);
CREATE TABLE block_numbers (
    id INTEGER PRIMARY KEY,
    block_id INTEGER NOT NULL REFERENCES number_blocks (id),
    number TEXT NOT NULL UNIQUE,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX block_numbers_by_block ON block_numbers (block_id);
CREATE INDEX block_numbers_by_batch ON block_numbers (batch_id);
CREATE TABLE number_uses (
    id INTEGER PRIMARY KEY,
    number_id INTEGER NOT NULL UNIQUE REFERENCES block_numbers (id),
    reference TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state = 'given' OR state = 'void' OR state = 'elsewhere'),
    at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE UNIQUE INDEX number_uses_by_reference ON number_uses (reference) WHERE reference <> '';
CREATE INDEX number_uses_by_batch ON number_uses (batch_id);

-- How many calls went to a courier and when (real UTC), so that a limit a day holds for all runs of the day together. A negative
-- number takes back calls that were foreseen and not made.
CREATE TABLE courier_calls (
    id INTEGER PRIMARY KEY,
    carrier TEXT NOT NULL,
    calls INTEGER NOT NULL,
    at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batches (number)
) STRICT;
CREATE INDEX courier_calls_by_time ON courier_calls (carrier, at);
CREATE INDEX courier_calls_by_batch ON courier_calls (batch_id);

-- How sure the parts of an address are (exact, guessed, failed, mended), why not, and the text they came from.
ALTER TABLE buyers ADD COLUMN confidence TEXT NOT NULL DEFAULT '';
ALTER TABLE buyers ADD COLUMN doubts TEXT NOT NULL DEFAULT '';
ALTER TABLE buyers ADD COLUMN written TEXT NOT NULL DEFAULT '';
