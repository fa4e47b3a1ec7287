"""Orders of one buyer in one parcel: proposed in money, done only when asked, never for buyers whom nobody can tell apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.model.order import Buyer, MatchedLine, OrderToPack
from sellerkit.shipments.merging import alike, divisions, recipient_of, together

HEAD = "订单号,姓名,电话,地址,货号,数量\n"
HOME = "山东省济南市历下区人民路1号"


def order(number, name="张三丰", phone="13800001234", street="人民路1号", channel="chat", **more):
    buyer = Buyer(name, phone, province="山东省", city="济南市", district="历下区", street=street)
    items = (MatchedLine("DATE-500", number, 1),)
    return OrderToPack(
        number, channel, f"C-{number}", more.pop("status", "to-ship"), more.pop("ship_by", None), buyer, items, **more
    )


def test_orders_with_the_same_name_phone_and_address_are_alike():
    same = [order(1), order(2, phone="+86 138-0000-1234"), order(3, street=" 人民路 1号 ")]
    others = [
        order(4, name="李四"),
        order(5, phone="13800001235"),
        order(6, street="人民路2号"),
        order(7, channel="shop"),
    ]
    assert [[one.id for one in group] for group in alike([*same, *others])] == [[1, 2, 3]]


@pytest.mark.parametrize(
    "hidden",
    [{"phone": "138****1234"}, {"phone": "13800001234-5678"}, {"phone": "13800001234转5678"}, {"name": "张**"}, {"street": "人民路***"},
     {"name": "张三丰[1234]"}, {"phone": "13800001234[5678]"}, {"name": "张＊丰"}, {"phone": "13800001234,5678"}, {"phone": ""}],
)  # fmt: skip
def test_hidden_buyers_are_never_alike_unless_the_platform_says_so(hidden):
    one, two = order(1, **hidden), order(2, **hidden)
    assert alike([one, two]) == []
    if hidden != {"phone": ""}:
        assert recipient_of(one, "oaid-1") == recipient_of(two, "oaid-1") != recipient_of(two, "oaid-2")


def test_several_orders_as_one_hold_everything_in_the_order_of_their_numbers():
    parts = [
        order(2, ship_by="2026-11-12T00:00:00Z", total_minor=100, buyer_note="快"),
        order(1, ship_by="2026-11-11T00:00:00Z", total_minor=50),
    ]
    whole = together(parts)
    assert whole == together(parts[::-1])
    assert (whole.order_id, whole.ship_by, whole.total_minor, whole.buyer_note) == (
        "C-1+C-2",
        "2026-11-11T00:00:00Z",
        150,
        "快",
    )
    assert [line.quantity for line in whole.items] == [1, 2]
    assert together([order(1), order(2, status="refunding")]).status == "refunding"
    assert together([parts[0]]) is parts[0]


@given(st.integers(1, 6))
def test_every_division_holds_everything_once(count):
    found = [sorted(map(tuple, division)) for division in divisions(list(range(count)))]
    assert all(sorted(n for part in division for n in part) == list(range(count)) for division in found)
    assert len(found) == len({tuple(division) for division in found}) == [1, 2, 5, 15, 52, 203][count - 1]


@pytest.fixture
def steps(practice):
    """A courier whose third kilogram is cheaper than a second parcel, and orders of one buyer, another, and a hidden one."""
    practice.write(
        "zto.csv", "省份,0.5kg,1kg,2kg,3kg,>3kg\n山东,2.05,2.45,3.25,3.85,3.8+(ceil(w)-1)*1.2\n其他,9,9,9,9,9+w\n"
    )
    rows = [("C-1", "张三丰", "13800001234"), ("C-2", "张三丰", "138 0000 1234"), ("C-3", "李四", "13900001234"), ("C-4", "张三丰", "138****1234"), ("C-5", "张三丰", "138****1234")]  # fmt: skip
    practice.write("orders.csv", HEAD + "".join(f"{n},{name},{phone},{HOME},DATE-500,1\n" for n, name, phone in rows))
    for path in practice.path.glob("shop.db*"):
        path.unlink()
    practice.stocked().good("orders", "import", "orders.csv", "--channel", "chat")
    return practice


def test_one_parcel_is_proposed_with_what_it_saves_and_nothing_is_done(steps):
    before = steps.dump()
    quoted = {q["order_id"]: q for q in steps.good("shipments", "quote")}
    (proposal,) = quoted["C-1"]["proposals"]
    assert (proposal["kind"], proposal["order_ids"], proposal["saves"], proposal["before"], proposal["after"]) == (
        "merge", ["C-1", "C-2"], "1.65", "4.90", "3.25",
    )  # fmt: skip
    assert [quoted[n]["proposals"] for n in ("C-3", "C-4", "C-5")] == [[], [], []]
    assert "C-1, C-2 in one parcel saves 1.65 CNY" in steps.run("shipments", "quote").stdout
    assert steps.dump() == before
    created = steps.good("shipments", "create", "--yes")
    assert [p["order_ids"] for p in created["parcels"]] == [["C-1"], ["C-2"], ["C-3"], ["C-4"], ["C-5"]]


def test_merged_orders_share_a_waybill_and_leave_the_shelves_once(steps):
    tried = steps.good("shipments", "create", "--merge", "--dry-run")
    created = steps.good("shipments", "create", "--merge", "--yes")
    assert (
        [p["order_ids"] for p in tried["parcels"]]
        == [p["order_ids"] for p in created["parcels"]]
        == [["C-1", "C-2"], ["C-3"], ["C-4"], ["C-5"]]
    )
    assert created["price"] == {"CNY": "10.60"} and "order_id" not in created["parcels"][0]
    waybills = steps.waybills()
    assert len(waybills) == 5 and waybills["C-1"] == waybills["C-2"] and len(set(waybills.values())) == 4
    assert steps.lots()["DATE-500/A"] == 0 and sum(n for lot, n in steps.lots().items() if lot.startswith("DATE")) == 95
    assert set(steps.statuses().values()) == {"shipped"}
    steps.good("shipments", "void", waybills["C-1"], "--yes")
    assert [steps.statuses()[n] for n in ("C-1", "C-2", "C-3")] == ["to-ship", "to-ship", "shipped"]
    assert sum(n for lot, n in steps.lots().items() if lot.startswith("DATE")) == 97
    again = steps.good("shipments", "create", "--apart", "--yes")
    assert [p["order_ids"] for p in again["parcels"]] == [["C-1"], ["C-2"]]


def test_shop_toml_can_say_it_and_the_command_line_wins(steps):
    path = steps.path / "shop.toml"
    path.write_text(path.read_text("utf-8").replace("[shipments]", "[shipments]\nmerge = true"), "utf-8")
    assert len(steps.good("shipments", "create", "--dry-run")["parcels"]) == 4
    assert len(steps.good("shipments", "create", "--dry-run", "--apart")["parcels"]) == 5


def test_where_nothing_is_saved_nothing_is_merged(practice):
    practice.write("zto.csv", "省份,1.1kg,3kg,>3kg\n山东,1,2,50+w\n")
    assert [q["order_ids"] for q in practice.good("shipments", "quote", "--merge")] == [["C-1"], ["C-2"], ["C-3"]]


def test_a_refund_of_one_order_stops_the_parcel_of_both(steps):
    """Once one of the two is held, the other goes alone."""
    created = steps.good("shipments", "create", "C-1", "C-2", "--merge", "--yes")
    steps.good("shipments", "void", created["parcels"][0]["waybill"], "--yes")
    steps.good("orders", "hold", "C-2", "--reason", "等")
    first, *_others = steps.good("shipments", "create", "--merge", "--yes")["parcels"]
    assert first["order_ids"] == ["C-1"]


def test_a_parcel_that_waits_gives_way_when_its_orders_go_in_another_way(steps):
    path = steps.path / "shop.toml"
    text = path.read_text("utf-8")
    # Nobody listens there: the parcels are written down and wait.
    path.write_text(text.replace('service = "practice"', 'service = "practice"\nurl = "http://127.0.0.1:9"'), "utf-8")
    assert steps.run("shipments", "create", "C-1", "C-2", "--merge", "--yes").exit_code == 6
    path.write_text(text, "utf-8")
    steps.good("shipments", "create", "C-1", "C-2", "--apart", "--yes")
    assert len(set(steps.waybills().values())) == 2
    assert steps.good("shipments", "resume")["parcels"] == []
    assert sum(n for lot, n in steps.lots().items() if lot.startswith("DATE")) == 98


@pytest.mark.parametrize("said", [("--merge",), ()])
def test_a_restored_shop_that_merges_asks_before_it_buys_for_one_buyer_again(steps, said):
    """Its backup is older than the first parcel of two orders; afterwards such parcels were bought."""
    steps.good("shipments", "create", "C-3", "--yes")
    steps.good("backup", "copy.db")
    steps.good("shipments", "create", "C-1", "C-2", "--merge", "--yes")
    steps.good("restore", "copy.db", "--yes")
    result = steps.run("shipments", "create", *said, "--yes", "--json")
    assert result.exit_code == 3
    assert {p["value"] for p in result.json["problems"] if p["code"] == "may-be-merged"} == {"C-1", "C-2"}
    assert [p["order_ids"] for p in result.json["parcels"]] == [["C-4"], ["C-5"]]
    assert [p["order_ids"] for p in steps.good("shipments", "create", "--apart", "--yes")["parcels"]] == [
        ["C-1"],
        ["C-2"],
    ]


def test_a_parcel_of_two_orders_that_was_interrupted_is_bought_once_by_resume(steps):
    path = steps.path / "shop.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('service = "practice"', 'service = "practice"\nurl = "http://127.0.0.1:9"'), "utf-8")
    assert steps.run("shipments", "create", "C-1", "C-2", "--merge", "--yes").exit_code == 6
    path.write_text(text, "utf-8")
    (parcel,) = steps.good("shipments", "resume")["parcels"]
    assert (parcel["order_ids"], parcel["state"]) == (["C-1", "C-2"], "confirmed")
    assert len(set(steps.waybills().values())) == 1
    assert sum(n for lot, n in steps.lots().items() if lot.startswith("DATE")) == 98


def test_a_waybill_found_out_for_one_of_two_orders_ships_both(steps):
    """The courier kept silent; a person asked it and adopts what it said."""
    path = steps.path / "shop.toml"
    text = path.read_text("utf-8")
    steps.good("shipments", "create", "C-1", "C-2", "--merge", "--yes")
    db = steps.shop.store()
    db.execute("UPDATE parcels SET state = 'unknown', waybill = ''")
    db.execute("UPDATE orders SET status = 'to-ship', waybill = '', shipped_at = NULL")
    db.execute("DELETE FROM movements WHERE kind = 'ship'")
    db.commit()
    db.close()
    assert path.read_text("utf-8") == text
    steps.write("printed.csv", "订单编号,物流单号\nC-1,YT0000000001\nC-2,YT0000000001\n")
    steps.good("shipments", "adopt", "printed.csv")
    assert steps.waybills() == {"C-1": "YT0000000001", "C-2": "YT0000000001"}
    assert steps.rows("SELECT state, waybill FROM parcels") == [("confirmed", "YT0000000001")]
    assert sum(n for lot, n in steps.lots().items() if lot.startswith("DATE")) == 98
