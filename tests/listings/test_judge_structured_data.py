"""Adobe's validator, which goes by Google's rules and schema.org's vocabulary, finds nothing wrong in our JSON-LD."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from tests import judges
from tests.listings.channel_products import dates

from sellerkit.listings.channels.schema_org import product_page

ROOT = Path(__file__).resolve().parents[2]
FILES = (ROOT / os.environ.get("SELLERKIT_REAL_FILES", "../shared/fixtures")).resolve() / "listings"
VOCABULARY = FILES / "schemaorg-all-https.jsonld"
# Tiers and a sale price, options that schema.org knows and one that it does not, unit prices, food, no barcode, no stock.
SHEET = """\
SKU,Name,颜色,尺码,规格,Barcode,Qty,Price,Weight (g),Image
D-500,临县红枣,,,500g,6901234567892,12,1-9件 29.90; 10-99件 25.90; 100+ 22.90,520,https://img.example/d.jpg
D-1000,临县红枣,,,1kg,,0,49.90,1020,https://img.example/d.jpg
M-1,Mug,,,,96385074,3,19.90,300,https://img.example/m.jpg
S-1,Scarf,red,S,twill,,3,129.90,,https://img.example/s1.jpg
S-2,Scarf,blue,S,plain,,3,129.90,,https://img.example/s2.jpg
"""
SHOP = """
[brand]
name = "吕梁红枣"
[listings]
texts = "texts/"
[listings.products."临县红枣"]
name = { en = "Linxian red dates" }
food = "prepacked"
label = { ingredients = "红枣", maker = "临县枣业", shelf_life = "12个月", storage = "阴凉干燥处", licence = "SC11714112400017" }
[listings.products.M-1]
net = "350ml"
[listings.channels.page]
format = "schema-org"
url = "https://shop.example/{handle}"
LANGUAGE
price = { sale = "10%", sale_from = "2026-11-05", sale_until = "2026-11-12" }
"""


def stall(shop: Any, language: str) -> Any:
    """The shop that has built its page before a sale began, which now goes on."""
    shop.write("stock.csv", SHEET)
    shop.write("texts/M-1.md", "A **mug** <b>& more</b>.")
    shop.write("texts/D-500.en.md", "Sun-dried.\n\n* sweet\n* soft")
    shop.toml(SHOP.replace("LANGUAGE", f'language = "{language}"'))
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    assert shop.run("listings", "build", env={"SELLERKIT_NOW": "2026-10-01T12:00:00+08:00"}).exit_code == 0
    return shop


@pytest.fixture
def vocabulary() -> Path:
    if not VOCABULARY.is_file():
        pytest.skip("the folder of real files is not there (SELLERKIT_REAL_FILES)")
    return VOCABULARY


def kinds(nodes: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(node["name"], node["@type"]) for node in nodes}


@pytest.mark.parametrize(("language", "dates_are"), [("zh", "临县红枣"), ("en", "Linxian red dates")])
def test_nothing_is_wrong_in_the_channels_file(shop: Any, language: str, dates_are: str, vocabulary: Path) -> None:
    assert stall(shop, language).run("listings", "build").exit_code == 0
    found = json.loads((shop.path / "out/listings/page.jsonld").read_text("utf-8"))["@graph"]
    assert kinds(found) == {(dates_are, "ProductGroup"), ("Mug", "Product"), ("Scarf", "ProductGroup")}
    assert "26.91" in json.dumps(found) and "UnitPriceSpecification" in json.dumps(found)
    assert judges.adobe(found, vocabulary) == []


def test_nothing_is_wrong_in_the_pages_of_a_preview(shop: Any, vocabulary: Path) -> None:
    assert stall(shop, "en").run("listings", "preview").exit_code == 0
    pages = [page.read_text("utf-8") for page in (shop.path / "out/preview").rglob("products/*.html")]
    found = [json.loads(re.findall(r'ld\+json">(.*?)</script>', page, re.S)[0]) for page in pages]
    assert {("Linxian red dates", "ProductGroup"), ("Mug", "Product"), ("Scarf", "ProductGroup")} <= kinds(found)
    assert judges.adobe(found, vocabulary) == []


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ({"name": ""}, 'Required attribute "name" is missing'),
        ({"image": None}, 'Required attribute "image" is missing'),
        ({"offers": None}, 'Required attribute "offers" is missing'),
        (
            {"offers": {"@type": "Offer", "price": "12,50", "priceCurrency": "USD"}},
            'Invalid type for attribute "price"',
        ),
    ],
)
def test_a_broken_page_is_an_error(broken: dict[str, Any], why: str) -> None:
    page = product_page(dates())
    group = {"@type": "ProductGroup", "hasVariant": [page, page | broken]}
    assert judges.adobe([page], None) == []
    assert why in str(judges.adobe([page | broken], None))
    assert why in str(judges.adobe([group], None))


def test_a_property_that_schema_org_does_not_know_is_an_error(vocabulary: Path) -> None:
    page = product_page(dates())
    assert judges.adobe([page], vocabulary) == []
    assert "colour" in str(judges.adobe([page | {"colour": "red"}], vocabulary))
    assert "Goods" in str(judges.adobe([page | {"@type": "Goods"}], vocabulary))
