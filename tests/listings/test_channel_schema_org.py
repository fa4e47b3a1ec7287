"""schema-org: what a search engine reads from a product's page."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from tests.listings.channel_products import FRONT, HOSTILE, LINK, SIDE, dates, scarves, variant

from sellerkit.listings.channels.contract import Target
from sellerkit.listings.channels.schema_org import product_node, product_page
from sellerkit.listings.channels.schema_org_file import script_text, write
from sellerkit.listings.product import NetContent, Product

OFFER = {
    "@type": "Offer", "price": "12.50", "priceCurrency": "USD", "availability": "https://schema.org/InStock", "url": LINK,
}  # fmt: skip


def written(folder: Path, *products: Product) -> Any:
    path = folder / "shop.jsonld"
    write(products, Target(path, folder, "USD"))
    return json.loads(path.read_text("utf-8"))


def test_one_product_gives_exactly_this_node() -> None:
    assert product_page(dates()) == {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Red dates",
        "alternateName": "临县红枣",
        "description": "From the Yellow River. Sun dried.",
        "brand": {"@type": "Brand", "name": "Lüliang Dates"},
        "category": "Food > Dried fruit",
        "image": [FRONT, SIDE],
        "url": LINK,
        "sku": "D-1",
        "gtin13": "6901234567892",
        "weight": {"@type": "QuantitativeValue", "value": "520", "unitCode": "GRM"},
        "offers": OFFER
        | {
            "priceSpecification": {
                "@type": "UnitPriceSpecification",
                "price": "12.50",
                "priceCurrency": "USD",
                "referenceQuantity": {
                    "@type": "QuantitativeValue",
                    "value": "500",
                    "unitCode": "GRM",
                    "valueReference": {"@type": "QuantitativeValue", "value": "1", "unitCode": "KGM"},
                },
            }
        },
    }


def test_a_product_with_options_is_a_group_with_its_variants() -> None:
    group: Any = product_node(scarves())
    assert (group["@type"], group["productGroupID"], group["name"]) == ("ProductGroup", "scarf", "Scarf")
    assert group["variesBy"] == ["https://schema.org/color", "织法"]
    assert "offers" not in group
    red, blue = group["hasVariant"]
    assert (red["sku"], red["name"], red["color"]) == ("S-1", "Scarf 红色 斜纹, 细", "红色")
    assert red["additionalProperty"] == [{"@type": "PropertyValue", "name": "织法", "value": "斜纹, 细"}]
    assert red["offers"]["availability"] == "https://schema.org/OutOfStock"
    assert "gtin13" not in blue and blue["image"] == [FRONT, SIDE]


def test_people_say_rmb_and_machines_read_cny() -> None:
    node: Any = product_node(dates(currency="RMB"))
    assert node["offers"]["priceCurrency"] == "CNY"
    assert node["offers"]["priceSpecification"]["priceCurrency"] == "CNY"


@pytest.mark.parametrize(
    ("code", "name"),
    [("96385074", "gtin8"), ("012345678905", "gtin12"), ("6901234567892", "gtin13"), ("16901234567899", "gtin14")],
)
def test_a_barcode_is_named_by_its_length(code: str, name: str) -> None:
    assert product_node(dates(variants=(variant(barcode=code),)))[name] == code


def test_a_large_content_is_said_in_litres() -> None:
    node: Any = product_node(dates(variants=(variant(net=NetContent(Decimal(1500), "ml")),)))
    reference = node["offers"]["priceSpecification"]["referenceQuantity"]
    assert (reference["value"], reference["unitCode"]) == ("1.5", "LTR")


def test_what_is_not_known_is_not_said() -> None:
    bare = dates(
        description="", vendor="", category="", images=(), words={}, fields={},
        variants=(variant(images=(), barcode="", weight_g=None),),
    )  # fmt: skip
    assert set(product_node(bare)) == {"@type", "name", "sku", "offers"}


def test_a_catalogue_is_one_graph_under_one_context(tmp_path: Path) -> None:
    found = written(tmp_path, dates(), scarves())
    assert found["@context"] == "https://schema.org"
    assert [node["@type"] for node in found["@graph"]] == ["Product", "ProductGroup"]


@given(HOSTILE, HOSTILE)
def test_hostile_texts_come_back_from_the_file_as_they_were(title: str, value: str) -> None:
    product = dates(title=title, option_names=("Kind",), variants=(variant("D-1", value),))
    with TemporaryDirectory() as folder:
        (node,) = written(Path(folder), product)["@graph"]
    assert node == product_node(product)
    assert node["name"] == title and node["hasVariant"][0]["additionalProperty"][0]["value"] == value


@given(HOSTILE)
def test_no_text_ends_the_script_element_it_stands_in(title: str) -> None:
    text = script_text(product_page(dates(title=title + "</script><!--")))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["name"] == title + "</script><!--"


TWO_LANGUAGES = '[listings.products.D-1]\nname = { en = "Red dates" }\n'
SITE = '[listings.channels.site]\nformat = "schema-org"\nlanguage = "LANGUAGE"\nprice = { markup = "35%" }\n'


def names(shop: Any, shelf: Any, toml: str) -> list[tuple[str, object]]:
    shelf.add("D-1", "临县红枣")
    shelf.add("M-1", "Mug")
    shop.toml(toml)
    assert shop.run("listings", "build").exit_code == 0
    graph = json.loads((shop.path / "out/listings/site.jsonld").read_text("utf-8"))["@graph"]
    return [(node["name"], node.get("alternateName")) for node in graph]


@pytest.mark.parametrize(
    ("language", "dates"),
    [("en", ("Red dates", "临县红枣")), ("zh", ("临县红枣", "Red dates")), ("", ("临县红枣", "Red dates"))],
)
def test_a_shop_that_speaks_two_languages_says_the_other_name_too(
    shop: Any, shelf: Any, language: str, dates: tuple[str, str]
) -> None:
    found = names(shop, shelf, TWO_LANGUAGES + SITE.replace("LANGUAGE", language))
    assert found == [dates, ("Mug", None)]


def test_translated_words_are_enough_for_another_name(shop: Any, shelf: Any) -> None:
    words = '[listings.translations.en]\n"临县红枣" = "Linxian dates"\n'
    found = names(shop, shelf, words + SITE.replace("LANGUAGE", "zh"))
    assert found == [("临县红枣", "Linxian dates"), ("Mug", None)]


def test_a_shop_of_one_language_has_no_other_names(shop: Any, shelf: Any) -> None:
    assert names(shop, shelf, SITE.replace("LANGUAGE", "en")) == [("临县红枣", None), ("Mug", None)]


def test_a_product_without_a_public_picture_is_listed_with_a_warning(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", price_minor=990)
    shelf.add("N-1", "Cup", price_minor=990, image="https://img.example/n.jpg")
    shop.toml('[listings.channels.site]\nformat = "schema-org"\n')
    (channel,) = shop.run("listings", "build", "--json").json
    assert channel["variants"] == 2
    assert [(one["code"], one["severity"], one["sku"]) for one in channel["problems"]] == [
        ("image-missing", "warning", "M-1")
    ]
