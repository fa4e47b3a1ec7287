"""What the headings of marketplaces' templates mean, in Chinese and English, and which of them must be filled."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORDS = {
    "title": "商品标题 标题 商品名称 产品名称 产品标题 宝贝标题 宝贝名称 品名 信息标题 ProductName ProductTitle Title ItemName Name ItemTitle",
    "title_en": "英文标题 英文名称 EnglishTitle EnglishName ProductNameEnglish",
    "title_zh": "中文标题 中文名称 ChineseTitle ChineseName",
    "description": "商品描述 描述 产品描述 商品详情 详情 详情描述 宝贝描述 产品详情 Description ProductDescription ItemDescription LongDescription",
    "price": "价格 单价 售价 商品价格 销售价 一口价 团购价 拼单价 单买价 供货价 规格价格 sku价格 Price UnitPrice SalePrice SellingPrice GlobalSKUPrice ListPrice SKUPrice VariationPrice",
    "stock": "库存 数量 库存数量 商品库存 可售数量 规格库存 sku库存 Stock Quantity Qty Inventory StockQuantity AvailableQuantity SKUStock VariationStock",
    "sku": "商家编码 商品货号 货号 sku编码 规格编码 单品货号 商家sku 卖家sku sku货号 SKU SellerSKU SKUCode ModelNumber VariationSKU MerchantSKU",
    "parent_sku": "商品编码 主货号 父sku 商品商家编码 ParentSKU VariationIntegrationNo VariationIntegrationNumber ItemGroupID SPU",
    "option1": "规格1 规格值1 规格一 销售规格1 Option1 Option1Value Variation1 VariationName1Value OptionforVariation1 VariantOption1",
    "option2": "规格2 规格值2 规格二 销售规格2 Option2 Option2Value Variation2 OptionforVariation2 VariantOption2",
    "option3": "规格3 规格值3 规格三 销售规格3 Option3 Option3Value Variation3 OptionforVariation3 VariantOption3",
    "option1_name": "规格名1 规格名称1 规格1名称 规格类型1 Option1Name VariationName1 Variation1Name",
    "option2_name": "规格名2 规格名称2 规格2名称 规格类型2 Option2Name VariationName2 Variation2Name",
    "option3_name": "规格名3 规格名称3 规格3名称 规格类型3 Option3Name VariationName3 Variation3Name",
    "option:color": "颜色 颜色分类 Color Colour",
    "option:size": "尺码 尺寸 Size",
    "options": "规格 商品规格 销售规格 规格型号 Variation Variant Specification Options",
    "weight": "重量 商品重量 毛重 单件重量 包裹重量 Weight PackageWeight GrossWeight UnitWeight",
    "length": "长 长度 包装长 包装长度 包裹长 包裹长度 Length PackageLength PackageSizeL ParcelLength",
    "width": "宽 宽度 包装宽 包装宽度 包裹宽 包裹宽度 Width PackageWidth PackageSizeW ParcelWidth",
    "height": "高 高度 包装高 包装高度 包裹高 包裹高度 Height PackageHeight PackageSizeH ParcelHeight",
    "barcode": "条码 条形码 商品条码 商品条形码 国际条码 国标码 GTIN EAN UPC Barcode GTINEAN GTINUPCEAN",
    "image1": "主图 主图1 商品主图 主图链接 图片 图片1 封面图 轮播图1 Image Image1 MainImage CoverImage ProductImage ImageURL ImageURL1",
    "images": "商品图片 轮播图 产品图片 图片链接 Images ProductImages ImageURLs",
    "variant_image": "规格图 规格图片 sku图 sku图片 预览图 ImageperVariation VariationImage VariantImage SKUImage",
    "brand": "品牌 品牌名称 Brand BrandName Manufacturer",
    "category": "类目 商品类目 商品分类 产品类目 类目名称 Category ProductCategory",
    "tags": "关键词 产品关键词 标签 Keywords Tags ProductKeywords SearchTerms",
    "origin": "产地 原产地 CountryofOrigin PlaceofOrigin Origin",
    "produced": "生产日期 ProductionDate",
    "expires": "保质期至 有效期至 到期日 ExpiryDate ExpirationDate",
    "net": "净含量 NetContent NetWeight",
    "compare_at": "市场价 原价 划线价 参考价 CompareatPrice OriginalPrice MarketPrice RRP",
    "currency": "币种 货币 Currency",
}  # fmt: skip
_REQUIRED = re.compile(r"[*＊]|必填|必须|\brequired\b|\bmandatory\b", re.I)
_NOT_REQUIRED = re.compile(r"非必填|选填|\bnot required\b|\boptional\b|conditional", re.I)
_UNIT = re.compile(r"[(（\[【/]\s*(kg|g|公斤|千克|克|lb|斤|mm|cm|m|in|inch|毫米|厘米|米|英寸)\s*(?:[)）\]】]|$)", re.I)
_NOTE = re.compile(r"[(（\[【].*?[)）\]】]", re.S)
_NUMBERED_IMAGE = re.compile(
    r"(?:商品|产品)?(?:主图|图片|轮播图|附图)(?:链接|url)?(\d)|(?:item|product|main)?image(?:url)?(\d)"
)
_CURRENCIES = {"USD": r"\bUSD\b|US\$|美元|美金", "CNY": r"\b(CNY|RMB)\b|人民币", "EUR": r"\bEUR\b|€|欧元"}
# Prices by quantity: `起批量2`, `批发价2`, `Quantity (Tier 2)`, `Ladder Price 2`.
STEPS = {
    "quantity": "quantity|qty|moq|minorderquantity|数量|起批量|起订量|购买数量",
    "price": "price|fobprice|价格|单价|价|批发价",
}
_NAMED_STEP = re.compile(
    rf"(?:tier|ladder|阶梯)({'|'.join(STEPS.values())})([1-9])|({'|'.join(STEPS.values())})(?:tier|ladder|阶梯)([1-9])"
)
_NUMBERED_STEP = re.compile(rf"({'|'.join(STEPS.values())})([1-9])")
MARKS = re.compile(r"必填|选填|非必填|必须|required|not required|optional|mandatory|conditional mandatory", re.I)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its index from 0, the words as they stand, the field it means ("" = unknown), what it must be."""

    index: int
    text: str
    field: str
    required: bool
    unit: str = ""


