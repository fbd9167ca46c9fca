"""The stages of an inspection: where each may lead, and that none is lost."""

import pytest

from caseward.rules.stages import AUDIT_STAGES, STAGES, TABLES, stage

KINDS = sorted(TABLES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_way_forward_passes_every_stage_once_and_ends(kind: str) -> None:
    walked, code = [], TABLES[kind][0].code
    while code:
        walked.append(code)
        code = stage(code, kind).forward or ""
    assert walked == [each.code for each in TABLES[kind]]


@pytest.mark.parametrize("kind", KINDS)
def test_the_way_back_leads_to_the_stage_before_or_nowhere(kind: str) -> None:
    before = {each.forward: each.code for each in TABLES[kind]}
    assert all(each.back in (None, before.get(each.code)) for each in TABLES[kind])


def test_a_decided_result_has_no_way_back() -> None:
    assert (stage("decided").back, stage("published").back) == (None, None)


def test_an_audit_has_no_panel_and_publishes_nothing() -> None:
    assert [each.code for each in AUDIT_STAGES] == ["set_up", "sampling", "assessment", "ratings", "decided"]
    assert [stage("ratings", "internal").forward, stage("decided", "internal").pen] == ["decided", ()]


def test_an_audit_passes_only_stages_that_an_inspection_has() -> None:
    assert {each.code for each in AUDIT_STAGES} <= {each.code for each in STAGES}


@pytest.mark.parametrize(("code", "kind"), [("lunch", "external"), ("panel", "internal")])
def test_a_stage_that_is_not_in_the_table_is_an_error(code: str, kind: str) -> None:
    with pytest.raises(KeyError):
        stage(code, kind)
