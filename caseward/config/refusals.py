"""What was refused becomes a page: the reasons, and what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from caseward.shared.govuk import error_pages
from caseward.shared.records.models import Conflict, NotAllowed

CONFLICT = error_pages.Refusal(
    409,
    "Somebody else changed this in the meantime",
    ("Nothing of yours was saved, so that their change is not lost.",),
    ("Go back, copy what you typed, reload the page to see their change, and save again.",),
)
TOO_MANY = error_pages.Refusal(
    429,
    "Too many attempts",
    ("To keep accounts safe, this page waits after several attempts.",),
    ("Wait a few minutes, then try again.",),
)


class RefusalMiddleware:
    """Turns NotAllowed and Conflict, wherever they were raised, into their one page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != error_pages.METHOD_NOT_ALLOWED.status:
            return response
        page = error_pages.refuse(request, error_pages.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Any other exception goes on its way."""
        if isinstance(exception, NotAllowed):
            return error_pages.not_allowed(request, exception.reasons)
        if isinstance(exception, Conflict):
            return error_pages.refuse(request, CONFLICT, typed=error_pages.typed_at_length(request))
        return None


def too_many(request: HttpRequest) -> HttpResponse:
    """handler429: allauth looks for it beside the addresses."""
    return error_pages.refuse(request, TOO_MANY)
