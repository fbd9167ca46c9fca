"""The environment of every page: strict about names, GOV.UK's macros and the house's filters at hand."""

from typing import Any

import jinja2
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse

from caseward.shared.govuk import error_summary, filters, macros, pagination, slots


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def environment(**options: Any) -> jinja2.Environment:
    """For `OPTIONS["environment"]` of Django's Jinja2 backend."""
    # Django picks a lenient `undefined` for itself: a misspelt name must stop the page, not vanish from it.
    options.update(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    pages = jinja2.Environment(**options)  # noqa: S701 - autoescape is set in the line above
    pages.globals.update(macros.all_macros())
    pages.globals.update(
        static=static,
        url=_url,
        get_messages=get_messages,
        slot=slots.draw,
        slot_each=slots.draw_each,
        plural=filters.plural,
        errors_of=error_summary.errors_of,
        page_links=pagination.page_links,
    )
    pages.filters.update(
        date=filters.written_date,
        moment=filters.written_moment,
        per_cent=filters.per_cent,
        thousands=filters.thousands,
        plural=filters.plural,
    )
    return pages
