"""`shipments numbers`: blocks of waybill numbers bought in advance; taken in, counted, and gone on with after a restore."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.errors import ConfigError, InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.problems import Place, Problem
from sellerkit.shipments.number_file import numbers_in
from sellerkit.shipments.number_scheme import numbers_between, runs_of
from sellerkit.store.batches import same_file
from sellerkit.store.number_blocks import Block, add_block, blocks, go_on_from, numbers_known
from sellerkit.trade.importing import hash_of
from sellerkit.trade.shop import Shop

SERVICE = "manifest"


@dataclass(frozen=True, slots=True)
class Quota:
    """What one courier's blocks hold: all numbers, those given to parcels, spent ones, and how many are left.

    `next` is the one that comes next; not `checked` means that a person has to say so first.
    """

    carrier: str
    count: int
    given: int
    spent: int
    left: int
    next: str
    checked: bool
    warn_below: int


@dataclass(frozen=True, slots=True)
class NumbersChange:
    """What `add` or `next` did to one courier; `before` is the batch that took the same file in already."""

    batch: int | None
    dry_run: bool
    carrier: str
    added: int
    first: str
    last: str
    skipped: int
    quota: Quota
    before: int | None = None


def block_carriers(shop: Shop) -> list[str]:
    """The couriers of shop.toml whose numbers were bought in advance."""
    return [
        name for name, table in shop.config.carriers.items() if table.service == SERVICE and table.waybills == "block"
    ]


def quotas(shop: Shop) -> list[Quota]:
    """One row a courier, also of those that have no block yet or are not in shop.toml any more."""
    found: dict[str, list[Block]] = {name: [] for name in block_carriers(shop)}
    for block in blocks(shop.store):
        found.setdefault(block.carrier, []).append(block)
    return [_quota(shop, name, mine) for name, mine in found.items()]


def short_of_numbers(shop: Shop, carriers: Iterable[str]) -> tuple[list[Problem], list[str]]:
    """What must be known before parcels of these couriers (one name a parcel) are bought: problems, and notes."""
    wanted, problems, notes = Counter(carriers), [], []
    for quota in quotas(shop) if wanted.keys() & set(block_carriers(shop)) else []:
        count = wanted[quota.carrier]
        if not count or quota.carrier not in block_carriers(shop):
            continue
        if not quota.checked:
            problems.append(_unchecked(quota))
        elif quota.left < count:
            problems.append(_too_few(quota, count))
        elif quota.left - count < quota.warn_below:
            text = _("Waybill numbers of {name} left after these parcels: {left}. Buy the next block in time.")
            notes.append(text.format(name=quota.carrier, left=quota.left - count))
    return problems, notes


def add_numbers(shop: Shop, words: Sequence[str], carrier: str | None, *, dry_run: bool = False) -> NumbersChange:
    """Take a block in: two numbers (the first and the last), or a file that lists them.

    Raises UsageWrong for anything else, InputRejected when a number is wrong or was there before: then nothing changed.
    """
    name = _named(shop, carrier)
    file = shop_file(words)
    if file is not None and (earlier := same_file(shop.store.db, hash_of(file), name, "add")):
        return NumbersChange(None, dry_run, name, 0, "", "", 0, _of(shop, name), before=earlier.number)
    numbers = numbers_in(file, shop.shown(file)) if file is not None else _between(words)
    _refuse_known(shop, numbers)
    about = {"file": shop.shown(file), "file_hash": hash_of(file)} if file is not None else {}
    with shop.store.batch("shipments numbers", source=name, mode="add", dry_run=dry_run, **about) as batch:
        for run in runs_of(numbers):
            add_block(batch, name, run)
        batch.note(created=len(numbers))
        quota = _of(shop, name)
    return NumbersChange(
        None if dry_run else batch.number, dry_run, name, len(numbers), numbers[0], numbers[-1], 0, quota
    )


def next_number(shop: Shop, words: Sequence[str], carrier: str | None, *, dry_run: bool = False) -> NumbersChange:
    """A person says which number nobody used yet; the ones before it are spent. `none`: all are used up.

    Raises InputRejected when it is not a free number of this courier.
    """
    name = _named(shop, carrier)
    if len(words) != 1:
        raise UsageWrong(_("Name the next free number."), hint="sellerkit shipments numbers next YT0000000123")
    number = "" if words[0].lower() == "none" else words[0].strip().upper()
    with shop.store.batch("shipments numbers", source=name, mode="next", dry_run=dry_run) as batch:
        skipped = go_on_from(batch, name, number)
        if skipped is None:
            raise InputRejected(
                _("{number} is not a free number of {name}.").format(number=number, name=name),
                hint=_("`sellerkit shipments numbers` shows the blocks and the next number of each."),
                code="no-such-number",
            )
        batch.note(skipped=skipped)
        quota = _of(shop, name)
    return NumbersChange(None if dry_run else batch.number, dry_run, name, 0, "", "", skipped, quota)


def shop_file(words: Sequence[str]) -> Path | None:
    """The file that was named, or None for a first and a last number."""
    if len(words) == 1:
        return Path(words[0])
    if len(words) != 2:
        raise UsageWrong(
            _("Name the first and the last number of the block, or a file that lists them."),
            hint="sellerkit shipments numbers add YT0000000001 YT0000001000",
        )
    return None


def _between(words: Sequence[str]) -> list[str]:
    try:
        return numbers_between(words[0], words[1])
    except ValueError as error:
        hint = _("Copy both numbers from what the courier sent you.")
        raise InputRejected(str(error), hint=hint, code="wrong-numbers") from error


def _named(shop: Shop, carrier: str | None) -> str:
    """The courier meant; the only one when none is named."""
    known = block_carriers(shop)
    if not known:
        raise ConfigError(
            _("No courier of shop.toml takes its numbers from a block."),
            hint='[carriers.yto]\nservice = "manifest"',
            code="no-number-courier",
        )
    if carrier is None and len(known) == 1:
        return known[0]
    if carrier in known:
        return str(carrier)
    near = nearest(carrier, known) if carrier else None
    hint = _("Did you mean {key}?").format(key=near) if near else _("Known here: {keys}").format(keys=", ".join(known))
    message = _("Say whose numbers these are with --carrier.") if carrier is None else _("No courier {name} takes its numbers from a block.").format(name=carrier)  # fmt: skip
    raise UsageWrong(message, hint=hint)


def _refuse_known(shop: Shop, numbers: Sequence[str]) -> None:
    if twice := [number for number, times in Counter(numbers).items() if times > 1]:
        raise _known(_("Numbers that stand there twice: {count} ({numbers})."), twice)
    known = numbers_known(shop.store.db, numbers)
    if known:
        names = ", ".join(sorted(set(known.values())))
        raise _known(
            _("Numbers that are in the store already, of {names}: {count} ({numbers})."), sorted(known), names=names
        )


def _known(message: str, numbers: Sequence[str], names: str = "") -> InputRejected:
    shown = ", ".join(numbers[:5]) + (" …" if len(numbers) > 5 else "")
    return InputRejected(
        message.format(count=len(numbers), numbers=shown, names=names) + " " + _("Nothing was changed."),
        hint=_("`sellerkit shipments numbers` shows the blocks and the next number of each."),
        code="number-twice",
    )


def _of(shop: Shop, name: str) -> Quota:
    return _quota(shop, name, [block for block in blocks(shop.store) if block.carrier == name])


def _quota(shop: Shop, name: str, mine: Sequence[Block]) -> Quota:
    table = shop.config.carriers.get(name)
    free = [block for block in mine if block.left]
    return Quota(
        name, sum(b.count for b in mine), sum(b.given for b in mine), sum(b.void + b.elsewhere for b in mine),
        sum(b.left for b in mine), free[0].next if free else "", all(b.checked for b in free), table.warn_below if table else 0,
    )  # fmt: skip


def _too_few(quota: Quota, wanted: int) -> Problem:
    message = _("{name} has {left} waybill numbers left for {count} parcels: {waiting} will wait.")
    hint = _("Buy a block and take it in: sellerkit shipments numbers add FROM TO --carrier {name}")
    text = message.format(name=quota.carrier, left=quota.left, count=wanted, waiting=wanted - quota.left)
    return Problem("numbers-used-up", text, Place(""), str(quota.left), hint.format(name=quota.carrier))


def _unchecked(quota: Quota) -> Problem:
    message = _("This store was restored or copied: nobody knows which numbers of {name} are used up by now.")
    hint = _(
        "Look which number was printed last, then say where to go on: sellerkit shipments numbers next {number} --carrier {name}"
    )
    return Problem(
        "numbers-unchecked", message.format(name=quota.carrier), Place(""), quota.next, hint.format(number=quota.next, name=quota.carrier)
    )  # fmt: skip
