"""What marketplaces without an upload take: shown with the sheet to copy from."""

from __future__ import annotations

from .case import Case
from .cases_law import picture
from .cases_listings import HEAD, STOCK, item


def sheet(code: str, marketplace: str, *items: str, exit: int = 0, more: str = "", **pictures: bytes) -> Case:
    table = f'[listings.channels.{marketplace}]\nformat = "copy-sheet"\nprice = {{ markup = "35%" }}\nimages = "p/"\n'
    files: dict[str, str | bytes] = {"in.csv": HEAD + "".join(items or (item(),)), "p/read.me": ""}
    there = {f"p/{name.replace('_', '-')}.png": data for name, data in pictures.items()}
    return Case(code, "listings check", files | there, table + more, exit, STOCK)


SQUARE, WIDE = picture((600, 600)), picture((900, 600))
FOUR = {f"A_1_{n}": picture((600 + n, 600)) for n in range(4)}
CASES = [
    sheet("word-repeated", "amazon", item(name="Mug red mug blue mug"), A_1=SQUARE),
    sheet("promotion-in-title", "amazon", item(name="Mug free shipping"), A_1=SQUARE),
    sheet("title-in-capitals", "amazon", item(name="LARGE BLUE STONEWARE MUG"), A_1=SQUARE),
    sheet("amazon-title-too-long", "amazon", item(name="Mug " * 60), exit=3, A_1=SQUARE),
    sheet("forbidden-character", "etsy", item(name="Mug $5"), exit=3, A_1=SQUARE),
    sheet("sign-repeated", "etsy", item(name="Mug & pot & pan"), A_1=SQUARE),
    sheet("title-begins-wrongly", "etsy", item(name="(blue) mug"), A_1=SQUARE),
    sheet("title-not-chinese", "weixin", item(name="Stoneware mug"), exit=3, **FOUR),
    sheet("title-too-short", "weixin", item(name="红枣"), exit=3, **FOUR),
    sheet("too-few-images", "weixin", item(name="山西临县红枣"), exit=3, A_1=SQUARE),
    sheet("option-too-long", "pinduoduo", item(option="红" * 19), item("A-2", option="黑"), A_1=SQUARE),
    sheet("picture-ratio", "douyin", A_1=WIDE),
    sheet("picture-not-white", "pinduoduo", A_1=picture((600, 600), colour="red")),
]
