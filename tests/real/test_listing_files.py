"""Channels held against what other people published: schema.org's own vocabulary, eBay's own template.

They are not part of the project: `SELLERKIT_REAL_FILES` names their folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.listings.channel_products import dates, scarves, variant

from sellerkit.listings.channels.contract import Target
from sellerkit.listings.channels.ebay_draft import write
from sellerkit.listings.channels.schema_org import product_page
from sellerkit.listings.product import NetContent

ROOT = Path(__file__).resolve().parents[2]
FILES = (ROOT / os.environ.get("SELLERKIT_REAL_FILES", "../shared/fixtures")).resolve() / "listings"

pytestmark = pytest.mark.skipif(
    not FILES.is_dir(), reason="the folder of real files is not there (SELLERKIT_REAL_FILES)"
)
SCHEMA = "https://schema.org/"


class Vocabulary:
    """Types with what they are kinds of, properties with the types they may stand in, and single values."""

    def __init__(self, path: Path) -> None:
        graph = json.loads(path.read_text("utf-8"))["@graph"]
        self.things = {node["@id"].removeprefix("schema:"): node for node in graph}

    def kinds(self, name: str) -> set[str]:
        above = _names(self.things[name].get("rdfs:subClassOf"))
        return {name}.union(*(self.kinds(one) for one in above if one in self.things))

    def may_stand_in(self, name: str, kind: str) -> bool:
        node = self.things[name]
        return node["@type"] == "rdf:Property" and bool(_names(node.get("schema:domainIncludes")) & self.kinds(kind))

    def may_hold(self, name: str, kind: str) -> bool:
        return bool(_names(self.things[name].get("schema:rangeIncludes")) & self.kinds(kind))


def _names(said: Any) -> set[str]:
    nodes = said if isinstance(said, list) else [said] if said else []
    return {node["@id"].removeprefix("schema:") for node in nodes}


def nodes_of(node: dict[str, Any], held_by: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object with a type and the property that holds it."""
    yield held_by, node
    for name, value in node.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from nodes_of(one, name)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(FILES / "schemaorg-all-https.jsonld")


FIELDS = {"link": "https://shop.example/p", "condition": "new", "mpn": "LX-1"}
PAGES = {
    "one": dates(fields=FIELDS),
    "options": scarves(),
    "all options": dates(
        option_names=("color", "size", "material", "pattern", "Scent"),
        variants=(variant("A", "red", "L", "wool", "dots", "rose", net=NetContent(Decimal(1500), "ml")),),
    ),
    **{code: dates(variants=(variant(barcode=code),)) for code in ("96385074", "012345678905", "16901234567899")},
}


@pytest.mark.parametrize("name", PAGES)
def test_every_type_and_property_is_one_of_schema_org_and_stands_where_it_may(
    name: str, vocabulary: Vocabulary
) -> None:
    for held_by, node in nodes_of(product_page(PAGES[name])):
        kind = node["@type"]
        assert vocabulary.things[kind]["@type"] == "rdfs:Class"
        assert not held_by or vocabulary.may_hold(held_by, kind), (held_by, kind)
        for said in node:
            assert said.startswith("@") or vocabulary.may_stand_in(said, kind), (said, kind)


@pytest.mark.parametrize("name", PAGES)
def test_every_value_of_schema_org_is_one_it_has(name: str, vocabulary: Vocabulary) -> None:
    for _held_by, node in nodes_of(product_page(PAGES[name])):
        for said in ("availability", "itemCondition"):
            if said in node:
                value = node[said].removeprefix(SCHEMA)
                assert vocabulary.may_hold(said, vocabulary.things[value]["@type"].removeprefix("schema:"))
        for address in node.get("variesBy", []):
            if address.startswith(SCHEMA):
                assert vocabulary.things[address.removeprefix(SCHEMA)]["@type"] == "rdf:Property"


def test_the_drafts_begin_as_ebays_own_template_does(tmp_path: Path) -> None:
    product = dates(fields={"category_id": "179174"})
    write([product], Target(tmp_path / "e.csv", tmp_path, "USD"))
    theirs = (FILES / "draft_template_US_header.csv").read_text("utf-8").splitlines()
    ours = (tmp_path / "e.csv").read_text("utf-8").splitlines()
    assert ours[: len(theirs)] == theirs
    assert len(ours) == len(theirs) + 1
