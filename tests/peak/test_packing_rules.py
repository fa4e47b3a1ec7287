"""What `[packing]` of shop.toml says of items, cartons and money shows in the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

ZTO = "省份,首重(kg),首重价格,续重价格\n浙江,1,3.00,9.00\n"
MAILER = '[packing.cartons.mailer]\ninner_mm = [300, 250, 60]\nmax_g = 3000\ntare_g = 20\ncost = "0.20"\nin_stock = 5\n'


def boxes(parcel: Any) -> list[list[str]]:
    """The SKUs in each carton of a planned parcel."""
    return [sorted(item["sku"] for item in one["items"]) for one in parcel["cartons"]]


def parcel(peak: Any, number: str = "A", code: int = 0) -> Any:
    return next(one for one in peak.plan(code=code)["parcels"] if one["order_id"] == number)


def test_nothing_lies_on_what_is_fragile_and_upright_stays_upright(peak: Any) -> None:
    peak.toml('[packing.items.DATE]\nfragile = true\n[packing.items."NU*"]\nupright = true\n')
    peak.item("NUTS", (30, 50, 90))
    peak.order("A", {"DATE": 5, "NUTS": 6})
    for one in parcel(peak)["cartons"]:
        for item in one["items"]:
            if item["sku"] == "NUTS":
                assert item["dz_mm"] == 90
            else:
                top = item["z_mm"] + item["dz_mm"]
                assert not any(
                    _over(item, other) and other["z_mm"] >= top for other in one["items"] if other is not item
                )


def _over(one: Any, two: Any) -> bool:
    return all(one[f"{a}_mm"] < two[f"{a}_mm"] + two[f"d{a}_mm"] and two[f"{a}_mm"] < one[f"{a}_mm"] + one[f"d{a}_mm"] for a in "xy")  # fmt: skip


def test_what_may_not_lie_together_gets_cartons_of_its_own(peak: Any) -> None:
    peak.toml('[packing.items.DATE]\ngroup = "food"\n[packing.items."SOAP*"]\nnot_with = ["food"]\n')
    peak.item("SOAP-1", (60, 40, 30))
    peak.order("A", {"DATE": 1, "SOAP-1": 2, "NUT": 1})
    found = boxes(parcel(peak))
    assert len(found) == 2 and not any({"DATE", "SOAP-1"} <= set(one) for one in found)


def test_at_most_so_many_of_an_item_share_a_carton(peak: Any) -> None:
    peak.toml("[packing.items.NUT]\nmax_per_carton = 3\n")
    peak.order("A", {"NUT": 8, "DATE": 1})
    found = boxes(parcel(peak))
    assert len(found) == 3 and max(one.count("NUT") for one in found) == 3


def test_a_category_stands_for_its_items_unless_the_item_itself_is_named(peak: Any) -> None:
    peak.toml('[packing.categories."瓷器"]\nmax_per_carton = 1\n[packing.items.CUP]\nfragile = true\n')
    for sku in ("BOWL", "CUP"):
        peak.item(sku, (60, 60, 60))
    db = peak.shop.store()
    with db:
        db.execute("UPDATE items SET category = '瓷器'")
    db.close()
    peak.orders([{"id": "A", "items": {"BOWL": 2}}, {"id": "B", "items": {"CUP": 2}}])
    assert len(parcel(peak, "A")["cartons"]) == 2 and len(parcel(peak, "B")["cartons"]) == 1


def test_soft_goods_need_no_size_and_fill_their_mailers(peak: Any) -> None:
    peak.toml(MAILER + "[packing.items.SHIRT]\nper_carton = { mailer = 3, large = 30 }\n")
    peak.item("SHIRT", None, weight=200)
    peak.orders([{"id": "A", "items": {"SHIRT": 3}}, {"id": "B", "items": {"SHIRT": 4}}])
    assert [parcel(peak, number)["carton"] for number in "AB"] == ["mailer", "large"]
    assert parcel(peak, "A")["weight_g"] == 620


def test_inserts_and_filler_weigh_and_count_against_the_limit(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    bare = parcel(peak)["weight_g"]
    peak.shop.toml("[packing]\ninsert_g = 15\nfiller_g = 10\n")
    # a carton of 3.00 litres with a packet of 0.48: 2.52 litres of filler, 25.2 g
    assert parcel(peak)["weight_g"] == bare + 15 + 26


def test_full_cartons_of_one_item_come_first_when_asked(peak: Any) -> None:
    peak.shop.toml("[packing]\nfull_first = true\nmax_items = 4\n")
    peak.order("A", {"NUT": 5, "DATE": 3})
    found = boxes(parcel(peak))
    assert ["NUT"] * 4 in found and all(len(one) <= 4 for one in found)


def test_only_cartons_that_are_there_are_planned_when_asked(peak: Any) -> None:
    peak.shop.toml("[packing]\nonly_in_stock = true\n")
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(55))
    plan = peak.plan(code=3)
    needed = {name: one["needed"] for name, one in plan["cartons"].items()}
    assert needed == {"small": 2, "large": 50}
    assert [problem["code"] for problem in plan["problems"]] == ["no-carton-left"]
    assert sum(not one["carton"] for one in plan["parcels"]) == 3


def test_two_small_parcels_are_planned_where_the_weight_step_makes_them_cheaper(peak: Any) -> None:
    peak.write("zto.csv", ZTO)
    peak.item("JAR", (90, 90, 95), weight=900)
    peak.order("A", {"JAR": 2}, province="浙江")
    text = (
        (peak.path / "shop.toml")
        .read_text("utf-8")
        .replace('service = "practice"', 'service = "practice"\nrates = "zto.csv"')
    )
    peak.write("shop.toml", text)
    assert parcel(peak)["carton"] == "small"
    peak.toml('[packing]\nobjective = "cost"\n')
    # 1.86 kg in one small carton: 3.00 + 9.00; twice 0.96 kg: 2 × 3.00 and a carton for 0.45 more
    assert parcel(peak)["carton"] == "small + small" and parcel(peak)["proven"] is True


def test_an_order_without_an_address_is_priced_where_shop_toml_says(peak: Any) -> None:
    peak.write("zto.csv", ZTO)
    peak.item("JAR", (90, 90, 95), weight=900)
    peak.order("A", {"JAR": 2})
    text = (
        (peak.path / "shop.toml")
        .read_text("utf-8")
        .replace('service = "practice"', 'service = "practice"\nrates = "zto.csv"')
    )
    peak.write("shop.toml", text + '\n[packing]\nobjective = "cost"\n')
    assert parcel(peak)["carton"] == "small"
    peak.write("shop.toml", text + '\n[packing]\nobjective = "cost"\nprice_to = "浙江"\n')
    assert parcel(peak)["carton"] == "small + small"


@pytest.mark.parametrize(
    ("toml", "key"),
    [
        ("[packing]\nmax_items = 0\n", "packing.max_items"),
        ("[packing]\ninsert_g = -1\n", "packing.insert_g"),
        ("[packing.items.DATE]\nmax_per_carton = 0\n", "packing.items.DATE.max_per_carton"),
        ("[packing.items.DATE]\nper_carton = { smal = 3 }\n", "packing.items.DATE.per_carton.smal"),
        ("[packing.items.DATE]\nper_carton = { small = 0 }\n", "packing.items.DATE.per_carton.small"),
        ('[packing]\nobjective = "fun"\n', "packing.objective"),
        ("[packing.items.DATE]\nfragil = true\n", "packing.items.DATE.fragil"),
        ("[packing.cartons.x]\ninner_mm = [10, 10, 10]\nmax_g = 10\npack = 0\n", "packing.cartons.x.pack"),
    ],
)
def test_rules_that_cannot_be_meant_are_named_by_their_key(peak: Any, toml: str, key: str) -> None:
    peak.toml(toml)
    result = peak.run("peak", "plan", "--json")
    assert result.exit_code == 4
    assert [problem["column"] for problem in result.json["error"]["problems"]] == [key]


def test_a_rate_card_that_is_not_there_stops_only_a_plan_that_needs_it(peak: Any) -> None:
    peak.toml('[carriers.sf]\nservice = "practice"\nrates = "sf.csv"\n')
    peak.order("A", {"DATE": 1})
    result = peak.run("peak", "plan")
    assert result.exit_code == 0 and "sf.csv is not there" in result.stderr
    peak.order("B", {"DATE": 1}, province="浙江")
    result = peak.run("peak", "plan", "--json")
    assert result.exit_code == 4 and result.json["error"]["code"] == "no-rate-card"
    peak.toml('[[shipments.rules]]\nwhen = "province == \'浙江\'"\ncarrier = "zto"\n')
    assert peak.run("peak", "plan").exit_code == 0


def test_gifts_take_room_and_weight(peak: Any) -> None:
    peak.item("CARD", (140, 95, 90), weight=250)
    peak.write("stock.csv", "SKU,Name,Qty\nDATE,红枣 500 克,50\n")
    peak.write("chat.csv", "订单号,姓名,电话,地址,货号,数量\nC-1,张三,13800000000,山东省济南市历下区人民路1号,DATE,6\n")
    peak.toml('[[orders.gifts]]\ngive = "CARD=2"\n')
    assert peak.run("orders", "import", "chat.csv").exit_code == 0
    one = parcel(peak, "C-1")
    assert one["weight_g"] == 6 * 400 + 2 * 250 + 300 and one["carton"] == "large"
    assert boxes(one) == [["CARD"] * 2 + ["DATE"] * 6]


def test_what_fits_nothing_is_told_the_carton_that_it_needs(peak: Any) -> None:
    peak.item("LAMP", (900, 300, 250), weight=4000)
    peak.order("A", {"LAMP": 1})
    (problem,) = peak.plan(code=3)["problems"]
    assert problem["code"] == "too-big" and "900 × 300 × 250" in problem["hint"]


def test_the_plan_says_how_good_its_cartons_are(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    assert (
        "Cartons: 1, 3.0 litres in all. Proven that nothing better exists: 1 of 1 orders"
        in peak.run("peak", "plan").stdout
    )
    assert peak.plan()["proven_orders"] == 1


def test_the_settings_of_the_manual_load_as_they_stand(bare: Any) -> None:
    page = (Path(__file__).parents[2] / "docs" / "packing.md").read_text("utf-8")
    bare.toml(page.split("```toml")[1].split("```")[0])
    assert bare.run("config", "show").exit_code == 0


def test_cartons_of_what_is_packed_already_are_gone_at_noon(peak: Any) -> None:
    peak.shop.toml("[packing]\nonly_in_stock = true\n")
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(2))
    assert {one["carton"] for one in peak.plan()["parcels"]} == {"small"}
    peak.write("packed.txt", "N0\nN1\n")
    peak.order("NEW", {"DATE": 1})
    assert parcel_of(peak.plan("--packed", "packed.txt"), "NEW")["carton"] == "large"


def parcel_of(plan: Any, number: str) -> Any:
    return next(one for one in plan["parcels"] if one["order_id"] == number)
