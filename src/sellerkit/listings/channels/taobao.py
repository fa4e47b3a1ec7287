"""淘宝助理's CSV, filled from a row that the seller exported: category, its must-fill properties, freight are the seller's.

Source: a real file of 2018, eight writers and the comments of Taobao's SDK: titles of 60 bytes in GB 18030, descriptions
of more than 5 and fewer than 25,000 characters, at most 35 properties in 549 bytes and 3,999 bytes of own values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sellerkit.base.files import not_as_written, why_unreadable, write_bytes, writing
from sellerkit.base.language import N_, _
from sellerkit.listings.channels import taobao_file
from sellerkit.listings.channels.contract import Channel, Limits, Target, Written
from sellerkit.listings.channels.taobao_pictures import Pictures
from sellerkit.listings.channels.taobao_props import sale_props
from sellerkit.listings.channels.taobao_row import colour_pictures, row_of
from sellerkit.listings.channels.taobao_rules import (
    checks,
    no_property,
    of_guesses,
    of_lengths,
    of_signs,
    other_category,
)
from sellerkit.listings.descriptions import WITHOUT_LINKS
from sellerkit.listings.findings import Finding, error
from sellerkit.listings.product import Product

# The code of 64 bytes is in the rules that alibaba.item.publish.schema.get gives; five main pictures of 800 x 800 and 3 MB,
# the fifth on white, are told by sellers.
LIMITS = Limits(
    title=60, title_unit="gb18030-bytes", description=24_999, sku=64, images=5, image_pixels=800, image_bytes=3_000_000, white_picture=5,
    unsure=frozenset({"sku-too-long"}),
)  # fmt: skip


def write(products: Sequence[Product], target: Target) -> Written:
    """The file and its folder of pictures. Products that the seller's template does not fit are named and left out."""
    found = _template(target)
    if isinstance(found, Finding):
        return Written((), findings=(found,))
    rows: list[dict[str, str]] = []
    findings: list[Finding] = []
    skus: set[str] = set()
    guessed: dict[tuple[str, str], str] = {}
    pictures = Pictures(target)
    for product in products:
        row, said = _row(product, found, pictures, guessed)
        findings += said
        if row is not None:
            rows.append(row)
            skus.update(product.skus)
    findings += [*of_guesses(guessed), *pictures.findings]
    beside = tuple(_write_pictures(target.path, pictures.data if rows else {}))
    if not rows:
        return Written((), findings=tuple(findings))
    _write_and_read_back(target.path, found.labels, rows)
    return Written((target.path, *beside), frozenset(skus), tuple(findings))


def _row(
    product: Product, template: taobao_file.Template, pictures: Pictures, guessed: dict[tuple[str, str], str]
) -> tuple[dict[str, str] | None, list[Finding]]:
    """The row, or None; what was found. `guessed`: option and property → the first SKU they were put together for."""
    base = _base(product, template.rows)
    if isinstance(base, Finding):
        return None, [base]
    props = sale_props(product, base) if product.option_names else None
    if isinstance(props, tuple):
        return None, [no_property(product, base, props)]
    row = row_of(product, base, props)
    said = [*of_signs(product), *of_lengths(product, row)]
    if any(finding.keeps_out for finding in said):
        return None, said
    for pair in props.guessed.items() if props else ():
        guessed.setdefault(pair, product.skus[0])
    return row | pictures.cells(product, colour_pictures(product, props)), said


def _base(product: Product, rows: Sequence[Mapping[str, str]]) -> Mapping[str, str] | Finding:
    """The row of the product's own category; without a declared one the first row."""
    stated = product.fields.get("cid", "") or product.fields.get("category", "")
    found = next((row for row in rows if not stated or row.get("cid", "").strip() == stated.strip()), None)
    if found is not None and found.get("cid", "").strip().strip("0"):
        return found
    return other_category(product, rows, stated)


def _template(target: Target) -> taobao_file.Template | Finding:
    hint = _(
        "Export one item of the category from 淘宝助理 as CSV, put it into the shop's folder and name it: {example}"
    ).format(example='template = "listings/taobao.csv"')
    if target.template is None:
        return error("template-missing", "", "template", _("This channel needs a file of the seller's own."), "", hint)
    name = target.template.name
    try:
        found = taobao_file.parsed(taobao_file.decoded(target.template.read_bytes()))
    except OSError as failure:
        message = _("The template {file} cannot be read: {reason}").format(file=name, reason=why_unreadable(failure))
        return error("template-unreadable", "", "template", message, name, hint)
    except ValueError:
        message = _("The template {file} is no CSV of 淘宝助理.").format(file=name)
        return error("template-unreadable", "", "template", message, name, hint)
    if not found.rows:
        return error(
            "template-empty", "", "template", _("The template {file} has no item in it.").format(file=name), name, hint
        )
    return found


def _write_and_read_back(path: Path, labels: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> None:
    with writing(path) as temporary:
        temporary.write_bytes(taobao_file.rendered(labels, rows))
        if not taobao_file.same(taobao_file.parsed(taobao_file.decoded(temporary.read_bytes())), rows):
            raise not_as_written(path)


def _write_pictures(path: Path, data: Mapping[str, bytes]) -> Iterator[Path]:
    """The pictures beside the file; those of an earlier run that nothing names any more go."""
    folder = path.with_suffix("")
    for old in folder.glob("*.tbi") if folder.is_dir() else ():
        if old.stem not in data:
            old.unlink(missing_ok=True)
    for name, content in data.items():
        write_bytes(folder / f"{name}.tbi", content)
        yield folder / f"{name}.tbi"


CHANNEL = Channel(
    "taobao-csv",
    LIMITS,
    ending=".csv",
    key="outer_id",
    write=write,
    objects=True,
    language="zh",
    unconfirmed=N_(
        "The newest real file we know of is from 2018: nobody here could confirm that Taobao still takes the CSV of 淘宝助理. Try it with one item."
    ),
    checks=checks,
    html=WITHOUT_LINKS,
    public_pictures=False,
)
