"""Pictures of a Taobao file: copies named by their MD5 and `.tbi` in a folder that is called like the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sellerkit.base.files import why_unreadable
from sellerkit.base.language import _
from sellerkit.listings.channels.contract import Target
from sellerkit.listings.findings import Finding, warning
from sellerkit.listings.product import Product

MAIN = 5
LARGEST = 3_000_000
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(slots=True)
class Pictures:
    """The pictures found, by name in the file; `findings` are those that could not be used."""

    target: Target
    data: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def cells(self, product: Product, sku_pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
        """`picture` and `picture_status`: the main ones, then one for each colour; 2 = still to be uploaded."""
        sku = product.skus[0]
        main = list(dict.fromkeys(name for file in product.pictures if (name := self._named(sku, file))))
        if not main:
            message, hint = (
                _("The Taobao file has no picture of this product."),
                _(
                    "Put pictures into the folder images/ (or another one that images names), each beginning with the SKU."
                ),
            )
            self.findings.append(warning("image-missing", sku, "picture", message, "", hint))  # fmt: skip
        parts = [f"{name}:1:{number}:|;" for number, name in enumerate(main[:MAIN])]
        for file, pair in sku_pairs:
            if name := self._named(sku, file):
                parts.append(f"{name}:2:0:{pair}|;")
        return {"picture": "".join(parts), "picture_status": "2;" * len(parts)}

    def _named(self, sku: str, file: str) -> str:
        """The picture's name in the file, "" for one that cannot be used; each is looked at once."""
        if file not in self._names:
            data, problem = self._read(file)
            if problem:
                hint = _("Save it as JPEG or PNG of at most 3 MB in the folder of the pictures.")
                self.findings.append(warning("image-unusable", sku, "picture", problem, file, hint))
            self._names[file] = hashlib.md5(data, usedforsecurity=False).hexdigest() if data else ""
            if data:
                self.data[self._names[file]] = data
        return self._names[file]

    def _read(self, file: str) -> tuple[bytes, str]:
        path = self._path(file)
        if path is None:
            return b"", _("The picture {file} is not in the shop's folder.").format(file=file)
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= LARGEST else b""
        except OSError as error:
            return b"", _("The picture {file} cannot be read: {reason}").format(file=file, reason=why_unreadable(error))
        if size > LARGEST:
            return b"", _("The picture {file} is larger than 3 MB.").format(file=file)
        if not data.startswith(_SIGNATURES):
            return b"", _("The picture {file} is neither JPEG nor PNG.").format(file=file)
        return data, ""

    def _path(self, file: str) -> Path | None:
        """Where the picture lies: as named from the shop's folder, or in the folder of pictures."""
        folder = self.target.folder.resolve()
        for place in ("", self.target.fields.get("images", ""), "images"):
            path = (folder / place / file).resolve()
            with suppress(OSError):  # a name that is too long for a file
                if path.is_relative_to(folder) and path.is_file():
                    return path
        return None
