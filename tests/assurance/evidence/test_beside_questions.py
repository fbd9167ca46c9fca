"""What stands beside the questions of a reading, when it stays hidden, and what is kept of showing it."""

from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caseward.assurance.evidence import actions, inputs, policies
from caseward.assurance.evidence.models import Showing
from caseward.casework.people.models import AccessList
from caseward.inspection.case_assessments import actions as case_assessments_actions
from caseward.inspection.case_assessments.models import Answer, Assessment, Reading
from caseward.inspection.samples.models import SampledCase
from caseward.rules.bases import groups_of
from caseward.rules.readiness.findings import State
from caseward.shared.accounts.models import User
from caseward.shared.govuk import slots
from tests.factories import case_assessments, evidence, people
from tests.factories.accounts import Cast
from tests.factories.evidence import Disclosed, opened

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HIDDEN = "Answer first: the evidence for this question stays hidden until your answer is saved."
NOT_A_JUDGEMENT = "What stands beside the questions is evidence from the records, not a judgement."
MOST = 40


@pytest.fixture
def reading(disclosed: Disclosed, cast: Cast) -> Assessment:
    """The first reading, begun: only the level of harm is answered, so that every base is decided."""
    return begun(disclosed.case, cast.inspector)


def begun(case: SampledCase, by: User, **changes: Any) -> Assessment:
    answers = {"info.harm": "medium"} | changes.pop("answers", {})
    return case_assessments.reading(case, by, finished=False, answers=answers, **changes)


def address(reading: Assessment, section: str = "2.1") -> str:
    names = {
        "inspection_id": reading.inspection_id,
        "case_id": reading.case_id,
        "reading": reading.reading,
        "section": section,
    }
    return reverse("case_assessments:section", kwargs=names)


def page(client: Client, reading: Assessment, user: User, section: str = "2.1") -> str:
    client.force_login(user, backend=BACKEND)
    response = client.get(address(reading, section))
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def asked_in(reading: Assessment, section: str = "2.1") -> list[str]:
    """The questions of a section to which records can speak."""
    framework, sample = reading.inspection.framework, reading.case.draw.sample_code
    checks = inputs.checks_by_question(framework, sample)
    groups = groups_of(framework, sample)
    return [
        question.code
        for group in groups
        for question in group.questions
        if group.standard is not None and group.standard.code == section and question.code in checks
    ]


def shown(reading: Assessment) -> set[str]:
    return set(Showing.objects.filter(assessment=reading).values_list("question_code", flat=True))


def answer(reading: Assessment, *codes: str, value: str = "yes") -> None:
    Answer.objects.bulk_create(
        Answer(
            assessment=reading,
            question_code=code,
            value=value,
            answered_at=timezone.now(),
            answered_by=reading.assessor,
        )
        for code in codes
    )


def test_without_evidence_the_page_is_as_it_was(client: Client, reading: Assessment, cast: Cast) -> None:
    text = page(client, reading, cast.inspector)
    assert NOT_A_JUDGEMENT not in text
    assert "Records cannot tell" not in text
    assert not Showing.objects.exists()


def test_each_question_has_its_evidence_beside_it_and_what_it_is_stands_once(
    client: Client, reading: Assessment, cast: Cast
) -> None:
    evidence.evidence(reading.case)
    text = page(client, reading, cast.inspector)
    assert text.count(NOT_A_JUDGEMENT) == 1
    assert text.count("Found by ") == len(asked_in(reading)) > 5
    assert "Found by assessment.diversity." in text
    assert "Gathered on" in text
    assert "3 August 2026: Community order" in text
    assert "Not yet calibrated." in text


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.SHOWN, "Shown"), (State.MISSING, "Missing"), (State.NOT_APPLICABLE, "Does not arise")],
)
def test_the_state_is_said_in_words(
    client: Client, reading: Assessment, cast: Cast, state: State, words: str
) -> None:
    evidence.evidence(reading.case, state=state)
    assert f">{words}</strong>" in page(client, reading, cast.inspector)


def test_where_records_cannot_tell_the_reason_stands_there(
    client: Client, reading: Assessment, cast: Cast
) -> None:
    evidence.evidence(reading.case)
    text = page(client, reading, cast.inspector)
    assert "Records cannot tell" in text
    assert reading.inspection.framework.classings["2.1.1a"].because in text


def test_what_would_put_it_right_is_not_said_to_an_inspector(
    client: Client, reading: Assessment, cast: Cast
) -> None:
    evidence.evidence(reading.case, state=State.MISSING)
    assert "Write it down." not in page(client, reading, cast.inspector)


def test_records_are_links_for_who_may_open_them_now(
    client: Client, disclosed: Disclosed, reading: Assessment, cast: Cast
) -> None:
    evidence.evidence(reading.case)
    link = reverse("sentences:index", kwargs={"person_id": disclosed.person.pk})
    assert link not in page(client, reading, cast.inspector)
    opened(disclosed.case, cast.inspector)
    text = page(client, reading, cast.inspector)
    assert link in text
    assert disclosed.person.name not in text


