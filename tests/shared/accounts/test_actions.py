import uuid
from typing import Any

import pytest

from caseward.shared.accounts import actions
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import accounts, organisations

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return accounts.account(Role.ADMINISTRATOR)


def new_account(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Kim Newcomer",
        "email": "Kim@Example.org",
        "role": Role.ANALYST,
        "organisation": organisations.inspectorate(),
        "password": accounts.PASSWORD,
        "creation_key": uuid.uuid4(),
        **changes,
    }


def test_a_new_account_has_a_temporary_password(administrator: User) -> None:
    account = actions.add(**new_account(), by=administrator)
    assert account.check_password(accounts.PASSWORD)
    assert account.password_is_temporary
    assert account.email == "kim@example.org"


def test_the_same_form_sent_twice_makes_one_account(administrator: User) -> None:
    form = new_account()
    first = actions.add(**form, by=administrator)
    second = actions.add(**form, by=administrator)
    assert first.pk == second.pk
    assert Event.objects.filter(action="account added").count() == 1


def test_an_event_about_an_account_names_nobody(administrator: User) -> None:
    account = actions.add(**new_account(), by=administrator)
    actions.change(
        account=account,
        name="Kim Married",
        role=Role.INSPECTOR,
        organisation=account.organisation,
        version=0,
        by=administrator,
    )
    change = Event.objects.get(action="account changed")
    assert change.details == {"renamed": True, "role": ["analyst", "inspector"]}
    assert "Kim" not in str(list(Event.objects.values("details")))


def test_a_change_to_what_somebody_else_changed_is_refused(administrator: User) -> None:
    account = accounts.account(name="Before")
    stale = User.objects.get(pk=account.pk)
    kept: dict[str, Any] = {"role": account.role, "organisation": account.organisation, "by": administrator}
    actions.change(account=account, name="Theirs", version=0, **kept)
    with pytest.raises(Conflict) as conflict:
        actions.change(account=stale, name="Mine", version=0, **kept)
    assert str(conflict.value.theirs) == "Theirs"
    assert User.objects.get(pk=account.pk).name == "Theirs"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_manages_accounts(role: Role) -> None:
    by = accounts.account(role, name="Not the administrator")
    with pytest.raises(NotAllowed, match="Only an administrator"):
        actions.add(**new_account(), by=by)
    for action in (actions.deactivate, actions.reactivate):
        with pytest.raises(NotAllowed, match="Only an administrator"):
            action(account=by, version=0, by=by)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        actions.reset(account=by, password=accounts.PASSWORD, version=0, by=by)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        actions.change(account=by, name="x", role=by.role, organisation=by.organisation, version=0, by=by)


def test_an_administrator_cannot_shut_themselves_out(administrator: User) -> None:
    with pytest.raises(NotAllowed, match="your own account"):
        actions.deactivate(account=administrator, version=0, by=administrator)
    with pytest.raises(NotAllowed, match="your own account"):
        actions.change(
            account=administrator,
            name=administrator.name,
            role=Role.INSPECTOR,
            organisation=administrator.organisation,
            version=0,
            by=administrator,
        )
    with pytest.raises(NotAllowed, match="Your account"):
        actions.reset(account=administrator, password=accounts.PASSWORD, version=0, by=administrator)


def test_a_deactivated_account_can_be_made_active_again(administrator: User) -> None:
    account = accounts.account()
    actions.deactivate(account=account, version=0, by=administrator)
    assert not User.objects.get(pk=account.pk).is_active
    actions.reactivate(account=account, version=1, by=administrator)
    assert User.objects.get(pk=account.pk).is_active
    assert list(Event.objects.order_by("pk").values_list("action", flat=True)) == [
        "account deactivated",
        "account reactivated",
    ]


def test_a_reset_gives_a_temporary_password_and_forgets_the_second_factor(administrator: User) -> None:
    account = accounts.account()
    actions.reset(account=account, password="the next long password", version=0, by=administrator)
    account = User.objects.get(pk=account.pk)
    assert account.check_password("the next long password")
    assert account.password_is_temporary
    assert not accounts.has_second_factor(account)
    assert "password" not in str(Event.objects.get(action="sign-in reset").details)
