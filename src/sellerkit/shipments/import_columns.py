"""What a courier's import workbook holds: its columns, by our names, and the value of each for one parcel."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sellerkit.model.order import OrderToPack
from sellerkit.model.shipment import ParcelToSend
from sellerkit.shipments.carriers.contract import cargo_of

# Our name → headings that couriers' forms have for it. The first one is used where the shop has no form of its own.
HEADINGS: dict[str, tuple[str, ...]] = {
    "order": ("订单号", "订单编号", "客户订单号", "客户单号", "商家订单号", "商户订单号", "外部订单号", "Order ID", "Order"),
    "reference": ("参考号", "客户参考号", "Reference"),
    "name": ("收件人", "收件人姓名", "收货人", "收货人姓名", "收方姓名", "收件联系人", "Name", "Recipient"),
    "phone": ("电话", "收件人电话", "收件人手机", "收件人手机号", "收件电话", "手机", "手机号", "联系电话", "收货人电话", "收方电话", "Phone"),
    "province": ("省", "省份", "收件省", "收件人省", "收件省份", "Province"),
    "city": ("市", "城市", "收件市", "收件人市", "收件城市", "City"),
    "district": ("区", "区县", "县区", "区/县", "收件区", "收件区县", "District"),
    "street": ("详细地址", "街道地址", "收件详细地址", "收件人详细地址", "Street"),
    "address": ("地址", "收件地址", "收件人地址", "收货地址", "收货人地址", "收方地址", "Address"),
    "weight": ("重量", "重量(kg)", "重量（kg）", "预估重量", "实际重量", "Weight"),
    "weight_g": ("重量(g)", "重量（克）", "重量(克)", "Weight (g)"),
    "goods": ("物品名称", "商品名称", "商品", "货物名称", "托寄物", "内件品名", "品名", "Goods"),
    "quantity": ("商品数量", "物品数量", "Quantity"),
    "pieces": ("件数", "包裹数", "Pieces"),
    "remark": ("备注", "客户备注", "Remark", "Note"),
    "sender_name": ("寄件人", "寄件人姓名", "发件人", "发件人姓名", "Sender"),
    "sender_phone": ("寄件人电话", "寄件人手机", "发件人电话", "寄件电话", "Sender Phone"),
    "sender_address": ("寄件人地址", "寄件地址", "发件人地址", "发件地址", "Sender Address"),
}  # fmt: skip
DEFAULT = ("order", "name", "phone", "address", "weight", "remark")


def values_of(parcel: ParcelToSend, order: OrderToPack, number: str, fixed: Mapping[str, str]) -> dict[str, object]:
    """Every value of one parcel by our names, weights in kg and g; `fixed` are the shop's own constant columns."""
    to, sender = parcel.to, parcel.sender
    return {
        "order": number, "reference": parcel.reference, "name": to.name, "phone": to.phone, "province": to.province,
        "city": to.city, "district": to.district, "street": to.street, "address": to.address,
        "weight": Decimal(parcel.weight_g) / 1000, "weight_g": parcel.weight_g, "goods": cargo_of(parcel),
        "quantity": sum(line.quantity for line in parcel.contents), "pieces": 1, "remark": order.seller_note,
        "sender_name": sender.name, "sender_phone": sender.phone, "sender_address": sender.address,
        **{f"fixed:{heading}": value for heading, value in fixed.items()},
    }  # fmt: skip
