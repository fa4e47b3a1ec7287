"""From files to the wall: stock in, orders in, plan, print, undo, with the real commands."""

from __future__ import annotations

from typing import Any

STOCK = "SKU,Name,Qty,Weight,Length,Width,Height,Shelf\nDATE,红枣 500 克,50,520 g,120 mm,80 mm,60 mm,A-1\nNUT,核桃 250 克,3,260 g,90 mm,70 mm,60 mm,A-2\n"
ORDERS = (
    "Name,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Notes\n"
    "#1,paid,2026-11-10 10:00:00 +0800,CNY,25.00,2026-11-10 09:59:00 +0800,1,Dates,25.00,DATE,\n"
    "#2,paid,2026-11-10 10:05:00 +0800,CNY,75.00,2026-11-10 10:04:00 +0800,2,Dates,25.00,DATE,请送贺卡\n"
    "#2,,,,,,1,Walnuts,25.00,NUT,\n"
    "#3,paid,2026-11-10 10:10:00 +0800,CNY,225.00,2026-11-10 10:09:00 +0800,9,Walnuts,25.00,NUT,\n"
    "#4,pending,,CNY,25.00,2026-11-10 10:10:00 +0800,1,Dates,25.00,DATE,\n"
    "#5,paid,2026-11-10 10:20:00 +0800,CNY,25.00,2026-11-10 10:19:00 +0800,1,Figs,25.00,FIG,\n"
)


def test_a_day_from_files_to_the_wall(peak: Any) -> None:
    db = peak.shop.store()
    with db:
        db.executescript("DELETE FROM movements; DELETE FROM items;")
    db.close()
    peak.write("stock.csv", STOCK)
    peak.write("orders_export.csv", ORDERS)
    assert peak.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    assert peak.run("orders", "import", "orders_export.csv").exit_code == 3  # FIG is unknown, NUT is short
    before = peak.dump()
    plan = peak.plan(code=3)
    assert {p["order_id"]: (p["carton"], p["kind"]) for p in plan["parcels"]} == {
        "#1": ("small", "piles"),
        "#2": ("small", "noted"),
    }
    assert {o["order_id"]: o["reason"] for o in plan["left_out"]} == {"#3": "short-stock", "#5": "unknown-code"}
    assert peak.run("peak", "print", "-o", "out/plan.pdf").exit_code == 0
    assert (peak.path / "out" / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert peak.run("undo", str(plan["batch"])).exit_code == 0
    assert peak.dump() == before