def heading_of(index: int, text: str) -> Heading:
    """The heading in that cell."""
    unit = _UNIT.search(text)
    required = _REQUIRED.search(text) is not None and not _NOT_REQUIRED.search(text)
    return Heading(index, " ".join(text.split()), field_of(text), required, unit[1].lower() if unit else "")


def field_of(text: str) -> str:
    """The field a heading means; remarks in brackets and everything below its first line do not count."""
    first = next((line for line in text.splitlines() if line.strip("*＊ \t")), "")
    word = key_of(_NOTE.sub("", first)) or key_of(first)
    if step := _step_of(word, key_of(first)):
        return step
    image = _NUMBERED_IMAGE.fullmatch(word)
    if image:
        number = image[1] or image[2]
        return f"image{int(number)}" if number != "0" else ""
    return _FIELDS.get(word, "")


def _step_of(word: str, whole: str) -> str:
    """`quantity2` or `price2` for a step of the prices by quantity, "" for anything else; `whole` is the word with its remarks."""
    found = _NAMED_STEP.fullmatch(whole) or _NAMED_STEP.fullmatch(word) or _NUMBERED_STEP.fullmatch(word)
    if not found:
        return ""
    name, number = (one for one in found.groups() if one)
    kind = "quantity" if re.fullmatch(STEPS["quantity"], name) else "price"
    return f"{kind}{number}"


def currency_of(text: str) -> str:
    """The currency that a heading names, "" for none: 元 alone is many."""
    return next((code for code, sign in _CURRENCIES.items() if re.search(sign, text, re.I)), "")


def key_of(text: str) -> str:
    """A heading without signs, spaces and marks of what must be filled, in small letters."""
    plain = re.sub(
        r"非?必填|选填|\brequired\b|\bmandatory\b|\boptional\b", "", unicodedata.normalize("NFKC", text), flags=re.I
    )
    return "".join(sign for sign in plain.casefold() if sign.isalnum())


_FIELDS = {key_of(word): field for field, words in _WORDS.items() for word in words.split()}
FIELDS = frozenset((*_WORDS, *(f"{name}{n}" for name in ("image", *STEPS) for n in range(1, 10))))
