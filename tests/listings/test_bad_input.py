"""A template, a path or a text that is wrong: named, the others built."""

from __future__ import annotations

import sys
from typing import Any

import pytest

TWO = """
[listings.channels.bad]
format = "shopify-csv"
price = {{ markup = "35%" }}
{line}

[listings.channels.good]
format = "shopify-csv"
price = {{ markup = "35%" }}
"""


def built(shop: Any, shelf: Any, line: str) -> tuple[Any, dict[str, Any]]:
    shelf.add("M-1")
    shop.toml(TWO.format(line=line))
    result = shop.run("listings", "build", "--json")
    by_name = {channel["channel"]: channel for channel in result.json}
    assert by_name["good"]["variants"] == 1 and (shop.path / "out/listings/good.csv").is_file()
    assert not (shop.path / "out/listings/bad.csv").exists()
    assert by_name["bad"]["skipped"] == 1
    (problem,) = by_name["bad"]["problems"]
    return result, problem


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ("{{ item.nmae }}", "item.name"),
        ("{{ brnd.name }}", "brand"),
        ("{% if false %}{{ item['skuu'] }}{% endif %}", "item.sku"),
        ("{% for v in variants %}{{ v.prise }}{% endfor %}", "v.price"),
    ],
)
def test_an_unknown_variable_is_named_with_the_nearest_known(shop: Any, shelf: Any, template: str, hint: str) -> None:
    result, problem = built(shop, shelf, f'title = ["{template}"]')
    assert result.exit_code == 3
    assert problem["code"] == "template-unknown-variable"
    assert problem["hint"] == f"Did you mean {hint}?"
    assert problem["field"] == "listings.channels.bad.title"


@pytest.mark.parametrize(
    "template",
    [
        "{% for n in range(99999999) %}x{% endfor %}",
        "{% for a in range(999) %}{% for b in range(999) %}x{% endfor %}{% endfor %}",
        "{% for a in range(900) %}{{ range(900) | join('xxxxxxxxxxxxxxxxxxxx') }}{% endfor %}",
    ],
)
def test_a_template_without_an_end_is_refused(shop: Any, shelf: Any, template: str) -> None:
    result, problem = built(shop, shelf, f'title = ["{template}"]')
    assert (result.exit_code, problem["code"]) == (3, "template-too-long")


@pytest.mark.parametrize(
    "template",
    [
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 9 ** 9999999 }}",
        "{% include '/etc/passwd' %}",
        "{{ item.name | center(999999999) }}",
        "{{ item.name.format(1) }}",
        "{% set x = 1 %}",
    ],
)
def test_what_listings_do_not_need_is_refused(shop: Any, shelf: Any, template: str) -> None:
    _result, problem = built(shop, shelf, f'title = ["{template}"]')
    assert problem["code"] == "template-refused"


def test_a_template_that_cannot_be_read_is_named_with_its_line(shop: Any, shelf: Any) -> None:
    shop.write("listings/d.md", "fine\n{{ item.name\n")
    _result, problem = built(shop, shelf, 'description = "listings/d.md"')
    assert problem["code"] == "template-syntax" and "line" in problem["message"]


@pytest.mark.parametrize("command", [["build"], ["build", "--dry-run"], ["check"], ["diff"], ["preview"]], ids=" ".join)
def test_a_broken_channel_between_two_good_ones_stops_neither(shop: Any, shelf: Any, command: list[str]) -> None:
    shelf.add("M-1")
    shop.write("d.md", "{{ item.name")
    good = '[listings.channels.{name}]\nformat = "shopify-csv"\nprice = {{ markup = "35%" }}\n'
    shop.toml("".join(good.format(name=name) for name in ("first", "bad")) + 'description = "d.md"')
    shop.toml(good.format(name="second"))
    result = shop.run("listings", *command)
    assert (result.exit_code, result.stdout == "") == (0 if command == ["diff"] else 3, False)


def test_nested_too_deeply_is_an_answer_and_no_crash(shop: Any, shelf: Any) -> None:
    shop.write("listings/d.md", "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}")
    assert built(shop, shelf, 'description = "listings/d.md"')[1]["code"] == "template-syntax"


def test_the_sandbox_keeps_python_out(shop: Any, shelf: Any) -> None:
    shelf.add("M-1")
    shop.toml(
        '[listings.channels.s]\nformat = "shopify-csv"\nprice = { markup = "1%" }\ntitle = ["{{ item.name.__class__.__mro__ }}"]'
    )
    result = shop.run("listings", "build", "--json")
    assert result.exit_code == 3
    assert result.json[0]["problems"][0]["code"] == "template-failed"


