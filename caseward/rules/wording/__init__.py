"""Which words a report may use for which figures: a percentage has the word of the band it falls in."""

from caseward.rules.framework import Framework


def band_word(framework: Framework, percent: int) -> str:
    """The framework's word for a share of cases, such as that for 80 per cent and more.

    In: a whole per cent, 0 to 100. Out: the word, in lower case where the framework has it so. Raises
    ValueError for any other number. [TV annex 2]
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"A percentage is from 0 to 100, not {percent}.")
    return next(band.word for band in framework.bands if percent >= band.from_percent)
