"""Every problem code has a small shop that shows it, and docs/problems.md says what the commands say."""

from __future__ import annotations

from pathlib import Path

import pytest

from sellerkit.cli import COMMANDS, Noun

from .case import Case, Shown, show
from .cases import CASES, NOT_SHOWN, NOT_YET
from .codes import codes_in_source
from .page import page

DOC = Path(__file__).parents[2] / "docs" / "problems.md"
SHOWN: dict[str, Shown] = {}


def test_every_code_of_the_source_has_a_case_or_a_reason() -> None:
    known = {case.code for case in CASES} | set(NOT_SHOWN) | set(NOT_YET)
    source = codes_in_source()
    assert not {code: place for code, place in source.items() if code not in known}, (
        "add a case to tests/problems/cases_*.py"
    )
    assert not known - set(source), "these codes are gone from the source"


def test_the_codes_of_a_command_that_works_have_cases() -> None:
    working = {(noun, verb) for noun, row in COMMANDS.items() if isinstance(row, Noun) for verb in row.verbs}
    assert not {code: words for code, words in NOT_YET.items() if words in working}, "write their cases"


def test_a_code_has_one_case() -> None:
    codes = [case.code for case in CASES]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(NOT_SHOWN)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_problem_is_shown_with_its_exit_code_and_what_to_do(shop, case: Case) -> None:
    shown = SHOWN[case.code] = show(shop, case)
    assert shown.exit_code == case.exit, shown.said
    assert shown.message or shown.hint, f"the code is not in the answer: {shown.said}"
    assert str(shop.path) not in shown.message


def test_the_page_says_what_the_commands_say() -> None:
    if len(SHOWN) < len(CASES):
        pytest.skip("only some of the cases were run")
    assert DOC.read_text("utf-8") == page(SHOWN), "write it anew with .ci/problems"
