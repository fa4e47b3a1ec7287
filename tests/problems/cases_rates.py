"""Price tables of couriers: what cannot be understood, and what cannot be saved."""

from __future__ import annotations

from .case import Case
from .cases_shipping import FILES, HEAD, KEYS, PRACTICE, SHIP, ZTO

TABLE = "中通快递价格表\n省份,首重,续重\n江苏,3,1\n"
IMPORT = "rates import price.csv --save"
TWO_OF_ONE = HEAD + "".join(f"C-{n},张三丰,13800001234,山东省济南市历下区人民路1号,A-1,1\n" for n in (1, 2))

CASES = [
    Case("unclear-price", IMPORT, {"price.csv": "中通\n省份,3kg以内,3kg以上\n江苏,3,1.2\n"}),
    Case("rates-named-already", IMPORT, {"price.csv": TABLE}, SHIP + ZTO + 'rates = "other.csv"\n', 4),
    Case("rates-cannot-be-saved", IMPORT, {"price.csv": TABLE}, '[carriers]\nzto = { service = "sf-express" }\n', 4),
    Case(
        "may-be-merged", "shipments create --merge --yes", FILES | {"chat.csv": TWO_OF_ONE}, PRACTICE, 3,
        ["stock import stock.csv --as set", "orders import chat.csv", "backup copy.db", "restore copy.db --yes"], KEYS, practice=True,
    ),
]  # fmt: skip
