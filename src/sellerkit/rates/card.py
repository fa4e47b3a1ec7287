"""A courier's rate card: zones of places, brackets of weight, one formula.

`price = base + rate · max(0, round_up(w, round_to) − free_kg)` for the first bracket with `w ≤ upto_kg`, where
`w = max(actual, volumetric by divisor)`. Five numbers a bracket express the usual Chinese contracts: flat steps, 首重 and
续重, a restart above 3 kg, 面单费 and 续重.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, Decimal

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string, minor_units
from sellerkit.rates.areas import Area, short_city, short_province

ZERO = Decimal(0)
_APART = frozenset({"香港", "澳门", "台湾"})
_LANDS = {"": "CN", "中国": "CN", "China": "CN", "CHN": "CN"}


@dataclass(frozen=True, slots=True)
class Bracket:
    """A price for weights up to `upto_kg` (None: without end). Money in the card's currency, weights in kg.

    `refuse` says why parcels of these weights are not taken.
    """

    upto_kg: Decimal | None
    base: Decimal
    free_kg: Decimal = ZERO
    rate: Decimal = ZERO
    round_to: Decimal = ZERO
    surcharge: Decimal = ZERO
    refuse: str = ""

    def price(self, weight_kg: Decimal) -> Decimal:
        return self.base + self.rate * max(ZERO, round_up(weight_kg, self.round_to) - self.free_kg) + self.surcharge


@dataclass(frozen=True, slots=True)
class Zone:
    """Places with one price list. `divisor` turns cm³ into kg; it counts when the longest side is at least
    `volumetric_from_cm`. `refuse` says why nothing is sent there."""

    name: str
    areas: tuple[Area, ...]
    brackets: tuple[Bracket, ...] = ()
    divisor: Decimal | None = None
    volumetric_from_cm: Decimal = ZERO
    min_kg: Decimal = ZERO
    max_kg: Decimal | None = None
    max_side_cm: Decimal | None = None
    refuse: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A price in minor units, and every number that it was made of. Weights in kg."""

    minor: int
    currency: str
    carrier: str
    zone: str
    weight_kg: Decimal
    volumetric: bool
    bracket: Bracket

    @property
    def explanation(self) -> str:
        """The sum in one line: `江苏: 2.3 kg → 3 kg, 3.5 + 0.5 × 2 = 4.50 CNY`."""
        bracket = self.bracket
        counted = round_up(self.weight_kg, bracket.round_to)
        weight = _("{weight} kg by volume") if self.volumetric else _("{weight} kg")
        text = weight.format(weight=_plain(self.weight_kg))
        if counted != self.weight_kg:
            text += f" → {_plain(counted)} kg"
        terms = _plain(bracket.base)
        if bracket.rate and counted > bracket.free_kg:
            terms += f" + {_plain(bracket.rate)} × {_plain(counted - bracket.free_kg)}"
        if bracket.surcharge:
            terms += f" + {_plain(bracket.surcharge)}"
        return f"{self.zone}: {text}, {terms} = {decimal_string(self.minor, self.currency)} {self.currency}"


