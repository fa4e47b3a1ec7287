"""What the words of `stock repack` mean, and whether the weights add up. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.measures import grams, grams_text
from sellerkit.model.item import Item, ItemStock
from sellerkit.stock.units import GRAM, amount_of, shown_quantity, unit_of

_EACH = re.compile(r"(.*\S)\s*[x×*]\s*(\d.*)$", re.I)


@dataclass(frozen=True, slots=True)
class Into:
    """`count` units of an item are packed, each of `each_g` grams (1 for goods that are counted in grams)."""

    stock: ItemStock
    count: int
    each_g: int

    @property
    def text(self) -> str:
        return f"{self.stock.item.sku} × {shown_quantity(self.count, self.stock.item)}"


@dataclass(frozen=True, slots=True)
class Loss:
    """What was lost: whole units of the source (0 when it weighs less than one), and in grams; `text` as it is shown."""

    units: int
    weight_g: int
    text: str


def source_quantity(text: str, item: Item) -> int:
    """A quantity of the source in its unit: `100斤`, or a number of pieces. Raises UsageWrong."""
    found = _units(text, item)
    if not found or found < 0:
        raise UsageWrong(
            _("{text} is not a quantity of {sku}.").format(text=text, sku=item.sku),
            hint=_("Write how much is taken, for example {example}.").format(
                example="100斤" if item.unit == GRAM else "12"
            ),
        )
    return found


def into_of(word: str, stock: Callable[[str], ItemStock], source: Item) -> Into:
    """`DATE-500=98` (each weighs what the item weighs) or `DATE-500=98x500g`; goods by weight as `DATE-LOOSE=20斤`."""
    sku, _equals, text = word.rpartition("=")
    each = _EACH.match(text)
    if not sku.strip():
        raise UsageWrong(
            _("{word} is not an item and how many of it.").format(word=word),
            hint=_("Write --into SKU=N, for example --into DATE-500=98."),
        )
    target = stock(sku.strip())
    if target.item.sku == source.sku:
        raise UsageWrong(_("{sku} cannot be repacked into itself.").format(sku=source.sku))
    count = _units(each[1] if each else text, target.item)
    if not count or count < 0:
        raise UsageWrong(
            _("{text} is not a quantity of {sku}.").format(text=text, sku=target.item.sku),
            hint=_("Write how many were packed, for example {example}.").format(
                example=f"{target.item.sku}=20斤" if target.item.unit == GRAM else f"{target.item.sku}=98"
            ),
        )
    return Into(target, count, _weight_of(target.item, each[2] if each else ""))


def loss_of(text: str, item: Item) -> Loss:
    """What was lost, in the source's unit or as a weight. Raises UsageWrong."""
    units = 0 if text.strip() in ("", "0") else _units(text, item)
    if units is not None and units >= 0:
        return Loss(units, units * _weight_of(item, "") if units else 0, shown_quantity(units, item))
    try:
        weight_g = grams(text, unit="")
    except ValueError:
        raise UsageWrong(
            _("{text} is not a quantity of {sku}.").format(text=text, sku=item.sku),
            hint=_("Write what was lost, for example --loss 2斤."),
        ) from None
    return Loss(0, weight_g, grams_text(weight_g))


def weighed(source: Item, quantity: int, into: Sequence[Into], loss: Loss) -> None:
    """Hold what was taken against what was packed and lost. Raises InputRejected that names the difference."""
    taken = quantity * _weight_of(source, "")
    packed = sum(one.count * one.each_g for one in into)
    missing = taken - packed - loss.weight_g
    if not missing:
        return
    about = {
        "taken": _weight(taken, source), "packed": _weight(packed, source), "loss": _weight(loss.weight_g, source),
        "difference": _weight(abs(missing), source),
    }  # fmt: skip
    if missing > 0:
        message = _("{taken} taken, {packed} packed and {loss} lost: {difference} is missing.")
        hint = _("If it was lost too, say --loss {all}; else correct how many were packed.").format(
            all=_weight(loss.weight_g + missing, source).replace(" ", "")
        )
    else:
        message = _("{taken} taken, {packed} packed and {loss} lost: {difference} too much.")
        hint = _("Correct how much was taken, packed or lost. What each unit holds can be said: {example}").format(
            example=f"--into {into[0].stock.item.sku}={into[0].count}x500g"
        )
    raise InputRejected(message.format(**about), hint=hint, code="weights-differ")


def _units(text: str, item: Item) -> int | None:
    """A quantity in the item's unit, None when the text is none."""
    try:
        amount = amount_of(text)
        unit = unit_of(amount.word, item.pack)
    except ValueError:
        return None
    number = amount.value * unit.factor
    return int(number) if unit.base == item.unit and number == number.to_integral_value() else None


def _weight_of(item: Item, said: str) -> int:
    """What one unit weighs, in g: what was said, 1 for goods counted in grams, else what the item weighs."""
    if said:
        try:
            if weight_g := grams(said, unit=""):
                return weight_g
        except ValueError:
            pass
        raise UsageWrong(_("{text} is not a weight.").format(text=said), hint=_("Write it as 500g, 1.2kg or 1斤."))
    if item.unit == GRAM:
        return 1
    if not item.weight_g:
        raise InputRejected(
            _("Nobody said what one {sku} weighs, so the weights cannot be compared.").format(sku=item.sku),
            hint=_("Say what each holds, as in --into {sku}=98x500g, or import a sheet with a weight column.").format(
                sku=item.sku
            ),
            code="weight-unknown",
        )
    return item.weight_g


def _weight(weight_g: int, source: Item) -> str:
    return shown_quantity(weight_g, source) if source.unit == GRAM else grams_text(weight_g)
