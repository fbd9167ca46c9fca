"""Editions: frozen, corrected only by a new one, and every one of them readable."""

from uuid import uuid4

import pytest
from django.test import Client

from caseward.inspection.reports import actions, policies
from caseward.inspection.reports.models import Edition, Report, SectionText, digest_of
from caseward.inspection.reports.presenters.editions import changes_between
from caseward.inspection.results.models import FactResult
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import editions
from tests.factories.accounts import Cast
from tests.factories.editions import WHAT, WHY
from tests.factories.reports import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast: Cast) -> Edition:
    """The first edition of a report."""
    return editions.published(cast)


def address(edition: Edition, rest: str = "/") -> str:
    return f"/reports/{edition.document['result']['slug']}/edition-{edition.number}{rest}"


def foreword(edition: Edition) -> list[str]:
    """What the foreword of an edition says."""
    sections = {section["code"]: section for section in edition.document["sections"]}
    said: list[str] = sections["foreword"]["paragraphs"]
    return said


def test_what_is_published_stays_when_the_text_and_the_data_change(edition: Edition) -> None:
    before = edition.digest
    SectionText.objects.update(text="Something else.")
    FactResult.objects.update(printed="12", value=12)
    kept = Edition.objects.get()
    assert digest_of(kept.document) == kept.digest == before
    assert foreword(kept) == ["The words of foreword."]


def test_a_published_edition_refuses_to_be_saved(edition: Edition) -> None:
    edition.document["title"] = "Another title"
    with pytest.raises(ValueError, match="published and never changes"):
        edition.save()


def test_a_published_edition_cannot_be_published_again(cast: Cast, edition: Edition) -> None:
    with pytest.raises(Conflict):
        actions.publish_correction(edition=edition, version=edition.version, by=cast.publisher, at=AT)
    with pytest.raises(NotAllowed, match="start a correction"):
        editions.publish(edition.report, cast.publisher)


def test_a_correction_opens_the_text_for_writers_and_the_publisher(cast: Cast, edition: Edition) -> None:
    inspection = edition.report.inspection
    inspection.refresh_from_db()
    assert policies.reasons_not_to_write(cast.publisher, inspection)
    editions.correction(edition, cast.publisher)
    for user in (cast.lead, cast.inspector, cast.publisher):
        assert policies.reasons_not_to_write(user, inspection) == []
    section = actions.take_pen(report=edition.report, code="foreword", by=cast.publisher, at=AT)
    actions.save_text(section=section, text="Put right.", version=section.version, by=cast.publisher, at=AT)
    assert SectionText.objects.get(section_code="foreword").text == "Put right."


def test_the_public_sees_the_old_edition_while_a_correction_is_written(
    cast: Cast, edition: Edition, client: Client
) -> None:
    editions.correction(edition, cast.publisher)
    SectionText.objects.filter(section_code="foreword").update(text="Not public yet.")
    page = client.get(address(edition)).content.decode()
    assert "The words of foreword." in page and "Not public yet." not in page
    slug = edition.document["result"]["slug"]
    assert client.get(f"/reports/{slug}/edition-2/").status_code == 404


def test_a_new_edition_says_what_changed_and_why(cast: Cast, edition: Edition, client: Client) -> None:
    second = editions.corrected(edition, cast.publisher, "The words of the foreword, put right.")
    page = client.get(address(second)).content.decode()
    assert "Edition 2, 2 September 2019: what changed" in page
    assert WHAT in page and WHY in page
    changes = client.get(address(second, "/changes/")).content.decode()
    assert "put right." in changes and "taken out" in changes


def test_an_older_edition_stays_readable_and_says_that_it_is_superseded(
    cast: Cast, edition: Edition, client: Client
) -> None:
    editions.corrected(edition, cast.publisher, "Put right.")
    page = client.get(address(edition)).content.decode()
    assert "This edition is superseded." in page and "The words of foreword." in page


def test_the_short_address_shows_the_edition_that_stands(
    cast: Cast, edition: Edition, client: Client
) -> None:
    slug = edition.document["result"]["slug"]
    assert "The words of foreword." in client.get(f"/reports/{slug}/").content.decode()
    editions.corrected(edition, cast.publisher, "Put right.")
    page = client.get(f"/reports/{slug}/").content.decode()
    assert "Put right." in page and "The words of foreword." not in page


def test_every_changed_cell_of_a_table_is_shown(edition: Edition) -> None:
    after = Edition.objects.get().document
    table = next(each for section in after["sections"] for each in section["tables"])
    table["rows"][0][1]["text"] = "Another"
    [change] = changes_between(edition.document, after).cells
    assert (change.table, change.row, change.after) == (
        table["caption"],
        table["rows"][0][0]["text"],
        "Another",
    )


def test_a_correction_says_in_words_what_changes_and_why(cast: Cast, edition: Edition) -> None:
    with pytest.raises(NotAllowed, match="what changes"):
        actions.start_correction(
            report=edition.report, what_changed="It", why=WHY, creation_key=uuid4(), by=cast.publisher, at=AT
        )


def test_only_one_correction_at_a_time_and_only_of_what_is_public(cast: Cast) -> None:
    report: Report = editions.ready(cast)
    unpublished = policies.reasons_not_to_start_correction(cast.publisher, report)
    assert unpublished == ["Nothing is published yet, so there is nothing to correct."]
    edition = editions.publish(report, cast.publisher)
    editions.correction(edition, cast.publisher)
    assert policies.reasons_not_to_start_correction(cast.publisher, report) == [
        "A correction has been started already."
    ]


@pytest.mark.parametrize("who", ["lead", "analyst", "panel_member", "outsider"])
def test_nobody_but_the_publisher_starts_a_correction(cast: Cast, edition: Edition, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only the publisher"):
        editions.correction(edition, getattr(cast, who))


def test_the_publisher_corrects_on_the_pages(cast: Cast, edition: Edition, client: Client) -> None:
    client.force_login(cast.publisher)
    base = f"/inspections/{edition.report.inspection_id}/report/"
    assert "Start a correction" in client.get(f"{base}publish/").content.decode()
    sent = {"creation_key": str(uuid4()), "what_changed": WHAT, "why": WHY}
    assert client.post(f"{base}correct/", sent).status_code == 302
    started = Edition.objects.get(published_at=None)
    page = client.get(f"{base}publish/").content.decode()
    assert "Publish edition 2" in page and WHAT in page
    answer = client.post(f"{base}publish/", {"version": started.version})
    assert answer.headers["Location"].endswith("/edition-2/")


def test_a_correction_without_words_comes_back_with_both_fields_marked(
    cast: Cast, edition: Edition, client: Client
) -> None:
    client.force_login(cast.publisher)
    base = f"/inspections/{edition.report.inspection_id}/report/"
    sent = {"creation_key": str(uuid4()), "what_changed": "It", "why": "So"}
    page = client.post(f"{base}correct/", sent).content.decode()
    assert "Say in at least 3 words what changes." in page
    assert "Say in at least 3 words why it changes." in page
    assert Edition.objects.count() == 1


def test_the_page_of_the_result_leads_to_the_report(edition: Edition, client: Client) -> None:
    slug = edition.document["result"]["slug"]
    assert f'href="/reports/{slug}/"' in client.get(f"/results/{slug}/").content.decode()
