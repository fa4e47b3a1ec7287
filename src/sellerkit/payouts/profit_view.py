"""What payouts profit shows: a block a currency, and the orders whose profit nobody can know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from sellerkit.base.clock import iso_local
from sellerkit.base.language import _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.model.profit import COLUMNS, Sale
from sellerkit.output import Column, Table, View
from sellerkit.payouts.profit import Profit
from sellerkit.payouts.profit_groups import Group, grouped, totals
from sellerkit.payouts.wording import kind_name

Row = dict[str, object]


def profit_view(profit: Profit, by: str, zone: tzinfo) -> View:
    """One table a currency with its total; exit 3 when an order's profit cannot be known."""
    groups = grouped(profit, by, zone)
    sums = totals(groups)
    rows = [group_row(group, by, zone) for group in groups]
    unknown = [
        {"channel": one.channel, "order_id": one.order_id, "missing": one.missing}
        for one in profit.sales
        if one.missing
    ]
    data = {
        "by": by, "from": _day(profit, 0, zone), "to": _day(profit, 1, zone),
        "currencies": [_block(total, rows, zone) for total in sums], "unknown": unknown,
        "undated": profit.undated,
        "without_shipping": sum(one.without_shipping for one in profit.sales),
        "rates": {name: {"rate": str(rate), "date": date} for name, (rate, date) in profit.rates.items()},
    }  # fmt: skip
    tables = [_table([g for g in groups if g.currency == total.currency], total, by) for total in sums]
    return View(
        data=data, tables=tables or [Table((), (), empty=_("No order and no statement falls into this time."))],
        records=[{key: value for key, value in row.items() if key != "parts"} for row in rows], notes=_notes(profit), lines=tuple(_lines(profit.sales)), exit_code=3 if unknown else 0,
    )  # fmt: skip


def group_row(group: Group, by: str, zone: tzinfo) -> Row:
    """A row as --json shows it: decimal strings, signed from the seller's side."""

    def money(minor: int) -> str:
        return decimal_string(minor, group.currency)

    row: Row = {
        by if by != "order" else "order_id": None if group.without_order and by in ("order", "sku") else group.name
    }
    if group.without_order:
        row["source"] = group.name if by != "month" else None
    if group.sale is not None:
        row |= {"channel": group.sale.channel, "at": iso_local(group.sale.at, zone), "expected": group.sale.expected}
        row["missing"] = group.sale.missing
    row |= {"currency": group.currency, "without_order": group.without_order, "orders": len(group.sales)}
    row |= {column: money(group.sums[column]) for column in COLUMNS}
    row |= {
        "expected_price": money(group.expected), "profit": money(group.profit), "unknown": money(group.unknown),
        "by_kind": {kind: money(minor) for kind, minor in sorted(group.kinds.items())},
    }  # fmt: skip
    if group.parts:
        row["parts"] = [
            {"column": part.column, "kind": part.kind, "amount": money(part.minor), "sku": part.sku or None, "from": part.places}
            for part in group.parts
        ]  # fmt: skip
    return row


def _block(total: Group, rows: Sequence[Row], zone: tzinfo) -> Row:
    sums = group_row(total, "order", zone)
    del sums["order_id"], sums["without_order"]
    return {
        "currency": total.currency,
        "rows": [row for row in rows if row["currency"] == total.currency],
        "totals": sums,
    }


def _day(profit: Profit, at: int, zone: tzinfo) -> str | None:
    if profit.period is None or not profit.period[at].endswith("Z"):
        return None
    return iso_local(profit.period[at], zone)


def _table(groups: Sequence[Group], total: Group, by: str) -> Table:
    titles = {"order": _("Order"), "sku": "SKU", "channel": _("Channel"), "month": _("Month")}
    columns = [
        Column("name", titles[by]), Column("price", _("Revenue"), "right"), Column("fees", _("Fees"), "right"), Column("shipping", _("Shipping"), "right"),
        Column("packaging", _("Packaging"), "right"), Column("cost", _("Goods sold"), "right"), Column("refunds", _("Refunds"), "right"),
        Column("other", _("Other"), "right"), Column("profit", _("Profit"), "right"), Column("unknown", _("Not known"), "right"),
    ]  # fmt: skip
    shown = [_shown(group, _name(group, by)) for group in groups] + [_shown(total, _("All together"))]
    kept = [
        one
        for one in columns
        if one.key not in ("other", "unknown", "packaging") or any(float(str(row[one.key])) for row in shown)
    ]
    return Table(kept, shown, title=total.currency)


def _name(group: Group, by: str) -> str:
    if not group.without_order:
        marks = " *" if group.sale is not None and group.sale.expected else ""
        return (group.name or _("Not known")) + marks
    kinds = ", ".join(kind_name(kind) for kind in list(group.kinds)[:3]) + (" …" if len(group.kinds) > 3 else "")
    return _("without an order: {what}").format(what=" · ".join(filter(None, (group.name, kinds))))


def _shown(group: Group, name: str) -> Row:
    sums = {column: decimal_string(minor, group.currency) for column, minor in group.sums.items()}
    return {
        "name": name, **sums, "profit": decimal_string(group.profit, group.currency),
        "unknown": decimal_string(group.unknown, group.currency),
    }  # fmt: skip


def _lines(sales: Sequence[Sale]) -> Iterator[str]:
    """How many of the profits are not the last word."""
    if expected := sum(one.expected for one in sales):
        text = ngettext(
            "{count} order has its expected price: its money has not come yet.",
            "{count} orders have their expected price: their money has not come yet.",
            expected,
        )
        yield text.format(count=expected)
    if unknown := [one for one in sales if one.missing]:
        yield _not_known(unknown)
    if without := sum(one.without_shipping for one in sales):
        text = ngettext(
            "{count} order went out without a known shipping cost; none is counted.",
            "{count} orders went out without a known shipping cost; none is counted.",
            without,
        )
        yield text.format(count=without)


def _not_known(sales: Sequence[Sale]) -> str:
    names = ", ".join(f"{one.order_id} ({', '.join(one.missing)})" for one in sales[:5])
    text = ngettext(
        "{count} order has no known profit, something is missing: {names}",
        "{count} orders have no known profit, something is missing: {names}",
        len(sales),
    )
    return text.format(count=len(sales), names=names + (" …" if len(sales) > 5 else ""))


def _notes(profit: Profit) -> tuple[str, ...]:
    used = [
        _("{currency} is counted at {rate} {own} as of {date} (shop.toml).").format(
            currency=name, rate=rate, own=profit.currency, date=date
        )
        for name, (rate, date) in profit.rates.items()
    ]
    if any("currency" in sale.missing for sale in profit.sales):
        used.append(_("Orders with amounts in two currencies need a rate under [shop.rates] in shop.toml."))
    if profit.undated:
        used.append(_("Without a date, and so in no period: {count} orders or postings.").format(count=profit.undated))
    return tuple(used)
