"""What the page of a sampled case says of the records, to whom, and the button that opens them."""

from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.assurance.evidence import policies
from caseward.assurance.evidence.models import Opening
from caseward.casework.people.models import AccessList
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import ListedCase, SampledCase
from caseward.shared.accounts.models import Role, User
from caseward.shared.govuk.filters import written_date
from tests.factories import accounts, case_assessments, evidence, people, samples
from tests.factories.accounts import Cast
from tests.factories.evidence import Disclosed, opened

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def address(case: SampledCase, name: str = "case_assessments:case") -> str:
    return reverse(name, kwargs={"inspection_id": case.draw.inspection_id, "case_id": case.pk})


def page(client: Client, case: SampledCase, user: User) -> str:
    client.force_login(user, backend=BACKEND)
    response = client.get(address(case))
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def press(client: Client, case: SampledCase, user: User, key: str = "") -> Any:
    client.force_login(user, backend=BACKEND)
    return client.post(
        address(case, "evidence:open_records"), {"creation_key": key or str(uuid4())}, follow=True
    )


def test_the_reader_opens_the_records_from_the_page_of_the_case(
    client: Client, disclosed: Disclosed, cast: Cast
) -> None:
    way = address(disclosed.case, "evidence:open_records")
    assert way in page(client, disclosed.case, cast.inspector)
    told = client.get(way).content.decode()
    ends_on = policies.last_day(disclosed.case.draw.inspection, timezone.localdate())
    assert f"and of nobody else, until {written_date(ends_on)}" in told
    assert not Opening.objects.exists()
    response = press(client, disclosed.case, cast.inspector)
    text = unescape(response.content.decode())
    assert "The records of this case are open to you until" in text
    assert reverse("dashboards:case", kwargs={"person_id": disclosed.person.pk}) in text
    assert way not in text
    assert disclosed.person.name not in text


def test_the_button_pressed_twice_opens_once(client: Client, disclosed: Disclosed, cast: Cast) -> None:
    key = str(uuid4())
    assert press(client, disclosed.case, cast.inspector, key).status_code == 200
    assert press(client, disclosed.case, cast.inspector, key).status_code == 200
    assert Opening.objects.count() == 1


def test_an_old_page_without_a_key_opens_nothing(client: Client, disclosed: Disclosed, cast: Cast) -> None:
    client.force_login(cast.inspector, backend=BACKEND)
    response = client.post(address(disclosed.case, "evidence:open_records"), {"other": "1"})
    assert "This page was out of date" in response.content.decode()
    assert not Opening.objects.exists()


@pytest.mark.parametrize("who", ["lead", "analyst", "quality_lead"])
def test_who_does_not_read_the_case_is_offered_nothing(
    client: Client, disclosed: Disclosed, cast: Cast, who: str
) -> None:
    assert "From the records" not in page(client, disclosed.case, getattr(cast, who))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lead", 403),
        ("analyst", 403),
        ("quality_lead", 403),
        ("panel_member", 404),
        ("publisher", 404),
        ("provider_contact", 404),
        ("administrator", 404),
        ("outsider", 404),
        ("other_contact", 404),
    ],
)
def test_who_presses_the_button_without_reading_the_case_is_refused(
    client: Client, disclosed: Disclosed, cast: Cast, who: str, status: int
) -> None:
    assert press(client, disclosed.case, getattr(cast, who)).status_code == status
    assert client.get(address(disclosed.case, "evidence:open_records")).status_code == status
    assert not Opening.objects.exists()


def test_a_case_is_not_found_through_another_inspection(
    client: Client, disclosed: Disclosed, cast: Cast
) -> None:
    other = evidence.inspection(cast)
    client.force_login(cast.inspector, backend=BACKEND)
    names = {"inspection_id": other.pk, "case_id": disclosed.case.pk}
    sent = {"creation_key": str(uuid4())}
    assert client.post(reverse("evidence:open_records", kwargs=names), sent).status_code == 404


def test_a_barred_reader_is_told_why_instead_of_a_button(
    client: Client, disclosed: Disclosed, cast: Cast
) -> None:
    people.access_list(disclosed.person, AccessList.Kind.RESTRICTION, by=disclosed.officer)
    text = page(client, disclosed.case, cast.inspector)
    assert "Ask the manager about this case." in text
    assert "Open the records" not in text
    assert press(client, disclosed.case, cast.inspector).status_code == 403


def test_a_case_without_records_here_and_without_evidence_says_nothing_of_them(
    client: Client, inspection: Inspection, cast: Cast
) -> None:
    case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    assert "From the records" not in page(client, case, cast.inspector)


def test_on_a_hidden_case_the_page_says_that_answers_come_first(
    client: Client, disclosed: Disclosed, cast: Cast, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    opened(disclosed.case, cast.inspector)
    assert "only once your answer to a question is saved" in page(client, disclosed.case, cast.inspector)


def test_a_right_ends_when_the_sample_is_drawn_again(cast: Cast) -> None:
    inspection = evidence.inspection(cast, stage="sampling", starts_on=samples.FIELDWORK)
    draw = samples.drawn(inspection, cast.analyst, size=10)
    case = draw.cases.filter(is_reserve=False)[0]
    person = evidence.supervised(accounts.account(Role.OFFICER, organisation=inspection.provider))
    ListedCase.objects.filter(pk=case.listed_case_id).update(case_reference=person.crn)
    SampledCase.objects.filter(pk=case.pk).update(allocated_to=cast.inspector)
    evidence.disclose(case)
    Inspection.objects.filter(pk=inspection.pk).update(stage="assessment")
    opening = opened(SampledCase.objects.get(pk=case.pk), cast.inspector)
    assert opening.right is not None
    Inspection.objects.filter(pk=inspection.pk).update(stage="sampling")
    samples.draw(
        Inspection.objects.get(pk=inspection.pk),
        cast.analyst,
        size=10,
        seed=2,
        redraw_reason="The list was wrong.",
    )
    opening.right.refresh_from_db()
    assert opening.right.ends_on < opening.right.began_on


def test_the_link_to_the_files_is_not_called_like_that_to_interviews_and_documents(
    client: Client, disclosed: Disclosed, cast: Cast
) -> None:
    files = reverse("evidence:files", kwargs={"inspection_id": disclosed.case.draw.inspection_id})
    link = page(client, disclosed.case, cast.inspector).partition(f'href="{files}"')[2].partition("</a>")[0]
    assert "Provider’s records" in link
