"""The practice courier does wrong what a trainer asks for, and the command says what a real one would make it say."""

from __future__ import annotations

import pytest

from sellerkit.base.config.shipment_tables import FaultKind
from sellerkit.net.practice_counter import FAULTS, NO_MONEY

KINDS = FaultKind.__args__  # type: ignore[attr-defined]


def faulty(practice, kind: str, share: str = "1", more: str = "") -> None:
    path = practice.path / "shop.toml"
    text = path.read_text("utf-8").replace(
        'service = "practice"', f'service = "practice"\nfaults = {share}\nfault_kinds = ["{kind}"]\n{more}'
    )
    path.write_text(text, "utf-8")


def test_shop_toml_knows_every_kind_that_the_courier_knows() -> None:
    assert set(KINDS) == {*FAULTS, NO_MONEY}


@pytest.mark.parametrize("kind", ["bought then cut", "bought then rubbish", "500 after", "cut before", "500 before"])
def test_each_kind_can_be_asked_for_and_no_order_is_bought_twice(practice, kind) -> None:
    faulty(practice, kind, "0.5")
    created = practice.run("shipments", "create", "--yes", "--json")
    while created.exit_code == 3 and (created.json["unknown"] or created.json["waiting"]):
        created = practice.run("shipments", "resume", "--json")
    ledger = [line for line in (practice.path / "practice-courier.jsonl").read_text("utf-8").splitlines() if line]
    assert len(practice.waybills()) == len(ledger) == 3


def test_an_account_without_money_stops_before_anything_is_bought(practice) -> None:
    faulty(practice, "no money")
    created = practice.run("shipments", "create", "--yes", "--json")
    assert created.exit_code == 3 and created.json["confirmed"] == 0
    assert "30004" in {p["problem"]["code"] for p in created.json["parcels"]}
    faulty(practice, "no money", "0")


def test_silence_leaves_an_unknown_parcel_that_a_later_run_settles(practice) -> None:
    faulty(practice, "bought then silence", "0.5", 'timeout = "1s"')
    first = practice.run("shipments", "create", "C-1", "--yes", "--json")
    assert first.exit_code in (0, 3, 6), first.stdout
    path = practice.path / "shop.toml"
    path.write_text(path.read_text("utf-8").replace("faults = 0.5", "faults = 0"), "utf-8")
    practice.run("shipments", "resume", "--json")
    assert practice.good("shipments", "create", "--yes")["unknown"] == 0
    assert len(practice.waybills()) == 3


def test_a_kind_that_nobody_knows_is_refused_with_what_is_known(practice) -> None:
    faulty(practice, "fire")
    result = practice.run("shipments", "create", "--yes")
    assert result.exit_code == 4 and "bought then cut" in result.stderr
