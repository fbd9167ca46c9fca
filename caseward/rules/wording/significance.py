"""The word *significant*, which is kept for a change that meets the framework's test. [TV annex 2]"""

import re
from collections.abc import Iterator
from functools import cache

from caseward.rules.comparison import z_test
from caseward.rules.figures import Percent
from caseward.rules.rating import whole_per_cent
from caseward.rules.settling import base_that_settles
from caseward.rules.wording.findings import Finding, Kind, finding
from caseward.rules.wording.known import COMPARATOR, PREVIOUS, Known, KnownFigure, number
from caseward.rules.wording.naming import Names, is_judged
from caseward.rules.wording.regions import clause_around
from caseward.rules.wording.sentences import Sentence
from caseward.rules.wording.words import phrases, plain, tokens, words

ENOUGH = 0.55
"""How alike a sentence and a title must be: less than elsewhere, for the finding stands whichever it is."""
BESIDE = {PREVIOUS: "last time", COMPARATOR: "the average"}


def judge_significance(names: Names, sentence: Sentence) -> Iterator[Finding]:
    """A finding wherever *significant* is said of a change without a test that was passed."""
    text = plain(sentence.text)
    match = _reserved().search(text) if is_judged(sentence) else None
    if not match:
        return
    clause = clause_around(text, match.start())
    figure = _figure(names, sentence, clause, text)
    fault = _fault(names.data, figure, _beside(text[match.start() :]))
    if fault:
        yield finding(Kind.SIGNIFICANCE, sentence, match[0], fault)


@cache
def _reserved() -> re.Pattern[str]:
    """The word beside one for a change; of investment or of people it says nothing that can be tested."""
    said = phrases(tuple(words().table["significance"]["words"])).pattern
    change = phrases(tuple(words().table["significance"]["changes"])).pattern
    return re.compile(rf"{said}\s+(?:\w+\s+){{0,2}}{change}|{change}\s+{said}", re.IGNORECASE)


def _beside(following: str) -> str:
    return COMPARATOR if words().pattern("periods", COMPARATOR).search(following) else PREVIOUS


def _figure(names: Names, sentence: Sentence, clause: str, text: str) -> KnownFigure | None:
    section = names.section(sentence.headings)
    for part in (clause, text):
        said = tokens(part) - names.changes
        spoken = names.standards_in(said)
        ranked = names.named(said, section, spoken & section.standards if section.standards else spoken)
        if ranked and ranked[0].likeness >= ENOUGH:
            return ranked[0].figure
    points = words().pattern("pointing", "phrases").search(text)
    return names.data.figure(section.key_question) if points and section.key_question else None


def _fault(data: Known, figure: KnownFigure | None, period: str) -> str:
    """Why the word is not earned; empty where the test is passed."""
    if figure is None:
        return "No test supports it: the sentence names no figure that is known"
    other = data.figure(figure.code, period)
    if other is None or other.value is None or figure.value is None:
        return f"Cannot be tested: {figure.shown}; there is no figure for {BESIDE[period]}"
    beside = f"{figure.shown}, {number(other.value)} for {BESIDE[period]}"
    if figure.count and other.count:
        return _tested(data, figure, other, beside)
    return f"Cannot be tested: {beside}; {_what_is_missing(data, figure, other)}"


def _tested(data: Known, figure: KnownFigure, other: KnownFigure, beside: str) -> str:
    now, then = figure.count, other.count
    if now is None or then is None or now.share == then.share:
        return f"No change: {beside}"
    test = z_test(then, now, data.significance)
    return "" if test.significant else f"Not significant: {beside}; p is {test.p:.2f}"


def _what_is_missing(data: Known, figure: KnownFigure, other: KnownFigure) -> str:
    counted, printed = (figure.count, other.value) if figure.count else (other.count, figure.value)
    if counted is None or printed is None:
        return "no base is published for either"
    settles = base_that_settles(counted, Percent(whole_per_cent(printed / 100)), data.significance)
    if settles is None:
        return "one base is not published, and none would make it significant"
    return f"one base is not published; {settles:,} cases or more would make it significant"
