"""The corner of every page that says who has signed in."""

from django.http import HttpRequest
from markupsafe import Markup

from caseward.shared.govuk import slots


def corner(request: HttpRequest) -> Markup:
    """Fills the slot `account`: sign in, or name and sign out."""
    user = getattr(request, "user", None)
    return slots.drawn_from("accounts/corner.html", {"account": user}, request)
