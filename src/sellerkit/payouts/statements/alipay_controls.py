"""How an Alipay fund bill proves itself: the counts and sums of its footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from sellerkit.base.money import decimal_of
from sellerkit.model.statement import Control
from sellerkit.payouts.statements.balances import Sums

_TOTAL = re.compile(r"(收入|支出)合计\s*[:：]\s*(\d+)\s*笔\s*[，,]\s*共\s*([-+−]?[\d,]+(?:\.\d+)?)\s*元")


def footer_controls(comments: Sequence[str], sums: Sums) -> tuple[Control, ...]:
    """`#收入合计：N笔，共X元` and `#支出合计：…` against the rows."""
    controls: list[Control] = []
    for comment in comments:
        for side, count, total in _TOTAL.findall(comment):
            name = "income" if side == "收入" else "expense"
            controls += sums.controls(name, Decimal(count), abs(decimal_of(total)))
    return tuple(controls)