@dataclass(frozen=True, slots=True)
class NoService:
    """Why a card gives no price; `code` is stable and English."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class RateCard:
    """What one courier charges from one place. Dates are inclusive; None is without end.

    `from_total` and `below_total`: the card counts for orders of this total (in its currency), where a table depends on it.
    """

    name: str
    carrier: str
    currency: str
    zones: tuple[Zone, ...]
    service: str = ""
    origin: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    file: str = ""
    from_total: Decimal | None = None
    below_total: Decimal | None = None
    _places: dict[tuple[str, str, str], Zone] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for zone in self.zones:
            for area in zone.areas:
                if not area.postcodes:
                    self._places.setdefault((area.country, area.province, area.city), zone)

    def quote(
        self,
        weight_g: int,
        size_mm: Sequence[int] | None,
        province: str,
        city: str,
        on: date,
        *,
        country: str = "CN",
        postcode: str = "",
        total: Decimal | None = None,
    ) -> Quote | NoService:
        """The price of a parcel of that weight (g) and outer size (mm) sent on that day, or why there is none.

        Without a size the actual weight counts alone. Rounding to minor units happens here, once, half up.
        """
        if (self.valid_from and on < self.valid_from) or (self.valid_to and on > self.valid_to):
            return NoService(
                "not-valid", _("The rate card {name} is not valid on {day}.").format(name=self.name, day=on)
            )
        if not self._counts_for(total):
            reason = _("The rate card {name} has no price for an order of this total.").format(name=self.name)
            return NoService("not-for-total", reason)
        zone = self._zone(province, city, country, postcode)
        if zone is None:
            place = (province + city) or country
            return NoService("no-zone", _("The rate card names no price for {place}.").format(place=place))
        if zone.refuse:
            return NoService("refused", _("{zone} is not served: {reason}").format(zone=zone.name, reason=zone.refuse))
        return self._price(zone, Decimal(weight_g) / 1000, size_mm)

    def _counts_for(self, total: Decimal | None) -> bool:
        if self.from_total is None:
            return True
        return total is not None and self.from_total <= total and (self.below_total is None or total < self.below_total)

    def _zone(self, province: str, city: str, country: str, postcode: str) -> Zone | None:
        """The zone that names the place most closely: its city, its province or postcode, its country, everywhere."""
        land, short, town = (
            _LANDS.get(country, country.upper()),
            short_province(province) or province.strip(),
            short_city(city),
        )
        places = self._places
        zone = (town and (places.get((land, short, town)) or places.get((land, "", town)))) or None
        # What a table calls 全国 or 其他 is the mainland; 港澳台 has a price only where it is named.
        wider = (
            ((land, short, ""), ("", "", "")) if short in _APART else ((land, short, ""), (land, "", ""), ("", "", ""))
        )
        return zone or self._by_postcode(land, postcode) or next((places[key] for key in wider if key in places), None)

    def _by_postcode(self, country: str, postcode: str) -> Zone | None:
        if not postcode:
            return None
        return next((zone for zone in self.zones for area in zone.areas if area.has_postcode(country, postcode)), None)

    def _price(self, zone: Zone, actual_kg: Decimal, size_mm: Sequence[int] | None) -> Quote | NoService:
        weight, volumetric = actual_kg, False
        if size_mm:
            longest = Decimal(max(size_mm)) / 10
            if zone.max_side_cm is not None and longest > zone.max_side_cm:
                text = _("The longest side is {side} cm; {zone} takes at most {most} cm.")
                return NoService(
                    "too-long", text.format(side=_plain(longest), zone=zone.name, most=_plain(zone.max_side_cm))
                )
            if zone.divisor and longest >= zone.volumetric_from_cm:
                by_volume = volumetric_kg(size_mm, zone.divisor)
                weight, volumetric = max(actual_kg, by_volume), by_volume > actual_kg
        weight = max(weight, zone.min_kg)
        bracket = next((b for b in zone.brackets if b.upto_kg is None or weight <= b.upto_kg), None)
        if bracket is None or (zone.max_kg is not None and weight > zone.max_kg):
            text = _("{weight} kg is more than {name} takes to {zone}.")
            return NoService("too-heavy", text.format(weight=_plain(weight), name=self.name, zone=zone.name))
        if bracket.refuse:
            return NoService(
                "refused", _("{zone} is not served: {reason}").format(zone=zone.name, reason=bracket.refuse)
            )
        minor = minor_units(bracket.price(weight), self.currency)
        return Quote(minor, self.currency, self.carrier, zone.name, weight, volumetric, bracket)


def volumetric_kg(size_mm: Sequence[int], divisor: Decimal) -> Decimal:
    """Length × width × height in cm³ over the divisor (抛比, usually 6000 or 8000), in kg."""
    length, width, height = size_mm
    return Decimal(length) * width * height / 1000 / divisor


def round_up(weight_kg: Decimal, step: Decimal) -> Decimal:
    """进位: up to the next whole step; a step of 0 rounds nothing."""
    if not step:
        return weight_kg
    return (weight_kg / step).to_integral_value(rounding=ROUND_CEILING) * step


def _plain(number: Decimal) -> str:
    text = f"{number:.4f}" if number != number.quantize(Decimal("0.0001")) else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
