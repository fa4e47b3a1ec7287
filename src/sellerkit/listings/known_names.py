"""What a marketplace calls the products that it has already: under another name an upload would make them again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.listings.against import Export, export_of
from sellerkit.listings.against_shapes import SHAPES
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.chosen import Chosen
from sellerkit.listings.sources import ChannelBroken, inside
from sellerkit.store.listed import Cells

_HANDLE = re.compile(r"[\w-]+")


def known_names(folder: Path, chosen: Chosen, channel: Channel) -> Mapping[str, str]:
    """The names by SKU, from the export that `listed` of the channel names; {} without one. Raises ChannelBroken."""
    key, named = f"listings.channels.{chosen.name}.listed", chosen.settings.listed
    if not named:
        return {}
    if channel.name not in {shape.channel for shape in SHAPES}:
        message = _("{key}: only shopify-csv and woocommerce-csv go by names that are theirs.").format(key=key)
        raise ChannelBroken("wrong-value", key, message, named, _("Take {key} out of shop.toml.").format(key=key))
    path = inside(folder, key, named)
    try:
        return names_there(export_of(path, channel, {}))
    except InputRejected as error:
        raise ChannelBroken(str(error.code), key, str(error), named, error.hint or "") from error


def names_there(export: Export) -> dict[str, str]:
    """By SKU, how the marketplace finds the product: Shopify by its handle, WooCommerce by the SKU of the parent.

    A parent without an SKU cannot be named in a file that goes by SKUs, a handle with a slash or a space is none.
    """
    numbered = {f"id:{row['ID']}": sku for sku, row in export.rows.items() if row.get("ID")}
    found = {}
    for sku, row in export.rows.items():
        handle, parent = row.get("URL handle", ""), row.get("Parent", "").strip()
        name = numbered.get(parent, "" if parent.startswith("id:") else parent) or handle
        if name and (parent or _HANDLE.fullmatch(name)):
            found[sku] = name
    return found


def named_otherwise(there: Mapping[str, str], rows: Cells, key: str) -> dict[str, str]:
    """Of the rows of a file, by the name of a product there the name that it has in the file."""
    named = ((there.get(row.get(key, "")), row.get("URL handle") or row.get("Parent")) for row in rows)
    return {theirs: ours for theirs, ours in named if theirs and ours and theirs != ours}
