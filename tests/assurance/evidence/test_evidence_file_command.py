"""`caseward evidence-file`: from the records of one installation to the questions of another."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from caseward.assurance.evidence import actions
from caseward.casework.people.models import AccessList, Person
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event, Sighting
from tests.factories import accounts, case_assessments, evidence, organisations, people
from tests.factories.accounts import Cast


@pytest.fixture
def officer(db: None) -> User:
    """An officer with a caseload."""
    return accounts.account(Role.OFFICER, organisation=organisations.provider())


@pytest.fixture
def person(officer: User) -> Person:
    """Somebody whose name must not leave the installation."""
    made = evidence.supervised(officer)
    made.name = "Wilhelmina Unmistakable"
    made.save()
    return made


def run(folder: Path, listed: str, **options: str) -> Path:
    listing, out = folder / "cases.csv", folder / "evidence.json"
    listing.write_text(listed, "utf-8")
    given = {
        "cases": str(listing),
        "framework": "crc-2019",
        "sample": "case-supervision",
        "on": timezone.localdate().isoformat(),
        "out": str(out),
        **options,
    }
    call_command("evidence_file", **given)
    return out


def told(capsys: pytest.CaptureFixture[str], folder: Path, listed: str, **options: str) -> list[str]:
    """The faults, one a line, with exit code 2 and without a file."""
    with pytest.raises(SystemExit) as stopped:
        run(folder, listed, **options)
    assert stopped.value.code == 2
    assert not (folder / "evidence.json").exists()
    assert not Event.objects.filter(action="evidence written on the server").exists()
    return capsys.readouterr().err.splitlines()


def test_the_file_says_what_the_records_say_without_names_or_keys(tmp_path: Path, person: Person) -> None:
    out = run(tmp_path, f"{person.crn}\n")
    file = json.loads(out.read_text("utf-8"))
    assert (file["version"], file["framework"], file["sample"]) == (1, "crc-2019", "case-supervision")
    assert file["made_on"] == timezone.localdate().isoformat()
    questions = file["cases"][person.crn]
    assert len(questions) > 30
    assert {tuple(sorted(each)) for each in questions.values()} == {
        ("because", "check", "mend", "records", "state")
    }
    records = [record for each in questions.values() for record in each["records"]]
    assert {tuple(sorted(record)) for record in records} <= {("kind", "on", "words")}
    assert "Unmistakable" not in out.read_text("utf-8")


def test_the_file_goes_into_an_inspection_without_a_fault(tmp_path: Path, person: Person, cast: Cast) -> None:
    content = run(tmp_path, person.crn).read_bytes()
    inspection = evidence.inspection(cast)
    case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector, case_reference=person.crn)
    sent = actions.take_in_file(
        inspection=inspection,
        file_name="evidence.json",
        content=content,
        creation_key=uuid4(),
        by=cast.provider_contact,
        at=timezone.now(),
    )
    assert sent.cases == 1
    assert case.evidence.count() > 30


def test_every_case_in_the_file_is_in_the_log(tmp_path: Path, person: Person, officer: User) -> None:
    other = evidence.supervised(officer)
    run(tmp_path, f"{person.crn}\n{other.crn}\n")
    event = Event.objects.get(action="evidence written on the server")
    assert event.details["cases"] == 2
    seen = Sighting.objects.filter(event_id=event.pk).values_list("subject_id", flat=True)
    assert set(seen) == {str(person.pk), str(other.pk)}


@pytest.mark.parametrize(
    "cases",
    [
        "{crn}\r\n\r\n  {crn}  \n",
        "\ufeffcase_reference,stratum\n{crn},Male\n{crn},Female\n",
        "order;case_reference\n1;{crn}\n",
    ],
    ids=["lines", "commas", "semicolons"],
)
def test_cases_are_named_one_a_line_or_in_a_column(tmp_path: Path, person: Person, cases: str) -> None:
    file = json.loads(run(tmp_path, cases.format(crn=person.crn)).read_text("utf-8"))
    assert list(file["cases"]) == [person.crn]


def test_unknown_cases_are_named_one_a_line_and_no_file_is_written(
    tmp_path: Path, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, tmp_path, f"X900001\n{person.crn}\nX900002\n") == [
        "X900001: is not the CRN of anybody of this provider",
        "X900002: is not the CRN of anybody of this provider",
    ]


def test_a_restricted_case_is_not_written(
    tmp_path: Path, person: Person, officer: User, capsys: pytest.CaptureFixture[str]
) -> None:
    people.access_list(person, AccessList.Kind.RESTRICTION, by=officer, naming=(officer,))
    (fault,) = told(capsys, tmp_path, person.crn)
    assert fault == f"{person.crn}: is restricted to those whom its list names, so it cannot be sent"


def test_a_case_without_a_running_sentence_is_a_fault(
    tmp_path: Path, officer: User, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody_sentenced = people.person(officer)
    (fault,) = told(capsys, tmp_path, nobody_sentenced.crn)
    assert fault == f"{nobody_sentenced.crn}: no sentence runs in the community on that day"


def test_a_record_that_was_joined_with_another_speaks_through_the_one_that_was_kept(
    tmp_path: Path, person: Person, officer: User
) -> None:
    joined = people.person(officer, merged_into=person)
    file = json.loads(run(tmp_path, joined.crn).read_text("utf-8"))
    assert list(file["cases"]) == [joined.crn]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"framework": "nowhere-2019"}, "--framework: "),
        ({"framework": "crc-2018"}, "--sample: records cannot speak to any question"),
        ({"sample": "nothing"}, "--sample: "),
        ({"on": "someday"}, "--on: someday: "),
        ({"on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "is in the future"),
        ({"provider": "nobody"}, "--provider: 'nobody' has no caseload here; there are north"),
        ({"cases": "/nowhere/cases.csv"}, "--cases: /nowhere/cases.csv: cannot be read"),
        ({"out": ""}, "--out: is missing"),
    ],
)
def test_what_is_wrong_with_the_command_itself_is_said(
    tmp_path: Path,
    person: Person,
    capsys: pytest.CaptureFixture[str],
    options: dict[str, str],
    fault: str,
) -> None:
    assert fault in "\n".join(told(capsys, tmp_path, person.crn, **options))


def test_an_empty_list_of_cases_is_a_fault(
    tmp_path: Path, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    (fault,) = told(capsys, tmp_path, "\n")
    assert fault.endswith("names no case")


def test_where_it_cannot_be_written_nothing_is_logged(
    tmp_path: Path, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    (fault,) = told(capsys, tmp_path, person.crn, out=str(tmp_path / "no" / "such" / "folder.json"))
    assert "cannot be written" in fault


def test_of_several_providers_one_must_be_named(
    tmp_path: Path, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere: Any = organisations.provider("Southshire Probation")
    people.person(provider=elsewhere)
    (fault,) = told(capsys, tmp_path, person.crn)
    assert "northshire-probation, southshire-probation" in fault
    assert run(tmp_path, person.crn, provider="northshire-probation").exists()
