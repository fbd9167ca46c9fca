"""The pages of lists from another system."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseward.casework.dashboards import jobs
from caseward.casework.people import actions
from caseward.casework.people.models import Import, Person
from tests.casework.imports.lists import csv, sent
from tests.factories import people
from tests.factories.people import CaseworkCast

PEOPLE = Import.Kind.PEOPLE


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people."""
    return people.casework_cast()


def send(client: Client, content: bytes, kind: str = PEOPLE, name: str = "list.csv") -> str:
    """The page that answers a list."""
    typed = {"file": SimpleUploadedFile(name, content), "creation_key": str(uuid4())}
    address = reverse("dashboards:add_import", kwargs={"kind": kind})
    return client.post(address, typed, follow=True).content.decode()


def press(client: Client, upload: Import, decision: str) -> str:
    """The page after a button of a checked list."""
    address = reverse("dashboards:decide_import", kwargs={"import_id": upload.pk, "decision": decision})
    return client.post(address, {"version": upload.version}, follow=True).content.decode()


def test_a_manager_sends_a_list_sees_what_would_change_and_takes_it_in(
    client: Client, cast: CaseworkCast
) -> None:
    known = people.person(cast.officer, language="Welsh")
    client.force_login(cast.manager)
    page = send(client, csv("crn,language", "X700001,Polish", f"{known.crn},English"))
    assert "Checked: waits for your decision" in page
    assert not Person.objects.filter(crn="X700001").exists()
    upload = Import.objects.get()
    assert (upload.new_count, upload.changed_count, upload.unchanged_count) == (1, 1, 0)
    assert "Taken in" in press(client, upload, "take-in")
    assert Person.objects.filter(crn="X700001").exists()


def test_a_list_that_is_discarded_changes_nothing_and_is_not_kept(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    send(client, csv("crn", "X700001"))
    assert "Discarded" in press(client, Import.objects.get(), "discard")
    assert bytes(Import.objects.get().content) == b""
    assert not Person.objects.exists()


def test_a_list_is_decided_once(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    send(client, csv("crn", "X700001"))
    upload = Import.objects.get()
    press(client, upload, "discard")
    assert "can no longer be decided" in press(client, upload, "take-in")
    assert not Person.objects.exists()


def test_faults_stand_on_the_page_and_in_a_file(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    page = send(client, csv("crn,born_on", "X700001,Wilhelmina"))
    upload = Import.objects.get()
    answer = client.get(reverse("dashboards:import_faults", kwargs={"import_id": upload.pk}))
    for text in (page, answer.content.decode()):
        assert "born_on" in text
        assert "not a date" in text
        assert "Wilhelmina" not in text


@pytest.mark.parametrize("kind", Import.Kind.values)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_every_template_can_be_read(client: Client, cast: CaseworkCast, kind: str, form: str) -> None:
    client.force_login(cast.manager)
    address = reverse("dashboards:import_template", kwargs={"kind": kind, "form": form})
    content = client.get(address).content
    listed = jobs.KINDS[kind].read(content, f"template.{form}")
    assert (listed.faults, len(listed.rows)) == ([], 1)


def test_only_managers_find_the_pages(client: Client, cast: CaseworkCast) -> None:
    upload = sent(PEOPLE, csv("crn", "X700001"), cast.manager)
    mine = [
        reverse("dashboards:import", kwargs={"import_id": upload.pk}),
        reverse("dashboards:import_faults", kwargs={"import_id": upload.pk}),
    ]
    open_to_managers = [
        reverse("dashboards:imports"),
        reverse("dashboards:add_import", kwargs={"kind": PEOPLE}),
        reverse("dashboards:import_template", kwargs={"kind": PEOPLE, "form": "csv"}),
    ]
    for user in (cast.officer, cast.stranger, cast.administrator, cast.inspector, cast.provider_contact):
        client.force_login(user)
        assert {client.get(page).status_code for page in mine} == {404}, user
        assert {client.get(page).status_code for page in open_to_managers} == {403}, user
    client.force_login(cast.strange_manager)
    assert {client.get(page).status_code for page in mine} == {404}
    address = reverse("dashboards:decide_import", kwargs={"import_id": upload.pk, "decision": "take-in"})
    assert client.post(address, {"version": upload.version}).status_code == 404


def test_an_unknown_kind_form_or_decision_is_not_found(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    upload = sent(PEOPLE, csv("crn", "X700001"), cast.manager)
    assert client.get("/imports/add/pets/").status_code == 404
    assert client.get("/imports/template/people/xlsx/").status_code == 404
    address = reverse("dashboards:decide_import", kwargs={"import_id": upload.pk, "decision": "maybe"})
    assert client.post(address, {"version": upload.version}).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "list.csv", "The file is empty."),
        (b"[{", "list.json", "not a JSON list"),
        (b'{"crn": "X700001"}', "list.json", "not a JSON list"),
        (b'[{"crn": "X700001", "crn": "X700002"}]', "list.json", "a key twice"),
        (b'["X700001"]', "list.json", "not an object"),
        (b'[{"crn": "X700001", "pet": "cat"}]', "list.json", "a key that is not known"),
        (b"name\nAlex", "list.csv", "There is no column crn."),
        (b"crn", "list.csv", "The file has no entries."),
        (b"crn,pet\nX700001,cat", "list.csv", "This heading is not known here."),
        (b"crn,crn\nX700001,X700001", "list.csv", "This heading is there twice."),
        (b"crn\nX700001,Alex", "list.csv", "more cells than headings"),
        (b"crn,name\nX700001,A\x00lex", "list.csv", "a character that cannot be seen"),
        (b'crn,name\nX700001,"Alex', "list.csv", "a quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    client: Client, cast: CaseworkCast, content: bytes, name: str, words: str
) -> None:
    client.force_login(cast.manager)
    assert words in send(client, content, name=name)
    assert Import.objects.get().state == Import.State.FAULTY


def test_a_file_of_another_type_is_not_kept(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    assert "must be a CSV or a JSON file" in send(client, b"anything", name="list.pdf")
    assert not Import.objects.exists()


def test_work_that_our_own_fault_stops_is_closed_and_says_so(
    client: Client, cast: CaseworkCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.manager)
    send(client, csv("crn,name", "X700001,Wilhelmina"))

    def fail(**_: object) -> None:
        raise RuntimeError("Wilhelmina")

    monkeypatch.setattr(actions, "take_in", fail)
    page = press(client, Import.objects.get(), "take-in")
    assert "A fault of ours stopped the work, and nothing was taken in." in page
    assert "Wilhelmina" not in page


def test_a_long_list_is_worked_on_in_the_queue(
    client: Client, cast: CaseworkCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[int] = []
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    monkeypatch.setattr(type(jobs.check), "enqueue", lambda _, pk: queued.append(pk))
    client.force_login(cast.manager)
    page = send(client, csv("crn", "X700001", "X700002", "X700003"))
    upload = Import.objects.get()
    assert queued == [upload.pk]
    assert "Being checked" in page
    jobs.check.call(upload.pk)
    upload.refresh_from_db()
    assert "Being taken in" in press(client, upload, "take-in")
    assert queued == [upload.pk, upload.pk]
    jobs.store.call(upload.pk)
    assert Person.objects.count() == 3


def test_the_pages_ask_as_often_for_many_rows_as_for_few(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    counts = []
    for number in (2, 30):
        upload = sent(PEOPLE, csv("crn", *("x" for _ in range(number))), cast.manager)
        page = reverse("dashboards:import", kwargs={"import_id": upload.pk})
        for address in (page, reverse("dashboards:imports")):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 25
