"""What each of the cast sees and does in the browser."""

import uuid
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseward.inspection.case_assessments import actions
from caseward.inspection.case_assessments.models import Answer, Assessment, Note, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from tests.factories import case_assessments
from tests.factories.accounts import Cast
from tests.factories.case_assessments import full_answers, reading

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def as_user(client: Client, user: User) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def page_of(case: SampledCase, name: str, **more: object) -> str:
    names = {"inspection_id": case.draw.inspection_id, "case_id": case.pk, **more}
    return reverse(f"case_assessments:{name}", kwargs=names)


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).split())


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("inspector", 200),
        ("lead", 200),
        ("analyst", 200),
        ("quality_lead", 200),
        ("panel_member", 403),
        ("publisher", 403),
        ("provider_contact", 403),
        ("administrator", 404),
        ("outsider", 404),
        ("other_contact", 404),
    ],
)
def test_who_opens_the_list_of_cases(
    client: Client, case: SampledCase, cast: Cast, who: str, status: int
) -> None:
    url = reverse("case_assessments:index", kwargs={"inspection_id": case.draw.inspection_id})
    shown = as_user(client, getattr(cast, who)).get(url)
    assert shown.status_code == status
    assert (str(case) in shown.content.decode()) is (status == 200)


@pytest.mark.parametrize(
    "who", ["panel_member", "publisher", "provider_contact", "administrator", "outsider"]
)
def test_others_see_neither_case_nor_reading(client: Client, case: SampledCase, cast: Cast, who: str) -> None:
    reading(case, cast.inspector)
    as_user(client, getattr(cast, who))
    for url in (page_of(case, "case"), page_of(case, "section", reading="first", section="2.1")):
        assert client.get(url).status_code == 404


def test_my_cases_come_first_and_can_be_had_alone(
    client: Client, inspection: Inspection, cast: Cast, colleague: User
) -> None:
    theirs = case_assessments.sampled_case(inspection, allocated_to=colleague)
    mine = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    url = reverse("case_assessments:index", kwargs={"inspection_id": inspection.pk})
    shown = text(as_user(client, cast.inspector), url)
    assert shown.index(str(mine)) < shown.index(str(theirs))
    assert str(theirs) not in text(client, f"{url}?whose=mine")


@pytest.mark.parametrize("state", ["not_started", "under_way", "finished"])
def test_cases_can_be_filtered_by_how_far_they_are(
    client: Client, inspection: Inspection, cast: Cast, state: str
) -> None:
    cases = {
        name: case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
        for name in ("not_started", "under_way", "finished")
    }
    reading(cases["under_way"], cast.inspector, finished=False)
    reading(cases["finished"], cast.inspector)
    url = reverse("case_assessments:index", kwargs={"inspection_id": inspection.pk})
    shown = text(as_user(client, cast.inspector), f"{url}?state={state}")
    assert [name for name, case in cases.items() if str(case) in shown] == [state]


def test_the_list_takes_as_many_queries_for_many_cases_as_for_few(
    client: Client, inspection: Inspection, cast: Cast
) -> None:
    url = reverse("case_assessments:index", kwargs={"inspection_id": inspection.pk})
    as_user(client, cast.inspector)

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    reading(case_assessments.sampled_case(inspection, allocated_to=cast.inspector), cast.inspector)
    statements()
    few = statements()
    for _ in range(12):
        reading(case_assessments.sampled_case(inspection, allocated_to=cast.inspector), cast.inspector)
    assert statements() == few


def test_looking_is_recorded_once_a_page(client: Client, case: SampledCase, cast: Cast) -> None:
    reading(case, cast.inspector)
    as_user(client, cast.inspector)
    client.get(page_of(case, "case"))
    client.get(page_of(case, "section", reading="first", section="2.1"))
    client.get(reverse("case_assessments:index", kwargs={"inspection_id": case.draw.inspection_id}))
    assert Event.objects.filter(action="looked_at_case", subject_id=str(case.pk)).count() == 2
    assert Event.objects.get(action="looked_at_cases").details["cases"] == [case.pk]


