"""The links of the header and the footer. Apps register theirs in AppConfig.ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

UserTest = Callable[[Any], bool]


def everyone(_user: Any) -> bool:
    """Shown whether or not somebody has signed in."""
    return True


@dataclass(frozen=True)
class Link:
    """One link, for the users for whom `when` is true."""

    label: str
    url_name: str
    when: UserTest
    order: int


_header: dict[tuple[str, str], Link] = {}
"""By address and label: the same page may be called differently for different users."""
_footer: dict[str, Link] = {}


def register(label: str, url_name: str, *, when: UserTest = everyone, order: int = 100) -> None:
    """Offer a link in the header's navigation; lower `order` stands further left."""
    _header[url_name, label] = Link(label, url_name, when, order)


def register_footer(label: str, url_name: str, *, when: UserTest = everyone, order: int = 100) -> None:
    """Offer a link in the footer."""
    _footer[url_name] = Link(label, url_name, when, order)


def _shown(links: "Mapping[Any, Link]", request: HttpRequest) -> list[tuple[str, str]]:
    user = getattr(request, "user", None)
    if user is None:  # refused before anybody asked who it is: a host that is not ours, say
        return []
    chosen = sorted((link for link in links.values() if link.when(user)), key=lambda link: link.order)
    return [(link.label, reverse(link.url_name)) for link in chosen]


def _current(path: str, hrefs: list[str]) -> str:
    """The longest of `hrefs` that the path lies under; the root only when it is the page itself."""
    under = [href for href in hrefs if path == href or (href != "/" and path.startswith(href))]
    return max(under, key=len, default="")


def header_items(request: HttpRequest) -> list[dict[str, object]]:
    """The header's links as govukServiceNavigation takes them, the section of this page marked."""
    links = _shown(_header, request)
    current = _current(request.path, [href for _, href in links])
    return [
        {"text": label, "href": href, "current": href == request.path, "active": href == current}
        for label, href in links
    ]


def footer_items(request: HttpRequest) -> list[dict[str, str]]:
    """The footer's links."""
    return [{"text": label, "href": href} for label, href in _shown(_footer, request)]
