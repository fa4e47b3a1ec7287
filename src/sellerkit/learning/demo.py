"""`demo`: a practice shop on disk, then its day walked by the real commands, then the figures proved."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sellerkit.base.clock import VARIABLE
from sellerkit.base.errors import UsageWrong
from sellerkit.base.files import write_text
from sellerkit.base.language import _, language
from sellerkit.learning.day import DAY, LAST_BATCH, NOW, Step
from sellerkit.learning.files import write_inbox
from sellerkit.learning.shop_toml import SHOP_TOML
from sellerkit.store.batches import all_batches
from sellerkit.store.stock import movement_totals
from sellerkit.store.store import open_store

if TYPE_CHECKING:
    from sellerkit.output import Output

DEFAULT_FOLDER = "sellerkit-demo"


@dataclass(frozen=True, slots=True)
class Done:
    """One step and how it ended."""

    step: Step
    exit_code: int

    @property
    def as_planned(self) -> bool:
        return self.exit_code == self.step.exit_code


@dataclass(frozen=True, slots=True)
class Proof:
    """One sum that must hold: what stands on both sides."""

    name: str
    left: str
    right: str

    @property
    def holds(self) -> bool:
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Demo:
    """The whole walk."""

    folder: Path
    steps: tuple[Done, ...]
    proofs: tuple[Proof, ...]

    @property
    def well(self) -> bool:
        return all(done.as_planned for done in self.steps) and all(proof.holds for proof in self.proofs)


def walk(folder: Path | None, output: Output, run: Callable[[list[str]], int], *, quick: bool, by_step: bool) -> Demo:
    """Make the shop and walk its day. Raises UsageWrong when the folder is not empty."""
    place = make_shop(folder)
    output.note(_("The practice shop is in {folder}.").format(folder=place))
    with _inside(place):
        steps = []
        for n, step in enumerate(DAY, 1):
            output.line("")
            output.heading(f"{n}/{len(DAY)}  {_(step.why)}")
            step = _with_batch(step)
            output.line(f"$ sellerkit {shlex.join(step.words)}")
            if by_step:
                output.pause(_("Enter to run it: "))
            steps.append(Done(step, _run(step, run, output, quick=quick)))
        proofs = tuple(prove(run))
    return Demo(place, tuple(steps), proofs)


def _with_batch(step: Step) -> Step:
    """The step with the newest batch's number where it asks for it."""
    if LAST_BATCH not in step.words:
        return step
    store = open_store(Path("shop.db"), writing=False)
    try:
        newest = all_batches(store.db, 1)[0].number
    finally:
        store.close()
    return replace(step, words=tuple(str(newest) if word == LAST_BATCH else word for word in step.words))


def make_shop(folder: Path | None) -> Path:
    """The practice shop's files and its empty store, in a folder that is new or empty."""
    place = (folder or _free_folder()).resolve()
    if place.exists() and any(place.iterdir()):
        raise UsageWrong(
            _("{folder} is not empty.").format(folder=place), hint=_("Name a new folder: sellerkit demo my-practice")
        )
    write_inbox(place, datetime.fromisoformat(NOW))
    write_text(place / "shop.toml", SHOP_TOML.format(language=language()))
    open_store(place / "shop.db", writing=True, facts={"practice": "1"}).close()
    return place


def prove(run: Callable[[list[str]], int]) -> Iterator[Proof]:
    """What came in − what went out = what is left, and every cent of each statement, from the commands' own answers."""
    store = open_store(Path("shop.db"), writing=False)
    try:
        moved = movement_totals(store.db)
    finally:
        store.close()
    shipped = -(moved.get("ship", 0) + moved.get("return", 0))
    came = sum(moved.get(kind, 0) for kind in ("set", "add", "count"))
    left = sum(item["on_hand"] for item in _json(run, "stock", "list"))
    corrected = moved.get("adjust", 0)
    name = _("stock in {came} − shipped {shipped} + corrected {corrected} = left").format(
        came=came, shipped=shipped, corrected=corrected
    )
    yield Proof(name, str(came - shipped + corrected), str(left))
    answer = _json(run, "payouts", "reconcile", "--dry-run")
    for total in answer["totals"]:
        explained = Decimal(total["explained"]) + Decimal(total["exceptions"])
        name = _("{currency}: explained + in exceptions = all statements").format(currency=total["currency"])
        yield Proof(name, str(explained), total["statements"])
    for statement in answer["statements"]:
        if statement["opening"] is not None:
            closing = Decimal(statement["opening"]) + Decimal(statement["net"])
            name = _("{file}: opening + movements = closing").format(file=statement["file"])
            yield Proof(name, str(closing), statement["closing"])


def _json(run: Callable[[list[str]], int], *words: str) -> Any:
    answer = io.StringIO()
    with contextlib.redirect_stdout(answer), contextlib.redirect_stderr(io.StringIO()):
        run([*words, "--json", "--quiet"])
    return json.loads(answer.getvalue())


def _run(step: Step, run: Callable[[list[str]], int], output: Output, *, quick: bool) -> int:
    os.environ[VARIABLE] = step.now
    words = [*step.words, "--quiet"] if quick else list(step.words)
    if not quick and output.format == "table":
        return run(words)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return run(words)


@contextlib.contextmanager
def _inside(place: Path) -> Iterator[None]:
    """Work in the shop's folder at the fixed moment, as a person there would; everything is put back afterwards."""
    here, before = Path.cwd(), os.environ.get(VARIABLE)
    os.chdir(place)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before


def _free_folder() -> Path:
    number, path = 1, Path(DEFAULT_FOLDER)
    while path.exists():
        number += 1
        path = Path(f"{DEFAULT_FOLDER}-{number}")
    return path
