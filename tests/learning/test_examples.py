"""The three shops in examples/: each day ends as planned from a clean copy, and its files are what they claim to be."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SHOPS = sorted(path.parent.name for path in EXAMPLES.glob("*/day.txt"))
each_shop = pytest.mark.parametrize("name", SHOPS)
with_sh = pytest.mark.skipif(sys.platform == "win32" or not shutil.which("sh"), reason="day.sh needs a POSIX shell")


@dataclass(frozen=True)
class Day:
    """A walked copy: where it is, how it ended, what it said."""

    folder: Path
    exit_code: int
    said: str


def commands_of(name: str) -> list[str]:
    return re.findall(r"^\$ (.+)$", (EXAMPLES / name / "day.txt").read_text("utf-8"), re.M)


def walk(folder: Path) -> Day:
    """Run day.sh there, with a `sellerkit` on the PATH that is the one under test."""
    bin_ = folder.parent / "bin"
    bin_.mkdir(exist_ok=True)
    (bin_ / "sellerkit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sellerkit "$@"\n', "utf-8")
    (bin_ / "sellerkit").chmod(0o755)
    env = {k: v for k, v in os.environ.items() if not k.startswith("SELLERKIT_")}
    env |= {"PATH": f"{bin_}{os.pathsep}{env.get('PATH', '')}", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["sh", "day.sh"], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=120, check=False,
    )  # fmt: skip
    return Day(folder, done.returncode, done.stdout.decode("utf-8"))


def copied(name: str, to: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / name, to / name / "copy"))


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Day]:
    """Every day walked once, side by side."""
    place = tmp_path_factory.mktemp("days")
    folders = [copied(name, place) for name in SHOPS]
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(SHOPS, pool.map(walk, folders), strict=True))


def test_there_are_the_three_shops() -> None:
    assert SHOPS == ["dates", "dried-fruit", "garments"]


@with_sh
@each_shop
def test_the_whole_day_ends_as_planned_from_a_clean_copy(days: dict[str, Day], name: str) -> None:
    day = days[name]
    assert day.exit_code == 0, day.said[-3000:]
    assert day.said.splitlines()[-1] == f"{name}: all {len(commands_of(name))} commands ended as planned"
    assert "Traceback" not in day.said


@with_sh
@each_shop
def test_a_walked_folder_is_not_walked_again(days: dict[str, Day], name: str) -> None:
    again = walk(days[name].folder)
    assert again.exit_code == 1
    assert again.said.strip() == f"{name}: this folder has been walked already: take a fresh copy of it"


@with_sh
def test_a_day_stops_where_a_command_ends_otherwise_than_planned(tmp_path: Path) -> None:
    folder = copied("dates", tmp_path)
    (folder / "shop.toml").write_text("[shop\n", "utf-8")
    day = walk(folder)
    assert day.exit_code == 1
    assert day.said.splitlines()[-1] == "dates: command 1 ended with 4 instead of 0"


@with_sh
def test_every_parcel_of_the_far_courier_is_bought_once(days: dict[str, Day]) -> None:
    bought = re.findall(
        r'"reference": "([^"]+)"', (days["dried-fruit"].folder / "practice-courier.jsonl").read_text("utf-8")
    )
    assert len(bought) == len(set(bought)) == 30


@pytest.mark.skipif(not (ROOT / ".ci" / "days").exists(), reason="not in a clone")
def test_the_scripts_are_what_day_txt_says() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "days", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@each_shop
def test_windows_powershell_can_read_its_script(name: str) -> None:
    content = (EXAMPLES / name / "day.ps1").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\nTest-Ended $LASTEXITCODE ") == sum(line.startswith("sellerkit ") for line in commands_of(name))
    # In single quotes PowerShell ends a text at any of these, unless it stands twice.
    without_pairs = re.sub("''|‘‘|’’", "", text)
    for line in without_pairs.splitlines():
        assert not re.search("[‘’‚‛]", line)
        assert line.count("'") % 2 == 0 or line.startswith("#"), line


@each_shop
def test_each_shop_is_for_practice_and_told_in_two_languages(name: str) -> None:
    for settings in (EXAMPLES / name).glob("*.toml"):
        assert tomllib.loads(settings.read_text("utf-8"))["shop"]["practice"] is True
    told = {
        len(re.findall(r"^\d\. \*\*", (EXAMPLES / name / readme).read_text("utf-8").partition(heading)[2], re.M))
        for readme, heading in (("README.md", "## Exercises"), ("README.zh.md", "## 练习"))
    }
    assert len(told) == 1 and told <= {3, 4}


def test_the_cousin_changes_nothing_but_the_plan() -> None:
    alone, together = (
        tomllib.loads((EXAMPLES / "garments" / file).read_text("utf-8"))
        for file in ("shop.toml", "shop-with-cousin.toml")
    )
    assert {key for key in alone if alone[key] != together[key]} == {"peak"}
    assert len(together["peak"]["people"]) == len(alone["peak"]["people"]) + 1


@pytest.mark.parametrize(
    "file",
    [
        "dates/inbox/合作社库存-1108.csv", "dates/inbox/alipay-202611.csv", "dates/inbox/淘宝打单-1111.csv",
        "dried-fruit/inbox/alipay-202611.csv", "dried-fruit/rates/zto.csv", "garments/rates/zto.csv",
    ],
)  # fmt: skip
def test_what_should_be_gbk_is_gbk(file: str) -> None:
    content = (EXAMPLES / file).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert re.search("[一-龥]{2}", content.decode("gbk"))


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*/inbox/淘宝订单*.xlsx")), ids=lambda path: path.parts[-3])
def test_taobao_exports_have_29_columns_all_of_text_and_no_recipient(file: Path) -> None:
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    assert len(rows[0]) == 29 and rows[0][0] == "子订单编号" and rows[0][-1] == "赔付出账时间"
    assert all(type(cell) is str for row in rows for cell in row)
    assert len({row[0] for row in rows}) == len(rows)


def test_other_files_have_the_headings_of_their_platforms() -> None:
    orders = table("dried-fruit/inbox/orders_export.csv")
    assert len(orders[0]) == 79 and all(len(row) == 79 for row in orders)
    for file in ("inbox/shopify-payments-1031.csv", "later/shopify-payments-1110.csv"):
        assert table(f"dried-fruit/{file}")[0][:3] == ["Transaction Date", "Type", "Order"]
    for shop in ("dates", "dried-fruit"):
        assert table(f"{shop}/inbox/alipay-202611.csv", "gbk")[4][:3] == ["账务流水号", "业务流水号", "商户订单号"]
    sheet = table("dates/inbox/合作社库存-1108.csv", "gbk")
    assert sheet[3][0] == "货号" and sheet[-1][0] == "合计"


def test_the_suppliers_sheet_is_messy_and_the_chat_sheet_has_one_free_text() -> None:
    book = openpyxl.load_workbook(EXAMPLES / "garments" / "inbox" / "阿弟现货表.xlsx")
    sheet = book["现货"]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert "A1:O1" in merged and sheet["A4"].value == "款号" and sheet["A5"].value == "★ 卫衣"
    assert any(other.sheet_state == "hidden" for other in book)
    chat = openpyxl.load_workbook(EXAMPLES / "garments" / "inbox" / "代发群-1111.xlsx").active
    assert [cell.value for cell in chat[1]] == ["日期", "款号", "数量", "收件人信息", "备注"]


def test_the_files_are_small_and_nobody_in_them_is_real() -> None:
    from sellerkit.stock.rules import gtin_holds

    files = [path for path in EXAMPLES.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 600_000
    inbox = [path for path in files if path.parent.name in ("inbox", "later")]
    assert max(path.stat().st_size for path in inbox) < 60_000
    cells = [cell for path in inbox for cell in cells_of(path)]
    phones = {
        re.sub(r"\D", "", found) for cell in cells for found in re.findall(r"(?<!\d)1[3-9]\d-?\d{4}-?\d{4}(?!\d)", cell)
    }
    assert phones and all(phone.startswith("1380000") for phone in phones)
    barcodes = {cell for cell in cells if re.fullmatch(r"690\d{10}", cell)}
    assert len(barcodes) > 100 and all(map(gtin_holds, barcodes))


def table(file: str, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO((EXAMPLES / file).read_bytes().decode(encoding))))


def cells_of(path: Path) -> Iterator[str]:
    if path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path):
            yield from (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    else:
        encoding = "utf-8" if "shopify" in path.name or "orders_export" in path.name else "gbk"
        yield from (cell for row in table(str(path.relative_to(EXAMPLES)), encoding) for cell in row)


@with_sh
def test_the_listings_of_the_garments_are_what_the_readme_says(days: dict[str, Day]) -> None:
    out = days["garments"].folder / "out"
    sheet = openpyxl.load_workbook(out / "listings" / "1688.xlsx")["批量发布"]
    assert sheet["A3"].value == "必填，不超过 128 个字符" and sheet.data_validations.count == 1
    codes = {row[0] for row in sheet.iter_rows(min_row=4, min_col=2, max_col=2, values_only=True) if row[0]}
    assert len(codes) == 90 and not any(code.startswith("5503") for code in codes)
    assert 'value="380.00"' in (page := (out / "listings" / "xiangce.html").read_text("utf-8"))
    assert 'value="5+ 350.00"' in page
    changes = list(openpyxl.load_workbook(out / "changes.xlsx").active.iter_rows(min_row=2, values_only=True))
    assert len(changes) == 86 and {row[3] for row in changes} == {"Stock", "In stock?"}


@with_sh
def test_what_holds_for_all_channels_is_said_once_a_build(days: dict[str, Day]) -> None:
    builds = [line for line in commands_of("garments") if line.startswith("sellerkit listings build")]
    assert days["garments"].said.count("every product is a draft") == len(builds) == 3


@with_sh
def test_the_listings_of_the_dried_fruit_are_what_the_readme_says(days: dict[str, Day]) -> None:
    out = days["dried-fruit"].folder / "out"
    rows = list(csv.DictReader(io.StringIO((out / "listings" / "webshop.csv").read_text("utf-8"))))
    assert [row["SKU"] for row in rows if row["Unit price total measure"] == "500"] == [
        "PT-LV-500", "PT-HJ-500", "XING-500", "HETAO-500",
    ]  # fmt: skip
    page = (out / "listings" / "douyin.html").read_text("utf-8")
    assert 'value="XING-500"' in page and 'value="PT-LV-500"' not in page and "SC11865420000000" in page
    assert "最佳" in (out / "preview" / "channel-douyin.html").read_text("utf-8")
