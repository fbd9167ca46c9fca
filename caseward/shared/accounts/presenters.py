"""The corner of every page that says who has signed in."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup


def corner(request: HttpRequest) -> Markup:
    """Fills the slot `account`: sign in, or name and sign out."""
    user = getattr(request, "user", None)
    # Made by an autoescaping template.
    return Markup(render_to_string("accounts/corner.html", {"account": user}, request))  # noqa: S704
