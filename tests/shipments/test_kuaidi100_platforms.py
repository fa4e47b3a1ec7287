"""Kuaidi100 with an account that a platform authorised: its own token stands for the buyer whom it hides."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest

from sellerkit.model.order import Buyer
from sellerkit.model.shipment import Contents, ParcelToSend, SenderAddress
from sellerkit.shipments.carriers.contract import Access
from sellerkit.shipments.carriers.kuaidi100 import Kuaidi100


def param(net: str, token: str = "", **more: str) -> dict[str, object]:
    to = Buyer("张**", "138****0000", "CN", "山东省", "济南市", "历下区", "人民路**号")
    sender = SenderAddress("王小红", "13800000000", "山西省吕梁市临县红枣路1号")
    parcel = ParcelToSend(7, "LX_7_1", ("A-1",), to, sender, 500, (Contents("D", "红枣", 1),), platform_token=token)
    access = Access(lambda: 1, "zhongtong", key="K", secret="S", partner_id="P", partner_key="PK", net=net, **more)
    call = next(Kuaidi100(access).create(parcel))
    found: dict[str, object] = json.loads(parse_qs(call.body.decode())["param"][0])
    return found


@pytest.mark.parametrize(
    ("net", "field"), [("taobao", "oaid"), ("pinduoduoWx", "oaid"), ("douyin", "oaid"), ("cainiao", "caid")]
)
def test_the_token_goes_where_the_platform_wants_it_and_the_mask_stays(net, field):
    found = param(net, "TOKEN==", platform_net="杭州余杭网点,571001")
    assert found[field] == "TOKEN==" and found["net"] == net and found["tbNet"] == "杭州余杭网点,571001"
    assert found["recMan"] == {"name": "张**", "mobile": "138****0000", "printAddr": "山东省济南市历下区人民路**号"}
    assert (found["reorder"], found["orderId"]) == (False, "LX_7_1")


def test_an_account_of_the_branch_has_no_token_and_may_name_a_product():
    found = param("余杭网点", "TOKEN==", product="标准快递", from_code="571001", platform_net="x")
    assert not {"oaid", "caid", "tbNet"} & set(found)
    assert (found["expType"], found["code"]) == ("标准快递", "571001")
