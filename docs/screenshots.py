#!/usr/bin/env python3
"""The pictures in docs/images: a small shop is made in a temporary folder and its preview is looked at with Chromium.

    python docs/screenshots.py [FOLDER]          (docs/images when none is given)

The shop's own pictures are drawn here. Needs the extra `dev` and the program chromium. A picture that would be 150 kB or
more ends it with 1.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import sync_playwright

SELLERKIT = Path(sys.executable).with_name("sellerkit")
LARGEST = 150_000
PHONE, DESKTOP, TALL = (390, 844), (1280, 900), (1280, 1080)
SHOP = """[shop]
name = "吕梁山货"
currency = "CNY"
time_zone = "Asia/Shanghai"
language = "zh"

[brand]
name = "吕梁山货"

[listings]
texts = "texts"

[listings.products."红枣"]
name = { en = "Red dates" }
food = "prepacked"
label = { ingredients = "红枣", maker = "吕梁山货食品厂", maker_address = "山西省吕梁市临县", maker_contact = "0358-1234567", shelf_life = "12个月", standard = "GB/T 5835", storage = "阴凉干燥处", licence = "SC11714112400001" }

[listings.products."核桃"]
name = { en = "Walnuts" }
food = "produce"

[listings.products."马克杯"]
name = { en = "Stoneware mug with a large handle, hand-thrown, glazed, dishwasher safe too" }

[listings.products."BOARD-1"]
name = { en = "Hand-made bamboo tea tray with a drawer for the water, for tea at home and in the office" }

[listings.products."羊毛围巾"]
name = { en = "Wool scarf" }

[listings.translations.en]
"红色" = "Red"
"蓝色" = "Blue"
"绿色" = "Green"
"食品" = "Food"
"家居" = "Home"
"服饰" = "Clothing"
"山西临县" = "Linxian, Shanxi"
"斜纹" = "Twill"
"平纹" = "Plain weave"

[listings.channels.shopify]
format = "shopify-csv"
images = "pictures"
image_url = "https://shop.example/pictures/"
price = { markup = "60%", floor = "cost * 1.2", ending = ".90" }

[listings.channels.ebay]
format = "ebay-draft"
language = "en"
currency = "USD"
fields = { category_id = "179174", condition = "new" }
image_url = "https://shop.example/pictures/"
images = "pictures"
price = { markup = "120%", ending = ".99" }

