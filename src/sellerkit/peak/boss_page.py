"""One page for the boss: parcels per hour against pick-ups, the waves, the packaging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sellerkit.base.language import _
from sellerkit.output import Column, Table
from sellerkit.output.document import Bar, Chart, Section
from sellerkit.peak.packaging import carton_needs
from sellerkit.peak.sheets import Sheet, by_wave
from sellerkit.peak.tables import cartons_table, kind_name
from sellerkit.trade.shop import Shop

_HOUR = timedelta(hours=1)


def boss_page(sheets: Sequence[Sheet], shop: Shop) -> list[Section]:
    """The day at a glance."""
    stations = {sheet.plan.station for sheet in sheets}
    last = max(sheet.start for sheet in sheets).strftime("%H:%M")
    words = [_("Parcels: {count}. Stations: {stations}. The last one is begun at {time}.").format(count=len(sheets), stations=len(stations), time=last)]  # fmt: skip
    missed = sum(sheet.pickup is None and sheet.plan.kind != "presale" for sheet in sheets)
    if missed:
        words.append(_("{count} parcels have no pick-up left on this day.").format(count=missed))
    names = [name for sheet in sheets for name in sheet.plan.carton.split(" + ") if name]
    sections = [Section(_("The day at a glance"), words, _waves(sheets), _chart(sheets))]
    if shop.config.packing.cartons:
        sections.append(Section(table=cartons_table(carton_needs(names, shop.config), shop)))
    return sections


def _chart(sheets: Sequence[Sheet]) -> Chart:
    """Parcels begun in each hour; hours are counted in UTC, so that a clock change neither hides nor doubles one."""
    zone = sheets[0].start.tzinfo
    counts = Counter(_hour(sheet.start) for sheet in sheets)
    pickups = sorted({sheet.pickup.astimezone(UTC) for sheet in sheets if sheet.pickup})
    bars, hour, last = [], min(counts), max([*counts, *map(_hour, pickups)])
    while hour <= last:
        marks = [p.astimezone(zone).strftime("%H:%M") for p in pickups if _hour(p) == hour]
        bars.append(Bar(hour.astimezone(zone).strftime("%H"), counts[hour], " ".join(marks)))
        hour += _HOUR
    return Chart(bars, _("Parcels an hour and pick-ups"), _("parcels"))


def _hour(moment: datetime) -> datetime:
    # Zones off by half an hour still get bars that begin on their own full hours.
    past = timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
    return (moment - past).astimezone(UTC)


def _waves(sheets: Sequence[Sheet]) -> Table:
    rows = [
        {
            "wave": wave, "pickup": members[0].pickup.strftime("%H:%M") if members[0].pickup else "–", "carrier": members[0].plan.carrier,
            "kind": kind_name(members[0].plan.kind), "parcels": len(members),
            "from": min(m.start for m in members).strftime("%H:%M"),
        }
        for wave, members in by_wave(sheets).items()
    ]  # fmt: skip
    columns = (
        Column("wave", _("Wave"), "right"), Column("pickup", _("Pick-up")), Column("carrier", _("Courier")), Column("kind", _("Orders")),
        Column("from", _("From")), Column("parcels", _("Parcels"), "right"),
    )  # fmt: skip
    return Table(columns, rows, title=_("Waves"))
