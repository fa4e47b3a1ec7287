"""All or nothing, nothing twice, undo, dry runs, and where a buyer's data may stand."""

from __future__ import annotations

import shutil
import tempfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .layouts import sub, taobao

STATUSES = ("等待买家付款", "买家已付款，等待卖家发货", "卖家已发货，等待买家确认", "交易成功", "交易关闭")
SUBS = st.builds(
    lambda order, number, status, code, quantity, note: sub(
        f"33{order}", number, 订单状态=status, 商家编码=code, 购买数量=str(quantity), 商家备注=note
    ),
    st.integers(1, 4), st.integers(1, 3), st.sampled_from(STATUSES), st.sampled_from(["DATE-500", "WALNUT-250", "HZ-1", "null"]),
    st.integers(1, 9), st.sampled_from(["null", "老客户", "改地址"]),
)  # fmt: skip
EXPORTS = st.lists(st.lists(SUBS, min_size=1, max_size=6), min_size=1, max_size=3)
# The shop of the fixture is copied for each example, so that examples know nothing of each other.
FRESH = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
COUNTS = (
    "rows",
    "created",
    "changed",
    "unchanged",
    "rejected",
    "ignored",
    "orders_created",
    "orders_changed",
    "older",
    "problems",
)


class Copy:
    """A fresh copy of a shop for one example."""

    def __init__(self, shop: Any) -> None:
        self.shop = shop

    def __enter__(self) -> Any:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "shop"
        shutil.copytree(self.shop.path, path)
        return type(self.shop)(path)

    def __exit__(self, *_ignored: object) -> None:
        self.folder.cleanup()


@FRESH
@given(exports=EXPORTS)
def test_importing_twice_changes_nothing(stocked: Any, exports: list[list[dict[str, str]]]) -> None:
    with Copy(stocked) as shop:
        shop.write("1.xlsx", taobao(*exports[-1]))
        shop.run("orders", "import", "1.xlsx")
        before = shop.dump()
        again = shop.run("orders", "import", "1.xlsx", "--json").json[0]
        assert (again["created"], again["changed"]) == (0, 0)
        # Saved anew by a spreadsheet program: other bytes, the same rows.
        shop.write("2.csv", as_csv(shop.path / "1.xlsx"))
        saved = shop.run("orders", "import", "2.csv", "--json").json[0]
        assert (saved["created"], saved["changed"], saved["unchanged"]) == (0, 0, saved["rows"])
        assert shop.dump() == before


def as_csv(path: Path) -> bytes:
    import csv
    import io

    import openpyxl

    out = io.StringIO()
    csv.writer(out).writerows(openpyxl.load_workbook(path).active.values)
    return out.getvalue().encode("gb18030")


ORDERS = st.sampled_from(["331", "332", "333", "334"])
CODES = st.sampled_from(["HZ-1", "HZ-2"])
ITEMS = st.lists(st.sampled_from(["DATE-500=2", "WALNUT-250", "CHILLI-100=3"]), min_size=1, max_size=2, unique=True)
DOINGS = st.lists(
    st.one_of(
        st.lists(SUBS, min_size=1, max_size=6),
        st.builds(lambda code, items: ("match", code, *items), CODES, ITEMS),
        st.builds(lambda order: ("hold", order, "--reason", "rain"), ORDERS),
        st.builds(lambda verb, order: (verb, order), st.sampled_from(["release", "cancel"]), ORDERS),
    ),
    min_size=1,
    max_size=7,
)


def last_batch(shop: Any) -> int:
    return int(shop.store().execute("SELECT coalesce(max(number), 0) FROM batches").fetchone()[0])


@FRESH
@given(doings=DOINGS)
def test_undo_puts_every_table_back(stocked: Any, doings: list[Any]) -> None:
    with Copy(stocked) as shop:
        done: list[tuple[int, str]] = []
        for number, doing in enumerate(doings):
            before, last = shop.dump(), last_batch(shop)
            if isinstance(doing, tuple):
                shop.run("orders", *doing)
            else:
                shop.write(f"{number}.xlsx", taobao(*doing))
                shop.run("orders", "import", f"{number}.xlsx")
            if last_batch(shop) > last:
                done.append((last_batch(shop), before))
            else:
                assert shop.dump() == before
        for batch, before in reversed(done):
            undone = shop.run("undo", str(batch))
            assert undone.exit_code == 0, undone.stderr
            assert shop.dump() == before