[shop.rates.USD]
rate = "7.12"
date = "2026-11-01"
"""
STOCK = """货号,品名,库存,成本,类目,Option1 Value,Option2 Value,产地,到期日
DATE-250,红枣,120,9.50,食品,250g,,山西临县,2027-08-31
DATE-500,红枣,86,16.80,食品,500g,,山西临县,2027-08-31
DATE-1000,红枣,0,31.00,食品,1kg,,山西临县,2027-08-31
NUT-500,核桃,64,22.00,食品,,,山西临县,
MUG-R,马克杯,18,14.00,家居,红色,,,
MUG-B,马克杯,25,14.00,家居,蓝色,,,
MUG-G,马克杯,7,14.50,家居,绿色,,,
SCARF-R-T,羊毛围巾,12,58.00,服饰,红色,斜纹,,
SCARF-R-P,羊毛围巾,9,52.00,服饰,红色,平纹,,
SCARF-B-T,羊毛围巾,3,58.00,服饰,蓝色,斜纹,,
BOARD-1,手工竹制茶盘 家用客厅功夫茶具茶海排水式储水干泡台,5,88.00,家居,,,,
SPOON-1,Olive wood spoon,40,,家居,,,,
"""
TEXTS = {
    "红枣.md": "## 黄河边的红枣\n\n自然晾晒，**肉厚核小**。\n\n* 开袋即食\n* 煮粥、泡茶都合适\n",
    "红枣.en.md": "## From the Yellow River\n\nSun-dried, **thick flesh and a small stone**.\n\n* Ready to eat\n* Good in porridge and in tea\n",
}
Draw = ImageDraw.ImageDraw


def main() -> None:
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "images"
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        make_shop(Path(folder))
        sizes = take_pictures(Path(folder) / "out" / "preview", into)
    for name, size in sizes.items():
        print(f"{into / name}: {size:,} bytes")
    raise SystemExit(1 if max(sizes.values()) >= LARGEST else 0)


def make_shop(shop: Path) -> None:
    """The shop with its stock, texts and pictures, and its preview."""
    for name, text in {"shop.toml": SHOP, "stock.csv": STOCK, **{f"texts/{n}": t for n, t in TEXTS.items()}}.items():
        (shop / name).parent.mkdir(exist_ok=True)
        (shop / name).write_text(text, "utf-8")
    (shop / "pictures").mkdir()
    for sku, (background, draw) in DRAWINGS.items():
        drawn(background, draw).save(shop / "pictures" / f"{sku}.jpg", quality=90)
    today = os.environ | {"SELLERKIT_NOW": "2026-11-20T10:00:00+08:00"}
    for command in (["stock", "import", "stock.csv", "--as", "set"], ["listings", "preview"]):
        subprocess.run(
            [SELLERKIT, *command, "-q"], cwd=shop, env=today, capture_output=True, check=command[0] == "stock"
        )


def drawn(background: str, draw: Any) -> Image.Image:
    """A still life of 800 x 800, drawn at twice the size so that its edges are soft."""
    image = Image.new("RGB", (1600, 1600), background)
    shadow = Image.new("L", image.size, 0)
    ImageDraw.Draw(shadow).ellipse((330, 1180, 1270, 1380), fill=70)
    image.paste("#3a2f26", mask=shadow.filter(ImageFilter.GaussianBlur(50)))
    draw(ImageDraw.Draw(image))
    return image.resize((800, 800), Image.Resampling.LANCZOS)


def dates(count: int) -> Any:
    """So many red dates in a heap."""
    places = [(560, 1110), (800, 1150), (1040, 1110), (680, 950), (920, 950), (800, 790), (440, 1180), (1160, 1180)]

    def draw(on: Draw) -> None:
        for x, y in sorted(places[:count], key=lambda place: place[1]):
            on.ellipse((x - 150, y - 105, x + 150, y + 105), fill="#7e1f17", outline="#5d150f", width=8)
            on.ellipse((x - 95, y - 75, x + 5, y - 30), fill="#a8443a")

    return draw


def walnuts(on: Draw) -> None:
    for x, y in ((620, 1060), (980, 1060), (800, 830)):
        on.ellipse((x - 190, y - 170, x + 190, y + 170), fill="#c39a66", outline="#94703f", width=10)
        on.line((x, y - 165, x, y + 165), fill="#94703f", width=12)
        for turn in (-90, 90):
            on.arc((x - 90 + turn, y - 110, x + 90 + turn, y + 110), 60, 300, fill="#94703f", width=10)


def mug(colour: str, dark: str) -> Any:
    def draw(on: Draw) -> None:
        on.ellipse((1000, 680, 1330, 1080), outline=dark, width=70)
        on.rounded_rectangle((480, 540, 1110, 1270), radius=90, fill=colour)
        on.ellipse((480, 480, 1110, 640), fill=dark)
        on.ellipse((520, 505, 1070, 620), fill="#3b2a20")

    return draw


def scarf(colour: str, stripe: str) -> Any:
    def draw(on: Draw) -> None:
        for left, bottom in ((820, 1230), (560, 1290)):
            for x in range(left + 12, left + 250, 32):
                on.line((x, bottom, x, bottom + 70), fill=colour, width=12)
            on.rectangle((left, 520, left + 260, bottom), fill=colour)
            for y in (bottom - 190, bottom - 120, bottom - 50):
                on.line((left, y, left + 260, y), fill=stripe, width=26)
        on.rounded_rectangle((500, 380, 1140, 640), radius=120, fill=colour)
        on.arc((500, 380, 1140, 640), 20, 160, fill=stripe, width=10)

    return draw


DRAWINGS: dict[str, tuple[str, Any]] = {
    "DATE-250": ("#f6efe4", dates(3)), "DATE-500": ("#f6efe4", dates(5)), "DATE-1000": ("#f6efe4", dates(8)), "NUT-500": ("#eef0e6", walnuts),
    "MUG-R": ("#f3ebe6", mug("#b5483a", "#8f3327")), "MUG-B": ("#e8edf2", mug("#4a6c8f", "#365270")), "MUG-G": ("#eaf0e8", mug("#5f8058", "#48633f")),
    "SCARF-R-T": ("#f5ece8", scarf("#a63a32", "#f0d9c5")), "SCARF-B-T": ("#e9edf3", scarf("#3f5f86", "#d8e2ee")),
}  # fmt: skip


def take_pictures(preview: Path, into: Path) -> dict[str, int]:
    """Screenshots of the first page, a product and a channel; their sizes in bytes by file name."""
    wanted = {
        "preview-index-desktop.png": ("index.html", DESKTOP, "light"),
        "preview-index-phone.png": ("index.html", PHONE, "light"),
        "preview-product-desktop.png": ("en/products/date-250.html#DATE-500", DESKTOP, "light"),
        "preview-product-phone.png": ("en/products/scarf-r-t.html#SCARF-B-T", PHONE, "dark"),
        "preview-channel-desktop.png": ("en/channel-ebay.html", TALL, "light"),
    }
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        sizes = {}
        for name, (page_name, (width, height), scheme) in wanted.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )
            address, _, fragment = page_name.partition("#")
            page.goto((preview / address).as_uri() + ("#" + fragment if fragment else ""))
            page.wait_for_load_state("networkidle")
            sizes[name] = save_small(page.screenshot(), into / name)
            page.close()
        browser.close()
    return sizes


def save_small(png: bytes, path: Path) -> int:
    """As few colours as the eye does not miss."""
    with Image.open(io.BytesIO(png)) as shot:
        shot.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


if __name__ == "__main__":
    main()
