"""The note that stands wherever a check is used."""

from collections.abc import Collection, Mapping

from caseward.rules.framework import Framework
from caseward.shared.govuk import slots

from .checks import FEWEST, compared


def check_agreement(codes: Collection[str], /, *, framework: Framework) -> Mapping[str, str]:
    """How well each check agrees with people, in a few words; nothing where nobody has answered blind.

    Agreement is about the check, so all prompts that use it count, whatever the framework of the page.
    """
    return {code: slots.drawn_from("calibration/short_note.html", row) for code, row in _answered(codes)}


def check_agreement_in_full(codes: Collection[str], /, *, framework: Framework) -> Mapping[str, str]:
    """The same in a sentence or two, with kappa and which way the two differ."""
    return {code: slots.drawn_from("calibration/note.html", row) for code, row in _answered(codes)}


def _answered(codes: Collection[str]) -> list[tuple[str, dict[str, object]]]:
    """What a note says of each check with which an answer can be compared."""
    return [(row.check.code, {"row": row, "fewest": FEWEST}) for row in compared(codes) if row.answers]


def to_calibration() -> str:
    """On the page that counts what checks find: the link to how well all of them agree with people."""
    return slots.drawn_from("calibration/link.html", {})
