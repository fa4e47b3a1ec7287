"""What statements can get wrong, and what money can say of an order."""

from __future__ import annotations

from .case import Case, neighbour

F = neighbour("payouts/conftest.py").Files()
IMPORT = "payouts import tx.csv"
RECONCILE = "payouts reconcile"
TAKEN = ["orders import orders.csv", IMPORT]
V2 = "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\tmarketplace-name\tamount-type\tamount-description\tamount\tfulfillment-id\tposted-date\tposted-date-time\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\tsku\tquantity-purchased\tpromotion-id\n"
BOTH = "Transaction Date,Type,Order,Amount,Fee,Net,Payout Date,Currency,账务流水号,商户订单号,收入金额（+元）,支出金额（-元）,账户余额（元）,发生时间\n"


def judged(code: str, orders: list[str], payments: list[str], toml: str = "", exit: int = 3, **more: object) -> Case:
    files = {"orders.csv": F.orders(*orders), "tx.csv": F.shopify(*payments)}
    return Case(code, RECONCILE, files, toml, exit, TAKEN, **more)  # type: ignore[arg-type]


ORDER = F.order("#1001")
FEES = '[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\nfees = [ { kind = "payment-fee", rate = "2.9%", of = "total" } ]'
SOON = '[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\npays_within = "7d"'
LATE = '[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\npays_within = "15d"'
CASES = [
    Case("another-format", "payouts import", {"tx.csv": F.shopify(F.paid("#1"))}, '[payouts.sources.alipay]\nfiles = "tx.csv"\nformat = "alipay-merchant"'),
    Case("ambiguous-format", IMPORT, {"tx.csv": BOTH + "2026-11-02,charge,#1,1,0,1,2026-11-05,CNY,1,1,1,,1,2026-11-02\n"}),
    Case("control-failed", IMPORT, {"tx.csv": F.shopify(F.paid("#1", net="1.00"))}),
    Case("no-total-row", "payouts import tx.txt", {"tx.txt": V2 + "1\t\t\t\t\tUSD\tOrder\t111-1\t\t\t\t\tItemPrice\tPrincipal\t5.00\t\t2026-11-02\t\t\t\t\tA\t1\t\n"}),
    judged("not-paid-yet", [ORDER], [], LATE, 0),
    judged("overdue", [ORDER, F.order("#1002")], [F.paid("#1002")], SOON),
    judged("paid-short", [ORDER], [F.paid("#1001", "95.00")]),
    judged("paid-more", [ORDER], [F.paid("#1001", "95.00"), F.paid("#1001", "7.00")]),
    judged("paid-but-closed", [F.order("#1001", status="voided", shipped="")], [F.paid("#1001")]),
    judged("duplicate-payment", [ORDER], [F.paid("#1001"), F.paid("#1001", at="2026-11-02 09:30:00 +0800")]),
    judged("fee-differs", [ORDER], [F.paid("#1001", fee="5.00")], FEES),
    judged("refunded-but-shipped", [ORDER], [F.paid("#1001"), F.paid("#1001", "-100.00", kind="refund")]),
    judged("refunded-twice", [ORDER], [F.paid("#1001"), F.paid("#1001", "-120.00", kind="refund")]),
    judged("refund-other-period", [ORDER], [F.paid("#1001", "-100.00", kind="refund")]),
    judged("chargeback", [ORDER], [F.paid("#1001"), F.paid("#1001", "-100.00", kind="dispute", fee="15.00")]),
    judged("unknown-type", [ORDER], [F.paid("#1001"), F.paid("#1001", "3.00", kind="mystery")]),
    judged("currency-differs", [ORDER], [F.paid("#1001", currency="USD")]),
    judged("no-order-number", [ORDER], [F.paid("", "3.00")]),
    Case("platform-penalty", RECONCILE, {"orders.csv": F.orders(F.order("700000000000000001")), "tx.csv": F.alipay([("10000", "700000000000000001"), ("-300", "700000000000000001")]).replace(",收费,\n", ",延迟发货赔付,\n")}, exit=3, before=TAKEN),
    Case("ambiguous", RECONCILE, {"orders.csv": F.orders(ORDER), "tx.csv": F.shopify(F.paid("#1001"))}, exit=3,
         before=["orders import orders.csv --channel one", "orders import orders.csv --channel two", IMPORT]),
]  # fmt: skip
