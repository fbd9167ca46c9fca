"""What was read of a report as rows, section by section: each figure, the line it came from, and why it is
missing where it could not be read. A person confirms, changes or leaves out each of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from caseward.rules.framework import Framework, Kind, Question, Standard

SECTIONS = {
    "ratings": "Ratings and score",
    "questions": "Key questions",
    "prompts": "Prompts",
    "facts": "Further figures",
    "samples": "Samples and interviews",
    "discretion": "The panel’s discretion",
    "recommendations": "Recommendations",
}
OVERALL, SCORE = "overall", "score"
NOT_LEGIBLE = "Not legible in the source."
NOT_PRINTED = "Not printed in the source, or not found there."
ROOM_FOR_MORE = 2
"""Empty rows after the recommendations, for those that were not found."""
PERIODS = ("previous", "target", "comparator")


@dataclass
class Row:
    """One figure of a draft; `value` is as it stands now, `read` as it was read."""

    key: str
    title: str
    kind: str
    """What may be typed: band, percent, number, text or long."""
    value: str = ""
    read: str = ""
    line: int | None = None
    text: str = ""
    """The line as it stands in the source."""
    why: str = ""
    """Why nothing was read."""
    is_left_out: bool = False
    needed: bool = False
    """Whether it must be given, or left out by a person who has looked."""
    addressee: str = ""
    is_repeated: bool = False

    @property
    def is_by_hand(self) -> bool:
        """Whether a person typed what stands here."""
        return bool(self.value) and self.value != self.read

    @property
    def remark(self) -> str:
        """What a reader of the result is told of a figure that was typed."""
        if not self.is_by_hand or self.is_left_out:
            return ""
        if self.read:
            return f"Typed by a person; the reading was “{self.read[:80]}”."
        return "Typed by a person; it could not be read."


def loaded(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Rows as they are stored, as rows."""
    return [Row(**row) for row in rows]


