import pytest
from django.contrib.auth.models import AnonymousUser

from caseward.shared.accounts.models import Role, User
from tests.factories.accounts import Cast, account

pytestmark = pytest.mark.django_db


def test_an_administrator_sees_every_account_and_others_their_own(cast: Cast) -> None:
    assert User.objects.visible_to(cast.administrator).count() == len(cast.everybody())
    for person in cast.everybody():
        if person != cast.administrator:
            assert list(User.objects.visible_to(person)) == [person]


def test_whoever_has_not_signed_in_sees_no_account(cast: Cast) -> None:
    assert not User.objects.visible_to(AnonymousUser()).exists()


def test_people_are_found_by_role_unless_their_account_is_inactive(cast: Cast) -> None:
    account(Role.ANALYST, name="Gone", is_active=False)
    assert list(User.objects.with_role(Role.ANALYST)) == [cast.analyst]
    assert set(User.objects.with_role(Role.ANALYST, Role.LEAD_INSPECTOR)) == {cast.analyst, cast.lead}


def test_an_account_without_a_password_cannot_be_signed_in_to() -> None:
    user = account()
    user.set_password(None)
    assert not user.has_usable_password()
