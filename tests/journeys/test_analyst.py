"""The analyst: lists come in and are checked whole, a sample goes out that anybody can check."""

import csv
import io
import re

import pytest

from caseward.demo.inspection import case_lists as demonstration
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import CaseList, ListedCase, SampledCase
from tests.factories import inspections, samples
from tests.factories.accounts import Cast
from tests.factories.samples import SUPERVISION
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """An inspection that waits for one case list."""
    return inspections.inspection(cast, stage="sampling", samples=(SUPERVISION,))


def send(walk: Walk, name: str, content: bytes) -> None:
    walk.click("Send a case list")
    walk.attach("Case list", name, content)
    walk.click("Send and check")


def test_every_fault_of_a_list_is_shown_and_nothing_is_kept_before_it_is_accepted(
    walk: Walk, cast: Cast, inspection: Inspection
) -> None:
    faulty = (demonstration.FOLDER / "with-faults.csv").read_bytes()
    walk.sign_in(cast.analyst)
    walk.click("Northshire Probation")
    walk.click("Samples")
    walk.click("Case supervision")
    send(walk, "with-faults.csv", faulty)
    walk.is_at("Case list: Case supervision")
    for column in ("sex", "risk_of_serious_harm", "date_of_birth", "sentence_type", "case_reference"):
        walk.sees(column)
    shown = walk.page.get_by_role("table", name="Every fault with its place").locator("tbody tr").count()
    listed = list(csv.DictReader(io.StringIO(walk.download("Download all faults (CSV)").decode("utf-8-sig"))))
    assert shown == len(listed) == 9
    assert ListedCase.objects.count() == 0
    with walk.refused():
        walk.click(re.compile("^Set .* faulty rows aside and accept$"))
    walk.sees("Say why the faulty rows are set aside")
    walk.fill("Why are the faulty rows set aside?", "The provider cannot mend them in time.")
    walk.click(re.compile("^Set .* faulty rows aside and accept$"))
    walk.sees("Case list accepted.", "The provider cannot mend them in time.")
    case_list = CaseList.objects.get()
    assert ListedCase.objects.count() == 60 - case_list.faulty_rows > 50


def test_a_sample_is_drawn_and_drawn_again_for_a_reason(
    walk: Walk, cast: Cast, inspection: Inspection
) -> None:
    walk.sign_in(cast.analyst)
    walk.to("samples:sample", inspection_id=inspection.pk, sample_code=SUPERVISION)
    send(walk, "cases.csv", samples.text([*samples.cases(249), samples.row(250, ethnicity="")]).encode())
    walk.sees("Ethnicity")
    walk.click("Accept the list")
    walk.click("Go to the sample")
    walk.click("Draw the sample")
    walk.sees("250 eligible cases in cases.csv")
    walk.fill("Seed", "7")
    walk.click("Draw the sample")
    walk.sees("Sample drawn: 100 of 250 eligible cases.", "Population against sample")
    first = set(SampledCase.objects.in_use().values_list("listed_case", flat=True))

    walk.click("Draw again")
    walk.fill("Seed", "8")
    walk.click("Draw the sample")
    walk.sees("Say why the sample is drawn again")
    walk.fill("Why is the sample drawn again?", "The seed was meant to be eight.")
    walk.click("Draw the sample")
    walk.sees("The seed was meant to be eight.", "Earlier draws")
    assert set(SampledCase.objects.in_use().values_list("listed_case", flat=True)) != first
    walk.click("Draw 1")
    walk.sees("A later draw replaced this one. It is kept as it was made.")


def test_drawn_cases_are_shared_out_replaced_exported_and_handed_over(
    walk: Walk, cast: Cast, inspection: Inspection
) -> None:
    draw = samples.drawn(inspection, cast.analyst, number=250)
    walk.sign_in(cast.analyst)
    walk.to("samples:sample", inspection_id=inspection.pk, sample_code=SUPERVISION)
    walk.click("Share out the cases")
    walk.click("Share out")
    walk.sees("100 cases shared out.")
    walk.click("See the cases")
    case = SampledCase.objects.in_use().filter(draw=draw).order_by("stratum", "order")[0]
    walk.click(case.listed_case.case_reference)
    walk.click("Replace this case")
    walk.choose(str(SampledCase.ReplacementReason(SampledCase.ReplacementReason.OTHER).label))
    walk.click("Replace the case")
    walk.sees("Say what the other reason is")
    walk.fill("What happened?", "The file is with the court and cannot be had in time.")
    walk.click("Replace the case")
    walk.sees("Case replaced. This is the case that takes its place.")
    reserve = SampledCase.objects.get(replaces=case)
    walk.to("samples:cases", inspection_id=inspection.pk, sample_code=SUPERVISION)
    walk.click("Replaced (1)")
    walk.sees(case.listed_case.case_reference)
    walk.click(re.compile("^Reserves"))
    walk.click(re.compile("^In use"))
    walk.click("Page 2")

    exported = walk.download("Download the sample (CSV)").decode("utf-8-sig")
    references = {row["case_reference"] for row in csv.DictReader(io.StringIO(exported))}
    assert len(references) == 100
    assert reserve.listed_case.case_reference in references
    assert case.listed_case.case_reference not in references

    walk.to("samples:index", inspection_id=inspection.pk)
    walk.click("Open case assessment")
    inspection.refresh_from_db()
    assert inspection.stage == "assessment"
