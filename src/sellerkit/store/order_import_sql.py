"""The statements that merge orders which the store knows already; `order_import` runs them in this order.

Staged rows live in temporary tables of the connection: `theirs` and `their_lines` as the export has them, `merged` as
each order will stand. Ids of new buyers and lines are given out beforehand; gaps among them harm nobody. Orders that are
new never come here: `order_import_new` writes them.
"""

from __future__ import annotations

from sellerkit.model.order import SUMMARY

_PERSON = (
    "name",
    "phone",
    "country",
    "province",
    "city",
    "district",
    "street",
    "postcode",
    "email",
    "confidence",
    "doubts",
    "written",
)
_NOTES = ("buyer_note", "seller_note")
# Columns of `orders` that an export states; each is kept when the newer file leaves it empty.
_NUMBERS = ("total_minor", "goods_minor", "shipping_minor", "placed_at", "paid_at", "ship_by", "shipped_at")
_TEXTS = ("platform_status", "currency", "flag", "waybill", "carrier_name")
_MERGED = ("status", "held_from", "hold_reason", "said", *_NUMBERS, *_TEXTS, "buyer_id")
_LINE = ("code", "name", "properties", "quantity", "unit_price_minor", "key", "closed", "paid_minor", "due_minor")

_GIVEN = (
    "n INTEGER PRIMARY KEY, channel TEXT, order_id TEXT, status TEXT, platform_status TEXT, currency TEXT, total_minor INTEGER, "
    "goods_minor INTEGER, shipping_minor INTEGER, placed_at TEXT, paid_at TEXT, ship_by TEXT, flag TEXT, waybill TEXT, "
    "carrier_name TEXT, shipped_at TEXT, sheet TEXT, row INTEGER, has_buyer INTEGER, masked INTEGER, "
    "sure INTEGER, hold_words TEXT, " + ", ".join(f"{column} TEXT" for column in _PERSON + _NOTES)
)
_GIVEN_LINE = (
    "id INTEGER PRIMARY KEY, n INTEGER, position INTEGER, key TEXT, code TEXT, name TEXT, properties TEXT, quantity INTEGER, unit_price_minor INTEGER, "
    "closed INTEGER, row INTEGER, paid_minor INTEGER, due_minor INTEGER, line_id INTEGER, made INTEGER DEFAULT 0, touched INTEGER DEFAULT 0"
)
CLEARING = tuple(
    f"DROP TABLE IF EXISTS temp.{table}"
    for table in ("decisions", "theirs", "their_lines", "merged", "old_lines", "waiting", "found")
)
STAGING = (
    *CLEARING,
    "CREATE TEMP TABLE decisions (ours TEXT, said TEXT, theirs TEXT, status TEXT, verdict TEXT, PRIMARY KEY (ours, said, theirs))",
    f"CREATE TEMP TABLE theirs ({_GIVEN})",
    f"CREATE TEMP TABLE their_lines ({_GIVEN_LINE})",
)
ADD_ORDER = f"INSERT INTO temp.theirs VALUES ({', '.join('?' * (22 + len(_PERSON + _NOTES)))})"
ADD_LINE = (
    "INSERT INTO temp.their_lines (n, position, key, code, name, properties, quantity, unit_price_minor, closed, row, paid_minor, due_minor) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

# A held order stays held while it is not sent, whatever it would be otherwise; a masked recipient never replaces a whole one,
# nor a doubtful one the same that a person has mended.
_OURS = "CASE o.status WHEN 'held' THEN o.held_from ELSE o.status END"
# A file that does not tell the status says nothing of an order that is known already.
_NEXT = f"coalesce(d.status, {_OURS})"
_STAYS = f"o.status = 'held' AND {_NEXT} IN ('unpaid', 'deposit-paid', 'to-ship')"
_TAKE_BUYER = "t.has_buyer AND NOT (t.street = '' AND coalesce(b.street, '') <> '') AND NOT (t.masked AND coalesce(b.name || b.phone || b.street, '') <> '' AND instr(b.name || b.phone || b.street, '*') = 0) AND NOT (coalesce(b.confidence, '') = 'mended' AND t.written = b.written)"
# A word holds an order once: when the note with it is new, so that a released one is not held again.
_WORD = (
    f"CASE WHEN t.hold_words <> '' AND coalesce(d.verdict, 'newer') = 'newer' AND o.status <> 'held' "
    f"AND {_NEXT} IN ('unpaid', 'deposit-paid', 'to-ship') THEN (SELECT value FROM json_each(t.hold_words) "
    "WHERE instr(coalesce(b.buyer_note, '') || char(10) || coalesce(b.seller_note, ''), value) = 0 LIMIT 1) END"
)
# Counted from the payment; nothing is due before an order (a presale's balance) is paid.
_DUE = (
    "CASE WHEN t.status NOT IN ('unpaid', 'deposit-paid') AND t.paid_at IS NOT NULL "
    "THEN strftime('%Y-%m-%dT%H:%M:%SZ', t.paid_at, :within) END"
)

_MERGE = f"""
CREATE TEMP TABLE merged AS SELECT
    t.n, o.id AS order_row, coalesce(d.verdict, 'newer') AS verdict,
    CASE WHEN {_STAYS} THEN 'held' ELSE {_NEXT} END AS status,
    CASE WHEN {_STAYS} THEN {_NEXT} ELSE '' END AS held_from,
    CASE WHEN {_STAYS} OR {_NEXT} = o.status THEN o.hold_reason ELSE '' END AS hold_reason,
    CASE WHEN t.sure THEN t.status ELSE o.said END AS said,
    {_OURS} AS was, {_WORD} AS hold,
    {", ".join(f"coalesce(t.{c}, o.{c}) AS {c}" for c in _NUMBERS if c != "ship_by")},
    coalesce(t.ship_by, {_DUE}, o.ship_by) AS ship_by,
    {", ".join(f"coalesce(nullif(t.{c}, ''), o.{c}) AS {c}" for c in _TEXTS)},
    o.buyer_id AS buyer_id,
    {", ".join(f"CASE WHEN {_TAKE_BUYER} THEN t.{c} ELSE coalesce(b.{c}, '') END AS p_{c}" for c in _PERSON)},
    {", ".join(f"coalesce(nullif(t.{c}, ''), b.{c}, '') AS p_{c}" for c in _NOTES)},
    0 AS new_buyer, 0 AS changed
FROM temp.theirs AS t
JOIN orders AS o ON o.channel = t.channel AND o.order_id = t.order_id
LEFT JOIN buyers AS b ON b.id = o.buyer_id
LEFT JOIN temp.decisions AS d ON t.sure AND d.ours = {_OURS} AND d.said = o.said AND d.theirs = t.status
"""
_P = _PERSON + _NOTES
_SAME_PERSON = " AND ".join(f"b.{c} = merged.p_{c}" for c in _P)
MERGE_ORDERS = (
    _MERGE,
    "CREATE UNIQUE INDEX temp.merged_by_n ON merged (n)",
    "UPDATE temp.merged SET held_from = status, status = 'held', hold_reason = hold WHERE hold IS NOT NULL",
    "CREATE UNIQUE INDEX temp.merged_by_order ON merged (order_row)",
    f"UPDATE temp.merged SET new_buyer = 1 WHERE verdict = 'newer' AND {' || '.join(f'p_{c}' for c in _P)} <> '' "
    f"AND NOT EXISTS (SELECT 1 FROM buyers AS b WHERE b.id = merged.buyer_id AND {_SAME_PERSON})",
    "UPDATE temp.merged SET buyer_id = (SELECT coalesce(max(id), 0) + 1 FROM buyers) + n WHERE new_buyer",
)

# A line is known again by the platform's own number of it, else by its place among the order's lines.
MERGE_LINES = (
    "CREATE INDEX temp.their_lines_by_order ON their_lines (n, position)",
    f"DELETE FROM temp.their_lines WHERE key = '{SUMMARY}' AND n IN (SELECT m.n FROM temp.merged AS m JOIN order_lines AS line "
    f"ON line.order_row = m.order_row WHERE line.number > 0 AND line.gift = '' AND line.key <> '{SUMMARY}')",
    "CREATE TEMP TABLE old_lines AS SELECT m.n AS n, line.id AS line_id, line.key AS key, line.number AS number, "
    "row_number() OVER (PARTITION BY m.n, line.key ORDER BY line.number) AS place "
    "FROM temp.merged AS m JOIN order_lines AS line ON line.order_row = m.order_row WHERE line.number > 0 AND line.gift = ''",
    "CREATE INDEX temp.old_lines_by_key ON old_lines (n, key, place)",
    "UPDATE temp.their_lines SET line_id = old.line_id FROM temp.old_lines AS old WHERE old.n = their_lines.n "
    "AND old.key = their_lines.key AND (old.key <> '' OR old.place = their_lines.position)",
    "UPDATE temp.their_lines SET made = 1, touched = 1, line_id = (SELECT coalesce(max(id), 0) FROM order_lines) + their_lines.id "
    "WHERE line_id IS NULL AND n IN (SELECT n FROM temp.merged WHERE verdict = 'newer')",
    f"UPDATE temp.their_lines SET touched = 1 FROM order_lines AS line, temp.merged WHERE line.id = their_lines.line_id "
    f"AND merged.n = their_lines.n AND merged.verdict = 'newer' "
    f"AND ({', '.join(f'their_lines.{c}' for c in _LINE)}) IS NOT ({', '.join(f'line.{c}' for c in _LINE)})",
    # A file that holds a part of an order's lines knows a part of its amounts: those of the other lines are added.
    "UPDATE temp.merged SET total_minor = total_minor + other.paid, goods_minor = coalesce(goods_minor + other.due, goods_minor) FROM "
    "(SELECT old.n AS n, sum(line.paid_minor) AS paid, sum(line.due_minor) AS due FROM temp.old_lines AS old JOIN order_lines AS line "
    f"ON line.id = old.line_id WHERE old.key NOT IN ('', '{SUMMARY}') "
    "AND old.line_id NOT IN (SELECT line_id FROM temp.their_lines WHERE line_id IS NOT NULL) "
    "GROUP BY old.n HAVING count(*) = count(line.paid_minor)) AS other WHERE other.n = merged.n AND verdict = 'newer' "
    "AND EXISTS (SELECT 1 FROM temp.their_lines AS t WHERE t.n = merged.n AND t.paid_minor IS NOT NULL)",
    f"UPDATE temp.merged SET changed = 1 FROM orders AS o WHERE o.id = merged.order_row AND verdict = 'newer' "
    f"AND ({', '.join(f'merged.{c}' for c in _MERGED)}) IS NOT ({', '.join(f'o.{c}' for c in _MERGED)})",
    # What the newer file no longer has is gone, unless the file numbers its lines (then it may hold a part of the order) or
    # lists none of the order's.
    "DELETE FROM temp.old_lines WHERE line_id IN (SELECT line_id FROM temp.their_lines) "
    "OR n IN (SELECT n FROM temp.merged WHERE verdict <> 'newer') "
    f"OR n NOT IN (SELECT n FROM temp.their_lines) OR (key NOT IN ('', '{SUMMARY}') AND n IN (SELECT n FROM temp.their_lines WHERE key <> ''))",
    "UPDATE temp.merged SET changed = 1 WHERE n IN (SELECT n FROM temp.their_lines WHERE touched) OR n IN (SELECT n FROM temp.old_lines)",
)

_BUYER_COLUMNS = ", ".join(_P)
SAVE = (
    f"INSERT INTO buyers (id, {_BUYER_COLUMNS}, batch_id) SELECT buyer_id, {', '.join(f'p_{c}' for c in _P)}, :batch "
    f"FROM temp.merged WHERE new_buyer ORDER BY n",
    f"UPDATE orders SET {', '.join(f'{c} = m.{c}' for c in _MERGED)}, file = :file, sheet = t.sheet, row = t.row "
    f"FROM temp.merged AS m JOIN temp.theirs AS t ON t.n = m.n WHERE orders.id = m.order_row AND m.changed",
    f"UPDATE order_lines SET {', '.join(f'{c} = t.{c}' for c in _LINE)}, row = t.row FROM temp.their_lines AS t "
    f"WHERE order_lines.id = t.line_id AND t.touched AND NOT t.made",
    f"INSERT INTO order_lines (id, order_row, number, {', '.join(_LINE)}, row, batch_id) "
    f"SELECT t.line_id, m.order_row, coalesce(known.last, 0) + row_number() OVER (PARTITION BY t.n ORDER BY t.position), "
    f"{', '.join(f't.{c}' for c in _LINE)}, t.row, :batch FROM temp.their_lines AS t JOIN temp.merged AS m ON m.n = t.n "
    f"LEFT JOIN (SELECT order_row, max(abs(number)) AS last FROM order_lines WHERE order_row IN (SELECT order_row FROM temp.merged) "
    f"GROUP BY order_row) AS known ON known.order_row = m.order_row WHERE t.made ORDER BY t.line_id",
    # Nothing is deleted: a row that came later could take the id, and undo could not put the old row back.
    "UPDATE reservations SET quantity = 0 WHERE quantity <> 0 AND line_id IN (SELECT line_id FROM temp.old_lines)",
    "UPDATE order_lines SET number = -number, quantity = 0, closed = 1 WHERE id IN (SELECT line_id FROM temp.old_lines)",
)

OUTCOMES = "SELECT n, CASE WHEN changed THEN 'changed' ELSE 'unchanged' END, verdict, status, coalesce(hold, '') FROM temp.merged"
FRESH = (
    "SELECT coalesce(paid_at, ''), n, order_row FROM temp.merged WHERE verdict = 'newer' AND was = 'unpaid' "
    "AND CASE status WHEN 'held' THEN held_from ELSE status END IN ('deposit-paid', 'to-ship')"
)
WITHOUT_LINES = (
    "SELECT count(*) FROM temp.merged AS m WHERE status IN ('deposit-paid', 'to-ship', 'held', 'refunding') AND NOT EXISTS "
    f"(SELECT 1 FROM order_lines AS line WHERE line.order_row = m.order_row AND line.number > 0 AND line.gift = '' AND line.key <> '{SUMMARY}')"
)
WITHOUT_ITEM = (
    "SELECT t.n, t.row, line.code, line.name, line.properties FROM temp.their_lines AS t JOIN order_lines AS line ON line.id = t.line_id "
    "JOIN orders ON orders.id = line.order_row WHERE orders.status IN ('unpaid', 'deposit-paid', 'to-ship', 'held', 'refunding') "
    "AND line.closed = 0 AND line.key <> '*' AND NOT EXISTS (SELECT 1 FROM reservations WHERE reservations.line_id = line.id AND reservations.quantity > 0) "
    "ORDER BY t.n, t.position"
)
_THERE = (
    "WITH there AS (SELECT movements.item_id, sum(CASE WHEN lots.expires < :today THEN 0 ELSE delta END) AS good "
    "FROM movements LEFT JOIN lots ON lots.id = movements.lot_id GROUP BY movements.item_id) "
)
# Items of which all lines together, sent ones too, ever took more than is there and not expired: no other can be short.
ITEMS_DOUBTFUL = (
    f"{_THERE} SELECT taken.item_id FROM (SELECT item_id, sum(quantity) AS quantity FROM reservations GROUP BY item_id) AS taken "
    "LEFT JOIN there ON there.item_id = taken.item_id WHERE taken.quantity > coalesce(there.good, 0)"
)
# Those of them that the open orders want more of than is there, and the first row of this file that wants them. The n of a
# new order is the place of its id in :new, counted from :first.
ITEMS_SHORT = (
    f"{_THERE}, short AS (SELECT reserved.item_id FROM reserved LEFT JOIN there ON there.item_id = reserved.item_id "
    "WHERE reserved.quantity > coalesce(there.good, 0) AND reserved.item_id IN (SELECT value FROM json_each(:items))), "
    "wanted AS (SELECT line_id, n, position, row FROM temp.their_lines UNION ALL "
    "SELECT line.id, new.value, line.number, line.row FROM json_each(:new) AS new JOIN order_lines AS line ON line.order_row = :first + new.key) "
    "SELECT sku, n, row FROM (SELECT items.sku AS sku, wanted.n AS n, wanted.row AS row, "
    "row_number() OVER (PARTITION BY items.id ORDER BY wanted.n, wanted.position) AS place "
    "FROM wanted JOIN order_lines AS line ON line.id = wanted.line_id JOIN orders ON orders.id = line.order_row "
    "JOIN reservations ON reservations.line_id = line.id JOIN items ON items.id = reservations.item_id "
    "WHERE items.id IN (SELECT item_id FROM short) AND reservations.quantity > 0 "
    "AND orders.status IN ('deposit-paid', 'to-ship', 'held')) WHERE place = 1 ORDER BY n"
)
