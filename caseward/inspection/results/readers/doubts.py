"""What cannot be right as it is printed or scanned: lost digits, and figures that their rating forbids."""

import re
from collections.abc import Iterable, Mapping, Sequence

from caseward.inspection.results.readers.figures import Cell
from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.shares import Share, current
from caseward.rules.framework import Framework, RatedBy

FEWEST_SCRAPS = 3
DAMAGED_SIGN = re.compile(r"\d\d(?:04|0/0|o/o|°/o)\s*$")


def is_scan(lines: Sequence[Line]) -> bool:
    """Whether the text shows what reading a scanned page leaves: rings of per cent signs, broken signs."""
    scraps = sum(1 for line in lines if re.fullmatch(r"\s*\(?[0oO](?:[,\])]|\(0\])?\s*", line.text))
    signs = sum(1 for line in lines if DAMAGED_SIGN.search(line.text))
    return scraps + signs >= FEWEST_SCRAPS


def doubtful_figures(
    framework: Framework,
    questions: Mapping[str, Share],
    prompts: Mapping[str, Share],
    ratings: Mapping[str, str],
) -> list[str]:
    """The codes of figures that must not be taken as printed."""
    both = (*questions.items(), *prompts.items())
    bands = {code: _standard_band(framework, code, ratings) for code, _ in both}
    fits = {code: _fits(framework, share, bands[code]) for code, share in both}
    against = [code for code, share in questions.items() if bands[code] and current(share) and not fits[code]]
    weak = [code for code, share in both if _is_weak(current(share), fits=fits[code])]
    return list(dict.fromkeys([*against, *weak]))


def may_have_lost_a_digit(cell: Cell) -> bool:
    """Whether a percentage has one digit: few shares of cases are so small, and a lost digit leaves one."""
    return cell.value is not None and cell.value < 10 and cell.printed.endswith("%")


def misfitting_score(framework: Framework, ratings: Mapping[str, str], score: int | None) -> bool:
    """Whether every rating is read and their points do not make the printed score."""
    counted = [standard.code for standard in framework.standards if standard.counts]
    if score is None or any(code not in ratings for code in counted):
        return False
    return sum(framework.band(ratings[code]).points for code in counted) != score


def misfitting_overall(framework: Framework, overall: str | None, score: int | None) -> bool:
    """Whether the printed score falls in another band than the printed overall rating."""
    if overall is None or score is None:
        return False
    return next((band.code for band in framework.score_bands if score <= band.up_to), None) != overall


def unread_ratings(framework: Framework, ratings: Mapping[str, str]) -> Iterable[str]:
    """The standards whose rating was not read."""
    return (standard.code for standard in framework.standards if standard.code not in ratings)


def _fits(framework: Framework, share: Share, band: str | None) -> bool:
    """Whether a figure may stand under a rating: its band is that, better, or one band below.

    The weakest question decides a standard, and the panel moves a rating by one band at most.
    """
    cell = current(share)
    if band is None or cell is None or cell.value is None:
        return False
    bands = [one.code for one in framework.bands]
    own = next(place for place, one in enumerate(framework.bands) if cell.value >= one.from_percent)
    return own - bands.index(band) <= 1


def _is_weak(cell: Cell | None, *, fits: bool) -> bool:
    """One that may have lost a digit is never read; one that lost its sign is, where the rating fits."""
    if cell is None or cell.value is None:
        return cell is not None and cell.is_damaged
    if cell.is_damaged:
        return "%" in cell.printed or not fits
    return cell.value != int(cell.value) or may_have_lost_a_digit(cell)


def _standard_band(framework: Framework, code: str, ratings: Mapping[str, str]) -> str | None:
    """The rating of the standard that a question belongs to, where the question decides it."""
    standard = next((one for one in framework.standards if code.startswith(f"{one.code}.")), None)
    if standard is None or standard.rated_by is RatedBy.JUDGEMENT:
        return None
    return ratings.get(standard.code)