def test_links_go_when_a_list_closes_the_record(
    client: Client, disclosed: Disclosed, reading: Assessment, cast: Cast
) -> None:
    evidence.evidence(reading.case)
    opened(disclosed.case, cast.inspector)
    people.access_list(disclosed.person, AccessList.Kind.RESTRICTION, by=disclosed.officer)
    link = reverse("sentences:index", kwargs={"person_id": disclosed.person.pk})
    assert link not in page(client, reading, cast.inspector)


def test_records_of_a_file_have_no_links(
    client: Client, disclosed: Disclosed, reading: Assessment, cast: Cast
) -> None:
    sent = actions.take_in_file(
        inspection=reading.inspection,
        file_name="evidence.json",
        content=evidence.content(evidence.file_of(disclosed.case)),
        creation_key=uuid4(),
        by=cast.lead,
        at=timezone.now(),
    )
    assert sent.cases == 1
    opened(disclosed.case, cast.inspector)
    text = page(client, reading, cast.inspector)
    assert "Plan, version 1" in text
    assert f"/people/{disclosed.person.pk}/" not in text


def test_what_others_say_of_a_check_stands_wherever_it_is_shown(
    client: Client, reading: Assessment, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "_fillers_of_each", dict(slots._fillers_of_each))
    slots.register_each(
        "check_agreement", lambda codes, **_: {"assessment.diversity": "Agrees in 8 of 10 cases."}
    )
    evidence.evidence(reading.case)
    text = page(client, reading, cast.inspector)
    assert text.count("Agrees in 8 of 10 cases.") == 1


def test_showing_is_kept_once_with_its_first_moment(client: Client, reading: Assessment, cast: Cast) -> None:
    evidence.evidence(reading.case)
    page(client, reading, cast.inspector)
    first = dict(Showing.objects.values_list("question_code", "shown_at"))
    assert first.keys() == set(asked_in(reading))
    page(client, reading, cast.inspector)
    assert dict(Showing.objects.values_list("question_code", "shown_at")) == first
    assert set(Showing.objects.values_list("shown_by", flat=True)) == {cast.inspector.pk}


def test_questions_that_the_case_is_not_asked_have_no_evidence_beside_them(
    client: Client, disclosed: Disclosed, cast: Cast
) -> None:
    reading = begun(disclosed.case, cast.inspector, answers={"info.harm": "low"})
    evidence.evidence(reading.case)
    page(client, reading, cast.inspector, "2.2")
    assert "2.2.3a" in asked_in(reading, "2.2")
    assert "2.2.2a" in shown(reading)
    assert "2.2.3a" not in shown(reading)


def test_what_others_look_at_in_a_finished_reading_is_not_kept_as_shown_to_the_assessor(
    client: Client, disclosed: Disclosed, cast: Cast
) -> None:
    reading = case_assessments.reading(disclosed.case, cast.inspector)
    evidence.evidence(reading.case)
    assert "Found by assessment.diversity." in page(client, reading, cast.lead)
    assert not Showing.objects.exists()


def test_what_one_check_found_counts_as_shown_for_every_question_it_speaks_to(
    client: Client, reading: Assessment, cast: Cast
) -> None:
    evidence.evidence(reading.case)
    reading.case.evidence.filter(question_code="2.2.1a").update(check_code="assessment.diversity")
    page(client, reading, cast.inspector)
    assert "2.2.1a" in shown(reading)
    assert "2.2.1d" not in shown(reading)


