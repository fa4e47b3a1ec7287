"""The practice shop's goods: forty items of a date farmer in Linxian, all made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# variety, Chinese name, cost of 500 g in fen
VARIETIES = (
    ("JUN", "骏枣", 980), ("HUI", "灰枣", 1150), ("HETIAN", "和田枣", 1520), ("MUZAO", "木枣", 620),
    ("TAN", "滩枣", 560), ("CRISP", "脆冬枣", 1880), ("SLICE", "红枣片", 1340), ("PASTE", "枣泥", 760),
    ("CHILLI", "干辣椒", 1100), ("WALNUT", "核桃仁", 2600), ("MILLET", "黄小米", 480), ("RAISIN", "葡萄干", 1450),
)  # fmt: skip
# grams, sides in mm, mark-up in percent
PACKS = ((250, (150, 110, 45), 60), (500, (200, 140, 60), 50), (1000, (260, 180, 80), 42))
GIFTS = (("GIFT-A", "红枣礼盒", 1500, (320, 230, 90), 4980), ("GIFT-B", "八珍礼盒", 2200, (360, 260, 110), 7980),
         ("GIFT-C", "年货大礼包", 3200, (400, 300, 140), 11880), ("TASTE", "试吃装", 80, (110, 80, 25), 390))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Good:
    """One line of the supplier's sheet. Money in fen, weight in g with the bag, sides in mm."""

    sku: str
    name: str
    barcode: str
    quantity: int
    cost: int
    price: int
    weight_g: int
    size_mm: tuple[int, int, int]
    shelf: str
    lot: str
    produced: date
    expires: date


def goods(today: date) -> tuple[Good, ...]:
    """The forty goods. The last lot of 脆冬枣 has passed its date: it must never be sold."""
    found: list[Good] = []
    for n, (code, name, cost) in enumerate(VARIETIES):
        for m, (grams, size, markup) in enumerate(PACKS):
            price = cost * grams // 500 * (100 + markup) // 100 // 10 * 10 + 8
            produced = today - timedelta(days=20 + 7 * n + 3 * m)
            life = timedelta(days=15 if code == "CRISP" and m == 2 else 365)
            found.append(
                Good(
                    f"{code}-{grams}", f"{name} {grams}g", ean13(6901234, len(found)), 260 + (n * 37 + m * 53) % 240,
                    cost * grams // 500, price, grams + 20 + grams // 50, size, f"{'ABCD'[n % 4]}{1 + n // 4}-{m + 1}",
                    f"L{produced:%y%m%d}", produced, produced + life,
                )
            )  # fmt: skip
    for code, name, grams, size, cost in GIFTS:
        produced = today - timedelta(days=12)
        found.append(
            Good(code, name, ean13(6901234, len(found)), 120, cost, cost * 8 // 5, grams + 180, size, f"E1-{len(found) - 35}",
                 f"L{produced:%y%m%d}", produced, produced + timedelta(days=300))
        )  # fmt: skip
    return tuple(found)


def ean13(prefix: int, number: int) -> str:
    """An EAN-13 with its check digit (GS1 General Specifications 7.9), from a made-up prefix."""
    body = f"{prefix}{number:05d}"
    total = sum(int(c) * (3 if n % 2 else 1) for n, c in enumerate(body))
    return body + str(-total % 10)
