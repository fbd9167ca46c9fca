"""A frozen edition as a tagged PDF, made from the same sections as its page."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from caseward.shared.govuk.filters import written_date

from .drawings import drawn_sections

LOOK = Path(__file__).parents[1] / "static" / "reports" / "print.css"


class PdfUnavailable(Exception):
    """The machine lacks the library that sets type; every other format still works."""


def as_pdf(document: Mapping[str, Any]) -> bytes:
    """The edition with title, language, contents, page numbers and heading rows that repeat.

    Raises PdfUnavailable where Pango is not installed.
    """
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 - it loads Pango, which only this format needs
    except OSError as error:
        raise PdfUnavailable("Pango is not installed on this machine.") from error
    context = {"document": document, "sections": drawn_sections(document), "written_date": written_day}
    page = render_to_string("reports/pdf.html", context)
    made: bytes = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", stylesheets=[CSS(filename=LOOK)])
    return made


def written_day(day: str) -> str:
    """A day of the document as people write it."""
    return written_date(date.fromisoformat(day))
