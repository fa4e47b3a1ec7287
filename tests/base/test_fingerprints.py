"""A set of texts that keeps numbers answers as a set of texts does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sellerkit.base.fingerprints import Fingerprints


@given(st.lists(st.text(max_size=4)), st.lists(st.text(max_size=4)))
def test_what_was_added_is_there_and_nothing_else(added: list[str], others: list[str]) -> None:
    prints = Fingerprints()
    for text in added:
        prints.add(text)
    assert [text in prints for text in added + others] == [text in added for text in added + others]


def test_it_grows_with_what_is_added() -> None:
    prints = Fingerprints()
    for number in range(5_000):
        assert str(number) not in prints
        prints.add(str(number))
    assert all(str(number) in prints for number in range(5_000))
