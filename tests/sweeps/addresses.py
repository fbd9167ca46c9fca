"""Every address of the installation, found from the resolver and filled in from an estate."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from caseward.shared.accounts.models import User

PUBLIC = {
    "home",
    "health",
    "account_login",
    "account_inactive",
    "standards:index",
    "standards:framework",
    "standards:examples",
    "standards:evidence",
    "standards:report",
    "standards:standard",
    "inspections:stages",
    "follow_up:result",
    "results:index",
    "results:result",
    "results:json",
    "results:csv",
    "results:groups",
    "results:comparators",
    "results:comparator",
    "reports:report",
    "reports:edition",
    "reports:changes",
    "reports:press_notice_of",
    "reports:pdf",
    "reports:ods",
    "reports:csv",
    "reports:json",
    "library:index",
    "library:league",
    "library:league_csv",
    "library:league_json",
    "library:across",
    "library:elsewhere",
    "library:provider",
}
"""What everybody may read without signing in."""
CASEWORK, ASSURANCE = "caseward.casework.", "caseward.assurance."
LEAD_AWAY = {"account_logout"}
"""Take whoever comes to the start page."""
SWITCHED_OFF = {"accounts:sign_in_as", "demo:assess_the_rest"}
"""Answers only where the demonstration runs."""


class Filled(Protocol):
    """Whatever knows what to put into an address."""

    def arguments(self, view_name: str, parameters: list[str]) -> dict[str, Any]:
        """A value for each parameter."""


@dataclass(frozen=True)
class Address:
    """One view as the resolver knows it."""

    name: str
    parameters: tuple[str, ...]
    module: str

    def path(self, estate: Filled) -> str:
        """A real address of that view."""
        return reverse(self.name, kwargs=estate.arguments(self.name, list(self.parameters)))

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.name in PUBLIC


def addresses() -> tuple[Address, ...]:
    """Every view by name, but those of casework and of assurance, which have estates of their own."""
    return tuple(address for address in _all() if not address.module.startswith((CASEWORK, ASSURANCE)))


def casework_addresses() -> tuple[Address, ...]:
    """Every view of casework, by name."""
    return tuple(address for address in _all() if address.module.startswith(CASEWORK))


def assurance_addresses() -> tuple[Address, ...]:
    """Every view of assurance, by name."""
    return tuple(address for address in _all() if address.module.startswith(ASSURANCE))


@cache
def _all() -> tuple[Address, ...]:
    return tuple(sorted(_walk(get_resolver().url_patterns, "", ()), key=lambda address: address.name))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, above: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        named = getattr(pattern.pattern, "converters", None) or pattern.pattern.regex.groupindex
        parameters = (*above, *named)
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, inner, parameters)
        else:
            yield Address(f"{prefix}{pattern.name}", parameters, pattern.callback.__module__)


class Visitors:
    """A browser for each person of the cast, signed in once."""

    def __init__(self, *, hear_of_faults: bool = False) -> None:
        self._hear_of_faults = hear_of_faults
        self._clients: dict[int | None, Client] = {}

    def of(self, user: User | None) -> Client:
        """The browser of that person; of somebody who has not signed in for None."""
        key = user.pk if user else None
        if key not in self._clients:
            self._clients[key] = Client(raise_request_exception=self._hear_of_faults)
            if user:
                self._clients[key].force_login(user)
        return self._clients[key]
