"""html-validate finds nothing wrong in the pages of the preview and in the copy sheet, whatever stands in the sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests import judges

SHEET = """\
SKU,Name,颜色,尺码,Barcode,Qty,Price,Weight (g),Image,Origin,Expires
D-500,临县红枣,红色,500g,6901234567892,12,1-9件 29.90; 10-99件 25.90; 100+ 22.90,520,D-500.png,山西临县,2027-05-01
D-1000,临县红枣,红色,1kg,2001234567893,0,49.90,1020,,山西临县,
S-1,"Scarf ""best"" <i>&amp; co</i> 🧣",red,,,3,129.90,,S-1.jpg,,
S-2,"Scarf ""best"" <i>&amp; co</i> 🧣","blue ""white"" & co",,,3,139.90,,broken.jpg,,
N-1,No price,,,,3,,,,,
E-1,🎉🎉,,,,3,5.00,,,,
"""
SHOP = """
[brand]
name = "枣 & <b>Dates</b>"
[listings]
texts = "texts/"
[listings.products."临县红枣"]
name = { en = "Linxian red dates" }
net = "500g"
food = "prepacked"
label = { ingredients = "红枣", maker = "临县枣业", shelf_life = "12个月", storage = "阴凉干燥处" }
[listings.translations.en]
"红色" = "Red"
[listings.channels."网店 1"]
format = "shopify-csv"
images = "images/"
image_url = "https://cdn.example/"
url = "https://shop.example/{handle}"
[listings.channels.google]
format = "google-merchant"
language = "en"
[listings.channels.broken]
format = "shopify-csv"
description = "missing.md"
[listings.channels.etsy]
format = "copy-sheet"
language = "en"
"""
# Marked up by hand: nothing is closed, headings leave levels out, the picture has no words, an id stands twice.
TEXT = """# Big

| a | b |
|---|---|
| 1 | 2 |

#### small

<h3 id="variants">x</h3><ul><li>one<li>two</ul><p align=center style="color: red">open <b>bold <a href=https://x.example>there</a>

<img src="https://img.example/x.jpg"><table><tr><td>1<td>2</table><p><div>in</div>
"""


@pytest.fixture
def stall(shop: Any, shelf: Any) -> Any:
    """A shop with everything that pages show: variants, tiers, labels, findings, a broken channel, pictures and none."""
    shop.write("stock.csv", SHEET + "".join(f"P-{n},Plate {n},,,,1,9.90,,,,\n" for n in range(6)))
    shop.write("texts/D-500.md", TEXT)
    shop.write("texts/D-500.en.md", "Sun-dried & sweet.")
    shelf.picture("images/D-500.png", (900, 900))
    shelf.picture("images/S-1.jpg")
    shop.write("images/broken.jpg", "no picture")
    shop.toml(SHOP)
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    return shop


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_a_preview_is_valid(stall: Any, language: str) -> None:
    assert stall.run("listings", "preview", "--language", language).exit_code in (0, 3)
    pages = sorted((stall.path / "out/preview").rglob("*.html"))
    assert {"index.html", "channel-google.html", "d-500.html"} <= {page.name for page in pages}
    assert judges.html_validate(pages) == []


def test_the_pages_of_an_empty_shop_are_valid(shop: Any) -> None:
    assert shop.run("listings", "preview").exit_code == 0
    pages = sorted((shop.path / "out/preview").rglob("*.html"))
    assert pages and judges.html_validate(pages) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_copy_sheet_is_valid(stall: Any, language: str) -> None:
    stall.run("listings", "build", "etsy", "--language", language)
    assert judges.html_validate([stall.path / "out/listings/etsy.html"]) == []


def test_a_page_with_faults_does_not_pass(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html>\n<html lang="en">\n<title>x</title>\n<img src="a.jpg">\n<p id="b" id="b">a <p>', "utf-8"
    )
    found = [line.removeprefix(f"{page}:") for line in judges.html_validate([page])]
    assert {"4 wcag/h37", "5 no-dup-attr", "5 no-implicit-close"} <= {line.partition(": ")[0] for line in found}
