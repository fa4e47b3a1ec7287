"""Couriers without an API: numbers bought in advance, import workbooks and their answers."""

from __future__ import annotations

from typing import Any

from .case import Case
from .cases_shipping import ADOPT, CREATE, FILES, HEAD, PRINTED, READY, SHIP

BLOCK = SHIP + '[carriers.yto]\nservice = "manifest"\n'
WORKBOOK = BLOCK + 'waybills = "workbook"\n'
ADD = "shipments numbers add YT0000000001 YT0000000005"
TWO = {"two.csv": HEAD + "C-7,李四,13800001235,山东省济南市历下区人民路2号,A-1,1\n"}
ANSWER = "shipments adopt printed.csv --carrier yto"


def copied(shop: Any) -> None:
    """The store was restored: its batches were written by another file."""
    db = shop.store()
    db.execute("UPDATE batches SET home = 'another file'")
    db.commit()
    db.close()


def numbers(
    code: str, command: str = CREATE, *, toml: str = BLOCK, exit: int = 3, before: tuple[str, ...] = (), **more: Any
) -> Case:
    return Case(code, command, FILES | more.pop("files", {}), toml, exit, [*READY, *before], **more)


def adopted(
    code: str, rows: str, *, toml: str = SHIP, command: str = ADOPT, exit: int = 5, before: tuple[str, ...] = ()
) -> Case:
    files = {"printed.csv": PRINTED.splitlines()[0] + ",失败原因\n" + rows, **TWO}
    return numbers(code, command, toml=toml, exit=exit, files=files, before=before)


CASES = [
    numbers("numbers-used-up"),
    numbers("numbers-unchecked", before=(ADD,), prepare=copied),
    numbers("number-twice", "shipments numbers add YT0000000005 YT0000000009", exit=5, before=(ADD,)),
    numbers("wrong-numbers", "shipments numbers add YT0000000005 ZT0000000009", exit=5),
    numbers("wrong-number", "shipments numbers add n.txt", exit=5, files={"n.txt": "YT0000000001\n四号\n"}),
    numbers("no-such-number", "shipments numbers next YT9", exit=5, before=(ADD,)),
    numbers("no-number-courier", ADD, toml=SHIP, exit=4),
    numbers("handed-over", "shipments void YT0000000001 --reuse --yes", exit=5, before=(ADD, CREATE, "shipments manifest --close")),
    numbers("waits-for-answer", toml=WORKBOOK),
    numbers("wrong-form", toml=WORKBOOK + 'form = "stock.csv"\n', exit=4),
    adopted("several-waybills", "C-1,YT0000000001;YT0000000002,圆通速递,\n"),
    adopted("wrong-waybill", "C-1,自提,圆通速递,\n"),
    adopted("waybill-of-another", "C-1,YT0000000001,,\nC-7,YT0000000001,,\n", toml=WORKBOOK, command=ANSWER, before=("orders import two.csv",)),
    adopted("refused-by-courier", "C-1,,,地址不详\n", toml=WORKBOOK, command=ANSWER, exit=3, before=(CREATE,)),
]  # fmt: skip
