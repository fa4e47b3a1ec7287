"""What types alone cannot say about [payouts.formats]: columns that exist, rules that can be read."""

from __future__ import annotations

import re

from sellerkit.base.config.schema import Config
from sellerkit.base.config.values import Faults
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest

# As in payouts/statements/declared_rules.py, which base cannot import; a test holds them together.
AMOUNTS = ("amount", "income", "expense", "fee", "net", "balance", "opening", "closing", "tax")
FIELDS = (*AMOUNTS, "posted", "order", "type", "direction", "currency", "payout", "id", "sku", "note")
_BRACED = re.compile(r"\{([^{}\d]*)\}")
_RULE = re.compile(r"\s*[+-]?\s*[a-z]+\s*([+-]\s*[a-z]+\s*)*=\s*[+-]?\s*[a-z]+\s*([+-]\s*[a-z]+\s*)*")


def check_payouts(config: Config, faults: Faults) -> None:
    """Report every value of [payouts.formats] and remarks that has the right type and still cannot be meant."""
    for n, remark in enumerate(config.payouts.remarks):
        if remark is not None and not _can_be_meant(remark.find):
            wanted = _("words of the remark, with {order} once at most and * for anything")
            faults.wrong(f"payouts.remarks[{n}].find", remark.find, wanted, '"活动费{order}"')
    for name, form in config.payouts.formats.items():
        if form is None:
            continue
        at = f"payouts.formats.{name}"
        for column in form.columns:
            if column not in FIELDS:
                near = nearest(column, FIELDS)
                faults.unknown_key(f"{at}.columns", column, ", ".join(form.columns[column]), near, list(FIELDS))
        if not {"amount", "income", "expense"} & set(form.columns):
            faults.wrong(
                f"{at}.columns",
                list(form.columns),
                _("columns with amount, or with income and expense"),
                '{ amount = "Betrag" }',
            )
        for n, rule in enumerate(form.check):
            words = set(re.findall(r"[a-z]+", rule))
            whole = rule in ("balance", "totals")
            if not whole and not (_RULE.fullmatch(rule) and words <= set(form.columns) & set(AMOUNTS)):
                wanted = _("balance, totals, or a sum of amount columns such as net = amount - fee")
                faults.wrong(f"{at}.check[{n}]", rule, wanted, '["net = amount - fee"]')


def _can_be_meant(find: str) -> bool:
    """Whether a pattern holds words of its own, and in braces nothing but {order}, once."""
    braced = _BRACED.findall(find)
    return bool(find.replace("{order}", "").replace("*", "").strip()) and braced in ([], ["order"])
