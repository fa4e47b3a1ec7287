"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, or None."""
    words = list(known)
    found = get_close_matches(word.lower(), [w.lower() for w in words], n=1, cutoff=0.5)
    return next((w for w in words if found and w.lower() == found[0]), None)
