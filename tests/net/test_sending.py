"""`send`: what is on disk when, which answers stop what, and what is never sent."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from datetime import timedelta

import pytest
from werkzeug import Response

from sellerkit.base.errors import CannotWrite, ServiceUnreachable
from sellerkit.model.shipment import Call, Label, Refused, Reply, Save
from sellerkit.net.connection import Connection
from sellerkit.net.jobs import Job, request_hash
from sellerkit.net.sender import send, void


def jobs_of(shipping, count, **more):
    return [Job(shipping.parcel(n), **more) for n in range(count)]


def states(results):
    return [result.state for result in results]


def no(code, message="no"):
    return {"code": code, "message": message}


def test_every_intent_is_on_disk_before_its_call_and_every_answer_after(shipping, courier, line, journal):
    early = []
    sold = courier.answer
    courier.answer = lambda form, param: early.append(param["orderId"] in journal.intents) or sold(form, param)
    heard = []
    results = send(jobs_of(shipping, 150), shipping.carrier_named("kuaidi100"), line(), journal, on_result=heard.append)
    assert all(early) and len(early) == 150
    assert states(results) == ["confirmed"] * 150
    assert [r.label.waybill for r in results] == [f"WT_{n}_1" for n in range(150)]
    assert {a.outcome for a in journal.answers.values()} == {"confirmed"} and len(journal.answers) == 150
    assert len(heard) == 150
    assert max(len(refs) for _what, refs in journal.told) <= 64


def test_an_intent_is_a_reference_and_a_hash_and_never_the_buyer(shipping, courier, line, journal):
    send(jobs_of(shipping, 1), shipping.carrier_named("kuaidi100"), line(), journal)
    text = repr(journal.intents) + repr(journal.answers)
    assert "T_0_1" in text and "张三" not in text and "13800000000" not in text and "人民路" not in text


def test_a_refused_order_is_named_and_the_others_go_on(shipping, courier, line, journal):
    courier.answer = lambda form, param: (
        no(30001, "张三3 13800000000 地址错") if param["orderId"] == "T_3_1" else courier.sold(param)
    )
    results = send(jobs_of(shipping, 8), shipping.carrier_named("kuaidi100"), line(), journal)
    assert states(results) == ["confirmed"] * 3 + ["refused"] + ["confirmed"] * 4
    assert (results[3].code, results[3].detail, results[3].stops) == ("30001", "*** *** 地址错", False)


@pytest.mark.parametrize("code", [30002, 30003, 30004])
def test_wrong_credentials_and_no_money_stop_the_whole_batch(shipping, courier, line, journal, code):
    courier.answer = lambda form, param: no(code)
    results = send(jobs_of(shipping, 100), shipping.carrier_named("kuaidi100"), line(connections=2), journal)
    assert states(results).count("refused") <= 2 and results[0].stops and results[0].code == str(code)
    assert states(results)[2:] == ["waiting"] * 98
    assert len(courier.calls) <= 2
    assert {a.outcome for a in journal.answers.values()} == {"refused", "waiting"}
    assert set(journal.answers) == set(journal.intents), "no intent stays open without a call"


def test_nobody_there_is_said_soon_and_only_old_doubts_stay_open(shipping, nobody, journal):
    jobs = [*jobs_of(shipping, 100), Job(shipping.parcel(100), recover=True, age=timedelta(hours=1))]
    started, heard = time.monotonic(), {}
    with pytest.raises(ServiceUnreachable) as ended:
        send(
            jobs,
            shipping.carrier_named("kuaidi100"),
            Connection(nobody),
            journal,
            on_result=lambda r: heard.update({r.parcel_id: r}),
        )
    assert ended.value.exit_code == 6
    assert time.monotonic() - started < 5
    assert set(journal.answers) >= set(journal.intents)
    assert {a.outcome for a in journal.answers.values() if a.reference in journal.intents} == {"waiting"}
    assert heard.pop(100).state == "unknown"
    assert {result.state for result in heard.values()} == {"waiting"} and len(heard) == 100


def test_rubbish_and_server_errors_are_recovered_by_the_same_call(shipping, courier, line, journal):
    seen: dict[str, int] = {}

    def answer(form, param):
        reference = param["orderId"]
        seen[reference] = seen.get(reference, 0) + 1
        odd = [
            "<html>",
            Response("oops", 500),
            no(-1),
            [1, 2],
            {"code": 200, "data": {}},
            {"code": 200, "data": {"kuaidinum": ["x"]}},
        ]
        return odd[int(reference.split("_")[1])] if seen[reference] == 1 else courier.sold(param)

    courier.answer = answer
    results = send(jobs_of(shipping, 6), shipping.carrier_named("kuaidi100"), line(), journal)
    assert states(results) == ["confirmed"] * 6
    first, again = (dict(f) for f in [f for f in courier.calls if '"T_0_1"' in f["param"]])
    assert first["param"] == again["param"] and first["t"] <= again["t"]


def test_a_courier_that_is_out_of_order_is_not_asked_a_thousand_times(shipping, courier, line, journal, monkeypatch):
    courier.answer = lambda form, param: "<html>busy</html>"
    monkeypatch.setattr("sellerkit.net.recovery._backoff", lambda attempt: 0.0)
    results = send(jobs_of(shipping, 100), shipping.carrier_named("kuaidi100"), line(connections=4), journal)
    assert states(results).count("unknown") < 20 and states(results).count("waiting") > 80
    assert {a.outcome for a in journal.answers.values()} == {"unknown", "waiting"}


def test_a_repeat_is_not_sent_after_its_window_or_with_another_body(shipping, courier, line, journal):
    kuaidi = shipping.carrier_named("kuaidi100")
    parcels = [shipping.parcel(n) for n in range(4)]
    jobs = [
        Job(parcels[0], recover=True, age=timedelta(hours=48)),
        Job(parcels[1], recover=True),
        Job(parcels[2], recover=True, age=timedelta(hours=1), request_hash="of another body"),
        Job(parcels[3], recover=True, age=timedelta(hours=1), request_hash=request_hash("kuaidi100", parcels[3])),
    ]
    results = send(jobs, kuaidi, line(), journal)
    assert [(r.state, r.code) for r in results] == [("unknown", "ask-a-person")] * 3 + [("confirmed", "")]
    assert courier.references() == ["T_3_1"]
    assert journal.intents == {}, "the intent of an earlier run still stands"


def test_a_repeat_that_fails_on_money_leaves_the_doubt(shipping, courier, line, journal):
    courier.answer = lambda form, param: no(30004)
    jobs = [Job(shipping.parcel(0), recover=True, age=timedelta(hours=1)), Job(shipping.parcel(1))]
    results = send(jobs, shipping.carrier_named("kuaidi100"), line(connections=1), journal)
    assert [(r.state, r.code, r.stops) for r in results] == [("unknown", "30004", True), ("waiting", "30004", False)]


def test_open_intents_are_recovered_before_anything_new_is_bought(shipping, courier, line, journal):
    jobs = [Job(shipping.parcel(n), recover=n >= 3, age=timedelta(minutes=5)) for n in range(5)]
    send(jobs, shipping.carrier_named("kuaidi100"), line(connections=1), journal)
    assert courier.references() == [f"T_{n}_1" for n in (3, 4, 0, 1, 2)]


def test_retry_after_is_kept(shipping, courier, line, journal):
    courier.answer = lambda form, param: (
        courier.sold(param) if len(courier.calls) > 1 else Response("{}", 429, {"Retry-After": "1"})
    )
    results = send(jobs_of(shipping, 3), shipping.carrier_named("kuaidi100"), line(connections=1), journal)
    assert states(results) == ["confirmed"] * 3
    assert courier.arrivals[1] - courier.arrivals[0] >= 1


def test_a_courier_that_closes_for_an_hour_is_left_alone(shipping, courier, line, journal):
    courier.answer = lambda form, param: Response("{}", 429, {"Retry-After": "3600"})
    results = send(jobs_of(shipping, 50), shipping.carrier_named("kuaidi100"), line(connections=4), journal)
    assert {(r.state, r.code) for r in results} == {("waiting", "rate-limited")}
    assert len(courier.calls) <= 4


def test_no_second_ever_holds_more_calls_than_the_limit(shipping, courier, line, journal):
    send(jobs_of(shipping, 30), shipping.carrier_named("kuaidi100"), line(limit="20/s", connections=16), journal)
    arrivals = sorted(courier.arrivals)
    assert len(arrivals) == 30
    assert all(later - first >= 1 for first, later in zip(arrivals, arrivals[20:], strict=False))
    assert arrivals[-1] - arrivals[0] < 2.5


def test_a_used_up_day_leaves_the_rest_waiting(shipping, courier, line, journal):
    results = send(
        jobs_of(shipping, 9), shipping.carrier_named("kuaidi100"), line(limit="5/day", connections=1), journal
    )
    assert states(results) == ["confirmed"] * 5 + ["waiting"] * 4
    assert {r.code for r in results[5:]} == {"limit-reached"} and len(courier.calls) == 5


def test_two_parcels_with_one_reference_are_both_refused(shipping, courier, line, journal):
    from dataclasses import replace

    twin = replace(shipping.parcel(1), parcel_id=9)
    odd = replace(shipping.parcel(2), reference="张三-1")
    results = send(
        [Job(shipping.parcel(1)), Job(twin), Job(odd), Job(shipping.parcel(3))],
        shipping.carrier_named("kuaidi100"),
        line(),
        journal,
    )
    assert [(r.state, r.code) for r in results] == [
        ("refused", "reference-twice"), ("refused", "reference-twice"), ("refused", "reference-wrong"), ("confirmed", "")
    ]  # fmt: skip
    assert courier.references() == ["T_3_1"]


def test_one_waybill_for_two_parcels_is_a_question_and_not_a_label(shipping, courier, line, journal):
    courier.answer = lambda form, param: courier.sold(param, "SAME")
    results = send(jobs_of(shipping, 2), shipping.carrier_named("kuaidi100"), line(connections=1), journal)
    assert [(r.state, r.code) for r in results] == [("confirmed", ""), ("unknown", "waybill-twice")]


def test_a_redirect_is_never_followed(shipping, courier, line, journal, monkeypatch):
    courier.answer = lambda form, param: Response("", 307, {"Location": courier.url + "/elsewhere"})
    monkeypatch.setattr("sellerkit.net.recovery._backoff", lambda attempt: 0.0)
    results = send(jobs_of(shipping, 1), shipping.carrier_named("kuaidi100"), line(), journal)
    assert states(results) == ["unknown"]
    assert all(form["method"] == "order" for form in courier.calls)


def test_a_full_disk_stops_before_the_first_call(shipping, courier, line, journal):
    def intend(intents):
        raise CannotWrite("disk full")

    journal.intend = intend
    with pytest.raises(CannotWrite):
        send(jobs_of(shipping, 5), shipping.carrier_named("kuaidi100"), line(), journal)
    assert courier.calls == []


def test_a_disk_that_fills_up_under_way_stops_and_loses_no_answer(shipping, courier, line, journal):
    answered, failed = journal.answered, []

    def fails_once(answers):
        if not failed:
            failed.append(len(answers))
            raise CannotWrite("disk full")
        answered(answers)

    journal.answered = fails_once
    with pytest.raises(CannotWrite):
        send(jobs_of(shipping, 200), shipping.carrier_named("kuaidi100"), line(connections=4), journal)
    assert failed and {a.reference for a in journal.answers.values() if a.outcome == "confirmed"} == set(
        courier.references()
    )
    assert len(courier.calls) < 100


def test_a_listener_that_fails_loses_no_answer(shipping, courier, line, journal):
    def fails(result):
        raise CannotWrite("the terminal is gone")

    with pytest.raises(CannotWrite):
        send(jobs_of(shipping, 20), shipping.carrier_named("kuaidi100"), line(connections=2), journal, on_result=fails)
    assert set(journal.answers) == set(courier.references()) and len(courier.calls) <= 2


def test_a_waybill_is_given_back(shipping, courier, line):
    courier.answer = lambda form, param: {"code": 200} if len(courier.calls) > 1 else Response("oops", 502)
    results = void([(shipping.parcel(1), "W1")], shipping.carrier_named("kuaidi100"), line())
    assert states(results) == ["confirmed"]
    assert [form["method"] for form in courier.calls] == ["cancel", "cancel"]


class TwoSteps:
    """A courier in two steps: register, keep the number, then buy. It can only be asked."""

    name, window, recovery = "two-steps", None, "ask"

    def create(self, parcel, saved: Mapping[str, str] = {}) -> Generator[Call | Save, Reply | None, Label]:
        if "id" not in saved:
            yield self._call(parcel, "register")
            yield Save("id", "S" + parcel.reference)
        reply = yield self._call(parcel, "buy")
        if reply.json["code"] == 400:
            raise Refused("400", "no")
        return Label(reply.json["data"]["kuaidinum"])

    def find(self, reference, saved: Mapping[str, str] = {}):
        return None

    def void(self, parcel, waybill):
        raise NotImplementedError

    @staticmethod
    def _call(parcel, step):
        return Call("POST", "/label/order", f'param={{"orderId":"{parcel.reference}","step":"{step}"}}'.encode())


def test_what_a_two_step_courier_saves_is_kept_before_its_next_call(shipping, courier, line, journal):
    kept = []
    courier.answer = lambda form, param: kept.append(dict(journal.saved)) or courier.sold(param)
    results = send(jobs_of(shipping, 1), TwoSteps(), line(), journal)
    assert states(results) == ["confirmed"]
    assert kept == [{}, {"T_0_1": {"id": "ST_0_1"}}]


def test_a_courier_that_can_only_be_asked_gets_one_intent_at_a_time_and_no_second_call(
    shipping, courier, line, journal
):
    courier.answer = lambda form, param: "rubbish" if param["step"] == "buy" else courier.sold(param)
    results = send(jobs_of(shipping, 3), TwoSteps(), line(connections=1), journal)
    assert [(r.state, r.code) for r in results] == [("unknown", "ask-a-person")] * 3
    assert len(courier.calls) == 6
    assert [what for what, _refs in journal.told] == ["intend", "answered"] * 3


def test_an_order_that_cannot_be_written_as_a_request_is_refused_without_a_call(shipping, courier, line, journal):
    from dataclasses import replace

    broken = replace(shipping.parcel(1), weight_g=None)
    results = send([Job(broken), Job(shipping.parcel(2))], shipping.carrier_named("kuaidi100"), line(), journal)
    assert [(r.state, r.code) for r in results] == [("refused", "request-not-built"), ("confirmed", "")]


def test_giving_back_says_what_was_refused_and_when_nobody_is_there(shipping, courier, line, nobody):
    courier.answer = lambda form, param: no(30001 if param["orderId"] == "T_1_1" else 30003, "张三1 no")
    given = [(shipping.parcel(n), f"W{n}") for n in (1, 2, 3)]
    results = void(given, shipping.carrier_named("kuaidi100"), line())
    assert [(r.state, r.code, r.stops) for r in results] == [
        ("refused", "30001", False), ("refused", "30003", True), ("unknown", "30003", False)
    ]  # fmt: skip
    assert results[0].detail == "*** no"
    with pytest.raises(ServiceUnreachable):
        void(given, shipping.carrier_named("kuaidi100"), Connection(nobody))
