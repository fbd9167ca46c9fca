"""Sampled cases whose records are in the same installation, and evidence about cases."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from caseward.assurance.case_lists.models import Disclosure
from caseward.assurance.evidence import actions
from caseward.assurance.evidence.inputs import checks_by_question
from caseward.assurance.evidence.models import Evidence, Opening
from caseward.casework.people.models import Person
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.rules.readiness.findings import State
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, case_assessments, inspections, people, sentences
from tests.factories.accounts import Cast

SUPERVISION = "case-supervision"
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Disclosed:
    """A sampled case of a provider in this installation, and whom it is about."""

    case: SampledCase
    person: Person
    officer: User


def inspection(cast: Cast, *, days_left: int = 10, **values: Any) -> Inspection:
    """Cases are being assessed; fieldwork ends in so many days."""
    today = timezone.localdate()
    ends_on = today + timedelta(days=days_left)
    usual: dict[str, Any] = {
        "stage": "assessment",
        "starts_on": ends_on - timedelta(days=20),
        "ends_on": ends_on,
    }
    return inspections.inspection(cast, **usual | values)


def disclosed(inspection: Inspection, *, to: User | None, officer: User | None = None) -> Disclosed:
    """A case of the sample that reads the record of somebody on probation; its list was sent from here."""
    officer = officer or accounts.account(Role.OFFICER, name=f"Officer {uuid4()}")
    if officer.organisation_id != inspection.provider_id:
        officer.organisation = inspection.provider
        officer.save()
    person = supervised(officer)
    case = case_assessments.sampled_case(inspection, allocated_to=to, case_reference=person.crn)
    disclose(case)
    return Disclosed(case, person, officer)


def supervised(officer: User) -> Person:
    """Somebody whose sentence began some months ago."""
    person = people.person(officer)
    began = timezone.localdate() - timedelta(days=200)
    sentences.sentence(
        person, sentenced_on=began, starts_on=began, ends_on=began + timedelta(days=364), months=12
    )
    return person


def disclose(case: SampledCase) -> Disclosure:
    """The list of the case was made in this installation."""
    return Disclosure.objects.get_or_create(
        case_list=case.draw.case_list,
        defaults={
            "listed_on": timezone.localdate(),
            "cases": 1,
            "disclosed_at": AT,
            "disclosed_by": case.draw.drawn_by,
        },
    )[0]


def opened(case: SampledCase, by: User) -> Opening:
    """Its records are opened now."""
    return actions.open_records(case=case, creation_key=uuid4(), by=by, at=timezone.now())


def evidence(case: SampledCase, *, on: date | None = None, state: State = State.SHOWN) -> list[Evidence]:
    """Evidence for every question of the case's sample to which records can speak."""
    asked = checks_by_question(case.draw.inspection.framework, case.draw.sample_code)
    return Evidence.objects.bulk_create(
        Evidence(
            case=case,
            question_code=code,
            check_code=check,
            state=state,
            because=f"Found by {check}.",
            records=[{"kind": "sentence", "key": 1, "on": "2026-08-03", "words": "Community order"}],
            mend="Write it down." if state is State.MISSING else "",
            gathered_on=on or timezone.localdate(),
        )
        for code, check in asked.items()
    )


def file_of(*cases: SampledCase, **changes: Any) -> dict[str, Any]:
    """What a sound file about those cases says."""
    framework = cases[0].draw.inspection.framework
    return {
        "version": 1,
        "framework": framework.code,
        "sample": SUPERVISION,
        "made_on": timezone.localdate().isoformat(),
        "cases": {case.listed_case.case_reference: questions_of(case) for case in cases},
    } | changes


def questions_of(case: SampledCase) -> dict[str, dict[str, Any]]:
    """What a file says of one case."""
    asked = checks_by_question(case.draw.inspection.framework, case.draw.sample_code)
    return {
        code: {
            "check": check,
            "state": "shown",
            "because": "It is there.",
            "mend": "",
            "records": [{"kind": "plan", "on": "2026-08-20", "words": "Plan, version 1"}],
        }
        for code, check in asked.items()
    }


def content(file: Any) -> bytes:
    """A file as it is sent."""
    return json.dumps(file).encode()
