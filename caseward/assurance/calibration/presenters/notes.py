"""The note that stands wherever a check is used."""

from collections.abc import Collection, Mapping

from caseward.rules.framework import Framework
from caseward.shared.govuk import slots

from .checks import FEWEST, Compared, compared


def check_agreement(codes: Collection[str], /, *, framework: Framework) -> Mapping[str, str]:
    """How well each check agrees with people, in a sentence; nothing where nobody has answered blind.

    Agreement is about the check, so all prompts that use it count, whatever the framework of the page.
    """
    rows = [row for row in compared(codes) if row.answers]
    return {row.check.code: slots.drawn_from("calibration/note.html", _context(row)) for row in rows}


def _context(row: Compared) -> dict[str, object]:
    return {"row": row, "fewest": FEWEST}
