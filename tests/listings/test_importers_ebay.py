"""ebay-draft: what Seller Hub takes in one cell."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.listings.channel_products import dates, variant

from sellerkit.listings.channels.contract import Target
from sellerkit.listings.channels.ebay_draft import LIMITS, write


def test_a_draft_names_no_more_pictures_than_ebay_takes(tmp_path: Path) -> None:
    urls = tuple(f"https://img.example/{number}.jpg" for number in range(40))
    product = dates(images=urls, variants=(variant(images=urls),), fields={"category_id": "179174"})
    path = tmp_path / "ebay.csv"
    write([product], Target(path, tmp_path, "USD"))
    with path.open(encoding="utf-8", newline="") as file:
        *_remarks, header, row = csv.reader(file, strict=True)
    pictures = row[header.index("Item photo URL")].split("|")
    assert pictures == list(urls[: LIMITS.images])
