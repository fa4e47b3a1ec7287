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


def asked_back(code: str, kind: str, *, refunded: bool = True, back: bool = False) -> Case:
    """A paid order whose goods or money were asked back: refunded with `refunded`, its goods booked in with `back`."""
    files = {
        "orders.csv": F.orders(ORDER), "tx.csv": F.shopify(F.paid("#1001"), *([F.paid("#1001", "-100.00", kind="refund")] if refunded else [])),
        "stock.csv": "SKU,Name,Qty\nDATE-500,Dates,9\n",
        "refunds.csv": f"订单号,类型,退款金额,退款状态,退货运单号,申请时间\n#1001,{kind},100.00,{'退款成功' if refunded else '退款中'},SF1,2026-11-03 09:00:00\n",
    }  # fmt: skip
    before = ["stock import stock.csv --as set", *TAKEN, "orders refunds refunds.csv"]
    before += ["orders returned SF1 --to scrap"] if back else []
    return Case(code, RECONCILE, files, SHORT_RETURNS, 3, before)


FEES = '[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\nfees = [ { kind = "payment-fee", rate = "2.9%", of = "total" } ]'
SHORT_RETURNS = '[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\nreturns_within = "2d"'
SOON = '[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\npays_within = "7d"'
LATE = '[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\npays_within = "15d"'
CASES = [
    Case("another-format", "payouts import", {"tx.csv": F.shopify(F.paid("#1"))}, '[payouts.sources.alipay]\nfiles = "tx.csv"\nformat = "alipay-merchant"'),
    Case("ambiguous-format", IMPORT, {"tx.csv": BOTH + "2026-11-02,charge,#1,1,0,1,2026-11-05,CNY,1,1,1,,1,2026-11-02\n"}),
    Case("control-failed", IMPORT, {"tx.csv": F.shopify(F.paid("#1", net="1.00"))}),
    Case("zip-not-readable", "payouts import tx.zip", {"tx.zip": b"PK\x05\x06" + bytes(18)}),
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
    asked_back("refund-only", "仅退款"),
    asked_back("return-not-received", "退货退款"),
    asked_back("received-not-refunded", "退货退款", refunded=False, back=True),
    Case("deposit-kept", RECONCILE, {"orders.csv": F.orders(F.order("700000000000000001", status="voided", shipped="")), "tx.csv": F.alipay([("2000", "700000000000000001")]).replace(",在线支付,\n", ",其他,预售定金700000000000000001\n")},
         '[payouts]\nremarks = [ { find = "预售定金{order}", kind = "deposit" } ]', exit=0, before=TAKEN),
    Case("no-such-exception", "payouts resolve --file d.csv", {"d.csv": "code,order,decision\npaid-short,#1001,accepted\n"}, exit=5),
    Case("unknown-decision", "payouts resolve --file d.csv", {"d.csv": "code,order,decision\npaid-short,#1001,perhaps\n"}, exit=5),
]  # fmt: skip
