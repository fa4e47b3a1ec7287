"""How prices look: every courier's, which was chosen, and why."""

from __future__ import annotations

from sellerkit.base.clock import iso_local
from sellerkit.base.language import _
from sellerkit.base.measures import grams_text
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.rates.card import NoService, Quote
from sellerkit.shipments.pickups import time_of_day
from sellerkit.shipments.proposals import Proposal
from sellerkit.shipments.quote import AllQuotes, OrderQuotes
from sellerkit.trade.shop import Shop


def quotes_view(quotes: AllQuotes, shop: Shop) -> View:
    names = list(dict.fromkeys(name for q in quotes.quoted for name in q.prices))
    data = [_quote(q, quotes, shop) for q in quotes.quoted]
    # Orders that cannot be sent stand in the answer too: a program reads nothing else.
    data += [{"order_id": p.value, "carrier": None, "quotes": [], "problem": p.as_dict()} for p in quotes.problems]
    rows = [
        {"order": ", ".join(q.order_ids), "weight": grams_text(q.weight_g), "chosen": q.choice.carrier or "–",
         **{name: _price(q.prices.get(name)) for name in names}, "why": _why(q, shop)}
        for q in quotes.quoted
    ]  # fmt: skip
    columns = (
        Column("order", _("Order")), Column("weight", _("Weight"), "right"), *(Column(name, name, "right") for name in names),
        Column("chosen", _("Chosen")), Column("why", _("Why")),
    )  # fmt: skip
    notes = list(quotes.notes)
    if quotes.hidden:
        text = _(
            "{count} orders have their address hidden by the platform: print them on its own page, then adopt its sheet."
        )
        notes.append(text.format(count=len(quotes.hidden)))
    if any(proposal.kind == "merge" for proposal in quotes.proposals):
        notes.append(_("Put orders of one buyer together with: sellerkit shipments create --merge"))
    return View(
        data=data, tables=(Table(columns, rows, empty=_("No parcel is ready to be quoted.")),), records=data, problems=quotes.problems,
        lines=(*_total(quotes), *(in_words(proposal) for proposal in quotes.proposals)), notes=tuple(notes), exit_code=3 if quotes.problems else 0,
    )  # fmt: skip


def _total(quotes: AllQuotes) -> tuple[str, ...]:
    if not quotes.total:
        return ()
    amount = ", ".join(f"{decimal_string(minor, currency)} {currency}" for currency, minor in quotes.total.items())
    return (_("{count} parcels cost {amount}.").format(count=len(quotes.quoted), amount=amount),)


def in_words(proposal: Proposal) -> str:
    """A proposal as a sentence with its money."""
    saves = f"{decimal_string(proposal.saves_minor, proposal.currency)} {proposal.currency}"
    before, after = (
        decimal_string(minor, proposal.currency) for minor in (proposal.before_minor, proposal.after_minor)
    )
    orders = ", ".join(proposal.order_ids)
    if proposal.kind == "merge":
        text = _("{orders} in one parcel saves {saves} ({after} instead of {before}).")
        return text.format(orders=orders, saves=saves, after=after, before=before)
    parts = " | ".join(
        f"{', '.join(f'{sku} × {n}' for sku, n in part.items)} ({grams_text(part.weight_g)})" for part in proposal.parts
    )
    text = _("{orders} in {count} parcels saves {saves} ({after} instead of {before}): {parts}.")
    return text.format(orders=orders, count=len(proposal.parts), saves=saves, after=after, before=before, parts=parts)


def _proposal(proposal: Proposal) -> dict[str, object]:
    return {
        "kind": proposal.kind, "order_ids": list(proposal.order_ids), "saves": decimal_string(proposal.saves_minor, proposal.currency),
        "before": decimal_string(proposal.before_minor, proposal.currency), "after": decimal_string(proposal.after_minor, proposal.currency),
        "currency": proposal.currency, "with_cartons": proposal.with_cartons, "message": in_words(proposal),
        "parcels": [
            {"order_ids": list(part.order_ids), "items": [{"sku": sku, "quantity": n} for sku, n in part.items], "weight_g": part.weight_g,
             "carrier": part.carrier or None, "cost": decimal_string(part.cost_minor, proposal.currency)}
            for part in proposal.parts
        ],
    }  # fmt: skip


def _quote(quoted: OrderQuotes, quotes: AllQuotes, shop: Shop) -> dict[str, object]:
    mine = [_proposal(one) for one in quotes.proposals if set(one.order_ids) & set(quoted.order_ids)]
    return {
        "order_id": quoted.order.order_id, "order_ids": list(quoted.order_ids), "channel": quoted.order.channel,
        "pickup": iso_local(quoted.pickup or None, shop.zone), "full_pickups": [iso_local(at, shop.zone) for at in quoted.full], "proposals": mine, "weight_g": quoted.weight_g, "carrier": quoted.choice.carrier,
        "why": quoted.choice.why,
        "quotes": [
            {"carrier": name, "cost": _price(price) or None, "currency": price.currency if isinstance(price, Quote) else None,
             "explanation": price.explanation if isinstance(price, Quote) else "", "lost": quoted.choice.lost.get(name, "")}
            for name, price in quoted.prices.items()
        ],
    }  # fmt: skip


def _price(price: Quote | NoService | None) -> str:
    return decimal_string(price.minor, price.currency) if isinstance(price, Quote) else ""


def _why(quoted: OrderQuotes, shop: Shop) -> str:
    lost = [f"{name}: {reason}" for name, reason in quoted.choice.lost.items()]
    full = []
    if quoted.full:
        text = _("No room at {full}, so with the pick-up at {at}.")
        full = [
            text.format(
                full=", ".join(time_of_day(at, shop) for at in quoted.full), at=time_of_day(quoted.pickup, shop)
            )
        ]
    return " · ".join([quoted.choice.why, *full, *lost])
