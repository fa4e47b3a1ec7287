"""A row that a seller exported from 淘宝助理, products that go into it, and a reader that shares nothing with the writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.listings.channel_products import dates, variant

from sellerkit.listings.channels.contract import Target, Written
from sellerkit.listings.channels.taobao import write
from sellerkit.listings.product import Product

JPEG, PNG = b"\xff\xd8\xff\xe0 a picture", b"\x89PNG\r\n\x1a\n another"
KEYS = {
    "cid": ("宝贝类目", "50009881"), "title": ("宝贝名称", '"样品"'), "stuff_status": ("新旧程度", "1"),
    "location_state": ("省", '"山西"'), "approve_status": ("放入仓库", "2"), "post_fee": ("平邮", "2.37266e+25"),
    "cateProps": ("宝贝属性", '"20000:3271216;122216515:29535;1627207:28320;"'),
    "skuProps": ("销售属性组合", '"9.00:1:X:1627207:28320;122216343:-1001;"'), "propAlias": ("销售属性别名", '"1627207:28320:米白;"'),
    "input_custom_cpv": ("自定义属性值", '"122216343:-1001:大袋;"'), "num_id": ("数字ID", "591000000001"),
    "user_name": ("用户名称", '"某某小店"'), "features": ("尺码库", '""'), "own_key": ("新字段", '"x"'),
}  # fmt: skip


def template(folder: Path, *more: dict[str, str], **changed: str) -> Path:
    """What the seller exported, its columns in an order of their own."""
    rows = [{key: cell for key, (_label, cell) in KEYS.items()} | changed, *more]
    lines = ["version 1.00", "\t".join(KEYS), "\t".join(label for label, _cell in KEYS.values())]
    lines += ["\t".join(row.get(key, "") for key in KEYS) for row in rows]
    path = folder / "taobao.csv"
    path.write_bytes(b"\xff\xfe" + "".join(line + "\r\n" for line in lines).encode("utf-16-le"))
    return path


def bags(**more: Any) -> Product:
    values = {
        "title": "临县红枣", "currency": "CNY", "option_names": ("颜色", "净含量"), "pictures": ("front.jpg", "side.png"),
        "variants": (
            variant("D-R5", "米白", "大袋", pictures=("front.jpg",)), variant("D-B5", "深红", "大袋", price_minor=1190, stock=3, barcode=""),
            variant("D-B1", "深红", "2.5kg: 箱", price_minor=5990, stock=0, pictures=("side.png",)),
        ),
    } | more  # fmt: skip
    return dates(**values)


def built(folder: Path, *products: Product, path: Path | None = None, **fields: str) -> Written:
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images" / "front.jpg").write_bytes(JPEG)
    (folder / "images" / "side.png").write_bytes(PNG)
    target = Target(folder / "out" / "taobao.csv", folder, "CNY", path or template(folder), fields)
    return write(products, target)


def records(data: bytes) -> list[list[str]]:
    """Quotation marks, doubled ones inside, TAB between, LF behind: sign by sign."""
    assert data[:2] == b"\xff\xfe"
    rows, row, cell, quoted = [], [], "", False
    text = data[2:].decode("utf-16-le")
    at = 0
    while at < len(text):
        sign = text[at]
        if quoted and sign == '"' and text[at + 1 : at + 2] == '"':
            cell, at = cell + '"', at + 1
        elif sign == '"':
            quoted = not quoted
        elif not quoted and sign in "\t\n":
            row, cell = [*row, cell], ""
            if sign == "\n":
                rows, row = [*rows, row], []
        else:
            cell += sign
        at += 1
    assert not quoted and not row and not cell
    return rows


def items(folder: Path) -> list[dict[str, str]]:
    version, keys, labels, *rows = records((folder / "out" / "taobao.csv").read_bytes())
    assert version == ["version 1.00"] and len(keys) == len(labels)
    return [dict(zip(keys, row, strict=True)) for row in rows]


def rules(result: Written) -> list[str]:
    return [finding.rule for finding in result.findings]
