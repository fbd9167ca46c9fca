"""Links from one page of a long list to the others, keeping the filters of the query string."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from markupsafe import Markup

from caseward.shared.govuk.macros import macro


def page_links(page: "Page[Any]", request: HttpRequest, parameter: str = "page") -> Markup:
    """GOV.UK's pagination for a page of Django's Paginator; nothing where there is only one page."""
    if page.paginator.num_pages < 2:
        return Markup("")

    def href(number: int) -> str:
        query = request.GET.copy()
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    items: list[dict[str, object]] = [
        {"number": number, "href": href(number), "current": number == page.number}
        if isinstance(number, int)
        else {"ellipsis": True}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    options: dict[str, object] = {"items": items}
    if page.has_previous():
        options["previous"] = {"href": href(page.previous_page_number())}
    if page.has_next():
        options["next"] = {"href": href(page.next_page_number())}
    return macro("pagination")(options)
