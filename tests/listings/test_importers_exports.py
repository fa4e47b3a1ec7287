"""What WooCommerce exports again is what it was given, although it writes some of it otherwise."""

from __future__ import annotations

from typing import Any

from tests.listings.test_diff import WOO, differing, two_scarves

EXPORT = "ID,Type,SKU,Name,Published,Description,Regular price,Stock,Parent,Attribute 1 name,Attribute 1 value(s)\n"


def test_new_lines_and_the_variations_of_a_draft_are_no_differences(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, WOO + 'description = "d.md"\n')
    shop.write("d.md", "Warm.\n\nSoft.")
    parent = '7,variable,scarf-all,Scarf,-1,<p>Warm.</p>\\n<p>Soft.</p>,,,,Color,"Red, Blue"\n'
    children = "8,variation,S-1,Scarf,-1,,13.5,10,scarf-all,Color,Red\n9,variation,S-2,Scarf,-1,,13.5,10,scarf-all,Color,Blue\n"
    shop.write("wc.csv", EXPORT + parent + children)
    assert differing(shop, "--against", "wc.csv") == []
    shop.write("d.md", "Warm.\n\nRough.")
    ((kind, sku, field, *_texts),) = differing(shop, "--against", "wc.csv")
    assert (kind, sku, field) == ("changed", "scarf-all", "Description")
