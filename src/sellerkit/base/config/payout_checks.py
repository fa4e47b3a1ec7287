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
_RULE = re.compile(r"\s*[+-]?\s*[a-z]+\s*([+-]\s*[a-z]+\s*)*=\s*[+-]?\s*[a-z]+\s*([+-]\s*[a-z]+\s*)*")


def check_payouts(config: Config, faults: Faults) -> None:
    """Report every value of [payouts.formats] that has the right type and still cannot be meant."""
    for name, form in config.payouts.formats.items():
        if form is None:
            continue
        at = f"payouts.formats.{name}"
        for column in form.columns:
            if column not in FIELDS:
                near = nearest(column, FIELDS)
                faults.unknown_key(f"{at}.columns", column, form.columns[column], near, list(FIELDS))
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
