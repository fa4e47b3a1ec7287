"""Which addresses may be called, and how a limit is read and kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.base.config.schema import CarrierTable
from sellerkit.base.errors import ConfigError, UsageWrong
from sellerkit.net.connection import Connection, allowed_origin
from sellerkit.net.limits import Limit, Limiter, parse_limit


@pytest.mark.parametrize(
    "url",
    [
        "http://api.kuaidi100.com", "http://127.0.0.1.example.com", "http://127.0.0.1@example.com", "ftp://127.0.0.1",
        "http://10.0.0.1", "http://0.0.0.0:80", "https://user:word@example.com", "https://", "", "127.0.0.1:80",
        "http://[::1", "https://example.com:port",
    ],
)  # fmt: skip
def test_plain_http_goes_to_this_computer_only(url):
    with pytest.raises(ConfigError) as refused:
        allowed_origin(url, loopback_only=False)
    assert refused.value.exit_code == 4 and refused.value.hint
    assert "word" not in refused.value.message


@pytest.mark.parametrize(
    "url", ["https://api.kuaidi100.com", "https://127.0.0.1.example.com", "https://localhost.example.com"]
)
def test_a_practice_shop_reaches_nobody_outside(url):
    assert allowed_origin(url, loopback_only=False) == url
    with pytest.raises(ConfigError):
        allowed_origin(url, loopback_only=True)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8801", "http://localhost:8801", "http://[::1]:8801", "https://127.9.9.9"]
)
def test_loopback_is_always_allowed(url):
    assert allowed_origin(url + "/some/path?x=1", loopback_only=True) == url


def test_the_url_of_the_shop_replaces_scheme_and_host_of_the_live_address():
    table = CarrierTable(service="kuaidi100", url="http://127.0.0.1:8801", limit="30/s and 3000/day", connections=16)
    line = Connection.of(table, "https://api.kuaidi100.com")
    assert (line.origin, line.connections, line.timeout.total_seconds()) == ("http://127.0.0.1:8801", 16, 10)
    assert line.limits == (Limit(30, 1), Limit(3000, 86400))
    assert (
        Connection.of(CarrierTable(service="kuaidi100"), "https://api.kuaidi100.com").origin
        == "https://api.kuaidi100.com"
    )


def test_a_real_courier_is_not_called_on_an_invented_day(monkeypatch):
    monkeypatch.setenv("SELLERKIT_NOW", "2026-11-11T08:00:00+08:00")
    with pytest.raises(UsageWrong, match="SELLERKIT_NOW"):
        allowed_origin("https://api.kuaidi100.com", loopback_only=False)
    assert allowed_origin("http://127.0.0.1:1", loopback_only=True)


@pytest.mark.parametrize("text", ["30", "fast", "0/s", "30/fortnight", "-1/s", "30/s,", "30 a second"])
def test_a_limit_that_cannot_be_read_is_a_sentence_with_an_example(text):
    with pytest.raises(ConfigError) as refused:
        _ = Connection("https://example.com", limit=text).limits
    assert text in refused.value.message and "30/s" in refused.value.hint


def test_limits_are_read_in_every_unit():
    assert parse_limit("") == ()
    assert parse_limit("5/min; 7/hour") == (Limit(5, 60), Limit(7, 3600))


@given(
    st.integers(1, 9),
    st.integers(1, 6),
    st.lists(st.tuples(st.floats(0, 1.5), st.floats(0, 1)), min_size=20, max_size=50),
)
def test_however_calls_travel_no_second_at_the_courier_holds_more_than_the_limit(calls, connections, travels):
    limiter, now, under_way, arrivals = Limiter(parse_limit(f"{calls}/s")), 0.0, [], []
    for lasting, where in travels:
        while len(under_way) >= connections or (wait := limiter.delay(now)) > 0:
            now = min([now + wait, *under_way]) if len(under_way) < connections else min(under_way)
            for answer in [answer for answer in under_way if answer <= now]:
                under_way.remove(answer)
                limiter.answered(now)
            now += 0.001
        limiter.take()
        under_way.append(now + lasting)
        arrivals.append(now + lasting * where)
    arrivals.sort()
    assert all(later - first >= 1 for first, later in zip(arrivals, arrivals[calls:], strict=False))


def test_a_pause_that_the_courier_asks_for_holds_every_call():
    limiter = Limiter(())
    limiter.hold(12.0)
    limiter.hold(11.0)
    assert (limiter.delay(10.0), limiter.delay(12.5)) == (2.0, 0.0)
