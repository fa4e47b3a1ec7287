"""Every shared option, declared once; the command classes that all commands use."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import LANGUAGES, _

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop

F = TypeVar("F", bound=Callable[..., Any])

_announced: set[datetime] = set()

FORMATS = ("table", "json", "jsonl", "csv")


class Formatter(click.HelpFormatter):
    """click's help, wrapped by terminal cells instead of characters."""

    def write_text(self, text: str) -> None:
        from sellerkit.base.text import wrap

        indent = " " * self.current_indent
        for line in wrap(text, max(self.width - self.current_indent, 20)):
            self.write(f"{indent}{line}\n" if line else "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        from sellerkit.base.text import cells, pad, wrap

        rows = list(rows)
        first = (
            min(max((cells(name) for name, _text in rows if cells(name) <= col_max), default=0), col_max) + col_spacing
        )
        indent = " " * self.current_indent
        room = max(self.width - first - self.current_indent, 20)
        for name, text in rows:
            lines = wrap(text, room) if text else [""]
            if cells(name) > first - col_spacing:
                self.write(f"{indent}{name}\n")
            else:
                self.write(f"{indent}{pad(name, first)}{lines.pop(0)}".rstrip() + "\n")
            for line in lines:
                self.write(f"{indent}{' ' * first}{line}\n")


class Context(click.Context):
    formatter_class = Formatter


class Command(click.Command):
    """A command whose help ends with examples, printed as they were written; sentences among them are wrapped."""

    context_class = Context

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write("\n")
            for line in self.epilog.strip().splitlines():
                if line.startswith(" "):
                    formatter.write(line.rstrip() + "\n")
                else:
                    formatter.write_text(line)


def fallback(name: str) -> Any:
    """The value of a shared option given before the command's name: `sellerkit --shop DIR stock list`."""
    root = click.get_current_context().find_root()
    return (root.obj or {}).get(name) if isinstance(root.obj, dict) else None


def run_command(arguments: list[str]) -> int:
    """Run another command line through the front door; its exit code comes back. For nightly and the demo."""
    code: int = fallback("run")(arguments)
    return code


def shop(function: F) -> F:
    """Open the shop for reading and pass it as `shop`."""
    return _with_shop(function, writing=False)


def shop_to_change(function: F) -> F:
    """Open the shop for writing, take its lock (`--wait`), and pass it as `shop`."""
    return click.option(
        "--wait",
        "wait",
        metavar="TIME",
        callback=_duration,
        help=_("Wait this long when another run holds the shop, e.g. 60s."),
    )(_with_shop(function, writing=True))


def shop_path(function: F) -> F:
    """Only `--shop`, passed as `shop_path`, for commands that open the shop themselves."""
    return click.option(
        "--shop", "shop_path", metavar="PATH", type=click.Path(path_type=Path, readable=False), callback=_shop_path,
        help=_("The shop's folder or shop.toml (else SELLERKIT_SHOP, else the nearest shop.toml)."),
    )(function)  # fmt: skip


def _shop_path(ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    return value if value is not None else fallback("shop")


def _duration(ctx: click.Context, param: click.Parameter, value: str | None) -> timedelta | None:
    from sellerkit.base.clock import duration

    if value is None:
        return None
    try:
        return duration(value)
    except ValueError:
        raise click.BadParameter(
            _("{value} is not a length of time; write 60s, 5m, 48h or 45d.").format(value=value)
        ) from None


def _with_shop(function: F, *, writing: bool) -> F:
    @functools.wraps(function)
    def run(*args: Any, shop_path: Path | None, wait: timedelta | None = None, **options: Any) -> Any:
        with opened(shop_path, writing=writing, wait=wait) as shop:
            if "output" in options:
                _introduce(options["output"], shop)
            return function(*args, shop=shop, **options)

    return shop_path(run)  # type: ignore[return-value]


def _introduce(output: Output, shop: Shop) -> None:
    """What a printer must know of the shop it prints for."""
    output.practice = shop.practice
    if shop.new_store:
        output.note(_("This shop had no store yet: an empty {file} was made.").format(file=shop.store.path.name))


@contextmanager
def opened(path: Path | None, *, writing: bool, wait: timedelta | None = None) -> Iterator[Shop]:
    from datetime import timedelta

    from sellerkit.trade.shop import open_shop

    shop = open_shop(path, writing=writing, wait=wait or timedelta(0))
    try:
        yield shop
    finally:
        shop.close()


def output(function: F) -> F:
    """The options of every answer; passes `output`."""
    return output_to()(function)


def output_to(*own_endings: str) -> Callable[[F], F]:
    """As `output`, for a command that itself writes files with these endings (".pdf") when `-o` names one."""

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def run(*args: Any, **options: Any) -> Any:
            made = _make_output(options, own_endings)
            if "shop" in options:
                _introduce(made, options["shop"])
            return function(*args, output=made, **options)

        for option in reversed(_output_options()):
            run = option(run)
        return run  # type: ignore[return-value]

    return decorate


def _output_options() -> list[Callable[[Any], Any]]:
    return [
        click.option("--format", "format_", type=click.Choice(FORMATS), help=_("How to print the answer.")),
        click.option("--json", "as_json", is_flag=True, help=_("The same as --format json.")),
        click.option(
            "-o",
            "--output",
            "output_file",
            metavar="FILE",
            type=click.Path(path_type=Path, readable=False),
            help=_("Write the answer to a file; its ending picks the format."),
        ),
        click.option("--show-personal", is_flag=True, help=_("Show names, phones and addresses whole.")),
        click.option("-q", "--quiet", is_flag=True, help=_("Only the answer, no progress and no notes.")),
        click.option("-v", "--verbose", is_flag=True, help=_("More about what is done.")),
        click.option("--debug", is_flag=True, help=_("Show the traceback of an unexpected failure.")),
        click.option(
            "--language", "language_", metavar="en|zh", callback=_language, help=_("Messages in English or 简体中文.")
        ),
        click.option("--no-color", is_flag=True, help=_("No colours (the variable NO_COLOR does the same).")),
    ]


def _language(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    from sellerkit.base.language import locale_name

    if value is None:
        return None
    try:
        return locale_name(value)
    except ValueError:
        raise click.BadParameter(_("choose from {choices}.").format(choices=", ".join(LANGUAGES))) from None


def _make_output(options: dict[str, Any], own_endings: tuple[str, ...]) -> Output:
    from sellerkit.base.clock import fixed_now
    from sellerkit.output import Output

    format_ = "json" if options.pop("as_json") else None
    given = options.pop("format_")
    if format_ and given not in (None, "json"):
        raise UsageWrong(_("--json and --format {name} exclude each other.").format(name=given))
    made = Output(
        format=format_ or given, file=options.pop("output_file"), quiet=options.pop("quiet") or bool(fallback("quiet")),
        verbose=options.pop("verbose"), show_personal=options.pop("show_personal"), yes=bool(options.get("yes")),
        colour=not (options.pop("no_color") or fallback("no_color")), own_endings=own_endings,
    )  # fmt: skip
    options.pop("debug")
    options.pop("language_")
    if (moment := fixed_now()) and moment not in _announced:
        # Once a process: a demo or a nightly run would say it before every step.
        _announced.add(moment)
        made.note(_("The clock is fixed: {time} (SELLERKIT_NOW).").format(time=os.environ["SELLERKIT_NOW"].strip()))
    return made


def dry_run(function: F) -> F:
    return click.option(
        "-n", "--dry-run", is_flag=True, help=_("Try it: the same checks and figures, nothing is changed.")
    )(function)


def skip_bad_rows(function: F) -> F:
    return click.option(
        "--skip-bad-rows", is_flag=True, help=_("Take the good rows and put the bad ones into out/rejected/.")
    )(function)


def yes(function: F) -> F:
    return click.option("-y", "--yes", is_flag=True, help=_("Do not ask."))(function)


def orders_wanted(function: F) -> F:
    """Which orders a command means; passes `wanted`, a sellerkit.trade.wanted.Wanted."""

    @functools.wraps(function)
    def run(*args: Any, order: tuple[str, ...], channel: str | None, status: tuple[str, ...], due: timedelta | None,
            from_file: Path | None, limit: int | None, **options: Any) -> Any:  # fmt: skip
        from sellerkit.trade.wanted import Wanted

        wanted = Wanted.given(order, channel, status, due, from_file, limit)
        return function(*args, wanted=wanted, **options)

    for option in reversed((
        click.argument("order", nargs=-1, metavar="[ORDER]..."),
        click.option("--channel", metavar="NAME", help=_("Only orders of this channel.")),
        click.option("--status", multiple=True, metavar="NAME", help=_("Only orders with this status; may be given again.")),
        click.option("--due", metavar="TIME", callback=_duration, help=_("Only orders to be shipped within this time, e.g. 6h.")),
        click.option("--from", "from_file", metavar="FILE", type=click.Path(path_type=Path, readable=False), help=_("Only the order numbers in this file, one a line.")),
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_("At most this many orders.")),
    )):  # fmt: skip
        run = option(run)
    return run  # type: ignore[return-value]
