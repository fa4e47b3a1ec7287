"""What the law asks of food and claims, and what pictures and barcodes get wrong."""

from __future__ import annotations

import io

from .case import Case
from .cases_listings import checked, item

IMAGES = 'images = "p/"\nimage_url = "https://shop.example/"\n'


def food(kind: str, **label: str) -> str:
    said = ", ".join(f'{name} = "{value}"' for name, value in label.items())
    return f'[listings.products."A-1"]\nfood = "{kind}"\nlabel = {{ {said} }}\n'


def picture(size: tuple[int, int] = (120, 120), form: str = "PNG", turned: int = 1, colour: str = "white") -> bytes:
    from PIL import Image

    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = turned
    Image.new("RGB", size, colour).save(out, form, exif=exif)
    return out.getvalue()


def printed() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("CMYK", (120, 120)).save(out, "JPEG")
    return out.getvalue()


def moving() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    first, *rest = (Image.new("RGB", (120, 120), colour) for colour in ("red", "white"))
    first.save(out, "GIF", save_all=True, append_images=rest)
    return out.getvalue()


def pictured(code: str, exit: int = 0, **files: bytes) -> Case:
    there: dict[str, str | bytes] = {
        f"p/{name.replace('_', '-', 1).replace('_', '.')}": data for name, data in files.items()
    }
    return checked(code, toml=IMAGES, files=there, exit=exit)


LABEL = {
    "net_content": "500克", "ingredients": "红枣", "maker": "某食品厂", "maker_address": "山西省吕梁市", "maker_contact": "0358-0000000",
    "shelf_life": "12个月", "standard": "GB/T 5835", "storage": "阴凉干燥处", "licence": "SC11714000000000",
}  # fmt: skip
CASES = [
    checked("title-parts-dropped", item(name="枣" * 200, category="干货" * 50), toml='title = ["{{ item.name }}", "{{ item.category }}"]', exit=0),
    checked("barcode-made-up", item(barcode="00000000"), exit=0),
    checked("barcode-coupon", item(barcode="9901234567899"), exit=0),
    checked("unproved-figure", item(name="红枣 99%好评"), exit=0),
    checked("national-symbol", item(name="国旗红枣"), exit=0),
    checked("own-word", item(name="正宗红枣"), toml='[listings.words]\n"正宗" = "warning"', exit=0),
    checked("food-not-declared", item(category="干果"), exit=0),
    checked("additive-claim", item(name="零添加红枣"), toml=food("prepacked", **LABEL), exit=0),
    checked("food-origin-missing", toml=food("produce"), exit=0),
    checked("food-label-incomplete", toml=food("prepacked", maker="某食品厂"), exit=0),
    checked("food-licence-form", toml=food("prepacked", licence="SC117"), exit=0),
    checked("food-standard-form", toml=food("prepacked", standard="好"), exit=0),
    checked("health-number-missing", toml=food("health")),
    checked("health-number-form", toml=food("health", health_product_no="12")),
    checked("health-warning-missing", toml=food("health", health_product_no="国食健注G20260001")),
    checked("unit-price-missing", item(name="红枣 2 x 500g"), toml='currency = "EUR"\n[shop.rates.EUR]\nrate = "7.8"\ndate = "2026-11-01"', exit=0),
    Case("expired-lot", "listings check", {"in.csv": "SKU,Name,Qty,Cost,Expires\nA-1,枣,5,10,2026-01-01\n"},
         '[listings.channels.s]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n', 0, ["stock import in.csv --as set"]),
    checked("picture-missing", item(image="nowhere.jpg"), exit=0),
    checked("picture-outside", item(image="../nowhere.jpg")),
    pictured("picture-not-an-image", 3, A_1_jpg=b"a letter"),
    pictured("picture-broken", 3, A_1_jpg=picture((400, 400), "JPEG")[:700]),
    pictured("picture-too-small", A_1_png=picture((20, 20))),
    pictured("picture-twice", A_1_png=picture(), **{"A_1 2_png": picture()}),
    pictured("picture-format", A_1_jpg=picture(form="BMP")),
    pictured("picture-format-differs", A_1_jpg=picture()),
    pictured("picture-cmyk", A_1_jpg=printed()),
    pictured("picture-moves", A_1_gif=moving()),
    pictured("picture-of-a-phone", 3, A_1_heic=b"\0\0\0\x18ftypheic" + bytes(200)),
    pictured("picture-turned", A_1_jpg=picture(form="JPEG", turned=6)),
]  # fmt: skip
