"""One language is spoken at a time, and a block can speak another."""

from __future__ import annotations

import pytest

from sellerkit.base.language import _, language, set_language, speaking


@pytest.mark.parametrize("own", ["en", "zh"])
def test_a_block_speaks_another_language_and_leaves_all_as_it_was(own: str) -> None:
    set_language(own)
    before = _("error")
    with speaking("zh"):
        assert (language(), _("error")) == ("zh", "错误")
        with speaking("en"):
            assert (language(), _("error")) == ("en", "error")
        assert _("error") == "错误"
    assert (language(), _("error")) == (own, before)
    set_language("en")


def test_a_block_that_fails_gives_the_language_back() -> None:
    set_language("en")
    with pytest.raises(ZeroDivisionError), speaking("zh"):
        raise ZeroDivisionError
    assert language() == "en"
