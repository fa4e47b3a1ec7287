"""The front door: commands found in their table, and the one place that turns errors into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, NoReturn

import click

from sellerkit import options
from sellerkit.base.errors import SellerkitError
from sellerkit.base.language import _, language_of_locale, locale_name, set_language
from sellerkit.commands import COMMANDS, Noun


class CommandTable(click.Group):
    """A group whose commands are imported only when they are run."""

    context_class = options.Context

    def __init__(self, name: str | None, table: dict[str, Any], **attrs: Any) -> None:
        super().__init__(name, **attrs)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        row = self.table.get(cmd_name)
        if row is None:
            return None
        if isinstance(row, Noun):
            return CommandTable(
                cmd_name, row.verbs, help=_(row.help), no_args_is_help=True, callback=_noun, params=_shared(hidden=True)
            )
        module, _colon, attribute = row.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.table and not args[0].startswith("-"):
            from sellerkit.base.nearest import nearest

            near = nearest(args[0], self.table)
            hint = (
                _("Did you mean {name}?").format(name=near)
                if near
                else _("Known: {names}").format(names=", ".join(self.table))
            )
            ctx.fail(_("There is no command {name}. {hint}").format(name=args[0], hint=hint))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(row.help)) for name, row in self.table.items()])


def build() -> CommandTable:
    """The root command, in the language that is set."""
    return CommandTable(
        "sellerkit",
        COMMANDS,
        help=_("The command line that runs a small online shop: one folder, one shop.toml, one store."),
        epilog=_(
            "Start with `sellerkit demo`, or `sellerkit init` in an empty folder. In a shop, `sellerkit` alone is `sellerkit today`."
        ),
        callback=_root,
        invoke_without_command=True,
        params=[
            *_shared(),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help=_("Show the version."),
            ),
        ],
    )


def _shared(hidden: bool = False) -> list[click.Parameter]:
    """The options that mean the same before the noun, between noun and verb, and after the verb."""
    rows: list[tuple[list[str], str, dict[str, Any]]] = [
        (
            ["--shop"],
            _("The shop's folder or shop.toml (else SELLERKIT_SHOP, else the nearest shop.toml)."),
            {"metavar": "PATH"},
        ),
        (["-q", "--quiet"], _("Only the answer, no progress and no notes."), {"is_flag": True}),
        (["--debug"], _("Show the traceback of an unexpected failure."), {"is_flag": True}),
        (["--language"], _("Messages in English or 简体中文."), {"metavar": "en|zh", "callback": options._language}),
        (["--no-color"], _("No colours (the variable NO_COLOR does the same)."), {"is_flag": True}),
    ]
    return [click.Option(names, help=text, hidden=hidden, **more) for names, text, more in rows]


@click.pass_context
def _noun(ctx: click.Context, shop: str | None, quiet: bool, debug: bool, language: str | None, no_color: bool) -> None:
    from pathlib import Path

    given = ctx.find_root().obj
    given["shop"] = Path(shop) if shop else given["shop"]
    given["quiet"] |= quiet
    given["no_color"] |= no_color


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        from sellerkit import __version__

        click.echo(f"sellerkit {__version__}")
        ctx.exit()


@click.pass_context
def _root(ctx: click.Context, shop: str | None, quiet: bool, debug: bool, language: str | None, no_color: bool) -> None:
    from pathlib import Path

    ctx.obj = {"shop": Path(shop) if shop else None, "quiet": quiet, "no_color": no_color, "run": run}
    if ctx.invoked_subcommand is None:
        command = ctx.command
        assert isinstance(command, click.Group)
        if (
            shop
            or os.environ.get("SELLERKIT_SHOP")
            or any((p / "shop.toml").is_file() for p in (Path.cwd(), *Path.cwd().parents))
        ):
            today = command.get_command(ctx, "today")
            assert today is not None
            with today.make_context("today", [], parent=ctx) as sub:
                today.invoke(sub)
        else:
            click.echo(ctx.get_help())


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one command line and end the process with its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _streams()
    sys.exit(run(arguments))


def run(arguments: list[str]) -> int:
    """Run one command line; the exit code comes back, everything else is printed."""
    settle_language(arguments)
    debug = "--debug" in arguments
    try:
        result = build().main(args=arguments, prog_name="sellerkit", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except SellerkitError as error:
        return _say(error, arguments)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(_("Stopped. It is safe to run the command again."), err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _say(_os_error(error), arguments)
    except Exception as error:  # the one place: a bug ends with 1 and says how to see more
        if debug:
            raise
        return _say(
            SellerkitError(
                _("Something unexpected went wrong: {reason}").format(reason=f"{type(error).__name__}: {error}"),
                hint=_("This is a fault of sellerkit. Run it again with --debug and send us what it prints."),
            ),
            arguments,
        )


def _os_error(error: OSError) -> SellerkitError:
    from pathlib import Path

    from sellerkit.base.files import cannot_write

    return cannot_write(Path(str(error.filename or ".")), error)


def _say(error: SellerkitError, arguments: list[str]) -> int:
    from sellerkit.output import print_error

    as_json = error.exit_code != 2 and (
        "--json" in arguments or "--format=json" in arguments or ("--format", "json") in pairwise(arguments)
    )
    print_error(error, as_json=as_json, colour="--no-color" not in arguments)
    return error.exit_code


def settle_language(arguments: list[str]) -> None:
    """`--language`, else shop.toml, else the locale: settled before click builds anything."""
    name = _value_of("--language", arguments)
    try:
        set_language(locale_name(name or _shop_language(arguments) or language_of_locale()))
    except ValueError:
        set_language(language_of_locale())


def _value_of(option: str, arguments: list[str]) -> str:
    """What an option was given last, as `--option VALUE` or `--option=VALUE`, before click has looked; else ""."""
    value = ""
    for n, word in enumerate(arguments):
        if word == option and n + 1 < len(arguments):
            value = arguments[n + 1]
        elif word.startswith(f"{option}="):
            value = word.partition("=")[2]
    return value


def _shop_language(arguments: list[str]) -> str:
    """The language that the shop meant by these arguments has set, or "" when there is none; faults are reported later."""
    from pathlib import Path

    given = _value_of("--shop", arguments) or os.environ.get("SELLERKIT_SHOP")
    here = Path.cwd()
    paths = (
        [Path(given) / "shop.toml", Path(given)]
        if given
        else [folder / "shop.toml" for folder in (here, *here.parents)]
    )
    path = next((p for p in paths if p.is_file()), None)
    if path is None:
        return ""
    import tomllib

    try:
        found = tomllib.loads(path.read_bytes().decode("utf-8-sig")).get("shop", {}).get("language", "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError):
        return ""
    return found if isinstance(found, str) else ""


def _streams() -> None:
    """UTF-8 into files and pipes; a terminal that cannot show a character gets a stand-in instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if stream.isatty():
                reconfigure(errors="replace")
            else:
                reconfigure(encoding="utf-8", errors="replace")