def test_on_a_hidden_case_nothing_is_seen_before_the_answer(
    client: Client, reading: Assessment, cast: Cast, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    evidence.evidence(reading.case)
    text = page(client, reading, cast.inspector)
    assert text.count(HIDDEN) == len(asked_in(reading))
    assert "Found by" not in text
    assert "Community order" not in text
    assert "you answer first" in text
    assert not Showing.objects.exists()


def test_on_a_hidden_case_an_answer_that_is_saved_shows_its_own_evidence_and_no_other(
    client: Client, reading: Assessment, cast: Cast, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    evidence.evidence(reading.case)
    client.force_login(cast.inspector, backend=BACKEND)
    sent = {"group": "2.1.1", "version": str(reading.version), "2.1.1b": "yes"}
    response = client.post(address(reading), sent, follow=True)
    text = " ".join(unescape(response.content.decode()).split())
    assert "Found by assessment.diversity." in text
    assert text.count("Found by") == 1
    assert shown(reading) == {"2.1.1b"}
    assert Answer.objects.get(question_code="2.1.1b").answered_at < Showing.objects.get().shown_at


def test_an_answer_that_could_not_be_saved_shows_nothing(
    client: Client, reading: Assessment, cast: Cast, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    evidence.evidence(reading.case)
    client.force_login(cast.inspector, backend=BACKEND)
    sent = {"group": "2.1.1", "version": str(reading.version), "2.1.1b": "perhaps"}
    response = client.post(address(reading), sent)
    assert response.status_code == 200
    assert "Found by" not in response.content.decode()
    assert not Showing.objects.exists()


def test_a_check_that_speaks_to_two_questions_stays_hidden_until_both_are_answered(
    client: Client, reading: Assessment, cast: Cast, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    evidence.evidence(reading.case)
    answer(reading, "2.4.1d")
    assert "Found by" not in page(client, reading, cast.inspector, "2.4")
    answer(reading, "2.4.2d", value="no")
    assert page(client, reading, cast.inspector, "2.4").count("Found by review.written.") == 2
    assert shown(reading) == {"2.4.1d", "2.4.2d"}


def test_a_question_that_the_case_is_not_asked_keeps_nothing_hidden(
    client: Client, disclosed: Disclosed, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    known = inputs.checks_by_question
    monkeypatch.setattr(
        inputs, "checks_by_question", lambda *args: {**known(*args), "2.2.3a": "assessment.diversity"}
    )
    reading = begun(disclosed.case, cast.inspector, answers={"info.harm": "low"})
    evidence.evidence(reading.case)
    answer(reading, "2.1.1b")
    assert page(client, reading, cast.inspector).count("Found by") == 1


def test_while_nobody_knows_whether_a_question_is_asked_it_keeps_its_check_hidden(
    client: Client, disclosed: Disclosed, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    known = inputs.checks_by_question
    monkeypatch.setattr(
        inputs, "checks_by_question", lambda *args: {**known(*args), "2.2.3a": "assessment.diversity"}
    )
    reading = case_assessments.reading(disclosed.case, cast.inspector, finished=False, answers={})
    evidence.evidence(reading.case)
    answer(reading, "2.1.1b")
    assert "Found by" not in page(client, reading, cast.inspector)


def test_what_was_shown_stays_shown_when_the_answer_is_taken_back(
    client: Client, reading: Assessment, cast: Cast, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    evidence.evidence(reading.case)
    answer(reading, "2.1.1b")
    page(client, reading, cast.inspector)
    Answer.objects.filter(question_code="2.1.1b").update(is_current=False)
    assert "Found by assessment.diversity." in page(client, reading, cast.inspector)


def test_a_second_reader_answers_first_too_on_the_same_case(
    client: Client, disclosed: Disclosed, cast: Cast, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    case_assessments.reading(disclosed.case, cast.inspector)
    evidence.evidence(disclosed.case)
    second = begun(disclosed.case, cast.quality_lead, kind=Reading.SECOND)
    assert "Found by" not in page(client, second, cast.quality_lead)


def test_whether_a_case_is_hidden_depends_on_its_draw_and_number_alone(
    client: Client, disclosed: Disclosed, cast: Cast, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 5
    cases = [
        case_assessments.sampled_case(disclosed.case.draw.inspection, allocated_to=cast.inspector)
        for _ in range(10)
    ]
    hidden = []
    for case in cases:
        evidence.evidence(case)
        if HIDDEN in page(client, begun(case, cast.inspector), cast.inspector):
            hidden.append(case)
    assert hidden == [case for case in cases if policies.is_read_blind(case)]


@pytest.mark.parametrize(
    "who", ["panel_member", "publisher", "provider_contact", "outsider", "other_contact"]
)
def test_who_may_not_see_the_case_sees_no_evidence(
    client: Client, reading: Assessment, cast: Cast, who: str
) -> None:
    evidence.evidence(reading.case)
    client.force_login(getattr(cast, who), backend=BACKEND)
    response = client.get(address(reading))
    assert response.status_code == 404
    assert b"Found by" not in response.content


def test_the_page_of_a_section_stays_within_its_statements(
    client: Client, disclosed: Disclosed, reading: Assessment, cast: Cast, settings: Any
) -> None:
    page(client, reading, cast.inspector)
    with CaptureQueriesContext(connection) as before:
        page(client, reading, cast.inspector)
    evidence.evidence(reading.case)
    opened(disclosed.case, cast.inspector)
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    answer(reading, "2.1.1b")
    page(client, reading, cast.inspector)
    with CaptureQueriesContext(connection) as after:
        page(client, reading, cast.inspector)
    assert len(after) <= MOST
    assert len(after) <= len(before) + 6


def test_answers_are_saved_as_before(client: Client, reading: Assessment, cast: Cast) -> None:
    evidence.evidence(reading.case)
    group = next(
        each for each in groups_of(reading.inspection.framework, evidence.SUPERVISION) if each.code == "2.1.1"
    )
    case_assessments_actions.save_answers(
        assessment=reading,
        group=group,
        answers={"2.1.1b": "no"},
        version=reading.version,
        by=cast.inspector,
        at=timezone.now(),
    )
    assert reading.current_answers()["2.1.1b"] == "no"


def test_whom_a_list_keeps_from_the_record_sees_nothing_that_was_gathered_from_it(
    client: Client, disclosed: Disclosed, reading: Assessment, cast: Cast
) -> None:
    opened(disclosed.case, cast.inspector)
    assert "Gathered on" in page(client, reading, cast.inspector)
    people.access_list(disclosed.person, AccessList.Kind.RESTRICTION, by=disclosed.officer)
    text = page(client, reading, cast.inspector)
    assert "Gathered on" not in text
    assert NOT_A_JUDGEMENT not in text
