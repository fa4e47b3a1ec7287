"""Peak plans, rate cards, waybills: what keeps a parcel from going out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .case import Case

SHIP = '[shipments]\nsender = { name = "王小红", phone = "13800000000", address = "山西省吕梁市临县红枣路1号" }\n'
ZTO = '[carriers.zto]\nservice = "kuaidi100"\ncourier = "zhongtong"\nkey = { env = "ZTO_KEY" }\nsecret = { env = "ZTO_SECRET" }\nurl = "http://127.0.0.1:9"\n'
RATED = ZTO + 'rates = "zto.csv"\n'
CARD = "省份,首重(kg),首重价格,续重(kg),续重价格\n山东,1,4.00,1,1.50\n其他,1,9.00,1,6.00\n"
KEYS = {"ZTO_KEY": "k", "ZTO_SECRET": "s"}
HEAD = "订单号,姓名,电话,地址,货号,数量\n"
FILES = {
    "stock.csv": "SKU,Name,Qty,Weight,Length,Width,Height\nA-1,红枣,50,500,100mm,80mm,60mm\nB-1,核桃,5,,,,\n",
    "chat.csv": HEAD + "C-1,张三丰,13800001234,山东省济南市历下区人民路1号,A-1,1\n",
    "bare.csv": HEAD + "C-2,张三丰,13800001234,山东省济南市历下区人民路1号,B-1,1\n",
    "zto.csv": CARD,
}
READY = ["stock import stock.csv --as set", "orders import chat.csv"]
CREATE = "shipments create --yes"
ASKED_BACK = '[orders.channels.chat]\nfiles = "chat.csv"\nrefunds = "refunds*.csv"\n'
PEOPLE = '[peak]\nday = "2026-11-11"\npeople = [ { name = "packer", per_hour = 45, from = "08:00", to = "20:00" } ]\n'
CARTONS = "[packing.cartons.no5]\ninner_mm = [120, 100, 80]\nmax_g = 3000\n"
PRINTED = "订单编号,物流单号,物流公司\nC-1,YT0000000001,圆通速递\n"
ADOPT = "shipments adopt printed.csv"


def create(code: str, *, toml: str = SHIP + RATED, exit: int = 5, env: dict[str, str] | None = None, files: dict[str, str] | None = None,
           command: str = CREATE, before: list[str] | None = None, prepare: Callable[[Any], None] | None = None) -> Case:  # fmt: skip
    return Case(
        code, command, FILES | (files or {}), toml, exit, READY + (before or []), KEYS if env is None else env, prepare
    )


def card(code: str, rows: str, *, head: str = "zone,areas,upto_kg,base,rate,round_to,divisor,valid_from\n") -> Case:
    """A rate card with a mistake."""
    return create(code, command="shipments quote", files={"zto.csv": head + rows}, exit=4)


def planned(
    code: str,
    *,
    toml: str = "",
    files: dict[str, str] | None = None,
    exit: int = 3,
    before: list[str] | None = None,
    command: str = "peak plan",
    prepare: Callable[[Any], None] | None = None,
) -> Case:
    toml = PEOPLE + CARTONS + toml
    return Case(code, command, FILES | (files or {}), toml, exit, READY + (before or []), prepare=prepare)


def with_a_page_for_a_label(shop: Any) -> None:
    """The courier's label was saved while its server showed an error page."""
    shop.write("label.pdf", "<html>502 Bad Gateway</html>")
    db = shop.store()
    db.execute("UPDATE parcels SET label_file = 'label.pdf'")
    db.commit()
    db.close()


def placed_in_2020(shop: Any) -> None:
    """A plain sheet says nothing of when its orders were placed."""
    db = shop.store()
    db.execute("UPDATE orders SET placed_at = '2020-01-01T04:00:00Z'")
    db.commit()
    db.close()


def adopted(
    code: str, more: str = "", *, exit: int = 5, before: list[str] | None = None, files: dict[str, str] | None = None
) -> Case:
    return Case(
        code, ADOPT, FILES | {"printed.csv": PRINTED + more} | (files or {}), SHIP, exit, READY + (before or [])
    )


def without_courier(shop: Any) -> None:
    """Somebody takes the courier's table out while a parcel of it is open."""
    text = (shop.path / "shop.toml").read_text("utf-8")
    shop.write("shop.toml", text.replace("[carriers.zto]", "[carriers.sto]"))


PRACTICE = SHIP + '[carriers.p]\nservice = "practice"\nrates = "zto.csv"\n'


def in_berlin(shop: Any) -> None:
    """Clocks change in Berlin on 25 October 2026 at three."""
    text = (shop.path / "shop.toml").read_text("utf-8")
    shop.write("shop.toml", text.replace("Asia/Shanghai", "Europe/Berlin"))


