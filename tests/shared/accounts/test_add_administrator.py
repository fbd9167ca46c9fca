import pytest
from django.core.management import CommandError, call_command

from caseward.shared.accounts.management.commands import add_administrator
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_administrator, "getpass", lambda prompt: "three random words")


def run(email: str = "first@example.org") -> None:
    call_command(
        "add_administrator", name="First", email=email, organisation="Inspectorate of Work", verbosity=0
    )


def test_the_first_administrator_is_made_on_the_command_line_with_their_organisation() -> None:
    run("First@Example.org")
    first = User.objects.get()
    assert (first.email, first.role, first.organisation.name) == (
        "first@example.org",
        Role.ADMINISTRATOR,
        "Inspectorate of Work",
    )
    assert first.check_password("three random words")
    event = Event.objects.get()
    assert (event.actor_name, event.subject_id) == ("system", str(first.pk))


def test_there_is_a_first_administrator_only_once() -> None:
    run()
    with pytest.raises(CommandError, match="There is an administrator already"):
        run("second@example.org")
    assert User.objects.count() == 1


def test_the_demonstration_s_administrator_does_not_count() -> None:
    accounts.account(Role.ADMINISTRATOR, is_demonstration=True)
    run()
    assert User.objects.with_role(Role.ADMINISTRATOR).count() == 2


def test_faults_are_said_one_a_line_and_nothing_is_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_administrator, "getpass", lambda prompt: "short")
    with pytest.raises(CommandError) as fault:
        run("not an address")
    assert [line.split(":")[0] for line in str(fault.value).splitlines()] == ["email", "password"]
    assert not User.objects.exists()
