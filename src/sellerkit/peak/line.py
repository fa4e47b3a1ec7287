"""The packing line's engine: as few late orders as can be found, then as early an end. Pure, deterministic."""

from __future__ import annotations

from sellerkit.peak.line_model import Line, Schedule, Station, block_of, lower_bounds, measured
from sellerkit.peak.line_search import Effort, Search
from sellerkit.peak.line_wrap import wrapped

FEW = 60
"""Up to so many orders each is moved by itself, else blocks of one family and cut-off."""
MOVES = 40_000
_TRIES = 6
_NEAR = 250
"""A schedule that ends within 1/250 of the bound is not searched for a better one: there is hardly any."""


def schedule(line: Line, *, moves: int = MOVES) -> Schedule:
    """Who packs what and when; never worse than the plain wrap-around. `moves` is the effort of the last search."""
    if not line.jobs:
        return Schedule(tuple(() for _n in range(line.stations)), 0, 0)
    found = [measured(line, stations) for stations in arrangements(line, moves)]
    return min(found, key=lambda s: (s.late, s.makespan))


def arrangements(line: Line, moves: int = MOVES) -> list[list[list[int]]]:
    """Several ways to give each station its jobs, in packing order; just the plain wrap-around for no moves at all."""
    found = [wrapped(line)]
    if moves:
        found += _few(line, moves) if len(line.jobs) <= FEW else _many(line, moves)
    return [list(map(_jobs, stations)) for stations in found]


def _few(line: Line, moves: int) -> list[list[Station]]:
    """Order by order, from several sides."""
    start: list[Station] = [tuple(block_of(line, [n]) for n in _jobs(station)) for station in wrapped(line)]
    return [_searched(line, start, Effort(moves // _TRIES, 60, 1, seed)) for seed in range(1, _TRIES + 1)]


def _many(line: Line, moves: int) -> list[list[Station]]:
    """Cut-off by cut-off: what one leaves late is mended before the next is put on top, since later it is too late."""

    given_up = 0

    def mended(stations: list[Station]) -> list[Station]:
        nonlocal given_up
        best = Search(line, stations, (0, 0))
        for seed in range(1, _TRIES + 1):
            if best.best_rank[0] <= given_up:
                break
            search = Search(line, stations, (given_up, 10**9))
            search.run(Effort(moves // 4, 60, 2, seed))
            best = min(best, search, key=lambda s: s.best_rank)
        given_up = best.best_rank[0]
        return best.best

    start = wrapped(line, mended, large_first=False)
    least = _least(line)
    late, makespan = Search(line, start, least).best_rank
    if late <= least[0] and makespan * _NEAR <= least[1] * (_NEAR + 1):
        return [start]
    return [start, _searched(line, start, Effort(moves * 7 // 4, 30, 2))]


def _searched(line: Line, start: list[Station], effort: Effort) -> list[Station]:
    search = Search(line, start, _least(line))
    search.run(effort)
    return search.best


def _least(line: Line) -> tuple[int, int]:
    return (0, 0) if line.desks else lower_bounds(line)


def _jobs(station: Station) -> list[int]:
    return [n for block in station for n in block.jobs]
