"""Counts: recommendations announced and listed, cases and interviews against the sample, parts of a whole.

That announced and listed, counted and sampled must agree is inferred from slips in print [TV background].
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from caseward.rules.wording.claims import NUMBER, read_number
from caseward.rules.wording.findings import Finding, Kind, finding
from caseward.rules.wording.known import Known, number
from caseward.rules.wording.naming import Names
from caseward.rules.wording.sentences import Place, Sentence
from caseward.rules.wording.words import plain

RECOMMENDATIONS = re.compile(
    rf"\b(?:make|made|making)\s+({NUMBER})\s+(?:\w+\s+)?recommendations?\b", re.IGNORECASE
)
EARLIER = re.compile(r"\b(?:previous|last|earlier)\s+(?:inspection|report)|\bin 20\d\d\b", re.IGNORECASE)
CASES = re.compile(
    rf"\bwe\s+(?:\w+\s+)?(?:inspected|examined|assessed|completed|reviewed)\s+"
    rf"(?:the management of\s+)?({NUMBER})\s+"
    rf"(?:[\w-]+\s+){{0,4}}?(?:cases|case assessments|requirements)\b"
    rf"(?:\s+and\s+({NUMBER})\s+(?:[\w-]+\s+){{0,4}}?cases\b)?",
    re.IGNORECASE,
)
OF_CASES = re.compile(rf"\bof the\s+({NUMBER})\s+cases(?:\s+we inspected)?,", re.IGNORECASE)
HARM = re.compile(rf"({NUMBER})\s+cases\s+[^.,;]{{0,40}}\bharm\b", re.IGNORECASE)
INTERVIEWS = {
    "interviews.officers": re.compile(
        rf"\binterviewed\s+({NUMBER})\s+(?:\w+\s+)?(?:responsible officers|officers|practitioners)",
        re.IGNORECASE,
    ),
    "interviews.people": re.compile(
        rf"\binterviewed\s+[^.;]*?\b({NUMBER})\s+(?:service users|people on probation|people)\b",
        re.IGNORECASE,
    ),
    "meetings": re.compile(rf"\b(?:held|conducted)\s+({NUMBER})\s+meetings\b", re.IGNORECASE),
}
PART = re.compile(
    rf"\bof the\s+({NUMBER})\s+[^.;(]*?,\s+(?:\w+\s+)?({NUMBER})\s+\(({NUMBER})\s*(?:per cent|percent|%)\)",
    re.IGNORECASE,
)
NAMES = {
    "interviews.officers": "officers interviewed",
    "interviews.people": "people on probation interviewed",
    "meetings": "meetings",
}


def judge_counts(names: Names, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Findings of `count` and, where a per cent does not follow from its own counts, of `number`."""
    for place, sentence in enumerate(sentences):
        if sentence.is_running_text:
            yield from _recommendations(names.data, sentences, place)
            yield from _cases(names, sentence)
            yield from _interviews(names.data, sentence)
            yield from _parts(sentence)


def _recommendations(data: Known, sentences: Sequence[Sentence], place: int) -> Iterator[Finding]:
    sentence = sentences[place]
    match = RECOMMENDATIONS.search(plain(sentence.text))
    if not match:
        return
    announced, is_earlier = read_number(match[1]), bool(EARLIER.search(plain(sentence.text)))
    listed = _listed(sentences[place + 1 :])
    known = None if is_earlier else data.recommendations
    for count, said in ((known, "the data hold"), (listed, "listed below it are")):
        if count is not None and count != announced:
            yield finding(Kind.COUNT, sentence, f"{match[1]} recommendations", f"{said} {count}".capitalize())
            return


def _listed(below: Sequence[Sentence]) -> int | None:
    """The number of the last item of the list below, where its items are numbered from 1 without a gap."""
    last = 0
    for sentence in below:
        if RECOMMENDATIONS.search(plain(sentence.text)) or (last and sentence.place is Place.HEADING):
            break
        if sentence.label.isdigit() and sentence.place is Place.ITEM:
            if int(sentence.label) != last + 1:
                return None
            last += 1
    return last or None


def _cases(names: Names, sentence: Sentence) -> Iterator[Finding]:
    text = plain(sentence.text)
    for match in CASES.finditer(text):
        numbers = [read_number(found) for found in (match[1], match[2]) if found]
        yield from _sample(names, sentence, numbers, match[0])
    for match in OF_CASES.finditer(text):
        if "inspected" in match[0] or names.section(sentence.headings).standards:
            yield from _sample(names, sentence, [read_number(match[1])], match[0].rstrip(","))
    harm = names.data.samples.get("harm")
    for match in HARM.finditer(text):
        if harm is not None and read_number(match[1]) != harm and "we" in text.lower().split():
            yield finding(Kind.COUNT, sentence, match[0], f"{harm} cases in which harm is a factor")


def _sample(names: Names, sentence: Sentence, numbers: list[Fraction], said: str) -> Iterator[Finding]:
    code = _sample_code(names, sentence, said)
    cases = names.data.samples.get(code)
    if cases is not None and sum(numbers) != cases:
        yield finding(
            Kind.COUNT, sentence, said, f"{names.data.sample_titles.get(code, code)}: {cases} cases"
        )


def _sample_code(names: Names, sentence: Sentence, said: str) -> str:
    """The sample that the words name; else that of the section; else the only one there is."""
    for text in (said, sentence.text, *reversed(sentence.headings)):
        for code, title in names.data.sample_titles.items():
            if title.lower() in plain(text).lower():
                return code
    standards = names.section(sentence.headings).standards
    codes = {row.sample for row in names.data.standards if row.code in standards}
    return codes.pop() if len(codes) == 1 else ""


def _interviews(data: Known, sentence: Sentence) -> Iterator[Finding]:
    for code, pattern in INTERVIEWS.items():
        match = pattern.search(plain(sentence.text))
        if match and code in data.samples and read_number(match[1]) != data.samples[code]:
            yield finding(Kind.COUNT, sentence, match[0], f"{data.samples[code]} {NAMES[code]}")


def _parts(sentence: Sentence) -> Iterator[Finding]:
    for match in PART.finditer(plain(sentence.text)):
        whole, part, percent = (read_number(found) for found in match.groups())
        if not whole or part > whole:
            yield finding(
                Kind.IMPLAUSIBLE, sentence, match[0], f"{number(part)} is more than {number(whole)}"
            )
        elif (100 * part / whole + Fraction(1, 2)) // 1 != percent:
            share = number(Fraction(round(100 * part / whole)))
            yield finding(
                Kind.NUMBER, sentence, match[0], f"{number(part)} of {number(whole)} is {share} per cent"
            )
