"""Every check counts only with a case in which the record exists and the answer is still missing."""

from importlib import import_module
from pathlib import Path

import pytest

from caseward.rules.readiness import checks
from caseward.rules.readiness.facts import Case
from caseward.rules.readiness.findings import RECORD_KINDS, State

from .cases import by

MODULES = [
    import_module(f"tests.rules.readiness.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("counterexamples_*.py"))
]
ALL = [
    pytest.param(code, case, id=f"{code}: {why}")
    for module in MODULES
    for code, examples in module.COUNTEREXAMPLES.items()
    for why, case in examples
]


def test_every_check_has_a_case_in_which_the_record_exists_and_the_answer_is_missing() -> None:
    told = {code for module in MODULES for code in module.COUNTEREXAMPLES}
    assert told == set(checks.BY_CODE)


@pytest.mark.parametrize(("code", "case"), ALL)
def test_the_record_exists_and_the_answer_is_missing(code: str, case: Case) -> None:
    finding = checks.BY_CODE[code].finds(case, by())
    assert finding.state is State.MISSING
    assert finding.records
    assert {record.kind for record in finding.records} <= set(RECORD_KINDS)
    assert finding.mend
    assert finding.because.endswith(".")
    assert finding.mend.words.endswith(".")
