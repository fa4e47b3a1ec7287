"""What Chinese marketplaces call the couriers; each changes what it writes differently."""

from __future__ import annotations

NAMES = {
    "ZTO Express": "中通快递", "YTO Express": "圆通速递", "STO Express": "申通快递", "Yunda Express": "韵达快递",
    "SF Express": "顺丰速运", "J&T Express": "极兔速递", "China Post": "邮政快递包裹", "EMS": "EMS", "JD Logistics": "京东快递",
    "Deppon Express": "德邦快递", "BEST Express": "百世快递", "ZJS Express": "宅急送",
}  # fmt: skip
