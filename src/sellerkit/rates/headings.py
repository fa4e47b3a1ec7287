"""What the headings of a Chinese price table mean: places, and prices by weight, 首重 and 续重, a courier above each or not.

Headings may take two rows (`3㎏以内` or `中通` above 首重 and 续重).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal, TypeAlias

from sellerkit.rates.couriers import courier_in

Kind: TypeAlias = Literal["base", "rate", "flat", "fee", "first_kg", "more_kg", "pair", "fee_pair"]
"""`flat`: a price or a formula for a bracket; `fee` counts beside every kg; `first_kg`, `more_kg` are weights; a `pair` cell
holds 首重+续重, a `fee_pair` 面单费+续重."""

_NAMES = {
    "place": "目的地 省份 省 到达省 到达省份 收件地 收件省 收件省份 目的省 目的省份 目的地省份 到达地 地址 省市 省/市 省区 寄达地 "
    "派送省份 派件省份 流向 目的地名称 到达区域 收件区域 目的区域 派送区域 省份名称 省/直辖市 到达地区 到件省份",
    "area": "区域 地区 分区 片区 大区 价区 区",
    "city": "城市 市 地级市 目的城市 到达城市 收件城市 目的市",
    "carrier": "快递公司 承运商 物流 物流公司 快递 承运公司 快递名称",
    "origin": "始发地 发货地 寄件地 始发省 始发省份 发件地 发货省",
    "divisor": "抛比 材积比 体积系数 抛重比 体积重系数 计抛系数 抛货系数",
    "surcharge": "附加费 偏远附加费 偏远附加 偏远加收 加收 偏远费 偏远地区附加费 派送附加费 加价",
    "currency": "币种 货币",
    "valid_from": "生效日期 开始日期 执行日期 起始日期 生效时间",
    "valid_to": "失效日期 有效期至 截止日期 到期日期 结束日期 失效时间",
    "service": "产品 产品类型 时效产品 服务类型 服务 业务类型 快递产品 产品名称",
    "weights": "重量段 重量 重量区间 公斤段 计费重量 重量范围 重量区段",
    "max_kg": "限重 最大重量",
    "min_kg": "最低重量 最低计费重量",
    "note": "备注 说明 时效 参考时效 时效(天) 序号 编号",
}
_WORDS = {word: kind for kind, words in _NAMES.items() for word in words.split()}
_FIRST = re.compile(r"首(?:重|费|公斤)(?:价格?|费)?|首(?=\d)")
_MORE = re.compile(
    r"续(?:重|费|公斤)(?:价格?|费)?|续(?=\d)|每增加?\s*1?\s*(?:kg|公斤)|每公斤|/\s*(?:1?kg|公斤)(?!\s*以)"
)
_FEE = re.compile(r"面单费?")
_KG = r"(?:kg|公斤|千克)"
_NUMBER = r"(\d+(?:\.\d+)?)"
_ABOVE = r"以上|以外|超过|起|>|≥"
_SMALLER = r"[<≤]=?"
_BETWEEN = re.compile(rf"{_NUMBER}\s*{_KG}?\s*{_SMALLER}\s*[a-z重量]+\s*(?:{_SMALLER}\s*{_NUMBER}\s*{_KG}?)?")
_RANGE = re.compile(
    rf"{_NUMBER}\s*{_KG}?\s*[-~—至到]\s*{_NUMBER}\s*{_KG}?|{_NUMBER}\s*{_KG}?\s*(?:\(?不?含\)?)?(?:及?以内|及?以下|内|{_ABOVE})|[<≤>≥]=?\s*{_NUMBER}\s*{_KG}?"
)
_BARE = re.compile(rf"(?:[<≤>≥]=?\s*)?{_NUMBER}(?:\s*[-~—]\s*{_NUMBER})?")
_OVER = re.compile(rf"(?:^|[a-z重量\s])[<≤>≥]=?\s*{_NUMBER}")
_PRICE = re.compile(r"[¥￥]?\s*\d+(?:\.\d+)?\s*(?:元.*|[/+*×].*)?|首\D{0,4}\d.*续\D{0,4}\d.*")
_WHOLE = re.compile(
    r"(?:每[票单件]|一口价|(?:每[票单件])?(?:价格|运费|报价|费用|快递费|计费公式|计算公式|公式|价格公式))(?:\(.*\))?"
)


@dataclass(frozen=True, slots=True)
class PriceColumn:
    """One column of prices: which bracket it belongs to and what it is of it; `carrier` when the heading names one."""

    index: int
    heading: str
    kind: Kind
    upto_kg: Decimal | None
    size_kg: Decimal | None
    carrier: str = ""
    ranged: bool = False
    """Whether the heading names the weights of a bracket."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table means; `header_rows` is 2 when 首重 and 续重 stand below the weights."""

    names: tuple[str, ...]
    prices: tuple[PriceColumn, ...]
    header_rows: int
    unused: tuple[str, ...] = ()
    """Headings of columns that mean nothing to us."""

    @property
    def twice(self) -> PriceColumn | None:
        """A column that means the same as one before it: nobody knows which price counts."""
        seen = set()
        for column in self.prices:
            key = (column.kind, column.upto_kg, column.carrier, column.ranged)
            if key in seen:
                return column
            seen.add(key)
        return None


