"""`peak forecast`: what it says of a day, what it rests on, and that it can be planned."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.peak.forecast_rules import at_level, forecast

NOW = {"SELLERKIT_NOW": "2026-11-11T07:00:00+08:00"}


def test_recent_orders_times_the_uplift_make_the_day(peak: Any) -> None:
    peak.toml("[peak.uplift]\ndefault = 6.0\nNUT = 42.0\n")
    peak.orders({"id": f"D{n}", "items": {"DATE": 1}, "status": "shipped"} for n in range(70))
    peak.orders({"id": f"N{n}", "items": {"NUT": 2}} for n in range(7))
    peak.order("unpaid", {"DATE": 1}, status="unpaid")
    found = peak.run("peak", "forecast", "--weeks", "1", "--json", env=NOW).json
    assert found["rests_on"] == {"from": "2026-11-04", "to": "2026-11-10", "days": 7, "orders": 77}
    assert found["orders"]["expected"] == "102.0" and found["orders"]["planned"] > 102 and found["level"] == "95%"
    items = {item["sku"]: item for item in found["items"]}
    assert (items["DATE"]["sold"], items["DATE"]["expected"], items["NUT"]["expected"]) == (70, "60.0", "84.0")
    assert items["DATE"]["needed"] == 73 and items["DATE"]["short"] == 0
    assert sum(shape["orders"] for shape in found["shapes"]) == found["orders"]["planned"]


def test_another_period_can_be_named_and_an_empty_one_is_said(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    found = peak.run("peak", "forecast", "--from", "2026-11-10", "--to", "2026-11-10", "--json", env=NOW).json
    assert found["rests_on"]["days"] == 1 and found["orders"]["expected"] == "1.0"
    result = peak.run("peak", "forecast", "--from", "2025-11-11", "--to", "2025-11-11", "--json", env=NOW)
    assert result.exit_code == 5 and result.json["error"]["code"] == "no-past-orders"
    assert peak.run("peak", "forecast", "--from", "2026-11-10", "--to", "2026-11-09", env=NOW).exit_code == 2


def test_an_uplift_for_an_item_that_nobody_knows_is_named(peak: Any) -> None:
    peak.toml("[peak.uplift]\nDATES = 3\n")
    peak.order("A", {"DATE": 1})
    result = peak.run("peak", "forecast", "--json", env=NOW)
    assert result.exit_code == 3
    assert [(p["code"], p["column"]) for p in result.json["problems"]] == [("unknown-uplift", "peak.uplift.DATES")]


def test_the_forecast_is_planned_and_nothing_is_saved(peak: Any) -> None:
    peak.toml("[peak.uplift]\ndefault = 420\n")
    peak.order("A", {"DATE": 1, "NUT": 1})
    before = peak.dump()
    plan = peak.plan("--forecast", env=NOW)
    assert len(plan["parcels"]) >= 10 and plan["dry_run"] is True and plan["batch"] is None
    assert {p["carton"] for p in plan["parcels"]} == {"small"} and plan["parcels"][0]["order_id"] == "F-1"
    assert peak.dump() == before


def test_both_languages_forecast(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    for code in ("zh", "en"):
        assert "DATE" in peak.run("peak", "forecast", "--language", code, env=NOW).stdout


baskets = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 4), min_size=1).map(lambda d: tuple(sorted(d.items()))),
    min_size=1, max_size=40,
)  # fmt: skip
uplifts = st.dictionaries(st.sampled_from(["default", "a", "b"]), st.decimals(Decimal("0.1"), 20, places=1))


@settings(max_examples=60, deadline=None)
@given(baskets, st.integers(1, 60), uplifts)
def test_shapes_and_items_add_up_and_more_safety_never_plans_fewer(past: Any, days: int, uplift: Any) -> None:
    low, high = (forecast(past, days, uplift, Decimal(level)) for level in ("0.6", "0.99"))
    for made in (low, high):
        assert sum(shape.orders for shape in made.shapes) == made.orders
        assert Counter({s.basket: s.seen for s in made.shapes}) == Counter(past)
        assert {i.sku for i in made.items} == {sku for basket in past for sku, _n in basket}
    assert low.orders <= high.orders
    assert all(a.needed <= b.needed for a, b in zip(low.items, high.items, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.floats(0.1, 150))
def test_the_level_of_poisson_is_exact(mean: float) -> None:
    import math

    count = at_level(mean, mean, Decimal("0.9"))
    below = sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count))
    assert below < 0.9 + 1e-9 <= below + math.exp(-mean + count * math.log(mean) - math.lgamma(count + 1)) + 2e-9


def poisson(mean: float, level: float) -> int:
    """By hand: the least count that so many days do not exceed."""
    import math

    count, total = 0, math.exp(-mean)
    while total < level:
        count += 1
        total += math.exp(-mean) * mean**count / math.factorial(count)
    return count


def test_a_small_forecast_agrees_with_a_calculation_by_hand(peak: Any) -> None:
    """14 days: 28 orders of one DATE (× 2) and 7 of one DATE and two NUT (mean uplift (2 + 2 × 5) / 3 = 4)."""
    peak.toml("[peak.uplift]\ndefault = 5\nDATE = 2\n")
    toml = (
        (peak.path / "shop.toml").read_text("utf-8").replace('day = "2026-11-11"', 'day = "2026-11-11"\nlevel = "90%"')
    )
    peak.write("shop.toml", toml)
    peak.orders({"id": f"D{n}", "items": {"DATE": 1}} for n in range(28))
    peak.orders({"id": f"M{n}", "items": {"DATE": 1, "NUT": 2}} for n in range(7))
    found = peak.run("peak", "forecast", "--from", "2026-10-28", "--to", "2026-11-10", "--json", env=NOW).json
    assert found["orders"] == {"expected": "6.0", "planned": poisson(6, 0.9)} and found["level"] == "90%"
    assert [(shape["seen"], shape["orders"]) for shape in found["shapes"]] == [(28, 6), (7, 3)]
    items = {item["sku"]: (item["sold"], item["expected"]) for item in found["items"]}
    assert items == {"DATE": (35, "6.0"), "NUT": (14, "4.0")}
    assert next(item["needed"] for item in found["items"] if item["sku"] == "DATE") == poisson(6, 0.9)
    # NUT comes in twos: variance 8, the normal curve at 90 %: 4 + 1.2816 × 2.83
    assert next(item["needed"] for item in found["items"] if item["sku"] == "NUT") == 8


def test_a_new_item_without_history_is_not_made_up_and_said(peak: Any) -> None:
    peak.item("NEW", name="新品")
    peak.toml("[peak.uplift]\nNEW = 8\n")
    peak.order("A", {"DATE": 1})
    result = peak.run("peak", "forecast", env=NOW)
    assert result.exit_code == 0 and "NEW" in result.stderr
    assert all(item["sku"] != "NEW" for item in peak.run("peak", "forecast", "--json", env=NOW).json["items"])


def test_an_uplift_of_nothing_is_named_by_its_key(peak: Any) -> None:
    peak.toml("[peak.uplift]\nDATE = 0\n")
    result = peak.run("peak", "forecast", "--json", env=NOW)
    assert result.exit_code == 4 and result.json["error"]["problems"][0]["column"] == "peak.uplift.DATE"
