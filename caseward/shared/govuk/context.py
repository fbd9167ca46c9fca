"""What the page layout needs to know, under the one name `site`."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

from caseward.shared.govuk import navigation

NAME = "Caseward"


@dataclass(frozen=True)
class Site:
    """The frame around a page. For a fault of our own it has no links."""

    name: str = NAME
    navigation: list[dict[str, object]] = field(default_factory=list)
    footer: list[dict[str, str]] = field(default_factory=list)
    home: dict[str, str] = field(default_factory=dict)
    """Where the user starts: its text and href."""
    demonstration: bool = False
    nonce: str = ""


def nonce_of(request: HttpRequest) -> str:
    """The nonce of this page's inline script, which the content security policy asks for."""
    # As text: the policy's lazy object counts as false until somebody has read it.
    return str(getattr(request, "csp_nonce", ""))


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor."""
    return {
        "site": Site(
            navigation=navigation.header_items(request),
            footer=navigation.footer_items(request),
            home=navigation.home_of(request),
            demonstration=settings.DEMO,
            nonce=nonce_of(request),
        )
    }
