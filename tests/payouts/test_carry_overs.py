"""What one statement carries over to the next, in whatever order the files come."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

V2 = (
    "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\t"
    "merchant-order-id\tadjustment-id\tshipment-id\tmarketplace-name\tamount-type\tamount-description\tamount\tfulfillment-id\t"
    "posted-date\tposted-date-time\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\tsku\tquantity-purchased\tpromotion-id\n"
)
few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def settlement(number: int, *moves: tuple[str, str, int]) -> str:
    """A settlement of month `number` with (type, description, cents) rows and the total that belongs to them."""
    month = f"2026-{number:02d}"
    total = sum(cents for _kind, _words, cents in moves)
    rows = [
        f"{number}\t{month}-01 00:00:00 UTC\t{month}-28 00:00:00 UTC\t{month}-28 00:00:00 UTC\t{total / 100:.2f}\tUSD"
        + "\t" * 18
        + "\n"
    ]
    for kind, words, cents in moves:
        rows.append(
            f"{number}\t\t\t\t\t\t{kind}\t\t\t\t\t\tother-transaction\t{words}\t{cents / 100:.2f}\t\t{month}-05\t{month}-05 01:00:00 UTC\t\t\t\t\t\t\n"
        )
    return V2 + "".join(rows)


def links(answer: Any) -> list[tuple[str, str, str, bool]]:
    return [
        (control["name"], control["stated"], control["computed"], control["holds"])
        for one in answer
        for control in one["controls"]
        if "follows" in control
    ]


def taken(shop: Any, name: str, text: str) -> Any:
    shop.write(name, text)
    result = shop.run("payouts", "import", name, "--json")
    assert result.exit_code == 0, result.stdout
    return result.json


def test_a_reserve_that_is_held_back_comes_in_again(shop: Any) -> None:
    held = ("other-transaction", "Current Reserve Amount", -40044)
    back = ("other-transaction", "Previous Reserve Amount Balance", 40044)
    assert links(taken(shop, "a.txt", settlement(1, ("other-transaction", "Subscription Fee", -3999), held))) == []
    assert links(taken(shop, "b.txt", settlement(2, back))) == [
        ("debt-carried", "0.00", "-440.43", False),
        ("reserve-carried", "400.44", "400.44", True),
    ]


def test_a_reserve_that_comes_back_as_less_is_named_with_both_files(shop: Any) -> None:
    taken(
        shop,
        "a.txt",
        settlement(1, ("other-transaction", "x", 90000), ("other-transaction", "Current Reserve Amount", -40044)),
    )
    shop.write("b.txt", settlement(2, ("other-transaction", "Previous Reserve Amount Balance", 40000)))
    result = shop.run("payouts", "import", "b.txt")
    assert result.exit_code == 0
    assert "a.txt" in result.stderr and "b.txt" in result.stderr and "400.44" in result.stderr


def test_a_settlement_below_zero_is_owed_in_the_next(shop: Any) -> None:
    taken(shop, "a.txt", settlement(1, ("other-transaction", "Subscription Fee", -3999)))
    answer = taken(
        shop,
        "b.txt",
        settlement(
            2, ("other-transaction", "Payable to Amazon", -3999), ("other-transaction", "Successful charge", 3999)
        ),
    )
    assert links(answer) == [("debt-carried", "-39.99", "-39.99", True)]


def test_a_month_that_is_missing_is_noticed_and_heals_when_it_comes(shop: Any, files: Any) -> None:
    months = [
        files.alipay([("1000", "700000000000000001")], opening=n * 1000, first=n + 1).replace(
            "2026-11-02", f"2026-{n + 1:02d}-02"
        )
        for n in range(3)
    ]
    taken(shop, "1.csv", months[0])
    shop.write("3.csv", months[2])
    third = shop.run("payouts", "import", "3.csv", "--json")
    assert links(third.json) == [("opening-follows", "20.00", "10.00", False)]
    assert links(taken(shop, "2.csv", months[1])) == [("opening-follows", "10.00", "10.00", True)]


@few
@given(amounts=st.lists(st.integers(-5000, 9000).filter(bool), min_size=2, max_size=5), data=st.data())
def test_any_chain_of_bills_in_any_order_holds_and_one_changed_link_is_named(
    shop: Any, new_shop: Any, files: Any, amounts: list[int], data: Any
) -> None:
    order = data.draw(st.permutations(range(len(amounts))))
    broken = data.draw(st.sampled_from([None, *range(1, len(amounts))]))
    here, opening, bills = new_shop(shop), 100000, []
    for n, cents in enumerate(amounts):
        opening += 7 if n == broken else 0
        bill = files.alipay([(str(cents), "700000000000000001")], opening=opening, first=n + 1)
        bills.append(bill.replace("2026-11-02", f"2026-{n + 1:02d}-02"))
        opening += cents
    for n in order:
        taken(here, f"{n}.csv", bills[n])
    from sellerkit.store.carry_overs import links as all_links

    db = here.store()
    found = all_links(db)
    db.close()
    assert [link.file for link in found] == [f"{n}.csv" for n in range(1, len(amounts))] or len(found) == len(
        amounts
    ) - 1
    assert {link.file for link in found if not link.holds} == ({f"{broken}.csv"} if broken is not None else set())


@pytest.mark.parametrize("again", [1, 2])
def test_the_same_file_again_makes_no_link_of_its_own(shop: Any, files: Any, again: int) -> None:
    bill = files.alipay([("1000", "700000000000000001")])
    for _time in range(again):
        assert links(taken(shop, "a.csv", bill)) == []
