"""A schedule made better by counted moves of blocks between and along the stations (simulated annealing). Pure.

Effort is counted in moves, never in time, and the dice have a fixed seed: the same orders always give the same schedule.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sellerkit.peak.line_model import Block, Line, Station, block_of

Changed = dict[int, Station]
Figures = tuple[int, int, int]
_PER_LATE = 300


@dataclass(frozen=True, slots=True)
class Effort:
    """How many moves, and how warm it begins and ends, in seconds of makespan that are given away as easily as not."""

    moves: int
    warm: float
    cold: float
    seed: int = 1


class Search:
    """Moves blocks about; `best` is the best found."""

    def __init__(self, line: Line, stations: Sequence[Station], least: tuple[int, int]) -> None:
        self.line = line
        self.stations = list(stations)
        self.setups = [line.setup_at(n) for n in range(line.stations)]
        self.cutoffs = [line.cutoffs_at(n) for n in range(line.stations)]
        self.figures = [self._figures(n, s) for n, s in enumerate(self.stations)]
        self.ends = [f[0] for f in self.figures]
        # Of all stations: late jobs, seconds over, and the ends added up.
        self.sums = (sum(f[1] for f in self.figures), sum(f[2] for f in self.figures), sum(self.ends))
        self.least = least
        self.now = self._cost(self.sums, self.ends)
        self.best, self.best_rank = list(self.stations), (self.sums[0], max(self.ends))

    def run(self, effort: Effort) -> None:
        """Try that many moves; ends early when nothing better is possible."""
        dice = Random(effort.seed)
        cooling = (effort.cold / effort.warm) ** (1 / max(1, effort.moves))
        heat = effort.warm
        for _move in range(effort.moves):
            heat *= cooling
            changed = self._move(dice)
            if not changed:
                continue
            late, over, total = self.sums
            ends = self.ends[:]
            figures = []
            for n, blocks in changed.items():
                before, after = self.figures[n], self._figures(n, blocks)
                figures.append((n, after))
                ends[n] = after[0]
                late, over, total = (
                    late + after[1] - before[1],
                    over + after[2] - before[2],
                    total + after[0] - before[0],
                )
            cost = self._cost((late, over, total), ends)
            if cost <= self.now or dice.random() < math.exp((self.now - cost) / heat):
                self.sums, self.ends, self.now = (late, over, total), ends, cost
                self._keep(changed, figures)
                if self.best_rank <= self.least:
                    return

    def _keep(self, changed: Changed, figures: Sequence[tuple[int, Figures]]) -> None:
        for n, blocks in changed.items():
            self.stations[n] = blocks
        for n, found in figures:
            self.figures[n] = found
        rank = (self.sums[0], max(self.ends))
        if rank < self.best_rank:
            self.best, self.best_rank = list(self.stations), rank

    def _figures(self, station: int, blocks: Station) -> Figures:
        """When the station is done, about how many of its jobs are late, and by how many seconds in all."""
        setup, cutoffs = self.setups[station], self.cutoffs[station]
        at, family, late, over_by = 0, -1, 0, 0
        for block_family, cutoff, work, jobs in blocks:
            at += work if block_family == family else work + setup
            family = block_family
            over = at - cutoffs[cutoff]
            if over > 0:
                late += min(len(jobs), 1 + over * len(jobs) // (work + 1))
                over_by += min(over, 600)
        if self.line.desks and blocks:
            at = round(self.line.desks[station].moment_of(at))
        return at, late, over_by

    def _cost(self, sums: Figures, ends: Sequence[int]) -> float:
        late, over, total = sums
        return late * _PER_LATE + over * 0.3 + max(ends) + 0.5 * total / len(ends)

    def _move(self, dice: Random) -> Changed:
        kind = dice.random()
        a, b = int(dice.random() * len(self.stations)), int(dice.random() * len(self.stations))
        if not self.stations[a]:
            return {}
        if kind < 0.3:
            return self._part(dice, a, b)
        if kind < 0.6 and a != b:
            return self._exchange(dice, a, b)
        if kind < 0.85 or a == b or not self.stations[b]:
            return self._whole(dice, a, b)
        return self._swap(dice, a, b)

    def _whole(self, dice: Random, a: int, b: int) -> Changed:
        """One block to another place."""
        source = list(self.stations[a])
        block = source.pop(int(dice.random() * len(source)))
        target = source if a == b else list(self.stations[b])
        self._insert(target, int(dice.random() * (len(target) + 1)), block)
        return {a: tuple(source), b: tuple(target)}

    def _swap(self, dice: Random, a: int, b: int) -> Changed:
        first, second = list(self.stations[a]), list(self.stations[b])
        i, j = int(dice.random() * len(first)), int(dice.random() * len(second))
        if self.line.in_order and first[i].cutoff != second[j].cutoff:
            return {}
        first[i], second[j] = second[j], first[i]
        return {a: tuple(first), b: tuple(second)}

    def _part(self, dice: Random, a: int, b: int) -> Changed:
        """Some jobs of a block to where the other station packs their family already."""
        source = list(self.stations[a])
        i = int(dice.random() * len(source))
        block = source[i]
        target = source if a == b else list(self.stations[b])
        beside = [n for n, other in enumerate(target) if other.family == block.family and (a != b or n != i)]
        if not beside:
            return {}
        most = len(block.jobs)
        count = most if dice.random() < 0.2 else 1 + int(dice.random() * min(most, 3 if dice.random() < 0.6 else most))
        at = beside[int(dice.random() * len(beside))] + (dice.random() < 0.5)
        given = block_of(self.line, block.jobs[-count:]) if count < most else block
        if count < most:
            source[i] = Block(block.family, block.cutoff, block.work - given.work, block.jobs[:-count])
            self._insert(target, at, given)
        else:
            del source[i]
            self._insert(target, at - (a == b and i < at), given)
        return {a: tuple(source), b: tuple(target)}

    def _exchange(self, dice: Random, a: int, b: int) -> Changed:
        """A whole block to where the other station packs its family; as much other work comes back in return."""
        source, target = list(self.stations[a]), list(self.stations[b])
        block = source.pop(int(dice.random() * len(source)))
        beside = [n for n, other in enumerate(target) if other.family == block.family]
        here = {other.family for other in source}
        back = [n for n, other in enumerate(target) if other.family != block.family and other.family in here]
        if not beside or not back:
            return {}
        n = back[int(dice.random() * len(back))]
        whole = target[n]
        given, kept = self._cut(whole, block.work)
        home = [m for m, other in enumerate(source) if other.family == whole.family]
        same = [m for m in home if source[m].cutoff == whole.cutoff]
        self._insert(source, (same or home)[int(dice.random() * len(same or home))] + (dice.random() < 0.5), given)
        at = beside[int(dice.random() * len(beside))] + (dice.random() < 0.5)
        if kept is not None:
            target[n] = kept
            self._insert(target, at, block)
        else:
            del target[n]
            self._insert(target, at - (n < at), block)
        return {a: tuple(source), b: tuple(target)}

    def _cut(self, block: Block, work: int) -> tuple[Block, Block | None]:
        """A part of about that much work, and the rest."""
        if block.work <= work or len(block.jobs) == 1:
            return block, None
        taken, count = 0, 0
        while count < len(block.jobs) - 1 and taken < work:
            count += 1
            taken += self.line.jobs[block.jobs[-count]].seconds
        given = Block(block.family, block.cutoff, taken, block.jobs[-count:])
        return given, Block(block.family, block.cutoff, block.work - taken, block.jobs[:-count])

    def _insert(self, target: list[Block], at: int, block: Block) -> None:
        """Put it there, or into a neighbour that it belongs to; where cut-offs have an order, as near as that allows."""
        if self.line.in_order:
            least = sum(other.cutoff < block.cutoff for other in target)
            most = sum(other.cutoff <= block.cutoff for other in target)
            at = min(max(at, least), most)
        for n in (at - 1, at):
            if 0 <= n < len(target) and target[n].family == block.family and target[n].cutoff == block.cutoff:
                target[n] = Block(block.family, block.cutoff, target[n].work + block.work, target[n].jobs + block.jobs)
                return
        target.insert(at, block)
