"""A month of a shop, made from a seed: two channels, statements, shipments, refunds and returns, with faults planted in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tests.payouts.conftest import ALIPAY, Files

NOW = {"SELLERKIT_NOW": "2026-11-30T20:00:00+08:00"}
TOML = """[payouts]
remarks = [ { find = "预售定金{order}", kind = "deposit" } ]
[payouts.sources.shopify]
files = "tx*.csv"
format = "shopify-payments"
fees = [ { kind = "payment-fee", rate = "2.9%", fixed = 0.30, rounding = "half-up", on_refund = "kept" } ]
[payouts.sources.alipay]
files = "bill*.csv"
format = "alipay-merchant"
channel = "taobao"
fees = [ { kind = "payment-fee", rate = "0.6%", rounding = "half-up", on_refund = "kept", min = 0.01 } ]
"""
REFUNDS = "订单号,退款编号,类型,退款金额,退款状态,退货运单号,申请时间\n"
LATE_SHIPMENT = "2026-11-28 10:00:00 +0800"


def yuan(fen: int) -> str:
    return f"{fen / 100:.2f}"


class Month:
    """`faults` holds what must be found: (code, order number or None). Everything else agrees to the cent."""

    def __init__(self, seed: int, orders: int) -> None:
        self.dice = random.Random(seed)
        self.orders: dict[str, list[str]] = {"shopify": [], "taobao": [], "one": [], "two": []}
        self.shopify: list[str] = []
        self.alipay: list[tuple[int, str, str, str]] = []
        self.refunds: list[str] = []
        self.returned: list[str] = []
        self.faults: set[tuple[str, str | None]] = set()
        self.agreeing = 0
        chosen = dict(zip(self.dice.sample(range(orders), len(FAULTS)), FAULTS, strict=True))
        for n in range(orders):
            if n in chosen:
                chosen[n](self, n)
            else:
                self.dice.choice(HARMLESS)(self, n)
                self.agreeing += 1

    def number(self, n: int) -> str:
        return f"#{10_000 + n}"

    def total(self) -> int:
        return self.dice.randint(1_000, 90_000)

    def order(self, n: int, total: int, **more: str) -> str:
        """An order of the Shopify channel; its number comes back."""
        self.orders["shopify"].append(Files.order(self.number(n), yuan(total), **more))
        return self.number(n)

    def pay(
        self, number: str, fen: int, *, kind: str = "charge", fee: int | None = None, currency: str = "CNY"
    ) -> None:
        taken = (fen * 29 + 500) // 1000 + 30 if fee is None and kind == "charge" else fee or 0
        at = f"2026-11-{self.dice.randint(2, 20):02d} 09:{len(self.shopify) // 60 % 60:02d}:{len(self.shopify) % 60:02d} +0800"
        self.shopify.append(Files.paid(number, yuan(fen), yuan(taken), kind, at, currency))

    def taobao(self, n: int, total: int, **more: str) -> str:
        """An order of the Taobao channel with its payment and its fee."""
        number = f"7000000000{n:07d}1"
        self.orders["taobao"].append(Files.order(number, yuan(total), **more))
        return number

    def alipaid(self, number: str, total: int) -> None:
        self.alipay.append((total, f"T200P{number}", "在线支付", ""))
        self.alipay.append((-max((total * 6 + 500) // 1000, 1), f"T200P{number}", "收费", ""))

    def ask(self, number: str, kind: str, fen: int, status: str = "退款成功", waybill: str = "") -> None:
        self.refunds.append(
            f"{number},R{len(self.refunds)},{kind},{yuan(fen)},{status},{waybill},2026-11-05 09:00:00\n"
        )

    def expect(self, code: str, number: str | None) -> None:
        self.faults.add((code, number))

    def bill(self, rows: list[tuple[int, str, str, str]], first: int, opening: int) -> tuple[str, int]:
        """An Alipay bill of these rows, and its closing balance in fen."""
        text, balance = "#支付宝账务明细查询\n#账号：[2088000000000001]\n" + ALIPAY, opening
        for number, (fen, order, kind, remark) in enumerate(rows, first):
            balance += fen
            sides = f"{yuan(fen)}," if fen > 0 else f",{yuan(fen)}"
            text += f"{number:016d}\t,b{number},{order}\t,dates,2026-11-10 09:00:00,{sides},{yuan(balance)},{kind},{remark}\n"
        spent, received = [r[0] for r in rows if r[0] < 0], [r[0] for r in rows if r[0] > 0]
        text += f"#支出合计：{len(spent)}笔，共{yuan(-sum(spent))}元\n#收入合计：{len(received)}笔，共{yuan(sum(received))}元\n"
        return text, balance

    def take_in(self, shop: Any, pieces: int = 2) -> None:
        """Write the files of the month and take them in, statements in so many pieces and in any order."""
        shop.toml(TOML)
        shop.write("stock.csv", "SKU,Name,Qty\nDATE-500,Dates,9000\n")
        done = [shop.run("stock", "import", "stock.csv", "--as", "set")]
        for channel, rows in self.orders.items():
            shop.write(f"{channel}.csv", Files.orders(*rows))
            done.append(shop.run("orders", "import", f"{channel}.csv", "--channel", channel))
        shop.write("refunds.csv", REFUNDS + "".join(self.refunds))
        done.append(shop.run("orders", "refunds", "refunds.csv"))
        done += [shop.run("orders", "returned", waybill, "--to", "stock") for waybill in self.returned]
        names, balance = [], 0
        for n in range(pieces):
            ours, theirs = (
                slice(n * len(r) // pieces, (n + 1) * len(r) // pieces) for r in (self.shopify, self.alipay)
            )
            shop.write(f"tx{n}.csv", Files.shopify(*self.shopify[ours]))
            text, balance = self.bill(self.alipay[theirs], theirs.start + 1, balance)
            shop.write(f"bill{n}.csv", text, "gb18030")
            names += [f"tx{n}.csv", f"bill{n}.csv"]
        self.dice.shuffle(names)
        done += [shop.run("payouts", "import", name) for name in names]
        for one in done:
            assert one.exit_code in (0, 3), one.stderr + one.stdout


def plain(month: Month, n: int) -> None:
    total = month.total()
    month.pay(month.order(n, total), total)


def by_alipay(month: Month, n: int) -> None:
    total = month.total()
    month.alipaid(month.taobao(n, total), total)


def in_two_parts(month: Month, n: int) -> None:
    total = month.total() * 2
    number = month.order(n, total)
    month.pay(number, total // 2, fee=(total * 29 + 500) // 1000 + 30)
    month.pay(number, total - total // 2, fee=0) if total % 2 else month.pay(number, total // 2, fee=0)


def cancelled(month: Month, n: int) -> None:
    total = month.total()
    number = month.order(n, total, status="refunded", shipped="")
    month.pay(number, total)
    month.pay(number, -total, kind="refund")


def compensated(month: Month, n: int) -> None:
    total = month.total()
    number = month.order(n, total)
    month.pay(number, total)
    month.pay(number, -300, kind="refund")
    month.ask(number, "仅退款", 300)


def planted(code: str) -> Callable[[Callable[[Month, int], str | None]], Callable[[Month, int], None]]:
    """A fault that must be found under this code and the order number that the function gives."""

    def wrap(make: Callable[[Month, int], str | None]) -> Callable[[Month, int], None]:
        def plant(month: Month, n: int) -> None:
            month.expect(code, make(month, n))

        FAULTS.append(plant)
        return plant

    return wrap


HARMLESS = [plain, plain, plain, by_alipay, by_alipay, in_two_parts, cancelled, compensated]
FAULTS: list[Callable[[Month, int], None]] = []


@planted("not-paid-yet")
def fresh(month: Month, n: int) -> str:
    return month.order(n, month.total(), shipped=LATE_SHIPMENT)


@planted("overdue")
def forgotten(month: Month, n: int) -> str:
    return month.order(n, month.total())


@planted("paid-short")
def short(month: Month, n: int) -> str:
    number = month.order(n, 10_000)
    month.pay(number, 9_999, fee=320)
    return number


@planted("paid-more")
def more(month: Month, n: int) -> str:
    number = month.order(n, 10_000)
    month.pay(number, 10_001, fee=320)
    return number


@planted("paid-but-closed")
def closed(month: Month, n: int) -> str:
    number = month.order(n, 10_000, status="voided", shipped="")
    month.pay(number, 10_000)
    return number


@planted("duplicate-payment")
def twice(month: Month, n: int) -> str:
    number = month.order(n, 10_000)
    month.pay(number, 10_000)
    month.pay(number, 10_000, fee=0)
    return number


@planted("fee-differs")
def fee_one_cent_off(month: Month, n: int) -> str:
    number = month.order(n, 10_000)
    month.pay(number, 10_000, fee=321)
    return number


@planted("refund-other-period")
def refund_alone(month: Month, n: int) -> str:
    number = month.order(n, 10_000, status="refunded", shipped="")
    month.pay(number, -10_000, kind="refund")
    return number


def paid_back(month: Month, n: int, refund: int = 10_000) -> str:
    number = month.order(n, 10_000)
    month.pay(number, 10_000)
    month.pay(number, -refund, kind="refund")
    return number


@planted("refunded-but-shipped")
def shipped_all_the_same(month: Month, n: int) -> str:
    return paid_back(month, n)


@planted("refunded-twice")
def refunded_too_much(month: Month, n: int) -> str:
    return paid_back(month, n, 12_000)


@planted("refund-only")
def money_only(month: Month, n: int) -> str:
    number = paid_back(month, n)
    month.ask(number, "仅退款", 10_000)
    return number


@planted("return-not-received")
def parcel_missing(month: Month, n: int) -> str:
    number = paid_back(month, n)
    # The money went back on the day that counts; fifteen days later the goods are late.
    month.shopify[-1] = Files.paid(number, "-100.00", "0.00", "refund", f"2026-11-06 09:00:{n % 60:02d} +0800")
    month.ask(number, "退货退款", 10_000, waybill=f"SF{n}")
    return number


@planted("received-not-refunded")
def parcel_back(month: Month, n: int) -> str:
    number = month.order(n, 10_000)
    month.pay(number, 10_000)
    month.ask(number, "退货退款", 10_000, "退款中", f"SF{n}")
    month.returned.append(f"SF{n}")
    return number


@planted("chargeback")
def disputed(month: Month, n: int) -> str:
    number = month.order(n, 10_000)
    month.pay(number, 10_000)
    month.pay(number, -10_000, kind="dispute", fee=1_500)
    return number


@planted("platform-penalty")
def fined(month: Month, n: int) -> str:
    number = month.taobao(n, 10_000)
    month.alipaid(number, 10_000)
    month.alipay.append((-500, f"T200P{number}", "其他", "延迟发货赔付"))
    return number


@planted("deposit-kept")
def presale(month: Month, n: int) -> str:
    number = month.taobao(n, 10_000, status="voided", shipped="")
    month.alipay.append((2_000, f"T200P{number}", "其他", f"预售定金{number}"))
    month.alipay.append((-60, f"T200P{number}", "收费", ""))
    return number


@planted("no-such-order")
def stranger(month: Month, n: int) -> str:
    month.pay(f"#{900_000 + n}", 5_000)
    return f"#{900_000 + n}"


@planted("no-order-number")
def nameless(month: Month, n: int) -> None:
    month.pay("", 5_000)


@planted("unknown-type")
def mystery(month: Month, n: int) -> str:
    number = month.order(n, 10_000)
    month.pay(number, 10_000)
    month.pay(number, 700, kind="mystery")
    return number


@planted("ambiguous")
def in_two_channels(month: Month, n: int) -> str:
    for channel in ("one", "two"):
        month.orders[channel].append(Files.order(f"#{800_000 + n}"))
    month.pay(f"#{800_000 + n}", 10_000)
    return f"#{800_000 + n}"


@planted("currency-differs")
def dollars(month: Month, n: int) -> str:
    number = month.order(n, 10_000)
    month.pay(number, 10_000, currency="USD")
    return number
