"""The stages of an inspection: where each may lead, and that none is lost."""

import pytest

from caseward.rules.stages import STAGES, stage


def test_the_way_forward_passes_every_stage_once_and_ends() -> None:
    walked, code = [], STAGES[0].code
    while code:
        walked.append(code)
        code = stage(code).forward or ""
    assert walked == [each.code for each in STAGES]


def test_the_way_back_leads_to_the_stage_before_or_nowhere() -> None:
    before = {each.forward: each.code for each in STAGES}
    assert all(each.back in (None, before.get(each.code)) for each in STAGES)


def test_a_decided_result_has_no_way_back() -> None:
    assert (stage("decided").back, stage("published").back) == (None, None)


def test_a_stage_that_is_not_in_the_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        stage("lunch")
