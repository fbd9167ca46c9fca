"""The provider's contact: sends the case list and sees nothing of the cases or the ratings."""

import pytest
from playwright.sync_api import expect

from caseward.inspection.samples.models import CaseList
from tests.factories import case_assessments, inspections, organisations, samples
from tests.factories.accounts import Cast
from tests.factories.samples import SUPERVISION
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey


def test_the_contact_sends_a_list_mends_it_and_sends_it_again(walk: Walk, cast: Cast) -> None:
    inspections.inspection(cast, stage="sampling", samples=(SUPERVISION,))
    walk.sign_in(cast.provider_contact)
    walk.sees("Send the case lists that are asked for")
    walk.click("Northshire Probation")
    walk.sees_not(cast.lead.name)
    walk.click("Samples")
    walk.click("Case supervision")
    walk.click("Send a case list")
    assert b"case_reference,organisation" in walk.download("CSV")
    walk.attach("Case list", "list.csv", samples.text([samples.row(sex="unknown?")]).encode())
    walk.click("Send and check")
    walk.sees("unknown?", "Send another file")
    expect(walk.named("Accept the list")).to_have_count(0)
    walk.click("Send another file")
    walk.attach("Case list", "list.csv", samples.text(samples.cases()).encode())
    walk.click("Send and check")
    walk.sees_not("What is wrong")
    assert CaseList.objects.filter(state=CaseList.State.CLEAN).count() == 1


def test_the_contact_cannot_reach_cases_ratings_or_another_provider(walk: Walk, cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="assessment", samples=(SUPERVISION,))
    case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    others = inspections.inspection(cast, provider=organisations.provider("Eastshire Probation"))
    walk.sign_in(cast.provider_contact)
    walk.sees_not("Eastshire Probation")
    walk.click("Northshire Probation")
    sections = walk.page.get_by_role("navigation", name="Parts of this inspection")
    for words in ("Cases", "Second readings", "Ratings"):
        expect(sections.get_by_role("link", name=words, exact=True)).to_have_count(0)
    with walk.refused():
        for name, parameters in (
            ("case_assessments:index", {}),
            ("case_assessments:case", {"case_id": case.pk}),
            ("samples:cases", {"sample_code": SUPERVISION}),
            ("ratings:index", {}),
        ):
            walk.to(name, inspection_id=inspection.pk, **parameters)
            walk.sees_not(case.listed_case.case_reference)
        walk.to("inspections:overview", inspection_id=others.pk)
        walk.is_at("Page not found")
