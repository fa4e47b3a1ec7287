"""Couriers as price tables name them, and as shop.toml does."""

from __future__ import annotations

import re

# What tables write → the names that shop.toml and aggregators use for the same courier.
COURIERS = {
    "中通": "zto zhongtong", "圆通": "yto yuantong", "申通": "sto shentong", "韵达": "yunda yd", "顺丰": "sf shunfeng sf-express",
    "极兔": "jt jtexpress jitu", "德邦": "deppon db debangkuaidi debangwuliu", "邮政": "ems youzhengguonei chinapost",
    "EMS": "ems youzhengguonei", "京东": "jd jdl", "百世": "best huitongkuaidi", "安能": "ane annengwuliu",
}  # fmt: skip


def courier_in(*texts: str) -> str:
    """The courier that the first of these texts to name one names; "" when none does. A text with several names none."""
    for text in texts:
        named = [courier for courier in COURIERS if re.search(rf"(?<![A-Z]){courier}(?![A-Z])", text)]
        if len(named) == 1 or set(named) == {"邮政", "EMS"}:
            return named[0]
    return ""


def is_courier(label: str, *names: str) -> bool:
    """Whether a table's label (`圆通快递`, `zto`) means the courier that shop.toml calls by one of these names."""
    wanted = {name.strip().casefold() for name in names if name.strip()}
    own = COURIERS.get(courier_in(label), "").split()
    return label.strip().casefold() in wanted or bool(wanted & {*own, courier_in(label).casefold()} - {""})


def is_another(label: str, *names: str) -> bool:
    """Whether a label names a courier that is certainly none of these: 顺丰 is not zto, but it may be `main`."""
    known = {name for own in COURIERS.values() for name in own.split()} | {courier.casefold() for courier in COURIERS}
    wanted = {name.strip().casefold() for name in names}
    return bool(courier_in(label) and wanted & known) and not is_courier(label, *names)


def name_of(label: str) -> str:
    """The usual short name of the courier on a label: 中通快递 → zto; "" for one that is not known."""
    return COURIERS[found].split()[0] if (found := courier_in(label)) else ""
