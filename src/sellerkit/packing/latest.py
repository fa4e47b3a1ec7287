"""One answer kept: for what is asked again and again with the same cartons, order after order."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def latest(work_out: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """The function, not asked twice in a row for equal arguments.

    Equal tuples of the same cartons are told by identity, which is far quicker than hashing them.
    """
    kept: list[tuple[Asked, Answer]] = []

    @wraps(work_out)
    def asked(question: Asked) -> Answer:
        for known, answer in kept:
            if known == question:
                return answer
        answer = work_out(question)
        kept[:] = [(question, answer)]
        return answer

    return asked
