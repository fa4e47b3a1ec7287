"""What a channel refuses by its limits, rule by rule."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from sellerkit.listings.channels.contract import Channel, Limits
from sellerkit.listings.channels.shopify_csv import CHANNEL
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.rules import findings_of, kept
from sellerkit.listings.wording import china
from sellerkit.model.item import Item


def product(*skus: str, options: tuple[str, ...] = (), price: int | None = 1000) -> Product:
    return Product(
        "h",
        "Mug",
        tuple(Variant(Item(sku), options, price, 1) for sku in skus),
        "CNY",
        tuple(f"O{n}" for n in range(len(options))),
    )


@pytest.mark.parametrize(
    ("products", "rule"),
    [
        ([product("A", options=("a", "b", "c", "d"))], "too-many-options"),
        ([product("A"), product("B")], "duplicate-handle"),
        ([product("A", "A")], "duplicate-sku"),
        ([product("A", price=-5)], "price-not-positive"),
        ([dataclasses.replace(product("A"), title="🙂🙂")], "title-without-words"),
        ([dataclasses.replace(product("A"), tags=("t" * 256,))], "tags-too-long"),
        ([dataclasses.replace(product("A"), tags=tuple(map(str, range(251))))], "too-many-tags"),
        ([product("A" * 256)], "sku-too-long"),
        ([product(*map(str, range(2049)))], "too-many-variants"),
    ],
)
def test_what_the_channel_refuses_is_kept_out(products: list[Product], rule: str) -> None:
    found = findings_of(products, CHANNEL, china())
    assert rule in {finding.rule for finding in found if finding.severity == "error"}
    assert len(kept(products, found)) < len(products)


def test_a_price_below_the_floor_is_never_listed() -> None:
    from decimal import Decimal

    low = Product("h", "Mug", (Variant(Item("A"), (), 1000, 1, floor=Decimal("10.01")),), "CNY")
    found = findings_of([low], CHANNEL, china())
    assert [finding.rule for finding in found] == ["price-below-floor"]
    assert kept([low], found) == []


def limited(limits: Limits, **more: Any) -> list[str]:
    """The rules that a mug breaks on a channel with these limits."""
    made = dataclasses.replace(product("A", options=("large",)), **more)
    return [one.rule for one in findings_of([made], Channel("x", limits), china())]


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        (Limits(option=4), "option-too-long"),
        (Limits(forbidden="l"), "forbidden-character"),
        (Limits(description=3), "description-too-long"),
        (Limits(images_at_least=1), "too-few-images"),
        (Limits(required=("barcode",)), "required-missing"),
        (Limits(required=("brand",)), "required-missing"),
        (Limits(required=("category_id",)), "required-missing"),
    ],
)
def test_each_limit_of_a_channel_has_its_finding(limits: Limits, rule: str) -> None:
    assert limited(limits, description="<p>Stoneware</p>") == [rule]


def test_required_fields_that_are_there_are_no_finding() -> None:
    limits = Limits(required=("title", "brand", "price", "category_id"))
    assert limited(limits, vendor="Mugs Ltd", fields={"category_id": "1"}) == []


def test_every_rule_of_a_bad_product_has_a_suggestion() -> None:
    bad = dataclasses.replace(
        product(*"ABC", options=("x" * 300,) * 4, price=-1), title="=最佳" + "x" * 300, tags=("t" * 256,) * 251
    )
    found = findings_of([bad, bad], CHANNEL, china())
    assert len({one.rule for one in found}) > 8
    assert [one.rule for one in found if not one.suggestion] == []
