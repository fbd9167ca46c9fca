"""Starting, saving, finishing and reopening a reading; notes."""

import uuid
from collections.abc import Mapping

import pytest

from caseward.inspection.case_assessments import actions
from caseward.inspection.case_assessments.models import Answer, Assessment, Note, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.rules.bases import Group, groups_of
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import case_assessments
from tests.factories.accounts import Cast
from tests.factories.case_assessments import AT


def group(case: SampledCase, code: str) -> Group:
    groups = groups_of(case.draw.inspection.framework, case.draw.sample_code)
    return next(each for each in groups if each.code == code)


def save(
    assessment: Assessment, code: str, answers: Mapping[str, str], *, version: int | None = None
) -> Assessment:
    return actions.save_answers(
        assessment=assessment,
        group=group(assessment.case, code),
        answers=answers,
        version=assessment.version if version is None else version,
        by=assessment.assessor,
        at=AT,
    )


@pytest.fixture
def started(case: SampledCase, cast: Cast) -> Assessment:
    return actions.start(case=case, by=cast.inspector, at=AT)


def test_a_case_started_twice_has_one_first_reading(case: SampledCase, cast: Cast) -> None:
    one = actions.start(case=case, by=cast.inspector, at=AT)
    two = actions.start(case=case, by=cast.inspector, at=AT)
    assert one.pk == two.pk
    assert Event.objects.filter(action="started_reading").count() == 1


def test_only_the_inspector_who_has_the_case_starts_it(case: SampledCase, colleague: User) -> None:
    with pytest.raises(NotAllowed, match="allocated"):
        actions.start(case=case, by=colleague, at=AT)


def test_whoever_gets_the_case_next_takes_its_open_reading_over(started: Assessment, colleague: User) -> None:
    save(started, "about", {"info.harm": "low"})
    started.case.allocated_to = colleague
    started.case.save()
    taken = actions.start(case=started.case, by=colleague, at=AT)
    assert taken.assessor == colleague
    assert taken.current_answers() == {"info.harm": "low"}
    assert Event.objects.get(action="took_over_reading").details["assessor"][1] == colleague.pk


def test_a_changed_answer_supersedes_the_old_one_and_keeps_it(started: Assessment) -> None:
    saved = save(started, "2.1.1", {"2.1.1a": "yes", "2.1.1b": "no"})
    saved = save(saved, "2.1.1", {"2.1.1a": "no", "2.1.1b": "no"})
    rows = Answer.objects.filter(question_code="2.1.1a").values_list("value", "is_current")
    assert list(rows) == [("yes", False), ("no", True)]
    assert Answer.objects.filter(question_code="2.1.1b").count() == 1
    assert saved.current_answers() == {"2.1.1a": "no", "2.1.1b": "no"}


def test_saving_the_same_answers_twice_changes_nothing(started: Assessment) -> None:
    once = save(started, "2.1.1", {"2.1.1a": "yes"})
    twice = save(once, "2.1.1", {"2.1.1a": "yes"})
    assert twice.version == once.version
    assert Event.objects.filter(action="saved_answers").count() == 1


def test_an_answer_can_be_taken_back(case: SampledCase, cast: Cast) -> None:
    stand_downs = case_assessments.sampled_case(
        case.draw.inspection, allocated_to=cast.inspector, sample="unpaid-work"
    )
    assessment = actions.start(case=stand_downs, by=cast.inspector, at=AT)
    saved = save(assessment, "about", {"info.stand_downs": "3"})
    saved = save(saved, "about", {"info.stand_downs": ""})
    assert saved.current_answers() == {}
    assert Answer.objects.get(question_code="info.stand_downs").left_in_version == saved.version


def test_two_tabs_on_one_group_do_not_overwrite_each_other(started: Assessment) -> None:
    save(started, "2.1.1", {"2.1.1a": "yes"}, version=0)
    with pytest.raises(Conflict):
        save(started, "2.1.1", {"2.1.1a": "no"}, version=0)
    assert started.current_answers() == {"2.1.1a": "yes"}


def test_an_answer_taken_back_elsewhere_is_a_conflict_too(started: Assessment) -> None:
    first = save(started, "2.1.1", {"2.1.1a": "yes"})
    shown = first.version
    save(first, "2.1.1", {"2.1.1a": ""})
    with pytest.raises(Conflict):
        save(first, "2.1.1", {"2.1.1a": "no"}, version=shown)


def test_two_tabs_on_different_groups_do_not_disturb_each_other(started: Assessment) -> None:
    save(started, "2.1.1", {"2.1.1a": "yes"}, version=0)
    saved = save(started, "2.1.2", {"2.1.2a": "no"}, version=0)
    assert saved.current_answers() == {"2.1.1a": "yes", "2.1.2a": "no"}


def test_an_answer_that_the_question_does_not_offer_is_refused(started: Assessment) -> None:
    with pytest.raises(ValueError, match=r"2\.1\.1a"):
        save(started, "2.1.1", {"2.1.1a": "not_applicable"})


