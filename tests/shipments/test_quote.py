"""`shipments quote`: every courier's price and why each lost."""

from __future__ import annotations

import pytest

SECOND = "省份,首重(kg),首重价格,续重(kg),续重价格\n山东,1,3.00,1,9.00\n其他,1,9.00,1,6.00\n"


def test_every_price_is_shown_and_the_cheapest_wins(practice) -> None:
    practice.write("sto.csv", SECOND)
    practice.toml('[carriers.sto]\nservice = "practice"\nrates = "sto.csv"')
    quoted = practice.good("shipments", "quote")
    assert {q["order_id"]: (q["carrier"], [p["cost"] for p in q["quotes"]]) for q in quoted} == {
        "C-1": ("zto", ["5.50", "12.00"]), "C-2": ("zto", ["7.00", "21.00"]), "C-3": ("zto", ["5.50", "12.00"]),
    }  # fmt: skip
    assert all(q["quotes"][1]["lost"] for q in quoted)


def test_a_quote_asks_no_courier_and_changes_nothing(practice) -> None:
    before = practice.dump()
    practice.good("shipments", "quote")
    assert practice.dump() == before and not list(practice.path.glob("*.jsonl"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("zto.toml", b"[[zone"),
        ("zto.toml", "[zone]\nname = 京".encode("gb18030")),
        ("zto.xlsx", b"\x89PNG\r\n"),
        ("zto.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_broken_rate_card_is_a_mistake_in_the_configuration(practice, name: str, content: bytes) -> None:
    text = (practice.path / "shop.toml").read_text("utf-8")
    practice.write("shop.toml", text.replace("zto.csv", name))
    practice.write(name, content)
    for command in (("quote",), ("create", "--yes")):
        result = practice.run("shipments", *command, "--json")
        assert result.exit_code == 4 and name in result.json["error"]["message"], result.json
    assert practice.parcels() == {}


def test_a_missing_rate_card_is_named(practice) -> None:
    (practice.path / "zto.csv").unlink()
    result = practice.run("shipments", "quote", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (4, "no-rate-card")
    assert "zto.csv" in result.json["error"]["message"]
