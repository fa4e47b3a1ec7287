"""The night: every step of shop.toml under one lock, then one verdict, one exit code, a report file."""

from __future__ import annotations

import contextlib
import io
import json
import shlex
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sellerkit.base.clock import from_store, now
from sellerkit.base.config import Config, find_config, load_config
from sellerkit.base.files import write_text
from sellerkit.base.language import _, language
from sellerkit.store.batches import last_import
from sellerkit.store.lock import locked
from sellerkit.trade.shop import Shop, open_shop

if TYPE_CHECKING:
    from sellerkit.output import Output

# `nightly` returns the first of these that occurred.
PRECEDENCE = (1, 8, 4, 5, 7, 6, 3)
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its words, its exit code, what it answered and what it said besides."""

    words: str
    exit_code: int
    answer: Any
    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class LateSource:
    """A source that should have brought a file by now. `last` is None when it never did."""

    name: str
    every: timedelta
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Night:
    """The whole run. `exit_code` follows PRECEDENCE."""

    started: datetime
    steps: tuple[Step, ...]
    late: tuple[LateSource, ...]
    exit_code: int
    report: Path


def run_night(shop_path: Path | None, wait: timedelta | None, run: Callable[[list[str]], int], output: Output) -> Night:
    """Run the steps one after the other; a step that fails does not keep the others from running."""
    config = load_config(find_config(shop_path))
    with locked((config.folder / config.shop.store).with_name("shop.lock"), wait=wait or timedelta(0)):
        started = now()
        steps = tuple(_step(words, config, run, output) for words in steps_of(config))
        shop = open_shop(config.path, writing=False)
        try:
            late = late_sources(shop)
        finally:
            shop.close()
        codes = {step.exit_code for step in steps} | ({3} if late else set())
        report = _free(config.folder / "out" / "nightly" / f"{started.astimezone(shop.zone):%Y-%m-%d_%H%M%S}.json")
        night = Night(started, steps, late, worst(codes), report)
        write_report(night, config)
    return night


def steps_of(config: Config) -> tuple[str, ...]:
    """The steps of shop.toml; without any, the usual ones, less the imports for which shop.toml names no files."""
    if "nightly.steps" in config.given:
        return config.nightly.steps
    sources = {"stock": config.stock.sources, "orders": config.orders.channels, "payouts": config.payouts.sources}
    idle = {f"{noun} import" for noun, named in sources.items() if not named}
    return tuple(step for step in config.nightly.steps if step not in idle)


def worst(codes: set[int]) -> int:
    """The exit code that a script must act on first. A step that was called wrongly (2) is a fault of shop.toml (4); a
    code that is not in the table counts as a bug."""
    codes = {4 if code == 2 else code for code in codes}
    if codes - {0} - set(PRECEDENCE):
        return 1
    return next((code for code in PRECEDENCE if code in codes), 0)


def late_sources(shop: Shop) -> tuple[LateSource, ...]:
    """Sources whose last file is older than `[nightly] expect_every` allows."""
    found = []
    for name, every in shop.config.nightly.expect_every.items():
        stored = last_import(shop.store.db, name)
        last = from_store(stored) if stored else None
        if last is None or now() - last > every:
            found.append(LateSource(name, every, last))
    return tuple(found)


def _step(words: str, config: Config, run: Callable[[list[str]], int], output: Output) -> Step:
    output.note(_("Running: sellerkit {step}").format(step=words))
    answer, said = io.StringIO(), io.StringIO()
    before = time.monotonic()
    with contextlib.redirect_stdout(answer), contextlib.redirect_stderr(said):
        code = run([*_words(words), "--shop", str(config.path), "--json", "--quiet", "--language", language()])
    if code == INTERRUPTED:
        raise KeyboardInterrupt  # the person means the night, not this step
    return Step(words, code, _parsed(answer.getvalue()), said.getvalue().strip(), time.monotonic() - before)


def _words(step: str) -> list[str]:
    """A step as a shell would split it; a quotation mark that is never closed stands for itself."""
    try:
        return shlex.split(step)
    except ValueError:
        return step.split()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text.strip() else None
    except ValueError:
        return text


def write_report(night: Night, config: Config) -> None:
    """`out/nightly/<time>.json`: every step with its exit code, answer and messages."""
    document = {
        "shop": config.shop.name, "started": night.started.isoformat(), "exit": night.exit_code,
        "steps": [{"step": s.words, "exit": s.exit_code, "answer": s.answer, "messages": s.said.splitlines()} for s in night.steps],
        "late_sources": [{"source": s.name, "last": s.last.isoformat() if s.last else None} for s in night.late],
    }  # fmt: skip
    write_text(night.report, json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _free(path: Path) -> Path:
    """The path itself, or with a number when a report of that second stands there."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
