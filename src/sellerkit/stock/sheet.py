"""Which columns of a stock sheet mean what: declared here once, in English, Chinese and Russian."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial

from sellerkit.sheets import Sheet, column
from sellerkit.sheets.cells import date_, identifier, length, text, weight
from sellerkit.stock.cells import ShelfLife, amount, currency_word, money_in, pack_size, shelf_life, unit_word
from sellerkit.stock.prices import Tiers, price_in
from sellerkit.stock.stock_words import NO_POLICY, Policy
from sellerkit.stock.units import Amount


@dataclass(slots=True)
class StockRow:
    """A row as its cells say it, before units, money and lots were understood. None: not said.

    `cost` and `price` are in minor units, a Decimal where a fraction of one is left.
    """

    sku: str | None
    name: str | None
    barcode: str | None
    quantity: int | Amount | None
    unit: str | None
    pack: int | None
    currency: str | None
    cost: int | Decimal | None
    price: int | Decimal | Tiers | None
    weight: int | None
    length: int | None
    width: int | None
    height: int | None
    shelf: str | None
    category: str | None
    option1: str | None
    option2: str | None
    option3: str | None
    lot: str | None
    produced: datetime.date | None
    expires: datetime.date | None
    shelf_life: ShelfLife | None
    origin: str | None
    image: str | None
    low: int | Amount | None
    group: str | None


SKU = (
    "SKU", "Variant SKU", "Item SKU", "Seller SKU", "SKU编码", "货号", "商家编码", "商品编码", "商品编号", "产品编码", "产品编号",
    "存货编码", "物料编码", "物料号", "料号", "单品编码", "单品条码", "商品货号", "规格编码", "商品代码", "编码", "编号", "款号", "Item code",
    "Item number", "Item no", "Product code", "Stock code", "Article number", "Article", "Part number", "Reference",
    "Reference #", "Артикул", "Код товара", "Код",
    "Artikelnummer", "Artikel-Nr.", "Art.-Nr.", "Código", "Referencia", "Référence", "Codice", "Item #", "Item No.", "SKU Code", "Style", "Style no", "Style number", "款式编号", "款号/货号",
)  # fmt: skip
NAME = (
    "Name", "Product name", "Item name", "Title", "品名", "商品名称", "产品名称", "货品名称", "单品名称", "存货名称", "物料名称", "名称", "商品标题", "宝贝标题",
    "标题", "商品", "产品", "货品", "Product", "Item", "Наименование", "Номенклатура", "Название", "Товар", "Description",
    "Bezeichnung", "Artikelbezeichnung", "Artikelname", "Descripción", "Nombre", "Désignation", "Descrizione", "Product description", "Item description", "Наименование товара", "货物名称", "品名规格",
)  # fmt: skip
BARCODE = (
    "Barcode", "Variant Barcode", "EAN", "EAN13", "EAN-13", "GTIN", "UPC", "GTIN, UPC, EAN, or ISBN", "条码", "条形码", "商品条码",
    "商品条形码", "国际条码", "69码", "Штрихкод", "Штрих-код",
    "UPC Code", "EAN Code", "Strichcode", "Código de barras", "Code-barres", "商品条形码(69码)",
)  # fmt: skip
QUANTITY = (
    "Quantity", "Qty", "Stock", "On hand", "Stock quantity", "Quantity on hand", "Variant Inventory Qty", "Inventory", "Counted",
    "库存数量", "库存数", "库存", "现有库存", "可用库存", "现存量", "结存数量", "结存", "实盘数量", "实盘数", "实盘", "盘点数量", "盘点数", "到货数量",
    "入库数量", "数量", "Остаток", "Количество", "Кол-во",
    "Bestand", "Lagerbestand", "Menge", "Anzahl", "Existencias", "Cantidad", "Stock disponible", "Quantité", "Giacenza", "Quantità", "Qty available", "Available", "Available qty", "Available stock", "Остаток на складе", "Свободный остаток", "Кол-во на складе", "В наличии", "可供数量", "可售数量", "可售库存", "可用数量", "实际库存", "库存量", "剩余库存", "剩余数量", "现货数量",
)  # fmt: skip
UNIT = (
    "Unit", "UOM", "Unit of measure", "Stock unit", "Qty unit", "单位", "计量单位", "库存单位", "基本单位", "数量单位",
    "Единица измерения", "Ед. изм.", "Ед.", "Ед. измерения", "Einheit", "Mengeneinheit", "Unidad", "Unidad de medida",
    "Unité", "Unité de mesure", "Unità", "Unità di misura", "Unidade", "J.m.", "Jednostka", "Birim",
)  # fmt: skip
PACK = (
    "Pack",
    "Pack size",
    "Case pack",
    "Units per case",
    "Units per carton",
    "Pieces per carton",
    "Pieces per case",
    "Pcs per carton",
    "Pcs per case",
    "Pcs/carton",
    "Pcs/ctn",
    "Pcs/case",
    "Qty per carton",
    "Qty/ctn",
    "Stück pro Karton",
    "Unidades por caja",
    "Шт. в коробке",
    "箱规",
    "装箱数",
    "装箱量",
    "每箱数量",
    "每箱件数",
    "箱装数",
    "件装数",
)
CURRENCY = (
    "Currency", "Currency code", "Price currency", "币种", "币别", "货币", "货币单位", "货币代码", "结算币种", "Валюта", "Währung", "Moneda", "Devise",
    "Valuta", "Moeda", "Waluta", "Para birimi",
)  # fmt: skip
COST = (
    "Cost", "Cost price", "Unit cost", "Cost per item", "Purchase price", "Wholesale price", "进价", "进货价", "成本价", "成本", "采购价",
    "单品成本", "Себестоимость", "Закупочная цена", "Цена закупки",
    "EK-Preis", "Einkaufspreis", "EK", "Precio de compra", "Coste", "Costo", "Prix d'achat", "Prezzo d'acquisto", "批发价",
    "供货价", "拿货价", "结算价", "进货单价", "采购单价", "Оптовая цена", "Цена опт",
)  # fmt: skip
PRICE = (
    "Price", "Regular price", "Variant Price", "Selling price", "Sale price", "Retail price", "售价", "销售价", "零售价", "价格", "一口价", "单价",
    "Цена", "Розничная цена",
    "VK-Preis", "Verkaufspreis", "VK", "Preis", "UVP", "Precio", "PVP", "Prix", "Prezzo", "Unit price", "MSRP", "RRP", "List price", "建议零售价", "吊牌价", "Цена за ед.", "Цена розничная", "Цена розн.",
)  # fmt: skip
WEIGHT = (
    "Weight",
    "Variant Grams",
    "Unit weight",
    "Net weight",
    "Gross weight",
    "重量",
    "单件重量",
    "毛重",
    "净重",
    "Вес",
    "Gewicht",
    "Peso",
    "Poids",
)
LENGTH = ("Length", "长", "长度", "Длина")
WIDTH = ("Width", "宽", "宽度", "Ширина")
HEIGHT = ("Height", "高", "高度", "Высота")
SHELF = ("Shelf", "Bin", "Bin location", "Location", "货位", "库位", "货架", "货架号", "库位号", "Место")
CATEGORY = (
    "Category",
    "Categories",
    "Product category",
    "商品分类",
    "分类",
    "类目",
    "品类",
    "类别",
    "一级分类",
    "Категория",
    "Группа",
)
OPTION1 = (
    "Option1 Value",
    "Option 1",
    "Attribute 1 value(s)",
    "Color",
    "Colour",
    "颜色",
    "颜色分类",
    "Цвет",
    "Характеристика",
)
OPTION2 = ("Option2 Value", "Option 2", "Attribute 2 value(s)", "Size", "尺码", "尺寸", "Размер")
OPTION3 = ("Option3 Value", "Option 3", "规格", "单品规格", "商品规格", "规格型号", "净含量", "Net content")
LOT = (
    "Lot",
    "Lot number",
    "Lot no",
    "Batch",
    "Batch number",
    "Batch no",
    "批号",
    "批次",
    "批次号",
    "生产批号",
    "Партия",
)
PRODUCED = (
    "Produced", "Production date", "Manufactured", "Date of manufacture", "Harvested", "Harvest date", "生产日期", "采收日期", "采摘日期",
    "产出日期", "Дата производства",
)  # fmt: skip
EXPIRES = (
    "Expires", "Expiry", "Expiry date", "Expiration date", "Expires on", "Best before", "Use by", "到期日期", "到期日", "有效期至", "保质期至",
    "失效日期", "Годен до",
)  # fmt: skip
SHELF_LIFE = ("Shelf life", "Shelf life (days)", "保质期", "保质天数", "保质期天数", "Срок годности")
ORIGIN = ("Origin", "Country of origin", "Place of origin", "产地", "原产地", "Страна", "Страна происхождения")
IMAGE = ("Image", "Images", "Image Src", "Image URL", "Variant Image", "图片", "主图", "商品图片", "单品图片", "Фото")
LOW = (
    "Low stock level",
    "Low stock amount",
    "Low stock",
    "Reorder point",
    "Min stock",
    "最低库存",
    "安全库存",
    "库存下限",
    "预警数量",
)
# Shopify writes a product's title only in its first row; the rows of the same handle share it.
GROUP = ("Handle",)


@lru_cache(maxsize=8)
def stock_sheet(
    currency: str, decimal_comma: bool, policy: Policy = NO_POLICY, price_range: str = ""
) -> Sheet[StockRow]:
    """The columns of a stock sheet whose money is in this currency. No column is required: what lacks is judged by the job."""
    quantity = partial(amount, decimal_comma=decimal_comma, policy=policy)
    money = money_in(currency, decimal_comma=decimal_comma)
    return Sheet(
        StockRow,
        sku=column(*SKU, read=identifier, default=None),
        name=column(*NAME, read=text, default=None),
        barcode=column(*BARCODE, read=identifier, default=None),
        quantity=column(*QUANTITY, read=quantity, default=None),
        unit=column(*UNIT, read=unit_word, default=None),
        pack=column(*PACK, read=pack_size, default=None),
        currency=column(*CURRENCY, read=currency_word(currency), default=None),
        cost=column(*COST, read=money, default=None),
        price=column(
            *PRICE, read=price_in(currency, decimal_comma=decimal_comma, price_range=price_range), default=None
        ),
        weight=column(*WEIGHT, read=weight, default=None),
        length=column(*LENGTH, read=length, default=None),
        width=column(*WIDTH, read=length, default=None),
        height=column(*HEIGHT, read=length, default=None),
        shelf=column(*SHELF, read=text, default=None),
        category=column(*CATEGORY, read=text, default=None),
        option1=column(*OPTION1, read=text, default=None),
        option2=column(*OPTION2, read=text, default=None),
        option3=column(*OPTION3, read=text, default=None),
        lot=column(*LOT, read=text, default=None),
        produced=column(*PRODUCED, read=date_, default=None),
        expires=column(*EXPIRES, read=date_, default=None),
        shelf_life=column(*SHELF_LIFE, read=shelf_life, default=None),
        origin=column(*ORIGIN, read=text, default=None),
        image=column(*IMAGE, read=text, default=None),
        low=column(*LOW, read=quantity, default=None),
        group=column(*GROUP, read=text, default=None),
    )
