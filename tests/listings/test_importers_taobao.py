"""taobao-csv read the way simple programs read it: a line is a product, a tab parts two cells."""

from __future__ import annotations

from pathlib import Path

from tests.listings.taobao_files import bags, template

from sellerkit.listings.channels.contract import Target
from sellerkit.listings.channels.taobao import write


def test_every_product_stands_on_one_line_with_all_its_cells(tmp_path: Path) -> None:
    text = "<p>Sun\tdried.\r\nFrom the river.</p>\n<ul>\n<li>500g</li>\n</ul>\n"
    path = tmp_path / "out" / "taobao.csv"
    write(
        [bags(description=text), bags(handle="two", description=text)],
        Target(path, tmp_path, "CNY", template(tmp_path)),
    )
    version, keys, labels, *products = path.read_bytes().decode("utf-16").splitlines()
    assert version == "version 1.00"
    assert len(products) == 2
    assert {line.count("\t") for line in (keys, labels, *products)} == {keys.count("\t")}
    cells = dict(zip(keys.split("\t"), products[0].split("\t"), strict=True))
    assert cells["description"] == '"<p>Sun dried.  From the river.</p> <ul> <li>500g</li> </ul> "'
