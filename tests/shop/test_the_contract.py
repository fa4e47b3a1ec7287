"""The settings that every page of the manual shows load as they stand."""

from __future__ import annotations

SETTINGS = """\
[shop]
name = "Linxian Date House"
currency = "CNY"
time_zone = "Asia/Shanghai"
language = "en"

[brand]
name = "吕梁红枣"
origin = "山西省吕梁市临县"
story = "brand/story.md"
logo = "brand/logo.png"

[stock]
low = 20
expiring = "45d"

[stock.sources.wholesale]
files = "inbox/wholesale*.xlsx"
sheet = "库存"
as = "set"
bad_rows = "reject"
columns = { sku = "货号", name = "品名", quantity = "库存数", cost = "进价", pack = "箱规" }

[orders.channels.shopify]
files = "inbox/orders_export*.csv"
format = "shopify-orders"
dispatch_within = "48h"
collect_within = "24h"

[listings.channels.taobao]
format = "taobao-csv"
template = "listings/taobao.csv"
title = ["{{ brand.name }}", "{{ item.name }}", "{{ item.net_weight }}", "{{ item.keywords }}"]
price = { markup = "35%", floor = "cost * 1.1", ending = ".90" }
buffer = 5
images = "images/"

[carriers.sf]
service = "sf-express"
account = "SFTEST01"
secret = { env = "SF_CHECKWORD" }
rates = "rates/sf.xlsx"
pickups = ["11:30", "17:00", "20:30"]
capacity = 800

[carriers.zto]
service = "kuaidi100"
courier = "zhongtong"
key = { env = "KUAIDI100_KEY" }
secret = { env = "KUAIDI100_SECRET" }
rates = "rates/zto.csv"
url = "http://127.0.0.1:8801"
limit = "30/s, 3000/day"
connections = 16
timeout = "10s"

[shipments]
sender = { name = "…", phone = "…", address = "…" }
choose = "cheapest"
rules = [ { when = "province in ['新疆', '西藏']", carrier = "ems" } ]
label = "100x150"

[payouts.sources.alipay]
files = "inbox/alipay*.csv"
format = "alipay-merchant"
pays_within = "15d"
fees = [ { kind = "commission", rate = "5%", of = "goods" } ]

[packing.cartons.no5]
inner_mm = [290, 170, 190]
max_g = 10000
tare_g = 180
cost = "0.85"
in_stock = 400

[peak]
day = "2026-11-11"
uplift = { default = 6.0, "DATE-500" = 11.0 }
stations = 4
people = [ { name = "packer", count = 6, per_hour = 45, from = "08:00", to = "22:00" } ]

[nightly]
steps = ["orders import", "stock import", "payouts import", "payouts reconcile", "stock low"]
expect_every = { wholesale = "7d" }
"""


def test_the_settings_of_the_manual_load_as_they_stand(shop) -> None:
    shop.write("shop.toml", SETTINGS)
    shown = {row["key"]: row for row in shop.run("config", "show", "--json").json}
    assert shown["carriers.zto.limit"]["value"] == "30/s, 3000/day"
    assert shown["carriers.sf.secret"]["value"] == "env SF_CHECKWORD"
    assert shown["peak.uplift.DATE-500"]["value"] == "11.0"
    shop.write("inbox/s.csv", "货号,品名,库存数,进价,箱规\nM-1,杯子,5,3.20,12\n")
    assert shop.run("stock", "import", "inbox/s.csv", "--source", "wholesale").exit_code in (0, 5)
    assert shop.run("stock", "import").exit_code == 0
    assert shop.run("orders", "list").exit_code == 0
    assert shop.run("today").exit_code == 0


def test_a_rule_that_names_a_courier_the_shop_does_not_have_is_passed_over(shop) -> None:
    shop.toml(
        '[carriers.zto]\nservice = "practice"\n[shipments]\nsender = { name = "王建国", phone = "13800000000", address = "山西省吕梁市临县" }\n'
        'rules = [ { when = "province in [\'新疆\']", carrier = "ems" } ]'
    )
    shop.write("stock.csv", "SKU,Name,Qty,Weight\nA,Dates,10,500\n")
    shop.write("chat.csv", "订单号,姓名,电话,地址,货号,数量\nC-1,张三,13800000001,新疆乌鲁木齐市天山区红山路1号,A,1\n")
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    assert shop.run("orders", "import", "chat.csv").exit_code == 0
    (quoted,) = shop.run("shipments", "quote", "--json").json
    assert quoted["carrier"] == "zto"
