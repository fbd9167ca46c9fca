"""Pages of calibration: who opens them, what they say in each state, how many statements they ask."""

import re
from collections.abc import Collection
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caseward.assurance.evidence.models import Evidence
from caseward.inspection.case_assessments.models import Answer
from caseward.inspection.inspections.models import Inspection
from caseward.rules.readiness.findings import State
from caseward.shared.accounts.models import Role
from tests.factories import accounts
from tests.factories.audits import AuditCast
from tests.factories.calibration import CHECK, PROMPT, read

INDEX, PAGE = "/calibration/", f"/calibration/{CHECK}/"
MOST = 25
OPENS = {
    Role.LEAD_INSPECTOR,
    Role.INSPECTOR,
    Role.QUALITY_LEAD,
    Role.ANALYST,
    Role.OFFICER,
    Role.MANAGER,
    Role.QUALITY_TEAM,
    Role.DIRECTOR,
}
LED_THERE = {Role.LEAD_INSPECTOR, Role.QUALITY_LEAD}


def words(response: Any) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def signed_in(role: Role) -> Client:
    """Somebody with that role."""
    client = Client()
    client.force_login(accounts.account(role, name=f"One {role}"))
    return client


@pytest.fixture
def quality(people: AuditCast) -> Client:
    client = Client()
    client.force_login(people.quality)
    return client


@pytest.fixture
def compared(audit: Inspection, people: AuditCast) -> Inspection:
    """A check that says shown in twelve cases, in nine of which people say no."""
    for number in range(12):
        read(audit, people.auditor, answers={PROMPT: "yes" if number < 3 else "no", "2.1.1c": "yes"})
    return audit


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", [INDEX, PAGE])
@pytest.mark.django_db
def test_it_is_open_to_those_to_whom_findings_are_shown(role: Role, address: str) -> None:
    assert signed_in(role).get(address).status_code == (200 if role in OPENS else 403)


@pytest.mark.parametrize("address", [INDEX, PAGE])
@pytest.mark.django_db
def test_nobody_sees_it_without_signing_in(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("role", sorted(OPENS))
@pytest.mark.django_db
def test_the_header_leads_those_there_who_answer_for_quality(role: Role) -> None:
    header = signed_in(role).get(PAGE).content.decode().partition('class="govuk-breadcrumbs')[0]
    assert (f'href="{INDEX}"' in header) is (role in LED_THERE)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.QUALITY_TEAM, Role.DIRECTOR])
@pytest.mark.django_db
def test_people_of_a_provider_come_there_from_the_page_of_readiness(role: Role) -> None:
    assert f'href="{INDEX}"' in signed_in(role).get("/readiness/").content.decode()


@pytest.mark.django_db
def test_an_unknown_check_is_not_found() -> None:
    assert signed_in(Role.QUALITY_TEAM).get("/calibration/no.such/").status_code == 404


def test_before_anybody_answered_every_check_is_not_yet_calibrated(quality: Client) -> None:
    page = words(quality.get(INDEX))
    assert "No check is calibrated yet" in page
    assert page.count("0 of 10") == 47
    assert "Nobody has answered before seeing this" in words(quality.get(PAGE))


@pytest.mark.usefixtures("compared")
def test_the_list_says_how_well_each_check_agrees_the_most_doubtful_first(quality: Client) -> None:
    page = words(quality.get(INDEX))
    assert "3 of 12" in page
    assert "The record says shown more often than people do: 9 to 0." in page
    assert page.count("May mislead") == 1
    assert page.index("3 of 12") < page.index("12 of 12")
    assert page.count("0 of 10") == 45


@pytest.mark.usefixtures("compared")
def test_the_page_of_a_check_lays_findings_and_answers_across(quality: Client) -> None:
    page = words(quality.get(PAGE))
    assert "Shown 3 9 0 12" in page
    assert "Missing 0 0 0 0" in page
    assert "July to September 2019 3 of 12 9 0" in page
    assert "May mislead" in page
    assert "Prompt 2.1.1b" in page
    assert "This is evidence from the records, not a judgement." in page


@pytest.mark.usefixtures("compared")
@pytest.mark.parametrize("address", [INDEX, PAGE])
def test_it_says_first_that_all_providers_are_counted_together(quality: Client, address: str) -> None:
    page = words(quality.get(address))
    assert page.index("Answers about all providers of this installation") < page.index("Kappa")


def test_agreement_over_several_quarters_is_drawn(
    audit: Inspection, people: AuditCast, quality: Client
) -> None:
    for _ in range(12):
        read(audit, people.auditor, answers={PROMPT: "yes"})
    drawing = "Share of answers that agreed, by quarter"
    assert drawing not in words(quality.get(PAGE))
    early = Answer.objects.filter(pk__in=list(Answer.objects.values_list("pk", flat=True)[:5]))
    early.update(answered_at=F("answered_at") - timedelta(days=100))
    assert drawing in words(quality.get(PAGE))


def test_under_ten_answers_the_page_says_how_many_there_are_and_nothing_of_them(
    audit: Inspection, people: AuditCast, quality: Client
) -> None:
    read(audit, people.auditor, state=State.MISSING, answers={PROMPT: "yes"})
    page = words(quality.get(PAGE))
    assert "Not yet calibrated: 1 of 10 answers so far" in page
    assert "Missing 1 0 0 1" not in page
    assert "By the quarter" not in page
    assert "May mislead" not in page
    assert "Kappa 0" not in page


@pytest.mark.usefixtures("compared")
def test_no_page_names_a_case_or_a_provider(people: AuditCast, compared: Inspection) -> None:
    client = Client()
    client.force_login(people.lead_inspector)
    for address in (INDEX, PAGE):
        page = words(client.get(address))
        assert compared.provider.name not in page
        assert not any(reference in page for reference in _references())


def _references() -> Collection[str]:
    return set(Evidence.objects.values_list("case__listed_case__case_reference", flat=True))


@pytest.mark.usefixtures("compared")
@pytest.mark.parametrize("address", [INDEX, PAGE])
def test_a_page_asks_few_statements(quality: Client, address: str) -> None:
    quality.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert quality.get(address).status_code == 200
    assert len(asked) <= MOST
