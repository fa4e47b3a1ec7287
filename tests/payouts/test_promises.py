"""Conservation: whatever the statements and however they are cut into files, no cent appears or vanishes."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = [f"#{n}" for n in range(1001, 1007)]
kinds = st.sampled_from(["charge", "charge", "charge", "refund", "dispute", "adjustment", "payout", "never-seen"])


@st.composite
def transaction(draw):
    """One Shopify row; its second of the day makes it a row of its own."""
    kind = draw(kinds)
    order = draw(st.sampled_from([*NUMBERS, "#777"])) if kind not in ("adjustment", "payout") else ""
    cents = draw(st.sampled_from([0, 1, 2500, 10000, 10000, 10000, 20000]))
    sign = -1 if kind in ("refund", "dispute", "payout") else 1
    fee = draw(st.sampled_from([0, 30, 291])) if kind == "charge" else 0
    return kind, order, sign * cents, fee, draw(st.sampled_from(["CNY", "CNY", "CNY", "USD"]))


@st.composite
def cut_statements(draw):
    """Transactions, and files that together hold each of them at least once, in any order."""
    moves = draw(st.lists(transaction(), min_size=1, max_size=14))
    # Which of three files hold a row, and whether it was still pending, without a payout, when that file was made.
    places = [draw(st.dictionaries(st.integers(0, 2), st.sampled_from(["", "pay_1"]), min_size=1)) for _move in moves]
    return moves, places, draw(st.permutations(range(3)))


def row_of(files, n, move, payout="pay_1"):
    kind, order, cents, fee, currency = move
    at = f"2026-11-02 09:00:{n:02d} +0800"
    return files.paid(order, f"{cents / 100:.2f}", f"{fee / 100:.2f}", kind, at, currency, payout)


def rows_of(files, moves):
    return [row_of(files, n, move) for n, move in enumerate(moves)]


def sums_of(moves):
    sums: dict[str, int] = {}
    for _kind, _order, cents, fee, currency in moves:
        sums[currency] = sums.get(currency, 0) + cents - fee
    return sums


def import_all(here, texts, order):
    for n in order:
        if texts[n]:
            here.write(f"part{n}.csv", texts[n])
            assert here.run("payouts", "import", f"part{n}.csv").exit_code == 0


def lines_of(here):
    db = here.store()
    try:
        sql = "SELECT row_key, kind, amount_minor, currency, order_id, payout_id FROM payout_lines ORDER BY currency, row_key"
        return [tuple(row) for row in db.execute(sql)]
    finally:
        db.close()


@quick
@given(cut=cut_statements())
def test_any_cut_into_files_gives_every_line_once(shop, new_shop, files, cut):
    moves, places, order = cut
    latest = [row_of(files, n, move, max(places[n].values())) for n, move in enumerate(moves)]
    parts = [
        [row_of(files, n, move, places[n][part]) for n, move in enumerate(moves) if part in places[n]]
        for part in range(3)
    ]
    texts = [files.shopify(*part) if part else "" for part in parts]
    whole, pieces = new_shop(shop), new_shop(shop)
    import_all(whole, [files.shopify(*latest)], [0])
    import_all(pieces, texts, order)
    assert lines_of(pieces) == lines_of(whole)
    assert len({line[0].partition("#")[0] + line[3] for line in lines_of(pieces)}) == len(moves)
    before = pieces.dump()
    import_all(pieces, texts, order)
    assert pieces.dump() == before


@quick
@given(moves=st.lists(transaction(), min_size=1, max_size=14), paid=st.sets(st.sampled_from(NUMBERS)))
def test_explained_and_exceptions_are_the_statements_and_twice_is_the_same(shop, new_shop, files, moves, paid):
    here = new_shop(shop)
    here.write("orders.csv", files.orders(*(files.order(number) for number in sorted(paid) or ["#1"])))
    here.run("orders", "import", "orders.csv")
    here.write("tx.csv", files.shopify(*rows_of(files, moves)))
    assert here.run("payouts", "import", "tx.csv").exit_code == 0
    first, second = (here.run("payouts", "reconcile", "--json") for _time in range(2))
    answer = first.json
    for currency, minor in sums_of(moves).items():
        (total,) = [one for one in answer["totals"] if one["currency"] == currency]
        exceptions = sum(Decimal(e["amount"]) for e in answer["exceptions"] if e["currency"] == currency)
        explained = sum(Decimal(e["amount"]) for e in answer["explained"] if e["currency"] == currency)
        assert exceptions + explained == Decimal(total["statements"]) == Decimal(minor) / 100
    assert second.exit_code == 0
    without = ("batch", "new", "known", "exceptions")
    assert {k: v for k, v in second.json.items() if k not in without} == {
        k: v for k, v in answer.items() if k not in without
    }
    assert [e | {"known": True} for e in answer["exceptions"]] == [
        e | {"known": True} for e in second.json["exceptions"]
    ]


alipay_moves = st.lists(
    st.tuples(st.integers(-99999, 99999).filter(bool).map(str), st.sampled_from(["700000000000000001", "700000000000000002"])),
    min_size=1, max_size=12,
)  # fmt: skip


@quick
@given(moves=alipay_moves, cut=st.integers(0, 12), opening=st.integers(0, 10**6))
def test_opening_and_lines_are_the_closing_of_every_bill(shop, new_shop, files, moves, cut, opening):
    here = new_shop(shop)
    middle = opening + sum(int(fen) for fen, _order in moves[:cut])
    bills = [files.alipay(moves[:cut], opening=opening), files.alipay(moves[cut:], opening=middle, first=cut + 1)]
    answers = []
    for n, bill in enumerate(bills):
        here.write(f"bill{n}.csv", bill, "gb18030")
        result = here.run("payouts", "import", f"bill{n}.csv", "--json")
        assert result.exit_code == 0, result.stdout
        answers += [one for one in result.json if one["rows"]]
    for one in answers:
        assert Decimal(one["opening"]) + Decimal(one["net"]) == Decimal(one["closing"])
        assert sum(Decimal(amount) for amount in one["totals"].values()) == Decimal(one["net"])
    assert (
        Decimal(answers[-1]["closing"]) - Decimal(answers[0]["opening"]) == Decimal(sum(int(m[0]) for m in moves)) / 100
    )
    assert sum(line[2] for line in lines_of(here)) == sum(int(fen) for fen, _order in moves)


@quick
@given(moves=alipay_moves, damage=st.integers(0, 11), by=st.sampled_from([1, -1, 10000]))
def test_a_bill_with_one_changed_amount_is_never_taken_in(shop, new_shop, files, moves, damage, by):
    here = new_shop(shop)
    at = damage % len(moves)
    changed = [(str(int(fen) + by), order) if n == at else (fen, order) for n, (fen, order) in enumerate(moves)]
    if any(fen == "0" for fen, _order in changed):
        return
    true, false = files.alipay(moves), files.alipay(changed)
    footer = true[true.index("#支出合计") :]
    here.write("bill.csv", false[: false.index("#支出合计")] + footer)
    before = here.dump()
    assert here.run("payouts", "import", "bill.csv").exit_code == 5
    assert here.dump() == before


@quick
@given(moves=st.lists(transaction(), min_size=1, max_size=8), rest=st.lists(transaction(), min_size=1, max_size=8))
def test_undo_takes_back_exactly_one_file(shop, new_shop, files, moves, rest):
    here = new_shop(shop)
    rows = rows_of(files, moves + rest)
    here.write("a.csv", files.shopify(*rows[: len(moves)]))
    assert here.run("payouts", "import", "a.csv").exit_code == 0
    before = here.dump()
    here.write("b.csv", files.shopify(*rows[len(moves) // 2 :]))
    (batch,) = {one["batch"] for one in here.run("payouts", "import", "b.csv", "--json").json} - {None}
    assert here.run("undo", str(batch)).exit_code == 0
    assert here.dump() == before