def chinese_header(cells: Sequence[str], below: Sequence[str]) -> Columns | None:
    """The meaning of a heading row (and the row below it), or None when it is none."""
    names = _names(cells)
    lower = [below[n] if n < len(below) else "" for n in range(len(cells))]
    # A cell that is merged over both rows stands in both.
    lower = [two if two != cell else "" for cell, two in zip(cells, lower, strict=True)]
    two = any(_FIRST.search(_plain(cell)) or _MORE.search(_plain(cell)) for cell in lower) and not _is_data(lower)
    two = two or (_weights(lower) and not _weights(cells) and not any(_price_column(0, "", cell) for cell in cells))
    # A title above the heading is no part of it.
    several = len({cell for cell in cells if cell}) > 1 and not _is_data(cells)
    two = two and ("place" in names or "area" in names or several)
    if two:
        names = [name or own for name, own in zip(names, _names(lower), strict=True)]
    if "place" not in names:
        names = ["place" if name == ("area" if "area" in names else "city") else name for name in names]
    if "place" not in names:
        return None
    prices = _prices(cells, lower if two else [""] * len(cells), names)
    used = {column.index for column in prices}
    unused = [f"{cell} {low if two else ''}".strip() for n, (cell, low) in enumerate(zip(cells, lower, strict=True)) if n not in used and not names[n]]  # fmt: skip
    return Columns(tuple(names), prices, 2 if two else 1, tuple(filter(None, unused))) if prices else None


def side_by_side(cells: Sequence[str]) -> list[range]:
    """The columns of each table where a heading row holds several next to each other; else all columns once."""
    starts = [
        n
        for n, cell in enumerate(cells)
        if _WORDS.get(re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))) == "place"
    ]
    names = [re.sub(r"\s", "", cells[n]) for n in starts]
    if len(starts) < 2 or len(set(names)) > 1:
        return [range(len(cells))]
    return [range(first, end) for first, end in zip([0, *starts[1:]], [*starts[1:], len(cells)], strict=True)]


def _names(cells: Sequence[str]) -> list[str]:
    names = [_WORDS.get(re.sub(r"\s", "", unicodedata.normalize("NFKC", cell)), "") for cell in cells]
    # A number of kg below 重量 is the weight of the row; of two columns with one meaning the first counts.
    return [name if name not in names[:n] else "" for n, name in enumerate(names)]


def _prices(cells: Sequence[str], lower: Sequence[str], names: Sequence[str]) -> tuple[PriceColumn, ...]:
    prices: list[PriceColumn] = []
    above = courier = ""
    bare = _weights(cells) or _weights(lower)
    for index, cell in enumerate(cells):
        above = cell or (above if any(lower) else "")
        if names[index]:
            above = ""
            continue
        courier = courier_in(above) or ("" if cell else courier)
        if column := _price_column(index, above, lower[index], bare=bare):
            prices.append(replace(column, carrier=courier))
    return tuple(prices)


def _price_column(index: int, above: str, below: str, *, bare: bool = False) -> PriceColumn | None:
    heading = _plain(f"{above} {below}")
    kind = _kind(heading, bare=bare)
    if kind is None:
        return None
    weights, own = _FIRST.sub(" ", _MORE.sub(" ", heading)), None
    if kind != "flat":
        # `3㎏以上首重1kg`: the weights of the bracket, then what 首重 covers by itself.
        rest = _RANGE.sub(" ", weights)
        found = re.search(_NUMBER + r"\s*" + _KG, rest)
        own = Decimal(found[1]) if found else None
        weights = " ".join(part[0] for part in _RANGE.finditer(weights))
    elif bare and not re.search(_KG, weights):
        weights = next((part for part in (_plain(below), _plain(above)) if _BARE.fullmatch(part)), weights)
    return PriceColumn(index, f"{above} {below}".strip(), kind, end_of(weights), own, ranged=bool(weights.strip()))


def _kind(heading: str, *, bare: bool) -> Kind | None:
    first, more, fee = _FIRST.search(heading), _MORE.search(heading), _FEE.search(heading)
    if more and (first or fee):
        return "pair" if first else "fee_pair"
    if (first or more) and re.search(rf"\({_KG}\)|重量", heading) and not re.search(r"[价元费]", heading):
        return "first_kg" if first else "more_kg"
    if more or first or fee:
        return "rate" if more else "base" if first else "fee"
    weighed = re.search(_NUMBER + r"\s*" + _KG, heading) or _OVER.search(heading)
    if weighed or _BETWEEN.search(heading) or _WHOLE.search(heading):
        return "flat"
    return "flat" if bare and any(_BARE.fullmatch(part) for part in heading.split()) else None


def _weights(cells: Sequence[str]) -> bool:
    """Whether bare numbers are headings: at least two weights that grow, perhaps a last one such as >3."""
    numbers = [Decimal(found[1]) for cell in cells if (found := _BARE.fullmatch(_plain(cell)))]
    return len(numbers) >= 2 and all(one <= two for one, two in pairwise(numbers))


def _is_data(cells: Sequence[str]) -> bool:
    """A row of prices (3, 3.5元/kg, 首8续2) is no heading."""
    return any(_PRICE.fullmatch(_plain(cell)) for cell in cells)


def _plain(text: str) -> str:
    """A heading in one spelling: half-width, lower case, weights in kg."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("＜", "<").strip()
    return re.sub(r"(\d+)\s*(?:g|克)(?![a-z])", lambda found: f"{Decimal(found[1]) / 1000}kg", plain)


def end_of(text: str) -> Decimal | None:
    """Where a bracket ends, in kg: `3㎏以内`, `1-2kg`, `0.5kg`, `3<w≤30` → a number; `3㎏以上` → None."""
    plain = _plain(text)
    if between := _BETWEEN.search(plain):
        return Decimal(between[2]) if between[2] else None
    numbers = re.findall(_NUMBER, plain)
    if not numbers or (re.search(_ABOVE, plain) and len(numbers) < 2):
        return None
    return Decimal(numbers[-1])
