"""What Amazon's words mean. Amazon publishes no list: unknown words stay "other" and are shown as they stand."""

from __future__ import annotations

import re
from functools import lru_cache

# (transaction type, amount type, description) → kind; the first row whose three patterns are all found decides.
KINDS: tuple[tuple[str, str, str, str], ...] = (
    ("", "", r"reserve amount", "reserve"),
    ("", "", r"payable to amazon|successful charge|failed disbursement|micro deposit|transfer of funds", "transfer"),
    ("", "", r"marketplacefacilitator|lowvaluegoods", "tax-withheld"),
    (r"^debt", "", "", "transfer"),
    ("", r"itemwithheldtax", "", "tax-withheld"),
    ("", r"promotion", "", "promotion"),
    ("", r"itemprice", r"tax", "tax"),
    (r"chargeback|a-to-z|a to z", r"itemprice", "", "chargeback"),
    (r"refund", r"itemprice", "", "refund"),
    ("", r"itemprice", r"shipping", "shipping-income"),
    ("", r"itemprice", "", "sale"),
    ("", r"itemfees", r"commission|referral|closing|digitalservices|refundcommission", "commission"),
    ("", r"itemfees", r"fba|fulfil|shipping|giftwrap", "fulfilment"),
    ("", "", r"reimburs|reversal|warehouse|missing_from_inbound|compensated|clawback|cs_error|free_replacement"
     r"|damage|lost|balance ?adjustment|incorrect_fees", "adjustment"),
    ("", r"advertising", "", "advertising"),
    ("", "", r"advertis|sponsored|coupon|lightning deal|vine", "advertising"),
    ("", "", r"storage", "storage"),
    ("", "", r"subscription", "service-fee"),
    ("", "", r"^fba|inbound|removal|disposal|fulfil|lowinventory|transportation|label", "fulfilment"),
    ("", r"shipment-?fees", "", "fulfilment"),
    ("", "", r"^tax|vat", "tax"),
    ("", "", r"commission", "commission"),
    ("", r"itemfees|order-?fees", "", "service-fee"),
    (r"^transfer$", "", "", "transfer"),
    (r"adjustment", "", "", "adjustment"),
    (r"^order$", r"direct-payment", "", "transfer"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(a, re.I), re.compile(b, re.I), re.compile(c, re.I), kind) for a, b, c, kind in KINDS)


@lru_cache(maxsize=4096)
def kind_of(transaction_type: str, amount_type: str, description: str) -> str:
    """The kind of line for Amazon's three words, "other" for words we do not know."""
    for first, second, third, kind in _PATTERNS:
        if first.search(transaction_type) and second.search(amount_type) and third.search(description):
            return kind
    return "other"
