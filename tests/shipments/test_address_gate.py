"""An address that is not exact never reaches a courier or a price; once mended it does."""

from __future__ import annotations

from typing import Any

GUESSED = "X-1,DATE-500,1,张三 13800001234 济南历下某某街道1号\n"
HIDDEN_PHONE = "X-2,DATE-500,1,李四 138****0000 山东省济南市历下区1号楼101室\n"


def test_a_guessed_address_waits_until_a_person_mended_it(practice: Any) -> None:
    practice.write("group.csv", "订单号,货号,数量,收件人信息\n" + GUESSED + HIDDEN_PHONE)
    practice.run("orders", "import", "group.csv", "--channel", "chat")
    quoted = practice.run("shipments", "quote", "X-1")
    assert quoted.exit_code == 3 and "sellerkit orders addresses" in quoted.stderr
    created = practice.run("shipments", "create", "X-1", "X-2", "--yes", "--json")
    assert (created.exit_code, created.json["confirmed"]) == (3, 1)
    assert [(one["code"], one["value"]) for one in created.json["problems"]] == [("address-unclear", "X-1")]
    practice.write("mended.csv", "Order,Right as it is (x)\nX-1,x\n")
    assert practice.run("orders", "addresses", "--from", "mended.csv").exit_code == 0
    assert practice.good("shipments", "create", "X-1", "--yes")["confirmed"] == 1
