"""The plan's tables: waves, stations, packaging."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from sellerkit.base.language import N_, _
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table
from sellerkit.peak.packaging import CartonNeed
from sellerkit.peak.plan import Plan
from sellerkit.peak.times import clock
from sellerkit.peak.work import Packed
from sellerkit.trade.shop import Shop

KIND_NAMES = {
    "piles": N_("same item, pile by pile"),
    "mixed": N_("mixed orders, put wall"),
    "noted": N_("orders with a note"),
    "presale": N_("presale, balance not paid"),
}


def kind_name(kind: str) -> str:
    """What a kind of wave is called; "" for a plan saved without kinds."""
    name = KIND_NAMES.get(kind)
    return _(name) if name else ""


class WaveRow(TypedDict):
    """One wave: which pick-up, what kind of orders, how many, its first and last minute."""

    wave: int
    pickup: datetime | None
    carrier: str | None
    kind: str
    parcels: int
    start: datetime
    finish: datetime


def waves_of(plan: Plan) -> list[WaveRow]:
    members: dict[int, list[Packed]] = defaultdict(list)
    for packed in plan.table.packed:
        members[packed.wave].append(packed)
    return [
        WaveRow(
            wave=w.number, pickup=w.pickup.at if w.pickup else None, carrier=w.pickup.carrier if w.pickup else None, kind=w.kind,
            parcels=len(members[w.number]), start=min(p.start for p in members[w.number]), finish=max(p.end for p in members[w.number]),
        )
        for w in plan.table.waves
    ]  # fmt: skip


def waves_table(plan: Plan, shop: Shop) -> Table:
    rows = [
        {
            "wave": w["wave"], "pickup": clock(w["pickup"], shop) or ("–" if w["kind"] == "presale" else _("none left")), "carrier": w["carrier"] or "",
            "kind": kind_name(w["kind"]), "parcels": w["parcels"], "start": clock(w["start"], shop), "finish": clock(w["finish"], shop),
        }
        for w in waves_of(plan)
    ]  # fmt: skip
    columns = (
        Column("wave", _("Wave"), "right"), Column("pickup", _("Pick-up")), Column("carrier", _("Courier")), Column("kind", _("Orders")),
        Column("parcels", _("Parcels"), "right"), Column("start", _("From")), Column("finish", _("To")),
    )  # fmt: skip
    return Table(columns, rows, title=_("Waves on {day}").format(day=plan.day.day), empty=_("No waves."))


def stations_table(plan: Plan, shop: Shop) -> Table:
    """Who sits where from when to when, and how many parcels that makes."""
    rows = [
        {
            "station": s.station, "name": s.name, "from": clock(s.start, shop), "to": clock(s.end, shop), "per_hour": s.per_hour,
            "parcels": sum(p.station == s.station and s.start <= p.start < s.end for p in plan.table.packed),
        }
        for s in sorted(plan.seating.shifts, key=lambda s: (s.station, s.start))
    ]  # fmt: skip
    columns = (
        Column("station", _("Station"), "right"), Column("name", _("Who")), Column("from", _("From")), Column("to", _("To")),
        Column("per_hour", _("An hour"), "right"), Column("parcels", _("Parcels"), "right"),
    )  # fmt: skip
    return Table(columns, rows, title=_("Stations"), empty=_("Nobody has a station."))


def cartons_table(cartons: Sequence[CartonNeed], shop: Shop) -> Table:
    """What packaging is needed and what to buy."""
    rows = [
        {
            "name": c.name, "needed": c.needed, "in_stock": "–" if c.in_stock is None else c.in_stock,
            "short": c.short, "buy": f"{c.packs} × {c.pack}" if c.packs else "–",
            "cost": decimal_string(c.cost_minor, shop.currency),
        }
        for c in cartons
    ]  # fmt: skip
    columns = (
        Column("name", _("Carton")), Column("needed", _("Needed"), "right"), Column("in_stock", _("In stock"), "right"),
        Column("short", _("Short"), "right"), Column("buy", _("To buy"), "right"), Column("cost", _("Cost ({currency})").format(currency=shop.currency), "right"),
    )  # fmt: skip
    return Table(
        columns, rows, title=_("Packaging"), empty=_("shop.toml names no cartons: parcels are planned by weight.")
    )
