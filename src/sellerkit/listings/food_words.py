"""Words of categories that hold food, and the items of a food label. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sellerkit.base.language import N_, _, speaking

FOOD_CATEGORIES = (
    "食品", "零食", "干果", "坚果", "果干", "蜜饯", "茶叶", "茶", "蜂蜜", "粮油", "大米", "杂粮", "面粉", "食用油", "调味", "酱", "醋", "饮料", "冲饮",
    "糕点", "饼干", "糖果", "巧克力", "肉干", "水果", "蔬菜", "生鲜", "特产", "红枣", "核桃", "保健品", "营养品", "酒", "咖啡", "乳", "奶粉",
    "food", "snack", "nuts", "dried fruit", "tea", "honey", "grocery", "coffee",
)  # fmt: skip
# 食品安全法 第六十七条: what a label of prepacked food must say. Additives only where there are some.
PREPACKED: Mapping[str, str] = {
    "name": N_("name of the food"),
    "net_content": N_("net content"),
    "ingredients": N_("ingredients"),
    "maker": N_("maker"),
    "maker_address": N_("maker's address"),
    "maker_contact": N_("maker's contact"),
    "shelf_life": N_("shelf life"),
    "standard": N_("product standard code"),
    "storage": N_("storage conditions"),
    "licence": N_("production licence (SC number)"),
}
# What marketplaces ask for beside that.
LABEL_NAMES: Mapping[str, str] = {
    **PREPACKED,
    "spec": N_("specification on the package"),
    "additives": N_("food additives"),
    "supplier": N_("supplier of the food"),
    "health_product_no": N_("number of the health food"),
}


@cache
def label_name(item: str, language: str) -> str:
    """What an item of a label is called in that language: `shelf_life` → `Shelf life`, `保质期`."""
    with speaking(language):
        name = _(LABEL_NAMES.get(item, item))
    return name[:1].upper() + name[1:]
