"""Words for the way a figure went, against the two numbers beside them or against the figures.

Which words mean up, down, better and worse is data, and ours: inferred.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from caseward.rules.wording.claims import NUMBER, read_number
from caseward.rules.wording.findings import Finding, Kind, finding
from caseward.rules.wording.known import COMPARATOR, CURRENT, PREVIOUS, KnownFigure, number
from caseward.rules.wording.naming import Names, is_judged
from caseward.rules.wording.regions import clause_around
from caseward.rules.wording.sentences import Sentence
from caseward.rules.wording.words import phrases, plain, tokens, words

LOOSE = r"(?:(?:just|around|about|almost|nearly|over|under|approximately|some|more than)\s+)*"
FROM_TO = re.compile(
    rf"\bfrom\s+{LOOSE}({NUMBER})\b([^.;]{{0,40}}?)\bto\s+{LOOSE}({NUMBER})\b", re.IGNORECASE
)
SHARE = rf"({NUMBER})\s*(?:per cent|percent|%)"
SHARES = re.compile(SHARE, re.IGNORECASE)
ENOUGH = 0.62
"""How alike a sentence and a title must be; the words around one direction are few."""
THERE_WAS = re.compile(r"\s*there (?:was|were|is|has been|have been)\b", re.IGNORECASE)
"""A clause that only says how it went: what went, the rest of the sentence says."""
UP, DOWN = "up", "down"
OPPOSITE = {UP: DOWN, DOWN: UP}
BESIDE = {PREVIOUS: "last time", COMPARATOR: "the average"}


def judge_direction(names: Names, sentence: Sentence) -> Iterator[Finding]:
    """Findings of `direction` in one sentence."""
    if not is_judged(sentence):
        return
    text = plain(sentence.text)
    said = [*_from_to(text), *_than(text)]
    if said:
        yield from (finding(Kind.DIRECTION, sentence, *fault) for fault in said if fault[1])
    else:
        yield from _against_figures(names, sentence, text)


def _from_to(text: str) -> Iterator[tuple[str, str]]:
    for match in FROM_TO.finditer(text):
        before, after = read_number(match[1]), read_number(match[3])
        word = _last_word(text[: match.start()])
        if word and not _are_years(before, after):
            wrong = _is_wrong(_way(word, text), before, after)
            yield word, f"It went from {number(before)} to {number(after)}" if wrong else ""


def _than(text: str) -> Iterator[tuple[str, str]]:
    """“61 per cent was higher than 46 per cent”; “more often for men (76 per cent) than women (54)”."""
    for match in _comparing().finditer(text):
        following = SHARES.search(text, match.end())
        shares = [found for found in SHARES.finditer(text, 0, match.end()) if found.end() <= match.end()]
        if not following or not shares or ";" in text[match.end() : following.start()]:
            continue
        inside = [found for found in shares if found.start() > match.start()]
        first, second = read_number((inside or shares)[-1 if inside else 0][1]), read_number(following[1])
        wrong = _is_wrong(_way(match[1], text), second, first)
        yield (
            match[1],
            f"{number(first)} per cent stands beside {number(second)} per cent" if wrong else "",
        )


@cache
def _comparing() -> re.Pattern[str]:
    known = words().table["direction"]
    every = phrases((*known["up"], *known["down"], *known["better"], *known["worse"])).pattern
    return re.compile(rf"({every})(?:\s+(?:from|on)\b|[^.;,]{{0,60}}?\sthan\b)", re.IGNORECASE)


def _against_figures(names: Names, sentence: Sentence, text: str) -> Iterator[Finding]:
    period = _period(text)
    word = _first_word(text)
    if not word or not period or _is_denied(text, word):
        return
    way = _way(word, text)
    clause = clause_around(text, text.find(word))
    about = text if THERE_WAS.match(clause) else clause
    for rows in _spoken_of(names, sentence, about):
        pairs = [(row, names.data.figure(row.code, period)) for row in rows]
        moves = [(row, other, _move(row, other)) for row, other in pairs if other is not None]
        if way and moves and all(move == OPPOSITE[way] for _, _, move in moves):
            yield finding(Kind.DIRECTION, sentence, word, _shown(moves[0][0], moves[0][1], period))
            return


def _period(text: str) -> str:
    """What the figure is compared with; of a change, unless something else is named, it is last time."""
    if words().pattern("periods", COMPARATOR).search(text):
        return COMPARATOR
    changes = re.search(
        r"\b(?:improve(?:d|ments?)|deteriorat\w+|worsened|fallen|fell|risen|rose|increased?|decreased?|declined?)\b",
        text,
    )
    return PREVIOUS if changes or words().pattern("periods", PREVIOUS).search(text) else ""


def _spoken_of(names: Names, sentence: Sentence, text: str) -> Iterator[list[KnownFigure]]:
    """The figure named for sure or, where a whole standard is named, all that carry its rating."""
    section = names.section(sentence.headings)
    said = tokens(text)
    spoken = names.standards_in(said)
    spoken = spoken & section.standards if section.standards else spoken
    for standard in sorted(spoken):
        ranked = names.named(said - names.changes, section, [standard])
        if ranked and ranked[0].likeness >= ENOUGH:
            yield [ranked[0].figure]
        elif not (said - names.subjects[standard] - names.changes) & names.distinct:
            yield [row for row in names.current if row.code == row.key_question and row.standard == standard]
    if not spoken and len(section.standards) == 1:
        ranked = names.named(said - names.changes, section)
        if ranked and ranked[0].likeness >= ENOUGH:
            yield [ranked[0].figure]


def _is_wrong(way: str, before: Fraction, after: Fraction) -> bool:
    return bool(way) and (before == after or (after > before) != (way == UP))


def _move(now: KnownFigure, other: KnownFigure) -> str:
    if now.value is None or other.value is None or now.value == other.value:
        return CURRENT
    return UP if now.value > other.value else DOWN


def _shown(now: KnownFigure, other: KnownFigure, period: str) -> str:
    return f"{now.shown}, {number(other.value or Fraction(0))} for {BESIDE[period]}"


def _way(word: str, text: str) -> str:
    """Where a word says that a figure went; empty where more may be better or worse."""
    known = words().table["direction"]
    if word.lower() in known["up"]:
        return UP
    if word.lower() in known["down"]:
        return DOWN
    if words().pattern("direction", "either_way").search(text):
        return ""
    way = UP if word.lower() in known["better"] else DOWN
    return OPPOSITE[way] if words().pattern("direction", "less_is_better").search(text) else way


@cache
def _any_word() -> re.Pattern[str]:
    known = words().table["direction"]
    return phrases((*known["up"], *known["down"], *known["better"], *known["worse"]))


def _last_word(text: str) -> str:
    found = [match[0] for match in _any_word().finditer(text)]
    return found[-1] if found else ""


def _first_word(text: str) -> str:
    bare = words().pattern("direction", "wished").sub(lambda match: "_" * len(match[0]), text)
    match = _any_word().search(bare)
    return match[0] if match and match[0].lower() not in ("more", "up", "down", "progress", "fewer") else ""


def _is_denied(text: str, word: str) -> bool:
    place = text.find(word)
    clause = clause_around(text, place)
    before = clause[: clause.find(word)].replace("n't", " n't")
    return bool(words().pattern("direction", "denied").search(before))


def _are_years(first: Fraction, second: Fraction) -> bool:
    return all(1900 <= value <= 2100 and value.denominator == 1 for value in (first, second))
