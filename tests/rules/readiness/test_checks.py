"""The table of checks, and what they find of one case together."""

from collections import Counter

from caseward.rules.framework_parts import Provenance
from caseward.rules.readiness import checks
from caseward.rules.readiness.classing import Classing
from caseward.rules.readiness.findings import State
from tests.rules.readiness.cases import by
from tests.rules.readiness.cases_delivering import delivered


def test_one_look_at_a_case_asks_every_check_once() -> None:
    found = checks.find(delivered(), by())
    assert list(found) == [check.code for check in checks.CHECKS]
    assert not [code for code, finding in found.items() if finding.state is State.MISSING]


def test_no_two_checks_share_a_code_or_look_for_the_same() -> None:
    assert len(checks.BY_CODE) == len(checks.CHECKS)
    assert max(Counter(check.finds for check in checks.CHECKS).values()) == 1


def test_records_can_speak_to_a_prompt_that_has_a_check() -> None:
    why = ("Why.", Provenance("TV annex 4"))
    assert Classing("2.1.1b", "assessment.diversity", *why).records_can_speak
    assert not Classing("2.1.1a", "", *why).records_can_speak