@FRESH
@given(doings=DOINGS, which=st.integers(0, 6))
def test_undoing_an_earlier_batch_is_done_or_refused_whole(stocked: Any, doings: list[Any], which: int) -> None:
    with Copy(stocked) as shop:
        first = last_batch(shop)
        for number, doing in enumerate(doings):
            shop.write(f"{number}.xlsx", taobao(*(doing if isinstance(doing, list) else [sub("339", number)])))
            shop.run("orders", *(doing if isinstance(doing, tuple) else ("import", f"{number}.xlsx")))
        before, last = shop.dump(), last_batch(shop)
        undone = shop.run("undo", str(first + 1 + which % max(1, last - first)))
        assert undone.exit_code in (0, 5), undone.stderr
        assert undone.exit_code == 0 or shop.dump() == before


@FRESH
@given(exports=EXPORTS)
def test_a_dry_run_changes_nothing_and_says_what_the_real_run_does(
    stocked: Any, exports: list[list[dict[str, str]]]
) -> None:
    with Copy(stocked) as shop:
        for number, export in enumerate(exports, 1):
            shop.write(f"{number}.xlsx", taobao(*export))
            before = shop.dump()
            tried = shop.run("orders", "import", f"{number}.xlsx", "--dry-run", "--json")
            assert shop.dump() == before
            real = shop.run("orders", "import", f"{number}.xlsx", "--json")
            assert tried.exit_code == real.exit_code
            assert [tried.json[0].get(key) for key in COUNTS] == [real.json[0].get(key) for key in COUNTS]
            assert (
                sum(real.json[0][key] for key in ("created", "changed", "unchanged", "rejected"))
                == real.json[0]["rows"]
            )


SECRET = {"name": "赵钱孙李", "phone": "13912345678", "street": "翡翠街道九十九号", "note": "暗号芝麻开门"}


def test_a_buyers_data_stands_in_one_table_only(stocked: Any) -> None:
    head = "姓名,电话,地址,货号,数量,备注,订单号\n"
    row = f"{SECRET['name']},{SECRET['phone']},{SECRET['street']},HZ-1,1,{SECRET['note']},A-1\n"
    stocked.write("1.csv", head + row)
    stocked.run("orders", "import", "1.csv")
    stocked.write("2.csv", head + row.replace(SECRET["street"], SECRET["street"] + "乙"))
    stocked.run("orders", "import", "2.csv")
    stocked.run("orders", "match", "HZ-1", "DATE-500")
    stocked.run("orders", "hold", "A-1", "--reason", f"call {SECRET['phone']}")
    stocked.run("orders", "cancel", "A-1")
    stocked.run("undo", "3")
    db = stocked.store()
    for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'buyers'").fetchall():
        for values in db.execute(f"SELECT * FROM {table}"):
            for value in values:
                text = _unpacked(value) if isinstance(value, bytes) else str(value)
                assert not [secret for secret in SECRET.values() if secret in text], table


def _unpacked(packed: bytes) -> str:
    found = ""
    while packed:
        unpacker = zlib.decompressobj()
        found += unpacker.decompress(packed).decode("utf-8").encode("ascii").decode("unicode_escape")
        packed = unpacker.unused_data
    return found


def test_what_is_listed_is_masked(stocked: Any) -> None:
    stocked.write(
        "1.csv",
        f"姓名,电话,地址,货号,数量,备注\n张小三,13912345678,浙江省杭州市{SECRET['street']},DATE-500,1,打13912345678\n",
    )
    stocked.run("orders", "import", "1.csv")
    for arguments in (("--json",), (), ("--format", "csv")):
        shown = stocked.run("orders", "list", *arguments).stdout
        assert "13912345678" not in shown
        assert SECRET["street"] not in shown
        assert "张小三" not in shown
    assert "13912345678" in stocked.run("orders", "list", "--json", "--show-personal").stdout


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\x89PNG\r\n\x1a\n0000"])
def test_a_file_that_cannot_be_read_changes_nothing(stocked: Any, content: bytes) -> None:
    stocked.write("a.xlsx", content)
    before = stocked.dump()
    assert stocked.run("orders", "import", "a.xlsx").exit_code == 5
    assert stocked.dump() == before
