"""What share of a carton each kind of piece takes at least, by several measures: the shares in one carton add to 1 at most."""

from collections.abc import Collection, Sequence

from sellerkit.packing.blocks import Bay
from sellerkit.packing.bounds import least_shares
from sellerkit.packing.kinds import Lot, turns_of

_LABELS = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
MEASURES = len(_LABELS) + 2
_NEVER = float("inf")


def shares_in(bay: Bay, number: int, lot: Lot, fitting: Collection[int]) -> list[list[float]]:
    """Per measure, the share of carton `number` that a piece of each kind takes: dual feasible functions, weight, pieces.

    `fitting`: the kinds of which one piece fits; the others have an infinite share.
    """
    turns = {
        n: turns_of(lot.kinds[n].sides, lot.kinds[n].upright, bay.inner) for n in fitting if not lot.kinds[n].units
    }
    shares = []
    for label in _LABELS:
        least = least_shares(turns, bay.inner, label)
        # Only the measure by plain lengths is a volume, of which goods that give way take their part.
        least |= {n: 0.0 if any(label) else 1 / u for n in lot.soft if (u := lot.kinds[n].units[number])}
        shares.append([least[n] if n in fitting else _NEVER for n in range(len(lot.kinds))])
    heavy, pieces = max(1, bay.payload_g), max(1, bay.pieces)
    shares.append([kind.weight_g / heavy if n in fitting else _NEVER for n, kind in enumerate(lot.kinds)])
    shares.append([1 / pieces if n in fitting else _NEVER for n in range(len(lot.kinds))])
    return shares


def most_alike(shares: Sequence[Sequence[float]]) -> list[int]:
    """Per kind: no more pieces of it alone can be in such a carton."""
    largest = [max(column) for column in zip(*shares, strict=True)]
    return [0 if share == _NEVER else int((1 + 1e-9) / max(share, 1e-9)) for share in largest]
