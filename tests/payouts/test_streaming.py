"""Lines go to the store in pieces: whatever the pieces and the order of files, every line is there once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sellerkit.model.statement import LineList, PayoutLine
from sellerkit.store import statement_spool
from sellerkit.store.statement_spool import Spool

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
amounts = st.decimals(-99999, 99999, places=5)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statement_spool, "CHUNK", 3)


def line(row: int, kind: str, amount: Decimal) -> PayoutLine:
    return PayoutLine(kind, amount, "CNY", row, "收入", f"A{row}", "2026-11-02T01:00:00Z", "x", row_key=f"k{row}")


@few
@given(moves=st.lists(st.tuples(st.sampled_from(["sale", "refund", "payment-fee"]), amounts), max_size=15))
def test_what_went_in_comes_out_with_the_same_sums(shop: Any, moves: list[tuple[str, Decimal]]) -> None:
    db = shop.store()
    spool, plain = Spool(db), LineList()
    for row, (kind, amount) in enumerate(moves, 1):
        spool.append(line(row, kind, amount))
        plain.append(line(row, kind, amount))
    assert [(one.kind, one.amount, one.row, one.row_key) for one in spool] == [
        (one.kind, one.amount, one.row, one.row_key) for one in plain
    ]
    assert spool.sums() == plain.sums() and len(spool) == len(plain) and spool.rows == plain.rows
    assert [one.row for one in spool] == [one.row for one in spool]
    spool.drop()
    db.close()


bills = st.lists(st.integers(-99999, 99999).filter(bool), min_size=2, max_size=14)


@few
@given(moves=bills, data=st.data())
def test_any_cut_of_a_fund_bill_into_files_that_overlap_gives_every_line_once(
    shop: Any, new_shop: Any, files: Any, moves: list[int], data: Any
) -> None:
    whole = [(str(fen), "700000000000000001") for fen in moves]
    here, cuts = new_shop(shop), []
    for start in range(0, len(moves), 3):
        first = max(0, start - data.draw(st.integers(0, 2)))
        cuts.append((first, whole[first : start + 3]))
    for first, part in data.draw(st.permutations(cuts)):
        opening = sum(moves[:first])
        here.write(f"{first}-{len(part)}.csv", files.alipay(part, opening=opening, first=first + 1))
        assert here.run("payouts", "import", f"{first}-{len(part)}.csv").exit_code == 0
    db = here.store()
    found = [row[0] for row in db.execute("SELECT amount_minor FROM payout_lines ORDER BY row_key")]
    db.close()
    assert found == moves


def test_a_refused_file_leaves_nothing_of_its_pieces(shop: Any, files: Any) -> None:
    bill = files.alipay([("1000", "700000000000000001")] * 8)
    shop.write("bill.csv", bill.replace("共80.00元", "共80.01元"))
    before = shop.dump()
    assert shop.run("payouts", "import", "bill.csv").exit_code == 5
    assert shop.dump() == before
    shop.write("bill.csv", bill)
    assert shop.run("payouts", "import", "bill.csv", "--json").json[0]["created"] == 8


@given(
    amount=st.decimals(-(10**9), 10**9, places=5)
    | st.decimals(-(10**6), 10**6, places=2)
    | st.integers(-(10**6), 10**6).map(Decimal)
)
def test_equal_amounts_are_written_as_one_in_a_row_key(amount: Decimal) -> None:
    from sellerkit.payouts.statements.reading import plain

    assert plain(amount) == format(amount.normalize() + 0, "f") == plain(amount * Decimal("1.000"))
