"""Orders and statements to reconcile: small files in the layouts of the platforms."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

ORDERS = (
    "Name,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
)
SHOPIFY = (
    "Transaction Date,Type,Order,Card Brand,Payout Status,Payout Date,Payout ID,Available On,"
    "Amount,Fee,Net,Checkout,Currency\n"
)
ALIPAY = (
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,收入金额（+元）,支出金额（-元）,账户余额（元）,业务类型,备注\n"
)


class Files:
    """Texts of files; every argument that is left out has a harmless value."""

    @staticmethod
    def order(
        number: str, total: str = "100.00", status: str = "paid", shipped: str = "2026-11-01 10:00:00 +0800",
        paid: str = "2026-10-31 10:00:00 +0800", currency: str = "CNY", goods: str = "",
    ) -> str:  # fmt: skip
        sent = "fulfilled" if shipped else "unfulfilled"
        return (
            f"{number},{status},{paid},{sent},{shipped},{currency},{goods or total},0.00,0.00,{total},"
            f"2026-10-31 09:00:00 +0800,1,Dates,{total},DATE-500\n"
        )

    @staticmethod
    def orders(*rows: str) -> str:
        return ORDERS + "".join(rows)

    @staticmethod
    def paid(
        order: str, amount: str = "100.00", fee: str = "0.00", kind: str = "charge", at: str = "2026-11-02 09:00:00 +0800",
        currency: str = "CNY", payout: str = "pay_1", net: str = "",
    ) -> str:  # fmt: skip
        worth = net or f"{float(amount) - float(fee):.2f}"
        status = "paid" if payout else "pending"
        return (
            f"{at},{kind},{order},visa,{status},2026-11-05,{payout},2026-11-05,{amount},{fee},{worth},c1,{currency}\n"
        )

    @staticmethod
    def shopify(*rows: str) -> str:
        return SHOPIFY + "".join(rows)

    @staticmethod
    def alipay(moves: Sequence[tuple[str, str]], *, opening: int = 0, first: int = 1, footer: bool = True) -> str:
        """Moves are (signed amount in fen, order number); ids count up from `first`."""
        balance, rows, income, expense = opening, [], [], []
        for number, (fen, order) in zip(itertools.count(first), moves):
            amount = int(fen)
            balance += amount
            (income if amount > 0 else expense).append(amount)
            received = f"{amount / 100:.2f}" if amount > 0 else ""
            spent = f"{amount / 100:.2f}" if amount < 0 else ""
            kind = "在线支付" if amount > 0 else "收费"
            rows.append(
                f"{number:016d}\t,b{number},T200P{order}\t,dates,2026-11-02 09:00:00,{received},{spent},"
                f"{balance / 100:.2f},{kind},\n"
            )
        text = "#支付宝账务明细查询\n#账号：[2088000000000001]\n" + ALIPAY + "".join(rows)
        if footer:
            text += f"#支出合计：{len(expense)}笔，共{-sum(expense) / 100:.2f}元\n"
            text += f"#收入合计：{len(income)}笔，共{sum(income) / 100:.2f}元\n"
        return text


@pytest.fixture(scope="session")
def files() -> Files:
    return Files()


@pytest.fixture
def new_shop(tmp_path: Path) -> Callable[[Any], Any]:
    """A fresh shop for every example of a property."""
    from sellerkit.store.store import open_store

    count = itertools.count()

    def make(shop: Any) -> Any:
        folder = tmp_path / f"shop{next(count)}"
        folder.mkdir()
        (folder / "shop.toml").write_bytes((shop.path / "shop.toml").read_bytes())
        open_store(folder / "shop.db", writing=True, facts={"practice": "0"}).close()
        return type(shop)(folder)

    return make


@pytest.fixture
def books(shop: Any, files: Files) -> Callable[..., Any]:
    """Take in orders and a Shopify statement, reconcile, and give the answer."""

    def run(orders: Sequence[str], payments: Sequence[str], *more: str, env: dict[str, str] | None = None) -> Any:
        shop.write("orders.csv", files.orders(*orders))
        shop.write("tx.csv", files.shopify(*payments))
        assert shop.run("orders", "import", "orders.csv", "--json").exit_code in (0, 3)
        if payments:
            taken = shop.run("payouts", "import", "tx.csv", "--json")
            assert taken.exit_code == 0, taken.stderr
        return shop.run("payouts", "reconcile", "--json", *more, env=env)

    return run
