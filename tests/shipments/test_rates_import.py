"""`rates import`: a courier's price table as sellers keep it → a card that the quotes are made of."""

from __future__ import annotations

import io
import os
import tomllib
from pathlib import Path

import openpyxl
import pytest

FIXTURES = Path(os.environ.get("SELLERKIT_REAL_FILES", Path(__file__).parents[3] / "shared" / "fixtures")) / "couriers"
SIMPLE = "中通快递价格表\n省份,首重,续重\n山东,4,1.5\n其他,9,6\n"


def workbook(**sheets):
    """Sheets as rows, with what is merged: name=(rows, "A1:B2", …)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (rows, *merges) in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def examples(card):
    return {area: [e["cost"] for e in zone["examples"]] for zone in card["zones"] for area in zone["areas"]}


def test_a_table_is_shown_written_and_named_in_shop_toml(seller):
    seller.write("中通.csv", SIMPLE)
    before = (seller.path / "shop.toml").read_text("utf-8")
    (read,) = seller.good("rates", "import", "中通.csv", "--save")
    (courier,) = read["couriers"]
    assert (courier["carrier"], courier["rates"], courier["state"]) == ("zto", "rates/zto.csv", "new")
    assert examples(courier["cards"][0]) == {"山东": ["4.00", "7.00", "10.00"], "CN": ["9.00", "21.00", "33.00"]}
    after = (seller.path / "shop.toml").read_text("utf-8")
    assert after.startswith(before) and tomllib.loads(after)["carriers"]["zto"]["rates"] == "rates/zto.csv"
    assert (seller.path / "rates/zto.csv").read_text("utf-8-sig").startswith("carrier,currency,zone,areas,upto_kg,base")
    shown = seller.run("rates", "import", "中通.csv").stdout
    assert (
        "4 + 1.5 × (⌈w⌉ − 1)" in shown and "everywhere else" in shown and "holds exactly these prices already" in shown
    )


def test_a_dry_run_writes_nothing(seller):
    seller.write("中通.csv", SIMPLE)
    before = {
        path: path.read_bytes() for path in seller.path.rglob("*") if path.is_file() and "shop.db" not in path.name
    }
    (read,) = seller.good("rates", "import", "中通.csv", "--save", "--dry-run")
    assert read["dry_run"] and before == {
        path: path.read_bytes() for path in seller.path.rglob("*") if path.is_file() and "shop.db" not in path.name
    }


def test_merged_zones_and_a_heading_in_two_rows_of_a_workbook(seller):
    rows = [
        ["韵达快递报价单（2026年）", None, None, None, None, None], [],
        ["区域", "省份", "3kg以内", None, "3kg以上", None], [None, None, "首重", "续重", "首重", "续重"],
        ["一区", "江苏", 3, 1, 3.5, 0.8], [None, "浙江", None, None, None, None], ["二区", "新疆", "不发", None, None, None],
        ["备注：易碎品另议", None, None, None, None, None],
    ]  # fmt: skip
    merges = [
        "A1:F1",
        "A3:A4",
        "B3:B4",
        "C3:D3",
        "E3:F3",
        "A5:A6",
        "C5:C6",
        "D5:D6",
        "E5:E6",
        "F5:F6",
        "C7:F7",
        "A8:F8",
    ]
    seller.write("price.xlsx", workbook(Sheet1=(rows, *merges)))
    (read,) = seller.good("rates", "import", "price.xlsx")
    (courier,) = read["couriers"]
    assert courier["carrier"] == "yunda"
    assert examples(courier["cards"][0]) == {
        "江苏": ["3.00", "5.00", "6.70"],
        "浙江": ["3.00", "5.00", "6.70"],
        "新疆": [None] * 3,
    }
    assert "备注：易碎品另议" in read["notes"]


def test_every_courier_of_a_workbook_gets_its_card(seller):
    seller.write(
        "all.xlsx",
        workbook(
            中通=([["省份", "首重", "续重"], ["江苏", 3, 1]],),
            圆通快递=([["省份", "首重", "续重"], ["江苏", 2, 1]],),
            说明=([["每月结算"]],),
        ),
    )
    (read,) = seller.good("rates", "import", "all.xlsx", "--save")
    assert {c["carrier"]: examples(c["cards"][0])["江苏"][0] for c in read["couriers"]} == {
        "zto": "3.00",
        "yto": "2.00",
    }
    (one,) = seller.good("rates", "import", "all.xlsx", "--carrier", "yto")
    assert [c["carrier"] for c in one["couriers"]] == ["yto"]


def test_the_card_is_what_parcels_are_priced_by(practice):
    practice.write("new.csv", SIMPLE.replace("4,1.5", "ceil(w)*7,")
                   .replace("省份,首重,续重", "省份,价格,备注").replace("9,6", "9+w,"))  # fmt: skip
    path = practice.path / "shop.toml"
    path.write_text(
        path.read_text("utf-8")
        .replace('rates = "zto.csv"\n', "# my courier\n")
        .replace('rates = "zto.csv"', "# my courier"),
        "utf-8",
    )
    practice.good("rates", "import", "new.csv", "--carrier", "zto", "--save")
    text = path.read_text("utf-8")
    assert '[carriers.zto]\nrates = "rates/zto.csv"\n' in text and "# my courier" in text
    assert [q["quotes"][0]["cost"] for q in practice.good("shipments", "quote")] == ["14.00", "21.00", "14.00"]


def test_what_stood_there_is_kept(seller):
    seller.write("中通.csv", SIMPLE)
    seller.good("rates", "import", "中通.csv")
    first = (seller.path / "rates/zto.csv").read_bytes()
    seller.write("中通.csv", SIMPLE.replace("4,", "5,"))
    assert seller.good("rates", "import", "中通.csv")[0]["couriers"][0]["state"] == "changed"
    (copy,) = (seller.path / "rates").glob("zto-until-*.csv")
    assert copy.read_bytes() == first


def test_a_line_that_a_person_wrote_is_never_touched(practice):
    practice.write("中通.csv", SIMPLE)
    before = (practice.path / "shop.toml").read_bytes()
    result = practice.run("rates", "import", "中通.csv", "--save", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (4, "rates-named-already")
    assert 'rates = "rates/zto.csv"' in result.json["error"]["hint"]
    assert (practice.path / "shop.toml").read_bytes() == before and not (practice.path / "rates").exists()


def test_carriers_in_one_line_of_shop_toml_are_left_alone(seller):
    text = (seller.path / "shop.toml").read_text("utf-8")
    seller.write("shop.toml", 'carriers = { zto = { service = "sf-express" } }\n' + text)
    seller.write("中通.csv", SIMPLE)
    result = seller.run("rates", "import", "中通.csv", "--save", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (4, "rates-cannot-be-saved")


@pytest.mark.parametrize(
    ("name", "text", "options", "exit_code", "says"),
    [
        ("p.csv", "省份,首重,续重\n江苏,3,1\n", [], 2, "--carrier"),
        ("中通.csv", "省份,首重,续重\n江苏,电询,1\n火星省,3,1\n", [], 5, "火星省"),
        ("中通.csv", "省份,首重,续重\n江酥,3,1\n", [], 5, "江酥"),
        ("中通.csv", "区域,3kg以上\n江苏,1.2\n", [], 5, "could be a price"),
        ("中通.csv", "hello,world\n1,2\n", [], 5, "no table of prices"),
        ("中通.csv", "始发地,省份,首重,续重\n安徽,江苏,3,1\n浙江,江苏,4,1\n", [], 2, "--origin"),
        ("中通.csv", "产品,省份,首重,续重\n标快,江苏,3,1\n特惠,江苏,4,1\n", ["--save"], 2, "--service"),
        ("中通.csv", "省份,首重,续重\n江苏,3,1\n", ["--carrier", "中 通/../x"], 2, "no name"),
        ("中通.csv", SIMPLE, ["--service", "特快"], 2, "no service"),
        ("中通.csv", SIMPLE, ["--carrier", "sf"], 2, "no prices of sf"),
        ("nothing.csv", None, [], 5, "nothing.csv"),
    ],
)
def test_what_is_not_clear_is_asked_and_nothing_written(seller, name, text, options, exit_code, says):
    if text is not None:
        seller.write(name, text)
    result = seller.run("rates", "import", name, *options)
    assert (result.exit_code, says in result.stderr) == (exit_code, True), result.stderr
    assert not (seller.path / "rates").exists()


def test_one_good_table_and_one_bad_one(seller):
    seller.write("中通.csv", SIMPLE)
    seller.write("圆通.csv", "省份,首重,续重\n江苏,电询,1\n")
    result = seller.run("rates", "import", "中通.csv", "圆通.csv", "--json")
    assert result.exit_code == 3 and [p["code"] for p in result.json[1]["problems"]] == ["not-a-number"]
    assert [path.name for path in (seller.path / "rates").iterdir()] == ["zto.csv"]


def test_two_tables_of_one_courier_are_a_question(seller):
    seller.write("中通.csv", SIMPLE)
    seller.write("中通2.csv", SIMPLE)
    assert seller.run("rates", "import", "中通.csv", "中通2.csv").exit_code == 2


def test_one_service_and_one_origin_are_taken_when_named(seller):
    seller.write("顺丰.csv", "始发地,产品,省份,首重,续重\n安徽,标快,江苏,8,2\n浙江,标快,江苏,9,2\n安徽,特惠,江苏,7,2\n")
    (read,) = seller.good(
        "rates", "import", "顺丰.csv", "--origin", "安徽", "--service", "标快", "--round-up", "0.5", "--save"
    )
    (card,) = read["couriers"][0]["cards"]
    assert (card["service"], card["origin"], examples(card)["江苏"]) == ("标快", "安徽", ["8.00", "11.00", "16.00"])


def test_a_workbook_of_several_couriers_named_as_rates_counts_only_for_its_own(practice):
    practice.write(
        "all.xlsx",
        workbook(
            中通=([["省份", "首重", "续重"], ["山东", 30, 0]],), 圆通=([["省份", "首重", "续重"], ["山东", 2, 0]],)
        ),
    )
    path = practice.path / "shop.toml"
    path.write_text(path.read_text("utf-8").replace("zto.csv", "all.xlsx"), "utf-8")
    assert {q["quotes"][0]["cost"] for q in practice.good("shipments", "quote")} == {"30.00"}
    path.write_text(path.read_text("utf-8").replace("[carriers.zto]", "[carriers.sf]"), "utf-8")
    result = practice.run("shipments", "quote", "--json")
    assert result.exit_code == 4 and "rates import" in result.json["error"]["hint"]


def test_karrios_workbook_without_its_returns(seller):
    path = FIXTURES / "karrio_rate-sheet-valid.xlsx"
    if not path.exists():
        pytest.skip(f"the real tables are not here: {path}")
    (read,) = seller.good("rates", "import", str(path), "--carrier", "dhl", "--save")
    (card,) = read["couriers"][0]["cards"]
    assert (card["service"], card["currency"], card["origin"]) == ("dhl_paket", "EUR", "")
    assert examples(card) == {
        "DE": ["7.50", "9.80", "9.80"],
        **{land: ["13.50", "16.50", "16.50"] for land in ("AT", "CH", "LU", "NL")},
    }


@pytest.mark.parametrize("ending", ["gbk.csv", "tsv"])
def test_other_kinds_of_files(seller, ending):
    data = SIMPLE.encode("gb18030") if ending == "gbk.csv" else SIMPLE.replace(",", "\t").encode()
    seller.write(f"中通.{ending}", data)
    assert seller.good("rates", "import", f"中通.{ending}")[0]["couriers"][0]["carrier"] == "zto"
