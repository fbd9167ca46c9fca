"""The pages of the daily file of the police."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseward.casework.assessments.models import PoliceFile, PoliceItem
from caseward.casework.people import actions as people_actions
from caseward.casework.people.models import Person
from caseward.shared.audit.models import Event, Sighting
from tests.factories import people
from tests.factories.people import CaseworkCast

HEADING = "kind,happened_on,name,born_on,pnc,detail"
UNCERTAIN = "arrest,20/11/2026,Amira Hadad,17/05/1990,,Theft."


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people."""
    return people.casework_cast()


@pytest.fixture
def person(cast: CaseworkCast) -> Person:
    """Somebody on probation who can be found."""
    made = people.person(cast.officer, name="Amira Haddad")
    people_actions.index_names(people=[made])
    return made


def send(client: Client, *rows: str) -> str:
    """The page that answers a file."""
    file = SimpleUploadedFile("day.csv", "\n".join((HEADING, *rows)).encode())
    typed = {"file": file, "creation_key": str(uuid4())}
    return client.post(reverse("assessments:police_add"), typed, follow=True).content.decode()


def test_a_manager_takes_a_file_in_and_decides(client: Client, cast: CaseworkCast, person: Person) -> None:
    client.force_login(cast.manager)
    assert "File taken in." in send(client, UNCERTAIN)
    item = PoliceItem.objects.get()
    address = reverse("assessments:police_item", kwargs={"item_id": item.pk})
    page = client.get(address).content.decode()
    assert "Amira Haddad" in page
    assert "A name is alike. The date of birth is the same." in page
    assert Sighting.objects.filter(subject_id=str(person.pk)).exists()
    client.post(address, {"person": person.pk, "version": 0})
    assert person.change_events.count() == 1
    assert "Nothing waits" in client.get(reverse("assessments:police")).content.decode()


def test_what_waits_is_a_number_on_a_managers_home_until_it_is_decided(
    client: Client, cast: CaseworkCast, person: Person
) -> None:
    client.force_login(cast.manager)
    send(client, UNCERTAIN)
    for number in (1, 0):
        page = client.get(reverse("dashboards:home")).content.decode()
        before, _, _ = page.partition("Arrests and call-outs to decide")
        assert before.rpartition("<li")[2].count(f">{number}<") == 1
        item = PoliceItem.objects.get()
        address = reverse("assessments:police_item", kwargs={"item_id": item.pk})
        client.post(address, {"person": "nobody", "version": item.version})


def test_the_same_content_again_says_so(client: Client, cast: CaseworkCast, person: Person) -> None:
    client.force_login(cast.manager)
    send(client, UNCERTAIN)
    assert "This content was taken in before." in send(client, UNCERTAIN)
    assert PoliceFile.objects.count() == 1


def test_faults_stand_on_the_page_and_nothing_is_kept(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    page = send(client, UNCERTAIN, "arrest,32/11/2026,Wilhelmina,,,")
    assert "Nothing of it was kept" in page
    assert "happened_on" in page
    assert "Wilhelmina" not in page
    assert not PoliceItem.objects.exists()


def test_a_manager_who_may_not_open_the_record_learns_only_that_it_waits(
    client: Client, cast: CaseworkCast, person: Person
) -> None:
    people.access_list(person, "exclusion", by=cast.manager, naming=(cast.manager,))
    client.force_login(cast.manager)
    page = send(client, UNCERTAIN)
    assert "Waits for a manager who may open every record that it may be about" in page
    item = PoliceItem.objects.get()
    answer = client.get(reverse("assessments:police_item", kwargs={"item_id": item.pk}))
    assert answer.status_code == 403
    for text in (page, answer.content.decode()):
        assert "Amira" not in text
        assert person.crn not in text


def test_a_certain_match_with_a_record_that_may_not_be_opened_is_not_named(
    client: Client, cast: CaseworkCast, person: Person
) -> None:
    people.access_list(person, "exclusion", by=cast.manager, naming=(cast.manager,))
    client.force_login(cast.manager)
    page = send(client, UNCERTAIN.replace("Hadad", "Haddad"))
    assert person.change_events.count() == 1
    assert "Somebody whose record you may not open" in page
    assert "Amira" not in page


def test_nobody_else_finds_the_files(client: Client, cast: CaseworkCast, person: Person) -> None:
    client.force_login(cast.manager)
    send(client, UNCERTAIN)
    item = PoliceItem.objects.get()
    file_page = reverse("assessments:police_file", kwargs={"file_id": item.file_id})
    item_page = reverse("assessments:police_item", kwargs={"item_id": item.pk})
    for user in (cast.strange_manager, cast.officer, cast.administrator, cast.inspector):
        client.force_login(user)
        assert [client.get(page).status_code for page in (file_page, item_page)] == [404, 404], user
    for user in (cast.officer, cast.administrator, cast.provider_contact):
        client.force_login(user)
        for name in ("police", "police_add", "police_template"):
            assert client.get(reverse(f"assessments:{name}")).status_code == 403, (user, name)


def test_the_template_is_a_file_that_is_taken_in(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    content = client.get(reverse("assessments:police_template")).content
    typed = {"file": SimpleUploadedFile("day.csv", content), "creation_key": str(uuid4())}
    page = client.post(reverse("assessments:police_add"), typed, follow=True).content.decode()
    assert "File taken in." in page


def test_pages_ask_as_often_for_many_items_as_for_few(
    client: Client, cast: CaseworkCast, person: Person
) -> None:
    client.force_login(cast.manager)
    counts = []
    for number in (2, 20):
        rows = [f"arrest,20/11/2026,Amira Hadad,17/05/1990,,Theft {each}." for each in range(number)]
        certain = [row.replace("Hadad", "Haddad") for row in rows]
        send(client, *rows, *certain)
        file = PoliceFile.objects.latest("pk")
        pages = [reverse("assessments:police"), reverse("assessments:police_file", args=[file.pk])]
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 25


def test_a_name_is_written_nowhere_in_the_log(client: Client, cast: CaseworkCast, person: Person) -> None:
    client.force_login(cast.manager)
    send(client, UNCERTAIN)
    assert "Amira" not in str(list(Event.objects.values_list("details", flat=True)))
