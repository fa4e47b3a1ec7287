"""What Taobao does not take: lengths, numbers, signs, pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.listings.channel_products import variant
from tests.listings.taobao_files import bags, built, rules

from sellerkit.listings.channels.taobao import CHANNEL
from sellerkit.listings.channels.taobao_rules import checks
from sellerkit.listings.rules import findings_of
from sellerkit.listings.wording import china


def test_pictures_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "x.webp").write_bytes(b"RIFF")
    result = built(tmp_path, bags(pictures=("x.webp", "../x.jpg", "front.jpg"), variants=bags().variants[:1]))
    assert [(finding.rule, finding.value) for finding in result.findings if finding.field == "picture"] == [
        ("image-unusable", "x.webp"),
        ("image-unusable", "../x.jpg"),
    ]


def test_an_sku_with_the_lists_own_signs_is_refused(tmp_path: Path) -> None:
    result = built(tmp_path, bags(variants=(variant("A:1", "红", "大袋"), variant("A-2", "黑", "大袋"))))
    assert [(finding.rule, finding.sku) for finding in result.findings] == [("taobao-sku", "A:1")]
    assert result.files == ()


def test_titles_are_measured_in_bytes_of_gb18030() -> None:
    fits, long = bags(title="红" * 30), bags(title="红" * 30 + "a")
    assert [f.rule for f in findings_of([fits], CHANNEL, china()) if f.field == "title"] == []
    assert [f.rule for f in findings_of([long], CHANNEL, china()) if f.field == "title"] == ["title-too-long"]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [({"currency": "USD"}, "taobao-currency"), ({"description": "<p>"}, "description-too-short"), ({"variants": (variant("D", "a", "b", stock=900_000_001),)}, "taobao-too-many"), ({"variants": (variant("D", "a", "b", price_minor=10**11),)}, "taobao-price")],
)  # fmt: skip
def test_limits_of_taobao_are_findings(changed: dict[str, Any], rule: str) -> None:
    assert [finding.rule for finding in checks(bags(**changed))] == [rule]


def test_too_many_properties_are_refused(tmp_path: Path) -> None:
    many = tuple(variant(f"D-{n}", f"色{n}", "大袋") for n in range(40))
    result = built(tmp_path, bags(variants=many))
    assert "taobao-too-many-props" in rules(result) and result.files == ()
