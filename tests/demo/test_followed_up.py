"""The recommendations come out as the reports print them; what followed is said to be invented."""

from datetime import date

import pytest

from caseward.demo import accounts
from caseward.demo.inspection import cases, followed_up, published
from caseward.inspection.follow_up.models import ActionPlan, Recommendation, Step
from caseward.inspection.follow_up.presenters.recommendations import earlier_of
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings.models import Publication
from caseward.inspection.results.models import RecommendationResult
from caseward.shared.accounts.models import User

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def inspection() -> Inspection:
    """The rebuilt inspection, as far as recommendations need it."""
    users: dict[str, User] = accounts.load()
    for name in ("thames-valley-2018", "london-2019"):
        published.load(name, by=users["publisher"])
    report = published.read("thames-valley-2019")
    dates = (date(2019, 9, 16), date(2019, 9, 27))
    row = cases.inspection_of(
        report.organisation(), report.framework, dates, users, stage="published", note=report.note
    )
    Publication.objects.create(
        inspection=row,
        result=published.load("thames-valley-2019", by=users["publisher"]),
        published_at=cases.moment(report.published_on),
        published_by=users["publisher"],
    )
    followed_up.load(users)
    return row


def test_the_earlier_six_are_judged_three_and_three(inspection: Inspection) -> None:
    earlier = earlier_of(inspection)
    assert earlier is not None
    assert earlier.result.slug == "thames-valley-crc-2018"
    assert dict(earlier.tally) == {"Sufficient progress": 3, "Some progress": 3, "No progress": 0}
    progress = [found.judgement.progress for found in earlier.found if found.judgement]
    assert progress == ["some"] * 3 + ["sufficient"] * 3


def test_each_report_makes_six_and_one_of_them_goes_to_the_ministry(inspection: Inspection) -> None:
    counts = {
        slug: RecommendationResult.objects.filter(result__slug__startswith=slug).count()
        for slug in ("thames-valley-crc-2018", "thames-valley-crc-2019", "london-crc-2019")
    }
    assert set(counts.values()) == {6}
    ministry = RecommendationResult.objects.get(addressee="Ministry of Justice")
    assert ministry.result.slug == "london-crc-2019"


def test_the_first_of_the_later_report_repeats_the_second_of_the_earlier(inspection: Inspection) -> None:
    repeated = Recommendation.objects.get(repeats__isnull=False)
    assert repeated.repeats is not None
    assert (repeated.number, repeated.repeats.number) == (1, 2)
    assert repeated.published_as is not None
    assert repeated.published_as.is_repeated


def test_the_plan_is_public_labelled_as_invented_and_has_one_step_overdue(inspection: Inspection) -> None:
    plan = ActionPlan.objects.get()
    assert plan.published_at is not None
    assert plan.note.startswith("Invented for the demonstration")
    assert Step.objects.overdue(TODAY).count() == 1
    states = sorted(vars(row)["state"] for row in Recommendation.objects.with_state(TODAY))
    assert states == ["done"] * 5 + ["overdue"]
