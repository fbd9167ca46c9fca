"""Whether an assessment draws on earlier sentences, and whether what agencies answered was used. [LON 2.1]

Worked example, an earlier order and another of 5 August 2019: an assessment of 20 August 2019 that says
of the past "Nothing much.", as that of the earlier order did, does not draw on it; one that says what went
wrong then does.
"""

from collections.abc import Iterable, Iterator

from .asked_agencies import agency_of, is_stuck
from .facts import Assessment, Case, Check
from .findings import Place, Yardstick
from .gaps import Gap, assessments_before_sentence
from .texts import is_same, plain, tells


def gaps_in_history(case: Case, assessment: Assessment) -> Iterator[Gap]:
    """What is wrong with what the assessment says of earlier sentences; nothing where there are none.

    The words may be those of an assessment since this sentence was passed, for the past is the same; those
    of an assessment from before it leave out how the last sentence went. [LON 2.1]; inferred.
    """
    if not case.earlier_sentences:
        return
    text, place = assessment.history, Place.ASSESSMENT
    mend = "Write what earlier sentences show: what the person did, where it went wrong, what helped."
    if not tells(text):
        yield Gap("There are earlier sentences, and the assessment does not draw on them.", mend, place)
    if any(is_same(text, each.history) for each in assessments_before_sentence(case)):
        because = "What the assessment says of earlier sentences is copied from the time before this one."
        yield Gap(because, mend, place)
    if plain(text) in assessment.said_twice:
        because = "What the assessment says of earlier sentences stands in another part of it too."
        yield Gap(because, mend, place)


def gaps_in_use(answered: Iterable[Check], by: Yardstick) -> Iterator[Gap]:
    """The answers that nobody has used in the time for it, or not in words. [LON 2.1]"""
    for check in answered:
        if is_stuck(check, by):
            because = f"What {agency_of(check)} answered has not been used."
            yield Gap(because, "Write what the answer changes, or why it changes nothing.", Place.CHECKS)
