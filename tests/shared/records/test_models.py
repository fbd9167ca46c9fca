import threading
import uuid

import pytest
from django.db import connection, transaction
from django.utils import timezone

from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import (
    Conflict,
    NotAllowed,
    Work,
    already_created,
    refuse_if,
    save_if_unchanged,
)
from tests.factories import accounts


def test_a_reason_refuses_and_none_allows() -> None:
    refuse_if([])
    with pytest.raises(NotAllowed) as refusal:
        refuse_if(["Not now.", "Not you."])
    assert refusal.value.reasons == ["Not now.", "Not you."]


def test_a_save_moves_the_version_on_and_leaves_other_fields_alone(db: None) -> None:
    account = accounts.account(name="Before")
    account.name, account.email = "After", "not-to-be-saved@example.org"
    save_if_unchanged(account, version=0, fields=["name"])
    stored = User.objects.get(pk=account.pk)
    assert (stored.name, stored.version, account.version) == ("After", 1, 1)
    assert stored.email == "before@example.org"


def test_a_save_at_an_older_version_raises_with_the_row_as_it_stands(db: None) -> None:
    account = accounts.account(name="Before")
    mine = User.objects.get(pk=account.pk)
    account.name = "Theirs"
    save_if_unchanged(account, version=0, fields=["name"])
    mine.name = "Mine"
    with pytest.raises(Conflict) as conflict:
        save_if_unchanged(mine, version=0, fields=["name"])
    assert (str(conflict.value.theirs), conflict.value.theirs.version) == ("Theirs", 1)
    assert User.objects.get(pk=account.pk).name == "Theirs"


def add_slowly(creation_key: uuid.UUID, waiting: threading.Barrier) -> None:
    waiting.wait(timeout=10)
    try:
        with transaction.atomic():
            if already_created(Organisation, creation_key) is None:
                Organisation.objects.create(
                    name="Northshire", short_name="northshire", kind="provider", creation_key=creation_key
                )
    finally:
        connection.close()


def test_the_same_form_sent_twice_at_the_same_moment_makes_one_row(transactional_db: None) -> None:
    key, waiting = uuid.uuid4(), threading.Barrier(2)
    threads = [threading.Thread(target=add_slowly, args=(key, waiting)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Organisation.objects.filter(creation_key=key).count() == 1


class TestWork:
    @pytest.fixture
    def work(self, db: None) -> Work:
        return Work.objects.create(
            title="Checking the list", started_at=timezone.now(), started_by=accounts.account()
        )

    def test_work_that_has_not_begun_is_at_nothing(self, work: Work) -> None:
        assert work.per_cent == 0
        assert work.get_state_display() == "Waiting to start"

    def test_progress_is_stored_and_rounded_down(self, work: Work) -> None:
        work.advance(done=199, total=300)
        work.refresh_from_db()
        assert (work.per_cent, work.state) == (66, Work.State.RUNNING)

    def test_work_ends_well_or_with_a_fault_that_says_why(self, work: Work) -> None:
        work.finish(message="300 rows")
        work.refresh_from_db()
        assert (work.state, work.message) == (Work.State.DONE, "300 rows")
        work.finish(message="The file is gone", failed=True)
        work.refresh_from_db()
        assert (work.state, work.message) == (Work.State.FAILED, "The file is gone")
