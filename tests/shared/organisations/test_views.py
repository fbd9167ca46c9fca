import uuid

import pytest
from django.test import Client
from django.urls import reverse

from caseward.shared.accounts.models import Role
from caseward.shared.audit.models import Event
from caseward.shared.organisations import actions
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import NotAllowed
from tests.factories import accounts, organisations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client: Client) -> None:
    client.force_login(accounts.account(Role.ADMINISTRATOR))


def filled_in(**changes: object) -> dict[str, object]:
    return {
        "creation_key": uuid.uuid4(),
        "name": "Westshire Probation",
        "short_name": "westshire",
        "kind": "provider",
        **changes,
    }


def test_an_organisation_is_added_by_a_form_and_listed(client: Client) -> None:
    response = client.post(reverse("organisations:add"), filled_in(), follow=True)
    assert "Westshire Probation is added." in response.text
    assert "Provider of probation services" in response.text
    assert Event.objects.get().action == "organisation added"


def test_the_same_form_sent_twice_makes_one_organisation(client: Client) -> None:
    form = filled_in()
    for _ in range(2):
        assert client.post(reverse("organisations:add"), form).status_code == 302
    assert Organisation.objects.filter(short_name="westshire").count() == 1
    assert Event.objects.count() == 1


@pytest.mark.parametrize("same", [{"name": "westshire PROBATION"}, {"short_name": "westshire"}])
def test_two_organisations_never_share_a_name(client: Client, same: dict[str, str]) -> None:
    client.post(reverse("organisations:add"), filled_in())
    page = client.post(
        reverse("organisations:add"), filled_in(**{"name": "Other", "short_name": "other", **same})
    )
    assert "Another organisation has this name." in page.text


def test_a_short_name_fits_into_a_file_name(client: Client) -> None:
    page = client.post(reverse("organisations:add"), filled_in(short_name="../west shire"))
    assert page.status_code == 200
    assert not Organisation.objects.filter(name="Westshire Probation").exists()


def test_only_an_administrator_adds_organisations(client: Client) -> None:
    inspector = accounts.account(Role.INSPECTOR)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        actions.add(name="x", short_name="x", kind="provider", creation_key=uuid.uuid4(), by=inspector)


def test_providers_are_those_that_are_inspected() -> None:
    provider = organisations.provider()
    organisations.inspectorate()
    assert list(Organisation.objects.providers()) == [provider]


def test_the_publisher_may_add_a_provider_and_nothing_else() -> None:
    publisher = accounts.account(Role.PUBLISHER)
    made = actions.add(
        name="Westshire", short_name="westshire", kind="provider", creation_key=uuid.uuid4(), by=publisher
    )
    assert made.kind == Organisation.Kind.PROVIDER
    with pytest.raises(NotAllowed):
        actions.add(
            name="Another", short_name="other", kind="inspectorate", creation_key=uuid.uuid4(), by=publisher
        )
