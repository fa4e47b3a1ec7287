"""What Alipay's words mean, as data: order numbers that hide in remarks, and kinds of business.

Collected from published bills of 2012–2026; the first pattern that is found decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

# In 商户订单号: a prefix by the selling system, then the order's number.
ORDER_NUMBERS = (
    r"T\d*[A-Z]*P(?P<order>\d{6,})",
    r"CAE_[A-Z_]+_(?P<order>\d{6,})",
    r"(?P<order>.+)",
)

# In 备注: what the money is for, and often the order's number.
REMARKS: tuple[tuple[str, str], ...] = (
    (r"天猫佣金[（(].*?[）)]\s*[{｛]?(?P<order>\d{6,})[}｝]?扣款", "commission"),
    (r"天猫佣金", "commission"),
    (r"淘宝客佣金(?:代扣款)?\s*[\[［]?(?P<order>\d{6,})?[\]］]?", "advertising"),
    (r"代扣返点积分\s*(?P<order>\d{6,})?", "service-fee"),
    (r"运费险保费收取\s*[:：]?\s*淘宝订单号\s*(?P<order>\d{6,})", "freight-insurance"),
    (r"运费险", "freight-insurance"),
    (r"直通车充值|万相台充值|余利宝", "transfer"),
    (r"延迟发货|虚假发货|缺货赔付", "penalty"),
    (r"先用后付.*(?:服务费|手续费)", "payment-fee"),
    (r"(?:花呗|信用卡).*(?:服务费|手续费)", "payment-fee"),
)

# In 业务类型 and 业务描述. "income" and "expense" are kinds for the two directions.
BUSINESS: tuple[tuple[str, str, str], ...] = (
    (r"佣金", "commission", "commission"),
    (r"运费险|保险", "freight-insurance", "freight-insurance"),
    (r"收费|服务费|手续费|技术服务", "payment-fee", "payment-fee"),
    (r"退款|退回", "refund", "refund"),
    (r"提现|转账|充值|余利宝|余额宝|理财|申购|赎回", "transfer", "transfer"),
    (r"保证金|冻结|解冻", "reserve", "reserve"),
    (r"赔付|违约|罚", "penalty", "penalty"),
    (r"分账", "service-fee", "service-fee"),
    (r"交易|在线支付|收款|付款|先用后付", "sale", "other"),
)

_CATEGORY = re.compile(r"佣金[（(]([^）)]+)[）)]")
_ORDER_NUMBERS = tuple(re.compile(pattern) for pattern in ORDER_NUMBERS)
_REMARKS = tuple((re.compile(pattern), kind) for pattern, kind in REMARKS)
_BUSINESS = tuple((re.compile(pattern), income, expense) for pattern, income, expense in BUSINESS)


def order_number(reference: str) -> str:
    """The order in 商户订单号: `T200P1234567890` → `1234567890`; another form stays as it is."""
    for pattern in _ORDER_NUMBERS:
        if found := pattern.fullmatch(reference):
            return found["order"]
    return reference


def pattern_of(find: str) -> re.Pattern[str]:
    """A seller's pattern: `{order}` stands for an order number, `*` for anything, the rest for itself."""
    parts = (re.escape(part) for part in re.split(r"(\{order\}|\*)", find))
    written = "".join(parts).replace(re.escape("{order}"), r"(?P<order>\d{6,})", 1).replace(re.escape("*"), ".*?")
    return re.compile(written)


def in_remark(remark: str, own: Sequence[tuple[re.Pattern[str], str]] = ()) -> tuple[str, str]:
    """The kind and the order number that a remark names, the shop's own patterns first; "" for what it does not say."""
    if not remark:
        return "", ""
    for pattern, kind in (*own, *_REMARKS) if own else _REMARKS:
        if found := pattern.search(remark):
            return kind, found.groupdict().get("order") or ""
    return "", ""


def category_in(remark: str) -> str:
    """The category that a commission was taken for: 天猫佣金（女装/女士精品） → 女装/女士精品."""
    found = _CATEGORY.search(remark)
    return found[1] if found else ""


@lru_cache(maxsize=4096)
def kind_of_business(words: str, *, income: bool) -> str:
    """The kind for 业务类型 or 业务描述, "" when none of them is known."""
    for pattern, when_in, when_out in _BUSINESS:
        if pattern.search(words):
            return when_in if income else when_out
    return ""
