"""How many cases, interviews and meetings a report says it rests on."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caseward.inspection.results.readers.figures import WORDS, number_in_words
from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.passages import Passage, flat, passage
from caseward.rules.framework import Framework
from caseward.rules.likeness import stems

NUMBER = rf"(\d[\d,]*|{'|'.join(WORDS[1:])})"
CASES = re.compile(
    rf"\b(?:examined|inspected|completed|assessed|sample\s+of)\s+(?:the\s+management\s+of\s+|a\s+sample\s+of\s+)?{NUMBER}"
    r"\s+((?:[\w/-]+\s+){0,6}?(?:cases?|requirements?|assessments|disposals)\b)",
)
TWO_KINDS = re.compile(
    rf"\binspected\s+{NUMBER}\s+((?:[a-z-]+\s+){{1,4}}?)cases\s+and\s+{NUMBER}\s+((?:[a-z-]+\s+){{1,4}}?)cases\b"
)
HARM = (
    re.compile(
        rf"\b{NUMBER}\s+cases\s+(?:where\s+there\s+were|that\s+had|with|included)\s+(?:factors\s+related\s+to\s+)?(?:risk\s+of\s+)?harm\b"
    ),
    re.compile(
        rf"\b{NUMBER}\s+cases\s+(?:where\s+there\s+were|included|with)\s+factors\s+related\s+to\s+harm\b"
    ),
)
FAR_HEADING = 60
ANNEX = re.compile(r"\s*(?:Annex|Appendix)\b")
DOMAIN = re.compile(r"\bdomain\s+(\w+)")
PEOPLE = r"(?:service\s+users|people\s+on\s+probation|people\s+under\s+supervision|children|parents)"
OFFICERS = (
    r"(?:individual\s+)?"
    r"(?:responsible\s+officers|probation\s+practitioners|case\s+managers|probation\s+officers)"
)
INTERVIEWS = (
    ("interviews.officers", re.compile(rf"\binterviewed\s+{NUMBER}\s+{OFFICERS}")),
    ("interviews.people", re.compile(rf"\binterviewed\s+{NUMBER}\s+{PEOPLE}")),
    ("interviews.people", re.compile(rf"\binterviewed\s+{NUMBER}\s+{OFFICERS}\s+and\s+{NUMBER}\s+{PEOPLE}")),
    ("interviews.officers", re.compile(rf"\bconducted\s+{NUMBER}\s+interviews\s+with\s+{OFFICERS}")),
    ("meetings", re.compile(rf"\b(?:conducted|held)\s+{NUMBER}\s+meetings\b")),
)


@dataclass(frozen=True)
class Size:
    """One number of cases, interviews or meetings, with its line."""

    key: str
    number: int
    line: int


def read_samples(body: Sequence[Line], framework: Framework) -> tuple[list[Size], list[str]]:
    """The sizes that every place prints alike, and the keys of those that places print differently."""
    text = passage(body)
    seen: dict[str, list[Size]] = defaultdict(list)
    for size in (*_cases(text, body, framework), *_harm(text), *_interviews(text)):
        seen[size.key].append(size)
    sure = [sizes[0] for sizes in seen.values() if len({size.number for size in sizes}) == 1]
    disputed = [key for key, sizes in seen.items() if len({size.number for size in sizes}) > 1]
    return sure, disputed


def _cases(text: Passage, body: Sequence[Line], framework: Framework) -> Iterator[Size]:
    split = {match.start() for match in TWO_KINDS.finditer(text.text)}
    yield from _two_kinds(text, framework)
    for match in CASES.finditer(text.text):
        number = number_in_words(match[1])
        key = _sample_of(match[2], text, match.start(), framework)
        if number and key and match.start() not in split:
            yield Size(key, number, text.line_at(match.start(1)))


def _two_kinds(text: Passage, framework: Framework) -> Iterator[Size]:
    """Cases counted in two kinds make one sample; each kind is a number of its own."""
    for match in TWO_KINDS.finditer(text.text):
        first, second = number_in_words(match[1]), number_in_words(match[3])
        if not first or not second or not framework.samples:
            continue
        sample, line = framework.samples[0].code, text.line_at(match.start(1))
        yield Size(sample, first + second, line)
        yield Size(f"{sample}.{_slug(match[2])}", first, line)
        yield Size(f"{sample}.{_slug(match[4])}", second, line)


def _sample_of(words: str, text: Passage, place: int, framework: Framework) -> str | None:
    """The sample that a count of cases is of: named in the words, else by the nearest heading above."""
    titles = {sample.code: sample.title for sample in framework.samples}
    if not titles:
        titles = {_slug(domain.label): domain.label for domain in framework.domains}
    if named := _named(words, titles):
        return named
    if domain := DOMAIN.search(words):
        return _sample_of_domain(domain[1], framework)
    above = text.text[:place].split("\n")[:-1][-FAR_HEADING:]
    last_annex = max((at for at, line in enumerate(above) if ANNEX.match(line)), default=-1)
    headings = [line for line in above[last_annex + 1 :] if _is_heading(line)]
    return next((code for line in reversed(headings) if (code := _named(line, titles))), None)


def _named(words: str, titles: dict[str, str]) -> str | None:
    return next((code for code, title in titles.items() if stems(title) <= stems(words)), None)


def _is_heading(line: str) -> bool:
    return 0 < len(line.split()) <= 6 and not line.rstrip().endswith((".", ","))


def _sample_of_domain(word: str, framework: Framework) -> str | None:
    """The only sample of a domain named by its number; None where the domain has several."""
    number = str(number_in_words(word))
    samples = {one.sample for one in framework.standards if one.domain == number and one.sample}
    return samples.pop() if len(samples) == 1 else None


def _harm(text: Passage) -> Iterator[Size]:
    for pattern in HARM:
        for match in pattern.finditer(text.text):
            if number := number_in_words(match[1]):
                yield Size("harm", number, text.line_at(match.start(1)))


def _interviews(text: Passage) -> Iterator[Size]:
    for key, pattern in INTERVIEWS:
        for match in pattern.finditer(text.text):
            place = match.lastindex or 1
            if number := number_in_words(match[place]):
                yield Size(key, number, text.line_at(match.start(place)))


def _slug(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", flat(words).lower()))
