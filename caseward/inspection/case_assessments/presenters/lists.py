"""The list of cases: whose they are, how far each is, and progress by sample and by inspector."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Case, Count, F, FilteredRelation, Q, QuerySet, Value, When
from django.http import QueryDict
from django.urls import reverse

from caseward.inspection.case_assessments import policies
from caseward.inspection.case_assessments.models import ASSESSMENT_STAGE, Assessment, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.inspections.policies import reasons_not_to_act
from caseward.inspection.inspections.presenters import Task
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import User

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

STATES = {"not_started": "Not started", "under_way": "Under way", "finished": "Finished"}
COLOURS = {"not_started": "grey", "under_way": "blue", "finished": "green"}


@dataclass(frozen=True)
class Filters:
    """What the user asked to see of the list; unknown words are as good as none."""

    whose: str
    state: str
    sample: str

    @classmethod
    def of(cls, query: QueryDict, inspection: Inspection) -> "Filters":
        """The filters in an address."""
        samples = {sample.code for sample in inspection.framework.samples}
        state, sample = query.get("state", ""), query.get("sample", "")
        return cls(
            whose="mine" if query.get("whose") == "mine" else "",
            state=state if state in STATES else "",
            sample=sample if sample in samples else "",
        )

    @property
    def active(self) -> int:
        """How many filters are on."""
        return sum(bool(each) for each in (self.whose, self.state, self.sample))

    def apply(self, cases: "QuerySet[SampledCase]", user: User) -> "QuerySet[SampledCase]":
        """The cases that pass the filters."""
        if self.whose:
            cases = cases.filter(allocated_to=user)
        if self.sample:
            cases = cases.filter(draw__sample_code=self.sample)
        return cases.filter(_in_state(self.state)) if self.state else cases


def cases_of(inspection: Inspection, user: "Viewer") -> "QuerySet[SampledCase]":
    """The cases in use with their first reading, the user's own first."""
    mine = Case(When(allocated_to=user.pk, then=Value(value=True)), default=Value(value=False))
    mine.output_field = BooleanField()
    cases = SampledCase.objects.visible_to(user).in_use().filter(draw__inspection=inspection)
    first = FilteredRelation("assessments", condition=Q(assessments__reading=Reading.FIRST))
    return (
        cases.annotate(first=first, is_mine=mine)
        .annotate(begun_at=F("first__started_at"), done_at=F("first__finished_at"))
        .select_related("listed_case", "draw", "allocated_to")
        .order_by("-is_mine", "draw__sample_code", "order", "pk")
    )


def state_of(case: Any) -> str:
    """How far the first reading of a listed case is: one of STATES."""
    if case.done_at:
        return "finished"
    return "under_way" if case.begun_at else "not_started"


@dataclass(frozen=True)
class Tally:
    """How many cases there are, and how many of them are begun and finished."""

    name: str
    cases: int
    begun: int
    finished: int

    @property
    def not_started(self) -> int:
        """Cases that nobody has opened."""
        return self.cases - self.begun

    @property
    def under_way(self) -> int:
        """Cases that are opened and not finished."""
        return self.begun - self.finished


def progress_by_sample(cases: "QuerySet[SampledCase]", inspection: Inspection) -> list[Tally]:
    """A tally a sample, in the framework's order."""
    tallies = {tally.name: tally for tally in _tallies(cases, "draw__sample_code")}
    found = [(sample.title, tallies.get(sample.code)) for sample in inspection.framework.samples]
    return [Tally(title, row.cases, row.begun, row.finished) for title, row in found if row]


def progress_by_reader(cases: "QuerySet[SampledCase]") -> list[Tally]:
    """A tally for each who reads cases, by name."""
    return _tallies(cases, "allocated_to__name")


def reading_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The line of the overview that sends an inspector to their cases."""
    if reasons_not_to_act(user, inspection, *policies.READERS, during=ASSESSMENT_STAGE):
        return None
    mine = cases_of(inspection, user).filter(allocated_to=user.pk)
    done = mine.aggregate(cases=Count("pk"), finished=Count("done_at"))
    if not done["cases"]:
        return None
    return Task(
        "Read your cases",
        f"{done['finished']} of {done['cases']} finished",
        reverse("case_assessments:index", kwargs={"inspection_id": inspection.pk}) + "?whose=mine",
        done=done["finished"] == done["cases"],
    )


def second_reading_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The line of the overview that sends a quality lead to the dip samples."""
    if policies.reasons_not_to_draw(user, inspection):
        return None
    mine = Assessment.objects.filter(inspection=inspection, reading=Reading.SECOND, assessor=user.pk)
    done = mine.of_cases_in_use().aggregate(cases=Count("pk"), finished=Count("finished_at"))
    return Task(
        "Read some cases a second time",
        f"{done['finished']} of {done['cases']} finished" if done["cases"] else "No dip sample yet",
        reverse("case_assessments:second_readings", kwargs={"inspection_id": inspection.pk}),
        done=0 < done["cases"] == done["finished"],
    )


def _tallies(cases: "QuerySet[SampledCase]", column: str) -> list[Tally]:
    rows: Any = cases.order_by(column).values(column)
    counted = rows.annotate(cases=Count("pk"), begun=Count("begun_at"), finished=Count("done_at"))
    return [
        Tally(row[column] or "Nobody yet", row["cases"], row["begun"], row["finished"]) for row in counted
    ]


def _in_state(state: str) -> Q:
    return {
        "not_started": Q(begun_at=None),
        "under_way": Q(begun_at__isnull=False, done_at=None),
        "finished": Q(done_at__isnull=False),
    }[state]
