"""Numbers and words for shares of cases, against the figures that their sentence names.

The words for bands are the framework's [TV annex 2]; how figures are found by words is inferred.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from caseward.rules.wording.claims import Claim, claims
from caseward.rules.wording.findings import Finding, Kind, finding
from caseward.rules.wording.known import CURRENT, KnownFigure, number
from caseward.rules.wording.naming import Named, Names, Section
from caseward.rules.wording.regions import Region, regions
from caseward.rules.wording.sentences import Sentence
from caseward.rules.wording.words import plain, tokens

BESIDE = re.compile(r"^[^.;]{0,40}\(\s*$")
"""A word and then its number in brackets: “a minority of cases (26 per cent)”."""
THIS_QUESTION = re.compile(r"\bthis key question\b", re.IGNORECASE)
CLOSE = 0.8
"""How near to the likeliest figure another must come to speak for the sentence as well."""


def judge_shares(names: Names, sentence: Sentence) -> Iterator[Finding]:
    """Findings of `number` and `band_word` in one sentence."""
    found = claims(sentence.text, names.data.bands)
    beside = list(_beside(sentence, found))
    yield from (row for row in (_word_and_number(sentence, *pair) for pair in beside) if row)
    explained = {word.start for word, _ in beside}
    kept = [claim for claim in found if claim.start not in explained]
    section = names.section(sentence.headings)
    for region in regions(sentence.text, kept):
        if not (region.is_of_a_part or region.is_no_share):
            yield from _judge(names, sentence, section, region)


def _beside(sentence: Sentence, found: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each word that stands beside its own number."""
    text = plain(sentence.text)
    for word, following in pairwise(found):
        is_pair = word.kind != "number" and following.value is not None
        if is_pair and BESIDE.match(text[word.end : following.start]):
            yield word, following


def _word_and_number(sentence: Sentence, word: Claim, following: Claim) -> Finding | None:
    value = following.value
    if value is None or word.holds(value):
        return None
    return finding(Kind.BAND_WORD, sentence, f"{word.text}, of {following.text}", _earned(word))


def _judge(names: Names, sentence: Sentence, section: Section, region: Region) -> Iterator[Finding]:
    subjects = _subjects(names, section, region)
    for standards in subjects:
        ranked = _named(names, section, region, standards)
        is_one = len(standards) <= 1
        if is_one and ranked and ranked[0].is_sure and not _agrees(names, region, ranked):
            yield _share_finding(sentence, region.claim, _compared(names, region, ranked[0].figure))
            return
    within = frozenset[str]().union(*subjects)
    if region.claim.value is not None and not _is_anywhere(names, region, within):
        yield _no_figure(names, sentence, region, within)


def _subjects(names: Names, section: Section, region: Region) -> list[frozenset[str]]:
    """The standards that the words name, one by one: of *assessment and planning* each must hold."""
    spoken = names.standards_in(tokens(region.clause)) or names.standards_in(tokens(region.text))
    spoken = spoken or names.standards_in(tokens(region.before))
    if section.standards:
        spoken &= section.standards
    return [frozenset([code]) for code in sorted(spoken)] or [section.standards]


def _named(names: Names, section: Section, region: Region, standards: frozenset[str]) -> list[Named]:
    """By the narrowest words around the claim that name a figure for sure, else by all of them."""
    if THIS_QUESTION.search(region.text) and section.key_question:
        figure = names.data.figure(section.key_question)
        return [Named(figure, 1.0)] if figure else []
    ranked: list[Named] = []
    for text in region.widening:
        found = names.named(tokens(text), section, standards)
        ranked = sorted([*ranked, *found], key=lambda row: -row.likeness)
        if ranked and ranked[0].is_sure:
            break
    return ranked


def _is_anywhere(names: Names, region: Region, standards: frozenset[str]) -> bool:
    """Whether a number is that of any figure of the standards, or these have too few figures to tell."""
    if not standards or not all(names.data.has_detail(code) for code in standards):
        return True
    periods = (CURRENT, region.period)
    own = [row for row in names.data.figures if row.standard in standards]
    own = [row for row in own if row.is_per_cent and row.value is not None and row.period in periods]
    return any(_holds(region, row.value) for row in own)


def _no_figure(names: Names, sentence: Sentence, region: Region, standards: frozenset[str]) -> Finding:
    titles = [row.title for row in names.data.standards if row.code in standards]
    said = f"No figure of {', '.join(titles)} says so"
    ranked = names.named(tokens(region.text), Section(standards), standards)
    nearest = f"; the nearest is {ranked[0].figure.shown}" if ranked else ""
    return finding(Kind.NUMBER, sentence, region.claim.text, f"{said}{nearest}")


def _agrees(names: Names, region: Region, ranked: list[Named]) -> bool:
    least = CLOSE * ranked[0].likeness
    return any(
        _holds(region, figure.value)
        for row in ranked
        if row.likeness >= least and row.figure.is_per_cent
        for figure in _all_periods(names, region, row.figure)
    )


def _holds(region: Region, percent: Fraction | None) -> bool:
    if percent is None:
        return True
    opposite = region.is_negative and region.claim.holds(100 - percent)
    return opposite or region.claim.holds(percent)


def _all_periods(names: Names, region: Region, figure: KnownFigure) -> list[KnownFigure]:
    """The figure itself and, where the words speak of another time or of others, that one too."""
    if region.period == CURRENT:
        return [figure]
    other = names.data.figure(figure.code, region.period)
    return [figure, other] if other else [figure, replace(figure, value=region.claim.low)]


def _compared(names: Names, region: Region, figure: KnownFigure) -> KnownFigure:
    return names.data.figure(figure.code, region.period) or figure


def _share_finding(sentence: Sentence, claim: Claim, figure: KnownFigure) -> Finding:
    kind = Kind.NUMBER if claim.kind == "number" else Kind.BAND_WORD
    return finding(kind, sentence, claim.text, figure.shown)


def _earned(word: Claim) -> str:
    if word.low == word.high:
        return f"“{word.text}” is said of {number(word.low)} per cent"
    return f"“{word.text}” is said of {number(word.low)} to {number(word.high)} per cent"
