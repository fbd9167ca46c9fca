"""The report becomes public in every form at once, and is later corrected by an edition that says how."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports.models import Edition, FactCheck, SectionText
from tests.factories import editions
from tests.factories.accounts import Cast
from tests.factories.reports import PROSE
from tests.journeys.conftest import NewWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

PROVIDER = "Northshire Probation"
FIVE, SIX = "There are five new interventions.", "There are six new interventions."


def open_publication(walk: Walk) -> None:
    walk.click(PROVIDER)
    walk.open_part("Report")
    open_page(walk, "Publish")


def open_page(walk: Walk, words: str) -> None:
    """Go to another page of the same report."""
    walk.click(words, within=walk.page.get_by_role("navigation", name="Pages of the report"))


def test_what_stands_in_the_way_is_listed_and_then_one_step_publishes_everything(
    new_walk: NewWalk, cast: Cast
) -> None:
    report = editions.ready(cast)
    check = FactCheck.objects.filter(report=report)
    closed_at = check.get().closed_at
    check.update(closed_at=None, due_on=timezone.localdate() + timedelta(days=1))
    publisher, reader = new_walk(), new_walk()
    publisher.sign_in(cast.publisher)
    open_publication(publisher)
    publisher.sees("What stands in the way", "close the factual accuracy check")
    expect(publisher.named("Publish the report")).to_have_count(0)
    check.update(closed_at=closed_at)
    open_page(publisher, "Press notice")
    publisher.sees("Drafted from the data; nobody has worded it yet.")
    notice = publisher.page.get_by_label("Press notice", exact=True)
    notice.fill(f"{notice.input_value()}\nThe score is [[score]].\n")
    publisher.click("Save press notice")
    publisher.sees("The press notice is saved.", "As the publisher worded it.")
    open_page(publisher, "Preview")
    publisher.sees("as it would be published now", "The words of foreword.")
    open_page(publisher, "Publish")
    publisher.click("Publish the report")
    publisher.sees("Edition 1 is public.")
    assert Inspection.objects.get().stage == "published"

    reader.to("home")
    reader.click(re.compile(f"^{PROVIDER}, "))
    reader.click("Read the report")
    reader.sees("The words of foreword.", "Contents")
    assert reader.fetch_link("Report as PDF").startswith(b"%PDF")
    assert reader.download("All tables as a spreadsheet (ODS)").startswith(b"PK")
    assert b"2.1 Assessment" in reader.download("All tables as CSV")
    whole = json.loads(reader.fetch_link("Everything as JSON"))
    assert whole["edition"]["number"] == 1
    reader.click("Press notice")
    reader.sees(f"Inspectors have rated {PROVIDER}", "The score is")


def test_a_correction_is_a_new_edition_that_says_what_changed(new_walk: NewWalk, cast: Cast) -> None:
    report = editions.ready(cast)
    SectionText.objects.filter(report=report, section_code=PROSE).update(text=FIVE)
    editions.publish(report, cast.publisher)
    publisher, reader = new_walk(), new_walk(scripts=False)
    publisher.sign_in(cast.publisher)
    open_publication(publisher)
    publisher.click("Start a correction")
    publisher.fill("What will change?", "The number of interventions.")
    publisher.fill("Why does it change?", "Wrong.")
    publisher.click("Start the correction")
    publisher.sees("There is a problem", "Say in at least 3 words why it changes.")
    publisher.fill("Why does it change?", "One was counted twice.")
    publisher.click("Start the correction")
    publisher.click("Foreword")
    publisher.click("Take the pen and write")
    publisher.fill("Text of this section", SIX)
    publisher.click("Save and give the pen back")
    open_page(publisher, "Publish")
    publisher.sees("Edition 2, a correction", "One was counted twice.")
    publisher.click("Publish edition 2")
    publisher.sees("Edition 2 is public.")

    first, second = Edition.objects.order_by("number")
    slug = second.document["result"]["slug"]
    reader.to("reports:report", slug=slug)
    reader.sees(SIX, "what changed", "The number of interventions.")
    reader.click("Every change, word by word")
    expect(reader.page.locator("del").filter(has_text="five")).to_have_count(1)
    expect(reader.page.locator("ins").filter(has_text="six")).to_have_count(1)
    reader.to("reports:edition", slug=slug, edition_number=first.number)
    reader.sees("This edition is superseded.", FIVE)
    reader.click(re.compile("^edition 2 of "))
    reader.sees(SIX)
