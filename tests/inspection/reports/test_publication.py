"""Publishing a report: once, whole, by the publisher, and nothing that stands in its way."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import actions as of_ratings
from caseward.inspection.reports import actions, policies
from caseward.inspection.reports.models import Edition, FactCheck, Pen, Report, SectionText
from caseward.inspection.results.models import FactResult, Result
from caseward.shared.records.models import NotAllowed
from tests.factories import editions, fieldwork, ratings, reports
from tests.factories.accounts import Cast
from tests.factories.reports import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(cast: Cast) -> Report:
    """A report that nothing stands in the way of."""
    return editions.ready(cast)


def test_publishing_makes_result_recommendations_and_report_public_at_once(cast: Cast, ready: Report) -> None:
    edition = editions.publish(ready, cast.publisher)
    result = Result.objects.get()
    assert Inspection.objects.get().stage == "published"
    assert [row.text for row in result.recommendations.all()] == ["Talk with sentencers more."]
    assert ready.inspection.action_plans.count() == 1
    assert edition.document["result"]["slug"] == result.slug
    assert edition.published_by == cast.publisher and len(edition.digest) == 64


def test_a_result_that_is_public_already_gets_its_report_later(cast: Cast, ready: Report) -> None:
    of_ratings.publish(
        inspection=ready.inspection, source="Us", note="", creation_key=uuid4(), by=cast.publisher, at=AT
    )
    edition = editions.publish(ready, cast.publisher)
    assert Result.objects.count() == 1
    assert edition.document["result"]["source"] == "Us"


def test_further_figures_are_recorded_with_the_result(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    editions.published_after(cast, inspection, ratings.meeting(cast, inspection))
    codes = set(FactResult.objects.values_list("code", flat=True))
    assert {"case-supervision", fieldwork.FIGURE} <= codes


def test_the_same_form_sent_twice_publishes_once(cast: Cast, ready: Report) -> None:
    key = uuid4()
    first, second = (
        actions.publish_report(report=ready, source="Us", note="", creation_key=key, by=cast.publisher, at=AT)
        for _ in range(2)
    )
    assert first == second
    assert Edition.objects.count() == 1


def test_a_fault_on_the_way_publishes_nothing(
    cast: Cast, ready: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("caseward.inspection.reports.actions.publication.document_of", fail)
    with pytest.raises(RuntimeError):
        editions.publish(ready, cast.publisher)
    assert not Result.objects.exists() and not Edition.objects.exists()
    assert Inspection.objects.get().stage == "decided"


@pytest.mark.parametrize("who", ["lead", "analyst", "inspector", "panel_member", "provider_contact"])
def test_nobody_but_the_publisher_publishes(cast: Cast, ready: Report, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only the publisher can publish the report"):
        editions.publish(ready, getattr(cast, who))


def test_an_empty_section_stands_in_the_way(cast: Cast, ready: Report) -> None:
    SectionText.objects.filter(section_code="foreword").update(text="")
    with pytest.raises(NotAllowed, match="still empty: Foreword"):
        editions.publish(ready, cast.publisher)


def test_a_finding_neither_mended_nor_accepted_stands_in_the_way(cast: Cast, ready: Report) -> None:
    SectionText.objects.filter(section_code="foreword").update(text="The division works well.")
    with pytest.raises(NotAllowed, match="Mend or accept"):
        editions.publish(ready, cast.publisher)


def test_a_reference_to_nothing_in_the_press_notice_stands_in_the_way(cast: Cast, ready: Report) -> None:
    actions.save_notice(report=ready, text="It was [[9.9.9]].", version=0, by=cast.publisher, at=AT)
    with pytest.raises(NotAllowed, match="press notice"):
        editions.publish(ready, cast.publisher)


def test_an_open_fact_check_stands_in_the_way(cast: Cast, ready: Report) -> None:
    FactCheck.objects.update(closed_at=None, closed_by=None)
    with pytest.raises(NotAllowed, match="close the factual accuracy check"):
        editions.publish(ready, cast.publisher)


def test_a_report_without_a_recommendation_is_not_published(cast: Cast, ready: Report) -> None:
    ready.inspection.recommendations.all().delete()
    with pytest.raises(NotAllowed, match="Write at least one recommendation"):
        editions.publish(ready, cast.publisher)


def test_a_result_that_the_panel_has_not_decided_is_not_published(cast: Cast) -> None:
    report = reports.report(cast, ratings.proposed(cast, ratings.counted(cast)))
    reasons = policies.reasons_not_to_publish_edition(cast.publisher, report)
    assert reasons == ["The ratings panel has to decide and lock every rating first."]


def test_after_publication_nobody_writes_any_more(cast: Cast) -> None:
    report = editions.published(cast).report
    report.inspection.refresh_from_db()
    assert policies.reasons_not_to_write(cast.lead, report.inspection)
    assert policies.reasons_not_to_write_notice(cast.publisher, report)
    with pytest.raises(NotAllowed):
        actions.take_pen(report=report, code="foreword", by=cast.lead, at=AT)
    assert not Pen.objects.exists()


def publish_page(report: Report) -> str:
    return reverse("reports:publish", kwargs={"inspection_id": report.inspection_id})


def test_the_publisher_publishes_on_the_page(cast: Cast, ready: Report, client: Client) -> None:
    client.force_login(cast.publisher)
    page = client.get(publish_page(ready)).content.decode()
    assert "Publish the report" in page and "What stands in the way" not in page
    answer = client.post(
        publish_page(ready), {"creation_key": str(uuid4()), "source": "The inspectorate", "note": ""}
    )
    edition = Edition.objects.get()
    slug = Result.objects.get().slug
    assert answer.headers["Location"] == f"/reports/{slug}/edition-1/"
    client.logout()
    assert client.get(answer.headers["Location"]).status_code == 200
    assert edition.number == 1


def test_the_page_says_what_stands_in_the_way_in_place_of_the_button(
    cast: Cast, ready: Report, client: Client
) -> None:
    SectionText.objects.filter(section_code="foreword").update(text="")
    client.force_login(cast.publisher)
    page = client.get(publish_page(ready)).content.decode()
    assert "still empty: Foreword." in page
    assert 'type="submit"' not in page.split("<main")[1]


def test_the_lead_sees_what_stands_in_the_way_but_no_button(
    cast: Cast, ready: Report, client: Client
) -> None:
    client.force_login(cast.lead)
    page = client.get(publish_page(ready)).content.decode()
    assert "Only the publisher can publish the report." in page


@pytest.mark.parametrize("name", ["publish", "preview", "press_notice", "correct"])
@pytest.mark.parametrize("who", ["panel_member", "provider_contact", "outsider", "administrator"])
def test_who_may_not_see_the_report_finds_no_page_of_its_publication(
    cast: Cast, ready: Report, client: Client, name: str, who: str
) -> None:
    client.force_login(getattr(cast, who))
    address = reverse(f"reports:{name}", kwargs={"inspection_id": ready.inspection_id})
    assert client.get(address).status_code == 404


def test_the_preview_shows_the_sections_that_are_frozen(cast: Cast, ready: Report, client: Client) -> None:
    client.force_login(cast.publisher)
    address = reverse("reports:preview", kwargs={"inspection_id": ready.inspection_id})
    page = client.get(address).content.decode()
    before = actions.document_of(ready, actions.EditionNote(1, None))
    edition = editions.publish(ready, cast.publisher)
    assert before["sections"] == edition.document["sections"]
    for section in edition.document["sections"]:
        if section["tables"] or section["html"]:
            assert f'id="{section["code"]}"' in page
