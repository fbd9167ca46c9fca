"""`caseward case-list`: the caseload in, a file out that `caseward sample` takes."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from caseward.shared.audit.models import Event, Sighting
from tests.factories import case_lists, organisations, people
from tests.factories.accounts import Cast
from tests.factories.case_lists import FIELDWORK, FRAMEWORK, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(cast: Cast) -> Provider:
    return case_lists.provider(cast)


class Caseward:
    """The command, run in this process."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "list.csv"
        self.printed, self.faults = StringIO(), StringIO()

    def case_list(self, **changes: object) -> list[str]:
        """Run it; the lines of what it printed."""
        options: dict[str, object] = {
            "framework": FRAMEWORK,
            "sample": "case-supervision",
            "on": FIELDWORK,
            "out": self.out,
            **changes,
        }
        given = [f"--{name}={value}" for name, value in options.items() if value is not None]
        call_command("case_list", *given, stdout=self.printed, stderr=self.faults)
        return self.printed.getvalue().splitlines()

    def refuse(self, **changes: object) -> list[str]:
        """Run it, expecting a refusal that prints, writes and records nothing; the lines of its faults."""
        with pytest.raises(SystemExit) as refusal:
            self.case_list(**changes)
        assert refusal.value.code == 2
        assert not self.out.exists()
        assert self.printed.getvalue() == ""
        assert not Event.objects.filter(action="case list written on the server").exists()
        return self.faults.getvalue().splitlines()


@pytest.fixture
def caseward(tmp_path: Path) -> Caseward:
    return Caseward(tmp_path)


@pytest.mark.parametrize("sample", ["case-supervision", "unpaid-work", "through-the-gate"])
def test_the_other_command_draws_from_the_file(
    ours: Provider, caseward: Caseward, tmp_path: Path, sample: str
) -> None:
    case_lists.mixed(ours.officer, 120, seed=5)
    printed = caseward.case_list(sample=sample)
    options = {
        "cases": caseward.out,
        "framework": FRAMEWORK,
        "sample": sample,
        "seed": "7",
        "on": FIELDWORK,
        "out": tmp_path / "sample.csv",
    }
    estimated = {"size": "3", "reason": "Estimated."} if sample == "through-the-gate" else {}
    drawn = StringIO()
    given = [f"--{name}={value}" for name, value in {**options, **estimated}.items()]
    call_command("sample", *given, stdout=drawn)
    listed = len(case_lists.listing(ours, sample).rows)
    assert f" of {listed} cases" in drawn.getvalue()
    assert printed[1].startswith(f"Listed: {listed} of ")
    assert not any(
        "not eligible" in line.lower() for line in drawn.getvalue().splitlines() if "0" not in line
    )


def test_it_prints_counts_and_nothing_of_anybody(ours: Provider, caseward: Caseward) -> None:
    person = case_lists.case(ours.officer, ethnicity="", name="Wilhelmina Unmistakable")
    case_lists.case(ours.officer, sex="")
    case_lists.case(ours.officer, days=900)
    assert caseward.case_list() == [
        "Northshire Probation: Case supervision, first day of fieldwork 2026-11-23",
        "Listed: 1 of 2 eligible cases",
        "Eligible but not listed, a needed value being empty: 1",
        "Not eligible, sentence started on: before 24 April 2026: 1",
        "Empty sex: 1 of 2",
        "Empty ethnicity: 1 of 2",
        "Empty disability: 2 of 2",
    ]
    assert person.crn not in caseward.printed.getvalue()


def test_the_log_has_it_though_nobody_signed_in(ours: Provider, caseward: Caseward) -> None:
    person = case_lists.case(ours.officer)
    caseward.case_list()
    event = Event.objects.get(action="case list written on the server")
    assert event.actor_name == "system"
    assert Sighting.objects.get(event_id=event.pk).subject_id == str(person.pk)


def test_every_fault_is_told_at_once(ours: Provider, caseward: Caseward) -> None:
    case_lists.case(ours.officer)
    faults = caseward.refuse(framework="no-such", on="soon", provider="nobody")
    assert [line.split(":")[0] for line in faults] == ["--framework", "--on", "--provider"]


def test_a_sample_that_is_not_there_is_told_with_those_that_are(ours: Provider, caseward: Caseward) -> None:
    case_lists.case(ours.officer)
    assert "case-supervision, unpaid-work, through-the-gate" in caseward.refuse(sample="no-such")[0]


def test_options_that_are_missing_are_named(ours: Provider, caseward: Caseward) -> None:
    case_lists.case(ours.officer)
    faults = caseward.refuse(framework=None, sample=None, on=None, out=None)
    assert faults == [f"--{name}: is missing" for name in ("framework", "sample", "on", "out")]


def test_a_file_that_cannot_be_written_leaves_no_trace_in_the_log(
    ours: Provider, caseward: Caseward, tmp_path: Path
) -> None:
    case_lists.case(ours.officer)
    assert "cannot be written" in caseward.refuse(out=tmp_path / "no" / "such.csv")[0]


def test_several_providers_must_be_told_apart(ours: Provider, caseward: Caseward) -> None:
    case_lists.case(ours.officer)
    people.person(provider=organisations.provider("Southshire Probation"))
    assert "northshire-probation, southshire-probation" in caseward.refuse()[0]
    caseward.printed, caseward.faults = StringIO(), StringIO()
    assert "Listed: 1 of 1 eligible cases" in caseward.case_list(provider="northshire-probation")
