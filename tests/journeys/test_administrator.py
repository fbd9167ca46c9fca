"""The administrator: makes an account; its owner signs in, chooses a password and sets up a second factor."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect
from pytest_django import Settings

from caseward.shared.accounts.models import User
from tests.factories.accounts import Cast
from tests.journeys.conftest import NewWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

EMAIL = "robin.hale@example.org"
TEMPORARY = "a password that is told"
OWN = "a password of my own"


def code_for(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def add_account(walk: Walk, cast: Cast) -> None:
    walk.sign_in(cast.administrator)
    walk.is_at("Accounts")
    walk.click("Add an account")
    walk.click("Add the account")
    walk.sees("There is a problem")
    walk.fill("Full name", "Robin Hale")
    walk.fill("Email address", EMAIL)
    walk.choose("Inspector", within=walk.question("Role"))
    walk.select("Organisation", "Inspectorate of Probation Work")
    walk.fill("Temporary password", TEMPORARY)
    walk.click("Add the account")
    walk.sees("The account of Robin Hale is added.")


def sign_in(walk: Walk, password: str) -> None:
    walk.to("account_login")
    walk.fill("Email address", EMAIL)
    walk.fill("Password", password)
    walk.click("Sign in", within=walk.page.get_by_role("main"))


def test_a_new_person_gets_an_account_and_secures_it(
    new_walk: NewWalk, cast: Cast, settings: Settings
) -> None:
    administrator, robin = new_walk(), new_walk()
    add_account(administrator, cast)
    settings.DEMO = False

    sign_in(robin, TEMPORARY)
    robin.is_at("Choose a password of your own")
    robin.fill("Current password", TEMPORARY)
    robin.fill("New password", OWN)
    robin.fill("New password again", OWN)
    robin.click("Change password")
    robin.is_at("Set up an authenticator app")
    shown = robin.page.get_by_text(re.compile("^Key: ")).inner_text()
    secret = shown.removeprefix("Key: ").replace(" ", "")
    robin.fill("Code", "000000")
    robin.click("Set up")
    robin.sees("There is a problem")
    robin.fill("Code", code_for(secret))
    robin.click("Set up")
    robin.is_at("Your recovery codes")
    spare = robin.page.locator("main li code").first.inner_text()
    robin.click("Continue")
    robin.sees("No inspections yet")
    robin.click("Robin Hale")
    robin.is_at("Your account")
    robin.click("Sign out")

    sign_in(robin, OWN)
    robin.is_at("Enter a code")
    robin.fill("Code", spare)
    robin.click("Sign in", within=robin.page.get_by_role("main"))
    robin.is_at("Inspections")


def test_an_account_that_is_deactivated_can_no_longer_sign_in(
    walk: Walk, cast: Cast, settings: Settings
) -> None:
    add_account(walk, cast)
    walk.click("Robin Hale")
    walk.click("Deactivate this account")
    walk.sees("The account is deactivated.")
    assert not User.objects.get(email=EMAIL).is_active
    expect(walk.named("Reactivate this account")).to_be_visible()
    walk.to("organisations:index")
    walk.click("Add an organisation")
    walk.fill("Name", "Westshire Probation")
    walk.fill("Short name", "westshire")
    walk.choose("Provider of probation services", within=walk.question("What it is"))
    walk.click("Add the organisation")
    walk.sees("Westshire Probation")
