"""The order exports that are known: one small file each, recognised by their headings without importing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sellerkit.base.config.schema import OrderFormat

Headings = tuple[tuple[str, ...], ...]


class Export(NamedTuple):
    """Where an export's reader is, the headings it must have (each with its other names), and its own channel's name.

    `unlike` are headings that another export has and this one never; `form` is the table of shop.toml that declares it.
    """

    target: str
    required: Headings
    channel: str
    unlike: tuple[str, ...] = ()
    form: OrderFormat | None = None


EXPORTS: dict[str, Export] = {
    "taobao-orders": Export(
        "sellerkit.orders.exports.taobao:read",
        (("子订单编号",), ("主订单编号",), ("标题",), ("购买数量",), ("订单状态",), ("商家编码",)),
        "taobao",
    ),
    "taobao-order-list": Export(
        "sellerkit.orders.exports.taobao_lists:read_list",
        (("订单编号",), ("总金额",), ("订单状态",), ("宝贝标题",), ("宝贝总数量",)),
        "taobao",
    ),
    "taobao-order-details": Export(
        "sellerkit.orders.exports.taobao_lists:read_details",
        (("订单编号",), ("标题",), ("购买数量",), ("商品属性",), ("订单状态",)),
        "taobao",
        ("子订单编号",),
    ),
    "tmall-report": Export(
        "sellerkit.orders.exports.tmall_report:read",
        (("订单编号",), ("总金额",), ("买家实际支付金额",), ("订单付款时间",), ("退款金额",)),
        "taobao",
        ("订单状态", "标题", "宝贝标题"),
    ),
    "pinduoduo-orders": Export(
        "sellerkit.orders.exports.pinduoduo:read",
        (("订单号",), ("订单状态",), ("商品数量(件)",), ("商家编码-规格维度", "商家编码-SKU维度", "商家编码-商品维度", "商品id")),
        "pinduoduo",
    ),
    "douyin-orders": Export(
        "sellerkit.orders.exports.douyin:read",
        (("主订单编号",), ("子订单编号",), ("选购商品",), ("商品数量",), ("订单状态",)),
        "douyin",
    ),
    "shopify-orders": Export(
        "sellerkit.orders.exports.shopify:read",
        (("Name",), ("Financial Status",), ("Lineitem quantity",), ("Lineitem name",)),
        "shopify",
    ),
    "amazon-orders": Export(
        "sellerkit.orders.exports.amazon:read",
        (("order-id",), ("order-item-id",), ("purchase-date",), ("sku",), ("quantity-purchased",)),
        "amazon",
    ),
    "woocommerce-items": Export(
        "sellerkit.orders.exports.woocommerce:read_items",
        (("order_number", "order_id"), ("status", "order_status"), ("quantity", "item_quantity"), ("product_name", "item_name"), ("order_total",)),
        "woocommerce",
    ),
    "woocommerce-advanced": Export(
        "sellerkit.orders.exports.woocommerce:read_advanced",
        (("Order Number",), ("Order Status",), ("Order Total Amount",), ("Quantity (- Refund)", "Quantity"), ("Item Name", "Product Name", "Name")),
        "woocommerce",
        ("Lineitem quantity",),
    ),
    "etsy-orders": Export(
        "sellerkit.orders.exports.etsy:read_orders_file",
        (("Sale Date",), ("Order ID",), ("Number of Items",), ("Order Value",), ("Order Total",)),
        "etsy",
    ),
    "etsy-items": Export(
        "sellerkit.orders.exports.etsy:read_items_file",
        (("Sale Date",), ("Order ID",), ("Transaction ID",), ("Item Name",), ("Quantity",), ("Item Total",)),
        "etsy",
    ),
    "tiktok-orders": Export(
        "sellerkit.orders.exports.tiktok:read",
        (("Order ID",), ("Order Status",), ("Seller SKU",), ("SKU ID",), ("Quantity",), ("Order Amount",)),
        "tiktok",
    ),
    "plain": Export(
        "sellerkit.orders.exports.plain:read",
        (
            ("货号", "SKU", "商家编码", "商品编码", "产品编码", "商品货号", "款号", "编码", "Item code", "商品名称", "产品名称", "品名", "商品", "货品"),
            ("数量", "件数", "购买数量", "Quantity", "Qty"),
            (
                "收件人信息", "收货信息", "收货人信息", "收件信息", "客户信息", "地址信息", "姓名电话地址", "姓名", "收件人", "收货人", "收件人姓名",
                "收货人姓名", "客户姓名", "地址", "收货地址", "收件地址", "详细地址", "收件人地址", "收货人地址", "Recipient", "Ship to", "Address",
            ),
        ),
        "plain",
    ),
}  # fmt: skip
