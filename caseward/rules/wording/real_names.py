"""Names of people in practice examples and quotations, which have to be changed before publication.

That names in examples are changed is the reports' practice; how a real one shows is inferred.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from caseward.rules.wording.findings import Finding, Kind, finding
from caseward.rules.wording.known import Known
from caseward.rules.wording.sentences import Place, Sentence
from caseward.rules.wording.words import phrases, plain, words


def judge_names(data: Known, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Findings of `real_name`: known real names, full names, and first names nobody vouches for."""
    for sentence in sentences:
        yield from _known(data, sentence)
        if sentence.is_from_a_case:
            yield from _full_names(data, sentence)
    yield from _first_names(data, sentences)


def _known(data: Known, sentence: Sentence) -> Iterator[Finding]:
    """A real name, in part where the report tells of a case; elsewhere whole, and not in a heading."""
    text = plain(sentence.text)
    for person in data.people:
        parts = [person, *(part for part in person.split() if len(part) > 2)]
        looked_for = parts if sentence.is_from_a_case else [person]
        found = next((part for part in looked_for if _stands(part, text)), None)
        if found and sentence.place not in (Place.HEADING, Place.ROW):
            yield finding(Kind.REAL_NAME, sentence, found, f"{person} is a real person’s name")
            return


def _stands(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(plain(name))}(?!\w)", text))


def _full_names(data: Known, sentence: Sentence) -> Iterator[Finding]:
    for match in _full_name().finditer(plain(sentence.text)):
        if match[0] not in data.allowed_names and not any(
            _stands(person, match[0]) for person in data.people
        ):
            yield finding(
                Kind.REAL_NAME, sentence, match[0], "A full name: a changed name is a first name alone"
            )


@cache
def _full_name() -> re.Pattern[str]:
    titles = "|".join(words().table["names"]["titles"])
    return re.compile(
        rf"\b(?:(?:{titles})\.? [A-Z][a-z]+|(?:{_forenames()}) (?:[A-Z]\. )?(?:Mc|Mac|O')?[A-Z][a-z]{{2,}})\b"
    )


def _forenames() -> str:
    return "|".join(words().table["names"]["forenames"].split())


@cache
def _first_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_forenames()})(?![\w-])")


def _first_names(data: Known, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for the first name in an example that nobody vouches for, naming them all."""
    found = _in_examples(data, sentences)
    for name, sentence in found.items():
        if where := _elsewhere(name, sentences):
            yield finding(
                Kind.REAL_NAME,
                sentence,
                name,
                f"The same name stands elsewhere, on line {where.line}: “{where.text}”",
            )
    if found and not _are_vouched_for(sentences):
        first = next(iter(found.values()))
        yield finding(
            Kind.REAL_NAME, first, ", ".join(found), "Nothing says that the names in examples were changed"
        )


def _in_examples(data: Known, sentences: Sequence[Sentence]) -> Mapping[str, Sentence]:
    found: dict[str, Sentence] = {}
    real = {part for person in data.people for part in person.split()}
    for sentence in sentences:
        if sentence.is_from_a_case:
            for match in _first_name().finditer(plain(sentence.text)):
                if match[0] not in data.allowed_names and match[0] not in real:
                    found.setdefault(match[0], sentence)
    return found


def _elsewhere(name: str, sentences: Sequence[Sentence]) -> Sentence | None:
    others = (row for row in sentences if row.place is not Place.ROW and not row.is_from_a_case)
    return next(
        (row for row in others if _stands(name, plain(row.text)) and not _leads_in(row, sentences)), None
    )


def _leads_in(row: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Whether a sentence belongs to an example that stands in the same or the next paragraph."""
    return any(abs(other.paragraph - row.paragraph) <= 1 for other in sentences if other.is_from_a_case)


def _are_vouched_for(sentences: Sequence[Sentence]) -> bool:
    said = phrases(tuple(words().table["names"]["changed"]))
    return any(said.search(plain(sentence.text)) for sentence in sentences)
