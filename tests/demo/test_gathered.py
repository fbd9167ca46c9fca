"""The demonstration's evidence: what a report prints of staff stands on the pages of its key questions."""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from caseward.demo import accounts
from caseward.demo.inspection import cases, estate, evidence, further, gathered, published
from caseward.inspection.fieldwork.inputs.survey import tallies_of
from caseward.inspection.fieldwork.models import Activity, PresentationNote, ProvidedFigure, RequestedDocument
from caseward.inspection.fieldwork.presenters.timetable import days
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation

pytestmark = pytest.mark.django_db

REPORT = Path(__file__).parents[1] / "reports" / "thames-valley-crc-2019-report.txt"
STAFFING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "1.2.1": {
        "Total staff headcount (FTE)": ("198", "210"),
        "Vacancy rate, all posts": ("11%", "No data available"),
        "Vacancy rate, PO or equivalent grade only": ("7.34%", "No data available"),
        "Sickness absence rate, all staff": ("7%", "No data available", "5%"),
        "Staff attrition in twelve months": ("18%", "23%"),
        "Average caseload, all grades": ("46 cases", "53 cases"),
        "Average caseload, PO (FTE)": ("48.6 cases", "30.27 cases"),
        "Average caseload, PSO (FTE)": ("36.12 cases", "59.2 cases"),
        "POs or equivalent describing their caseload as unmanageable": ("50%", "67%", "63%"),
        "PSOs or equivalent describing their caseload as unmanageable": ("40%", "47%", "56%"),
        "Caseload is manageable": ("56%", "44%", "41%"),
        "Number of cases held": ("51 to 75 cases: 30",),
        "Staff managed by each middle manager, on average": ("9 people",),
        "Middle managers' time expected to go to audits and checks of cases": ("20%",),
    },
    "1.2.2": {
        "Cases allocated suit training and experience": ("78%",),
        "Has the skills, ability and knowledge to supervise the caseload": ("98%",),
    },
    "1.2.3": {"Supervision enhances and sustains work of high quality": ("83%",)},
    "1.2.4": {
        "Sufficient access to in-service training": ("88%",),
        "Staff who attended a training event in the last year": ("65%", "83 per cent with the training"),
        "A culture of learning and continuous improvement is promoted and valued": ("84%", "57%"),
    },
    "1.2.5": {"Managers recognise and reward exceptional work": ("75%",)},
}
"""What the chapter prints of staff, by the key question on whose page it is looked for."""
NOT_HELD = {
    "6.1": "Black staff beside the local population: said once, in prose, and asked of no other provider.",
    "2.9": "Asian staff beside the local population: as above.",
    "24": "Oversight that was needed and given: the framework asks no question of cases about it.",
}
"""Figures of the chapter that no page shows, and why."""
PER_CENT = re.compile(r"(\d+(?:\.\d+)?)(?:%| per\s+cent)")


@pytest.fixture(autouse=True)
def _in_the_demonstration(settings: Settings) -> None:
    settings.DEMO = True


@pytest.fixture
def users() -> dict[str, User]:
    return accounts.load()


@pytest.fixture
def thames_valley(users: Mapping[str, User]) -> Inspection:
    """The rebuilt inspection without its cases, and what its figures are set beside."""
    published.load("thames-valley-2018", by=users["publisher"])
    further.load_comparator("all-crcs-2018-2019", by=users["analyst"], at=cases.moment(date(2019, 9, 1)))
    report = published.read("thames-valley-2019")
    assert report.fieldwork_starts_on
    assert report.fieldwork_ends_on
    dates = (report.fieldwork_starts_on, report.fieldwork_ends_on)
    provider = report.organisation()
    inspection = cases.inspection_of(provider, report.framework, dates, users, stage="assessment", note="")
    evidence.load(inspection, report, users)
    gathered.load(inspection, "thames-valley-2019", users)
    return inspection


def invented(provider: tuple[str, str], name: str, stage: str, users: Mapping[str, User]) -> Inspection:
    organisation = accounts.organisation(*provider, Organisation.Kind.PROVIDER)
    inspection = cases.inspection_of(
        organisation, estate.FRAMEWORK, estate.NEW_DATES, users, stage=stage, note=estate.INVENTED
    )
    gathered.load(inspection, name, users)
    return inspection


@pytest.fixture
def half_done(users: Mapping[str, User]) -> Inspection:
    return invented(estate.HALF_DONE, "harrow-fen", "assessment", users)


def page(inspection: Inspection, key_question: str) -> str:
    client = Client()
    client.force_login(User.objects.get(email="lead@demo.caseward.example"))
    place = {"inspection_id": inspection.pk, "key_question": key_question}
    answer = client.get(reverse("fieldwork:key_question", kwargs=place))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def row_of(html: str, title: str) -> str:
    """The row of a table that begins with that title, as words."""
    rows = (re.sub(r"<[^>]+>", " ", row) for row in re.split(r"<tr\b", html)[1:])
    found = [" ".join(row.split("</tr>")[0].split()) for row in rows]
    return next(row for row in found if row.partition(">")[2].strip().startswith(title))


