"""What types alone cannot say about [orders]: formats with columns and statuses that exist, gifts that can be given."""

from __future__ import annotations

from sellerkit.base.config.schema import Config
from sellerkit.base.config.values import Faults
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest

# The fields that an order format may declare (the contract of `[orders.formats.*] columns`).
ORDER_COLUMNS = (
    "order_id", "key", "code", "code2", "title", "properties", "quantity", "price", "line_total", "status", "placed_at", "paid_at", "ship_by",
    "shipped_at", "total", "goods", "shipping", "currency", "buyer_note", "seller_note", "flag", "waybill", "carrier_name", "recipient",
    "name", "last_name", "phone", "country", "province", "city", "district", "street", "street2", "postcode", "email",
)  # fmt: skip
# As in model/order.py, which base cannot import; a test holds them together.
ORDER_STATUSES = ("unpaid", "deposit-paid", "to-ship", "shipped", "done", "refunding", "refunded", "closed")


def check_orders(config: Config, faults: Faults) -> None:
    """Report every value of [orders] that has the right type and still cannot be meant."""
    for name, form in config.orders.formats.items():
        if form is None:
            continue
        at = f"orders.formats.{name}"
        for column in form.columns:
            if column not in ORDER_COLUMNS:
                near = nearest(column, ORDER_COLUMNS)
                faults.unknown_key(f"{at}.columns", column, form.columns[column], near, list(ORDER_COLUMNS))
        if not {"code", "title"} & set(form.columns) or (form.rows == "line" and "order_id" not in form.columns):
            example = '{ order_id = "订单号", code = "货号", quantity = "数量" }'
            faults.wrong(
                f"{at}.columns", list(form.columns), _("columns with order_id and with code or title"), example
            )
        for word, status in [*form.statuses.items(), ("", form.status)]:
            if status not in ORDER_STATUSES:
                key = f"{at}.statuses.{word}" if word else f"{at}.status"
                faults.wrong(key, status, _("one of {choices}").format(choices=", ".join(ORDER_STATUSES)), '"to-ship"')
    for n, gift in enumerate(config.orders.gifts):
        if gift is not None:
            sku, given, count = gift.give.rpartition("=")
            if not gift.give.strip() or (given and (not sku.strip() or not count.isdecimal() or int(count) < 1)):
                faults.wrong(
                    f"orders.gifts[{n}].give", gift.give, _("an item, or an item and how many of it"), '"NUTS-30=2"'
                )
            if gift.first is not None and gift.first < 1:
                faults.wrong(f"orders.gifts[{n}].first", gift.first, _("at least 1"), "500")
