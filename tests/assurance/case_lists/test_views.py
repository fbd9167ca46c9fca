"""The pages of case lists, as each of those who answer for a caseload meets them."""

import re
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseward.assurance.case_lists.models import Disclosure
from caseward.casework.people.models import Person
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event, Sighting
from tests.factories import case_lists, inspections, people, samples
from tests.factories.accounts import Cast
from tests.factories.case_lists import FIELDWORK, FRAMEWORK, Provider

pytestmark = pytest.mark.django_db

WHO = ("officer", "manager", "quality", "director", "contact")
MOST_STATEMENTS = 25


@pytest.fixture
def ours(cast: Cast) -> Provider:
    return case_lists.provider(cast)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return case_lists.collecting(cast)


def visit(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, sample: str = samples.SUPERVISION, **more: str) -> str:
    place = reverse(f"case_lists:{name}", kwargs={"code": FRAMEWORK, "sample_code": sample, **more})
    return f"{place}?on={FIELDWORK.isoformat()}"


def page(user: User, where: str) -> str:
    answer = visit(user).get(where)
    assert answer.status_code == HTTPStatus.OK, answer.status_code
    return " ".join(answer.content.decode().split())


def status(user: User, where: str) -> int:
    return visit(user).get(where).status_code


def test_numbers_are_for_those_who_answer_for_the_caseload(ours: Provider, cast: Cast) -> None:
    for where in (reverse("case_lists:index"), address("preview")):
        assert [status(getattr(ours, who), where) for who in WHO] == [403, 200, 200, 200, 200]
        assert status(cast.lead, where) == status(cast.administrator, where) == 403


def test_names_are_for_managers_and_the_quality_team(ours: Provider) -> None:
    case_lists.case(ours.officer, ethnicity="")
    where = address("gaps", column="ethnicity")
    assert [status(getattr(ours, who), where) for who in WHO] == [403, 200, 200, 403, 403]


@pytest.mark.parametrize("who", ["manager", "quality", "director", "contact"])
def test_the_preview_names_nobody(ours: Provider, who: str) -> None:
    person = case_lists.case(ours.officer, ethnicity="", name="Wilhelmina Unmistakable")
    shown = page(getattr(ours, who), address("preview"))
    assert person.name not in shown
    assert person.crn not in shown


def test_the_preview_counts_who_is_listed_left_out_and_held_back(ours: Provider) -> None:
    case_lists.case(ours.officer)
    case_lists.case(ours.officer, sex="")
    case_lists.case(ours.officer, days=900)
    shown = page(ours.director, address("preview"))
    assert "1 eligible case is missing" in shown
    assert "Sentence started on: before" in shown
    assert "marked as needed is not in the list" in shown


def test_the_form_leads_to_the_list_for_its_day(ours: Provider) -> None:
    asked = {
        "sample": f"{FRAMEWORK}/{samples.SUPERVISION}",
        "on_day": str(FIELDWORK.day),
        "on_month": str(FIELDWORK.month),
        "on_year": str(FIELDWORK.year),
    }
    answer = visit(ours.manager).get(reverse("case_lists:index"), asked)
    assert answer.headers["Location"] == address("preview")


def test_questions_of_the_form_stand_out_from_their_answers(ours: Provider) -> None:
    page = visit(ours.manager).get("/case-lists/").content.decode()
    assert page.count("govuk-fieldset__legend--s") == 2


def test_a_form_without_a_day_is_shown_again_with_what_is_missing(ours: Provider) -> None:
    where = reverse("case_lists:index") + f"?sample={FRAMEWORK}/{samples.SUPERVISION}"
    assert "There is a problem" in page(ours.manager, where)


@pytest.mark.parametrize("on", ["yesterday", "0019-01-01", "9999-12-31", "2026-02-30"])
def test_an_address_with_no_real_day_is_refused_in_words(ours: Provider, on: str) -> None:
    where = address("preview").split("?")[0]
    assert status(ours.manager, f"{where}?on={on}") == 403


def test_what_no_framework_asks_for_is_not_found(ours: Provider) -> None:
    assert status(ours.manager, "/case-lists/no-such/case-supervision/") == 404
    assert status(ours.manager, address("preview", "no-such-sample")) == 404
    assert status(ours.manager, address("gaps", column="shoe_size")) == 404


def test_whose_records_have_gaps_is_listed_and_recorded(ours: Provider) -> None:
    person = case_lists.case(ours.officer, ethnicity="")
    shown = page(ours.manager, address("gaps", column="ethnicity"))
    assert person.crn in shown
    event = Event.objects.get(action="shown in a list", details__page="case_lists:gaps")
    assert Sighting.objects.get(event_id=event.pk).subject_id == str(person.pk)


def test_who_is_barred_from_a_record_reads_only_that_there_is_one(ours: Provider) -> None:
    person = case_lists.case(ours.officer, ethnicity="")
    people.access_list(person, "exclusion", by=ours.officer, naming=(ours.manager,))
    shown = page(ours.manager, address("gaps", column="ethnicity"))
    assert person.crn not in shown
    assert "1 of them is not shown" in shown
    assert "1 of them is somebody whose record you may not open" in page(ours.manager, address("preview"))


