"""The pure decisions: statuses, recipients, own numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.model.order import STATUSES, Buyer
from sellerkit.orders.recipients import phone_text, recipient_of
from sellerkit.orders.rules import own_number
from sellerkit.trade.order_status import combined, decide, released

ANY = st.sampled_from(STATUSES)


@given(ours=ANY, said=ANY)
def test_an_export_that_repeats_itself_changes_nothing(ours: str, said: str) -> None:
    assert decide(ours, said, said) == (ours, "newer")


@given(ours=ANY, said=ANY, theirs=ANY)
def test_an_order_that_was_sent_never_waits_to_be_sent_again(ours: str, said: str, theirs: str) -> None:
    if ours in ("shipped", "done", "refunded", "closed"):
        assert decide(ours, said, theirs).status not in ("unpaid", "deposit-paid", "to-ship", "held")


@given(ours=ANY, said=ANY, theirs=ANY)
def test_what_an_older_file_says_is_not_taken(ours: str, said: str, theirs: str) -> None:
    decision = decide(ours, said, theirs)
    assert decision.verdict == "newer" or decision.status == ours


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (("to-ship", "closed"), "to-ship"),
        (("to-ship", "refunding"), "refunding"),
        (("shipped", "refunding"), "shipped"),
        (("done", "refunded"), "done"),
        (("refunded", "closed"), "refunded"),
        (("unpaid", "closed"), "unpaid"),
    ],
)
def test_an_order_is_what_is_still_to_be_done_of_its_lines(lines: tuple[str, ...], order: str) -> None:
    assert combined(lines) == order


def test_a_released_order_that_went_out_is_shipped() -> None:
    assert (released("", sent=True), released("unpaid", sent=False), released("", sent=False)) == (
        "shipped",
        "unpaid",
        "to-ship",
    )


@pytest.mark.parametrize(
    ("text", "buyer"),
    [
        ("张三 13800000000 浙江省杭州市余杭区某某街道1号", Buyer("张三", "13800000000", "", "浙江省", "杭州市", "余杭区", "某某街道1号")),
        ("浙江省杭州市余杭区某某街道1号，李四，13800000000", Buyer("李四", "13800000000", "", "浙江省", "杭州市", "余杭区", "某某街道1号")),
        ("张三13800000000北京市朝阳区北京路5号", Buyer("张三", "13800000000", "", "北京市", "北京市", "朝阳区", "北京路5号")),
        ("张三，138****0000，上海 浦东新区 世纪大道1号", Buyer("张三", "138****0000", "", "上海市", "上海市", "浦东新区", "世纪大道1号")),
        ("张三 17000000000转1234 某某街道1号", Buyer("张三", "17000000000转1234", street="某某街道1号")),
        ("张三[1234] 17000000000-1234 某某街道1号", Buyer("张三[1234]", "17000000000转1234", street="某某街道1号")),
        ("收件人：王五 手机号码：138-0000-0000 所在地区：湖北省荆州市沙市区 详细地址：北京路1号", Buyer("王五", "13800000000", "", "湖北省", "荆州市", "沙市区", "北京路1号")),
        ("张三 13800000000 吉林市船营区某某路1号", Buyer("张三", "13800000000", "", "吉林省", "吉林市", "船营区", "某某路1号")),
        ("张三 13800000000 朝阳路幸福小区3栋", Buyer("张三", "13800000000", street="朝阳路幸福小区3栋")),
        ("张三 13800000000 海南藏族自治州共和县某某路", Buyer("张三", "13800000000", "", "青海省", "海南藏族自治州", "共和县", "某某路")),
        ("张三 0571-88888888 内蒙古呼和浩特市新城区1号 010000", Buyer("张三", "0571-88888888", "", "内蒙古自治区", "呼和浩特市", "新城区", "1号", "010000")),
        ("Mary Smith 13800000000 1 Example Road", Buyer("Mary Smith", "13800000000", street="1 Example Road")),
    ],
)  # fmt: skip
def test_a_free_text_is_split_where_it_is_certain(text: str, buyer: Buyer) -> None:
    assert recipient_of(text) == buyer


@given(st.text(max_size=60))
def test_any_text_is_a_recipient_of_some_kind(text: str) -> None:
    recipient_of(text)
    phone_text(text)


def test_equal_rows_have_their_own_numbers() -> None:
    assert own_number(["张三", "1"], 1) == own_number(["张三 ", "1"], 1)
    assert own_number(["张三", "1"], 1) != own_number(["张三", "1"], 2)
    assert own_number(["张三", "1"], 1) != own_number(["张三1", ""], 1)
