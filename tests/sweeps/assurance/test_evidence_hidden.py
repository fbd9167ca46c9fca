"""What stays hidden until the question is answered stands on no page, for whoever answers it or may."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from caseward.assurance.evidence.models import Evidence, Showing
from caseward.inspection.case_assessments.models import Answer
from caseward.rules.bases import groups_of
from tests.factories import assurance as estates
from tests.factories.assurance import Assurance
from tests.house import source
from tests.sweeps.addresses import Visitors, addresses, assurance_addresses
from tests.sweeps.assurance.oracle import INSPECTORS, TEAM

CANARY, SECTION = b"Yellow canary", "2.2"
OF_CASES = ("samples:", "case_assessments:", "ratings:", "evidence:", "fieldwork:key_question")
"""Apps whose pages could show what is known of a sampled case."""


@pytest.fixture
def made(db: None) -> Assurance:
    """A reading that is begun, with evidence that nobody may see yet."""
    made = estates.assurance(1)
    Evidence.objects.filter(case=made.read).update(because=CANARY.decode(), records=[])
    return made


def _pages(made: Assurance) -> Iterator[tuple[str, str]]:
    """Every page about the cases of the inspection, and every page of assurance."""
    of_case = {"case_id": made.read.pk, "reading": "first"}
    for section in _sections(made):
        known = made.by_name | of_case | {"section": section}
        for address in addresses():
            is_said = set(address.parameters) <= set(known)
            if is_said and "inspection_id" in address.parameters and address.name.startswith(OF_CASES):
                arguments: dict[str, Any] = {name: known[name] for name in address.parameters}
                yield address.name, reverse(address.name, kwargs=arguments)
    for address in assurance_addresses():
        yield address.name, address.path(made)


def _visits(made: Assurance) -> Iterator[tuple[str, str, Any]]:
    """(page, who, answer), each page once."""
    visitors = Visitors()
    for name, path in sorted(set(_pages(made))):
        for who in TEAM:
            yield name, who, visitors.of(made.who[who]).get(path)


def _sections(made: Assurance) -> list[str]:
    groups = groups_of(made.inspection.framework, made.by_name["sample_code"])
    return [group.standard.code for group in groups if group.standard]


def test_hidden_evidence_stands_on_no_page(made: Assurance, settings: Any) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    leaks, opened = [], 0
    for name, who, answer in _visits(made):
        opened += answer.status_code == HTTPStatus.OK
        leaks += [f"{name}: {who}"] if CANARY in answer.content else []
    source.assert_none(leaks)
    assert opened > 60
    assert not Showing.objects.filter(assessment__case=made.read).exists()


def test_evidence_that_is_not_hidden_stands_before_its_reader_alone(made: Assurance, settings: Any) -> None:
    """So that the sweep above would find it."""
    settings.EVIDENCE_HIDDEN_ONE_IN = 0
    shown = {(name, who) for name, who, answer in _visits(made) if CANARY in answer.content}
    assert shown == {("case_assessments:section", "inspector let in")}


@pytest.mark.parametrize("is_answered", [False, True])
def test_hidden_evidence_is_shown_once_the_question_is_answered(
    made: Assurance, settings: Any, is_answered: bool
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    reading = made.read.assessments.get()
    answered = {"answered_at": reading.started_at, "answered_by": reading.assessor, "value": "yes"}
    for group in groups_of(made.inspection.framework, made.by_name["sample_code"]) if is_answered else ():
        for question in group.questions:
            Answer.objects.get_or_create(assessment=reading, question_code=question.code, defaults=answered)
    place = {"inspection_id": made.inspection.pk, "case_id": made.read.pk, "reading": "first"}
    section = reverse("case_assessments:section", kwargs=place | {"section": SECTION})
    page = Visitors().of(reading.assessor).get(section)
    assert (CANARY in page.content) is is_answered


@pytest.mark.parametrize("who", [*INSPECTORS, "director"])
def test_the_case_page_shows_findings_to_nobody_of_an_inspectorate(made: Assurance, who: str) -> None:
    """Whoever reads a file by a right of an inspection judges it without being led."""
    found = reverse("readiness:case", kwargs={"person_id": made.person.pk})
    case = reverse("dashboards:case", kwargs={"person_id": made.person.pk})
    visitors = Visitors()
    assert found in visitors.of(made.who["officer"]).get(case).content.decode()
    assert found not in visitors.of(made.who[who]).get(case).content.decode()
