"""A correction that is given up: what is published stays, and the text goes back."""

from datetime import timedelta

import pytest
from django.test import Client

from caseward.inspection.reports import actions, policies
from caseward.inspection.reports.models import Edition, Pen, SectionText
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import NotAllowed
from tests.factories import editions
from tests.factories.accounts import Cast
from tests.factories.reports import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def started(cast: Cast) -> Edition:
    """A correction in which the foreword was written again."""
    edition = editions.correction(editions.published(cast), cast.publisher)
    section = actions.take_pen(report=edition.report, code="foreword", by=cast.lead, at=LATER)
    actions.save_text(section=section, text="Put wrong.", version=section.version, by=cast.lead, at=LATER)
    return edition


def give_up(edition: Edition, by: User) -> None:
    actions.give_up_correction(edition=edition, by=by, at=LATER + timedelta(minutes=1))


def test_the_text_reads_again_as_it_was_published_and_nothing_written_is_lost(
    cast: Cast, started: Edition
) -> None:
    give_up(started, cast.publisher)
    foreword = SectionText.objects.get(section_code="foreword")
    assert foreword.text == "The words of foreword."
    assert [draft.text for draft in foreword.drafts.all()] == [
        "The words of foreword.",
        "Put wrong.",
        "The words of foreword.",
    ]
    others = SectionText.objects.exclude(section_code="foreword")
    assert all(section.drafts.count() == 1 for section in others)


def test_it_closes_the_text_and_another_may_be_started(cast: Cast, started: Edition) -> None:
    report = started.report
    give_up(started, cast.publisher)
    report.inspection.refresh_from_db()
    assert not Pen.objects.exists()
    assert policies.reasons_not_to_write(cast.lead, report.inspection)
    assert editions.correction(Edition.objects.get(), cast.publisher).number == 2


def test_the_log_says_who_gave_it_up_and_what_went_back(cast: Cast, started: Edition) -> None:
    number = str(started.pk)
    give_up(started, cast.publisher)
    event = Event.objects.get(action="gave_up_correction")
    assert (event.actor_id, event.subject_id) == (str(cast.publisher.pk), number)
    assert event.details == {"number": 2, "sections": ["foreword"]}


@pytest.mark.parametrize("who", ["lead", "analyst", "inspector"])
def test_only_the_publisher_gives_it_up(cast: Cast, started: Edition, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only the publisher"):
        give_up(started, getattr(cast, who))


def test_what_is_public_cannot_be_given_up(cast: Cast) -> None:
    edition = editions.published(cast)
    with pytest.raises(NotAllowed, match="cannot be taken back"):
        give_up(edition, cast.publisher)


def test_the_publisher_gives_it_up_on_the_page(cast: Cast, started: Edition, client: Client) -> None:
    base = f"/inspections/{started.report.inspection_id}/report"
    client.force_login(cast.lead)
    assert "Give up the correction" not in client.get(f"{base}/publish/").content.decode()
    client.force_login(cast.publisher)
    assert "Give up the correction" in client.get(f"{base}/publish/").content.decode()
    page = client.post(f"{base}/correct/give-up/", follow=True).content.decode()
    assert "Edition 2 is given up." in page and "Start a correction" in page
    assert client.post(f"{base}/correct/give-up/").status_code == 404
