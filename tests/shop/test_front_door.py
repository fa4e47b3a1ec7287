"""The front door as a person or a script meets it: streams, colours, languages, suggestions, files, locks, privacy."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import time

import pytest

from sellerkit.base.text import cells
from sellerkit.cli import COMMANDS, Noun

HEAD = "订单编号,货号,数量,收件人信息\n"
PHONE, NAME, STREET = "13900000000", "李四四", "平阳路18号小区3栋502室"
BUYER = f"{NAME} {PHONE} 山西省太原市小店区{STREET}"


def filled(shop) -> None:
    shop.write("stock.csv", "SKU,Name,Qty\nA-1,红枣 ¥ – “特级”,50\nA-2,核桃,8\n")
    shop.write("chat.csv", HEAD + f"C-1,A-1,1,{BUYER}\n")
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    assert shop.run("orders", "import", "chat.csv").exit_code == 0


# Streams and colours


@pytest.mark.parametrize(
    ("language", "env"),
    [("zh", {"PYTHONIOENCODING": "ascii", "LANG": "C"}), ("en", {"PYTHONIOENCODING": "cp936"}), ("zh", {"PYTHONIOENCODING": "cp936", "LC_ALL": "C"}),
     ("zh", {"LANG": "zh_CN.GBK"}), ("en", {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})],
)  # fmt: skip
def test_a_pipe_gets_utf_8_whatever_the_environment_says(shop, process, language, env) -> None:
    filled(shop)
    table = process("--language", language, "stock", "list", env=env)
    assert table.returncode == 0 and b"Traceback" not in table.stderr
    assert "红枣 ¥ – “特级”" in table.stdout.decode("utf-8")
    table.stderr.decode("utf-8")
    answer = process("stock", "list", "--json", "--language", language, env=env)
    assert json.loads(answer.stdout.decode("utf-8"))[0]["name"] == "红枣 ¥ – “特级”"
    absent = process("stock", "import", "没有.xlsx", "--as", "set", "--language", language, env=env)
    assert absent.returncode == 5 and "没有.xlsx" in absent.stderr.decode("utf-8")
    helped = process("--language", language, "--help", env=env)
    assert helped.returncode == 0 and "简体中文" in helped.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
@pytest.mark.parametrize("encoding", ["ascii", "cp936"])
def test_a_terminal_that_lacks_a_character_gets_a_stand_in(shop, encoding) -> None:
    filled(shop)
    shown = on_terminal(shop, 100, "stock", "list", "-q", env={"PYTHONIOENCODING": encoding}, encoding=encoding)
    assert "A-1" in shown and "Traceback" not in shown
    assert ("红枣" in shown) is (encoding == "cp936") and "─" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
@pytest.mark.parametrize(
    ("args", "env", "coloured"),
    [(("stock", "list"), {}, True), (("stock", "list", "--no-color"), {}, False), (("--no-color", "stock", "list"), {}, False),
     (("stock", "list"), {"NO_COLOR": "1"}, False), (("stock", "list"), {"NO_COLOR": ""}, True), (("stock", "list"), {"TERM": "dumb"}, False),
     (("stock", "list", "--json"), {}, False), (("stock", "import", "absent.csv", "--as", "set"), {}, True),
     (("stock", "import", "absent.csv", "--as", "set", "--no-color"), {}, False)],
)  # fmt: skip
def test_colour_only_on_a_terminal_that_wants_it(shop, args, env, coloured) -> None:
    filled(shop)
    assert ("\x1b[" in on_terminal(shop, 100, *args, env=env)) is coloured


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
@pytest.mark.parametrize(("width", "language"), [(60, "zh"), (120, "en")])
def test_tables_stay_inside_the_terminal(shop, width, language) -> None:
    filled(shop)
    for words in ("today", "stock list", "orders list", "history", "stock low", "config show"):
        shown = on_terminal(shop, width, *words.split(), "--no-color", "-q", "--language", language)
        assert "Traceback" not in shown
        assert [line for line in shown.splitlines() if cells(line) > width] == [], words


def on_terminal(shop, width: int, *args: str, env: dict[str, str] | None = None, encoding: str = "utf-8") -> str:
    import pexpect

    from .conftest import environment

    command = ["-m", "sellerkit", *args]
    child = pexpect.spawn(
        sys.executable, command, cwd=str(shop.path), dimensions=(50, width), encoding=encoding,
        env=environment({"TERM": "xterm", **(env or {})}), timeout=30,
    )  # fmt: skip
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before).replace("\r\n", "\n")


# Help, wrong words, languages


def command_lines() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for name, row in COMMANDS.items():
        found.append((name,))
        found += [(name, verb) for verb in row.verbs] if isinstance(row, Noun) else []
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", ["60", "80"])
def test_help_pages_are_wrapped_by_terminal_cells(shop, language, width) -> None:
    for words in command_lines():
        page = shop.run(*words, "--language", language, "--help", env={"COLUMNS": width})
        assert page.exit_code == 0
        body = page.stdout.splitlines()
        # Examples and usage stand as they are typed: a command line that is cut cannot be copied.
        wide = [
            line for line in body if cells(line) > int(width) and not line.startswith(("  sellerkit", "Usage", "用法"))
        ]
        assert not wide, (words, wide)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("args", "suggested"),
    [(("stok",), "stock"), (("stock", "imprt"), "import"), (("stock", "list", "--jsn"), "--json"), (("undoo", "3"), "undo"),
     (("orders", "lst"), "list"), (("config", "sho"), "show")],
)  # fmt: skip
def test_a_wrong_word_is_answered_with_the_nearest(shop, args, suggested, language) -> None:
    result = shop.run("--language", language, *args)
    assert result.exit_code == 2
    assert suggested in result.stderr and result.stdout == ""


def test_a_wrong_noun_far_from_all_lists_what_there_is(shop) -> None:
    result = shop.run("zzqqxxyy")
    assert result.exit_code == 2
    assert all(name in result.stderr for name in COMMANDS)


@pytest.mark.parametrize(
    "args", [("--language", "fr", "today"), ("today", "--language", "fr"), ("stock", "--language=fr", "list")]
)
def test_a_language_we_do_not_speak_is_refused(shop, args) -> None:
    result = shop.run(*args)
    assert result.exit_code == 2 and "zh" in result.stderr


@pytest.mark.parametrize("written", ["zh", "zh-CN", "zh_CN", "中文"])
def test_a_language_may_be_written_as_people_do(shop, written) -> None:
    assert shop.run("today", "--language", written).exit_code == 0


def test_wrong_values_end_with_2(shop) -> None:
    for args in (
        ("undo", "abc"), ("undo",), ("history", "--limit", "0"), ("stock", "list", "--format", "xml"), ("stock", "import", "x.csv", "--as", "sett"),
        ("stock", "list", "--json", "--format", "csv"), ("stock", "import", "x.csv", "--as", "set", "--wait", "soon"),
    ):  # fmt: skip
        assert shop.run(*args).exit_code == 2, args


def test_a_clock_that_is_no_time_is_called_wrongly(shop) -> None:
    result = shop.run("today", env={"SELLERKIT_NOW": "yesterday"})
    assert result.exit_code == 2
    assert "SELLERKIT_NOW" in result.stderr


# Where the shop is


def test_outside_a_shop_bare_sellerkit_is_the_help(process, tmp_path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = process(cwd=empty)
    assert done.returncode == 0 and b"sellerkit init" in done.stdout
    lost = process("stock", "list", cwd=empty)
    assert lost.returncode == 4
    assert b"sellerkit init" in lost.stderr and b"--shop" in lost.stderr
    assert list(empty.iterdir()) == []


def test_shop_is_meant_before_or_after_the_command_or_by_the_variable(shop, process, tmp_path) -> None:
    filled(shop)
    here, elsewhere = str(shop.path), tmp_path / "else"
    elsewhere.mkdir()
    answers = [
        process("--shop", here, "stock", "list", "--json", cwd=elsewhere),
        process("stock", "list", "--json", "--shop", here, cwd=elsewhere),
        process("stock", "list", "--json", f"--shop={here}/shop.toml", cwd=elsewhere),
        process("stock", "list", "--json", cwd=elsewhere, env={"SELLERKIT_SHOP": here}),
        process("stock", "list", "--json", cwd=elsewhere, env={"SELLERKIT_SHOP": "/nowhere"}),
    ]
    assert [a.returncode for a in answers] == [0, 0, 0, 0, 4]
    assert len({a.stdout for a in answers[:4]}) == 1
    assert json.loads(answers[4].stdout)["error"]["code"] == "no-shop"
    deep = shop.path / "inbox" / "deep"
    deep.mkdir(parents=True)
    assert process("stock", "list", "--json", cwd=deep).stdout == answers[0].stdout


def test_the_shops_own_language_is_spoken_wherever_the_shop_is_named(shop, process, tmp_path) -> None:
    shop.write("shop.toml", (shop.path / "shop.toml").read_text("utf-8").replace('"en"', '"zh"'))
    said = [process("stock", "list", where, cwd=tmp_path).stdout for where in (f"--shop={shop.path}",)]
    said.append(process("stock", "list", "--shop", str(shop.path), cwd=tmp_path).stdout)
    said.append(process("stock", "list").stdout)
    assert len(set(said)) == 1


# Answers in files


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv", "xlsx", "txt"])
def test_the_ending_of_o_picks_the_format(shop, ending) -> None:
    filled(shop)
    result = shop.run("stock", "list", "-o", f"out/items.{ending}")
    assert (result.exit_code, result.stdout) == (0, "")
    data = (shop.path / "out" / f"items.{ending}").read_bytes()
    if ending == "json":
        assert [i["sku"] for i in json.loads(data)] == ["A-1", "A-2"]
    elif ending == "jsonl":
        assert [json.loads(line)["sku"] for line in data.decode().splitlines()] == ["A-1", "A-2"]
    elif ending == "csv":
        assert [row["sku"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))] == ["A-1", "A-2"]
    elif ending == "xlsx":
        import openpyxl

        assert "A-1" in [cell.value for row in openpyxl.load_workbook(io.BytesIO(data)).active for cell in row]
    else:
        assert "红枣" in data.decode("utf-8")
    if os.name == "posix":
        assert (shop.path / "out" / f"items.{ending}").stat().st_mode & 0o077 == 0


def test_an_ending_nobody_knows_is_refused_before_anything_is_done(shop) -> None:
    shop.write("stock.csv", "SKU,Name,Qty\nA-1,红枣,50\n")
    before = shop.dump()
    result = shop.run("stock", "import", "stock.csv", "--as", "set", "-o", "answer.docx")
    assert result.exit_code == 2
    assert ".xlsx" in result.stderr and shop.dump() == before


# Several files, no files


def test_some_taken_is_3_none_is_5_nothing_new_is_0(shop) -> None:
    shop.toml('[orders.channels.chat]\nfiles = "inbox/chat*.csv"\nformat = "plain"')
    empty = shop.run("orders", "import")
    assert empty.exit_code == 0 and empty.stdout.strip()
    assert shop.run("orders", "import", "--json").json == []
    shop.write("good.csv", "SKU,Name,Qty\nA-1,红枣,50\n")
    shop.write("bad.csv", "SKU,Name,Qty\nA-1,红枣,many\n")
    shop.write("worse.csv", "")
    assert shop.run("stock", "import", "bad.csv", "worse.csv", "--as", "set").exit_code == 5
    assert shop.run("stock", "import", "good.csv", "bad.csv", "--as", "set").exit_code == 3
    assert shop.run("stock", "import", "good.csv", "--as", "set").exit_code == 0


def test_a_file_from_elsewhere_brings_no_order_a_second_time(shop) -> None:
    shop.toml('[orders.channels.chat]\nfiles = "inbox/chat*.csv"\nformat = "plain"')
    shop.write("stock.csv", "SKU,Name,Qty\nA-1,红枣,50\n")
    shop.run("stock", "import", "stock.csv", "--as", "set")
    shop.write("inbox/chat1.csv", HEAD + f"C-1,A-1,1,{BUYER}\n")
    shop.write("desktop/copy.csv", HEAD + f"C-1,A-1,1,{BUYER}\n")
    assert shop.run("orders", "import").exit_code == 0
    assert shop.run("orders", "import", "desktop/copy.csv").exit_code == 0
    assert [(o["channel"], o["order_id"]) for o in shop.run("orders", "list", "--json").json] == [("chat", "C-1")]


# Locks and failures


def test_a_second_writer_gets_7_and_wait_waits(shop) -> None:
    from threading import Event, Thread

    from sellerkit.store import lock

    shop.write("stock.csv", "SKU,Name,Qty\nA-1,红枣,50\n")
    held, go = Event(), Event()

    def hold() -> None:
        with lock.locked(shop.path / "shop.lock"):
            held.set()
            go.wait(20)

    # The lock is the process's own, so the other writer is another process.
    import subprocess

    from .conftest import environment

    def command(*more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "sellerkit", "stock", "import", "stock.csv", "--as", "set", "--json", *more],
            cwd=shop.path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    holder = Thread(target=hold)
    holder.start()
    held.wait(20)
    try:
        out, _err = (first := command()).communicate(timeout=20)
        assert (first.returncode, json.loads(out)["error"]["code"]) == (7, "shop-locked")
        assert shop.run("stock", "list", "--json").exit_code == 0, "reading never waits"
        waiting = command("--wait", "20s")
        time.sleep(0.4)
        assert waiting.poll() is None
    finally:
        go.set()
        holder.join()
    out, err = waiting.communicate(timeout=20)
    assert waiting.returncode == 0, err.decode()
    assert json.loads(out)[0]["created"] == 1


def test_debug_shows_the_traceback_of_a_bug_and_only_then(shop, process) -> None:
    db = shop.store()
    db.execute("DROP TABLE movements")
    db.commit()
    db.close()
    quiet = process("stock", "list", "--json")
    error = json.loads(quiet.stdout)["error"]
    assert (quiet.returncode, error["code"], error["exit"]) == (1, "unexpected", 1)
    assert "--debug" in error["hint"] and b"Traceback" not in quiet.stderr
    loud = process("stock", "list", "--debug")
    assert loud.returncode == 1 and b"Traceback" in loud.stderr


# Personal data


def test_buyers_are_masked_unless_asked_for(shop) -> None:
    filled(shop)
    for args in (
        ("orders", "list"),
        ("orders", "list", "--json"),
        ("orders", "list", "--format", "csv"),
        ("today", "--json"),
        ("history", "--json"),
    ):
        result = shop.run(*args)
        said = result.stdout + result.stderr
        assert not [secret for secret in (PHONE, NAME, STREET, "502") if secret in said], args
    whole = shop.run("orders", "list", "--json", "--show-personal").stdout
    assert PHONE in whole and NAME in whole and STREET in whole


def test_a_rejected_row_names_no_buyer_on_the_screen(shop) -> None:
    shop.write("chat.csv", HEAD + f"C-1,A-1,x,{BUYER}\nC-2,A-1,1,{NAME} {PHONE}9 {STREET}\n")
    for args in (
        ("orders", "import", "chat.csv"),
        ("orders", "import", "chat.csv", "--json"),
        ("orders", "import", "chat.csv", "--skip-bad-rows", "--json", "-v"),
    ):
        result = shop.run(*args)
        said = result.stdout + result.stderr
        assert not [secret for secret in (PHONE, NAME, STREET) if secret in said], args


def test_the_nightly_report_holds_no_buyer(shop) -> None:
    shop.toml(
        '[orders.channels.chat]\nfiles = "chat*.csv"\nformat = "plain"\n[nightly]\nsteps = ["orders import", "orders list"]'
    )
    shop.write("chat.csv", HEAD + f"C-1,A-1,1,{BUYER}\n")
    assert shop.run("nightly").exit_code == 3
    (report,) = (shop.path / "out" / "nightly").iterdir()
    text = report.read_text("utf-8")
    assert re.search(r"C-1", text) and not [secret for secret in (PHONE, NAME, STREET) if secret in text]


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
def test_the_store_and_what_is_written_is_the_owners_alone(shop) -> None:
    filled(shop)
    shop.run("backup", "backups/one.db")
    for name in ("shop.db", "backups/one.db"):
        assert (shop.path / name).stat().st_mode & 0o077 == 0, name


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
@pytest.mark.parametrize("stop", ["c", "d"])
def test_stopping_at_a_question_makes_no_shop(tmp_path, stop) -> None:
    import pexpect

    from .conftest import environment

    child = pexpect.spawn(
        sys.executable, ["-m", "sellerkit", "init"], cwd=str(tmp_path), encoding="utf-8", env=environment(), timeout=20
    )
    child.expect(r"\]:")
    child.sendcontrol(stop)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert list(tmp_path.iterdir()) == []