def test_the_audit_keeps_what_changed_but_never_a_text(inspection: Inspection, cast: Cast) -> None:
    gate = case_assessments.sampled_case(inspection, allocated_to=cast.inspector, sample="through-the-gate")
    assessment = actions.start(case=gate, by=cast.inspector, at=AT)
    save(assessment, "about", {"info.prison_stay": "Short stay for Jo Bloggs", "info.sex": "male"})
    details = Event.objects.get(action="saved_answers").details
    assert details["answers"] == {"info.prison_stay": "changed", "info.sex": [None, "male"]}


def test_a_reading_with_gaps_cannot_be_finished_and_says_what_is_missing(started: Assessment) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.finish(assessment=started, version=0, by=started.assessor, at=AT)
    words = started.inspection.framework.question("2.1.1a").text
    assert f"Not answered: 2.1.1a {words}" in refused.value.reasons
    assert not any("info." in reason for reason in refused.value.reasons)


def test_a_complete_reading_is_finished_and_counts(case: SampledCase, cast: Cast) -> None:
    assessment = case_assessments.reading(case, cast.inspector, finished=False)
    assert not Answer.objects.counting().exists()
    actions.finish(assessment=assessment, version=0, by=cast.inspector, at=AT)
    assert Answer.objects.counting().filter(question_code="2.1.1").exists()


def test_harm_questions_need_no_answer_where_the_assessor_puts_the_risk_low(
    case: SampledCase, cast: Cast
) -> None:
    answers = case_assessments.full_answers(case, info_harm="low")
    assert not any(code.startswith("2.2.3") for code in answers)
    assessment = case_assessments.reading(case, cast.inspector, answers=answers, finished=False)
    assert actions.finish(assessment=assessment, version=0, by=cast.inspector, at=AT).finished_at == AT


def test_finishing_a_reading_that_changed_meanwhile_is_a_conflict(case: SampledCase, cast: Cast) -> None:
    assessment = case_assessments.reading(case, cast.inspector, finished=False)
    save(assessment, "2.1.1", {"2.1.1a": "no"})
    with pytest.raises(Conflict):
        actions.finish(assessment=assessment, version=0, by=cast.inspector, at=AT)


def test_a_finished_reading_takes_no_answers(case: SampledCase, cast: Cast) -> None:
    assessment = case_assessments.reading(case, cast.inspector)
    with pytest.raises(NotAllowed, match="finished"):
        save(assessment, "2.1.1", {"2.1.1a": "no"})


def test_reopening_keeps_the_reason_and_takes_the_answers_out_of_the_count(
    case: SampledCase, cast: Cast
) -> None:
    assessment = case_assessments.reading(case, cast.inspector)
    actions.reopen(assessment=assessment, reason="Wrong file", version=0, by=cast.lead, at=AT)
    assert assessment.reopenings.get().reason == "Wrong file"
    assert not Answer.objects.counting().exists()


def test_the_same_note_sent_twice_is_one_note(started: Assessment) -> None:
    key = uuid.uuid4()
    values = {
        "question_code": "2.1.1",
        "bearing": "strength",
        "text": "Done together.",
        "usable_in_report": True,
        "practice_example": False,
    }
    for _ in range(2):
        actions.add_note(assessment=started, note=values, creation_key=key, by=started.assessor, at=AT)
    assert Note.objects.get().usable_in_report
    assert "text" not in Event.objects.get(action="added_note").details


def test_a_note_changed_in_two_tabs_is_a_conflict(started: Assessment) -> None:
    note = case_assessments.note(started)
    values = {name: getattr(note, name) for name in actions.NOTE_FIELDS}
    actions.edit_note(note=note, values={**values, "text": "One"}, version=0, by=started.assessor, at=AT)
    with pytest.raises(Conflict):
        actions.edit_note(note=note, values={**values, "text": "Two"}, version=0, by=started.assessor, at=AT)
    note.refresh_from_db()
    assert note.text == "One"


def test_a_deleted_note_leaves_its_trace(started: Assessment) -> None:
    note = case_assessments.note(started)
    actions.delete_note(note=note, version=0, by=started.assessor, at=AT)
    assert not Note.objects.exists()
    assert Event.objects.filter(action="deleted_note").exists()


def test_a_note_is_only_deleted_as_it_was_seen(started: Assessment) -> None:
    note = case_assessments.note(started)
    values = {name: getattr(note, name) for name in actions.NOTE_FIELDS}
    actions.edit_note(note=note, values={**values, "text": "More"}, version=0, by=started.assessor, at=AT)
    with pytest.raises(Conflict):
        actions.delete_note(note=note, version=0, by=started.assessor, at=AT)
    assert Note.objects.get().text == "More"
    assert not Event.objects.filter(action="deleted_note").exists()


def test_a_reading_whose_case_was_replaced_cannot_go_on(started: Assessment, cast: Cast) -> None:
    started.case.replaced_at = AT
    started.case.replaced_by = cast.lead
    started.case.save()
    with pytest.raises(NotAllowed, match="no longer in the sample"):
        save(started, "2.1.1", {"2.1.1a": "yes"})


def test_a_first_reading_is_of_the_kind_that_counts(started: Assessment) -> None:
    assert started.reading == Reading.FIRST
