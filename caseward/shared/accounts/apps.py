"""Registers the app under its short name, its links and its corner of every page."""

from typing import Any

from django.apps import AppConfig

from caseward.shared.govuk import navigation, slots


class AccountsConfig(AppConfig):
    """Users, roles and sign-in."""

    name = "caseward.shared.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The administrator’s links, and who has signed in."""
        from . import presenters  # noqa: PLC0415 - it needs the apps loaded

        navigation.register("Accounts", "accounts:index", when=_is_administrator, order=80)
        navigation.register("Organisations", "organisations:index", when=_is_administrator, order=90)
        slots.register("account", presenters.corner)


def _is_administrator(user: Any) -> bool:
    return getattr(user, "is_administrator", False)
