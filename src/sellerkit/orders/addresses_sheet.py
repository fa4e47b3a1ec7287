"""The workbook of addresses to check: written for a person, read back when it is mended."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sellerkit.addresses import from_text, in_words
from sellerkit.base.language import N_, _
from sellerkit.output import Column, Table
from sellerkit.sheets import Sheet, Value, column
from sellerkit.sheets.cells import reference
from sellerkit.sheets.text import text_of
from sellerkit.store.order_addresses import OrderAddress

# Field → heading; each is read back in both languages.
HEADINGS = {
    "order_id": N_("Order"), "channel": N_("Channel"), "written": N_("As written"), "name": N_("Recipient"), "phone": N_("Phone"),
    "province": N_("Province"), "city": N_("City"), "district": N_("District"), "street": N_("Street"),
    "right": N_("Right as it is (x)"), "doubt": N_("What is doubtful"),
}  # fmt: skip
_TO_FILL = ("name", "phone", "province", "city", "district", "street", "right")


class AddressRow(NamedTuple):
    """One row as it was handed back; "" for an empty cell."""

    order_id: str
    channel: str
    name: str
    phone: str
    province: str
    city: str
    district: str
    street: str
    right: bool


def crossed(value: Value) -> bool:
    """Whether anything stands in the cell, other than a word for no."""
    return text_of(value).strip().lower() not in ("", "no", "否", "不", "n", "false", "0")


SHEET: Sheet[AddressRow] = Sheet(
    AddressRow,
    order_id=column("Order", "订单", "订单号", "订单编号", read=reference),
    channel=column("Channel", "渠道", default=""),
    name=column("Recipient", "收件人", "姓名", default=""),
    phone=column("Phone", "电话", "手机号", read=reference, default=""),
    province=column("Province", "省份", "省", default=""),
    city=column("City", "城市", "市", default=""),
    district=column("District", "区县", "区", default=""),
    street=column("Street", "街道门牌", "详细地址", default=""),
    right=column("Right as it is (x)", "无误请打叉 (x)", read=crossed, default=False),
)


def write_addresses(path: Path, found: list[OrderAddress], *, practice: bool = False) -> None:
    """Write the list, readable by its owner alone. Raises CannotWrite."""
    from sellerkit.output.form import write_form

    columns = [Column(field, _(heading)) for field, heading in HEADINGS.items()]
    rows = [address_row(one) for one in found]
    write_form(
        path, Table(columns, rows, title=_("Addresses to check")), to_fill=_TO_FILL, hidden=(), practice=practice
    )


def address_row(one: OrderAddress) -> dict[str, object]:
    """What the list says of one order."""
    buyer = one.buyer
    return {
        "order_id": one.order_id, "channel": one.channel, "written": buyer.written or buyer.address, "name": buyer.name,
        "phone": buyer.phone, "province": buyer.province, "city": buyer.city, "district": buyer.district,
        "street": buyer.street, "right": "", "doubt": in_words(from_text(buyer.doubts)),
    }  # fmt: skip
