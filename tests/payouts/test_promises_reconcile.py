"""Conservation of reconciling: whatever the kinds, the cuts and the decisions, every cent is explained or in an exception once."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.payouts.month import NOW, Month

from sellerkit.model.statement import KINDS

few = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = [f"7000000000{n:07d}1" for n in range(4)]
REMARKS = (
    "[payouts]\nremarks = [ "
    + ", ".join(f'{{ find = "K-{kind}={{order}}", kind = "{kind}" }}' for kind in KINDS)
    + " ]"
)

moves = st.lists(
    st.tuples(st.integers(-9999, 9999).filter(bool), st.sampled_from([*NUMBERS, "999999999999"]), st.sampled_from(KINDS)),
    min_size=1, max_size=25,
)  # fmt: skip


def conserved(result):
    answer = result.json
    for total in answer["totals"]:
        of_currency = [one for one in answer["exceptions"] if one["currency"] == total["currency"]]
        explained = [one for one in answer["explained"] if one["currency"] == total["currency"]]
        assert sum(Decimal(one["amount"]) for one in of_currency) == Decimal(total["exceptions"])
        assert sum(Decimal(one["amount"]) for one in explained) == Decimal(total["explained"])
        assert Decimal(total["explained"]) + Decimal(total["exceptions"]) == Decimal(total["statements"])
    return answer


def told(answer):
    """What an answer says, without where it was read and whether it was said before."""
    return sorted(
        (one["code"], one["order_id"] or "", one["kind"] or "", one["difference"] or "", one["amount"])
        for one in answer["exceptions"]
    )


@few
@given(moves=moves, known=st.sets(st.sampled_from(NUMBERS)), decide=st.lists(st.booleans(), min_size=40, max_size=40))
def test_every_kind_of_money_is_explained_or_in_an_exception_also_after_decisions(
    shop, new_shop, files, moves, known, decide
):
    here = new_shop(shop)
    here.toml(REMARKS)
    here.write("orders.csv", files.orders(*(files.order(number) for number in sorted(known) or ["#1"])))
    here.run("orders", "import", "orders.csv", "--channel", "taobao")
    rows = [(fen, f"T200P{number}", "其他", f"K-{kind}={number}") for fen, number, kind in moves]
    here.write("bill.csv", Month(0, 30).bill(rows, 1, 0)[0], "gb18030")
    taken = here.run("payouts", "import", "bill.csv")
    assert taken.exit_code == 0, taken.stderr
    first = conserved(here.run("payouts", "reconcile", "--json", env=NOW))
    again = here.run("payouts", "reconcile", "--json", env=NOW)
    assert again.exit_code == 0 and told(conserved(again)) == told(first)
    assert Decimal(first["totals"][0]["statements"]) == Decimal(sum(fen for fen, _n, _k in moves)) / 100
    lines = ["code,order,decision,tie"]
    for one, wanted in zip(first["exceptions"], decide, strict=False):
        if wanted and one["code"] == "no-such-order" and known:
            lines.append(f"{one['code']},{one['order_id']},,taobao/{min(known)}")
        elif wanted and not one["information"]:
            lines.append(
                f"{one['code']},{one['order_id'] or one['reference']},{'accepted' if len(lines) % 3 else 'claimed'},"
            )
    if len(lines) == 1:
        return
    here.write("decisions.csv", "\n".join(dict.fromkeys(lines)) + "\n")
    decided = here.run("payouts", "resolve", "--file", "decisions.csv", "--json", env=NOW)
    assert decided.exit_code == 0, decided.stderr
    conserved(here.run("payouts", "reconcile", "--json", "-n", env=NOW))
    assert here.run("undo", str(decided.json["batch"])).exit_code == 0
    assert told(conserved(here.run("payouts", "reconcile", "--json", env=NOW))) == told(first)


@few
@given(seed=st.integers(0, 10**6), cuts=st.tuples(st.integers(1, 3), st.integers(1, 6)))
def test_any_cut_of_a_month_into_files_gives_the_same_answer(shop, new_shop, seed, cuts):
    answers = []
    for pieces in cuts:
        here = new_shop(shop)
        month = Month(seed, 30)
        month.take_in(here, pieces)
        answers.append(conserved(here.run("payouts", "reconcile", "--json", env=NOW)))
        assert {(one["code"], one["order_id"]) for one in answers[-1]["exceptions"]} == month.faults
    assert told(answers[0]) == told(answers[1])
    assert answers[0]["matched"] == answers[1]["matched"]
