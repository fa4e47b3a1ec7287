"""Breaks and newcomers: nobody packs in a break, and who begins slowly makes fewer parcels."""

from __future__ import annotations

from typing import Any

PEOPLE = """
[peak]
day = "2026-11-11"
people = [ { name = "新手", per_hour = 30, from = "08:00", to = "20:00", breaks = ["12:00-12:30"], ramp = "50% 2h" } ]
"""


def test_a_newcomer_makes_half_as_many_at_first_and_nobody_packs_at_noon(bare: Any) -> None:
    bare.toml(PEOPLE)
    bare.item("DATE")
    bare.orders({"id": f"N{n:03}", "items": {"DATE": 1}} for n in range(120))
    starts = sorted(p["start"][11:16] for p in bare.plan()["parcels"])
    assert sum(s < "10:00" for s in starts) == 30 and sum("10:00" <= s < "12:00" for s in starts) == 60
    assert not [s for s in starts if "12:00" <= s < "12:30"] and sum(s >= "12:30" for s in starts) == 30


def test_what_cannot_be_meant_is_named(bare: Any) -> None:
    bare.toml(PEOPLE.replace("12:00-12:30", "noon").replace("50% 2h", "slow"))
    result = bare.run("peak", "plan", "--json")
    assert result.exit_code == 4
    columns = [p["column"] for p in result.json["error"]["problems"]]
    assert columns == ["peak.people[0].breaks[0]", "peak.people[0].ramp"]
