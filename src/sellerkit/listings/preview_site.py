"""Every page of a preview: in the shop's own language at the top of the folder, in the other one in a folder below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sellerkit.base.language import _, language, speaking
from sellerkit.listings import preview_pages
from sellerkit.listings.channels import channel_called
from sellerkit.listings.findings import Finding
from sellerkit.listings.job import ChannelResult
from sellerkit.listings.preview_folder import PageFolder
from sellerkit.listings.preview_pictures import Shot
from sellerkit.listings.preview_products import LANGUAGES, Counted
from sellerkit.listings.preview_words import LanguageName, Speech
from sellerkit.listings.product import Product


@dataclass(frozen=True, slots=True)
class Contents:
    """What the pages hold. `products` by language, `shots` by handle, `counted` by channel, `checked` by language."""

    shop_name: str
    day: str
    products: Sequence[Mapping[str, Product]]
    shots: Mapping[str, tuple[Shot, ...]]
    counted: Mapping[str, Sequence[Counted]]
    checked: Mapping[str, Sequence[ChannelResult]]


def write_site(pages: PageFolder, contents: Contents) -> None:
    """Write every page in both languages. Raises CannotWrite."""
    own = language()
    for asset in preview_pages.ASSETS:
        pages.write(asset, (preview_pages.FOLDER / asset).read_bytes())
    for spoken in LANGUAGES:
        with speaking(spoken):
            _Site(pages, contents, spoken, own).write()


class _Site:
    """The pages in one language."""

    def __init__(self, pages: PageFolder, contents: Contents, spoken: LanguageName, own: str) -> None:
        self._pages, self._contents, self._spoken = pages, contents, spoken
        self._base, self._other_base = ("", _other(spoken) + "/") if spoken == own else (spoken + "/", "")
        self._results = contents.checked[spoken]
        self._found = {result.channel: _by_sku(result.findings) for result in self._results}
        self._products = [pair[spoken] for pair in contents.products]

    def write(self) -> None:
        for product in self._products:
            shots = self._contents.shots[product.handle]
            found = [(name, some) for name, by_sku in self._found.items() if (some := _of(by_sku, product.skus))]
            self._page("product", f"products/{product.handle}.html", product=product, shots=shots, found=found)
        for result in self._results:
            self._channel(result)
        totals = {product.handle: self._totals(product) for product in self._products}
        self._page("index", "index.html", products=self._products, shots=self._contents.shots, totals=totals)

    def _channel(self, result: ChannelResult) -> None:
        by_sku, rows = self._found[result.channel], self._contents.counted[result.channel]
        shown = {sku for row in rows for sku in row.skus}
        self._page(
            "channel", f"channel-{result.channel}.html", result=result, rows=[(row, _of(by_sku, row.skus)) for row in rows],
            general=[finding for finding in result.findings if finding.sku not in shown],
            pages={sku: product.handle for product in self._products for sku in product.skus},
            notes=list(filter(None, (_(channel_called(result.format).unconfirmed), *result.notes))),
        )  # fmt: skip

    def _totals(self, product: Product) -> tuple[int, int]:
        """Errors and warnings of all channels."""
        found = [f.severity for by_sku in self._found.values() for f in _of(by_sku, product.skus)]
        return found.count("error"), found.count("warning")

    def _page(self, template: str, name: str, **values: object) -> None:
        up = "../" * name.count("/")
        top = up + "../" * self._base.count("/")
        made = preview_pages.page(
            template, w=Speech(self._spoken), here=name, home=up, top=top, other=f"{top}{self._other_base}{name}",
            shop_name=self._contents.shop_name, day=self._contents.day, results=self._results, **values,
        )  # fmt: skip
        self._pages.write(self._base + name, made)


def _other(spoken: str) -> str:
    return next(name for name in LANGUAGES if name != spoken)


def _by_sku(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.sku, []).append(finding)
    return found


def _of(by_sku: Mapping[str, list[Finding]], skus: Sequence[str]) -> list[Finding]:
    return [finding for sku in skus for finding in by_sku.get(sku, ())]