ALL_REFUNDED = (
    "子订单编号,主订单编号,标题,购买数量,订单状态,商家编码,买家应付货款,买家实际支付金额,订单创建时间,订单付款时间\n"
    "900000000000000001,900000000000000001,红枣,0,买家已付款，等待卖家发货,A-1,25.00,25.00,2026-11-10 09:00:00,2026-11-10 09:01:00\n"
)
CASES = [
    create("no-sender", toml=ZTO, exit=4),
    create("secret-not-set", env={}, exit=4),
    create("carrier-key-missing", toml=SHIP + ZTO.replace('courier = "zhongtong"\n', ""), exit=4),
    create("sender-incomplete", toml=SHIP.replace("山西省吕梁市临县", "") + ZTO.replace('"kuaidi100"\ncourier = "zhongtong"', '"zto"\naccount = "a"'), exit=3),
    create("unknown-service", toml=SHIP + '[carriers.pigeon]\nservice = "pigeon"\n', exit=4),
    create("wrong-limit", toml=SHIP + ZTO + 'limit = "often"\n', exit=4),
    create("service-unreachable", exit=6),
    create("over-max-cost", command=CREATE + " --max-cost 1"),
    create("price-not-known", toml=SHIP + ZTO, command=CREATE + " --max-cost 1"),
    create("no-rate-card", files={}, toml=SHIP + ZTO + 'rates = "absent.csv"\n', command="shipments quote", exit=4),
    create("wrong-rule", toml=SHIP + 'rules = [ { when = "province ===", carrier = "zto" } ]\n' + RATED, exit=4),
    create("no-carrier", command="shipments resume", before=[CREATE], exit=4, prepare=without_courier),
    create("no-such-waybill", command="shipments void YT1 --yes"),
    create("no-open-question", command="shipments resume --not-bought C-1"),
    create("address-unclear", files={"bad.csv": HEAD + "C-3,张三丰,13800001234,某处,A-1,1\n"}, before=["orders import bad.csv"], exit=3, command="shipments create C-3 --yes"),
    create("no-weight", before=["orders import bare.csv"], exit=3, command="shipments create C-2 --yes"),
    create("no-courier", files={"zto.csv": "省份,首重(kg),首重价格\n北京,1,4.00\n"}, exit=3),
    create("refund-waiting", toml=SHIP + RATED + ASKED_BACK, exit=3, files={"refunds.csv": "订单号,退款金额,类型,状态\nC-1,5.00,仅退款,退款中\n"}, command="shipments create --dry-run"),
    create("refund-list-unreadable", toml=SHIP + RATED + ASKED_BACK, files={"refunds.csv": "这不是,退款表\n1,2\n"}),
    create("not-to-ship", before=["orders hold C-1 --reason 地址不清"], exit=3, command="shipments create C-1 --yes"),
    Case("label-unusable", "shipments labels -o l.pdf", FILES, PRACTICE, 3, [*READY, CREATE], prepare=with_a_page_for_a_label, practice=True),
    Case("off-manifest", "shipments manifest", FILES, PRACTICE, 3, [*READY, CREATE, "shipments manifest -o m.pdf", "shipments void PRACTICE00000001 --yes"], practice=True),
    Case("waybill-bought", "undo 3", FILES, PRACTICE, before=[*READY, CREATE], practice=True),
    Case("address-not-allowed", CREATE, FILES, SHIP + ZTO.replace("http://127.0.0.1:9", "https://courier.example"), 4, READY, KEYS, practice=True),
    create("has-waybill", command="orders cancel C-1 --reason 重复 --yes", files={"printed.csv": PRINTED}, before=[ADOPT]),
    create("rate-card-unreadable", command="shipments quote", files={"zto.csv": "\x89PNG\x00\x00\x01\x02"}, exit=4),
    card("wrong-rate-card", "a,江苏,x,2,,,,\n"),
    card("unknown-place", "a,火星!,1,1,,,,\n"),
    card("missing-price", "c,浙江,1,,,,,\n"),
    card("place-twice", "f,福建,,1,,,,\ng,福建,,1,,,,\n"),
    card("bracket-twice", "f,福建,,1,,,,\nf,福建,,2,,,,\n"),
    card("no-rate-table", "x,y\n", head="a,b\n"),
    planned("no-past-orders", command="peak forecast --from 2020-01-01 --to 2020-01-02", exit=5),
    planned("unknown-uplift", command="peak forecast --from 2020-01-01", toml='[peak.uplift]\n"DATE-5OO" = 3\n', prepare=placed_in_2020),
    planned("not-in-plan", command="peak plan --packed chat.csv", before=["peak plan"]),
    Case("no-packers", "peak plan", FILES, CARTONS, 4, READY),
    planned("no-size", before=["orders import bare.csv"]),
    planned("too-big", files={"stock.csv": FILES["stock.csv"].replace("100mm", "900mm")}),
    planned("too-heavy", files={"stock.csv": FILES["stock.csv"].replace("红枣,50,500", "红枣,50,9000")}),
    planned("no-service", files={"zto.csv": "省份,首重(kg),首重价格\n北京,1,4.00\n"}, toml=RATED),
    planned("no-carton-left", toml="in_stock = 0\n[packing]\nonly_in_stock = true\n"),
    planned("not-to-pack", before=["orders hold C-1 --reason 等"], command="peak plan C-1"),
    planned("pickup-too-early", toml='[carriers.zto]\nservice = "kuaidi100"\npickups = ["06:00"]\n'),
    Case("clock-change", "peak plan", FILES, PEOPLE.replace("2026-11-11", "2026-10-25").replace("08:00", "02:30") + CARTONS, 3, READY, prepare=in_berlin),
    Case("nothing-to-send", "peak plan 900000000000000001", {**FILES, "taobao.csv": ALL_REFUNDED}, PEOPLE + CARTONS, 3, [*READY, "orders import taobao.csv"]),
    adopted("several-orders", before=["orders import chat.csv --channel two"]),
    adopted("second-waybill", "C-1,YT0000000077,圆通速递\n", exit=3),
    adopted("shipped-but-not-to-ship", exit=3, before=["orders hold C-1 --reason 等"]),
]  # fmt: skip
