"""The practice shop's shop.toml: written out, so that it can be read like a book."""

SHOP_TOML = """\
# A practice shop. Everything in it is made up; it reaches nothing outside this computer.

[shop]
name = "吕梁红枣小店"
currency = "CNY"
time_zone = "Asia/Shanghai"
language = "{language}"
practice = true

[brand]
name = "吕梁红枣"
origin = "山西省吕梁市临县"

[stock]
low = 20
expiring = "45d"

[stock.sources.cooperative]
files = "inbox/库存表*.csv"
as = "set"
columns = {{ sku = "货号", name = "品名", barcode = "条码", quantity = "库存数", pack = "箱规", cost = "进价", price = "售价", weight = "毛重(g)", length = "长(mm)", width = "宽(mm)", height = "高(mm)", shelf = "货位", lot = "批次", produced = "生产日期", expires = "到期日", origin = "产地" }}

[orders.channels.taobao]
files = "inbox/taobao-orders*.xlsx"
format = "taobao-orders"
dispatch_within = "48h"

[orders.channels.webshop]
files = "inbox/orders_export*.csv"
format = "shopify-orders"

[orders.channels.amazon]
files = "inbox/amazon-orders*.txt"
format = "amazon-orders"

[orders.channels.chat]
files = "inbox/chat*.xlsx"
format = "plain"
dispatch_within = "24h"

[listings.channels.webshop]
format = "shopify-csv"
title = ["{{{{ brand.name }}}}", "{{{{ item.name }}}}"]
price = {{ markup = "40%", floor = "cost * 1.1", ending = ".90" }}
buffer = 5

[carriers.zto]
service = "practice"
rates = "rates/zto.csv"
pickups = ["11:30", "17:00", "20:30"]
capacity = 120
faults = 0.1
timeout = "1s"
connections = 8

[shipments]
sender = {{ name = "王建国", phone = "13800000000", address = "山西省吕梁市临县碛口镇河滩路8号" }}

[packing.cartons.no8]
inner_mm = [210, 150, 70]
max_g = 3000
tare_g = 60
cost = "0.45"
in_stock = 90

[packing.cartons.no6]
inner_mm = [260, 180, 130]
max_g = 6000
tare_g = 110
cost = "0.70"
in_stock = 150

[packing.cartons.no4]
inner_mm = [370, 270, 180]
max_g = 12000
tare_g = 240
cost = "1.40"
in_stock = 60

[packing.cartons.no2]
inner_mm = [480, 360, 300]
max_g = 20000
tare_g = 480
cost = "2.60"
in_stock = 20

[peak]
day = "2026-11-11"
stations = 3
people = [
    {{ name = "妈妈", per_hour = 30, from = "08:00", to = "20:00" }},
    {{ name = "哥哥", per_hour = 24, from = "08:00", to = "20:00" }},
    {{ name = "邻居", per_hour = 18, from = "13:00", to = "20:00" }},
]

[payouts.sources.alipay]
files = "inbox/alipay*.csv"
format = "alipay-merchant"
channel = "taobao"
pays_within = "15d"
counts_from = "shipped"
fees = [ {{ kind = "commission", rate = "5%", of = "goods" }} ]

[payouts.sources.webshop]
files = "inbox/shopify-payments*.csv"
format = "shopify-payments"
channel = "webshop"
pays_within = "7d"
fees = [ {{ kind = "payment-fee", rate = "2.9%", of = "total", fixed = "2.00" }} ]

[payouts.sources.amazon]
files = "inbox/amazon-settlement*.txt"
format = "amazon-settlement-v2"
channel = "amazon"
pays_within = "21d"
fees = [ {{ kind = "commission", rate = "15%", of = "goods" }} ]

[nightly]
steps = ["orders import", "stock import", "payouts import", "payouts reconcile", "stock low"]
"""
