"""`stock map`: how a sheet would be read; corrected by flags or by answering; saved as a source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sellerkit import options
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop


@click.command(
    "map",
    cls=options.Command,
    help=_("See how a sheet would be read, and save it as a source."),
    epilog=_(
        "Examples:\n"
        "  sellerkit stock map spring.xlsx\n"
        "  sellerkit stock map spring.xlsx --column quantity=库存数 --column cost=批发价\n"
        '  sellerkit stock map spring.xlsx --as set --save wholesale --files "inbox/spring*.xlsx"\n'
        "  sellerkit stock import spring.xlsx --source wholesale --dry-run     (what it would change)"
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, readable=False))
@click.option("--column", "columns", metavar="FIELD=HEADING", multiple=True, help=_("Say which column a field stands in, by its heading or letter; may be given again."))  # fmt: skip
@click.option("--key", metavar="HEADING", multiple=True, help=_("Columns that together are the item's code, where none is; may be given again."))  # fmt: skip
@click.option("--as", "mode", type=click.Choice(["set", "add", "count"]), help=_("What the quantities mean: what is there (set), what came in (add), what was counted (count)."))  # fmt: skip
@click.option("--save", metavar="NAME", help=_("Save it as [stock.sources.NAME] at the end of shop.toml."))
@click.option("--files", metavar="PATTERN", multiple=True, help=_("The files that the source is for, e.g. inbox/spring*.xlsx."))  # fmt: skip
@click.option("--sheet", metavar="NAME|N", default="", help=_("The sheet of the workbook, by its name or number."))
@click.option("--header", metavar="ROW", type=click.IntRange(min=0), help=_("The row of the headings; 0 when there are none (columns are then A, B, C)."))  # fmt: skip
@click.option("--encoding", metavar="NAME", default="", help=_("The encoding of a text file, e.g. gb18030."))
@click.option("--delimiter", metavar="SIGN", default="", help=_("What separates the columns of a text file."))
@click.option("--decimal-comma", is_flag=True, help=_("Amounts are written 12,50."))
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), default=None, help=_("How 05/06/2026 is meant."))
@click.option("--weight-unit", metavar="UNIT", help=_("The unit of weights without one, e.g. kg."))
@click.option("--length-unit", metavar="UNIT", help=_("The unit of lengths without one, e.g. cm."))
@click.option("--unit", metavar="UNIT", help=_("The unit of quantities without one, e.g. 斤."))
@click.option("--word", "words", metavar="WORD=N", multiple=True, help=_("What a word in the quantity column counts as, e.g. 有货=10; may be given again."))  # fmt: skip
@click.option("--at-least", is_flag=True, help=_("A quantity such as >20 or 20+ counts as 20."))
@click.option("--price-range", type=click.Choice(["low", "high"]), default=None, help=_("Which end of a price such as 19.90-29.90 counts."))  # fmt: skip
@click.option("--currency", metavar="CODE", help=_("The currency of the sheet, where it is not the shop's."))
@options.yes
@options.dry_run
@options.shop
@options.output
def map_(shop: Shop, output: Output, file: Path, columns: tuple[str, ...], save: str | None, yes: bool, dry_run: bool, **said: Any) -> None:  # fmt: skip
    from sellerkit.stock.map_questions import answered
    from sellerkit.stock.map_saving import check_name, check_source, save_source
    from sellerkit.stock.map_view import map_view
    from sellerkit.stock.mapping import map_sheet

    if save is not None:
        check_name(shop, save)
    mapped = map_sheet(shop, file, _source(_columns(columns), said))
    mapped = answered(shop, mapped, output, save=save)
    check_source(shop, save or "NAME", mapped.source)
    if save is not None and not dry_run:
        save_source(shop, save, mapped.source)
    output.show(map_view(mapped, shop, save=save, dry_run=dry_run))


def _columns(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Field → headings, from FIELD=HEADING."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        field, equals, heading = word.partition("=")
        if not equals or not field.strip() or not heading.strip():
            raise UsageWrong(
                _("{word} does not say which column a field stands in.").format(word=word),
                hint=_("Write --column FIELD=HEADING, for example --column quantity=库存数."),
            )
        found[field.strip()] = (*found.get(field.strip(), ()), heading.strip())
    return found


def _source(columns: dict[str, tuple[str, ...]], said: dict[str, Any]) -> Any:
    """The source that the flags declare; what was not said keeps its default."""
    from dataclasses import replace

    from sellerkit.base.config.schema import StockSource

    given = {
        name: value
        for name, value in said.items()
        if value not in (None, "", (), False) or (value == 0 and name == "header")
    }
    mode = given.pop("mode", None)
    given["words"] = _words(given.get("words", ()))
    _check_units(given)
    return replace(StockSource(), columns=columns, as_=mode, **given)


def _words(pairs: tuple[str, ...]) -> dict[str, int]:
    """Word → quantity, from WORD=N."""
    found = {}
    for pair in pairs:
        word, _equals, count = pair.rpartition("=")
        if not word.strip() or not count.strip().isdecimal():
            raise UsageWrong(
                _("{pair} does not say what a word counts as.").format(pair=pair),
                hint=_("Write --word WORD=N, for example --word 有货=10."),
            )
        found[word.strip()] = int(count)
    return found


def _check_units(given: dict[str, Any]) -> None:
    from sellerkit.base.measures import GRAMS, MILLIMETRES

    for name, known in (("weight_unit", GRAMS), ("length_unit", MILLIMETRES)):
        if name in given and given[name] not in known:
            raise UsageWrong(
                _("{unit} is no unit that sellerkit knows.").format(unit=given[name]),
                hint=_("Known: {names}").format(names=", ".join(known)),
            )
    if not re.fullmatch("[A-Z]{3}", given.get("currency", "CNY")):
        raise UsageWrong(
            _("{currency} is no code of a currency.").format(currency=given["currency"]),
            hint=_("Write three letters, for example CNY or USD."),
        )