def test_the_case_page_shows_an_age_and_no_date_of_birth(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    shown = text(as_user(client, cast.inspector), page_of(case, "case"))
    assert "1984" not in shown
    assert "Age when fieldwork starts" in shown
    assert ">35<" in shown.replace(" ", "")


def test_an_inspector_starts_a_case_and_lands_on_its_facts(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    as_user(client, cast.inspector)
    assert "Start reading" in text(client, page_of(case, "case"))
    response = client.post(page_of(case, "start"))
    assert response["Location"] == page_of(case, "section", reading="first", section="about")


def test_a_colleague_reads_why_they_cannot_start(client: Client, case: SampledCase, colleague: User) -> None:
    shown = text(as_user(client, colleague), page_of(case, "case"))
    assert "Start reading" not in shown
    assert "Only the inspector to whom this case is allocated" in shown
    assert client.post(page_of(case, "start")).status_code == 403


def post_group(client: Client, case: SampledCase, group: str, section: str, **data: object) -> str:
    url = page_of(case, "section", reading="first", section=section)
    response = client.post(url, {"group": group, "version": 0, **data}, follow=True)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def open_reading(case: SampledCase, cast: Cast) -> Assessment:
    return reading(case, cast.inspector, answers={}, finished=False)


def test_a_group_is_saved_by_its_own_button(
    client: Client, case: SampledCase, cast: Cast, open_reading: Assessment
) -> None:
    shown = post_group(
        as_user(client, cast.inspector), case, "2.1.1", "2.1", **{"2.1.1a": "yes", "2.1.1": "no"}
    )
    assert "Saved: 2.1.1" in shown
    assert open_reading.current_answers() == {"2.1.1a": "yes", "2.1.1": "no"}


def test_harm_questions_wait_for_the_classification_then_open_or_say_why_not(
    client: Client, case: SampledCase, cast: Cast, open_reading: Assessment
) -> None:
    as_user(client, cast.inspector)
    url = page_of(case, "section", reading="first", section="2.2")
    assert "This opens once you have answered" in text(client, url)
    post_group(client, case, "about", "about", **{"info.harm": "low"})
    shown = text(client, url)
    assert "Not asked, because the answer to" in shown
    assert 'name="2.2.3"' not in shown
    version = Assessment.objects.get(pk=open_reading.pk).version
    post_group(client, case, "about", "about", version=version, **{"info.harm": "medium"})
    assert 'name="2.2.3"' in text(client, url)


def test_answers_that_left_the_base_are_kept_and_the_page_says_so(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    answers = {**full_answers(case), "info.harm": "low"}
    reading(case, cast.inspector, answers=answers, finished=False)
    shown = text(as_user(client, cast.inspector), page_of(case, "section", reading="first", section="2.2"))
    assert "they do not count while the questions are not asked" in shown
    assert "Earlier answer, kept but not counted: Yes" in shown


def test_prompts_stand_together_above_the_key_question_and_do_not_answer_it(
    client: Client, case: SampledCase, cast: Cast, open_reading: Assessment
) -> None:
    prompts = {"2.1.1a": "yes", "2.1.1b": "yes", "2.1.1c": "yes"}
    shown = post_group(as_user(client, cast.inspector), case, "2.1.1", "2.1", **prompts)
    assert shown.index("What you saved, to weigh together") < shown.index("Your judgement: 2.1.1")
    assert "2.1.1" not in open_reading.current_answers()


def test_a_clash_shows_both_versions_and_saves_nothing(
    client: Client, case: SampledCase, cast: Cast, open_reading: Assessment
) -> None:
    as_user(client, cast.inspector)
    post_group(client, case, "2.1.1", "2.1", **{"2.1.1a": "yes"})
    shown = post_group(client, case, "2.1.1", "2.1", **{"2.1.1a": "no"})
    assert "The two versions" in shown
    assert open_reading.current_answers() == {"2.1.1a": "yes"}
    version = Assessment.objects.get(pk=open_reading.pk).version
    post_group(client, case, "2.1.1", "2.1", version=version, **{"2.1.1a": "no"})
    assert open_reading.current_answers() == {"2.1.1a": "no"}


def test_the_same_form_sent_twice_is_no_clash(
    client: Client, case: SampledCase, cast: Cast, open_reading: Assessment
) -> None:
    as_user(client, cast.inspector)
    for _ in range(2):
        assert "The two versions" not in post_group(client, case, "2.1.1", "2.1", **{"2.1.1a": "yes"})
    assert Answer.objects.filter(question_code="2.1.1a").count() == 1


def test_a_wrong_count_is_explained_at_its_question(
    client: Client, inspection: Inspection, cast: Cast
) -> None:
    case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector, sample="unpaid-work")
    assessment = reading(case, cast.inspector, answers={}, finished=False)
    shown = post_group(
        as_user(client, cast.inspector), case, "about", "about", **{"info.stand_downs": "many"}
    )
    assert "There is a problem" in shown
    assert assessment.current_answers() == {}


def test_an_unknown_page_or_group_is_not_found(
    client: Client, case: SampledCase, cast: Cast, open_reading: Assessment
) -> None:
    as_user(client, cast.inspector)
    assert client.get(page_of(case, "section", reading="first", section="9.9")).status_code == 404
    assert client.get(page_of(case, "section", reading="third", section="2.1")).status_code == 404
    url = page_of(case, "section", reading="first", section="2.1")
    assert client.post(url, {"group": "2.2.1", "version": 0}).status_code == 404


def test_a_colleague_cannot_save_into_my_finished_reading(
    client: Client, case: SampledCase, cast: Cast, colleague: User
) -> None:
    row = reading(case, cast.inspector)
    url = page_of(case, "section", reading="first", section="2.1")
    as_user(client, colleague)
    assert '<form method="post" novalidate class="cw-group__form"' not in text(client, url)
    assert client.post(url, {"group": "2.1.1", "version": 0, "2.1.1": "no"}).status_code == 403
    assert row.current_answers()["2.1.1"] == "yes"


def test_finishing_lists_what_is_missing_with_links_and_then_closes(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    answers = full_answers(case)
    del answers["2.4.1"]
    row = reading(case, cast.inspector, answers=answers, finished=False)
    as_user(client, cast.inspector)
    url = page_of(case, "finish", reading="first")
    shown = text(client, url)
    assert f'href="{page_of(case, "section", reading="first", section="2.4")}#group-2.4.1"' in shown
    client.post(url, {"version": 0})
    row.refresh_from_db()
    assert row.finished_at is None
    post_group(client, case, "2.4.1", "2.4", **{"2.4.1": "yes"})
    assert "Every question that this case is asked has an answer" in text(client, url)
    client.post(url, {"version": Assessment.objects.get(pk=row.pk).version})
    row.refresh_from_db()
    assert row.finished_at is not None


def test_the_lead_reopens_with_a_reason_that_the_history_shows(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    row = reading(case, cast.inspector)
    as_user(client, cast.lead)
    url = page_of(case, "reopen", reading="first")
    assert "There is a problem" in client.post(url, {"version": 0, "reason": ""}).content.decode()
    client.post(url, {"version": 0, "reason": "Read against the wrong file"})
    row.refresh_from_db()
    assert row.finished_at is None
    shown = text(as_user(client, cast.inspector), page_of(case, "history", reading="first"))
    assert "Read against the wrong file" in shown


def test_a_reason_to_reopen_survives_a_change_elsewhere(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    row = reading(case, cast.inspector)
    Assessment.objects.filter(pk=row.pk).update(version=4)
    sent = {"version": 2, "reason": "Read against the wrong file"}
    response = as_user(client, cast.lead).post(page_of(case, "reopen", reading="first"), sent)
    assert "This has just been changed elsewhere." in response.text
    assert "Read against the wrong file" in response.text
    assert 'name="version" value="4"' in response.text
    row.refresh_from_db()
    assert row.finished_at is not None


def test_an_answer_saved_at_the_same_moment_is_shown_beside_mine(
    client: Client,
    case: SampledCase,
    cast: Cast,
    open_reading: Assessment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_mine = actions.save_answers

    def save_theirs_first(**mine: Any) -> Assessment:
        save_mine(**{**mine, "answers": {"2.1.1a": "no"}})
        return save_mine(**mine)

    monkeypatch.setattr(actions, "save_answers", save_theirs_first)
    shown = post_group(as_user(client, cast.inspector), case, "2.1.1", "2.1", **{"2.1.1a": "yes"})
    assert "The two versions" in shown
    assert 'name="version" value="1"' in shown
    monkeypatch.undo()
    assert "The two versions" not in post_group(client, case, "2.1.1", "2.1", version=1, **{"2.1.1a": "yes"})
    assert open_reading.current_answers()["2.1.1a"] == "yes"


def test_a_case_is_named_in_the_heading_and_never_in_the_title(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    shown = text(as_user(client, cast.inspector), page_of(case, "case"))
    assert f'<h1 class="govuk-heading-l">Case {case}</h1>' in shown
    assert str(case) not in shown[: shown.index("</title>")]


def test_the_history_keeps_superseded_answers(
    client: Client, case: SampledCase, cast: Cast, open_reading: Assessment
) -> None:
    as_user(client, cast.inspector)
    post_group(client, case, "2.1.1", "2.1", **{"2.1.1a": "yes"})
    post_group(client, case, "2.1.1", "2.1", version=1, **{"2.1.1a": "no"})
    shown = text(client, page_of(case, "history", reading="first"))
    assert "Superseded" in shown
    assert "Stands" in shown


def test_a_note_is_added_changed_and_deleted(
    client: Client, case: SampledCase, cast: Cast, open_reading: Assessment
) -> None:
    as_user(client, cast.inspector)
    url = page_of(case, "add_note", reading="first")
    assert "The report may use this note" in text(client, f"{url}?about=2.1.1")
    typed = {"question_code": "2.1.1", "bearing": "strength", "text": "Made with the person."}
    client.post(url, {**typed, "creation_key": uuid.uuid4()})
    note = Note.objects.get()
    change = page_of(case, "edit_note", reading="first", note_id=note.pk)
    client.post(change, {**typed, "text": "Changed.", "version": 0, "practice_example": "on"})
    note.refresh_from_db()
    assert (note.text, note.practice_example) == ("Changed.", True)
    clash = client.post(change, {**typed, "text": "Stale.", "version": 0}).content.decode()
    assert "The two versions" in clash
    delete = page_of(case, "delete_note", reading="first", note_id=note.pk)
    stale = client.post(delete, {"version": 0}, follow=True).content.decode()
    assert "This has just been changed elsewhere." in stale
    assert "Changed." in stale
    client.post(delete, {"version": 1})
    assert not Note.objects.exists()


def test_a_colleague_reaches_no_note_of_an_open_reading(
    client: Client, case: SampledCase, colleague: User, open_reading: Assessment
) -> None:
    note = case_assessments.note(open_reading)
    as_user(client, colleague)
    assert client.get(page_of(case, "edit_note", reading="first", note_id=note.pk)).status_code == 404
    assert note.text not in text(client, page_of(case, "case"))


@pytest.mark.parametrize(
    ("who", "status"), [("quality_lead", 200), ("lead", 200), ("inspector", 403), ("panel_member", 403)]
)
def test_who_opens_second_readings(
    client: Client, inspection: Inspection, cast: Cast, who: str, status: int
) -> None:
    as_user(client, getattr(cast, who))
    for name in ("second_readings", "agreement"):
        url = reverse(f"case_assessments:{name}", kwargs={"inspection_id": inspection.pk})
        assert client.get(url).status_code == status


def second_page(inspection: Inspection, name: str) -> str:
    return reverse(f"case_assessments:{name}", kwargs={"inspection_id": inspection.pk})


def test_a_quality_lead_draws_by_share_and_reads_blind(
    client: Client, inspection: Inspection, cast: Cast
) -> None:
    for _ in range(5):
        row = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
        reading(row, cast.inspector, answers={"2.1.1": "yes"})
    as_user(client, cast.quality_lead)
    typed = {"by": "share", "amount": 50, "seed": 11, "creation_key": uuid.uuid4()}
    for _ in range(2):  # the button is pressed twice
        response = client.post(second_page(inspection, "draw_second_readings"), typed, follow=True)
        assert "3 of 5 finished first readings are yours to read again." in response.text
    seconds = Assessment.objects.filter(reading=Reading.SECOND)
    assert seconds.count() == 3
    case = seconds[0].case
    assert client.get(page_of(case, "section", reading="first", section="2.1")).status_code == 404
    assert client.get(page_of(case, "section", reading="second", section="2.1")).status_code == 200
    assert client.get(page_of(case, "compare")).status_code == 404


def test_too_large_a_dip_sample_is_explained(client: Client, inspection: Inspection, cast: Cast) -> None:
    as_user(client, cast.quality_lead)
    typed = {"by": "size", "amount": 9, "seed": 11, "creation_key": uuid.uuid4()}
    response = client.post(second_page(inspection, "draw_second_readings"), typed)
    assert "At most 0 first readings" in response.content.decode()


def test_a_quality_lead_chooses_cases_with_a_reason(
    client: Client, case: SampledCase, inspection: Inspection, cast: Cast
) -> None:
    reading(case, cast.inspector)
    as_user(client, cast.quality_lead)
    url = second_page(inspection, "pick_second_readings")
    assert str(case) in text(client, url)
    typed = {"cases": [case.pk], "reason": "First case of hers", "creation_key": uuid.uuid4()}
    for _ in range(2):  # the button is pressed twice
        assert "are yours to read again." in client.post(url, typed, follow=True).text
    assert Assessment.objects.get(reading=Reading.SECOND).case == case


def test_the_readers_differences_are_settled_on_one_page(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    reading(case, cast.inspector)
    reading(case, cast.quality_lead, kind=Reading.SECOND, answers={**full_answers(case), "2.1.1": "no"})
    url = page_of(case, "compare")
    shown = text(as_user(client, cast.inspector), url)
    assert "Where the readers differ" in shown
    assert "Why you cannot record agreed answers" in shown
    assert client.post(url, {"version": 0, "2.1.1": "no"}).status_code == 403
    as_user(client, cast.quality_lead)
    client.post(url, {"version": 0, "2.1.1": "no"})
    assert Answer.objects.counting().get(question_code="2.1.1").value == "no"
    assert "Agreed answers" in text(client, page_of(case, "case"))


def test_agreeing_on_what_changed_meanwhile_shows_both_versions(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    reading(case, cast.inspector)
    theirs = {**full_answers(case), "2.1.1": "no", "2.1.2": "no"}
    reading(case, cast.quality_lead, kind=Reading.SECOND, answers=theirs)
    url = page_of(case, "compare")
    as_user(client, cast.quality_lead)
    client.post(url, {"version": 0, "2.1.1": "no"})
    assert "The two versions" in client.post(url, {"version": 0, "2.1.1": "yes"}).content.decode()


def test_agreement_shows_kappa_with_its_base(client: Client, inspection: Inspection, cast: Cast) -> None:
    for first, again in [("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")]:
        row = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
        reading(row, cast.inspector, answers={"2.1.1": first})
        reading(row, cast.quality_lead, kind=Reading.SECOND, answers={"2.1.1": again})
    shown = text(as_user(client, cast.lead), second_page(inspection, "agreement"))
    assert "75%" in shown
    assert "0.50" in shown
    assert "3 of 4 pairs of answers" in shown


def test_the_moment_of_a_reading_is_shown(client: Client, case: SampledCase, cast: Cast) -> None:
    reading(case, cast.inspector)
    assert "6 August 2019 at 11:00am" in text(as_user(client, cast.inspector), page_of(case, "case"))


def test_the_overview_tells_an_inspector_how_far_their_cases_are(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    case_assessments.sampled_case(case.draw.inspection, allocated_to=cast.inspector)
    reading(case, cast.inspector)
    url = reverse("inspections:overview", kwargs={"inspection_id": case.draw.inspection_id})
    shown = text(as_user(client, cast.inspector), url)
    assert "Read your cases" in shown
    assert "1 of 2 finished" in shown
    assert "No dip sample yet" in text(as_user(client, cast.quality_lead), url)