def stored(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as they are stored."""
    return [asdict(row) for row in rows]


def rows_of(reading: Mapping[str, Any], framework: Framework) -> dict[str, list[Row]]:
    """Every section of a reading as rows of that framework."""
    draft = _Reading(reading)
    return {
        "ratings": list(_ratings(draft, framework)),
        "questions": list(_questions(draft, framework)),
        "prompts": list(_prompts(draft, framework)),
        "facts": list(_facts(draft, framework)),
        "samples": list(_samples(draft, framework)),
        "discretion": list(_discretion(draft, framework)),
        "recommendations": list(_recommendations(draft)),
    }


@dataclass(frozen=True)
class _Reading:
    """The JSON of import-report, and how a row of it is made."""

    data: Mapping[str, Any]

    def part(self, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.data.get(name) or {}
        return found

    def row(self, key: str, title: str, kind: str, value: Any, **more: Any) -> Row:
        """A row with its line; `source` names the line where it is not the key."""
        source = self.part("sources").get(more.pop("source", key)) or {}
        read = "" if value is None else str(value)
        unread = key in (self.data.get("unreadable") or [])
        return Row(
            key=key,
            title=title,
            kind=kind,
            value=read,
            read=read,
            line=source.get("line"),
            text=str(source.get("text", "")),
            why="" if read else NOT_LEGIBLE if unread else NOT_PRINTED,
            **more,
        )


def _ratings(draft: _Reading, framework: Framework) -> Iterator[Row]:
    ratings = draft.part("ratings")
    for standard in framework.standards:
        title = f"{standard.code} {standard.title}"
        yield draft.row(standard.code, title, "band", ratings.get(standard.code), needed=True)
    yield draft.row(OVERALL, "Overall rating", "band", ratings.get(OVERALL), needed=True)
    yield draft.row(SCORE, "Score in points", "number", draft.data.get("score"), needed=True)


def _asked(framework: Framework) -> Iterator[tuple[Standard, Question]]:
    for standard in framework.standards:
        for key_question in standard.key_questions:
            yield standard, key_question
            for prompt in key_question.prompts:
                yield standard, prompt


def _questions(draft: _Reading, framework: Framework) -> Iterator[Row]:
    percent = draft.part("percent")
    for _, asked in _asked(framework):
        if asked.kind is Kind.KEY_QUESTION and (asked.scored or asked.code in percent):
            title = f"{asked.code} {asked.text}"
            yield draft.row(asked.code, title, "percent", percent.get(asked.code), needed=True)


def _prompts(draft: _Reading, framework: Framework) -> Iterator[Row]:
    """Those that were read or are known to be illegible; a report need not print any."""
    prompts = draft.part("prompts")
    known = {*prompts, *(draft.data.get("unreadable") or [])}
    for _, asked in _asked(framework):
        if asked.kind is not Kind.KEY_QUESTION and asked.code in known:
            title = f"{asked.code} {asked.text}"
            yield draft.row(asked.code, title, "percent", prompts.get(asked.code), needed=True)


def _facts(draft: _Reading, framework: Framework) -> Iterator[Row]:
    words = {"previous": "last inspection or year", "target": "target", "comparator": "other providers"}
    asked = {question.code for question in framework.questions()}
    for key, fact in draft.part("facts").items():
        period = str(fact.get("period"))
        code = key.removesuffix(f".{period}")
        title = f"{code} {fact['title']}" if code in asked else str(fact["title"])
        title = f"{title} ({words[period]})" if period in words else title
        yield draft.row(key, title, "text", fact.get("printed"), needed=True)


def _samples(draft: _Reading, framework: Framework) -> Iterator[Row]:
    sizes = draft.part("sample")
    unread = [
        str(key).removeprefix("sample.")
        for key in draft.data.get("unreadable") or []
        if str(key).startswith("sample.")
    ]
    for code in dict.fromkeys([*sizes, *unread]):
        title = sample_title(code, framework)
        row = draft.row(code, title, "number", sizes.get(code), source=f"sample.{code}", needed=True)
        row.why = NOT_LEGIBLE if code in unread else row.why
        yield row


def sample_title(code: str, framework: Framework) -> str:
    """The words for the code of a sample, of a part of it, or of a number of interviews."""
    whole, _, part = code.partition(".")
    titles = {sample.code: sample.title for sample in framework.samples}
    if whole in titles:
        words = part.replace("-", " ")
        return f"Cases inspected: {titles[whole]}{', ' + words if words else ''}"
    known = {
        "harm": "Cases inspected with factors of harm to others",
        "interviews.officers": "Interviews with officers",
        "interviews.people": "Interviews with people on probation",
        "meetings": "Meetings and focus groups",
    }
    return known.get(code, code.replace("-", " ").replace(".", ": ").capitalize())


def _discretion(draft: _Reading, framework: Framework) -> Iterator[Row]:
    notes = draft.part("discretion")
    for standard in framework.standards:
        title = f"{standard.code} {standard.title}"
        note = notes.get(standard.code)
        row = draft.row(standard.code, title, "long", note, source=f"discretion.{standard.code}")
        row.why = "" if note else "No note was found for this standard."
        yield row


def _recommendations(draft: _Reading) -> Iterator[Row]:
    found = draft.data.get("recommendations") or []
    for number, one in enumerate(found, 1):
        key = str(one.get("number") or number)
        yield draft.row(
            key,
            f"Recommendation {key}",
            "long",
            one.get("text"),
            source=f"recommendation.{key}",
            needed=True,
            addressee=str(one.get("addressee") or ""),
            is_repeated=bool(one.get("repeated")),
        )
    for number in range(len(found) + 1, len(found) + 1 + ROOM_FOR_MORE):
        why = "Only if the source prints one more than was found."
        yield Row(key=str(number), title=f"Recommendation {number}", kind="long", why=why)


def lacking(reading: Mapping[str, Any], framework: Framework | None) -> list[str]:
    """What the reading says that it could not read, in words."""
    return [_in_words(str(key), framework) for key in reading.get("unreadable") or []]


def _in_words(key: str, framework: Framework | None) -> str:
    general = {
        "provider": "The name of the provider",
        "framework": "The framework: the text fits several",
        "overall": "The overall rating",
        "score": "The score",
        "discretion": "On which standard the panel used its discretion",
        "recommendations": "The recommendations: another number was found than the source says",
    }
    if key in general or framework is None:
        return general.get(key, key)
    if key.startswith("sample."):
        return sample_title(key.removeprefix("sample."), framework)
    standards = {one.code: f"Rating of {one.code} {one.title}" for one in framework.standards}
    questions = {asked.code: f"{asked.code} {asked.text}" for asked in framework.questions()}
    return standards.get(key) or questions.get(key) or key
