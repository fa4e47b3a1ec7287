"""The practice shop's orders: three hundred, on a marketplace that hides addresses, a web shop, a chat group, abroad."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sellerkit.learning.goods import Good

FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
GIVEN = ("小红", "建国", "伟", "芳", "秀英", "敏", "静", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟", "涛")
PLACES = (
    ("浙江省", "杭州市", "余杭区", "仓前街道文一西路"), ("广东省", "深圳市", "南山区", "粤海街道科苑路"), ("北京市", "北京市", "朝阳区", "望京街道阜通东大街"),
    ("四川省", "成都市", "武侯区", "桂溪街道天府大道"), ("江苏省", "苏州市", "吴中区", "木渎镇金山路"), ("陕西省", "西安市", "雁塔区", "小寨路街道长安中路"),
    ("上海市", "上海市", "浦东新区", "张江镇碧波路"), ("湖北省", "武汉市", "洪山区", "关山街道珞喻路"), ("新疆维吾尔自治区", "乌鲁木齐市", "天山区", "青年路街道红山路"),
    ("山东省", "青岛市", "市南区", "香港中路街道闽江路"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    good: Good
    quantity: int


@dataclass(frozen=True, slots=True)
class PracticeOrder:
    """One order. Times carry the shop's offset; `paid` None is unpaid; `shipped` None is still here."""

    number: str
    lines: tuple[Line, ...]
    placed: datetime
    paid: datetime | None
    shipped: datetime | None = None
    name: str = ""
    phone: str = ""
    address: str = ""
    note: str = ""
    deposit: bool = False

    @property
    def total(self) -> int:
        """What the buyer pays, in minor units."""
        return sum(line.good.price * line.quantity for line in self.lines)


def taobao_orders(goods: tuple[Good, ...], now: datetime, chance: random.Random) -> list[PracticeOrder]:
    """190 orders without recipients: 150 to ship, 5 unpaid, 5 with a deposit, 30 done."""
    orders = []
    notes = {7: "麻烦多放一层泡沫，送老人的", 31: "请发顺丰，谢谢", 64: "不要放小票", 90: "改地址，联系客服"}
    for n in range(190):
        number = f"27{11080000000000 + n * 7919}"
        lines = basket(goods, chance)
        if n >= 160:
            placed = now - timedelta(days=20, minutes=37 * n)
            orders.append(
                PracticeOrder(number, lines, placed, placed + timedelta(minutes=3), placed + timedelta(hours=20))
            )
            continue
        placed = now - timedelta(hours=2, minutes=11 * n)
        paid = None if 150 <= n < 155 else placed + timedelta(minutes=2)
        orders.append(PracticeOrder(number, lines, placed, paid, note=notes.get(n, ""), deposit=n >= 155))
    return orders


def web_orders(goods: tuple[Good, ...], now: datetime, chance: random.Random) -> list[PracticeOrder]:
    """40 orders of the web shop, all sent and paid out."""
    return [_sent(f"#{1001 + n}", goods, now - timedelta(days=16, hours=5 * n), chance) for n in range(40)]


def abroad_orders(goods: tuple[Good, ...], now: datetime, chance: random.Random) -> list[PracticeOrder]:
    """10 orders of a marketplace abroad, all sent and paid out."""
    return [
        _sent(
            f"114-{8800000 + n * 137:07d}-{4400000 + n * 911:07d}", goods, now - timedelta(days=15, hours=9 * n), chance
        )
        for n in range(10)
    ]


def chat_orders(goods: tuple[Good, ...], now: datetime, chance: random.Random) -> list[PracticeOrder]:
    """60 orders of a chat group with whole addresses; the courier refuses the one whose recipient 拒收."""
    orders = []
    for n in range(60):
        province, city, district, street = PLACES[n % len(PLACES)]
        address = f"{province}{city if city != province else ''}{district}{street}{100 + n}号{1 + n % 9}栋{101 + n}室"
        if n == 41:
            address += "（拒收）"
        name = FAMILY[n % len(FAMILY)] + GIVEN[n % len(GIVEN)]
        placed = now - timedelta(hours=6, minutes=4 * n)
        phone = f"1380000{1000 + n:04d}"
        orders.append(
            PracticeOrder(
                f"CH{1110001 + n}", basket(goods, chance), placed, placed, name=name, phone=phone, address=address
            )
        )
    return orders


def basket(goods: tuple[Good, ...], chance: random.Random) -> tuple[Line, ...]:
    """What one buyer takes: two of three take one thing, a few hot goods are taken most."""
    fresh = [good for good in goods if (good.expires - good.produced).days > 30]
    count = chance.choices((1, 2, 3), (66, 24, 10))[0]
    hot = [good for good in fresh if good.sku in ("JUN-500", "HUI-500", "HETIAN-500", "TAN-1000")]
    chosen: dict[str, Good] = {}
    while len(chosen) < count:
        good = chance.choice(hot) if chance.random() < 0.55 else chance.choice(fresh)
        chosen[good.sku] = good
    return tuple(Line(good, chance.choices((1, 2, 3), (70, 22, 8))[0]) for good in chosen.values())


def _sent(number: str, goods: tuple[Good, ...], placed: datetime, chance: random.Random) -> PracticeOrder:
    return PracticeOrder(
        number, basket(goods, chance), placed, placed + timedelta(minutes=1), placed + timedelta(hours=26)
    )
