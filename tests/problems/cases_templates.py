"""What a marketplace's own template would not take, and a template that cannot be filled."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from .case import Case, Content
from .cases_law import picture

STOCK = ["stock import in.csv --as set"]
HEAD = "SKU,Name,Qty,Cost,Option1 Value,Barcode\n"
ITEM = "A-1,红枣,5,10,,\n"
TWO = "A-1,红枣,5,10,红,\nA-2,红枣,5,10,黑,\n"
COLUMNS = ("商品标题", "价格", "货号", "颜色")
TAOBAO = "version 1.00\ntitle\tcid\tskuProps\n宝贝名称\t宝贝类目\t销售属性组合\n样品\t50009881\t\n"


def workbook(
    rows: Sequence[Sequence[str]], *, values: str = "", merged: str = "", parts: Sequence[str] = ()
) -> Callable[[], bytes]:
    """A template with these rows; `values` is the formula of a list in column A, `parts` more files inside."""

    def made() -> bytes:
        from zipfile import ZipFile

        from openpyxl import Workbook
        from openpyxl.worksheet.datavalidation import DataValidation

        book, out = Workbook(), io.BytesIO()
        page = book.active
        assert page is not None
        for row in rows:
            page.append(row)
        if values:
            rule = DataValidation("list", formula1=values)
            rule.add("A2:A99")
            page.add_data_validation(rule)
        if merged:
            page.merge_cells(merged)
        book.save(out)
        with ZipFile(out, "a") as archive:
            for name in parts:
                archive.writestr(name, b"")
        return out.getvalue()

    return made


def filled(
    code: str,
    template: Content | None = None,
    *,
    items: str = ITEM,
    fields: str = "",
    exit: int = 3,
    name: str = "t.xlsx",
    more: str = "",
) -> Case:
    toml = '[listings.channels.w]\nformat = "workbook"\nprice = { markup = "35%" }\n' + more
    files: dict[str, Content] = {"in.csv": HEAD + items}
    if template is not None:
        files[name] = template
        toml += f'template = "{name}"\n'
    return Case(code, "listings build", files, toml + f"fields = {{ {fields} }}\n", exit, STOCK)


def taobao(
    code: str,
    *,
    items: str = ITEM,
    fields: str = "",
    exit: int = 3,
    template: str = TAOBAO,
    text: str = "红枣红枣红枣",
    more: str = "",
    files: dict[str, Content] | None = None,
) -> Case:
    toml = f'[listings.channels.t]\nformat = "taobao-csv"\nprice = {{ markup = "35%" }}\ntemplate = "t.csv"\ndescription = "d.md"\nfields = {{ {fields} }}\n'
    there: dict[str, Content] = {
        "in.csv": HEAD + items,
        "t.csv": template.encode("utf-16"),
        "d.md": text,
        **(files or {}),
    }
    return Case(code, "listings build", there, toml + more, exit, STOCK)


COLOURED = TAOBAO.replace("50009881\t", '50009881\t"1.00:1:X:1627207:-1001;"')
KIND = 'sale_props = "款式=1627207"'
MANY = "".join(f"A-{n},红枣,1,10,色{n},\n" for n in range(40))
LONG = "".join(f"A-{n},红枣,1,10,{n}{'色' * 100},\n" for n in range(25))
CASES = [
    filled("template-missing"),
    filled("template-unreadable", b"no workbook"),
    filled("template-sheet", workbook([COLUMNS]), fields='sheet = "商品"'),
    filled("template-headings", workbook([["甲", "乙"]])),
    filled("template-columns", workbook([COLUMNS]), fields='columns = "现价 = prise"'),
    filled("template-setting", workbook([COLUMNS]), fields='rows = "some"'),
    filled("template-merged", workbook([COLUMNS], merged="A2:B3")),
    filled("template-lacks", workbook([["商品标题", "货号"]]), exit=0),
    filled("template-heading", workbook([[*COLUMNS, "发货地"]]), exit=0),
    filled("template-currency", workbook([["商品标题", "价格（美元）", "货号"]])),
    Case(
        "template-steps", "listings build",
        {"in.csv": "SKU,Name,Qty,Price\nA-1,红枣,5,1-9件 25; 10-99件 22\n", "t.xlsx": workbook([COLUMNS])},
        '[listings.channels.w]\nformat = "workbook"\ntemplate = "t.xlsx"\n', 0, STOCK,
    ),
    filled("template-twice", workbook([[*COLUMNS, "单价"]]), exit=0),
    filled("template-examples", workbook([COLUMNS, ["示例", "1", "X", ""]]), exit=0),
    filled("template-macros", workbook([COLUMNS], parts=["xl/vbaProject.bin"]), name="t.xlsm", exit=0),
    filled("template-formula", workbook([COLUMNS, ["", "=1+1", "", ""]]), fields='first_row = "2", examples = "clear"', exit=0),
    filled("template-list-unknown", workbook([COLUMNS], values='INDIRECT("A"&1)'), exit=0),
    filled("template-not-listed", workbook([COLUMNS], values='"核桃,红枣干"')),
    filled("template-required", workbook([[*COLUMNS, "*发货地"]])),
    filled("template-option", workbook([COLUMNS[:3]]), items=TWO),
    filled("template-cell-too-long", workbook([COLUMNS]), fields='limits = "title=1"'),
    taobao("template-empty", template=TAOBAO.replace("样品\t50009881\t\n", "")),
    taobao("taobao-category", fields='cid = "50008044"'),
    taobao("taobao-guessed", items=TWO.replace("红,", "大袋,").replace("黑", "小袋"), template=TAOBAO.replace("50009881\t", "50009881\t9.00:1:X:122216343:-1001;"), exit=0),
    taobao("taobao-sale-props", items=TWO.replace("红,", "大袋,").replace("黑", "小袋")),
    taobao("taobao-currency", more='currency = "USD"\n[shop.rates.USD]\nrate = "7.12"\ndate = "2026-11-20"\n'),
    taobao("description-too-short", text=""),
    taobao("taobao-too-many", items=ITEM.replace(",5,", ",900000001,")),
    taobao("taobao-price", items=ITEM.replace(",10,", ",100000000,")),
    taobao("taobao-sku", items=TWO.replace("A-2", "A:2"), template=COLOURED),
    taobao("taobao-option", items=TWO.replace("黑", "黑:哑光"), fields=KIND, template=COLOURED, exit=0),
    taobao("taobao-same-options", items=TWO.replace("红,\n", "红:,\n").replace("黑", "红："), fields=KIND, template=COLOURED),
    taobao("taobao-too-many-props", items=MANY, fields=KIND, template=COLOURED),
    taobao("taobao-options-too-long", items=LONG, template=COLOURED),
    taobao("image-unusable", more='images = "images/"\n', exit=0, files={"images/A-1.webp": picture(form="WEBP")}),
]  # fmt: skip