@pytest.mark.parametrize("key", ["description", "images"])
@pytest.mark.parametrize("path", ["../outside.md", "/etc/passwd", "listings/../../outside.md"])
def test_a_path_that_leaves_the_shop_is_refused(shop: Any, shelf: Any, key: str, path: str) -> None:
    (shop.path.parent / "outside.md").write_text("secret")
    _result, problem = built(shop, shelf, f'{key} = "{path}"')
    assert problem["code"] == "path-outside"
    assert problem["value"] == path


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leaves_the_shop_is_refused(shop: Any, shelf: Any) -> None:
    (shop.path.parent / "outside.md").write_text("secret")
    (shop.path / "inside.md").symlink_to(shop.path.parent / "outside.md")
    assert built(shop, shelf, 'description = "inside.md"')[1]["code"] == "path-outside"


def test_a_missing_or_wrongly_saved_text_is_named(shop: Any, shelf: Any) -> None:
    assert built(shop, shelf, 'description = "nothing.md"')[1]["code"] == "file-missing"


def test_a_text_in_gbk_is_named(shop: Any, shelf: Any) -> None:
    shop.write("d.md", "红枣", encoding="gbk")
    assert built(shop, shelf, 'description = "d.md"')[1]["code"] == "file-encoding"


def test_scripts_are_stripped_from_the_description_and_said(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug <script>alert(1)</script>")
    shop.write(
        "d.md",
        '**{{ item.name }}** 50*60*70\n\n<script>alert(2)</script><img src="http://x.example/a.jpg" onerror="alert(3)">\n\n'
        "[link](javascript:alert(4)) <iframe src='https://x.example'></iframe>\n",
    )
    shop.toml('[listings.channels.s]\nformat = "shopify-csv"\nprice = { markup = "35%" }\ndescription = "d.md"')
    result = shop.run("listings", "build", "--json")
    assert result.exit_code == 0
    assert [(one["code"], one["severity"], one["value"]) for one in result.json[0]["problems"]] == [
        ("html-removed", "warning", "http, iframe, onerror, script"),
        ("markup", "warning", "Mug <script>alert(1)</script>"),
    ]
    html = shelf.file("s")[0]["Description"]
    assert "<strong>Mug &lt;script&gt;alert(1)&lt;/script&gt;</strong>" in html
    assert not any(word in html for word in ("<script", "onerror", 'href="javascript', "iframe", "http://"))


@pytest.mark.parametrize(("format", "kept"), [("shopify-csv", True), ("woocommerce-csv", True), ("ebay-draft", False)])
def test_each_channel_keeps_the_html_that_its_marketplace_takes(shop: Any, shelf: Any, format: str, kept: bool) -> None:
    shelf.add("M-1", "Warm mug", price_minor=990, image="https://img.example/m.jpg")
    shop.write("d.md", "Made by [us](https://us.example), **by hand**.\n\n| cup |\n|---|\n| {{ item.sku }} |\n")
    shop.toml(
        f'[listings.channels.c]\nformat = "{format}"\ndescription = "d.md"\ncurrency = "USD"\nfields = {{ category_id = "1" }}\n[shop.rates.USD]\nrate = "7.1"\ndate = "2026-11-20"'
    )
    result = shop.run("listings", "build", "--json")
    text = (shop.path / result.json[0]["file"]).read_text("utf-8")
    assert "<strong>by hand</strong>" in text and "<td>M-1</td>" in text
    assert ("https://us.example" in text) is kept
    removed = [problem["value"] for problem in result.json[0]["problems"] if problem["code"] == "html-removed"]
    assert removed == ([] if kept else ["a"])


def test_a_name_with_stars_is_not_taken_for_markdown(shop: Any, shelf: Any) -> None:
    shelf.add("C-1", "Carton 50*60*70_cm [new] # 1")
    shop.write("d.md", "{{ item.name }}\n")
    shop.toml('[listings.channels.s]\nformat = "shopify-csv"\nprice = { markup = "35%" }\ndescription = "d.md"')
    shop.run("listings", "build")
    assert shelf.file("s")[0]["Description"] == "<p>Carton 50*60*70_cm [new] # 1</p>"


def test_a_formula_in_a_name_never_reaches_a_spreadsheet(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "=HYPERLINK(0)")
    shelf.add("G-1", "Glasses", option1="-2.00")
    shop.toml('[listings.channels.s]\nformat = "shopify-csv"\nprice = { markup = "35%" }')
    result = shop.run("listings", "build", "--json")
    assert [(p["code"], p["sku"]) for p in result.json[0]["problems"]] == [("formula", "M-1")]
    assert [row["SKU"] for row in shelf.file("s")] == ["G-1"]


def test_a_full_disk_ends_with_8_and_keeps_the_old_file(shop: Any, shelf: Any) -> None:
    shelf.add("M-1")
    shop.toml('[listings.channels.s]\nformat = "shopify-csv"\nprice = { markup = "35%" }')
    shop.write("out", "a file stands where the folder should be")
    assert shop.run("listings", "build").exit_code == 8
