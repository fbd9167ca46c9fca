"""The press notice: drafted from the data, worded by the publisher, published with the report."""

import pytest
from django.test import Client

from caseward.inspection.reports import actions
from caseward.inspection.reports.models import PressNotice, Report
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import editions, ratings, reports
from tests.factories.accounts import Cast
from tests.factories.reports import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report with the figures of a whole published inspection."""
    return reports.report(cast, ratings.proposed(cast, ratings.counted(cast, ratings.THAMES_VALLEY)))


def notice(report: Report) -> str:
    """The press notice as it reads now."""
    written = actions.written_notice(report, actions.written_report(report))
    assert written.faults == ()
    return "\n".join(paragraph.text for paragraph in written.paragraphs)


def test_the_draft_names_the_rating_the_strongest_and_the_weakest_questions(report: Report) -> None:
    text = notice(report)
    assert (
        "Inspectors have rated Northshire Probation Requires improvement, with 15 out of 30 points." in text
    )
    strongest, weakest = text.split("Where work was weakest")
    assert "4.2.3" in strongest and "Yes in 100 per cent of cases." in strongest
    assert "2.4.3" in weakest and "Yes in 42 per cent of cases." in weakest
    assert "100 cases were inspected." in text


def test_what_the_publisher_worded_stands_in_place_of_the_draft(cast: Cast, report: Report) -> None:
    actions.save_notice(report=report, text="Rated [[rating.2.1]].", version=0, by=cast.publisher, at=AT)
    assert notice(report) == "Rated Good."


def test_two_who_word_it_at_once_see_each_other(cast: Cast, report: Report) -> None:
    actions.save_notice(report=report, text="First.", version=0, by=cast.publisher, at=AT)
    with pytest.raises(Conflict):
        actions.save_notice(report=report, text="Second.", version=0, by=cast.publisher, at=AT)
    assert PressNotice.objects.get().text == "First."


def test_only_the_publisher_words_it(cast: Cast, report: Report) -> None:
    with pytest.raises(NotAllowed, match="Only the publisher"):
        actions.save_notice(report=report, text="Mine.", version=0, by=cast.lead, at=AT)


def test_it_is_published_with_the_report_and_stays(cast: Cast, client: Client) -> None:
    ready = editions.ready(cast)
    actions.save_notice(report=ready, text="Rated [[rating.2.1]].", version=0, by=cast.publisher, at=AT)
    edition = editions.publish(ready, cast.publisher)
    PressNotice.objects.update(text="Another.")
    slug = edition.document["result"]["slug"]
    page = client.get(f"/reports/{slug}/edition-1/press-notice/").content.decode()
    assert "Rated Good." in page and "Another." not in page


def test_the_publisher_words_it_on_its_page_and_the_lead_only_reads(
    cast: Cast, report: Report, client: Client
) -> None:
    page = f"/inspections/{report.inspection_id}/report/press-notice/"
    client.force_login(cast.lead)
    assert "Save press notice" not in client.get(page).content.decode()
    client.force_login(cast.publisher)
    assert "Save press notice" in client.get(page).content.decode()
    assert client.post(page, {"version": 0, "text": "In our words."}).status_code == 302
    clash = client.post(page, {"version": 0, "text": "In other words."}).content.decode()
    assert "In our words." in clash and "In other words." in clash