def test_who_has_a_list_is_told_of_people_with_limited_access_before_it_is_sent(
    ours: Provider, inspection: Inspection
) -> None:
    person = case_lists.case(ours.officer)
    people.access_list(person, "exclusion", by=ours.officer, naming=(ours.manager,))
    shown = page(ours.contact, address("preview"))
    told = "1 person on this list has an exclusion or a restriction on their record."
    assert told in shown
    assert shown.index(told) < shown.index("Send it")


def test_the_drawing_of_gaps_rounds_as_its_table_does(ours: Provider) -> None:
    for ethnicity in ("", "White", "White"):
        case_lists.case(ours.officer, ethnicity=ethnicity)
    case_lists.case(ours.officer, sex="")
    shown = page(ours.director, address("preview"))
    assert not re.search(r"\d\.\d%", shown)


def test_those_with_gaps_come_by_twenty_five(ours: Provider) -> None:
    for _ in range(26):
        case_lists.case(ours.officer, ethnicity="")
    last = Person.objects.order_by("crn").last()
    assert last is not None
    where = address("gaps", column="ethnicity")
    assert last.crn not in page(ours.manager, where)
    assert last.crn in page(ours.manager, f"{where}&page=2")


def test_the_file_comes_to_those_who_may_have_it(ours: Provider) -> None:
    person = case_lists.case(ours.officer)
    where = address("download").split("?")[0]
    answers = [visit(getattr(ours, who)).post(where, {"on": FIELDWORK.isoformat()}) for who in WHO]
    assert [answer.status_code for answer in answers] == [403, 200, 200, 403, 200]
    assert person.crn in answers[1].content.decode("utf-8-sig")
    assert answers[1].headers["Content-Disposition"].endswith('"case-supervision-2026-11-23.csv"')
    assert Event.objects.filter(action="case list downloaded").count() == 3


def test_the_file_is_not_to_be_had_by_following_a_link(ours: Provider) -> None:
    assert status(ours.manager, address("download")) == 405


def test_the_contact_sends_the_list_with_one_click(ours: Provider, inspection: Inspection) -> None:
    case_lists.case(ours.officer)
    client = visit(ours.contact)
    assert "Send it to the inspection, fieldwork from 23 November 2026" in page(
        ours.contact, address("preview")
    )
    typed = {"inspection": inspection.pk, "on": FIELDWORK.isoformat(), "creation_key": uuid4()}
    answer = client.post(address("send").split("?")[0], typed, follow=True)
    disclosure = Disclosure.objects.get()
    assert answer.redirect_chain[0][0].endswith(f"/samples/lists/{disclosure.case_list_id}/")
    assert "No faults, ready to accept" in answer.content.decode()


def test_an_inspection_of_another_provider_is_not_found(ours: Provider, cast: Cast) -> None:
    case_lists.case(ours.officer)
    theirs = inspections.inspection(cast, stage="sampling", provider=cast.other_contact.organisation)
    typed = {"inspection": theirs.pk, "on": FIELDWORK.isoformat(), "creation_key": uuid4()}
    assert visit(ours.contact).post(address("send"), typed).status_code == 404


def test_who_makes_no_lists_is_told_so_before_the_form_is_looked_at(ours: Provider) -> None:
    answer = visit(ours.officer).post(address("send"))
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Case lists are made by managers" in answer.content.decode()


@pytest.mark.parametrize("who", ["manager", "quality", "director"])
def test_who_cannot_send_sees_no_button(ours: Provider, inspection: Inspection, who: str) -> None:
    case_lists.case(ours.officer)
    assert "Send it to" not in page(getattr(ours, who), address("preview"))


def test_a_list_for_another_day_leads_to_that_of_the_inspection(
    ours: Provider, inspection: Inspection
) -> None:
    case_lists.case(ours.officer)
    where = address("preview").replace("11-23", "11-24")
    shown = page(ours.contact, where)
    assert "make the list for that day" in shown
    assert address("preview") in shown


def test_the_page_where_a_list_is_sent_offers_to_make_it(
    ours: Provider, inspection: Inspection, cast: Cast
) -> None:
    case_lists.case(ours.officer)
    where = reverse(
        "samples:upload", kwargs={"inspection_id": inspection.pk, "sample_code": samples.SUPERVISION}
    )
    shown = page(ours.contact, where)
    assert "Make it from the caseload" in shown
    assert "1 case can be listed" in shown
    assert address("preview") in shown
    assert "Make it from the caseload" not in page(cast.analyst, where)


def test_inspections_that_wait_stand_on_the_first_page(ours: Provider, inspection: Inspection) -> None:
    assert address("preview") in page(ours.contact, reverse("case_lists:index"))
    assert "Inspections that wait" not in page(ours.manager, reverse("case_lists:index"))


def test_the_pages_take_no_more_statements_for_ten_times_as_many(
    ours: Provider, inspection: Inspection
) -> None:
    places = [
        (ours.contact, reverse("case_lists:index")),
        (ours.contact, address("preview")),
        (ours.manager, address("preview")),
        (ours.manager, address("gaps", column="disability")),
    ]
    case_lists.mixed(ours.officer, 30, seed=1)
    few = [_statements(user, where) for user, where in places]
    case_lists.mixed(ours.officer, 300, seed=2)
    many = [_statements(user, where) for user, where in places]
    assert few == many
    assert max(many) <= MOST_STATEMENTS


def _statements(user: User, where: str) -> int:
    client = visit(user)
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == HTTPStatus.OK
    return len(asked)