def chapter_on_staff() -> str:
    text = REPORT.read_text("utf-8")
    begins = text.index("Key staffing data")
    return text[begins : text.index("Most staff report being satisfied with arrangements")]


class TestThamesValley:
    @pytest.mark.parametrize("key_question", STAFFING)
    def test_every_staffing_and_survey_figure_stands_on_its_key_question(
        self, key_question: str, thames_valley: Inspection
    ) -> None:
        html = page(thames_valley, key_question)
        for title, printed in STAFFING[key_question].items():
            row = row_of(html, title)
            assert all(value in row for value in printed), (title, row)

    def test_the_odd_figures_are_flagged_where_they_stand(self, thames_valley: Inspection) -> None:
        html = page(thames_valley, "1.2.1")
        for title in ("Average caseload, PO (FTE)", "Average caseload, PSO (FTE)"):
            assert "To check" in row_of(html, title)
            assert "look swapped" in row_of(html, title)
        assert "To check" not in row_of(html, "Total staff headcount (FTE)")

    def test_no_per_cent_of_the_chapter_is_forgotten(self) -> None:
        shown = {figure for rows in STAFFING.values() for printed in rows.values() for figure in printed}
        known = {number for text in shown for number in re.findall(r"\d+(?:\.\d+)?", text)} | set(NOT_HELD)
        assert set(PER_CENT.findall(chapter_on_staff())) <= known

    def test_as_many_meetings_and_observations_as_the_report_counts(self, thames_valley: Inspection) -> None:
        kinds = list(Activity.objects.filter(inspection=thames_valley).values_list("kind", flat=True))
        assert (kinds.count("meeting"), kinds.count("unpaid_work"), kinds.count("induction")) == (33, 10, 4)

    def test_three_of_eight_people_had_the_help_they_needed(self, thames_valley: Inspection) -> None:
        people = tallies_of(thames_valley)["people"]
        assert people.interviews == 8
        assert people.items["help-received"] == {"yes": 3, "no": 5}

    def test_what_is_invented_says_so(self, thames_valley: Inspection) -> None:
        noted = [row.text for row in PresentationNote.objects.filter(inspection=thames_valley)]
        noted += [row.note.text for row in thames_valley.activities.filter(note__isnull=False)]
        noted += [row.words for row in thames_valley.quotations.all()]
        assert len(noted) > 5
        assert all("Invented" in text for text in noted)

    def test_no_figure_was_entered_by_another_provider(self, thames_valley: Inspection) -> None:
        entered = ProvidedFigure.objects.filter(inspection=thames_valley)
        assert not entered.filter(entered_by__role="provider_contact").exists()

    def test_its_timetable_has_no_clash(self, thames_valley: Inspection) -> None:
        rows = list(Activity.objects.filter(inspection=thames_valley).prefetch_related("attendees"))
        assert not [entry for day in days(rows) for entry in day.entries if entry.clashes]


class TestTheInventedInspections:
    def test_the_half_done_one_has_requests_in_every_state(self, half_done: Inspection) -> None:
        rows = RequestedDocument.objects.filter(inspection=half_done).with_state()
        assert {row.state for row in rows} == {"asked", "received", "read", "gap"}

    def test_its_timetable_has_one_clash(self, half_done: Inspection) -> None:
        rows = list(Activity.objects.filter(inspection=half_done).prefetch_related("attendees"))
        clashes = [words for day in days(rows) for entry in day.entries for words in entry.clashes]
        assert len(clashes) == 2, "each of the two activities names the other"
        assert all("Maren Oduya is also at" in words for words in clashes)

    def test_it_holds_an_odd_figure_and_some_without_data(self, half_done: Inspection) -> None:
        assert ProvidedFigure.objects.filter(inspection=half_done, no_data=True).count() == 3
        client = Client()
        client.force_login(User.objects.get(email="lead@demo.caseward.example"))
        place = {"inspection_id": half_done.pk, "group_code": "context"}
        html = client.get(reverse("fieldwork:figure_group", kwargs=place)).content.decode()
        assert "It fits when it is read in thousands" in html

    def test_the_new_one_waits_for_what_its_provider_is_asked_for(self, users: Mapping[str, User]) -> None:
        new = invented(accounts.PROVIDER, "marlowe-vale", "sampling", users)
        rows = RequestedDocument.objects.visible_to(users["provider"]).with_state()
        assert rows.count() == len(new.framework.evidence.documents)
        assert {row.state for row in rows} == {"asked"}
