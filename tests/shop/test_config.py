"""shop.toml: every fault at once, with the key, what was found and an example; what a person wrote is never touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sellerkit.base.config.writer import append_table


def test_every_fault_is_named_with_its_key_value_and_an_example(shop) -> None:
    shop.write("shop.toml", '[shop]\nname = "X"\ncurrncy = "CNY"\ntime_zone = "Mars/Olympus"\n[stock]\nlow = "many"\n')
    result = shop.run("config", "show", "--json")
    error = result.json["error"]
    assert result.exit_code == 4
    assert {(p["code"], p["column"]) for p in error["problems"]} == {
        ("unknown-key", "shop.currncy"), ("wrong-value", "stock.low"), ("wrong-value", "shop.time_zone")
    }  # fmt: skip
    assert "currency" in next(p["hint"] for p in error["problems"] if p["code"] == "unknown-key")
    low = next(p for p in error["problems"] if p["column"] == "stock.low")
    assert low["value"] == '"many"' and "low = 20" in low["hint"]


def test_a_syntax_error_names_the_line(shop) -> None:
    shop.write("shop.toml", '[shop]\nname = "X\n')
    result = shop.run("history")
    assert result.exit_code == 4
    assert "line 2" in result.stderr


def test_a_missing_name_shows_how_to_write_it(shop) -> None:
    shop.write("shop.toml", '[shop]\ncurrency = "CNY"\n')
    result = shop.run("history")
    assert result.exit_code == 4
    assert "shop.name is missing" in result.stderr and 'name = "Linxian Date House"' in result.stderr


def test_a_secret_written_into_the_file_is_refused_and_not_shown(shop) -> None:
    shop.toml('[carriers.zto]\nservice = "kuaidi100"\nsecret = "hunter2hunter2"')
    result = shop.run("config", "show")
    assert result.exit_code == 4
    assert "hunter2" not in result.stdout + result.stderr


def test_config_show_says_where_each_value_comes_from(shop) -> None:
    rows = {row["key"]: row for row in shop.run("config", "show", "--json").json}
    assert rows["shop.name"] == {"key": "shop.name", "value": "Test Shop", "origin": "shop.toml"}
    assert rows["stock.low"]["origin"] == "default"


def test_plain_http_is_only_for_this_machine(shop) -> None:
    shop.toml('[carriers.zto]\nservice = "kuaidi100"\nurl = "http://example.com"')
    assert shop.run("config", "show").exit_code == 4


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_table_is_appended_without_touching_a_byte(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "shop.toml"
    before = f"# mine{ending}[shop]  # here{ending}name = 'X'".encode()
    path.write_bytes(before)
    append_table(path, ("stock", "sources", "farm"), {"files": "inbox/farm*.xlsx", "columns": {"sku": "货号"}})
    after = path.read_bytes()
    assert after.startswith(before)
    import tomllib

    assert tomllib.loads(after.decode())["stock"]["sources"]["farm"]["columns"]["sku"] == "货号"
    with pytest.raises(ValueError):
        append_table(path, ("stock", "sources", "farm"), {"files": "x"})


def test_init_answers_by_flags_make_a_shop_that_works(tmp_path: Path, shop) -> None:
    made = shop.run(
        "init",
        str(tmp_path / "new"),
        "--name",
        "枣",
        "--currency",
        "CNY",
        "--time-zone",
        "Asia/Shanghai",
        "--language",
        "en",
        "--yes",
        "--json",
    )
    assert made.exit_code == 0
    assert Path(made.json["config"]).is_file()
    assert shop.run("--shop", str(tmp_path / "new"), "history", "--json").json == []
    assert "[shipments]" not in Path(made.json["config"]).read_text("utf-8")


def test_init_without_a_terminal_asks_nobody(tmp_path: Path, shop) -> None:
    result = shop.run("init", str(tmp_path / "new"))
    assert result.exit_code == 2
    assert "--yes" in result.stderr


def test_init_never_overwrites_a_shop(shop) -> None:
    before = (shop.path / "shop.toml").read_bytes()
    assert shop.run("init", ".", "--yes").exit_code == 2
    assert (shop.path / "shop.toml").read_bytes() == before


def test_an_error_as_json_has_the_promised_keys(shop) -> None:
    result = shop.run("undo", "7", "--json")
    assert result.exit_code == 5
    assert set(json.loads(result.stdout)["error"]) == {"code", "exit", "message", "hint", "problems", "rejected_file"}


def test_practice_cannot_be_switched_later(shop) -> None:
    text = (shop.path / "shop.toml").read_text("utf-8")
    shop.write("shop.toml", text.replace("[shop]", "[shop]\npractice = true"))
    result = shop.run("history")
    assert result.exit_code == 4
    assert "practice" in result.stderr
