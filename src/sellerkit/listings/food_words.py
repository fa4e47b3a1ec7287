"""Words of categories that hold food, and the items of a food label. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from sellerkit.base.language import N_, _, speaking

_FOOD = re.compile(
    "食品|零食|干果|坚果|果干|蜜饯|茶|蜂蜜|粮油|大米|杂粮|面粉|食用油|调味|酱|醋|饮料|冲饮|糕点|饼干|糖果|巧克力|肉干|水果|蔬菜|生鲜|特产|红枣|核桃|保健品"
    r"|营养品|酒|咖啡|乳|奶粉|\b(?:foods?|snacks?|nuts?|dried fruits?|teas?|honey|grocery|groceries|coffees?)\b",
    re.ASCII,
)
# What food is kept, made and served in, and what only has its name.
_NO_FOOD = re.compile(
    "宠物食品|食品(?:包装|袋|盒|罐|级|机械|模具)|茶(?:具|杯|壶|几|盘|台|桌|叶罐|色)|酒(?:具|杯|店|柜|架|壶|瓶|吧|精|红色)|酱(?:色|紫)"
    "|乳(?:胶|液|贴|罩|木|清)|(?:身体|润肤|沐浴|防晒|护手|洁面|卸妆|护发)乳|(?:水果|蔬菜)(?:刀|篮|盘|机)|糖果色|咖啡(?:机|杯|壶|桌|色|厅)"
    r"|\bpet foods?\b|\b(?:foods?|teas?|coffees?|snacks?) (?:storage|containers?|processors?|pots?|cups?|mugs?|towels?|lights?|tables?|makers?|machines?|boxes)\b"
    r"|\bnuts (?:and|&) bolts\b",
    re.ASCII,
)


@lru_cache(maxsize=1024)
def sounds_like_food(category: str) -> str:
    """The word of a category that names food, "" where there is none: 干果 does, 茶具 and “steam irons” do not."""
    word = _FOOD.search(_NO_FOOD.sub(" ", category.casefold()))
    return word[0] if word else ""


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
