"""Pages that say no, or that something broke: what happened, why, and what to do next, never about whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from caseward.shared.govuk.context import Site, nonce_of

TEMPLATE = "govuk/refusal.html"
A_LINE = 12
"""Words; whoever typed more than a line should not have to type it again."""


@dataclass(frozen=True)
class Refusal:
    """The words of one kind of refusal."""

    status: int
    heading: str
    paragraphs: tuple[str, ...]
    next_steps: tuple[str, ...] = ()


BAD_REQUEST = Refusal(
    400,
    "This request could not be read",
    ("Something in the address or in what was sent was not as expected. Nothing was saved.",),
    ("Go back, reload the page and try again.",),
)
NOT_ALLOWED = Refusal(
    403,
    "You cannot do this",
    ("Nothing was changed.",),
    ("If you think that you should be able to do this, ask the person who leads this work.",),
)
NOT_FOUND = Refusal(
    404,
    "Page not found",
    ("There is no such page, or it is not one that you may see.",),
    ("Check the address.", "If you followed a link, sign in first: some pages open only then."),
)
METHOD_NOT_ALLOWED = Refusal(
    405,
    "This page cannot be used in that way",
    ("It was asked to do something that it does not do. Nothing was saved.",),
    ("Go back and use the buttons of the page.",),
)
TOO_LARGE = Refusal(
    413,
    "This file or form is too large",
    ("What was sent is larger than this page accepts. Nothing was saved.",),
    ("Send a smaller file: leave out columns and sheets that are not asked for.",),
)
SERVER_FAULT = Refusal(
    500,
    "Sorry, there is a problem with Caseward",
    ("The fault is ours, not yours. What you saved before is still there.",),
    (
        "Try again in a few minutes.",
        "If it happens again, tell whoever runs Caseward what you were doing.",
    ),
)
FORM_EXPIRED = Refusal(
    403,
    "This form can no longer be sent",
    ("It was open too long, or you signed in or out in another window. Nothing was saved.",),
    ("Go back, copy what you typed, reload the page and send it again.", "Allow cookies for this site."),
)


def refuse(
    request: HttpRequest, refusal: Refusal, reasons: Sequence[str] = (), typed: Sequence[str] = ()
) -> HttpResponse:
    """One refusal as a page; `reasons` are sentences from a policy, `typed` texts that would else be lost."""
    words = _words(refusal, reasons, typed)
    return HttpResponse(render_to_string(TEMPLATE, words, request), status=refusal.status)


def _words(refusal: Refusal, reasons: Sequence[str] = (), typed: Sequence[str] = ()) -> dict[str, object]:
    return {
        "heading": refusal.heading,
        "paragraphs": refusal.paragraphs,
        "next_steps": refusal.next_steps,
        "reasons": reasons,
        "typed": typed,
    }


def not_allowed(request: HttpRequest, reasons: Sequence[str]) -> HttpResponse:
    """The one page for every NotAllowed."""
    return refuse(request, NOT_ALLOWED, reasons, typed_at_length(request))


def typed_at_length(request: HttpRequest) -> list[str]:
    """The texts of more than a line that a form sent; passwords and keys are shorter.

    Only for requests that passed the check of where their form came from: what a strange page sends is not
    shown as if somebody here had typed it.
    """
    texts = (text for _, values in request.POST.lists() for text in values)
    return [text for text in texts if len(text.split()) > A_LINE]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400."""
    return refuse(request, BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return refuse(request, NOT_ALLOWED)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return refuse(request, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: the page touches neither session nor database, since either may be what broke."""
    bare = {**_words(SERVER_FAULT), "site": Site(nonce=nonce_of(request))}
    return HttpResponse(render_to_string(TEMPLATE, bare), status=SERVER_FAULT.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    return refuse(request, FORM_EXPIRED)
