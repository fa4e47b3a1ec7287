"""Remember answers, so that a peak day full of equal orders is planned fast."""

from collections.abc import Hashable, Iterable

# What one engine remembers another must not recall: count up whenever packings change.
ENGINE = 4


class Memo:
    """Remembers what was worked out for a multiset of pieces, whatever their SKUs; hand the same one to every `pack`.

    Results are the same with and without. It keeps at most `size` answers and forgets the oldest first. Questions and
    answers are nested tuples of numbers and words: `export` and `load` carry them from one run to the next, between engines
    with the same `ENGINE` number.
    """

    def __init__(self, size: int = 200_000) -> None:
        self._size = size
        self._answers: dict[Hashable, object] = {}
        self.hits = 0
        self.misses = 0

    def get(self, question: Hashable) -> object | None:
        """The answer remembered, or None."""
        answer = self._answers.get(question)
        if answer is None:
            self.misses += 1
        else:
            self.hits += 1
        return answer

    def put(self, question: Hashable, answer: object) -> None:
        """Remember an answer."""
        if len(self._answers) >= self._size and question not in self._answers:
            if not self._answers:
                return
            del self._answers[next(iter(self._answers))]
        self._answers[question] = answer

    def export(self) -> list[tuple[Hashable, object]]:
        """Every question with its answer, oldest first."""
        return list(self._answers.items())

    def load(self, answers: Iterable[tuple[object, object]]) -> None:
        """Remember what an earlier run exported; lists count as tuples, so that JSON may lie in between."""
        for question, answer in answers:
            self.put(_as_tuple(question), _as_tuple(answer))

    def __len__(self) -> int:
        return len(self._answers)


def _as_tuple(value: object) -> Hashable:
    if isinstance(value, list | tuple):
        return tuple([_as_tuple(part) for part in value])
    return value
