"""Bad input: a clear message that names the file and what to do, the right exit code, an unchanged store."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from . import bad_files
from .conftest import left_behind

IMPORTS = {
    "stock": ("stock", "import", "--as", "set"),
    "orders": ("orders", "import"),
    "payouts": ("payouts", "import"),
}
FILES: dict[Callable[[Path], Path], set[str]] = {
    bad_files.empty: {"empty-file"},
    bad_files.missing: {"no-such-file"},
    bad_files.a_folder: {"is-a-folder"},
    bad_files.picture: {"not-a-spreadsheet"},
    bad_files.truncated: {"damaged-file"},
    bad_files.locked_workbook: {"password-protected"},
    bad_files.locked_xls: {"password-protected"},
    bad_files.without_header: {"no-header", "unknown-format"},
    bad_files.wrong_encoding: {"unknown-encoding"},
    bad_files.bomb: {"expands-too-much"},
    bad_files.lying_bomb: {"expands-too-much"},
}
ERROR_KEYS = {"code", "exit", "message", "hint", "problems", "rejected_file"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("noun", IMPORTS)
@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_a_file_nobody_can_read_is_refused_with_what_to_do(shop, noun, make, language) -> None:
    path = make(shop.path)
    before = shop.dump()
    said = shop.run(*IMPORTS[noun], path.name, "--language", language)
    assert said.exit_code == 5, said.stderr
    assert said.stdout == ""
    assert path.name in said.stderr
    assert any(line.startswith(("Hint: ", "提示")) for line in said.stderr.splitlines())
    answer = shop.run(*IMPORTS[noun], path.name, "--json")
    error = answer.json["error"]
    assert (answer.exit_code, set(error), error["exit"]) == (5, ERROR_KEYS, 5)
    assert error["code"] in FILES[make]
    assert path.name in error["message"] and error["hint"]
    assert shop.dump() == before
    assert left_behind(shop, [path.name]) == []


@pytest.mark.parametrize("noun", IMPORTS)
def test_a_password_protected_xls_of_a_real_spreadsheet_program(shop, noun) -> None:
    name = "sheetjs_password_2002_40_basecrypto.xls"
    real = os.environ.get("SELLERKIT_REAL_FILES", str(Path(__file__).parents[3] / "shared" / "fixtures"))
    path = Path(real) / "stock" / "xl_robustness" / name
    if not path.is_file():
        pytest.skip(f"{path} is not on this machine")
    before = shop.dump()
    result = shop.run(*IMPORTS[noun], str(path), "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "password-protected")
    assert shop.dump() == before


@pytest.mark.skipif(sys.platform == "win32", reason="memory of a child is measured the POSIX way")
def test_ten_gigabytes_in_ten_megabytes_cost_neither_memory_nor_time(shop, process) -> None:
    import resource

    path = bad_files.lying_bomb(shop.path)
    assert path.stat().st_size < 12_000_000
    limit = 1_000_000_000

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CPU, (5, 5))

    for made in (path, bad_files.bomb(shop.path)):
        done = process("stock", "import", made.name, "--as", "set", preexec_fn=bounded)
        assert done.returncode == 5, done.stderr.decode()


@pytest.mark.parametrize("noun", IMPORTS)
def test_a_text_that_stops_making_sense_on_its_way_names_the_byte(shop, noun) -> None:
    good = "订单编号,商品编码,数量\n" + "甲,乙,1\n" * 20
    shop.write("cut.csv", good.encode() + b"\xe6\x9e")
    before = shop.dump()
    result = shop.run(*IMPORTS[noun], "cut.csv", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "wrong-encoding")
    assert shop.dump() == before


def test_a_declared_encoding_that_is_wrong_is_named(shop) -> None:
    shop.toml('[stock.sources.farm]\nfiles = "farm.csv"\nas = "set"\nencoding = "utf-8"')
    shop.write("farm.csv", "货号,品名,库存\nA-1,红枣,5\n", encoding="gb18030")
    result = shop.run("stock", "import")
    assert result.exit_code == 5
    assert "farm.csv" in result.stderr and "utf-8" in result.stderr


@pytest.mark.parametrize(
    "command", [("stock", "list"), ("stock", "import", "good.csv", "--as", "set"), ("nightly",), ("today",)]
)
def test_a_syntax_error_in_shop_toml_names_file_and_line(shop, command) -> None:
    shop.write("good.csv", "SKU,Name,Qty\nA-1,Dates,5\n")
    before = shop.dump()
    shop.write("shop.toml", (shop.path / "shop.toml").read_text("utf-8") + "[stock\nlow = 3\n")
    said = shop.run(*command)
    assert said.exit_code == 4
    assert "shop.toml" in said.stderr and "line 6" in said.stderr and "Hint: " in said.stderr
    error = shop.run(*command, "--json").json["error"]
    assert (set(error), error["code"], error["exit"]) == (ERROR_KEYS, "toml-syntax", 4)
    assert shop.dump() == before


SHIPPING = """
[carriers.zto]
service = "kuaidi100"
courier = "zhongtong"
key = { env = "TEST_COURIER_KEY" }
secret = { env = "TEST_COURIER_SECRET" }
url = "http://127.0.0.1:1"
[shipments]
sender = { name = "张三", phone = "13800000000", address = "山西省吕梁市临县车赶乡1号" }
"""


def test_a_secret_whose_variable_is_not_set_stops_before_anything_is_bought(shop) -> None:
    shop.toml(SHIPPING)
    shop.write("stock.csv", "SKU,Name,Qty,Weight (g)\nA-1,Dates,5,500\n")
    shop.write("chat.csv", "订单编号,货号,数量,收件人信息\nC-1,A-1,1,李四 13900000000 山西省太原市小店区平阳路1号\n")
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    assert shop.run("orders", "import", "chat.csv").exit_code == 0
    before = shop.dump()
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 4, result.stdout + result.stderr
    error = result.json["error"]
    assert error["code"] == "secret-not-set"
    assert "TEST_COURIER_" in error["message"] + error["hint"]
    assert shop.dump() == before
    said = shop.run("shipments", "create", "--yes", env={"TEST_COURIER_KEY": "abc123"})
    assert said.exit_code == 4
    assert "abc123" not in said.stdout + said.stderr


@pytest.mark.parametrize(
    "command", [("history",), ("stock", "import", "good.csv", "--as", "set"), ("nightly",), ("backup",)]
)
def test_a_store_of_a_newer_version_is_left_alone(shop, command) -> None:
    shop.write("good.csv", "SKU,Name,Qty\nA-1,Dates,5\n")
    shop.toml('[nightly]\nsteps = ["stock low"]')
    db = shop.store()
    db.execute("PRAGMA user_version = 999")
    db.close()
    before = shop.dump()
    said = shop.run(*command)
    assert said.exit_code == 4
    assert "shop.db" in said.stderr and "newer" in said.stderr
    assert shop.run(*command, "--json").json["error"]["code"] == "store-newer"
    assert shop.dump() == before
    db = shop.store()
    assert db.execute("PRAGMA user_version").fetchone()[0] == 999
    db.close()


@pytest.mark.parametrize(
    "bad", [bad_files.empty, bad_files.picture, bad_files.truncated], ids=lambda make: make.__name__
)
def test_of_several_files_the_good_are_taken_and_the_bad_named(shop, bad) -> None:
    shop.write("good.csv", "SKU,Name,Qty\nA-1,Dates,5\n")
    path = bad(shop.path)
    mixed = shop.run("stock", "import", "good.csv", path.name, "--as", "set", "--json")
    assert mixed.exit_code == 3
    good, refused = mixed.json
    assert (good["created"], refused["batch"], refused["error"]["code"]) == (1, None, next(iter(FILES[bad])))
    assert path.name in shop.run("stock", "import", "good.csv", path.name, "--as", "set", "--again").stderr
    none = shop.run("stock", "import", path.name, "absent.csv", "--as", "set")
    assert none.exit_code == 5
    assert path.name in none.stderr and "absent.csv" in none.stderr
