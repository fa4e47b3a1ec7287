"""Statements followed from file to file: each link is a control that warns; without a predecessor there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.payouts.rules import control_name
from sellerkit.store.carry_overs import Link, links
from sellerkit.store.store import Batch


def add_links(batch: Batch, results: Sequence[dict[str, object]]) -> list[str]:
    """Put the links of this batch's statements among their controls; gives back a sentence for each that is broken."""
    broken = []
    for link in links(batch.db):
        if link.batch != batch.number:
            continue
        for result in results:
            if (result["account"], result["currency"], result["statement_id"]) == (
                link.account,
                link.currency,
                link.statement_id,
            ):
                cast("list[dict[str, object]]", result["controls"]).append(as_control(link))
        if not link.holds:
            broken.append(sentence(link))
    return broken


def as_control(link: Link) -> dict[str, object]:
    return {
        "name": link.name, "stated": decimal_string(link.stated_minor, link.currency),
        "computed": decimal_string(link.computed_minor, link.currency), "holds": link.holds, "hard": False, "follows": link.before,
    }  # fmt: skip


def sentence(link: Link) -> str:
    """What is wrong between two statements, for a person."""
    return _(
        "{file} does not go on where {before} ended: {name} is {stated} {currency}, but was {computed}. A statement between them may be missing."
    ).format(
        file=link.file, before=link.before, name=control_name(link.name), currency=link.currency,
        stated=decimal_string(link.stated_minor, link.currency), computed=decimal_string(link.computed_minor, link.currency),
    )  # fmt: skip
