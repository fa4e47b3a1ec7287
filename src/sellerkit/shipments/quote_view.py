"""How prices look: every courier's, which was chosen, and why."""

from __future__ import annotations

from sellerkit.base.language import _
from sellerkit.base.measures import grams_text
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.rates.card import NoService, Quote
from sellerkit.shipments.quote import AllQuotes, OrderQuotes


def quotes_view(quotes: AllQuotes) -> View:
    names = list(dict.fromkeys(name for q in quotes.quoted for name in q.prices))
    data = [_quote(q) for q in quotes.quoted]
    # Orders that cannot be sent stand in the answer too: a program reads nothing else.
    data += [{"order_id": p.value, "carrier": None, "quotes": [], "problem": p.as_dict()} for p in quotes.problems]
    rows = [
        {"order": q.order.order_id, "weight": grams_text(q.weight_g), "chosen": q.choice.carrier or "–",
         **{name: _price(q.prices.get(name)) for name in names}, "why": _why(q)}
        for q in quotes.quoted
    ]  # fmt: skip
    columns = (
        Column("order", _("Order")), Column("weight", _("Weight"), "right"), *(Column(name, name, "right") for name in names),
        Column("chosen", _("Chosen")), Column("why", _("Why")),
    )  # fmt: skip
    notes = []
    if quotes.hidden:
        text = _(
            "{count} orders have their address hidden by the platform: print them on its own page, then adopt its sheet."
        )
        notes.append(text.format(count=len(quotes.hidden)))
    return View(
        data=data, tables=(Table(columns, rows, empty=_("No parcel is ready to be quoted.")),), records=data, problems=quotes.problems,
        notes=tuple(notes), exit_code=3 if quotes.problems else 0,
    )  # fmt: skip


def _quote(quoted: OrderQuotes) -> dict[str, object]:
    return {
        "order_id": quoted.order.order_id, "channel": quoted.order.channel, "weight_g": quoted.weight_g, "carrier": quoted.choice.carrier,
        "why": quoted.choice.why,
        "quotes": [
            {"carrier": name, "cost": _price(price) or None, "currency": price.currency if isinstance(price, Quote) else None,
             "explanation": price.explanation if isinstance(price, Quote) else "", "lost": quoted.choice.lost.get(name, "")}
            for name, price in quoted.prices.items()
        ],
    }  # fmt: skip


def _price(price: Quote | NoService | None) -> str:
    return decimal_string(price.minor, price.currency) if isinstance(price, Quote) else ""


def _why(quoted: OrderQuotes) -> str:
    lost = [f"{name}: {reason}" for name, reason in quoted.choice.lost.items()]
    return " · ".join([quoted.choice.why, *lost])
